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
 * 10,000 DashScope jobs in flight in one JVM of 256 MB. The simulator runs here, enforces its quota
 * and records all requests; the component runs in a child JVM ({@link ManyJobsClient}). Limited in
 * number of jobs and time; uses only loopback connections.
 */
public final class ManyJobs {

    static final int JOBS = 10_000;

    /** Enforced by the simulator in any window of one second; the client's limit is 10 % lower. */
    static final int STATUS_QUOTA = 200;

    private static final Duration JOB_TIME = Duration.ofSeconds(60);
    private static final int LIMIT_MINUTES = 10;

    private ManyJobs() {}

    public static void main(String[] args) throws Exception {
        try (RefVideoSimulator simulator =
                RefVideoSimulator.builder()
                        .jobTime(JobTime.fixed(JOB_TIME))
                        .fetchReferences(false)
                        .renderVideos(false)
                        .withoutQuotas()
                        .statusQuota(STATUS_QUOTA)
                        .start()) {
            Process client =
                    new ProcessBuilder(
                                    List.of(
                                            Path.of(System.getProperty("java.home"), "bin", "java")
                                                    .toString(),
                                            "-Xmx256m",
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            ManyJobsClient.class.getName(),
                                            simulator.dashscopeUrl()))
                            .inheritIO()
                            .start();
            try {
                if (!client.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    throw new IllegalStateException(
                            "Not finished within " + LIMIT_MINUTES + " minutes");
                }
            } finally {
                client.destroyForcibly();
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
