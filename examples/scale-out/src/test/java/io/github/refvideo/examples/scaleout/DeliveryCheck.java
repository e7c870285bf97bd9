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

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Checks the result of all requests, at the simulator and in the directory of videos. */
final class DeliveryCheck {

    private DeliveryCheck() {}

    /** For a service with idempotency keys: each request has one video and one job. */
    static void everyVideoIsDeliveredAndPaidOnce(TestCluster cluster, int count, int videoBytes)
            throws Exception {
        JsonNode ledger = cluster.simulator.ledger();
        assertThat(cluster.dead()).isEmpty();
        assertThat(cluster.videos()).hasSize(count);
        assertThat(ledger.path("paidMoreThanOnce")).isEmpty();
        assertThat(ledger.path("jobsByIdempotencyKey")).hasSize(count);
        assertThat(ledger.path("jobsByIdempotencyKey")).allMatch(jobs -> jobs.asInt() == 1);
        assertThat(ledger.path("jobsCreated").asInt()).isEqualTo(count);
        assertThat(cluster.simulator.jobs())
                .containsExactlyInAnyOrderElementsOf(completeJobs(cluster, videoBytes));
    }

    /**
     * For a service without idempotency keys: a submit of a killed node may stay uncertain, but is
     * never repeated.
     */
    static void nothingIsPaidTwiceAndMissingVideosAreUncertain(
            TestCluster cluster, int count, int videoBytes) throws Exception {
        Map<String, String> prompts = new HashMap<>();
        for (String job : cluster.simulator.jobs()) {
            Awaitility.await().until(() -> cluster.simulator.promptOf(job) != null);
            assertThat(prompts.put(cluster.simulator.promptOf(job), job))
                    .as("%s is the only job of its request", job)
                    .isNull();
        }
        Set<String> delivered = completeJobs(cluster, videoBytes);
        assertThat(cluster.simulator.jobs()).containsAll(delivered);
        assertThat(cluster.dead()).allMatch("RefVideoSubmitUncertainException"::equals);

        List<String> deadLettered = cluster.deadPrompts();
        assertThat(IntStream.range(0, count).mapToObj(RequestSender::prompt))
                .allMatch(
                        prompt ->
                                deadLettered.contains(prompt)
                                        || delivered.contains(prompts.get(prompt)));
    }

    /** The jobs whose videos are complete. */
    private static Set<String> completeJobs(TestCluster cluster, int videoBytes)
            throws IOException {
        Set<String> jobs = new HashSet<>();
        for (Path video : cluster.videos()) {
            assertThat(video.getFileName().toString()).endsWith(".mp4").doesNotStartWith(".");
            assertThat(video).hasSize(videoBytes);
            try (InputStream in = Files.newInputStream(video)) {
                assertThat(new String(in.readNBytes(8), 4, 4, StandardCharsets.US_ASCII))
                        .isEqualTo("ftyp");
            }
            jobs.add(video.getFileName().toString().replaceFirst("\\.mp4$", ""));
        }
        return jobs;
    }
}
