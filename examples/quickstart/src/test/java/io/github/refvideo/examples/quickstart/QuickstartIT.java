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
package io.github.refvideo.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.spi.JobStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the example as described in its README. */
class QuickstartIT {

    @ParameterizedTest
    @CsvSource({
        "gateway, alibaba/wan-v2.6-r2v, AI_GATEWAY_API_KEY",
        "dashscope, wan2.6-r2v, DASHSCOPE_API_KEY",
        "dashscope, wan2.7-r2v, DASHSCOPE_API_KEY"
    })
    void makesAVideoWithoutAKeyAndShowsItsProgress(String provider, String model, String key)
            throws Exception {
        PrintStream terminal = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        boolean wrote;
        try {
            wrote =
                    Quickstart.run(
                            Map.of("QUICKSTART_PROVIDER", provider, "QUICKSTART_MODEL", model));
        } finally {
            System.setOut(terminal);
        }

        String text = shown.toString(StandardCharsets.UTF_8);
        assertThat(wrote).as(text).isTrue();
        assertThat(text)
                .contains("No " + key + " in the environment: using the simulator")
                .contains("reference  images/cat.png", "reference  images/dog.png")
                .doesNotContain(".svg")
                .containsOnlyOnce("submitted  ")
                .contains(" to " + provider + ", model " + model);
        Matcher done = Pattern.compile("done       (.*\\.mp4): \\d+ KB, 4").matcher(text);
        assertThat(done.find()).as(text).isTrue();
        byte[] video = Files.readAllBytes(Path.of(done.group(1)));
        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(video.length).isGreaterThan(100_000);
    }

    @Test
    void gatewayWithoutAStoreIsExplained() {
        assertThatThrownBy(() -> Quickstart.run(Map.of("AI_GATEWAY_API_KEY", "key")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BLOB_READ_WRITE_TOKEN")
                .hasMessageContaining("QUICKSTART_REFERENCES");
    }

    @Test
    void missingFolderIsReported() {
        assertThatThrownBy(() -> Quickstart.run(Map.of("QUICKSTART_IMAGES", "nowhere")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("QUICKSTART_IMAGES: there is no folder nowhere");
    }

    @Test
    void showsHowLongTheJobHasBeenRunning() {
        PrintStream terminal = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            new Terminal()
                    .statusRead(
                            new JobSnapshot(
                                    JobOrigin.UNKNOWN,
                                    "gateway",
                                    "gateway 1",
                                    "m",
                                    "job_1",
                                    JobPhase.WAITING,
                                    JobStatus.RUNNING,
                                    Duration.ofMillis(2345),
                                    2,
                                    Duration.ofSeconds(5),
                                    4,
                                    null));
        } finally {
            System.setOut(terminal);
        }

        assertThat(shown.toString(StandardCharsets.UTF_8)).startsWith("running    2.3 s");
    }
}
