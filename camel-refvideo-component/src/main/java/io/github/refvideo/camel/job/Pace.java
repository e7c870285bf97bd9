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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls through one by one, in order, never closer together than a rate allows. The distance
 * counts from the moment a call really went out: after a pause of the machine there is no burst.
 *
 * <p>Thread-safe. Holds no thread; calls go out on the thread that asks, or on the timer's.
 */
final class Pace {

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    private final Timer timer;
    private final Deque<BooleanSupplier> waiting = new ArrayDeque<>();
    private long spacingNanos;
    private long nextNanos;
    private boolean ticking;

    Pace(Timer timer) {
        this.timer = timer;
        this.nextNanos = timer.nanoTime();
    }

    /** Sets the rate; 0 or less lets everything through. */
    synchronized void perSecond(double rate) {
        spacingNanos = rate <= 0 ? 0 : (long) (1_000_000_000L / rate);
    }

    /** Lets nothing through for a while; a longer pause that is on already stays. */
    synchronized void pause(Duration duration) {
        nextNanos = later(nextNanos, timer.nanoTime() + duration.toNanos());
    }

    /**
     * Lets a call through when its turn comes.
     *
     * @param call returns false if there was no longer anything to send; its place then goes to the
     *     next one
     */
    void pass(BooleanSupplier call) {
        synchronized (this) {
            waiting.add(call);
            if (ticking) {
                return;
            }
            ticking = true;
        }
        tick();
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private void tick() {
        for (BooleanSupplier call = next(); call != null; call = next()) {
            if (sent(call)) {
                synchronized (this) {
                    nextNanos = later(nextNanos, timer.nanoTime() + spacingNanos);
                }
            }
        }
    }

    /** One call that throws must not keep all behind it for ever. */
    private static boolean sent(BooleanSupplier call) {
        try {
            return call.getAsBoolean();
        } catch (RuntimeException | Error e) {
            LOG.error("A call failed in a way that it should not", e);
            return true;
        }
    }

    /**
     * The call whose turn it is; null when none is, and then the timer will come back if any waits.
     */
    private synchronized BooleanSupplier next() {
        if (waiting.isEmpty()) {
            ticking = false;
            return null;
        }
        long wait = nextNanos - timer.nanoTime();
        if (wait > 0) {
            timer.after(Duration.ofNanos(wait), this::tick);
            return null;
        }
        return waiting.poll();
    }

    private static long later(long one, long other) {
        return other - one > 0 ? other : one;
    }
}
