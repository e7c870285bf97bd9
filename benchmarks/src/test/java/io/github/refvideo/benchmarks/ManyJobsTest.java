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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the comparison: five jobs of 1 s with videos of 64 KiB. */
class ManyJobsTest {

    private static final int JOBS = 5;
    private static final List<String> CLIENTS = List.of("webhook", "route", "loop");

    @TempDir static Path directory;

    private static Report report;

    @BeforeAll
    static void run() throws Exception {
        report =
                ManyJobs.run(
                        new Settings(
                                CLIENTS,
                                "dashscope",
                                List.of(JOBS),
                                "fixed",
                                1,
                                64 * 1024,
                                20,
                                0,
                                "128m",
                                1,
                                500,
                                directory));
    }

    @Test
    void eachRequestGetsItsVideoForOnePaidJob() {
        assertThat(report.isComplete()).isTrue();
        assertThat(report.results()).extracting(Result::client).containsExactlyElementsOf(CLIENTS);
        assertThat(report.results()).allMatch(result -> result.delivered() == JOBS);
    }

    @Test
    void valuesArePlausible() {
        for (Result result : report.results()) {
            assertThat(result.wallSeconds()).as("wall").isBetween(1.0, 120.0);
            assertThat(result.cpuSeconds()).as("CPU").isBetween(0.2, 60.0);
            assertThat(result.meanLag()).as("lag").isBetween(0.0, result.p99Lag());
            assertThat(result.p99Lag()).isLessThanOrEqualTo(result.maxLag());
            assertThat(result.maxLag()).isLessThan(result.wallSeconds());
            assertThat(result.statusRequests()).isBetween(1.0, 6.0);
            assertThat(result.polls()).isBetween(0.0, result.statusRequests() - 0.99);
            if (Files.isDirectory(Path.of("/proc/self"))) {
                assertThat(result.peakRss()).as("RSS").isBetween(30.0, 1000.0);
                assertThat(result.peakThreads()).as("threads").isBetween(5.0, 500.0);
            }
        }
    }

    @Test
    void jobsWithAWebhookAreNotPolled() {
        assertThat(report.results().get(0).provider()).isEqualTo("gateway");
        assertThat(report.results().get(0).polls()).isZero();
        assertThat(report.results().get(0).statusRequests()).isEqualTo(1);
    }

    @Test
    void tableAndJsonHaveTheSameClients() throws Exception {
        List<String> lines = Files.readAllLines(directory.resolve("benchmark.md"));
        assertThat(lines.stream().filter(line -> line.startsWith("|"))).hasSize(2 + CLIENTS.size());
        long columns = lines.get(0).chars().filter(c -> c == '|').count();
        assertThat(lines.stream().filter(line -> line.startsWith("|")))
                .allMatch(line -> line.chars().filter(c -> c == '|').count() == columns);
        JsonNode json = new ObjectMapper().readTree(directory.resolve("benchmark.json").toFile());
        assertThat(json.path("medians").findValuesAsText("client"))
                .containsExactlyElementsOf(CLIENTS);
        assertThat(json.path("runs")).hasSize(CLIENTS.size());
        assertThat(json.at("/runs/0/meanLag").isNumber()).isTrue();
        assertThat(json.at("/runs/0/bestMeanLag").isNull()).isTrue();
        assertThat(json.at("/environment/camel-api").asText()).isNotEmpty();
    }

    @Test
    void videosAreDeleted() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("benchmark.md", "benchmark.json");
        }
    }
}
