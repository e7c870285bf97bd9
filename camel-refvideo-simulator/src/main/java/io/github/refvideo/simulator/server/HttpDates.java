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

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The clock's time in HTTP date format, in whole seconds. */
final class HttpDates {
    private final Clock clock;

    HttpDates(Clock clock) {
        this.clock = clock;
    }

    String now() {
        return plus(Duration.ZERO);
    }

    String plus(Duration skew) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plus(skew).atOffset(ZoneOffset.UTC));
    }
}
