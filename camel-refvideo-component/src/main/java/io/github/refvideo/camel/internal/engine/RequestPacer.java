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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts calls in order, at the rate limit. The interval is measured from the moment a call was
 * sent, so there is no burst after a pause of the machine.
 *
 * <p>Thread-safe. Holds no thread; calls start on the calling thread or on the timer's, without a
 * lock.
 */
final class RequestPacer {

    private static final Logger LOG = LoggerFactory.getLogger(RequestPacer.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Timer timer;
    private final Deque<Supplier<CompletableFuture<Boolean>>> waiting = new ArrayDeque<>();
    private long spacingNanos;
    private long nextNanos;
    private boolean running;

    RequestPacer(Timer timer) {
        this.timer = timer;
        this.nextNanos = timer.nanoTime();
    }

    /** Sets the rate; 0 or less means no limit. */
    synchronized void setRate(double perSecond) {
        spacingNanos = perSecond <= 0 ? 0 : (long) (1_000_000_000L / perSecond);
    }

    /** Starts no call for this duration; does not shorten a longer pause. */
    synchronized void pause(Duration duration) {
        nextNanos = later(nextNanos, timer.nanoTime() + duration.toNanos());
    }

    /**
     * Starts a call when the rate limit allows it.
     *
     * @param call its future completes with true when the request was sent, or with false when
     *     there is nothing to send. The next call waits for it
     */
    void enqueue(Supplier<CompletableFuture<Boolean>> call) {
        synchronized (this) {
            waiting.add(call);
            if (running) {
                return;
            }
            running = true;
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
        if (was) {
            nextNanos = later(nextNanos, timer.nanoTime() + spacingNanos);
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
        return waiting.poll();
    }

    private static long later(long one, long other) {
        return other - one > 0 ? other : one;
    }
}
