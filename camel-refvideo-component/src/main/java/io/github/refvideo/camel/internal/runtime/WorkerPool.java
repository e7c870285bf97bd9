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
package io.github.refvideo.camel.internal.runtime;

import io.github.refvideo.camel.internal.time.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which routes continue after a video or an error. Routes may block them, even to
 * wait for other jobs of the same component: if all threads are blocked and tasks are queued, more
 * threads are started, which end when they are idle. Virtual threads are used as they are.
 *
 * <p>Thread-safe.
 */
final class WorkerPool implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

    /** The interval of the checks while tasks are queued. */
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(50);

    /** If no task was started for this time, the threads are blocked. */
    private static final long STALLED_NANOS = Duration.ofMillis(100).toNanos();

    private static final long WARN_NANOS = Duration.ofMinutes(1).toNanos();

    /** More threads are probably a leak. */
    private static final int MAX_THREADS = 10_000;

    private final ExecutorService pool;
    private final ThreadPoolExecutor growing;
    private final int size;
    private final Timer timer;
    private final AtomicBoolean watching = new AtomicBoolean();
    private final AtomicLong lastStartNanos = new AtomicLong();
    private volatile long warnedNanos;

    /**
     * @param pool has an unbounded queue; owned by the caller
     * @param size the regular number of threads
     */
    WorkerPool(ExecutorService pool, int size, Timer timer) {
        this.pool = pool;
        this.growing = pool instanceof ThreadPoolExecutor platform ? platform : null;
        this.size = size;
        this.timer = timer;
        this.warnedNanos = timer.nanoTime() - WARN_NANOS;
    }

    @Override
    public void execute(Runnable task) {
        if (growing == null) {
            pool.execute(task);
            return;
        }
        pool.execute(
                () -> {
                    lastStartNanos.set(timer.nanoTime());
                    task.run();
                });
        if (!growing.getQueue().isEmpty() && watching.compareAndSet(false, true)) {
            lastStartNanos.set(timer.nanoTime());
            try {
                timer.after(CHECK_INTERVAL, this::check);
            } catch (OutOfMemoryError e) {
                watching.set(false);
                throw e;
            }
        }
    }

    private void check() {
        int waiting = growing.getQueue().size();
        int threads = growing.getMaximumPoolSize();
        if (waiting == 0) {
            if (threads > size) {
                growing.setCorePoolSize(size);
                growing.setMaximumPoolSize(size);
            }
            watching.set(false);
            if (growing.getQueue().isEmpty() || !watching.compareAndSet(false, true)) {
                return;
            }
        } else if (timer.nanoTime() - lastStartNanos.get() >= STALLED_NANOS) {
            grow(threads, waiting);
        }
        timer.after(CHECK_INTERVAL, this::check);
    }

    private void grow(int threads, int waiting) {
        int more = Math.min(MAX_THREADS, threads + Math.min(waiting, threads));
        if (more > threads) {
            growing.setMaximumPoolSize(more);
            growing.setCorePoolSize(more);
        }
        if (timer.nanoTime() - warnedNanos >= WARN_NANOS) {
            warnedNanos = timer.nanoTime();
            LOG.warn(
                    "Routes block all {} worker threads of the component (workerThreads) while {}"
                            + " jobs wait to be completed; started {} more threads. Steps behind"
                            + " refvideo that wait synchronously hold a thread each",
                    threads,
                    waiting,
                    more - threads);
        }
    }
}
