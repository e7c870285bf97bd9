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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events from engine threads to a thread of their own, in their order. Bounded: when the
 * receiver is slow, newer progress takes the place of older; when it is stuck, events are left out,
 * progress first.
 *
 * <p>Thread-safe; {@link #add} never blocks.
 */
final class CoalescingEventQueue {

    private static final Logger LOG = LoggerFactory.getLogger(CoalescingEventQueue.class);

    /** Small ones, except that those of failures hold their exceptions. */
    static final int MOST = 10_000;

    /** The rest of the places is for what comes once in the life of a job. */
    static final int MOST_WITH_PROGRESS = MOST / 2;

    /** One exchange after the other may wait for the same job. */
    private record Wait(JobOrigin origin, String jobId) {}

    /** A place in the line. */
    private static final class Place {

        private RefVideoJobEvent event;

        Place(RefVideoJobEvent event) {
            this.event = event;
        }
    }

    private final Executor thread;
    private final Consumer<RefVideoJobEvent> receiver;

    // Guarded by this.
    private final Deque<Place> line = new ArrayDeque<>();
    private final Map<Wait, Place> lastIsProgress = new HashMap<>();
    private Thread emptying;
    private boolean busy;
    private boolean leavingOut;
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
            if (closed || !findPlace(event) || busy) {
                return;
            }
            busy = true;
        }
        try {
            thread.execute(this::empty);
        } catch (RejectedExecutionException e) {
            finish(Duration.ZERO);
        }
    }

    private boolean findPlace(RefVideoJobEvent event) {
        boolean progress = event instanceof RefVideoJobProgressEvent;
        Wait job = new Wait(event.getJob().origin(), event.getJob().jobId());
        Place last = progress ? lastIsProgress.get(job) : lastIsProgress.remove(job);
        if (progress && last != null) {
            last.event = event;
            return true;
        }
        if (line.size() >= (progress ? MOST_WITH_PROGRESS : MOST)) {
            warnOnce();
            return false;
        }
        Place place = new Place(event);
        line.addLast(place);
        if (progress) {
            lastIsProgress.put(job, place);
        }
        return true;
    }

    private void warnOnce() {
        if (!leavingOut) {
            leavingOut = true;
            LOG.warn(
                    "Event notifiers are too slow: {} events about jobs wait for them. More are"
                            + " left out until they are through; no job is harmed",
                    line.size());
        }
    }

    private void empty() {
        for (RefVideoJobEvent event = next(); event != null; event = next()) {
            receiver.accept(event);
        }
    }

    private synchronized RefVideoJobEvent next() {
        Place first = line.pollFirst();
        if (first == null) {
            emptying = null;
            busy = false;
            leavingOut = false;
            notifyAll();
            return null;
        }
        emptying = Thread.currentThread();
        if (first.event instanceof RefVideoJobProgressEvent) {
            lastIsProgress.remove(
                    new Wait(first.event.getJob().origin(), first.event.getJob().jobId()), first);
        }
        return first.event;
    }

    /**
     * Takes no more events, and gives those in line a moment.
     *
     * @return false when the receiver is still at work after it
     */
    synchronized boolean finish(Duration grace) {
        closed = true;
        long end = System.nanoTime() + grace.toNanos();
        long left = grace.toMillis();
        // A receiver that stops the component must not wait for itself.
        while (busy && emptying != Thread.currentThread() && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
        line.clear();
        lastIsProgress.clear();
        return !busy || emptying == Thread.currentThread();
    }
}
