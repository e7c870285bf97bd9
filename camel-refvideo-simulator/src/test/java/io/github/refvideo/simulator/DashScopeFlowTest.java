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

import static io.github.refvideo.simulator.DashScopeClient.body;
import static io.github.refvideo.simulator.DashScopeClient.item;
import static io.github.refvideo.simulator.DashScopeClient.media;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A DashScope task from its creation to its video and its expiry. */
class DashScopeFlowTest {
    private static final Duration QUEUE = Duration.ofSeconds(10);
    private static final Duration RUN = Duration.ofMinutes(4);

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.queueTime(QUEUE)
                                    .jobTime(JobTime.fixed(RUN))
                                    .statusQuota(0)
                                    .submitQuota(0));

    @Test
    void taskIsPendingThenRunningThenSucceeded(RefVideoSimulator sim) {
        sim.clock().freeze();
        DashScopeClient client = new DashScopeClient(sim);
        JsonNode created =
                GatewayClient.json(
                        client.create(
                                body(sim.serveReference("a.png", TestImages.png(1), "image/png"))));
        String id = created.at("/output/task_id").asText();
        assertThat(created.at("/output/task_status").asText()).isEqualTo("PENDING");
        assertThat(created.path("request_id").asText()).isNotEmpty();
        Instant submitted = sim.clock().instant();

        JsonNode pending = client.task(id).path("output");
        assertThat(pending.path("task_status").asText()).isEqualTo("PENDING");
        assertThat(pending.path("task_id").asText()).isEqualTo(id);
        assertThat(pending.has("scheduled_time")).isFalse();

        sim.clock().advance(QUEUE);
        JsonNode running = client.task(id).path("output");
        assertThat(running.path("task_status").asText()).isEqualTo("RUNNING");
        assertThat(time(running, "submit_time")).isEqualTo(millis(submitted));
        assertThat(time(running, "scheduled_time")).isEqualTo(millis(submitted.plus(QUEUE)));

        sim.clock().advance(RUN);
        await().until(() -> client.state(id).equals("SUCCEEDED"));
        JsonNode done = client.task(id);
        assertThat(done.at("/output/orig_prompt").asText()).isEqualTo("character1 waves");
        assertThat(time(done.path("output"), "end_time")).isNotNull();
        assertThat(done.path("usage").toString())
                .isEqualTo(
                        "{\"duration\":4.0,\"input_video_duration\":0.0,\"output_video_duration\":4,"
                                + "\"video_count\":1,\"SR\":720,\"size\":\"1280*720\"}");

        String link = done.at("/output/video_url").asText();
        assertThat(link).contains("?Expires=", "&OSSAccessKeyId=", "&Signature=");
        HttpResponse<byte[]> video = GatewayClient.get(link);
        assertThat(video.statusCode()).isEqualTo(200);
        assertThat(new String(video.body(), 4, 4, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("ftyp");
        assertThat(GatewayClient.get(link, "range", "bytes=0-9").statusCode()).isEqualTo(206);
        assertThat(GatewayClient.get(link, "authorization", "Bearer test").statusCode())
                .isEqualTo(400);
        assertThat(GatewayClient.get(link.replace("Expires=1", "Expires=2")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void linkAndRecordLiveForADay(RefVideoSimulator sim) {
        sim.clock().freeze();
        DashScopeClient client = new DashScopeClient(sim);
        String id =
                client.createdTask(
                        body(sim.serveReference("a.png", TestImages.png(1), "image/png")));
        await().until(() -> client.state(id).equals("PENDING"));
        sim.clock().advance(QUEUE.plus(RUN));
        await().until(() -> client.state(id).equals("SUCCEEDED"));
        String link = client.task(id).at("/output/video_url").asText();

        sim.clock().advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(client.state(id)).isEqualTo("SUCCEEDED");
        assertThat(GatewayClient.get(link).statusCode()).isEqualTo(200);

        sim.clock().advance(Duration.ofSeconds(2));
        HttpResponse<String> gone = client.query(id);
        assertThat(gone.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(gone).path("output").toString())
                .isEqualTo("{\"task_id\":\"" + id + "\",\"task_status\":\"UNKNOWN\"}");
        assertThat(GatewayClient.get(link).statusCode()).isEqualTo(403);
    }

    @Test
    void usageOfNewerModelsDiffersInForm(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String image = sim.serveReference("a.png", TestImages.png(1), "image/png");
        String wan27 =
                client.createdTask(
                        media(
                                "wan2.7-r2v",
                                item("reference_image", image),
                                "\"resolution\":\"720P\",\"ratio\":\"4:3\",\"duration\":6"));
        String wan3 =
                client.createdTask(
                        media(
                                "wan3.0-video",
                                item("reference_image", image),
                                "\"resolution\":\"480P\",\"duration\":-1"));
        sim.clock().advance(QUEUE.plus(RUN));
        await().until(
                        () ->
                                client.states(List.of(wan27, wan3)).stream()
                                        .allMatch("SUCCEEDED"::equals));

        assertThat(client.task(wan27).path("usage").toString())
                .isEqualTo(
                        "{\"duration\":6.0,\"input_video_duration\":0.0,\"output_video_duration\":6,"
                                + "\"video_count\":1,\"SR\":720,\"ratio\":\"4:3\"}");
        assertThat(client.task(wan3).at("/usage/fps").asInt()).isEqualTo(30);
        assertThat(client.task(wan3).at("/usage/SR").isInt()).isTrue();
        assertThat(client.task(wan3).at("/usage/SR").asInt()).isEqualTo(480);
    }

    @Test
    void everyPostIsAnotherPaidTask(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        for (int i = 0; i < 3; i++) {
            client.create(body(), request -> request.header("Idempotency-Key", "same"));
        }
        client.createdTask(body());

        sim.assertThat().paidJobs(4).received(Step.DASHSCOPE_CREATE).exactly(4);
        sim.assertThat().paidJobsOf("wan2.6-r2v").exactly(4);
        assertThat(sim.ledger().jobsByIdempotencyKey()).isEmpty();
        assertThat(sim.jobs()).hasSize(4).allMatch(job -> job.model().equals("wan2.6-r2v"));
    }

    @Test
    void onlyAPendingTaskIsCanceled(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String body = body(sim.serveReference("a.png", TestImages.png(1), "image/png"));
        String waiting = client.createdTask(body);

        assertThat(client.cancel(waiting).statusCode()).isEqualTo(200);
        assertThat(client.state(waiting)).isEqualTo("CANCELED");
        assertThat(client.task(waiting).path("output").has("code")).isFalse();

        String running = client.createdTask(body);
        sim.clock().advance(QUEUE);
        for (String id : List.of(running, waiting, "no-such-task")) {
            HttpResponse<String> refused = client.cancel(id);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(GatewayClient.json(refused).path("code").asText())
                    .isEqualTo("UnsupportedOperation");
        }
        assertThat(client.state(running)).isEqualTo("RUNNING");
    }

    @Test
    void unknownTaskIsNoError(RefVideoSimulator sim) {
        HttpResponse<String> response = new DashScopeClient(sim).query("nobody");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(response).at("/output/task_status").asText())
                .isEqualTo("UNKNOWN");
    }

    @Test
    void referenceThatCannotBeHadFailsItsTask(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String missing = client.createdTask(body(sim.referenceUrl("not-there.png")));
        String broken =
                client.createdTask(
                        body(sim.serveReference("b.png", new byte[] {1, 2, 3}, "image/png")));
        sim.clock().advance(QUEUE);

        await().until(
                        () ->
                                client.states(List.of(missing, broken))
                                        .equals(List.of("FAILED", "FAILED")));
        assertThat(client.task(missing).at("/output/code").asText())
                .isEqualTo("BadRequest.InputDownloadFailed");
        assertThat(client.task(broken).at("/output/code").asText()).isEqualTo("InvalidFile.Format");
        assertThat(client.task(missing).has("usage")).isFalse();
    }

    private static LocalDateTime time(JsonNode output, String name) {
        return LocalDateTime.parse(
                output.path(name).asText(), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS"));
    }

    private static LocalDateTime millis(Instant time) {
        return LocalDateTime.ofInstant(
                Instant.ofEpochMilli(time.toEpochMilli()), ZoneOffset.ofHours(8));
    }
}
