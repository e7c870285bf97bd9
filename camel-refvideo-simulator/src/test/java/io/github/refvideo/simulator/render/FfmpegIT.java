/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.refvideo.simulator.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verification with ffmpeg, if it is installed. */
class FfmpegIT {

    @TempDir Path directory;

    @BeforeEach
    void needsFfmpeg() {
        assumeTrue(isOnPath("ffmpeg") && isOnPath("ffprobe"), "no ffmpeg here");
    }

    @ParameterizedTest
    @CsvSource({"1280, 720, false", "1080, 1920, true", "1022, 542, true", "16, 16, false"})
    void decodesEveryFrameWithoutComplaint(int width, int height, boolean multiShot)
            throws Exception {
        Path file = directory.resolve("video.mp4");
        var storyboard = Sample.storyboard(width, height, 3, 24, multiShot);
        Files.write(file, new StoryboardRenderer().render(storyboard));

        assertThat(
                        run(
                                "ffmpeg",
                                "-v",
                                "warning",
                                "-xerror",
                                "-i",
                                file.toString(),
                                "-f",
                                "null",
                                "-"))
                .isEmpty();
        assertThat(
                        run(
                                "ffprobe",
                                "-v",
                                "error",
                                "-count_frames",
                                "-show_entries",
                                "stream=codec_name,profile,width,height,color_range,color_space,"
                                        + "r_frame_rate,duration,nb_read_frames",
                                "-of",
                                "default=noprint_wrappers=1",
                                file.toString()))
                .contains("codec_name=h264")
                .contains("profile=Constrained Baseline")
                .contains("width=" + width + "\n")
                .contains("height=" + height + "\n")
                .contains("color_range=tv")
                .contains("color_space=bt709")
                .contains("r_frame_rate=24/1")
                .contains("duration=3.000000")
                .contains("nb_read_frames=72");
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static boolean isOnPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
