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
package io.github.refvideo.camel.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait. The one place with a dice: waits are spread so that jobs do not wake up
 * aligned.
 */
final class Backoff {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);
    private static final double SPREAD = 0.1;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * After failures in a row: doubling from one second to thirty, never less than the service
     * asked for.
     *
     * @param failures in a row, from 1
     * @param floor what the service asked for; null for nothing
     */
    Duration afterFailure(int failures, Duration floor) {
        Duration grown = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration delay = grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
        // Upwards only: nobody comes back earlier than the service asked.
        return floor != null && floor.compareTo(delay) > 0 ? stretched(floor) : stretched(delay);
    }

    /** A wait of about this long, up to a tenth more or less. */
    Duration around(Duration delay) {
        return scaled(delay, 1 - SPREAD + 2 * SPREAD * random.nextDouble());
    }

    private Duration stretched(Duration delay) {
        return scaled(delay, 1 + SPREAD * random.nextDouble());
    }

    private static Duration scaled(Duration delay, double factor) {
        return Duration.ofNanos((long) (delay.toNanos() * factor));
    }
}
