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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AfterATimeoutTest {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(
                    b -> b.renderVideos(false).jobTime(JobTime.fixed(Duration.ofMinutes(15))));

    @Test
    void videoOfALateJobIsFetchedWhenItIsThere(RefVideoSimulator simulator, @TempDir Path directory)
            throws Exception {
        Path handles = directory.resolve("handles");
        Path outbox = directory.resolve("outbox");

        try (Kitchen kitchen =
                Kitchen.gateway(simulator)
                        .with("handles", handles)
                        .with("outbox", outbox)
                        .with("look-again", "200")) {
            kitchen.cook(new AfterATimeout());

            Exchange late =
                    kitchen.template()
                            .request(
                                    "direct:video",
                                    exchange -> {
                                        exchange.getMessage()
                                                .setBody(
                                                        Kitchen.call(
                                                                simulator, "character1 waves"));
                                        exchange.getMessage()
                                                .setHeader("CamelRefVideoPollTimeout", "1s");
                                    });

            assertThat(late.isFailed()).isFalse();
            await().until(() -> handles.toFile().list() != null);
            assertThat(outbox).doesNotExist();

            simulator.clock().advance(Duration.ofMinutes(15));
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    outbox.toFile().list() != null
                                            && outbox.toFile().list().length == 1);
            await().until(() -> files(handles) == 0);
            assertThat(Kitchen.isVideo(Files.readAllBytes(outbox.toFile().listFiles()[0].toPath())))
                    .isTrue();
        }
        simulator.assertThat().paidJobs(1);
    }

    private static long files(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
