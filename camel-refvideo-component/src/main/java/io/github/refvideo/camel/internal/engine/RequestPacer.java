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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.internal.time.Timer;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts calls at the rate limit, those that wait for the longest time first. The pace is kept by
 * due times, so that late timers do not add up. In any second there are no more calls than the
 * limit allows, and after a pause of the machine there is no burst.
 *
 * <p>Thread-safe. Holds no thread; calls start on the calling thread or on the timer's, without a
 * lock.
 */
final class RequestPacer {

    private static final Logger LOG = LoggerFactory.getLogger(RequestPacer.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** A longer delay is a pause of the machine, not a late timer. */
    private static final long MAX_CATCH_UP_NANOS = Duration.ofMillis(50).toNanos();

    /** Above this rate, the limit is checked for shorter times than a second. */
    private static final int MAX_WINDOW = 4096;

    private record Waiting(long sinceNanos, long number, Supplier<CompletableFuture<Boolean>> call)
            implements Comparable<Waiting> {

        @Override
        public int compareTo(Waiting other) {
            int order = Long.signum(sinceNanos - other.sinceNanos);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    private final Timer timer;
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private long enqueued;
    private double rate;
    private long spacingNanos;
    private long nextNanos;
    private boolean running;

    // The times of the last calls, as many as the limit allows in a second.
    private long[] sentNanos = {};
    private long sent;

    RequestPacer(Timer timer) {
        this.timer = timer;
        this.nextNanos = timer.nanoTime();
    }

    /** Sets the rate; 0 or less means no limit. */
    synchronized void setRate(double perSecond) {
        if (rate == perSecond) {
            return;
        }
        rate = perSecond;
        spacingNanos = perSecond <= 0 ? 0 : (long) Math.ceil(1_000_000_000L / perSecond);
        sentNanos = new long[perSecond <= 0 ? 0 : (int) Math.min(MAX_WINDOW, Math.ceil(perSecond))];
        sent = 0;
    }

    /** Starts no call for this duration; does not shorten a longer pause. */
    synchronized void pause(Duration duration) {
        nextNanos = later(nextNanos, timer.nanoTime() + duration.toNanos());
    }

    /** Starts a call when the rate limit allows it, after those that were enqueued before. */
    void enqueue(Supplier<CompletableFuture<Boolean>> call) {
        enqueue(timer.nanoTime(), call);
    }

    /**
     * Starts a call when the rate limit allows it.
     *
     * @param sinceNanos since when the call is waited for; calls start in this order
     * @param call its future completes with true when the request was sent, or with false when
     *     there is nothing to send. The next call waits for it
     */
    void enqueue(long sinceNanos, Supplier<CompletableFuture<Boolean>> call) {
        synchronized (this) {
            waiting.add(new Waiting(sinceNanos, enqueued++, call));
            if (running) {
                return;
            }
            running = true;
            nextNanos = later(nextNanos, timer.nanoTime());
        }
        run();
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private void run() {
        try {
            startAll();
        } catch (OutOfMemoryError e) {
            // Otherwise no call of the account would be started any more.
            timer.after(RETRY, this::run);
        }
    }

    private void startAll() {
        for (Supplier<CompletableFuture<Boolean>> call = next(); call != null; call = next()) {
            CompletableFuture<Boolean> sent = start(call);
            if (!sent.isDone()) {
                sent.whenComplete(
                        (was, failure) -> {
                            sent(Boolean.TRUE.equals(was));
                            run();
                        });
                return;
            }
            sent(sent.join());
        }
    }

    private synchronized void sent(boolean was) {
        if (!was || spacingNanos == 0) {
            return;
        }
        long now = timer.nanoTime();
        boolean paused = now - nextNanos > MAX_CATCH_UP_NANOS;
        nextNanos = (paused ? now : nextNanos) + spacingNanos;
        sentNanos[(int) (sent++ % sentNanos.length)] = now;
        if (sent >= sentNanos.length) {
            long oldest = sentNanos[(int) (sent % sentNanos.length)];
            nextNanos = later(nextNanos, oldest + sentNanos.length * spacingNanos);
        }
    }

    /** A call that throws must not block the others. */
    private static CompletableFuture<Boolean> start(Supplier<CompletableFuture<Boolean>> call) {
        try {
            return call.get().exceptionally(failure -> true);
        } catch (RuntimeException | Error e) {
            LOG.error("Unexpected exception from a paced call", e);
            return CompletableFuture.completedFuture(true);
        }
    }

    /** The next call; null when there is none, or when the timer will continue. */
    private synchronized @Nullable Supplier<CompletableFuture<Boolean>> next() {
        if (waiting.isEmpty()) {
            running = false;
            return null;
        }
        long wait = nextNanos - timer.nanoTime();
        if (wait > 0) {
            timer.after(Duration.ofNanos(wait), this::run);
            return null;
        }
        return waiting.poll().call();
    }

    private static long later(long one, long other) {
        return other - one > 0 ? other : one;
    }
}
