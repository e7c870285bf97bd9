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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls through one by one, in order, never closer together than a rate allows. The distance
 * counts from the moment a call was really sent: after a pause of the machine there is no burst.
 *
 * <p>Thread-safe. Holds no thread; calls are sent on the thread that asks, or on the timer's.
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

    /** Sets the rate; 0 or less lets everything through. */
    synchronized void setRate(double perSecond) {
        spacingNanos = perSecond <= 0 ? 0 : (long) (1_000_000_000L / perSecond);
    }

    /** Lets nothing through for a while; a pause that ends later is not shortened. */
    synchronized void pause(Duration duration) {
        nextNanos = later(nextNanos, timer.nanoTime() + duration.toNanos());
    }

    /**
     * Starts a call when its turn comes.
     *
     * @param call its future completes when the request was sent, with true, or when there is
     *     nothing to send any more, with false. The next call waits for that
     */
    void pass(Supplier<CompletableFuture<Boolean>> call) {
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
            passAll();
        } catch (OutOfMemoryError e) {
            // Else no call of the account would be let through any more.
            timer.after(RETRY, this::run);
        }
    }

    private void passAll() {
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

    /** A call that throws must not keep all others waiting. */
    private static CompletableFuture<Boolean> start(Supplier<CompletableFuture<Boolean>> call) {
        try {
            return call.get().exceptionally(failure -> true);
        } catch (RuntimeException | Error e) {
            LOG.error("Unexpected exception from a paced call", e);
            return CompletableFuture.completedFuture(true);
        }
    }

    /** The next call; null when there is none, or when the timer will run this again. */
    private synchronized Supplier<CompletableFuture<Boolean>> next() {
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
