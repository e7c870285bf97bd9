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
 * The clock and the scheduler of the component. Each component has one instance, which uses one
 * thread for any number of jobs.
 *
 * <p>Thread-safe. Tasks run on the thread of the timer. They must be short and must not block: they
 * start an asynchronous call or submit work to a pool. A task that throws an {@link
 * OutOfMemoryError} may be run again shortly afterwards.
 */
public interface Timer {

    /** Monotonic time in nanoseconds. Only differences are meaningful. */
    long nanoTime();

    /** Wall-clock time, for records that users or other nodes read. */
    Instant now();

    /**
     * Runs a task once after a delay.
     *
     * @param delay zero or less means as soon as possible
     * @param task short and non-blocking
     * @return cancels the task. Has no effect after the task has run
     */
    Cancellable after(Duration delay, Runnable task);

    /** A scheduled task that can be cancelled. */
    @FunctionalInterface
    interface Cancellable {

        /** Cancels the task if it has not started. Idempotent. */
        void cancel();
    }
}
