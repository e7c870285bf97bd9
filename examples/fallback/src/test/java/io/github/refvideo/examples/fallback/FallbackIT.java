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
package io.github.refvideo.examples.fallback;

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

/** Runs the example as described in its README. */
class FallbackIT {

    @Test
    void showsWhereEachVideoComesFrom(@TempDir Path directory) throws Exception {
        PrintStream terminal = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        boolean complete;
        try {
            complete = Fallback.run(Map.of(), directory);
        } finally {
            System.setOut(terminal);
        }

        String text = shown.toString(StandardCharsets.UTF_8);
        assertThat(complete).as(text).isTrue();
        assertThat(text)
                .containsSubsequence(
                        "order-1    gateway",
                        "order-2    gateway",
                        "order-3    dashscope",
                        "(gateway said PAYMENT_REQUIRED, nothing bought)",
                        "circuit CLOSED -> OPEN",
                        "order-4    dashscope",
                        "order-5    dashscope",
                        "(circuit open, gateway not asked)",
                        "circuit HALF_OPEN -> CLOSED",
                        "order-6    gateway",
                        "order-8    gateway",
                        "(asked again, under the same key)",
                        "paid for   8 videos for 8 orders")
                .contains("circuit OPEN -> HALF_OPEN", "most for one key: 1");
        try (Stream<Path> videos = Files.list(directory.resolve("videos"))) {
            assertThat(videos).hasSize(8);
        }
    }

    @Test
    void missingSecondKeyIsReported(@TempDir Path directory) {
        assertThatThrownBy(() -> Fallback.run(Map.of("AI_GATEWAY_API_KEY", "k3y"), directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("DASHSCOPE_API_KEY is missing")
                .hasMessageContaining("FALLBACK_REFERENCES")
                .hasMessageNotContaining("k3y");
    }
}
