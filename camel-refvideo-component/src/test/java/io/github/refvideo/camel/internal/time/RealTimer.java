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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A timer with real time, on a thread that ends with the test or the process. Thread-safe. */
public final class RealTimer implements Timer, AutoCloseable {

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "test-timer");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Timer timer = new ExecutorTimer(executor, Clock.systemUTC());

    @Override
    public long nanoTime() {
        return timer.nanoTime();
    }

    @Override
    public Instant now() {
        return timer.now();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return timer.after(delay, task);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
