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

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many DashScope jobs in flight in one JVM of 256 MB, 10,000 by default. The simulator runs here,
 * enforces its quota and records all requests; each client runs in a child JVM: the component with
 * its defaults, the component with a poll interval of 5 s, and a plain loop of HttpClient 5 with
 * status requests every 5 s ({@link PlainLoop}), which gets no quota. Limited in number of jobs and
 * time; uses only loopback connections.
 *
 * <p>System properties: {@code benchmark.jobs}, {@code benchmark.seconds} (the running time of a
 * job), {@code benchmark.statusQuota} (status requests a second), {@code benchmark.submits} (per
 * second) and {@code benchmark.clients} ({@code default,interval,loop}).
 */
public final class ManyJobs {

    static final int JOBS = Integer.getInteger("benchmark.jobs", 10_000);

    /** Enforced by the simulator in any window of one second; the client's limit is 10 % lower. */
    static final int STATUS_QUOTA = Integer.getInteger("benchmark.statusQuota", 200);

    static final int SUBMITS_PER_SECOND = Integer.getInteger("benchmark.submits", 500);

    private static final Duration JOB_TIME =
            Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 60));
    private static final int LIMIT_MINUTES = 10;

    private ManyJobs() {}

    public static void main(String[] args) throws Exception {
        for (String client : System.getProperty("benchmark.clients", "default").split(",")) {
            System.out.printf("---- %s%n", client);
            run(client);
        }
    }

    private static void run(String client) throws Exception {
        boolean loop = client.equals("loop");
        try (RefVideoSimulator simulator =
                RefVideoSimulator.builder()
                        .jobTime(JobTime.fixed(JOB_TIME))
                        .fetchReferences(false)
                        .renderVideos(false)
                        .withoutQuotas()
                        .statusQuota(loop ? 0 : STATUS_QUOTA)
                        .start()) {
            Process process =
                    new ProcessBuilder(
                                    List.of(
                                            Path.of(System.getProperty("java.home"), "bin", "java")
                                                    .toString(),
                                            "-Xmx256m",
                                            "-Dbenchmark.jobs=" + JOBS,
                                            "-Dbenchmark.statusQuota=" + STATUS_QUOTA,
                                            "-Dbenchmark.submits=" + SUBMITS_PER_SECOND,
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            (loop ? PlainLoop.class : ManyJobsClient.class)
                                                    .getName(),
                                            simulator.dashscopeUrl(),
                                            client))
                            .inheritIO()
                            .start();
            try {
                if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    throw new IllegalStateException(
                            "Not finished within " + LIMIT_MINUTES + " minutes");
                }
            } finally {
                process.destroyForcibly();
            }
            report(simulator);
        }
    }

    private static void report(RefVideoSimulator simulator) {
        int reads = simulator.ledger().requests(Step.DASHSCOPE_QUERY);
        int lists = simulator.ledger().requests(Step.DASHSCOPE_LIST);
        System.out.printf(
                "simulator: jobs paid                    %d%n", simulator.ledger().jobsCreated());
        System.out.printf("simulator: single status reads          %d%n", reads);
        System.out.printf("simulator: list pages                   %d%n", lists);
        System.out.printf(
                "simulator: status requests per job      %.2f%n", (reads + lists) / (double) JOBS);
        System.out.printf(
                "simulator: most status requests in 1 s  %d (quota %d)%n",
                simulator.ledger().maxStatusRequestsPerSecond(), STATUS_QUOTA);
        System.out.printf(
                "simulator: most connections open        %d%n",
                simulator.ledger().maxOpenConnections());
    }
}
