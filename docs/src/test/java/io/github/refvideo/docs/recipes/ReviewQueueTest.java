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
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReviewQueueTest {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(b -> b.renderVideos(false));

    @Test
    void refusedRequestIsReviewedAsItCameAndTheNextOneIsMade(
            RefVideoSimulator simulator, @TempDir Path directory) throws Exception {
        simulator.faults().on(Step.START).nth(1).inject(Fault.moderationFailure());
        String request = RecipeTestSupport.call(simulator, "character1 waves");

        try (Broker broker = new Broker();
                RecipeTestSupport kitchen =
                        RecipeTestSupport.gateway(simulator)
                                .broker(broker)
                                .with("outbox", directory)) {
            kitchen.cook(new ReviewQueue());

            broker.send("video.requests", request);
            Message review = broker.receive("video.review");

            assertThat(Broker.text(review)).isEqualTo(request);
            assertThat(review.getStringProperty("rejectedBy")).isEqualTo("gateway");
            assertThat(review.getStringProperty("rejectedJob")).isNotBlank();
            assertThat(review.getStringProperty("rejectedReason"))
                    .startsWith("The service rejected the content")
                    .doesNotContain("waves");

            broker.send("video.requests", RecipeTestSupport.call(simulator, "character1 sings"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> directory.toFile().list().length == 1);
        }
        simulator.assertThat().paidJobs(2);
    }
}
