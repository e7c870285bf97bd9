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

/** A blocking wait with a limit, used during shutdown. Uses real time. */
public final class BoundedWait {

    private BoundedWait() {}

    /**
     * Blocks until the condition is true, the limit has passed or the thread is interrupted. The
     * interrupt status is kept.
     *
     * @param monitor guards the state of the condition. Each change must be followed by {@code
     *     notifyAll}
     * @param done called with the monitor held
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
