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
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A timer whose time only advances by a test. Tasks run on the thread that calls {@link #advance},
 * each at its due time, ordered by due time and then by the order of scheduling. A task that is due
 * at once waits for {@code advance(Duration.ZERO)}.
 *
 * <p>Thread-safe; tasks run without a lock held, so they may use the timer.
 */
public final class ManualTimer implements Timer {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(
                    Comparator.comparingLong((Task task) -> task.due)
                            .thenComparingLong(task -> task.number));
    private long nanos;
    private long count;

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized Cancellable after(Duration delay, Runnable task) {
        Task entry = new Task(nanos + Math.max(0, delay.toNanos()), count++, task);
        tasks.add(entry);
        return () -> cancel(entry);
    }

    private synchronized void cancel(Task entry) {
        tasks.remove(entry);
    }

    /** The number of scheduled tasks. */
    public synchronized int pending() {
        return tasks.size();
    }

    /**
     * Advances the time and runs due tasks, including tasks that these schedule. An exception of a
     * task ends the call, with the time at the due time of the task.
     */
    public void advance(Duration by) {
        long until;
        synchronized (this) {
            until = nanos + by.toNanos();
        }
        for (Task due = next(until); due != null; due = next(until)) {
            due.action.run();
        }
    }

    /** Advances the time without running tasks, like a paused process. */
    public synchronized void skip(Duration by) {
        nanos += by.toNanos();
    }

    private synchronized Task next(long until) {
        Task first = tasks.peek();
        if (first == null || first.due > until) {
            nanos = Math.max(nanos, until);
            return null;
        }
        tasks.poll();
        nanos = Math.max(nanos, first.due);
        return first;
    }

    private static final class Task {
        private final long due;
        private final long number;
        private final Runnable action;

        Task(long due, long number, Runnable action) {
            this.due = due;
            this.number = number;
            this.action = action;
        }
    }
}
