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
package io.github.refvideo.simulator.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Runs actions when the simulator's clock reaches a time.
 *
 * <p>All actions share one real timer, set for the earliest of them, so that ten thousand waiting
 * streams do not need ten thousand timers. Safe for use by any thread; actions run on the given
 * Vert.x context's event loop.
 */
public final class ClockScheduler {
    private record Alarm(Instant due, long order, Runnable action) {}

    private final Vertx vertx;
    private final SimulatorClock clock;
    private final PriorityQueue<Alarm> queue =
            new PriorityQueue<>(Comparator.comparing(Alarm::due).thenComparingLong(Alarm::order));
    private final Context context;
    private long order;
    private long timer = -1;
    private Instant timerDue;

    /** Creates a scheduler whose actions run on {@code context}. */
    public ClockScheduler(Vertx vertx, Context context, SimulatorClock clock) {
        this.vertx = vertx;
        this.context = context;
        this.clock = clock;
        clock.onMove(() -> context.runOnContext(ignored -> ring(true)));
    }

    /** Runs {@code action} when the clock has reached {@code due}; never within this call. */
    public void at(Instant due, Runnable action) {
        synchronized (this) {
            queue.add(new Alarm(due, order++, action));
        }
        context.runOnContext(ignored -> ring(false));
    }

    /** Removes all scheduled actions. */
    public synchronized void clear() {
        queue.clear();
    }

    private void ring(boolean clockMoved) {
        dueNow().forEach(alarm -> alarm.action().run());
        arm(clockMoved);
    }

    private synchronized List<Alarm> dueNow() {
        List<Alarm> due = new ArrayList<>();
        Instant now = clock.instant();
        while (!queue.isEmpty() && !queue.peek().due().isAfter(now)) {
            due.add(queue.poll());
        }
        return due;
    }

    private synchronized void arm(boolean clockMoved) {
        Alarm next = queue.peek();
        if (next == null || clock.isFrozen()) {
            disarm();
            return;
        }
        if (!clockMoved && timer >= 0 && !next.due().isBefore(timerDue)) {
            return;
        }
        disarm();
        timerDue = next.due();
        // One extra millisecond: a timer that fires early would have to be set again.
        long millis = Duration.between(clock.instant(), next.due()).toMillis() + 1;
        timer = vertx.setTimer(Math.max(1, millis), id -> fired());
    }

    private void fired() {
        synchronized (this) {
            timer = -1;
        }
        context.runOnContext(ignored -> ring(false));
    }

    private void disarm() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }
}
