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
import jakarta.jms.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class JmsDeadLettersTest {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(b -> b.renderVideos(false));

    @TempDir Path directory;

    @Test
    void failedMessageCarriesKeyHandleAndReason(RefVideoSimulator simulator) throws Exception {
        simulator.faults().on(Step.START).times(1).inject(Fault.moderationFailure());

        try (Broker broker = new Broker();
                RecipeTestSupport recipe = recipe(simulator, broker)) {
            recipe.cook(new JmsDeadLetters());
            String request = RecipeTestSupport.call(simulator, "character1 waves");
            broker.send("video.requests", request);

            Message failed = broker.receive("video.failed");

            assertThat(Broker.text(failed)).isEqualTo(request);
            assertThat(failed.getStringProperty("RefVideoJob")).contains("\"jobId\"");
            assertThat(failed.getStringProperty("RefVideoKey")).startsWith("ID:");
            assertThat(failed.getStringProperty("RefVideoReason")).isNotBlank();
            assertThat(names(failed)).noneMatch(name -> name.startsWith("Camel"));

            // Sent again with its key: the same purchase, and the same failure.
            broker.send("video.requests", request, key(failed));
            Message again = broker.receive("video.failed");
            assertThat(again.getStringProperty("RefVideoJob"))
                    .isEqualTo(failed.getStringProperty("RefVideoJob"));
            simulator.assertThat().paidJobs(1);

            // Without its key: a new purchase.
            broker.send("video.requests", request);
            await().atMost(Duration.ofSeconds(30)).until(() -> videos() == 1);
        }
        simulator.assertThat().paidJobs(2);
    }

    /** The service has the video, but the route could not download it. */
    @Test
    void videoOfAFailedMessageIsDeliveredWithoutPaying(RefVideoSimulator simulator)
            throws Exception {
        simulator.faults().on(Step.RESULT).times(8).inject(Fault.status(410));

        try (Broker broker = new Broker();
                RecipeTestSupport recipe = recipe(simulator, broker)) {
            recipe.cook(new JmsDeadLetters());
            String request = RecipeTestSupport.call(simulator, "character1 waves");
            broker.send("video.requests", request);
            Message failed = broker.receive("video.failed");
            simulator.faults().clear();

            broker.send("video.requests", request, key(failed));
            await().atMost(Duration.ofSeconds(30)).until(() -> videos() == 1);

            broker.send(
                    "video.handles",
                    "",
                    Map.of("RefVideoJob", failed.getStringProperty("RefVideoJob")));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> simulator.ledger().requests(Step.RESULT) >= 3);
        }
        simulator.assertThat().paidJobs(1);
    }

    private static Map<String, String> key(Message failed) throws Exception {
        return Map.of("RefVideoKey", failed.getStringProperty("RefVideoKey"));
    }

    private static List<String> names(Message message) throws Exception {
        return Collections.list(message.getPropertyNames()).stream().map(String::valueOf).toList();
    }

    private RecipeTestSupport recipe(RefVideoSimulator simulator, Broker broker) throws Exception {
        return RecipeTestSupport.gateway(simulator)
                .broker(broker)
                .with("redelivery.delay", "50")
                .with("outbox", Files.createDirectories(directory.resolve("outbox")));
    }

    private long videos() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("outbox"))) {
            return files.count();
        }
    }
}
