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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.OpenAiClient.Form;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.job.JobTime;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job of vLLM-Omni and of SGLang, from its creation to its deletion. */
@Timeout(60)
class OpenAiFlowTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.queueTime(Duration.ofSeconds(30))
                                    .jobTime(JobTime.fixed(Duration.ofMinutes(4))));

    private OpenAiClient vllmOmni;
    private OpenAiClient sglang;

    @BeforeEach
    void freeze(RefVideoSimulator sim) {
        sim.clock().freeze();
        vllmOmni = new OpenAiClient(sim.vllmOmniUrl());
        sglang = new OpenAiClient(sim.sglangUrl());
    }

    @Test
    void jobOfVllmOmniIsQueuedRunsAndHasAVideo(RefVideoSimulator sim) {
        Form form =
                Form.prompt()
                        .field("seconds", "8")
                        .field("size", "256x144")
                        .field("extra_params", "{\"task\":\"ref2va\"}")
                        .image("input_references")
                        .image("input_references");
        JsonNode created = GatewayClient.json(vllmOmni.create(form));
        String id = created.path("id").asText();

        assertThat(id).startsWith("video_gen_");
        assertThat(created.path("object").asText()).isEqualTo("video");
        assertThat(created.path("model").asText()).isEqualTo("MiniMaxAI/MiniMax-H3");
        assertThat(created.path("status").asText()).isEqualTo("queued");
        assertThat(created.path("seconds").asText()).isEqualTo("8");
        assertThat(created.path("num_frames").asInt()).isEqualTo(192);
        assertThat(created.path("prompt").asText()).isEqualTo("Image 1 waves");
        assertThat(created.path("created_at").asLong())
                .isEqualTo(sim.clock().instant().getEpochSecond());

        sim.clock().advance(Duration.ofMinutes(1));
        assertThat(vllmOmni.status(id)).isEqualTo("in_progress");
        assertThat(vllmOmni.job(id).path("progress").asInt()).isZero();
        HttpResponse<byte[]> early = vllmOmni.content(id, "");
        assertThat(early.statusCode()).isEqualTo(404);
        assertThat(new String(early.body(), StandardCharsets.UTF_8))
                .contains("Generation is still in-progress");

        sim.clock().advance(Duration.ofMinutes(4));
        JsonNode done = vllmOmni.job(id);
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.path("progress").asInt()).isEqualTo(100);
        assertThat(done.path("file_name").asText()).isEqualTo(id + ".mp4");
        assertThat(done.path("inference_time_s").asDouble()).isEqualTo(240);
        assertThat(done.path("num_frames").asInt() % 17).isEqualTo(5);
        assertVideo(vllmOmni.content(id, ""));
        await().untilAsserted(() -> sim.assertThat().everyPaidJobDelivered());
        sim.assertThat().paidJobs(1).received(Step.RESULT).exactly(2);
        assertThat(sim.ledger().jobsByModel()).containsEntry("MiniMaxAI/MiniMax-H3", 1);
        assertThat(sim.ledger().statusRequestsBeforeEnd()).isEqualTo(2);
        assertThat(sim.jobs().get(0).request())
                .contains("\"input_references\":[{\"fileName\":\"a.png\"", "\"seconds\":\"8\"");
    }

    @Test
    void jobOfSglangIsNeverRunning(RefVideoSimulator sim) {
        JsonNode created =
                GatewayClient.json(
                        sglang.create(
                                        Form.prompt()
                                                .field("seconds", "5")
                                                .field("size", "256x144")
                                                .image("input_reference"))
                                .body());
        String id = created.path("id").asText();

        assertThat(created.path("status").asText()).isEqualTo("queued");
        assertThat(created.path("size").asText()).isEqualTo("256x144");
        assertThat(created.path("seconds").asText()).isEqualTo("5");
        assertThat(created.path("model").asText()).isEqualTo("sora-2");
        assertThat(created.has("prompt")).isFalse();
        sim.clock().advance(Duration.ofMinutes(1));
        assertThat(sglang.status(id)).isEqualTo("queued");
        HttpResponse<byte[]> early = sglang.content(id, "");
        assertThat(early.statusCode()).isEqualTo(404);
        assertThat(new String(early.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"detail\":\"Generation is still in-progress\"}");

        sim.clock().advance(Duration.ofMinutes(4));
        JsonNode done = sglang.job(id);
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.path("num_outputs").asInt()).isEqualTo(1);
        assertThat(done.path("file_paths")).hasSize(1);
        assertVideo(sglang.content(id, "?variant=video"));
        assertThat(sglang.content(id, "?output_index=1").statusCode()).isEqualTo(404);
        assertThat(sglang.content(id, "?variant=thumbnail").statusCode()).isEqualTo(400);
        sim.assertThat().paidJobs(1).noServerPath();
    }

    @Test
    void sglangTakesJson(RefVideoSimulator sim) {
        String cat = sim.serveReference("cat.png", TestImages.png(0x993366), "image/png");
        String id =
                OpenAiClient.id(
                        sglang.create(
                                "{\"prompt\":\"She waves\",\"reference_url\":\""
                                        + cat
                                        + "\",\"seconds\":4,\"unknown\":{},"
                                        + "\"extra_body\":{\"num_frames\":81,\"fps\":16}}"));

        sim.clock().advance(Duration.ofMinutes(5));

        assertThat(sglang.job(id).path("seconds").asText()).isEqualTo("5");
        assertThat(sglang.status(id)).isEqualTo("completed");
        sim.assertThat().received(Step.REFERENCE).exactly(1);
    }

    @Test
    void deletionCancelsAtVllmOmniAndOnlyForgetsAtSglang(RefVideoSimulator sim) {
        String first = OpenAiClient.id(vllmOmni.create(Form.prompt().image("input_references")));
        String second = OpenAiClient.id(sglang.create(Form.prompt().image("input_reference")));
        sim.clock().advance(Duration.ofMinutes(1));

        assertThat(vllmOmni.delete(first).body())
                .isEqualTo(
                        "{\"id\":\"" + first + "\",\"deleted\":true,\"object\":\"video.deleted\"}");
        assertThat(GatewayClient.json(sglang.delete(second)).path("status").asText())
                .isEqualTo("deleted");

        assertThat(vllmOmni.query(first).statusCode()).isEqualTo(404);
        assertThat(vllmOmni.delete(first).statusCode()).isEqualTo(404);
        assertThat(sglang.query(second).body()).isEqualTo("{\"detail\":\"Video not found\"}");
        assertThat(sglang.page("").path("data")).isEmpty();
        sim.clock().advance(Duration.ofMinutes(4));
        assertThat(sim.jobs())
                .extracting(SimulatedJob::state)
                .containsExactly(JobState.CANCELLED, JobState.COMPLETED);
        assertThat(sim.openFiles()).isZero();
    }

    @Test
    void filesAreKeptUntilTheirJobIsForgotten(RefVideoSimulator sim) {
        byte[] large = new byte[1 << 20];
        System.arraycopy("\0\0\0\030ftypmp42".getBytes(), 0, large, 0, 12);
        Form video = Form.prompt().file("input_references", "a.mp4", "video/mp4", large);
        String first = OpenAiClient.id(vllmOmni.create(video));
        OpenAiClient.id(vllmOmni.create(video));
        assertThat(sim.openFiles()).isEqualTo(2);
        assertThat(vllmOmni.create(video.field("seconds", "x")).statusCode()).isEqualTo(422);

        vllmOmni.delete(first);
        await().until(() -> sim.openFiles() == 1);
        sim.restartVllmOmni();

        await().until(() -> sim.openFiles() == 0);
    }

    @Test
    void listHasCompleteJobsAndPages(RefVideoSimulator sim) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(OpenAiClient.id(vllmOmni.create(Form.prompt())));
            sim.clock().advance(Duration.ofSeconds(1));
        }

        JsonNode page = vllmOmni.page("?limit=2");
        assertThat(page.path("data").findValuesAsText("id"))
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(page.path("last_id").asText()).isEqualTo(ids.get(1));
        assertThat(page.at("/data/0")).isEqualTo(vllmOmni.job(ids.get(2)));
        JsonNode rest = vllmOmni.page("?limit=2&after=" + ids.get(1));
        assertThat(rest.path("data").findValuesAsText("id")).containsExactly(ids.get(0));
        assertThat(rest.path("has_more").asBoolean()).isFalse();
        assertThat(vllmOmni.page("?order=asc").path("data").findValuesAsText("id")).isEqualTo(ids);
        assertThat(vllmOmni.page("?limit=0").path("data")).isEmpty();
        assertThat(vllmOmni.page("?after=x").path("data")).isEmpty();
        assertThat(vllmOmni.list("?limit=101").statusCode()).isEqualTo(422);
        assertThat(vllmOmni.list("?order=up").statusCode()).isEqualTo(422);
    }

    @Test
    void listOfSglangHasNoMarkers() {
        String id = OpenAiClient.id(sglang.create(Form.prompt().image("input_reference")));

        JsonNode page = sglang.page("?limit=1&order=up");

        assertThat(page.path("data").findValuesAsText("id")).containsExactly(id);
        assertThat(page.has("has_more")).isFalse();
        assertThat(sglang.list("?limit=0").statusCode()).isEqualTo(422);
    }

    @Test
    void jobsOfOneSecondAreOldestFirst() {
        String first = OpenAiClient.id(vllmOmni.create(Form.prompt()));
        String second = OpenAiClient.id(vllmOmni.create(Form.prompt()));

        assertThat(vllmOmni.page("").path("data").findValuesAsText("id"))
                .containsExactly(first, second);
    }

    @Test
    void modelsTellTheServersApart(RefVideoSimulator sim) {
        JsonNode first = GatewayClient.json(vllmOmni.get("/models")).at("/data/0");
        assertThat(first.path("id").asText()).isEqualTo("MiniMaxAI/MiniMax-H3");
        assertThat(first.path("owned_by").asText()).isEqualTo("vllm");

        JsonNode second = GatewayClient.json(sglang.get("/models")).at("/data/0");
        assertThat(second.path("id").asText()).isEqualTo("Wan-AI/Wan2.2-I2V-A14B-Diffusers");
        assertThat(second.path("owned_by").asText()).isEqualTo("sglang");
        assertThat(second.path("task_type").asText()).isEqualTo("I2V");
        OpenAiClient root = new OpenAiClient(sim.baseUrl() + "/sglang");
        assertThat(GatewayClient.json(root.get("/models")).path("model_path").asText())
                .isEqualTo("Wan-AI/Wan2.2-I2V-A14B-Diffusers");
    }

    private static void assertVideo(HttpResponse<byte[]> content) {
        assertThat(content.statusCode()).isEqualTo(200);
        assertThat(content.headers().firstValue("content-type")).hasValue("video/mp4");
        assertThat(content.headers().firstValue("accept-ranges")).isEmpty();
        assertThat(new String(content.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    }
}
