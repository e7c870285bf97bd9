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

/** The real timer: system clocks and a scheduled executor that somebody else owns and stops. */
public final class ExecutorTimer implements Timer {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorTimer.class);

    private static final Duration REPEAT = Duration.ofSeconds(1);
    private static final int REPEATS = 60;
    private static final int TRIES = 40;
    private static final long BETWEEN_TRIES_NANOS = 50_000_000;

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
            Future<?> future = schedule(delay, task, REPEATS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // While the component stops, the engine completes every pending job by itself.
            if (!executor.isShutdown()) {
                LOG.error("The timer's pool takes no more tasks: a job may wait for its deadline");
            }
            return () -> {};
        }
    }

    /**
     * Waits for memory, rather than losing what may be the only way to the end of an exchange: a
     * full heap is full for moments, or the process is lost.
     */
    private Future<?> schedule(Duration delay, Runnable task, int repeats) {
        for (int tries = 1; ; tries++) {
            try {
                return executor.schedule(
                        () -> run(task, repeats),
                        Math.max(0, delay.toNanos()),
                        TimeUnit.NANOSECONDS);
            } catch (OutOfMemoryError e) {
                if (tries == TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }
    }

    /**
     * A task for which there was no memory is run again, since an exchange may wait for it: tasks
     * bear that.
     */
    private void run(Runnable task, int repeats) {
        try {
            runLogged(task);
        } catch (OutOfMemoryError e) {
            if (repeats > 0) {
                schedule(REPEAT, task, repeats - 1);
            }
        }
    }

    /** A scheduled executor swallows what a task throws; a defect must not vanish with it. */
    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.error("Timer task failed; this is a defect in the component", e);
            throw e;
        }
    }
}
