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
package io.github.refvideo.camel.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; PT0S",
                "7; PT7S",
                "007; PT7S",
                "1.5; PT1.5S",
                "' 30 '; PT30S",
                "86400; PT24H",
                "86401; PT24H",
                "99999999999999999999999; PT24H",
                "Tue, 01 Jan 2030 12:00:30 GMT; PT30S",
                "Tue, 1 Jan 2030 12:01:00 GMT; PT1M",
                "Tue, 01 Jan 2030 11:00:00 GMT; PT0S",
                "Sun, 01 Jan 2040 12:00:00 GMT; PT24H"
            })
    void bothFormsAreUnderstoodAndBounded(String text, Duration wait) {
        assertThat(RetryAfter.parse(head(text), NOW)).contains(wait);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"''", "-1", "soon", "+3", "0x10", "\u0661", "Fri, 01 Jan 2030 12:00:30 GMT"})
    void nonsenseIsNoHint(String text) {
        assertThat(RetryAfter.parse(head(text), NOW)).isEmpty();
    }

    @Test
    void millisecondsWin() {
        ResponseHead head =
                new ResponseHead(
                        429,
                        "",
                        Map.of("Retry-After", List.of("9"), "Retry-After-Ms", List.of("250")));

        assertThat(RetryAfter.parse(head, NOW)).contains(Duration.ofMillis(250));
    }

    @Test
    void dateIsComparedWithTheServersOwnClock() {
        ResponseHead anHourAhead =
                new ResponseHead(
                        429,
                        "",
                        Map.of(
                                "Date", List.of("Tue, 01 Jan 2030 13:00:00 GMT"),
                                "Retry-After", List.of("Tue, 01 Jan 2030 13:00:20 GMT")));
        ResponseHead withoutAClock =
                new ResponseHead(
                        429,
                        "",
                        Map.of(
                                "Date", List.of("today"),
                                "Retry-After", List.of("Tue, 01 Jan 2030 12:00:20 GMT")));

        assertThat(RetryAfter.parse(anHourAhead, NOW)).contains(Duration.ofSeconds(20));
        assertThat(RetryAfter.parse(withoutAClock, NOW)).contains(Duration.ofSeconds(20));
    }

    @Test
    void absenceIsNoHint() {
        assertThat(RetryAfter.parse(new ResponseHead(429, "", Map.of()), NOW)).isEmpty();
    }

    private static ResponseHead head(String text) {
        return new ResponseHead(429, "", Map.of("retry-after", List.of(text)));
    }
}
