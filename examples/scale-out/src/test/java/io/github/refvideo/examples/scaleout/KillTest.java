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
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.util.FileSystemUtils;

/**
 * Three nodes work, and one of them dies every two seconds without a word. In the end everything
 * that was asked for is there, and was paid once.
 */
class KillTest {

    private static final Path REPORT = Path.of("target", "kill-test.txt");

    private static final int REQUESTS = Integer.getInteger("kill.requests", 200);
    private static final int SECONDS = Integer.getInteger("kill.seconds", 40);
    private static final long SEED = Long.getLong("kill.seed", 20261122);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

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

    /** Below target, since what the nodes said is worth reading after a failure. */
    private Path directory;

    @BeforeAll
    static void newReport() throws IOException {
        Files.deleteIfExists(REPORT);
    }

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
        try (Stage stage = new Stage(directory, "gateway", options, properties)) {
            long start = System.nanoTime();
            int kills = play(stage, queue, count, seconds);
            Awaitility.await(form)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> stage.videos().size() + stage.dead().size() >= count);
            JsonNode ledger = stage.simulator.ledger();
            report(form, stage, count, kills, start);

            assertThat(stage.dead()).isEmpty();
            assertThat(stage.videos()).hasSize(count);
            assertThat(ledger.path("paidMoreThanOnce")).isEmpty();
            assertThat(ledger.path("jobsByIdempotencyKey")).hasSize(count);
            assertThat(ledger.path("jobsCreated").asInt()).isEqualTo(count);
            assertThat(stage.simulator.jobs())
                    .containsExactlyInAnyOrderElementsOf(completeJobs(stage));
        }
    }

    /**
     * The service takes no keys, so what a dead node sent may stay unknown; never a second time.
     */
    @Test
    void serviceWithoutKeysIsNeverPaidTwiceAndSaysWhatIsUncertain() throws Exception {
        int count = REQUESTS / 5;
        List<String> options = new ArrayList<>(SIMULATOR);
        options.addAll(List.of("--fault", "dashscope-create=slow-start=500ms@0.5"));
        try (Stage stage =
                new Stage(
                        directory,
                        "dashscope",
                        options,
                        Map.of("camel.component.refvideo.max-in-flight", "20"))) {
            long start = System.nanoTime();
            int kills = play(stage, "refvideo.one-step-requests", count, SECONDS / 2);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> stage.videos().size() + stage.dead().size() >= count);
            List<String> dead = stage.dead();
            report("DashScope, generate; jobs in files", stage, count, kills, start);

            Set<String> prompts = new HashSet<>();
            for (String job : stage.simulator.jobs()) {
                Awaitility.await().until(() -> stage.simulator.promptOf(job) != null);
                assertThat(prompts.add(stage.simulator.promptOf(job)))
                        .as("%s is the only job of its request", job)
                        .isTrue();
            }
            Set<String> delivered = completeJobs(stage);
            assertThat(stage.simulator.jobs()).containsAll(delivered);
            assertThat(delivered.size() + dead.size()).isEqualTo(count);
            assertThat(dead).allMatch("RefVideoSubmitUncertainException"::equals);
        }
    }

    /** Sends requests while nodes die; returns how many died. */
    private static int play(Stage stage, String queue, int count, int seconds) throws Exception {
        stage.nodes.start();
        AtomicInteger sent = new AtomicInteger();
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        // The last one leaves while the killing still goes on.
        long pause = Duration.ofSeconds(seconds).toNanos() * 4 / 5 / count;
        sender.scheduleAtFixedRate(
                () -> {
                    if (sent.get() < count) {
                        stage.requests.send(
                                queue,
                                "character1 waves, take " + sent.incrementAndGet(),
                                List.of("https://example.com/cat.png"));
                    }
                },
                0,
                pause,
                TimeUnit.NANOSECONDS);
        int kills = new Killing(stage.nodes, SEED).runFor(Duration.ofSeconds(seconds));
        Awaitility.await().untilAtomic(sent, equalTo(count));
        sender.shutdown();
        assertThat(sender.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        return kills;
    }

    /** The jobs whose videos lie complete under their names. */
    private static Set<String> completeJobs(Stage stage) throws IOException {
        Set<String> jobs = new HashSet<>();
        for (Path video : stage.videos()) {
            assertThat(video.getFileName().toString()).endsWith(".mp4").doesNotStartWith(".");
            assertThat(video).hasSize(VIDEO_BYTES);
            try (InputStream in = Files.newInputStream(video)) {
                assertThat(new String(in.readNBytes(8), 4, 4, StandardCharsets.US_ASCII))
                        .isEqualTo("ftyp");
            }
            jobs.add(video.getFileName().toString().replaceFirst("\\.mp4$", ""));
        }
        return jobs;
    }

    /** A line of the table that docs/ quotes. */
    private static void report(String form, Stage stage, int count, int kills, long start)
            throws Exception {
        JsonNode ledger = stage.simulator.ledger();
        int downloads = 0;
        for (JsonNode times : ledger.path("deliveriesByJob")) {
            downloads += times.asInt();
        }
        String head =
                Files.exists(REPORT)
                        ? ""
                        : String.format(
                                "%-38s %8s %5s %6s %10s %6s %9s %12s %9s %7s%n",
                                "form",
                                "requests",
                                "kills",
                                "jobs",
                                "paid twice",
                                "videos",
                                "uncertain",
                                "redeliveries",
                                "downloads",
                                "seconds");
        String line =
                String.format(
                        Locale.ROOT,
                        "%-38s %8d %5d %6d %10d %6d %9d %12d %9d %7d%n",
                        form,
                        count,
                        kills,
                        ledger.path("jobsCreated").asInt(),
                        ledger.path("paidMoreThanOnce").size(),
                        stage.videos().size(),
                        stage.dead().size(),
                        stage.redeliveries.get(),
                        downloads,
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        Files.createDirectories(REPORT.getParent());
        Files.writeString(
                REPORT, head + line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.print(head + line);
    }
}
