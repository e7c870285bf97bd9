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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Learns how long jobs run, by model, size and length of the video. Old jobs lose weight, so that
 * the estimate follows a service that becomes slower or faster. Jobs that still run count as well:
 * in a batch, the fast ones end first and would otherwise make all others appear late.
 *
 * <p>Thread-safe.
 */
final class RunTimeEstimator {

    /** Model names are untrusted input and must not fill the heap. */
    private static final int MAX_KINDS = 100;

    private final Map<String, RunTimes> kinds = new ConcurrentHashMap<>();
    private final RunTimes others = new RunTimes(null);

    /**
     * The run times of one kind of jobs. Without enough jobs of this size and length, those of the
     * model are used.
     */
    RunTimes of(String model, @Nullable String size, @Nullable Integer seconds) {
        RunTimes all = find(model, null);
        return size == null && seconds == null
                ? all
                : find(model + ' ' + size + ' ' + seconds, all);
    }

    /** The number of kinds that are remembered. */
    int kinds() {
        return kinds.size();
    }

    private RunTimes find(String kind, @Nullable RunTimes broader) {
        RunTimes known = kinds.get(kind);
        if (known != null) {
            return known;
        } else if (kinds.size() >= MAX_KINDS) {
            return broader == null ? others : broader;
        }
        return kinds.computeIfAbsent(kind, name -> new RunTimes(broader));
    }

    /**
     * The distribution of the run times of one kind of jobs, as the hazard in intervals of age that
     * become wider by 2 %: the number of jobs that ended in an interval, divided by the number of
     * jobs that were running in it. About 6 KB.
     */
    static final class RunTimes {

        private static final double FIRST_SECONDS = 1;
        private static final double LOG_RATIO = Math.log(1.02);

        /** Up to four hours; services stop a job after three. */
        private static final int INTERVALS = 485;

        private static final int MIN_JOBS = 5;

        /** A job counts for a half when 35 others have ended after it. */
        private static final double DECAY = 0.98;

        private static final float MAX_WEIGHT = 1e6f;

        /**
         * What is assumed before anything is known, with a very low weight: a job ends before its
         * age has doubled with a probability of 16 %.
         */
        private static final float PRIOR_JOBS = 0.05f;

        private static final float PRIOR_HAZARD = (float) (LOG_RATIO / 4);

        /** For 5 % of the jobs. */
        private static final double EARLY_HAZARD = -Math.log(0.95);

        private final @Nullable RunTimes broader;

        // Guarded by this.
        private final float[] ended = new float[INTERVALS];
        private final float[] running = new float[INTERVALS];
        private float weight = 1;

        private final AtomicInteger earlyJobs = new AtomicInteger();
        private volatile int jobs;
        private volatile boolean changed;

        private volatile Hazards hazards;

        RunTimes(@Nullable RunTimes broader) {
            this.broader = broader;
            this.hazards = sum();
        }

        /** Whether one of the first jobs is read early, because nothing is known yet. */
        boolean startsEarly() {
            return earlyJobs.get() < MIN_JOBS && earlyJobs.incrementAndGet() <= MIN_JOBS;
        }

        /** Whether enough jobs have ended for an estimate. */
        boolean isKnown() {
            return hasOwn() || broader != null && broader.hasOwn();
        }

        private boolean hasOwn() {
            return jobs >= MIN_JOBS;
        }

        /** The job was still running at an age. */
        void running(double fromSeconds, double toSeconds) {
            if (broader != null) {
                broader.running(fromSeconds, toSeconds);
            }
            addRunning(fromSeconds, toSeconds);
        }

        private synchronized void addRunning(double fromSeconds, double toSeconds) {
            double from = position(fromSeconds);
            double to = position(toSeconds);
            for (int i = (int) from; i < INTERVALS && i < to; i++) {
                running[i] += weight * (float) (Math.min(to, i + 1) - Math.max(from, i));
            }
            changed = true;
        }

        /** The job was running at an age, and ended at another one. */
        void ended(double fromSeconds, double endSeconds) {
            if (broader != null) {
                broader.ended(fromSeconds, endSeconds);
            }
            addRunning(fromSeconds, endSeconds);
            addEnded(Math.min(INTERVALS - 1, (int) position(endSeconds)));
        }

        private synchronized void addEnded(int interval) {
            weight /= (float) DECAY;
            jobs++;
            // Few jobs and rounded times: some of the weight goes to the neighbors.
            ended[interval] += weight / 2;
            ended[Math.max(0, interval - 1)] += weight / 4;
            ended[Math.min(INTERVALS - 1, interval + 1)] += weight / 4;
            changed = true;
            if (weight > MAX_WEIGHT) {
                for (int i = 0; i < INTERVALS; i++) {
                    ended[i] /= weight;
                    running[i] /= weight;
                }
                weight = 1;
            }
        }

        /**
         * The expected share of jobs that end between two ages, of those that run at the first. It
         * grows with the second.
         */
        double endShare(double fromSeconds, double toSeconds) {
            Hazards current = current();
            return -Math.expm1(current.upTo(fromSeconds) - current.upTo(toSeconds));
        }

        /** The age at which the first jobs have ended, in seconds. */
        double earlySeconds() {
            return current().earlySeconds;
        }

        private Hazards current() {
            return broader == null || hasOwn() ? upToDate() : broader.current();
        }

        private Hazards upToDate() {
            if (changed) {
                synchronized (this) {
                    changed = false;
                    hazards = sum();
                }
            }
            return hazards;
        }

        private Hazards sum() {
            float[] sums = new float[INTERVALS + 1];
            float prior = PRIOR_JOBS * weight;
            int early = INTERVALS;
            for (int i = 0; i < INTERVALS; i++) {
                sums[i + 1] = sums[i] + (ended[i] + prior * PRIOR_HAZARD) / (running[i] + prior);
                early = sums[i + 1] > EARLY_HAZARD ? Math.min(early, i) : early;
            }
            return new Hazards(sums, FIRST_SECONDS * Math.exp(LOG_RATIO * (early - 1)));
        }

        /**
         * The result at one time.
         *
         * @param sums the sum of the hazards up to each interval
         */
        private record Hazards(float[] sums, double earlySeconds) {

            double upTo(double seconds) {
                double position = Math.min(position(seconds), INTERVALS - 0.001);
                int interval = (int) position;
                return sums[interval]
                        + (position - interval) * (sums[interval + 1] - sums[interval]);
            }
        }

        /** The interval of an age, with the part of it that has passed. */
        private static double position(double seconds) {
            return seconds <= FIRST_SECONDS
                    ? Math.max(0, seconds) / FIRST_SECONDS
                    : 1 + Math.log(seconds / FIRST_SECONDS) / LOG_RATIO;
        }
    }
}
