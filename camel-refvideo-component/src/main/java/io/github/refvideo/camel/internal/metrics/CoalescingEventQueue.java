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
package io.github.refvideo.camel.internal.metrics;

import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.event.RefVideoJobEvent;
import io.github.refvideo.camel.event.RefVideoJobProgressEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events in order on a separate thread. Bounded: if the receiver is slow, newer progress
 * of a job replaces older progress; if the queue is full, events are dropped, progress first.
 *
 * <p>Thread-safe; {@link #add} never blocks. The receiver is called without a lock.
 */
final class CoalescingEventQueue {

    private static final Logger LOG = LoggerFactory.getLogger(CoalescingEventQueue.class);

    /** The capacity. Events are small, except those of failures, which contain the exception. */
    static final int CAPACITY = 10_000;

    /** The capacity for progress; the rest is reserved for other events. */
    static final int MAX_PROGRESS = CAPACITY / 2;

    /** Several exchanges may wait for the same job. */
    private record JobKey(JobOrigin origin, String jobId) {}

    /** An entry of the queue. */
    private static final class Entry {

        private RefVideoJobEvent event;

        Entry(RefVideoJobEvent event) {
            this.event = event;
        }
    }

    private final Executor thread;
    private final Consumer<RefVideoJobEvent> receiver;

    // Guarded by this.
    private final Deque<Entry> queue = new ArrayDeque<>();
    private final Map<JobKey, Entry> lastIsProgress = new HashMap<>();
    private @Nullable Thread deliveringThread;
    private boolean busy;
    private boolean dropping;
    private boolean closed;

    /**
     * @param thread runs one task at a time
     * @param receiver does not throw
     */
    CoalescingEventQueue(Executor thread, Consumer<RefVideoJobEvent> receiver) {
        this.thread = thread;
        this.receiver = receiver;
    }

    void add(RefVideoJobEvent event) {
        synchronized (this) {
            if (closed || !enqueue(event) || busy) {
                return;
            }
            busy = true;
        }
        try {
            thread.execute(this::deliverAll);
        } catch (RejectedExecutionException e) {
            finish(Duration.ZERO);
        }
    }

    private boolean enqueue(RefVideoJobEvent event) {
        boolean progress = event instanceof RefVideoJobProgressEvent;
        JobKey job = new JobKey(event.getJob().origin(), event.getJob().jobId());
        Entry last = progress ? lastIsProgress.get(job) : lastIsProgress.remove(job);
        if (progress && last != null) {
            last.event = event;
            return true;
        }
        if (queue.size() >= (progress ? MAX_PROGRESS : CAPACITY)) {
            warnOnce();
            return false;
        }
        Entry entry = new Entry(event);
        queue.addLast(entry);
        if (progress) {
            lastIsProgress.put(job, entry);
        }
        return true;
    }

    private void warnOnce() {
        if (!dropping) {
            dropping = true;
            LOG.warn(
                    "Event notifiers are too slow: {} events about jobs are queued. Further events"
                            + " are dropped until they are delivered; jobs are not affected",
                    queue.size());
        }
    }

    private void deliverAll() {
        for (RefVideoJobEvent event = next(); event != null; event = next()) {
            receiver.accept(event);
        }
    }

    private synchronized @Nullable RefVideoJobEvent next() {
        Entry first = queue.pollFirst();
        if (first == null) {
            deliveringThread = null;
            busy = false;
            dropping = false;
            notifyAll();
            return null;
        }
        deliveringThread = Thread.currentThread();
        if (first.event instanceof RefVideoJobProgressEvent) {
            lastIsProgress.remove(
                    new JobKey(first.event.getJob().origin(), first.event.getJob().jobId()), first);
        }
        return first.event;
    }

    /**
     * Accepts no more events, and waits for the delivery of the queued ones.
     *
     * @return false when the receiver is still busy after the grace period
     */
    synchronized boolean finish(Duration grace) {
        closed = true;
        long end = System.nanoTime() + grace.toNanos();
        long left = grace.toMillis();
        // A receiver that stops the component must not wait for itself.
        while (busy && deliveringThread != Thread.currentThread() && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
        queue.clear();
        lastIsProgress.clear();
        return !busy || deliveringThread == Thread.currentThread();
    }
}
