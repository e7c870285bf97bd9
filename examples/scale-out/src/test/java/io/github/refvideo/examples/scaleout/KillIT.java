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
package io.github.refvideo.examples.scaleout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.test.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.util.FileSystemUtils;

/**
 * Three nodes work, and one of them is killed every two seconds. In the end every requested video
 * was delivered and paid for once.
 */
class KillIT {

    private static final int REQUESTS = Integer.getInteger("kill.requests", 80);
    private static final int SECONDS = Integer.getInteger("kill.seconds", 16);
    private static final long SEED = Long.getLong("kill.seed", 20261122);
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private static final int VIDEO_BYTES = 300_000;

    /** Submits and downloads take a while, so that nodes die in the middle of them. */
    private static final List<String> SIMULATOR =
            List.of(
                    "--no-render",
                    "--no-fetch",
                    "--no-quotas",
                    "--job-time",
                    "1s..4s",
                    "--video-bytes",
                    "" + VIDEO_BYTES,
                    "--video-pace",
                    "600000");

    /** Below target, because the output of the nodes is needed after a failure. */
    private Path directory;

    @BeforeEach
    void emptyDirectory(TestInfo test) throws IOException {
        directory = Path.of("target", "kill-test", test.getTestMethod().orElseThrow().getName());
        FileSystemUtils.deleteRecursively(directory);
        Files.createDirectories(directory);
    }

    @Test
    void twoQueuesDeliverEveryVideoAndPayOnce() throws Exception {
        Optional<PostgresServer> postgres = PostgresServer.start();
        try {
            Map<String, String> jobs = new HashMap<>();
            postgres.ifPresent(
                    server -> {
                        jobs.put("camel.main.profile", "postgres");
                        jobs.put("scaleout.database.url", server.url());
                    });
            everyVideoIsDeliveredAndPaidOnce(
                    "submit, await; jobs in " + (postgres.isPresent() ? "PostgreSQL" : "files"),
                    "refvideo.requests",
                    REQUESTS,
                    SECONDS,
                    jobs);
        } finally {
            if (postgres.isPresent()) {
                postgres.get().stop();
            }
        }
    }

    @Test
    void oneStepDeliversEveryVideoAndPaysOnce() throws Exception {
        everyVideoIsDeliveredAndPaidOnce(
                "generate; jobs in files",
                "refvideo.one-step-requests",
                REQUESTS / 2,
                SECONDS / 2,
                Map.of());
    }

    private void everyVideoIsDeliveredAndPaidOnce(
            String form, String queue, int count, int seconds, Map<String, String> properties)
            throws Exception {
        List<String> options = new ArrayList<>(SIMULATOR);
        options.addAll(List.of("--fault", "start=slow-start=300ms@0.3"));
        try (TestCluster cluster = new TestCluster(directory, "gateway", options, properties)) {
            runScenario(form, cluster, queue, count, seconds);
            DeliveryCheck.everyVideoIsDeliveredAndPaidOnce(cluster, count, VIDEO_BYTES);
        }
    }

    /**
     * The service does not support idempotency keys, so a submit of a killed node may stay
     * uncertain, but is never repeated.
     */
    @Test
    void serviceWithoutIdempotencyKeysIsNotPaidTwice() throws Exception {
        int count = REQUESTS / 5;
        List<String> options = new ArrayList<>(SIMULATOR);
        options.addAll(List.of("--fault", "dashscope-create=slow-start=500ms@0.5"));
        try (TestCluster cluster =
                new TestCluster(
                        directory,
                        "dashscope",
                        options,
                        Map.of("camel.component.refvideo.max-in-flight", "20"))) {
            runScenario(
                    "DashScope, generate; jobs in files",
                    cluster,
                    "refvideo.one-step-requests",
                    count,
                    SECONDS / 2);
            DeliveryCheck.nothingIsPaidTwiceAndMissingVideosAreUncertain(
                    cluster, count, VIDEO_BYTES);
            assertThat(cluster.videos().size() + cluster.dead().size()).isEqualTo(count);
        }
    }

    /** Sends requests while nodes are killed, and waits until all are processed. */
    private static void runScenario(
            String form, TestCluster cluster, String queue, int count, int seconds)
            throws Exception {
        long start = System.nanoTime();
        cluster.nodes.start();
        int kills;
        // The last request is sent while nodes are still killed.
        try (RequestSender load =
                new RequestSender(
                        cluster.requests,
                        List.of(queue),
                        count,
                        Duration.ofSeconds(seconds).multipliedBy(4).dividedBy(5))) {
            kills = new NodeKiller(cluster.nodes, SEED).runFor(Duration.ofSeconds(seconds));
            load.awaitAllSent();
        }
        Awaitility.await(form)
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> cluster.videos().size() + cluster.dead().size() >= count);
        Report.add(form, cluster, count, kills, 0, start);
    }
}
