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
import io.github.refvideo.camel.spi.Quota;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The limits of one credential, shared by all endpoints that use it: jobs in flight, submits and
 * status calls per second, and a common back-off after 429.
 *
 * <p>Thread-safe.
 */
final class AccountLimiter {

    /**
     * A longer hint only binds the call that received it: one absurd answer must not stop an
     * account for a day.
     */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    private final Timer timer;
    private final Backoff backoff;
    private final RequestPacer submits;
    private final RequestPacer statusCalls;
    private final AccountCounts counts = new AccountCounts();

    // Guarded by this.
    private final Set<Runnable> inFlight = new LinkedHashSet<>();
    private final Set<Runnable> queue = new LinkedHashSet<>();
    private Quota quota;
    private int consecutiveThrottles;

    AccountLimiter(Timer timer, Backoff backoff, Quota quota) {
        this.timer = timer;
        this.backoff = backoff;
        this.submits = new RequestPacer(timer);
        this.statusCalls = new RequestPacer(timer);
        this.quota = quota;
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
     * @param granted identifies the job, and is called when it has its slot
     * @return whether it had to be queued
     */
    boolean enter(Runnable granted) {
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

    /** Grants a slot at once, to a job that was submitted already. */
    void join(Runnable granted) {
        synchronized (this) {
            queue.remove(granted);
            if (!inFlight.add(granted)) {
                // It got a slot in the same moment.
                return;
            }
        }
        granted.run();
    }

    /** The job has ended; its slot goes to the first in the queue. */
    void leave(Runnable job) {
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

    AccountCounts counts() {
        return counts;
    }

    synchronized int inFlight() {
        return inFlight.size();
    }

    /** The service answered 429 to one call: all calls of the account are delayed. */
    void throttled(Duration retryAfter) {
        Duration pause;
        synchronized (this) {
            consecutiveThrottles++;
            Duration hint =
                    retryAfter == null || retryAfter.compareTo(MAX_PAUSE) < 0
                            ? retryAfter
                            : MAX_PAUSE;
            pause = backoff.afterFailure(consecutiveThrottles, hint);
        }
        counts.throttled();
        submits.pause(pause);
        statusCalls.pause(pause);
    }

    /** The service answered as usual. */
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
}
