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
package io.github.refvideo.camel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.http.ReplyHead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | PT5S",
                "0 | PT0S",
                "1.5 | PT1.5S",
                "Sun, 22 Nov 2026 10:00:30 GMT | PT30S",
                "Sun, 22 Nov 2026 09:00:00 GMT | PT0S",
                "99999999999999999999 | PT8760H",
                "Fri, 22 Nov 2999 10:00:30 GMT | PT8760H"
            })
    void readsEveryForm(String text, Duration expected) {
        assertThat(RetryAfter.of(head("Retry-After", text), NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"soon", "-5", "NaN", "''", "2026-11-22"})
    void nonsenseIsNoHint(String text) {
        assertThat(RetryAfter.of(head("Retry-After", text), NOW)).isNull();
    }

    @Test
    void millisecondsWin() {
        ReplyHead head =
                new ReplyHead(
                        429,
                        "",
                        Map.of("retry-after", List.of("9"), "retry-after-ms", List.of("250")));

        assertThat(RetryAfter.of(head, NOW)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void missingIsNoHint() {
        assertThat(RetryAfter.of(new ReplyHead(429, "", Map.of()), NOW)).isNull();
    }

    private static ReplyHead head(String name, String value) {
        return new ReplyHead(429, "", Map.of(name, List.of(value)));
    }
}
