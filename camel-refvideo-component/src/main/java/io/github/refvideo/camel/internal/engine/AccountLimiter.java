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

import io.github.refvideo.camel.event.AccountSnapshot;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.Backoff;
import io.github.refvideo.camel.spi.Quota;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one credential, shared by all endpoints that use it: jobs in flight, submits and
 * status calls per second, and a common back-off after 429.
 *
 * <p>Thread-safe.
 */
final class AccountLimiter {

    /**
     * A longer {@code Retry-After} only delays the call that received it: one absurd answer must
     * not stop an account for a day.
     */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    private final Timer timer;
    private final Backoff backoff;
    private final RequestPacer submits;
    private final RequestPacer statusCalls;
    private final Counts counts = new Counts();

    // Guarded by this.
    private final Set<Runnable> inFlight = new LinkedHashSet<>();
    private final Set<Runnable> queue = new LinkedHashSet<>();
    private Quota quota;
    private int consecutiveThrottles;
    private long pausedUntilNanos;

    AccountLimiter(Timer timer, Backoff backoff, Quota quota) {
        this.timer = timer;
        this.backoff = backoff;
        this.submits = new RequestPacer(timer);
        this.statusCalls = new RequestPacer(timer);
        this.quota = quota;
        this.pausedUntilNanos = timer.nanoTime();
        applyRates();
    }

    /** Endpoints with one credential may set different limits: the smallest of each applies. */
    synchronized void restrict(Quota another) {
        quota = quota.and(another);
        applyRates();
    }

    private void applyRates() {
        submits.setRate(quota.submitsPerSecond());
        statusCalls.setRate(quota.statusPerSecond());
    }

    /**
     * Grants a slot, at once or when one becomes free; in order.
     *
     * @param granted identifies the job; called without a lock when the job has its slot
     * @return whether it had to be queued
     */
    boolean acquire(Runnable granted) {
        synchronized (this) {
            if (isFull()) {
                queue.add(granted);
                return true;
            }
            inFlight.add(granted);
        }
        granted.run();
        return false;
    }

    /** Grants a slot at once, because the job has already been submitted. */
    void acquireNow(Runnable granted) {
        synchronized (this) {
            queue.remove(granted);
            if (!inFlight.add(granted)) {
                // It received a slot at the same time.
                return;
            }
        }
        granted.run();
    }

    /** The job has ended; its slot goes to the first in the queue. */
    void release(Runnable job) {
        Runnable next = null;
        synchronized (this) {
            queue.remove(job);
            if (inFlight.remove(job) && !isFull()) {
                Iterator<Runnable> first = queue.iterator();
                if (first.hasNext()) {
                    next = first.next();
                    first.remove();
                    inFlight.add(next);
                }
            }
        }
        if (next != null) {
            // Not on this stack: many jobs that fail at once would overflow it.
            timer.after(Duration.ZERO, next);
        }
    }

    private boolean isFull() {
        return quota.maxInFlight() > 0 && inFlight.size() >= quota.maxInFlight();
    }

    RequestPacer submits() {
        return submits;
    }

    RequestPacer statusCalls() {
        return statusCalls;
    }

    Counts counts() {
        return counts;
    }

    synchronized int inFlight() {
        return inFlight.size();
    }

    /** The service answered 429 to one call: all calls of the account are delayed. */
    void throttled(@Nullable Duration retryAfter) {
        Duration pause;
        synchronized (this) {
            // The answers to calls that were in flight together are one sign of overload.
            long now = timer.nanoTime();
            if (consecutiveThrottles == 0 || now - pausedUntilNanos >= 0) {
                consecutiveThrottles++;
            }
            Duration hint =
                    retryAfter == null || retryAfter.compareTo(MAX_PAUSE) < 0
                            ? retryAfter
                            : MAX_PAUSE;
            pause = backoff.afterFailure(consecutiveThrottles, hint);
            long until = now + pause.toNanos();
            if (until - pausedUntilNanos > 0) {
                pausedUntilNanos = until;
            }
        }
        counts.countThrottle();
        submits.pause(pause);
        statusCalls.pause(pause);
    }

    /** The service answered normally. */
    synchronized void answered() {
        consecutiveThrottles = 0;
    }

    synchronized AccountSnapshot snapshot(String account) {
        return new AccountSnapshot(
                account,
                inFlight.size(),
                queue.size(),
                counts.submits(),
                counts.polls(),
                counts.lists(),
                counts.throttles(),
                counts.meanLag(),
                counts.longestLag());
    }

    /** Counts the calls of one account. Thread-safe. */
    static final class Counts {

        private static final Duration MAX_LAG = Duration.ofDays(365);

        private final LongAdder submits = new LongAdder();
        private final LongAdder polls = new LongAdder();
        private final LongAdder lists = new LongAdder();
        private final LongAdder throttles = new LongAdder();
        private final LongAdder lagMillis = new LongAdder();
        private final LongAdder lags = new LongAdder();
        private final LongAccumulator longestLagMillis = new LongAccumulator(Math::max, 0);

        void countSubmit() {
            submits.increment();
        }

        void countPoll() {
            polls.increment();
        }

        void countList() {
            lists.increment();
        }

        void countThrottle() {
            throttles.increment();
        }

        /**
         * Records the delay between the end of a job and its detection. Clock skew can make the lag
         * negative: negative values count as zero, implausible ones are ignored.
         */
        void recordLag(Duration lag) {
            if (lag.abs().compareTo(MAX_LAG) > 0) {
                return;
            }
            long millis = Math.max(0, lag.toMillis());
            lagMillis.add(millis);
            lags.increment();
            longestLagMillis.accumulate(millis);
        }

        long submits() {
            return submits.sum();
        }

        long polls() {
            return polls.sum();
        }

        long lists() {
            return lists.sum();
        }

        long throttles() {
            return throttles.sum();
        }

        Duration meanLag() {
            long number = lags.sum();
            return number == 0 ? Duration.ZERO : Duration.ofMillis(lagMillis.sum() / number);
        }

        Duration longestLag() {
            return Duration.ofMillis(longestLagMillis.get());
        }
    }
}
