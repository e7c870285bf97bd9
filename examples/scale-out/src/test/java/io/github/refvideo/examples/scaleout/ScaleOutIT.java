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
package io.github.refvideo.examples.scaleout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example as described in its README, with fewer videos. */
class ScaleOutIT {

    @Test
    void everyVideoIsMadeAlthoughANodeIsKilled(@TempDir Path directory) throws Exception {
        PrintStream terminal = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        boolean complete;
        try {
            complete = ScaleOut.run(Map.of("SCALEOUT_REQUESTS", "8"), directory);
        } finally {
            System.setOut(terminal);
        }

        String text = shown.toString(StandardCharsets.UTF_8);
        assertThat(complete).as(text).isTrue();
        assertThat(text)
                .contains("No AI_GATEWAY_API_KEY in the environment: using the simulator")
                .contains("killed     node-1")
                .contains("done       8 of 8 videos")
                .contains("paid for: 8");
        try (Stream<Path> videos = Files.list(directory.resolve("videos"))) {
            assertThat(videos).hasSize(8);
        }
    }

    @Test
    void withAKeyItAsksForReferencesBeforeAnythingStarts(@TempDir Path directory) {
        assertThatThrownBy(() -> ScaleOut.run(Map.of("AI_GATEWAY_API_KEY", "k3y"), directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SCALEOUT_REFERENCES")
                .hasMessageNotContaining("k3y");
    }
}
