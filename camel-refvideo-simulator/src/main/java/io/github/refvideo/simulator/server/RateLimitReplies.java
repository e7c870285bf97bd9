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
package io.github.refvideo.simulator.server;

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.RetryHint;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** 429 responses with all forms of retry hints. */
final class RateLimitReplies {
    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);
    private static final String ABSURD_SECONDS = "315360000";

    private final Clock clock;

    RateLimitReplies(Clock clock) {
        this.clock = clock;
    }

    Reply reply(ErrorStyle errors, Fault fault) {
        Reply plain = errors.error(429, "Injected fault: too many requests");
        Duration delay = fault.delay().isZero() ? DEFAULT_DELAY : fault.delay();
        return switch (RetryHint.of(fault.text())) {
            case SECONDS ->
                    plain.with("retry-after", Long.toString(Math.max(1, delay.toSeconds())));
            case HTTP_DATE -> plain.with("retry-after", httpDate(delay));
            case MILLIS -> plain.with("retry-after-ms", Long.toString(delay.toMillis()));
            case ABSURD -> plain.with("retry-after", ABSURD_SECONDS);
            case NEGATIVE -> plain.with("retry-after", "-5");
            case UNREADABLE -> plain.with("retry-after", "soon");
            case MISSING -> plain;
        };
    }

    private String httpDate(Duration delay) {
        // Dates have whole seconds; rounding down could give a time in the past.
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plus(delay).plusMillis(999).atOffset(ZoneOffset.UTC));
    }
}
