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
package io.github.refvideo.examples.scaleout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead-letter handling of failed requests. */
class DeadLetterIT {

    @TempDir Path directory;

    @Test
    void permanentFailureIsDeadLetteredAndTransientFailureRetried() throws Exception {
        List<String> options =
                List.of(
                        "--no-render",
                        "--no-fetch",
                        "--job-time",
                        "500ms",
                        "--fault",
                        "start=503*4");
        try (TestCluster cluster = new TestCluster(directory, "gateway", options, Map.of())) {
            cluster.nodes.start();
            // No reference: the component rejects it before anything is sent.
            cluster.requests.send("refvideo.requests", "no references", List.of());
            // The service fails for longer than one submit is retried.
            cluster.requests.send(
                    "refvideo.one-step-requests",
                    "character1 waves",
                    List.of("https://example.com/cat.png"));

            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> cluster.videos().size() == 1 && cluster.dead().size() == 1);

            assertThat(cluster.dead()).containsExactly("RefVideoInvalidRequestException");
            assertThat(cluster.redeliveries).hasPositiveValue();
            assertThat(cluster.simulator.ledger().path("jobsCreated").asInt()).isOne();
        }
    }
}
