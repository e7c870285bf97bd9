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
package io.github.refvideo.camel.internal.provider.dashscope;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** DashScope's times: wall-clock time of Beijing without a zone, also in other regions. */
final class DashscopeTime {

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    /** The form in the query of a list call. */
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(BEIJING);

    private DashscopeTime() {}

    /** For example {@code 2026-11-02 10:00:00.123}; null when it is missing or cannot be read. */
    static Instant ofText(JsonNode node) {
        String text = node.asText("").strip().replace(' ', 'T');
        try {
            return LocalDateTime.parse(text).toInstant(BEIJING);
        } catch (DateTimeException e) {
            return withZone(text);
        }
    }

    /** Milliseconds since 1970, as number or text; null when missing or zero. */
    static Instant ofMillis(JsonNode node) {
        long millis = node.asLong(0);
        return millis > 0 ? Instant.ofEpochMilli(millis) : null;
    }

    /** To the second, as the list call wants it. */
    static String compact(Instant time) {
        return COMPACT.format(time);
    }

    /** No page shows this form; a service that learns about zones would use it. */
    private static Instant withZone(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
