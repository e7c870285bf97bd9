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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Parses the delay that a server requests, in all formats in use. */
public final class RetryAfter {

    /** Longer delays are reduced to this one, so that sums do not overflow. */
    private static final Duration MAX = Duration.ofDays(1);

    private RetryAfter() {}

    /**
     * {@code retry-after-ms} in milliseconds if it is valid, otherwise {@code retry-after} in
     * seconds or as an HTTP date.
     *
     * @param now wall-clock time, used for a date if the response has no {@code Date} of the
     *     server's clock
     * @return between zero and one day; empty if the header is missing or not valid
     */
    public static Optional<Duration> parse(ResponseHead head, Instant now) {
        return head.header("retry-after-ms")
                .flatMap(text -> number(text.strip(), 1))
                .or(
                        () ->
                                head.header("retry-after")
                                        .flatMap(text -> wait(text.strip(), clockOf(head, now))));
    }

    private static Instant clockOf(ResponseHead head, Instant now) {
        return head.header("date").flatMap(text -> date(text.strip())).orElse(now);
    }

    private static Optional<Duration> wait(String text, Instant now) {
        return number(text, 1000).or(() -> untilDate(text, now));
    }

    private static Optional<Duration> number(String text, int millisPerUnit) {
        if (!text.matches("\\d+(\\.\\d+)?")) {
            return Optional.empty();
        }
        double millis = Double.parseDouble(text) * millisPerUnit;
        return Optional.of(Duration.ofMillis((long) Math.min(millis, MAX.toMillis())));
    }

    private static Optional<Duration> untilDate(String text, Instant now) {
        return date(text)
                .map(
                        date -> {
                            Duration wait = Duration.between(now, date);
                            if (wait.isNegative()) {
                                return Duration.ZERO;
                            }
                            return wait.compareTo(MAX) > 0 ? MAX : wait;
                        });
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
