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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The heap of these tests, including the simulator, is smaller than one of these videos. */
class LargeVideosTest {

    private static final long LARGE = 400L * 1024 * 1024;

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(b -> b.renderVideos(false).videoBytes(LARGE));

    @TempDir Path directory;

    @BeforeEach
    void heapIsSmaller() {
        assertThat(Runtime.getRuntime().maxMemory())
                .as("run this with -Xmx256m, as the build does")
                .isLessThan(LARGE);
    }

    @Test
    void streamIsWrittenToAFile(RefVideoSimulator simulator) throws Exception {
        try (ObjectStore store = new ObjectStore();
                RecipeTestSupport kitchen = kitchen(simulator, store)) {
            kitchen.cook(new LargeVideos());

            kitchen.template()
                    .sendBody(
                            "seda:to-file", RecipeTestSupport.call(simulator, "character1 waves"));

            Path outbox = directory.resolve("outbox");
            await().atMost(Duration.ofSeconds(120)).until(() -> size(outbox) == LARGE);
            assertThat(outbox).isDirectoryContaining(file -> file.toString().endsWith(".mp4"));
        }
    }

    @Test
    void fileIsPutIntoTheBucketAndTakenAway(RefVideoSimulator simulator) throws Exception {
        try (ObjectStore store = new ObjectStore();
                RecipeTestSupport kitchen = kitchen(simulator, store)) {
            kitchen.cook(new LargeVideos());

            kitchen.template()
                    .sendBody(
                            "seda:to-store", RecipeTestSupport.call(simulator, "character1 waves"));

            await().atMost(Duration.ofSeconds(120)).until(() -> !store.objects().isEmpty());
            Stored video = store.objects().values().iterator().next();
            assertThat(video.length()).isEqualTo(LARGE);
            assertThat(RecipeTestSupport.isVideo(video.beginning())).isTrue();
            await().until(() -> size(directory.resolve("arriving")) == 0);
        }
    }

    private RecipeTestSupport kitchen(RefVideoSimulator simulator, ObjectStore store)
            throws Exception {
        return RecipeTestSupport.gateway(simulator)
                .store(store)
                .with("arriving", Files.createDirectories(directory.resolve("arriving")))
                .with("outbox", Files.createDirectories(directory.resolve("outbox")));
    }

    /** Bytes of the complete files in it. */
    private static long size(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".mp4"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
