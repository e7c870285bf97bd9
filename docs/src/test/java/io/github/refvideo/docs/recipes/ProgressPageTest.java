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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ProgressPageTest {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(
                    b -> b.renderVideos(false).jobTime(JobTime.fixed(Duration.ofMinutes(4))));

    private final int port = Broker.freePort();

    @Test
    void progressIsShownUntilTheVideoIsDelivered(
            RefVideoSimulator simulator, @TempDir Path directory) throws Exception {
        try (RecipeTestSupport kitchen =
                RecipeTestSupport.gateway(simulator)
                        .bean("progress", new Progress())
                        .with("http.host", "127.0.0.1")
                        .with("http.port", port)
                        .with("outbox", directory)) {
            kitchen.cook(new ProgressPage());
            assertThat(page()).isEmpty();

            kitchen.template()
                    .sendBody("seda:orders", RecipeTestSupport.call(simulator, "character1 waves"));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(page()).matches("\\S+ RUNNING \\d+ s\n"));
            simulator.clock().advance(Duration.ofMinutes(4));
            await().atMost(Duration.ofSeconds(30)).until(() -> page().isEmpty());
            await().until(() -> directory.resolve("video.mp4").toFile().exists());
        }
    }

    private String page() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/progress"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
