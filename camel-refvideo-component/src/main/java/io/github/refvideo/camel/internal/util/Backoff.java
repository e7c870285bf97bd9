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
package io.github.refvideo.camel.internal.util;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes delays between attempts: exponential, up to a maximum, with jitter. All retries of the
 * component use it. Immutable and thread-safe.
 */
public final class Backoff {

    /** A requested delay may be minutes long, so its jitter is limited. */
    private static final double MAX_FLOOR_JITTER = 0.2;

    private static final int MAX_DOUBLINGS = 20;

    private final Duration first;
    private final Duration max;
    private final double jitter;
    private final DoubleSupplier random;

    /**
     * @param first the delay after the first failure, without jitter
     * @param max the longest delay, without jitter
     * @param jitter the share of a delay by which it may become longer, so that clients which
     *     failed together do not retry together
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    public Backoff(Duration first, Duration max, double jitter, DoubleSupplier random) {
        this.first = first;
        this.max = max;
        this.jitter = jitter;
        this.random = random;
    }

    /**
     * The delay after consecutive failures. Doubles with each failure.
     *
     * @param failures the number of consecutive failures; values below 1 count as 1
     * @param floor the delay that the service requested, which is never shortened
     */
    public Duration afterFailure(int failures, @Nullable Duration floor) {
        int doublings = Math.max(0, Math.min(failures - 1, MAX_DOUBLINGS));
        Duration grown = first.multipliedBy(1L << doublings);
        // Upwards only: a retry must not come earlier than the service requested.
        double share = random.getAsDouble();
        Duration delay = scaled(grown.compareTo(max) < 0 ? grown : max, 1 + jitter * share);
        if (floor == null) {
            return delay;
        }
        Duration atLeast = scaled(floor, 1 + Math.min(jitter, MAX_FLOOR_JITTER) * share);
        return atLeast.compareTo(delay) > 0 ? atLeast : delay;
    }

    /** About this delay: longer or shorter by the jitter at most. */
    public Duration around(Duration delay) {
        return scaled(delay, 1 - jitter + 2 * jitter * random.getAsDouble());
    }

    private static Duration scaled(Duration delay, double factor) {
        return Duration.ofNanos((long) (delay.toNanos() * factor));
    }
}
