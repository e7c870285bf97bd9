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
package io.github.refvideo.simulator;

import static io.github.refvideo.simulator.GatewayClient.body;
import static io.github.refvideo.simulator.GatewayClient.get;
import static io.github.refvideo.simulator.GatewayClient.headers;
import static io.github.refvideo.simulator.GatewayClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.job.JobTime;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job from its start to its video, over the wire. */
class GatewayFlowTest {
    private static final Duration JOB_TIME = Duration.ofMinutes(2);

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.jobTime(JobTime.fixed(JOB_TIME))
                                    .queueTime(Duration.ofSeconds(30)));

    private RefVideoSimulator sim;
    private GatewayClient client;
    private String cat;

    @BeforeEach
    void serveCat(RefVideoSimulator simulator) {
        sim = simulator;
        client = new GatewayClient(sim);
        cat = sim.serveReference("cat.png", TestImages.png(0xff8800), "image/png");
    }

    @Test
    void startAnswersWith202AndAQueuedJob() {
        HttpResponse<String> response = client.start(body(cat));

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode started = json(response);
        String id = started.at("/operation/gatewayJobId").asText();
        assertThat(id).startsWith("job_");
        assertThat(started.at("/providerMetadata/gateway/asyncJob/jobId").asText()).isEqualTo(id);
        assertThat(started.at("/providerMetadata/gateway/asyncJob/status").asText())
                .isEqualTo("queued");
        assertThat(
                        started.at("/providerMetadata/gateway/asyncJob/webhookSigningSecret")
                                .isMissingNode())
                .isTrue();
        assertThat(started.get("warnings").isArray()).isTrue();
    }

    @Test
    void stateFollowsTheClock() {
        String id = client.startedJob(body(cat));
        assertThat(asyncStatus(client.state(id))).isEqualTo("queued");

        sim.clock().advance(Duration.ofSeconds(31));
        assertThat(asyncStatus(client.state(id))).isEqualTo("running");
        assertThat(client.state(id).get("status").asText()).isEqualTo("pending");

        sim.clock().advance(JOB_TIME);
        JsonNode done = completed(id);
        assertThat(asyncStatus(done)).isEqualTo("completed");
    }

    @Test
    void completedJobGivesItsVideoWithoutAnyCredential() {
        String id = client.startedJob(body(cat));
        sim.clock().advance(Duration.ofMinutes(3));

        JsonNode video = completed(id).at("/videos/0");
        assertThat(video.get("type").asText()).isEqualTo("url");
        assertThat(video.get("mediaType").asText()).isEqualTo("video/mp4");
        HttpResponse<byte[]> download = get(video.get("url").asText());
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.headers().firstValue("content-type")).hasValue("video/mp4");
        assertThat(new String(download.body(), 4, 4, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("ftyp");
    }

    @Test
    void completedJobContainsCostAndSimulatedMark() {
        String id = client.startedJob(body(cat));
        sim.clock().advance(Duration.ofMinutes(3));

        JsonNode metadata = completed(id).get("providerMetadata");
        assertThat(metadata.at("/gateway/cost").textValue()).isEqualTo("0.4");
        assertThat(metadata.at("/gateway/simulated").asBoolean()).isTrue();
        assertThat(metadata.at("/gateway/routing/provider").asText()).isEqualTo("alibaba");
        assertThat(metadata.at("/gateway/generationId").asText()).startsWith("gen_");
        assertThat(metadata.at("/gateway/asyncJob/result/expiresAt").asLong())
                .isGreaterThan(sim.clock().millis() + Duration.ofHours(23).toMillis());
        assertThat(metadata.at("/alibaba/actualPrompt").asText()).isEqualTo("character1 waves");
        assertThat(metadata.at("/alibaba/videoUrl").asText())
                .startsWith(sim.baseUrl() + "/results/");
        assertThat(metadata.at("/alibaba/usage/size").asText()).isEqualTo("1280*720");
    }

    @Test
    void statusOfAFinishedJobStaysTheSame() {
        String id = client.startedJob(body(cat));
        sim.clock().advance(Duration.ofMinutes(3));

        JsonNode first = completed(id);
        sim.clock().advance(Duration.ofHours(1));

        assertThat(client.state(id)).isEqualTo(first);
    }

    @Test
    void unknownJobIsNotFound() {
        HttpResponse<String> response = client.status("job_unknown");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).at("/error/type").asText()).isEqualTo("not_found");
    }

    @Test
    void statusNeedsTheJobsOwnModel() {
        String id = client.startedJob(body(cat));

        assertThat(client.status(id, headers("ai-model-id", "alibaba/wan-v2.7-r2v")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void jobsCanBeQueried() {
        String id = client.startedJob(body(cat));

        assertThat(sim.jobs())
                .singleElement()
                .satisfies(
                        job -> {
                            assertThat(job.id()).isEqualTo(id);
                            assertThat(job.model()).isEqualTo(GatewayClient.MODEL);
                            assertThat(job.state()).isEqualTo(JobState.QUEUED);
                            assertThat(job.request()).isEqualTo(body(cat));
                        });
        sim.assertThat().paidJobs(1).received(Step.START).exactly(1);
    }

    private JsonNode completed(String id) {
        await().until(() -> client.state(id).get("status").asText().equals("completed"));
        return client.state(id);
    }

    private static String asyncStatus(JsonNode view) {
        return view.at("/providerMetadata/gateway/asyncJob/status").asText();
    }
}
