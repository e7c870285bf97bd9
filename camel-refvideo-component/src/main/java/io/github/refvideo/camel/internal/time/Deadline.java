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
 * The time, on the monotonic clock, at which the exchange of a job completes in any case. One
 * deadline applies to submit, waits, retries and download. Each call below gets the smaller of its
 * own timeout and the remaining time.
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
     * Starts now.
     *
     * @param limit for the whole exchange
     */
    public static Deadline after(Timer timer, Duration limit) {
        return new Deadline(timer, limit);
    }

    /** The limit set at the start. */
    public Duration limit() {
        return Duration.ofNanos(limitNanos);
    }

    /** The time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(timer.nanoTime() - startNanos);
    }

    /** The remaining time, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, limitNanos - (timer.nanoTime() - startNanos)));
    }

    /** Whether no time remains. */
    public boolean expired() {
        return remaining().isZero();
    }

    /** The smaller of a timeout and the remaining time. */
    public Duration cap(Duration timeout) {
        Duration remaining = remaining();
        return timeout.compareTo(remaining) < 0 ? timeout : remaining;
    }

    /**
     * Formats a duration for messages: in seconds, or in milliseconds if it is not a whole number
     * of seconds.
     */
    public static String inSeconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }
}
