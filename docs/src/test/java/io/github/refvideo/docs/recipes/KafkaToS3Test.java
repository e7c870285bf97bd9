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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.component.stub.StubComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Without a Kafka broker: once up to the endpoint, once with another consumer under its name. */
class KafkaToS3Test {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(b -> b.renderVideos(false));

    @TempDir Path directory;

    @Test
    void pollsMoreSeldomThanAVideoTakes(RefVideoSimulator simulator) throws Exception {
        try (ObjectStore store = new ObjectStore();
                RecipeTestSupport kitchen =
                        kitchen(simulator, store)
                                .with("camel.main.auto-startup", "false")
                                .with("camel.component.kafka.brokers", "127.0.0.1:9")) {
            kitchen.cook("kafka-to-s3.yaml");

            KafkaEndpoint endpoint =
                    (KafkaEndpoint) kitchen.camel().getRoutes().get(0).getEndpoint();
            assertThat(endpoint.getConfiguration().getMaxPollIntervalMs())
                    .as("longer than pollTimeout, which is 10 minutes")
                    .isGreaterThan(600_000);
            assertThat(endpoint.getConfiguration().isBreakOnFirstError()).isTrue();
        }
    }

    @Test
    void offsetIsCommittedWhenTheVideoIsInTheBucket(RefVideoSimulator simulator) throws Exception {
        AtomicInteger commits = new AtomicInteger();
        KafkaManualCommit commit = commits::incrementAndGet;
        try (ObjectStore store = new ObjectStore();
                RecipeTestSupport kitchen =
                        kitchen(simulator, store).bean("kafka", new StubComponent())) {
            kitchen.cook("kafka-to-s3.yaml");
            // The second is a redelivered record.
            for (int delivery = 1; delivery <= 2; delivery++) {
                kitchen.template()
                        .sendBodyAndHeaders(
                                "kafka:video.requests",
                                RecipeTestSupport.call(simulator, "character1 waves"),
                                Map.of(
                                        KafkaConstants.TOPIC,
                                        "video.requests",
                                        KafkaConstants.PARTITION,
                                        3,
                                        KafkaConstants.OFFSET,
                                        17L,
                                        KafkaConstants.MANUAL_COMMIT,
                                        commit));
                int expected = delivery;
                await().atMost(Duration.ofSeconds(30)).until(() -> commits.get() == expected);
            }

            assertThat(store.objects()).hasSize(1);
            assertThat(simulator.ledger().jobsByIdempotencyKey()).hasSize(1);
        }
        simulator.assertThat().paidJobs(1);
    }

    private RecipeTestSupport kitchen(RefVideoSimulator simulator, ObjectStore store) {
        return RecipeTestSupport.gateway(simulator).store(store).with("arriving", directory);
    }
}
