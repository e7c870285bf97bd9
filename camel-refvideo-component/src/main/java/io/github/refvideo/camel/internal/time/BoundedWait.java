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
import java.util.function.BooleanSupplier;

/** Waits that hold a thread, for those who stop something: real time, and an end to it. */
public final class BoundedWait {

    private BoundedWait() {}

    /**
     * Blocks until a condition holds, or the time is up, or the thread is interrupted (which it
     * then still is).
     *
     * @param monitor guards what the condition looks at; whoever changes that notifies all
     * @param done asked with the monitor held
     */
    public static void until(Object monitor, BooleanSupplier done, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        long left = limit.toMillis();
        synchronized (monitor) {
            while (!done.getAsBoolean() && left > 0) {
                try {
                    monitor.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        }
    }
}
