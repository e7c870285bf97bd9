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

import io.github.refvideo.docs.recipes.ObjectStore.Stored;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class JmsToS3Test {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(b -> b.renderVideos(false));

    @TempDir Path directory;

    @Test
    void requestsFromTheQueueBecomeObjectsInTheBucket(RefVideoSimulator simulator)
            throws Exception {
        try (Broker broker = new Broker();
                ObjectStore store = new ObjectStore();
                RecipeTestSupport kitchen = kitchen(simulator, broker, store)) {
            kitchen.cook(new JmsToS3());

            broker.send("video.requests", RecipeTestSupport.call(simulator, "character1 waves"));
            broker.send("video.requests", RecipeTestSupport.call(simulator, "character1 sings"));

            await().atMost(Duration.ofSeconds(30)).until(() -> store.objects().size() == 2);
            assertThat(store.objects().keySet()).allMatch(key -> key.matches("/videos/.+\\.mp4"));
            for (Stored video : store.objects().values()) {
                assertThat(RecipeTestSupport.isVideo(video.beginning())).isTrue();
                assertThat(video.type()).isEqualTo("video/mp4");
            }
            // Files that were uploaded to the bucket are deleted locally.
            await().until(() -> files() == 0);
        }
        simulator.assertThat().paidJobs(2);
    }

    @Test
    void redeliveredMessageIsNotPaidAgain(RefVideoSimulator simulator) throws Exception {
        // Each attempt of the download fails: the first delivery ends with an error.
        simulator.faults().on(Step.RESULT).times(1).inject(Fault.status(410));

        try (Broker broker = new Broker();
                ObjectStore store = new ObjectStore();
                RecipeTestSupport kitchen = kitchen(simulator, broker, store)) {
            kitchen.cook(new JmsToS3());

            broker.send("video.requests", RecipeTestSupport.call(simulator, "character1 waves"));

            await().atMost(Duration.ofSeconds(30)).until(() -> store.objects().size() == 1);
        }
        simulator.assertThat().paidJobs(1).received(Step.RESULT).atLeast(2);
    }

    private RecipeTestSupport kitchen(RefVideoSimulator simulator, Broker broker, ObjectStore store)
            throws Exception {
        Files.createDirectories(arriving());
        return RecipeTestSupport.gateway(simulator)
                .broker(broker)
                .store(store)
                .with("arriving", arriving());
    }

    private Path arriving() {
        return directory.resolve("arriving");
    }

    private long files() throws Exception {
        try (Stream<Path> files = Files.list(arriving())) {
            return files.count();
        }
    }
}
