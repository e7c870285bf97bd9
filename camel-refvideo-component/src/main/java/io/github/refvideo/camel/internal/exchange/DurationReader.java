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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.internal.request.ValidationError;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Parses durations in the formats of Camel: 5s, 10m, PT5S, or a number of milliseconds. */
public final class DurationReader {

    /** A longer duration is an error, and may not fit into nanoseconds. */
    public static final Duration MAX = Duration.ofDays(365);

    /** Camel's format. Camel itself ignores unknown units. */
    private static final Pattern PATTERN =
            Pattern.compile(
                    "(?=.*\\d)(\\d+d)?\\s*(\\d+h)?\\s*(\\d+m)?\\s*(\\d+s)?\\s*(\\d+(ms)?)?",
                    Pattern.CASE_INSENSITIVE);

    private DurationReader() {}

    /** The duration; null if not set, or if it is invalid and was reported. */
    static @Nullable Duration read(
            OptionResolver resolver, RequestOption option, RequestReading reading) {
        Object value = resolver.get(option);
        if (value == null) {
            return null;
        }
        Duration duration = parse(value);
        if (duration == null
                || duration.isNegative()
                || duration.isZero()
                || duration.compareTo(MAX) > 0) {
            reading.addError(
                    ValidationError.invalid(
                            option,
                            value,
                            "write a duration above 0 and up to 365d, such as 5s or 10m, or milliseconds"));
            return null;
        }
        return duration;
    }

    /**
     * @param value a duration, a number of milliseconds, or text
     * @return null if it is not a duration
     */
    public static @Nullable Duration parse(Object value) {
        if (value instanceof Duration duration) {
            return duration;
        }
        try {
            if (value instanceof Number number) {
                return Duration.ofMillis(number.longValue());
            }
            String text = value.toString().strip();
            if (text.regionMatches(true, 0, "P", 0, 1)) {
                return Duration.parse(text);
            }
            return PATTERN.matcher(text).matches() ? TimeUtils.toDuration(text) : null;
        } catch (RuntimeException e) {
            return null;
        }
    }
}
