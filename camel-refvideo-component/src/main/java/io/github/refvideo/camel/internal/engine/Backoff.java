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
package io.github.refvideo.camel.internal.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Computes delays. The only source of randomness in the engine: jitter keeps jobs from polling in
 * lockstep.
 */
final class Backoff {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration MAX = Duration.ofSeconds(30);
    private static final double JITTER = 0.1;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The delay after consecutive failures: doubles from one second to thirty, and is never shorter
     * than the service asked for.
     *
     * @param failures consecutive failures, from 1
     * @param floor what the service asked for; null for nothing
     */
    Duration afterFailure(int failures, Duration floor) {
        Duration grown = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration delay = grown.compareTo(MAX) < 0 ? grown : MAX;
        // Upwards only: never earlier than the service asked.
        double factor = 1 + JITTER * random.nextDouble();
        return scaled(floor != null && floor.compareTo(delay) > 0 ? floor : delay, factor);
    }

    /** A delay of about this length, up to a tenth more or less. */
    Duration around(Duration delay) {
        return scaled(delay, 1 - JITTER + 2 * JITTER * random.nextDouble());
    }

    private static Duration scaled(Duration delay, double factor) {
        return Duration.ofNanos((long) (delay.toNanos() * factor));
    }
}
