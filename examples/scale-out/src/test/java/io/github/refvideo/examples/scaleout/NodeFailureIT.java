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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.camel.repository.JdbcVideoJobRepository;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.VideoJobRepository;
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
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * Three nodes with random failures: a node is killed; a node is stopped and continues some seconds
 * later, when others have taken its messages and perhaps its leases; a step after {@code refvideo}
 * fails. At the end each request has a video that was paid for once.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NodeFailureIT {

    private static final int REQUESTS = Integer.getInteger("node-failure.requests", 40);
    private static final int SECONDS = Integer.getInteger("node-failure.seconds", 14);
    private static final long SEED = Long.getLong("node-failure.seed", 20261128);

    /** The probability per later step; too low to reach the maximum of deliveries. */
    private static final String FAILURES = System.getProperty("node-failure.failures", "0.15");

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    /**
     * For a node that continued late and still processes messages that others have processed since.
     */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(5);

    private static final String REQUESTS_QUEUE = "refvideo.requests";
    private static final String HANDLES_QUEUE = "refvideo.handles";
    private static final String ONE_STEP_QUEUE = "refvideo.one-step-requests";

    private static final int VIDEO_BYTES = 300_000;

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
        directory =
                Path.of(
                        "target",
                        "kill-test",
                        "node-failure",
                        test.getTestMethod().orElseThrow().getName());
        FileSystemUtils.deleteRecursively(directory);
        Files.createDirectories(directory);
    }

    /** Half of the requests in each form. */
    @Test
    void bothFormsDeliverEveryVideoAndPayOnce() throws Exception {
        Optional<PostgresServer> postgres = PostgresServer.start();
        try {
            Map<String, String> properties = failingSteps();
            postgres.ifPresent(
                    server -> {
                        properties.put("camel.main.profile", "postgres");
                        properties.put("scaleout.database.url", server.url());
                    });
            List<String> options = new ArrayList<>(SIMULATOR);
            options.addAll(List.of("--fault", "start=slow-start=700ms@0.5"));
            try (TestCluster cluster = new TestCluster(directory, "gateway", options, properties)) {
                runScenario(
                        "both forms; jobs in " + (postgres.isPresent() ? "PostgreSQL" : "files"),
                        cluster,
                        List.of(REQUESTS_QUEUE, ONE_STEP_QUEUE),
                        REQUESTS,
                        SECONDS);
                DeliveryCheck.everyVideoIsDeliveredAndPaidOnce(cluster, REQUESTS, VIDEO_BYTES);
                everyPurchaseHasItsJob(
                        postgres.isPresent()
                                ? new JdbcVideoJobRepository(source(postgres.get()))
                                : new FileVideoJobRepository(directory.resolve("jobs")));
            }
        } finally {
            if (postgres.isPresent()) {
                postgres.get().stop();
            }
        }
    }

    /**
     * Every purchase is known. A purchase may stay open although its video was stored: when its
     * node was killed between the acknowledgement of the message and the last update, or when a
     * node that continued late failed with a message that another one had finished.
     */
    private static void everyPurchaseHasItsJob(VideoJobRepository repository) throws Exception {
        List<JobRecord> left = repository.unfinished(REQUESTS);
        left.forEach(
                record ->
                        System.out.printf(
                                "left open: job %s, %s since %s, owner %s%n",
                                record.handle(),
                                record.state().name(),
                                record.updatedAt(),
                                record.owner()));
        assertThat(left).allMatch(record -> record.state().isOpen());
    }

    private static DataSource source(PostgresServer server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.url());
        source.setUser("refvideo");
        return source;
    }

    /** A node that was stopped before its submit must not send it when it continues. */
    @Test
    void serviceWithoutIdempotencyKeysIsNotPaidTwice() throws Exception {
        Map<String, String> properties = failingSteps();
        properties.put("camel.component.refvideo.max-in-flight", "20");
        List<String> options = new ArrayList<>(SIMULATOR);
        options.addAll(List.of("--fault", "dashscope-create=slow-start=500ms@0.5"));
        int count = REQUESTS * 3 / 10;
        try (TestCluster cluster = new TestCluster(directory, "dashscope", options, properties)) {
            runScenario(
                    "DashScope, both forms; jobs in files",
                    cluster,
                    List.of(REQUESTS_QUEUE, ONE_STEP_QUEUE),
                    count,
                    SECONDS / 2);
            DeliveryCheck.nothingIsPaidTwiceAndMissingVideosAreUncertain(
                    cluster, count, VIDEO_BYTES);
        }
    }

    /** The properties of a node whose steps fail; in a file because they define beans. */
    private Map<String, String> failingSteps() throws IOException {
        Path file = directory.resolve("failing-steps.properties");
        Files.write(
                file,
                List.of(
                        "camel.beans.failing = #class:" + FailingSteps.class.getName(),
                        "camel.beans.failing.probability = " + FAILURES,
                        "camel.beans.failing.seed = " + SEED,
                        // Short enough for others to receive the messages of a stopped node.
                        "camel.beans.connections.connectionTTL = 3000",
                        "camel.beans.connections.clientFailureCheckPeriod = 2000"));
        Map<String, String> properties = new HashMap<>();
        properties.put("camel.main.override-properties-location", "file:" + file);
        return properties;
    }

    /** Sends requests during the failures and waits until all are processed. */
    private void runScenario(
            String form, TestCluster cluster, List<String> queues, int count, int seconds)
            throws Exception {
        long start = System.nanoTime();
        cluster.nodes.start();
        try (RandomNodeFailures failures =
                        new RandomNodeFailures(
                                cluster.nodes, SEED, directory.resolve("node-failures.log"));
                // The last request is sent during the failures.
                RequestSender load =
                        new RequestSender(
                                cluster.requests,
                                queues,
                                count,
                                Duration.ofSeconds(seconds).multipliedBy(4).dividedBy(5))) {
            failures.runFor(Duration.ofSeconds(seconds));
            load.awaitAllSent();
            Awaitility.await(form)
                    .atMost(TIMEOUT)
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () ->
                                    cluster.messages(
                                                    List.of(
                                                            REQUESTS_QUEUE,
                                                            HANDLES_QUEUE,
                                                            ONE_STEP_QUEUE))
                                            == 0);
            int jobs = cluster.simulator.jobs().size();
            Awaitility.await(form)
                    .during(SETTLE_TIME)
                    .atMost(SETTLE_TIME.multipliedBy(2))
                    .until(() -> cluster.simulator.jobs().size() == jobs);
            int submits = 0;
            for (JsonNode times : cluster.simulator.ledger().path("startsByIdempotencyKey")) {
                submits += times.asInt();
            }
            System.out.println("submits under a key: " + submits);
            Report.add(form, cluster, count, failures.kills(), failures.stops(), start);
        }
        assertThat(cluster.failures).hasPositiveValue();
    }
}
