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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderToVideosTest {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(b -> b.renderVideos(false));

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void eachImageBecomesAVideoWithItsName(String language, RefVideoSimulator simulator)
            throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.copy(RecipeTestSupport.image("cat.png"), inbox.resolve("cat.png"));
        Files.copy(RecipeTestSupport.image("dog.png"), inbox.resolve("dog.png"));
        Files.writeString(inbox.resolve("notes.txt"), "no picture");

        try (RecipeTestSupport kitchen = kitchen(simulator)) {
            cook(kitchen, language);

            Path outbox = directory.resolve("outbox");
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    Files.isRegularFile(outbox.resolve("cat.mp4"))
                                            && Files.isRegularFile(outbox.resolve("dog.mp4")));
            await().until(() -> Files.isRegularFile(inbox.resolve(".camel/dog.png")));
            assertThat(RecipeTestSupport.isVideo(Files.readAllBytes(outbox.resolve("cat.mp4"))))
                    .isTrue();
            assertThat(inbox.resolve("notes.txt")).exists();
        }
        simulator.assertThat().paidJobs(2).uploadedBlobs(2);
    }

    @Test
    void invalidImageIsMovedAsideAndNotPaid(RefVideoSimulator simulator) throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("fake.png"), "not a picture");

        try (RecipeTestSupport kitchen = kitchen(simulator)) {
            kitchen.cook(new FolderToVideos());

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.isRegularFile(inbox.resolve(".failed/fake.png")));
        }
        simulator.assertThat().paidJobs(0);
    }

    private RecipeTestSupport kitchen(RefVideoSimulator simulator) {
        return RecipeTestSupport.gateway(simulator)
                .with("inbox", directory.resolve("inbox"))
                .with("outbox", directory.resolve("outbox"))
                .with("prompt", "character1 waves at the camera in a sunny garden");
    }

    private static void cook(RecipeTestSupport kitchen, String language) throws Exception {
        if (language.equals("java")) {
            kitchen.cook(new FolderToVideos());
        } else {
            kitchen.cook("folder-to-videos.yaml");
        }
    }
}
