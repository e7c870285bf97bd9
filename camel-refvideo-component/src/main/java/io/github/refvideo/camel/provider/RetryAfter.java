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

import io.github.refvideo.camel.http.ReplyHead;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Reads how long a service asks to wait, in all forms that were seen. */
public final class RetryAfter {

    /** Longer waits say no more than this one; it keeps absurd numbers from overflowing. */
    private static final long MAX_SECONDS = Duration.ofDays(365).toSeconds();

    private RetryAfter() {}

    /**
     * {@code retry-after-ms} (milliseconds) first, else {@code retry-after} (seconds or an HTTP
     * date).
     *
     * @return never negative; null when there is none, or none that can be read
     */
    public static Duration of(ReplyHead head, Instant now) {
        Duration exact = head.header("retry-after-ms").map(t -> scaled(t, 1)).orElse(null);
        if (exact != null) {
            return exact;
        }
        return head.header("retry-after")
                .map(
                        text -> {
                            Duration seconds = scaled(text, 1000);
                            return seconds != null ? seconds : untilDate(text, now);
                        })
                .orElse(null);
    }

    private static Duration scaled(String text, int millisPerUnit) {
        try {
            double millis = Double.parseDouble(text.strip()) * millisPerUnit;
            if (Double.isNaN(millis) || millis < 0) {
                return null;
            }
            return Duration.ofMillis((long) Math.min(millis, MAX_SECONDS * 1000.0));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Duration untilDate(String text, Instant now) {
        try {
            Instant date =
                    ZonedDateTime.parse(
                                    text.strip(),
                                    DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US))
                            .toInstant();
            long seconds = Duration.between(now, date).toSeconds();
            return Duration.ofSeconds(Math.max(0, Math.min(seconds, MAX_SECONDS)));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
