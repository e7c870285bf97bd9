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

import static io.github.refvideo.simulator.GatewayClient.headers;
import static io.github.refvideo.simulator.GatewayClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each model makes of a request: warnings for what it ignores, failures for what it cannot do.
 */
class GatewayRulesTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder -> builder.fetchReferences(false).renderVideos(false));

    private static final String WAN_26 = "alibaba/wan-v2.6-r2v";
    private static final String WAN_27 = "alibaba/wan-v2.7-r2v";
    private static final String PICTURE =
            "{\"type\":\"url\",\"url\":\"https://example.com/a.png\"}";
    private static final String CLIP =
            "{\"type\":\"url\",\"url\":\"https://example.com/a.MP4?x=1\"}";
    private static final String INLINE =
            "{\"type\":\"file\",\"mediaType\":\"image/png\",\"data\":\"iVBORw0KGgo=\"}";

    private GatewayClient client;

    @BeforeEach
    void client(RefVideoSimulator simulator) {
        client = new GatewayClient(simulator);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"fps\":24 | fps",
                "\"n\":2 | n",
                "\"aspectRatio\":\"16:9\" | aspectRatio",
            })
    void wan26WarnsAboutWhatItIgnores(String field, String feature) {
        assertThat(warnings(WAN_26, request(field, PICTURE))).containsExactly(feature);
    }

    @Test
    void wan26SkipsInlineReferencesWithAWarning() {
        String both = request("\"seed\":0", PICTURE + "," + INLINE);
        assertThat(warnings(WAN_26, both)).containsExactly("inputReferences");
        assertThat(outcome(WAN_26, both).get("status").asText()).isEqualTo("completed");

        assertThat(outcome(WAN_26, request("\"seed\":0", INLINE)).get("error").asText())
                .contains("reference");
    }

    @Test
    void wan26TakesReferenceUrlsWhereInputReferencesAreMissing() {
        String body =
                "{\"prompt\":\"p\",\"providerOptions\":{\"alibaba\":{\"referenceUrls\":[\"https://e.com/a.png\"]}}}";

        assertThat(outcome(WAN_26, body).get("status").asText()).isEqualTo("completed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1280x720",
                "720x1280",
                "960x960",
                "1088x832",
                "832x1088",
                "1920x1080",
                "1248x1632"
            })
    void wan26TakesItsExactSizes(String size) {
        JsonNode done = outcome(WAN_26, request("\"resolution\":\"" + size + "\"", PICTURE));

        assertThat(done.at("/providerMetadata/alibaba/usage/size").asText())
                .isEqualTo(size.replace('x', '*'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"resolution\":\"720p\"",
                "\"resolution\":\"1104x832\"",
                "\"duration\":1",
                "\"duration\":11",
                "\"duration\":2.5",
                "\"seed\":-1",
                "\"seed\":2147483648",
                "\"frameImages\":[{\"frameType\":\"first_frame\",\"image\":{\"type\":\"url\",\"url\":\"https://e.com/f.png\"}}]",
                "\"providerOptions\":{\"alibaba\":{\"shotType\":\"auto\"}}"
            })
    void wan26FailsJobsItCannotMake(String field) {
        JsonNode done = outcome(WAN_26, request(field, PICTURE));

        assertThat(done.get("status").asText()).isEqualTo("error");
        assertThat(done.get("error").asText()).contains("task-");
        assertThat(done.at("/providerMetadata/gateway/asyncJob/status").asText())
                .isEqualTo("failed");
    }

    @Test
    void wan26CountsItsReferences() {
        String five = String.join(",", List.of(PICTURE, PICTURE, CLIP, CLIP, CLIP));
        assertThat(outcome(WAN_26, request("\"seed\":1", five)).get("status").asText())
                .isEqualTo("completed");
        assertThat(
                        outcome(WAN_26, request("\"seed\":1", five + "," + PICTURE))
                                .get("status")
                                .asText())
                .isEqualTo("error");
        String fourClips = String.join(",", List.of(CLIP, CLIP, CLIP, CLIP));
        assertThat(outcome(WAN_26, request("\"seed\":1", fourClips)).get("status").asText())
                .isEqualTo("error");
        assertThat(outcome(WAN_26, request("\"seed\":1", "")).get("status").asText())
                .isEqualTo("error");
    }

    @Test
    void promptIsRequired() {
        assertThat(outcome(WAN_26, "{\"inputReferences\":[" + PICTURE + "]}").get("error").asText())
                .contains("prompt");
    }

    @Test
    void wan27WarnsAboutWhatItIgnores() {
        String body =
                request(
                        "\"fps\":24,\"generateAudio\":false,\"resolution\":\"832x480\","
                                + "\"providerOptions\":{\"alibaba\":{\"shotType\":\"multi\"}}",
                        PICTURE);

        assertThat(warnings(WAN_27, body))
                .containsExactlyInAnyOrder("fps", "generateAudio", "shotType", "resolution");
    }

    @ParameterizedTest
    @CsvSource({
        "1280x720,,1280*720",
        "720x1280,,720*1280",
        "720P,1:1,960*960",
        "1088x832,,1280*720",
        "1088x832,4:3,1104*832",
        "720p,,1920*1080",
        ",9:16,1080*1920"
    })
    void wan27MakesATierAndARatioOfTheSize(String resolution, String ratio, String size) {
        String fields =
                "\"seed\":1"
                        + (resolution == null ? "" : ",\"resolution\":\"" + resolution + "\"")
                        + (ratio == null ? "" : ",\"aspectRatio\":\"" + ratio + "\"");

        assertThat(
                        outcome(WAN_27, request(fields, PICTURE))
                                .at("/providerMetadata/alibaba/usage/size")
                                .asText())
                .isEqualTo(size);
    }

    @Test
    void wan27AllowsFifteenSecondsWithoutAClipAndTenWithOne() {
        assertThat(outcome(WAN_27, request("\"duration\":15", PICTURE)).get("status").asText())
                .isEqualTo("completed");
        assertThat(outcome(WAN_27, request("\"duration\":11", CLIP)).get("status").asText())
                .isEqualTo("error");
        assertThat(outcome(WAN_27, request("\"duration\":10", CLIP)).get("status").asText())
                .isEqualTo("completed");
    }

    @Test
    void wan27DropsReferenceUrlsWithoutAWord() {
        String body =
                "{\"prompt\":\"p\",\"providerOptions\":{\"alibaba\":{\"referenceUrls\":[\"https://e.com/a.png\"]}}}";

        assertThat(warnings(WAN_27, body)).isEmpty();
        assertThat(outcome(WAN_27, body).get("status").asText()).isEqualTo("error");
    }

    @Test
    void veoIgnoresLinksWithAWarning() {
        assertThat(warnings("google/veo-3.1-generate-001", request("\"duration\":8", PICTURE)))
                .containsExactly("inputReferences");
        assertThat(warnings("google/veo-3.1-generate-001", request("\"duration\":8", INLINE)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9998x720", "1281x720", "10x10"})
    void sizeThatNoEncoderTakesFailsTheJob(String size) {
        JsonNode done =
                outcome(
                        "bytedance/seedance-2.0",
                        request("\"resolution\":\"" + size + "\"", PICTURE));

        assertThat(done.get("status").asText()).isEqualTo("error");
    }

    @Test
    void framesBeatReferences() {
        String frames =
                "\"frameImages\":[{\"frameType\":\"first_frame\",\"image\":" + PICTURE + "}]";

        assertThat(warnings("bytedance/seedance-2.0", request(frames, PICTURE)))
                .containsExactly("inputReferences");
    }

    @ParameterizedTest
    @CsvSource({"1280x720,0.4", "1920x1080,0.6"})
    void costFollowsTierAndLength(String size, String cost) {
        JsonNode done =
                outcome(WAN_26, request("\"duration\":4,\"resolution\":\"" + size + "\"", PICTURE));

        assertThat(done.at("/providerMetadata/gateway/cost").textValue()).isEqualTo(cost);
    }

    @Test
    void listingsDescribeTheModels(RefVideoSimulator sim) {
        String models = text(sim.baseUrl() + "/v1/models");
        assertThat(json(models).get("data"))
                .anySatisfy(
                        model -> {
                            assertThat(model.get("id").asText()).isEqualTo(WAN_26);
                            assertThat(
                                            model.at(
                                                            "/pricing/video_duration_pricing/1/cost_per_second")
                                                    .asText())
                                    .isEqualTo("0.10");
                        });
        String endpoints = text(sim.baseUrl() + "/v1/models/" + WAN_26 + "/endpoints");
        assertThat(json(endpoints).at("/data/capabilities/input_limits/image/max_count").asInt())
                .isEqualTo(5);
        assertThat(GatewayClient.get(sim.baseUrl() + "/v1/models/a/b/endpoints").statusCode())
                .isEqualTo(404);
        assertThat(GatewayClient.get(sim.baseUrl() + "/v1/credits").statusCode()).isEqualTo(401);
        String credits = text(sim.baseUrl() + "/v1/credits", "authorization", "Bearer x");
        assertThat(json(credits).get("balance").isTextual()).isTrue();
        String config = text(sim.gatewayUrl() + "/config", "authorization", "Bearer x");
        assertThat(json(config).at("/models/0/modelType").asText()).isEqualTo("video");
    }

    private static String text(String url, String... headers) {
        HttpResponse<byte[]> response = GatewayClient.get(url, headers);
        assertThat(response.statusCode()).isEqualTo(200);
        return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String request(String fields, String references) {
        return "{\"prompt\":\"character1 waves\","
                + fields
                + ",\"inputReferences\":["
                + references
                + "]}";
    }

    private List<String> warnings(String model, String body) {
        HttpResponse<String> response = client.start(body, headers("ai-model-id", model));
        assertThat(response.statusCode()).isEqualTo(202);
        return json(response).get("warnings").findValuesAsText("feature");
    }

    private JsonNode outcome(String model, String body) {
        Map<String, String> headers = headers("ai-model-id", model);
        HttpResponse<String> started = client.start(body, headers);
        return json(client.status(json(started).at("/operation/gatewayJobId").asText(), headers));
    }
}
