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
import java.time.Duration;

/**
 * How long a message wants to wait.
 *
 * @param interval between status reads; null when nobody said
 * @param timeout the deadline; null when nobody said
 */
public record PollingOptions(Duration interval, Duration timeout) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** Status calls are limited for the whole account; a message must not use them up. */
    static final Duration MIN_INTERVAL_OF_MESSAGES = Duration.ofSeconds(1);

    public static PollingOptions read(OptionResolver raw, RequestReading reading) {
        Duration wanted = DurationReader.read(raw, RequestOption.POLL_INTERVAL, reading);
        Duration floor = floor(raw);
        return new PollingOptions(
                wanted != null && wanted.compareTo(floor) < 0 ? floor : wanted,
                DurationReader.read(raw, RequestOption.POLL_TIMEOUT, reading));
    }

    /** The endpoint's own value is not limited, and a message may go as low as it. */
    private static Duration floor(OptionResolver raw) {
        Long own = (Long) raw.ofEndpoint(RequestOption.POLL_INTERVAL);
        return own == null || own >= MIN_INTERVAL_OF_MESSAGES.toMillis()
                ? MIN_INTERVAL_OF_MESSAGES
                : Duration.ofMillis(own);
    }

    /** The deadline that applies. */
    public Duration limit() {
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }

    /** A wait that does not fit into nanoseconds would come at once. */
    public static Duration bounded(long millis) {
        return Duration.ofMillis(Math.min(millis, DurationReader.LONGEST.toMillis()));
    }
}
