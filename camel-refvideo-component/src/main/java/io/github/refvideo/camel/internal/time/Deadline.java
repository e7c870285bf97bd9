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
package io.github.refvideo.camel.internal.time;

import java.time.Duration;

/**
 * The moment, on the monotonic clock, at which a job's exchange completes whatever happens. One
 * deadline runs through submit, waits, retries and download; every call below it gets the smaller
 * of its own timeout and what remains.
 *
 * <p>Immutable and thread-safe.
 */
public final class Deadline {

    private final Timer timer;
    private final long startNanos;
    private final long limitNanos;

    private Deadline(Timer timer, Duration limit) {
        this.timer = timer;
        this.startNanos = timer.nanoTime();
        this.limitNanos = limit.toNanos();
    }

    /**
     * Starts the clock now.
     *
     * @param timer the clock to go by
     * @param limit how long everything may take
     */
    public static Deadline after(Timer timer, Duration limit) {
        return new Deadline(timer, limit);
    }

    /** The limit that was set at the start. */
    public Duration limit() {
        return Duration.ofNanos(limitNanos);
    }

    /** Time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(timer.nanoTime() - startNanos);
    }

    /** Time that is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, limitNanos - (timer.nanoTime() - startNanos)));
    }

    /** Whether nothing is left. */
    public boolean expired() {
        return remaining().isZero();
    }

    /** The smaller of a call's own timeout and what remains. */
    public Duration cap(Duration timeout) {
        Duration remaining = remaining();
        return timeout.compareTo(remaining) < 0 ? timeout : remaining;
    }

    /**
     * A duration for messages: in seconds, or in milliseconds if it is not a whole number of them.
     */
    public static String inSeconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }
}
