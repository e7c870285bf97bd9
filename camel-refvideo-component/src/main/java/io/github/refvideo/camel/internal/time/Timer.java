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
import java.time.Instant;

/**
 * The clock and the only source of delayed work in the component. One instance belongs to one
 * component; it uses one thread, whatever the number of jobs.
 *
 * <p>Thread-safe. Tasks run on the timer's own thread and must be short and non-blocking: they
 * start an asynchronous call or hand work to a pool, nothing else. A task that throws an {@link
 * OutOfMemoryError} may be run again a little later.
 */
public interface Timer {

    /** Monotonic time in nanoseconds; only differences mean something. */
    long nanoTime();

    /** Wall-clock time, for records that people or other machines read. */
    Instant now();

    /**
     * Runs a task once after a delay.
     *
     * @param delay how long to wait; zero or less means as soon as possible
     * @param task short and non-blocking
     * @return a way to give the task up; cancelling a task that has run does nothing
     */
    Cancellable after(Duration delay, Runnable task);

    /** Delayed work that can be given up. */
    @FunctionalInterface
    interface Cancellable {

        /** Gives the task up if it has not started. Idempotent. */
        void cancel();
    }
}
