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
package io.github.refvideo.camel.internal.reference.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that FFmpeg writes, where it is installed. */
class FfmpegMediaIT {

    private static final String VIDEO = "-f lavfi -i testsrc=size=64x48:rate=25:duration=2";
    private static final String AUDIO = "-f lavfi -i sine=duration=2";

    @TempDir Path directory;

    @BeforeAll
    static void ffmpegIsInstalled() throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "ffmpeg"))),
                "ffmpeg is not installed");
    }

    @ParameterizedTest(name = "{0} {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "a.mp4 | video/mp4 | 2000 | VA -pix_fmt yuv420p",
                "b.mp4 | video/mp4 | 2000 | V -movflags frag_keyframe+empty_moov -g 10",
                "c.mp4 | video/mp4 | 2000 | VA -movflags frag_keyframe+empty_moov+default_base_moof",
                "d.mp4 | video/mp4 | 2000 | VA -movflags dash+global_sidx+frag_every_frame",
                "e.mp4 | video/mp4 | 2000 | VA -movflags faststart",
                "f.mp4 | audio/mp4 | 2000 | A",
                "g.m4a | audio/mp4 | 2000 | A",
                "h.mov | video/quicktime | 2000 | V",
                "i.mov | audio/mp4 | 2000 | A",
                "j.3gp | video/3gpp | 2000 | V -s 176x144 -c:v mpeg4",
                "k.mkv | video/x-matroska | 2000 | VA",
                "l.mka | audio/x-matroska | 2000 | A",
                "m.webm | video/webm | 2000 | V -c:v libvpx",
                "n.avi | video/x-msvideo | 2000 | VA",
                "o.wav | audio/wav | 2000 | A",
                "p.flac | audio/flac | 2000 | A",
                "q.aac | audio/aac | 0 | A",
                "r.mp3 | audio/mpeg | 0 | A",
                "s.ogg | audio/ogg | 0 | A -c:a flac",
                "t.png | image/png | 0 | V -frames:v 1",
                "u.jpg | image/jpeg | 0 | V -frames:v 1",
                "v.gif | image/gif | 0 | V",
                "w.bmp | image/bmp | 0 | V -frames:v 1",
                "x.tiff | image/tiff | 0 | V -frames:v 1",
                "y.webp | image/webp | 0 | V",
                "z.png | image/png | 0 | V -f apng -plays 0"
            })
    void filesAreWhatTheyAre(String name, String type, long millis, String options)
            throws Exception {
        Path file = directory.resolve(name);
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
        String inputs = options.split(" ", 2)[0];
        command.addAll(inputs.contains("V") ? List.of(VIDEO.split(" ")) : List.of());
        command.addAll(inputs.contains("A") ? List.of(AUDIO.split(" ")) : List.of());
        if (options.contains(" ")) {
            command.addAll(List.of(options.split(" ", 2)[1].split(" ")));
        }
        command.add(file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assumeTrue(process.exitValue() == 0, "ffmpeg cannot write it: " + output);

        MediaDescription look = look(file);

        assertThat(look.mediaType()).isEqualTo(type);
        assertThat(look.defect()).isNull();
        assertThat(look.durationMillis()).isCloseTo(millis, within(150L));
        assertThat(look.width() > 0).isEqualTo(!type.startsWith("audio/"));
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length * 2 / 3));
        boolean streamed =
                List.of("audio/aac", "audio/mpeg", "audio/flac", "audio/ogg").contains(type);
        assertThat(look(file).defect() == null).isEqualTo(streamed);
    }

    private static MediaDescription look(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return MediaProbe.probe(channel).orElseThrow();
        }
    }
}
