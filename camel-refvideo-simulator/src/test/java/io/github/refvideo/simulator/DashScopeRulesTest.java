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

import static io.github.refvideo.simulator.DashScopeClient.MODEL;
import static io.github.refvideo.simulator.DashScopeClient.body;
import static io.github.refvideo.simulator.DashScopeClient.item;
import static io.github.refvideo.simulator.DashScopeClient.legacy;
import static io.github.refvideo.simulator.DashScopeClient.media;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that DashScope rejects immediately, and requests that it accepts but whose task fails
 * later.
 */
class DashScopeRulesTest {
    private static final String IMAGE = item("reference_image", "https://e.com/a.png");
    private static final String VIDEO = item("reference_video", "https://e.com/a.mp4");
    private static final String IMAGE_URL = "https://e.com/a.png";

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.fetchReferences(false)
                                    .renderVideos(false)
                                    .jobTime(
                                            io.github.refvideo.simulator.job.JobTime.fixed(
                                                    Duration.ofMinutes(4)))
                                    .withoutQuotas());

    @Test
    void callWithoutTheAsyncHeaderIsDenied(RefVideoSimulator sim) {
        HttpResponse<String> response =
                new DashScopeClient(sim)
                        .create(body(), request -> request.setHeader("X-DashScope-Async", "no"));

        assertError(response, 403, "AccessDenied");
        sim.assertThat().paidJobs(0);
    }

    @Test
    void otherContentTypeIsRefused(RefVideoSimulator sim) {
        assertError(
                new DashScopeClient(sim)
                        .create(body(), request -> request.setHeader("content-type", "text/plain")),
                400,
                "InvalidParameter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|BadRequest.EmptyInput",
                "nonsense|BadRequest.IllegalInput",
                "[]|BadRequest.IllegalInput",
                "{}|BadRequest.EmptyModel",
                "{\"model\":\"wan2.6-r2v\"}|BadRequest.EmptyInput",
                "{\"model\":\"wan2.6-r2v\",\"input\":{}}|BadRequest.EmptyInput"
            })
    void emptyBodyIsRefused(String body, String code, RefVideoSimulator sim) {
        assertError(new DashScopeClient(sim).create(body), 400, code);
        sim.assertThat().paidJobs(0);
    }

    @Test
    void unknownModelIsNotFound(RefVideoSimulator sim) {
        assertError(
                new DashScopeClient(sim).create(body().replace(MODEL, "wan9-r2v")),
                404,
                "ModelNotFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wan2.7-r2v",
                "wan2.7-r2v-2026-06-12",
                "wan3.0-video",
                "wan3.0-video-prime",
                "happyhorse-1.0-r2v",
                "happyhorse-1.1-r2v"
            })
    void newModelsTakeMedia(String model, RefVideoSimulator sim) {
        assertThat(failure(sim, media(model, IMAGE, "\"resolution\":\"720P\",\"duration\":5")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wan2.6-r2v", "wan2.6-r2v-flash"})
    void oldModelsTakeAddresses(String model, RefVideoSimulator sim) {
        assertThat(
                        failure(
                                sim,
                                legacy(
                                        model,
                                        new String[] {IMAGE_URL, "https://e.com/b.mp4?x=1"},
                                        "\"size\":\"1088*832\",\"duration\":10,\"shot_type\":\"multi\","
                                                + "\"audio\":false,\"with_audio\":false,\"seed\":7")))
                .isEmpty();
    }

    static Stream<Arguments> wrongRequests() {
        String[] one = {IMAGE_URL};
        return Stream.of(
                Arguments.of(media(MODEL, IMAGE, ""), "reference_urls"),
                Arguments.of(legacy("wan2.7-r2v", one, ""), "input.media"),
                Arguments.of(legacy(MODEL, one, "\"duration\":1"), "[2, 10]"),
                Arguments.of(legacy(MODEL, one, "\"duration\":11"), "[2, 10]"),
                Arguments.of(legacy(MODEL, one, "\"duration\":4.5"), "integer"),
                Arguments.of(legacy(MODEL, one, "\"duration\":4294967301"), "integer"),
                Arguments.of(legacy(MODEL, one, "\"duration\":\"4\""), "integer"),
                Arguments.of(legacy(MODEL, one, "\"size\":\"720P\""), "size"),
                Arguments.of(legacy(MODEL, one, "\"size\":\"1104*832\""), "size"),
                Arguments.of(legacy(MODEL, one, "\"size\":\"1280x720\""), "size"),
                Arguments.of(legacy(MODEL, one, "\"resolution\":\"720P\""), "resolution"),
                Arguments.of(legacy(MODEL, one, "\"ratio\":\"16:9\""), "ratio"),
                Arguments.of(legacy(MODEL, one, "\"shot_type\":\"auto\""), "shot_type"),
                Arguments.of(legacy(MODEL, one, "\"seed\":-1"), "seed"),
                Arguments.of(legacy(MODEL, one, "\"seed\":2147483648"), "seed"),
                Arguments.of(
                        legacy(MODEL, new String[] {"data:image/png;base64,AA=="}, ""), "inline"),
                Arguments.of(
                        legacy(MODEL, new String[] {"1", "2", "3", "4", "5", "6"}, ""), "address"),
                Arguments.of(legacy(MODEL, repeat("https://e.com/a.png", 6), ""), "too many"),
                Arguments.of(legacy(MODEL, repeat("https://e.com/a.mp4", 4), ""), "too many"),
                Arguments.of(media("wan2.7-r2v", "", ""), "input.media"),
                Arguments.of(
                        media("wan2.7-r2v", item("first_frame", IMAGE_URL), ""), "reference_image"),
                Arguments.of(media("wan2.7-r2v", item("picture", IMAGE_URL), ""), "unknown type"),
                Arguments.of(media("wan2.7-r2v", "{\"type\":\"reference_image\"}", ""), "url"),
                Arguments.of(
                        media("wan2.7-r2v", IMAGE, "\"resolution\":\"480P\""), "[1080P, 720P]"),
                Arguments.of(media("wan2.7-r2v", IMAGE, "\"ratio\":\"21:9\""), "ratio"),
                Arguments.of(media("wan2.7-r2v", IMAGE, "\"duration\":16"), "[2, 15]"),
                Arguments.of(media("wan2.7-r2v", VIDEO, "\"duration\":11"), "[2, 10]"),
                Arguments.of(
                        media(
                                "wan2.7-r2v",
                                item("reference_video", "data:video/mp4;base64,AA=="),
                                ""),
                        "inline"),
                Arguments.of(
                        media("wan3.0-video", item("last_frame", IMAGE_URL), ""), "first_frame"),
                Arguments.of(
                        media("wan3.0-video", IMAGE + "," + item("first_frame", IMAGE_URL), ""),
                        "not both"),
                Arguments.of(media("wan3.0-video", IMAGE, "\"duration\":31"), "[2, 30]"),
                Arguments.of(media("happyhorse-1.1-r2v", VIDEO, ""), "too many"),
                Arguments.of(media("happyhorse-1.1-r2v", IMAGE, "\"duration\":2"), "[3, 15]"));
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void wrongRequestIsTakenAndFailsSecondsLater(
            String body, String message, RefVideoSimulator sim) {
        sim.clock().freeze();
        DashScopeClient client = new DashScopeClient(sim);
        String id = client.createdTask(body);
        assertThat(client.state(id)).isEqualTo("RUNNING");

        sim.clock().advance(Duration.ofSeconds(2));

        JsonNode output = client.task(id).path("output");
        assertThat(output.path("task_status").asText()).isEqualTo("FAILED");
        assertThat(output.path("code").asText()).isIn("InvalidParameter", "InvalidURL");
        assertThat(output.path("message").asText()).contains(message);
    }

    @Test
    void surplusSettingsAreIgnored(RefVideoSimulator sim) {
        String body =
                media(
                                "wan2.7-r2v",
                                IMAGE,
                                "\"with_audio\":false,\"size\":\"1280*720\",\"shot_type\":\"single\","
                                        + "\"resolution\":\"720P\"")
                        .replace("\"prompt\"", "\"extend_prompt\":true,\"prompt\"");

        assertThat(failure(sim, body)).isEmpty();
    }

    @Test
    void videosAreBilledUpToFiveSecondsInTotal(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String one = client.createdTask(media("wan2.7-r2v", VIDEO + "," + IMAGE, "\"duration\":4"));
        String two =
                client.createdTask(
                        legacy(
                                MODEL,
                                new String[] {"https://e.com/a.mp4", IMAGE_URL},
                                "\"duration\":4"));
        sim.clock().advance(Duration.ofMinutes(4));

        assertThat(client.task(one).at("/usage/duration").asDouble()).isEqualTo(9);
        assertThat(client.task(two).at("/usage/input_video_duration").asDouble()).isEqualTo(2.5);
    }

    @Test
    void callWithoutAKeyIsRefusedEverywhere(RefVideoSimulator sim) {
        DashScopeClient withoutKey = new DashScopeClient(sim.dashscopeUrl(), null);

        assertError(withoutKey.create(body()), 401, "InvalidApiKey");
        assertError(withoutKey.query("x"), 401, "InvalidApiKey");
        assertError(withoutKey.list(""), 401, "InvalidApiKey");
        assertError(withoutKey.cancel("x"), 401, "InvalidApiKey");
        assertError(
                withoutKey.get("/uploads?action=getPolicy&model=" + MODEL), 401, "InvalidApiKey");
    }

    @Test
    void unknownPathsAnswerInTheServicesForm(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);

        assertError(client.get("/nothing/here"), 404, "NotFound");
        assertError(client.get("/tasks/a/b/c"), 404, "NotFound");
        assertThat(client.get(DashScopeClient.CREATE).statusCode()).isEqualTo(405);
        HttpResponse<String> oldPath =
                DashScopeClient.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                sim.dashscopeUrl()
                                                        + "/services/aigc/image2video/video-synthesis"))
                                .POST(HttpRequest.BodyPublishers.ofString(body())));
        assertError(oldPath, 404, "NotFound");
    }

    @Test
    void keysAndTasksBelongToOneRegion() {
        try (RefVideoSimulator sim =
                RefVideoSimulator.builder()
                        .fetchReferences(false)
                        .acceptKey("beijing", "sk-b")
                        .acceptKey("cn-beijing", "sk-b2")
                        .acceptKey("beijing", "sk-other", "other")
                        .acceptKey("singapore", "sk-s")
                        .start()) {
            DashScopeClient beijing = new DashScopeClient(sim.dashscopeUrl("beijing"), "sk-b");
            String id = beijing.createdTask(body());

            assertError(
                    new DashScopeClient(sim.dashscopeUrl("singapore"), "sk-b").create(body()),
                    401,
                    "InvalidApiKey");
            assertError(
                    new DashScopeClient(sim.dashscopeUrl("beijing"), "sk-x").query(id),
                    401,
                    "InvalidApiKey");
            // The same account with another key, and with the path without a region.
            assertThat(new DashScopeClient(sim.dashscopeUrl(), "sk-b2").state(id))
                    .isEqualTo("SUCCEEDED");
            assertThat(new DashScopeClient(sim.dashscopeUrl(), "sk-other").state(id))
                    .isEqualTo("UNKNOWN");
            assertThat(new DashScopeClient(sim.dashscopeUrl("singapore"), "sk-s").state(id))
                    .isEqualTo("UNKNOWN");
        }
    }

    @Test
    void modelsAreOfferedWhereTheyAre(RefVideoSimulator sim) {
        DashScopeClient virginia = new DashScopeClient(sim.dashscopeUrl("virginia"), "test");

        assertThat(virginia.create(body()).statusCode()).isEqualTo(200);
        assertError(virginia.create(media("wan2.7-r2v", IMAGE, "")), 404, "ModelNotFound");
        assertThat(sim.dashscopeUrl("us-east-1")).endsWith("/regions/virginia/api/v1");
        assertThatIllegalArgumentException().isThrownBy(() -> sim.dashscopeUrl("moon"));
        assertThat(sim.dashscopeUrl()).isEqualTo(sim.baseUrl() + "/api/v1");
        HttpResponse<String> moon =
                DashScopeClient.send(
                        HttpRequest.newBuilder(
                                        URI.create(sim.baseUrl() + "/regions/moon/api/v1/tasks/x"))
                                .header("authorization", "Bearer x"));
        assertThat(moon.statusCode()).isEqualTo(401);
    }

    @Test
    void tooLargeABodyIsRefusedInTheServicesForm(RefVideoSimulator sim) {
        // The limit is 128 MiB; a path with a small limit gives the same response.
        HttpResponse<String> response =
                DashScopeClient.send(
                        HttpRequest.newBuilder(URI.create(sim.dashscopeUrl() + "/tasks/x/cancel"))
                                .header("authorization", "Bearer test")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[70_000])));

        assertError(response, 413, "RequestTooLargeError");
    }

    /** The failure message after the task has finished, or an empty string if it succeeded. */
    private static String failure(RefVideoSimulator sim, String body) {
        DashScopeClient client = new DashScopeClient(sim);
        String id = client.createdTask(body);
        sim.clock().advance(Duration.ofMinutes(4));
        JsonNode output = client.task(id).path("output");
        return output.path("task_status").asText().equals("SUCCEEDED") ? "" : output.toString();
    }

    private static String[] repeat(String url, int times) {
        return Stream.generate(() -> url).limit(times).toArray(String[]::new);
    }

    private static void assertError(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = GatewayClient.json(response);
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(error.path("request_id").asText()).isNotEmpty();
    }
}
