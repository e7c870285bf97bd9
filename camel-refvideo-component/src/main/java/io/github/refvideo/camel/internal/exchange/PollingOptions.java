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
import org.jspecify.annotations.Nullable;

/**
 * The polling options of a message.
 *
 * @param interval between status requests; null if not set
 * @param timeout the deadline; null if not set
 */
public record PollingOptions(@Nullable Duration interval, @Nullable Duration timeout) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** Status requests are limited per account; a message must not use up the limit. */
    static final Duration MIN_INTERVAL_OF_MESSAGES = Duration.ofSeconds(1);

    public static PollingOptions read(OptionResolver resolver, RequestReading reading) {
        Duration requested = DurationReader.read(resolver, RequestOption.POLL_INTERVAL, reading);
        Duration minInterval = minInterval(resolver);
        return new PollingOptions(
                requested != null && requested.compareTo(minInterval) < 0 ? minInterval : requested,
                DurationReader.read(resolver, RequestOption.POLL_TIMEOUT, reading));
    }

    /** The value of the endpoint is not limited; a message can use it, too. */
    private static Duration minInterval(OptionResolver resolver) {
        Long own = (Long) resolver.ofEndpoint(RequestOption.POLL_INTERVAL);
        return own == null || own >= MIN_INTERVAL_OF_MESSAGES.toMillis()
                ? MIN_INTERVAL_OF_MESSAGES
                : Duration.ofMillis(own);
    }

    /** The deadline; the default if not set. */
    public Duration limit() {
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }

    /** Limits a duration, because one that does not fit into nanoseconds would overflow. */
    public static Duration bounded(long millis) {
        return Duration.ofMillis(Math.min(millis, DurationReader.MAX.toMillis()));
    }
}
