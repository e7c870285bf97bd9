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
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The timer of production: system clocks and a scheduled executor, which its owner stops. */
public final class ExecutorTimer implements Timer {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorTimer.class);

    private static final Duration REPEAT_DELAY = Duration.ofSeconds(1);
    private static final int MAX_REPEATS = 60;
    private static final int ATTEMPTS = 40;
    private static final long ATTEMPT_DELAY_NANOS = 50_000_000;

    private final ScheduledExecutorService executor;
    private final Clock clock;

    /**
     * @param executor runs the tasks; one thread is enough
     * @param clock wall-clock time
     */
    public ExecutorTimer(ScheduledExecutorService executor, Clock clock) {
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        try {
            Future<?> future = schedule(delay, task, MAX_REPEATS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // While the component stops, the engine completes all pending jobs.
            if (!executor.isShutdown()) {
                LOG.error("The timer rejected a task: a job may wait until its deadline");
            }
            return () -> {};
        }
    }

    /**
     * Retries when memory is low, because the task may be the only one that ends an exchange. A
     * heap is full for a moment only, or the process is lost.
     */
    private Future<?> schedule(Duration delay, Runnable task, int repeats) {
        for (int tries = 1; ; tries++) {
            try {
                return executor.schedule(
                        () -> run(task, repeats),
                        Math.max(0, delay.toNanos()),
                        TimeUnit.NANOSECONDS);
            } catch (OutOfMemoryError e) {
                if (tries == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(ATTEMPT_DELAY_NANOS);
            }
        }
    }

    /**
     * Repeats a task that failed for lack of memory, because an exchange may wait for it. Tasks
     * must allow for that.
     */
    private void run(Runnable task, int repeats) {
        try {
            runLogged(task);
        } catch (OutOfMemoryError e) {
            if (repeats > 0) {
                schedule(REPEAT_DELAY, task, repeats - 1);
            }
        }
    }

    /** A scheduled executor discards exceptions of its tasks, which would hide a defect. */
    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("Timer task failed. This is a defect in the component", e);
            throw e;
        }
    }
}
