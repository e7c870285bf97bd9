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

/** Reads how long a server asks to wait, in all forms that were seen. */
public final class RetryAfter {

    /** Longer waits are as good as this one; a limit keeps sums from overflowing. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /**
     * {@code retry-after-ms} in milliseconds if it can be read, else {@code retry-after} in seconds
     * or as an HTTP date.
     *
     * @param now wall-clock time, which a date is compared with when the reply has no {@code Date}:
     *     the server's own clock is the one that counts
     * @return between zero and a day; empty if the server does not say or cannot be understood
     */
    public static Optional<Duration> of(ResponseHead head, Instant now) {
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
        return Optional.of(Duration.ofMillis((long) Math.min(millis, LONGEST.toMillis())));
    }

    private static Optional<Duration> untilDate(String text, Instant now) {
        return date(text)
                .map(
                        date -> {
                            Duration wait = Duration.between(now, date);
                            if (wait.isNegative()) {
                                return Duration.ZERO;
                            }
                            return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
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
