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
package io.github.refvideo.docs.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OvernightBatchTest {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(
                    b -> b.renderVideos(false).jobTime(JobTime.fixed(Duration.ofMillis(300))));

    @TempDir Path directory;

    @Test
    void reportContainsTheResultOfEachLine(RefVideoSimulator simulator) throws Exception {
        String cat = RecipeTestSupport.web(simulator, "cat.png");
        String list =
                IntStream.rangeClosed(1, 12)
                        .mapToObj(n -> n + ";" + cat + ";character1 waves, take " + n)
                        .collect(Collectors.joining("\n"));
        // An invalid line.
        list += "\n13;ftp://example.com/cat.png;character1 waves\n";

        try (RecipeTestSupport kitchen = kitchen(simulator)) {
            kitchen.cook(new OvernightBatch());
            Files.writeString(directory.resolve("batches/monday.csv"), list);

            Path report = directory.resolve("reports/monday.report.csv");
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    Files.isRegularFile(report)
                                            && Files.readAllLines(report).size() == 13);
            List<String> lines = Files.readAllLines(report);
            assertThat(lines).contains("13;INVALID_REQUEST;;");
            assertThat(lines.stream().filter(line -> line.matches("\\d+;done;.+\\.mp4;[0-9.]+")))
                    .hasSize(12);
            assertThat(videos()).isEqualTo(12);
        }
        simulator.assertThat().paidJobs(12).received(Step.DASHSCOPE_CREATE).exactly(12);
    }

    @Test
    void repeatedBatchIsNotPaidAgain(RefVideoSimulator simulator) throws Exception {
        String line = "1;" + RecipeTestSupport.web(simulator, "cat.png") + ";character1 waves\n";

        try (RecipeTestSupport kitchen = kitchen(simulator)) {
            kitchen.cook(new OvernightBatch());
            Path report = directory.resolve("reports/monday.report.csv");
            for (int time = 1; time <= 2; time++) {
                Files.writeString(directory.resolve("batches/monday.csv"), line);
                int lines = time;
                await().atMost(Duration.ofSeconds(30))
                        .until(
                                () ->
                                        Files.isRegularFile(report)
                                                && Files.readAllLines(report).size() == lines);
                await().until(() -> !Files.exists(directory.resolve("batches/monday.csv")));
            }
        }
        simulator.assertThat().paidJobs(1);
    }

    private RecipeTestSupport kitchen(RefVideoSimulator simulator) throws Exception {
        return RecipeTestSupport.dashscope(simulator)
                .component("model", "wan2.6-r2v")
                .with("batches", Files.createDirectories(directory.resolve("batches")))
                .with("outbox", Files.createDirectories(directory.resolve("outbox")))
                .with("reports", directory.resolve("reports"));
    }

    private long videos() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("outbox"))) {
            return files.filter(file -> file.toString().endsWith(".mp4")).count();
        }
    }
}
