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

/** Blocks a thread with a timeout, during shutdown. Uses real time. */
public final class BoundedWait {

    private BoundedWait() {}

    /**
     * Blocks until a condition is true, the timeout has passed, or the thread is interrupted, which
     * leaves its interrupt flag set.
     *
     * @param monitor guards the state of the condition; code that changes it must call {@code
     *     notifyAll}
     * @param condition evaluated while the monitor is held
     */
    public static void until(Object monitor, BooleanSupplier condition, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        long left = timeout.toMillis();
        synchronized (monitor) {
            while (!condition.getAsBoolean() && left > 0) {
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
