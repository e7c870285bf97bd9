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
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AfterATimeoutTest {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(
                    b -> b.renderVideos(false).jobTime(JobTime.fixed(Duration.ofMinutes(15))));

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void videoOfALateJobIsFetched(String language, RefVideoSimulator simulator) throws Exception {
        try (RecipeTestSupport kitchen = kitchen(simulator)) {
            if (language.equals("java")) {
                kitchen.cook(new AfterATimeout());
            } else {
                kitchen.cook("after-a-timeout.yaml");
            }

            assertThat(order(kitchen, simulator).isFailed()).isFalse();

            // The wait times out more than once.
            await().atMost(Duration.ofSeconds(30)).until(() -> files(handles()).size() == 1);
            Path first = files(handles()).get(0);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> files(handles()).stream().noneMatch(first::equals));
            assertThat(files(outbox())).isEmpty();

            simulator.clock().advance(Duration.ofMinutes(15));
            await().atMost(Duration.ofSeconds(30)).until(() -> files(outbox()).size() == 1);
            await().until(() -> files(handles()).isEmpty());
            assertThat(RecipeTestSupport.isVideo(Files.readAllBytes(files(outbox()).get(0))))
                    .isTrue();
        }
        simulator.assertThat().paidJobs(1);
    }

    @Test
    void handleOfAJobThatFailedIsPutAside(RefVideoSimulator simulator) throws Exception {
        simulator.faults().on(Step.START).inject(Fault.jobFailure("the model had a bad day"));

        try (RecipeTestSupport kitchen = kitchen(simulator)) {
            kitchen.cook(new AfterATimeout());
            order(kitchen, simulator);
            await().until(() -> files(handles()).size() == 1);
            simulator.clock().advance(Duration.ofMinutes(15));

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> files(handles().resolve(".failed")).size() == 1);
            await().until(() -> files(handles()).isEmpty());
        }
        assertThat(files(outbox())).isEmpty();
    }

    private RecipeTestSupport kitchen(RefVideoSimulator simulator) {
        return RecipeTestSupport.gateway(simulator)
                .with("handles", handles())
                .with("outbox", outbox())
                .with("await.timeout", "1s");
    }

    private static Exchange order(RecipeTestSupport kitchen, RefVideoSimulator simulator) {
        return kitchen.template()
                .request(
                        "direct:video",
                        exchange -> {
                            exchange.getMessage()
                                    .setBody(RecipeTestSupport.call(simulator, "character1 waves"));
                            exchange.getMessage().setHeader("CamelRefVideoPollTimeout", "1s");
                        });
    }

    private Path handles() {
        return directory.resolve("handles");
    }

    private Path outbox() {
        return directory.resolve("outbox");
    }

    private static List<Path> files(Path directory) throws Exception {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
