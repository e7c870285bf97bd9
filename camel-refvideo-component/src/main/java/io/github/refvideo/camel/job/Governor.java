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

import io.github.refvideo.camel.provider.Quota;
import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Shares what a service takes from one credential among all endpoints that use it: places for jobs
 * in flight, and the rates of submits and status reads. After a 429 everybody with that credential
 * holds back.
 *
 * <p>Thread-safe.
 */
final class Governor {

    /**
     * Longer hints bind the call that got them, not everybody: one absurd answer must not stop an
     * account for a day.
     */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Timer timer;
    private final Backoff backoff;
    private final Pace submits;
    private final Pace statusReads;
    private final GovernorCounts counts = new GovernorCounts();

    // Guarded by this.
    private final Set<JobRun> inside = new LinkedHashSet<>();
    private final Set<JobRun> line = new LinkedHashSet<>();
    private Quota quota;
    private int throttlesInARow;

    Governor(Timer timer, Backoff backoff, Quota quota) {
        this.timer = timer;
        this.backoff = backoff;
        this.submits = new Pace(timer);
        this.statusReads = new Pace(timer);
        this.quota = quota;
        applyRates();
    }

    /** Endpoints with one credential may say different limits: the smallest of each counts. */
    synchronized void limit(Quota another) {
        quota = quota.and(another);
        applyRates();
    }

    private void applyRates() {
        submits.perSecond(quota.submitsPerSecond());
        statusReads.perSecond(quota.statusPerSecond());
    }

    /** Lets a job begin at once, or puts it in line. */
    void enter(JobRun run) {
        synchronized (this) {
            if (full()) {
                line.add(run);
                return;
            }
            inside.add(run);
        }
        run.begin();
    }

    /** A job that was submitted already: it takes a place, but does not wait for one. */
    void join(JobRun run) {
        synchronized (this) {
            inside.add(run);
        }
        run.begin();
    }

    /** The job is over; its place goes to the first in line. */
    void leave(JobRun run) {
        JobRun next = null;
        synchronized (this) {
            line.remove(run);
            if (inside.remove(run) && !full()) {
                Iterator<JobRun> first = line.iterator();
                if (first.hasNext()) {
                    next = first.next();
                    first.remove();
                    inside.add(next);
                }
            }
        }
        if (next != null) {
            // Not on this stack: a row of jobs that fail at once would overflow it.
            timer.after(Duration.ZERO, next::begin);
        }
    }

    private boolean full() {
        return quota.maxInFlight() > 0 && inside.size() >= quota.maxInFlight();
    }

    Pace submits() {
        return submits;
    }

    Pace statusReads() {
        return statusReads;
    }

    GovernorCounts counts() {
        return counts;
    }

    synchronized int inFlight() {
        return inside.size();
    }

    /** The service said "too many requests" to one of us: all hold back. */
    void throttled(Duration retryAfter) {
        Duration pause;
        synchronized (this) {
            throttlesInARow++;
            pause = backoff.afterFailure(throttlesInARow, shorter(retryAfter));
        }
        counts.throttled();
        submits.pause(pause);
        statusReads.pause(pause);
    }

    private static Duration shorter(Duration asked) {
        return asked == null || asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
    }

    /** The service answered as usual. */
    synchronized void answered() {
        throttlesInARow = 0;
    }

    synchronized GovernorSnapshot snapshot(String account) {
        return new GovernorSnapshot(
                account,
                inside.size(),
                line.size(),
                counts.submits(),
                counts.polls(),
                counts.lists(),
                counts.throttles(),
                counts.meanLag(),
                counts.longestLag());
    }
}
