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
package io.github.refvideo.camel;

import io.github.refvideo.camel.request.Problem;
import io.github.refvideo.camel.request.RequestOption;
import io.github.refvideo.camel.request.RequestReading;
import java.time.Duration;
import org.apache.camel.util.TimeUtils;

/** Reads durations as Camel writes them: 5s, 10m, PT5S, or a number of milliseconds. */
final class DurationReader {

    /** Longer is a mistake, and far longer does not fit into nanoseconds. */
    static final Duration LONGEST = Duration.ofDays(365);

    private DurationReader() {}

    /** The duration; null when nobody set one, or when it is wrong and was reported. */
    static Duration read(RawOptions raw, RequestOption option, RequestReading reading) {
        Object value = raw.get(option);
        if (value == null) {
            return null;
        }
        Duration duration = parse(value);
        if (duration == null
                || duration.isNegative()
                || duration.isZero()
                || duration.compareTo(LONGEST) > 0) {
            reading.problem(
                    Problem.bad(
                            option,
                            value,
                            "write a duration above 0 and up to 365d, such as 5s or 10m, or milliseconds"));
            return null;
        }
        return duration;
    }

    private static Duration parse(Object value) {
        if (value instanceof Duration duration) {
            return duration;
        }
        try {
            return value instanceof Number number
                    ? Duration.ofMillis(number.longValue())
                    : TimeUtils.toDuration(value.toString().strip());
        } catch (RuntimeException e) {
            return null;
        }
    }
}
