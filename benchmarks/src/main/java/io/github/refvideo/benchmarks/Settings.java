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

import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What {@link ManyJobs} measures.
 *
 * @param provider of clients that support both
 * @param jobs numbers of jobs
 * @param workload {@code fixed}, or {@code log-normal} with the ratio of p95 and median of Wan
 * @param seconds the run time of a job, or its median
 * @param videoBytes 0 if the videos are not downloaded
 * @param submitsPerSecond 0 to choose it by the number of jobs
 * @param statusQuota of the account (status requests a second); 0 to choose it by the number of
 *     jobs
 * @param heap of each JVM, as of {@code -Xmx}
 * @param turns of which the medians are reported
 * @param pollMillis between two status requests of clients that do not choose it themselves
 * @param directory for the report and, temporarily, the videos
 */
record Settings(
        List<String> clients,
        String provider,
        List<Integer> jobs,
        String workload,
        double seconds,
        long videoBytes,
        double submitsPerSecond,
        int statusQuota,
        String heap,
        int turns,
        int pollMillis,
        Path directory) {

    /** Median and p95 of the run times of Wan at DashScope. */
    private static final double MEDIAN = 120;

    private static final double P95 = 250;

    static Settings fromSystemProperties() {
        return new Settings(
                list("clients", String.join(",", ManyJobs.CLIENTS.keySet())),
                property("provider", "dashscope"),
                list("jobs", "100,1000").stream().map(Integer::valueOf).toList(),
                property("workload", "fixed"),
                Double.parseDouble(property("seconds", "10")),
                (long) (Double.parseDouble(property("video", "5")) * (1 << 20)),
                Double.parseDouble(property("submits", "0")),
                Integer.parseInt(property("statusQuota", "0")),
                property("heap", "128m"),
                Integer.parseInt(property("turns", "1")),
                5_000,
                Path.of(property("directory", ".")));
    }

    private static String property(String name, String orElse) {
        String value = System.getProperty("benchmark." + name, "");
        return value.isBlank() ? orElse : value;
    }

    private static List<String> list(String name, String orElse) {
        return List.of(property(name, orElse).split(","));
    }

    /** With up to 100 jobs, the limit of an account that has not asked for more. */
    double submitsPerSecond(int jobs) {
        if (submitsPerSecond > 0) {
            return submitsPerSecond;
        }
        return jobs <= 100 ? 4 : jobs <= 1000 ? 100 : 500;
    }

    /** With up to 100 jobs, the limit of an account that has not asked for more. */
    int statusQuota(int jobs) {
        if (statusQuota > 0) {
            return statusQuota;
        }
        return jobs <= 100 ? 20 : 200;
    }

    JobTime jobTime() {
        return switch (workload) {
            case "fixed" -> JobTime.fixed(duration(seconds));
            case "log-normal" ->
                    JobTime.logNormal(duration(seconds), duration(seconds * P95 / MEDIAN));
            default -> throw new IllegalArgumentException("Unknown workload: " + workload);
        };
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
