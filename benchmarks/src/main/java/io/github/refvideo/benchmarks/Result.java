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
package io.github.refvideo.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One run of one client, or the medians of several. Lags are the times from the ends of jobs, by
 * the clock of the simulator, to the complete files; the best possible lags are those of a client
 * that knows when jobs end and reads each once, at the limit of status requests (NaN without a
 * limit). Sizes are in MiB, times in seconds.
 *
 * @param delivered jobs with a complete video
 * @param wallSeconds from the start of the process to its last video
 * @param cpuSeconds of the process, including its start
 * @param statusRequests per job, including those for lists of jobs
 * @param polls of these, per job, those that did not return a result: for lists, and before the job
 *     had ended
 * @param paidJobs per request
 * @param loadAverage of the machine at the end
 */
record Result(
        String client,
        String provider,
        int jobs,
        double delivered,
        double wallSeconds,
        double cpuSeconds,
        double peakRss,
        double peakThreads,
        double statusRequests,
        double polls,
        double meanLag,
        double p99Lag,
        double maxLag,
        double bestMeanLag,
        double bestMaxLag,
        double paidJobs,
        double loadAverage) {

    /** The lags of a run. */
    record Lags(double mean, double p99, double max) {

        static Lags of(double[] sorted) {
            if (sorted.length == 0) {
                return new Lags(Double.NaN, Double.NaN, Double.NaN);
            }
            double sum = 0;
            for (double lag : sorted) {
                sum += lag;
            }
            return new Lags(
                    sum / sorted.length,
                    sorted[(int) Math.ceil(0.99 * sorted.length) - 1],
                    sorted[sorted.length - 1]);
        }

        /** If each job was read once, in the order of their ends (in seconds), at the limit. */
        static Lags best(double[] sortedEnds, double perSecond) {
            double[] lags = new double[sortedEnds.length];
            double next = 0;
            for (int i = 0; i < lags.length; i++) {
                double read = Math.max(next, sortedEnds[i]);
                lags[i] = read - sortedEnds[i];
                next = read + 1 / perSecond;
            }
            Arrays.sort(lags);
            return of(perSecond == 0 ? new double[0] : lags);
        }
    }

    static Result median(List<Result> runs) {
        Result first = runs.get(0);
        return new Result(
                first.client,
                first.provider,
                first.jobs,
                median(runs, Result::delivered),
                median(runs, Result::wallSeconds),
                median(runs, Result::cpuSeconds),
                median(runs, Result::peakRss),
                median(runs, Result::peakThreads),
                median(runs, Result::statusRequests),
                median(runs, Result::polls),
                median(runs, Result::meanLag),
                median(runs, Result::p99Lag),
                median(runs, Result::maxLag),
                median(runs, Result::bestMeanLag),
                median(runs, Result::bestMaxLag),
                median(runs, Result::paidJobs),
                median(runs, Result::loadAverage));
    }

    private static double median(List<Result> runs, ToDoubleFunction<Result> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
