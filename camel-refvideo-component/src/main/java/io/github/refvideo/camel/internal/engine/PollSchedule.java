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

import io.github.refvideo.camel.internal.engine.RunTimeEstimator.RunTimes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the status of a job is read. A status request is sent when the waiting that it is expected
 * to end reaches a fixed price: the time since the end of each job that it would report, weighted
 * with the probability that the job has ended. One request may report several jobs.
 *
 * <p>Not thread-safe; used by one step or under the lock of {@link BatchStatusPoller}.
 */
final class PollSchedule {

    /** The waiting that justifies one request: one job that ended one second ago. */
    private static final double PRICE_SECONDS = 1;

    private static final int INITIAL_INTERVALS = 2;

    /** Short jobs are common in tests, and few requests show whether there are any. */
    private static final Duration FIRST_OF_NEW_KIND = Duration.ofSeconds(1);

    /** With a fixed interval, requests start a little before the first jobs have ended. */
    private static final double EARLIER = 0.9;

    /** A shared request is sent at the latest when the age has grown by this part. */
    private static final int CHECKS = 5;

    /** Of the jobs that share a request, this number is looked at. */
    private static final int MAX_SAMPLES = 16;

    private static final double SECOND = 1e9;
    private static final double FIRST_STEP = 0.02;

    /** The waiting grows by this part of the price in a step. */
    private static final int STEPS = 8;

    /** The width of an interval of {@link RunTimes}. */
    private static final double STEP_SHARE = 0.02;

    private static final int HALVINGS = 5;

    /** A handle from a message may contain any time. */
    private static final Duration MAX_AGE = Duration.ofHours(24);

    /** With fewer submits, the drift is not accurate. */
    private static final int MIN_SUBMITS = 20;

    /** Something whose status is read by a schedule. */
    @FunctionalInterface
    interface Polled {
        PollSchedule schedule();
    }

    private final RunTimes runTimes;
    private final PollingPolicy polling;
    private final boolean recorded;
    private final long startNanos;
    private final long firstNanos;
    private long readNanos;

    // The place in the service's list, for BatchStatusPoller.
    private int row = -1;
    private long rowAtSubmit;

    /**
     * @param nowNanos the current time
     * @param age the time since the submit
     * @param recorded whether the age is known and not from untrusted input, so that the run time
     *     can be learned
     */
    PollSchedule(
            RunTimes runTimes,
            PollingPolicy polling,
            long nowNanos,
            Duration age,
            boolean recorded) {
        this.runTimes = runTimes;
        this.polling = polling;
        this.recorded = recorded;
        boolean tooOld = age.compareTo(MAX_AGE) > 0;
        this.startNanos =
                nowNanos - (tooOld ? MAX_AGE : age.isNegative() ? Duration.ZERO : age).toNanos();
        this.readNanos = startNanos;
        this.firstNanos = first();
    }

    /** The latest time of the first request. */
    private long first() {
        if (polling.initialDelay() != null) {
            return startNanos + polling.initialDelay().toNanos();
        } else if (!runTimes.isKnown()) {
            Duration delay =
                    polling.adaptive() && recorded && runTimes.startsEarly()
                            ? FIRST_OF_NEW_KIND
                            : polling.interval().multipliedBy(INITIAL_INTERVALS);
            return startNanos + delay.toNanos();
        }
        return startNanos + (long) (EARLIER * runTimes.earlySeconds() * SECOND);
    }

    /** The time of the next status request for this job alone. */
    long dueNanos() {
        return due(List.of(() -> this), latest());
    }

    /** The time of the next status request that reports all of these jobs. */
    static long dueNanos(List<? extends Polled> jobs) {
        long latest = jobs.get(0).schedule().latestShared();
        for (Polled job : jobs) {
            latest = earlier(latest, job.schedule().latestShared());
        }
        return due(jobs, latest);
    }

    /**
     * The poll interval is the longest time between two requests. It counts from the time when the
     * job can have ended.
     */
    private long latest() {
        long interval = polling.interval().toNanos();
        if (polling.adaptive() && polling.initialDelay() == null && runTimes.isKnown()) {
            long early = startNanos + (long) (runTimes.earlySeconds() * SECOND);
            return later(readNanos, early) + interval;
        }
        return isRead() ? later(firstNanos, readNanos + interval) : firstNanos;
    }

    /**
     * The latest time of a request that others share. Jobs may have become faster; to find out
     * costs little.
     */
    long latestShared() {
        if (!polling.adaptive() || polling.initialDelay() != null) {
            return latest();
        }
        Duration interval = polling.interval();
        long check =
                isRead()
                        ? readNanos
                                + Math.max(interval.toNanos(), (readNanos - startNanos) / CHECKS)
                        : startNanos + interval.multipliedBy(INITIAL_INTERVALS).toNanos();
        return earlier(latest(), check);
    }

    private boolean isRead() {
        return readNanos != startNanos;
    }

    /** From this time on, a request may be sent for this job before the latest time. */
    private long flexibleFrom() {
        if (!polling.adaptive()) {
            return latest();
        }
        return polling.initialDelay() == null && runTimes.isKnown() ? startNanos : firstNanos;
    }

    /** When the expected waiting reaches the price. */
    private static long due(List<? extends Polled> jobs, long latest) {
        int stride = (jobs.size() + MAX_SAMPLES - 1) / MAX_SAMPLES;
        long start = jobs.get(0).schedule().startNanos;
        long at = jobs.get(0).schedule().readNanos;
        for (Polled job : jobs) {
            start = earlier(start, job.schedule().startNanos);
            at = earlier(at, job.schedule().readNanos);
        }
        double waited = 0;
        double before = 0;
        double step = (latest - at) / SECOND;
        while (latest - at > 0) {
            step = Math.min(step, (latest - at) / SECOND);
            double after = stride * ended(jobs, stride, at + (long) (step * SECOND));
            double added = step * (before + after) / 2;
            double shortest = Math.max(FIRST_STEP, STEP_SHARE * (at - start) / SECOND);
            // The number of ended jobs only grows, so that no step can miss a part.
            if (added > PRICE_SECONDS / STEPS && step > shortest) {
                step = Math.max(shortest, step / 2);
                continue;
            }
            if (waited + added >= PRICE_SECONDS) {
                return at + (long) (part(step, before, after, PRICE_SECONDS - waited) * SECOND);
            }
            waited += added;
            before = after;
            at += Math.max(1, (long) (step * SECOND));
            step *= 2;
        }
        return latest;
    }

    /** The time in which the waiting reaches a value, if its growth changes evenly. */
    private static double part(double step, double before, double after, double waiting) {
        double low = 0;
        double high = step;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double until = before + (after - before) * middle / step;
            if (middle * (before + until) / 2 < waiting) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The expected number of jobs that have ended since they were read. */
    private static double ended(List<? extends Polled> jobs, int stride, long nanos) {
        double sum = 0;
        for (int i = stride / 2; i < jobs.size(); i += stride) {
            PollSchedule job = jobs.get(i).schedule();
            if (nanos - job.readNanos > 0 && nanos - job.flexibleFrom() >= 0) {
                sum += job.runTimes.endShare(job.age(job.readNanos), job.age(nanos));
            }
        }
        return sum;
    }

    private double age(long nanos) {
        return (nanos - startNanos) / SECOND;
    }

    PollingPolicy polling() {
        return polling;
    }

    /** The job was running at this time. */
    void running(long nowNanos) {
        if (recorded) {
            runTimes.running(age(readNanos), age(nowNanos));
        }
        readNanos = nowNanos;
    }

    /**
     * The job had succeeded at this time.
     *
     * @param runTime as the service reports it; null if it does not
     */
    void succeeded(long nowNanos, @Nullable Duration runTime) {
        if (!recorded) {
            return;
        }
        double running = age(readNanos);
        double now = age(nowNanos);
        double end;
        if (runTime != null) {
            end = Math.max(running, Math.min(now, seconds(runTime)));
        } else if (isRead()) {
            end = (running + now) / 2;
        } else {
            // It may have ended long before: the next job is read earlier.
            end = Math.max(now / 2, now * (1 - STEP_SHARE) - PRICE_SECONDS / 2);
        }
        runTimes.ended(running, end);
    }

    /** Works with any duration; the times come from outside. */
    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / SECOND;
    }

    /** The time of the job's end, for the order of requests; at most that of the last read. */
    long endNanos(long nowNanos, Duration ago) {
        Duration most = Duration.ofNanos(nowNanos - readNanos);
        if (ago.isNegative()) {
            return nowNanos;
        }
        return ago.compareTo(most) > 0 ? readNanos : nowNanos - ago.toNanos();
    }

    // ---- the place in the service's list

    /** The row of the job when this number of jobs had been submitted. */
    void foundAt(int rowInList, long submits) {
        row = rowInList;
        rowAtSubmit = submits;
    }

    /** Whether the row can be estimated. */
    boolean hasRow() {
        return row >= 0;
    }

    /**
     * The estimated row, counted from 0.
     *
     * @param drift rows by which a submit moves the job
     */
    long row(long submits, double drift) {
        return Math.max(0, row + Math.round(drift * (submits - rowAtSubmit)));
    }

    /** The rows by which a submit has moved a job that is found again; negative if unknown. */
    double drift(int rowInList, long submits) {
        long since = submits - rowAtSubmit;
        return row < 0 || since < MIN_SUBMITS ? -1 : (rowInList - row) / (double) since;
    }

    private static long later(long one, long other) {
        return other - one > 0 ? other : one;
    }

    private static long earlier(long one, long other) {
        return other - one < 0 ? other : one;
    }
}
