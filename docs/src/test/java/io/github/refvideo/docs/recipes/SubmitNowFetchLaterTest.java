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
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitNowFetchLaterTest {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(
                    b -> b.renderVideos(false).jobTime(JobTime.fixed(Duration.ofMinutes(4))));

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void anotherNodeFetchesThePaidVideo(String language, RefVideoSimulator simulator)
            throws Exception {
        try (Broker broker = new Broker()) {
            try (RecipeTestSupport buyer = node(simulator, broker, true)) {
                cook(buyer, language);
                broker.send(
                        "video.requests", RecipeTestSupport.call(simulator, "character1 waves"));
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> simulator.assertThat().paidJobs(1));
                // The first node is done when the handle is on the second queue.
                await().until(() -> buyer.camel().getInflightRepository().size() == 0);
            }
            assertThat(directory).isEmptyDirectory();
            simulator.clock().advance(Duration.ofMinutes(4));

            try (RecipeTestSupport fetcher = node(simulator, broker, false)) {
                cook(fetcher, language);
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () ->
                                        assertThat(directory)
                                                .isDirectoryContaining(
                                                        file -> file.toString().endsWith(".mp4")));
            }
        }
        simulator.assertThat().paidJobs(1).everyPaidJobDelivered();
    }

    private RecipeTestSupport node(RefVideoSimulator simulator, Broker broker, boolean buys) {
        return RecipeTestSupport.gateway(simulator)
                .broker(broker)
                .with("submit", buys)
                .with("await", !buys)
                .with("outbox", directory);
    }

    private static void cook(RecipeTestSupport kitchen, String language) throws Exception {
        if (language.equals("java")) {
            kitchen.cook(new SubmitNowFetchLater());
        } else {
            kitchen.cook("submit-now-fetch-later.yaml");
        }
    }
}
