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
package io.github.refvideo.camel.internal.download;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How often and after what waits a transfer is taken up again. What brings the video forward may
 * break as often as it likes, until the deadline; without progress the eighth failure in a row is
 * the last, after half a minute or more. The video is paid for: a short outage of its store should
 * not lose it.
 */
final class DownloadRetryPolicy {

    private static final int FRUITLESS = 8;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final DoubleSupplier random;
    private long furthest;
    private int fruitless;

    /**
     * @param random from 0 to 1
     */
    DownloadRetryPolicy(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * After a failure.
     *
     * @param size how much of the video is here; starting over and coming as far as before is no
     *     progress
     * @param asked what the server asks for, the least to wait
     * @return how long to wait, empty to give up
     */
    Optional<Duration> next(long size, Duration asked) {
        if (size > furthest) {
            furthest = size;
            fruitless = 0;
        } else {
            fruitless++;
        }
        if (fruitless >= FRUITLESS) {
            return Optional.empty();
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.max(0, fruitless - 1));
        Duration backoff = spread(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled, 0.5);
        Duration hint = spread(asked, 0.2);
        return Optional.of(backoff.compareTo(hint) > 0 ? backoff : hint);
    }

    /** So that many downloads that broke together do not come back together. */
    private Duration spread(Duration wait, double share) {
        return wait.plusNanos((long) (wait.toNanos() * share * random.getAsDouble()));
    }
}
