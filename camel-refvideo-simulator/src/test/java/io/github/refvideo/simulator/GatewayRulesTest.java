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
 * The interpretation of requests by each model: warnings for ignored settings, failures for
 * unsupported ones.
 */
class GatewayRulesTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder -> builder.fetchReferences(false).renderVideos(false));

    private static final String WAN_26 = "alibaba/wan-v2.6-r2v";
    private static final String WAN_27 = "alibaba/wan-v2.7-r2v";
    private static final String IMAGE = "{\"type\":\"url\",\"url\":\"https://example.com/a.png\"}";
    private static final String TYPED =
            "{\"type\":\"url\",\"url\":\"https://example.com/a.png\",\"mediaType\":\"image/png\"}";
    private static final String VIDEO =
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
        assertThat(warnings(WAN_26, request(field, IMAGE))).containsExactly(feature);
    }

    @Test
    void wan26SkipsInlineReferencesWithAWarning() {
        String both = request("\"seed\":0", IMAGE + "," + INLINE);
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
        JsonNode done = outcome(WAN_26, request("\"resolution\":\"" + size + "\"", IMAGE));

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
                "\"frameImages\":[{\"frameType\":\"first_frame\",\"image\":{\"type\":\"url\",\"url\":\"https://e.com/f.png\"}}]"
            })
    void wan26FailsJobsItCannotMake(String field) {
        JsonNode done = outcome(WAN_26, request(field, IMAGE));

        assertThat(done.get("status").asText()).isEqualTo("error");
        assertThat(done.get("error").asText()).contains("task-");
        assertThat(done.at("/providerMetadata/gateway/asyncJob/status").asText())
                .isEqualTo("failed");
    }

    @Test
    void wan26CountsItsReferences() {
        String five = String.join(",", List.of(IMAGE, IMAGE, VIDEO, VIDEO, VIDEO));
        assertThat(outcome(WAN_26, request("\"seed\":1", five)).get("status").asText())
                .isEqualTo("completed");
        assertThat(
                        outcome(WAN_26, request("\"seed\":1", five + "," + IMAGE))
                                .get("status")
                                .asText())
                .isEqualTo("error");
        String fourVideos = String.join(",", List.of(VIDEO, VIDEO, VIDEO, VIDEO));
        assertThat(outcome(WAN_26, request("\"seed\":1", fourVideos)).get("status").asText())
                .isEqualTo("error");
        assertThat(outcome(WAN_26, request("\"seed\":1", "")).get("status").asText())
                .isEqualTo("error");
    }

    @Test
    void promptIsRequired() {
        assertThat(outcome(WAN_26, "{\"inputReferences\":[" + IMAGE + "]}").get("error").asText())
                .contains("prompt");
    }

    @Test
    void wan27WarnsAboutWhatItIgnores() {
        String body =
                request(
                        "\"fps\":24,\"generateAudio\":false,\"resolution\":\"832x480\","
                                + "\"providerOptions\":{\"alibaba\":{\"shotType\":\"multi\"}}",
                        IMAGE);

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
                        outcome(WAN_27, request(fields, IMAGE))
                                .at("/providerMetadata/alibaba/usage/size")
                                .asText())
                .isEqualTo(size);
    }

    @Test
    void wan27AllowsFifteenSecondsWithoutAVideoAndTenWithOne() {
        assertThat(outcome(WAN_27, request("\"duration\":15", IMAGE)).get("status").asText())
                .isEqualTo("completed");
        assertThat(outcome(WAN_27, request("\"duration\":11", VIDEO)).get("status").asText())
                .isEqualTo("error");
        assertThat(outcome(WAN_27, request("\"duration\":10", VIDEO)).get("status").asText())
                .isEqualTo("completed");
    }

    @Test
    void wan27DropsReferenceUrlsWithoutAWarning() {
        String body =
                "{\"prompt\":\"p\",\"providerOptions\":{\"alibaba\":{\"referenceUrls\":[\"https://e.com/a.png\"]}}}";

        assertThat(warnings(WAN_27, body)).isEmpty();
        assertThat(outcome(WAN_27, body).get("status").asText()).isEqualTo("error");
    }

    @Test
    void veoIgnoresLinksWithAWarning() {
        assertThat(warnings("google/veo-3.1-generate-001", request("\"duration\":8", IMAGE)))
                .containsExactly("URL-based image input");
        assertThat(warnings("google/veo-3.1-generate-001", request("\"duration\":8", INLINE)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9998x720", "1281x720", "10x10"})
    void sizeThatNoEncoderTakesFailsTheJob(String size) {
        JsonNode done =
                outcome(
                        "bytedance/seedance-2.0",
                        request("\"resolution\":\"" + size + "\"", IMAGE));

        assertThat(done.get("status").asText()).isEqualTo("error");
    }

    @Test
    void framesBeatReferences() {
        String frames = "\"frameImages\":[{\"frameType\":\"first_frame\",\"image\":" + IMAGE + "}]";

        assertThat(warnings("minimax/minimax-h3", request(frames, TYPED)))
                .containsExactly("inputReferences");
        assertThat(warnings("bytedance/seedance-2.0", request(frames, TYPED))).isEmpty();
    }

    /** As the vendors' adapters reject them, before a job is created. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "alibaba/wan-v2.6-r2v | {\"alibaba\":{\"shotType\":\"auto\"}}",
                "alibaba/wan-v2.7-r2v | {\"alibaba\":{\"negativePrompt\":5}}",
                "alibaba/wan-v3.0-video | {\"alibaba\":{\"watermark\":\"yes\"}}",
                "bytedance/seedance-2.0 | {\"bytedance\":{\"referenceAudio\":\"a\"}}",
                "minimax/minimax-h3 | {\"minimax\":{\"resolution\":\"1080P\"}}",
                "spacexai/grok-imagine-video | {\"xai\":{\"mode\":\"edit-video\"}}",
                "google/veo-3.1-generate-001 | {\"vertex\":{\"negativePrompt\":5}}",
                "klingai/kling-v2.6-i2v | {\"klingai\":{\"mode\":\"fast\"}}"
            })
    void optionOfTheWrongTypeIsRefusedAndNotPaid(
            String model, String options, RefVideoSimulator simulator) {
        long before = simulator.ledger().jobsCreated();

        HttpResponse<String> response =
                client.start(
                        request("\"providerOptions\":" + options, TYPED),
                        headers("ai-model-id", model));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("provider options");
        assertThat(simulator.ledger().jobsCreated()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                // Without a size: the most expensive tier of MiniMax, the cheapest tier of Grok.
                "minimax/minimax-h3 | \"n\":1 | 2560*1440 | 0.69",
                "minimax/minimax-h3 | \"resolution\":\"1366x768\",\"duration\":10 | 1366*768 | 0.84",
                "minimax/minimax-h3 | \"resolution\":\"1280x720\",\"duration\":10 | 2560*1440 | 1.34",
                "minimax/minimax-h3 | \"resolution\":\"768x1366\" | 1366*768 | 0.44",
                "minimax/minimax-h3 | \"aspectRatio\":\"9:16\",\"resolution\":\"768x1366\" | 768*1366 | 0.44",
                "minimax/minimax-h3 | \"resolution\":\"1366x768\",\"duration\":60 | 1366*768 | 1.24",
                "spacexai/grok-imagine-video | \"n\":1 | 854*480 | 0.26",
                "spacexai/grok-imagine-video | \"resolution\":\"1920x1080\" | 1280*720 | 0.36",
                "spacexai/grok-imagine-video | \"resolution\":\"854x480\",\"providerOptions\":{\"xai\":{\"resolution\":\"720p\"}},\"duration\":10 | 1280*720 | 0.71",
                "alibaba/wan-v2.7-r2v | \"resolution\":\"832x1088\" | 1280*720 | 0.5",
                "alibaba/wan-v3.0-video | \"resolution\":\"832x1088\" | 1280*720 | 0.5",
                "alibaba/wan-v3.0-video | \"resolution\":\"832x1088\",\"aspectRatio\":\"3:4\" | 832*1104 | 0.5",
                "alibaba/wan-v3.0-video | \"resolution\":\"480x832\",\"aspectRatio\":\"9:16\" | 480*832 | 0.25",
                "alibaba/wan-v3.0-video | \"n\":1 | 1920*1080 | 1",
                "alibaba/wan-v3.0-video-prime | \"n\":1 | 1920*1080 | -",
                "alibaba/wan-v2.7-r2v | \"resolution\":\"1280x720\",\"duration\":10,\"providerOptions\":{\"alibaba\":{\"media\":[{\"type\":\"reference_video\",\"url\":\"https://e.com/a.mp4\"},{\"type\":\"reference_video\",\"url\":\"https://e.com/b.mp4\"}]}} | 1280*720 | 1.5",
                "alibaba/wan-v2.6-r2v-flash | \"generateAudio\":false,\"resolution\":\"1280x720\" | 1280*720 | 0.125",
                "bytedance/seedance-2.0 | \"resolution\":\"720x1280\" | 1280*720 | 0.5",
                "bytedance/seedance-2.0 | \"resolution\":\"720x1280\",\"aspectRatio\":\"9:16\" | 720*1280 | 0.5",
                "klingai/kling-v2.6-i2v | \"providerOptions\":{\"klingai\":{\"mode\":\"pro\"}} | 1920*1080 | 1.12"
            })
    void sizeAndPriceAreThoseOfWhatArrives(String model, String fields, String size, String cost) {
        JsonNode done = outcome(model, request(fields, TYPED));

        assertThat(done.get("status").asText()).as(done.toString()).isEqualTo("completed");
        assertThat(done.findPath("usage").get("size").asText()).isEqualTo(size);
        assertThat(done.at("/providerMetadata/gateway/cost").textValue()).isEqualTo(cost);
    }

    @Test
    void veoMakesEightSecondsWithReferences() {
        JsonNode done = outcome("google/veo-3.1-generate-001", request("\"n\":1", INLINE));
        JsonNode four = outcome("google/veo-3.1-generate-001", request("\"duration\":4", INLINE));

        assertThat(done.findPath("usage").get("duration").asInt()).isEqualTo(8);
        assertThat(four.get("error").asText()).contains("8 seconds");
    }

    @Test
    void wan3ReadsTheMediaOption() {
        String frame =
                "\"providerOptions\":{\"alibaba\":{\"media\":[{\"type\":\"first_frame\",\"url\":\"https://e.com/f.png\"},"
                        + "{\"type\":\"reference_audio\",\"url\":\"https://e.com/a.mp3\"}]}}";

        assertThat(outcome("alibaba/wan-v3.0-video", request(frame, IMAGE)).get("error").asText())
                .contains("Frames and references");
    }

    @Test
    void audioAloneIsNotEnoughForSeedance2() {
        String audio =
                "\"providerOptions\":{\"bytedance\":{\"referenceAudio\":[\"https://e.com/a.mp3\"]}}";

        assertThat(outcome("bytedance/seedance-2.0", request(audio, "")).get("status").asText())
                .isEqualTo("error");
        assertThat(outcome("bytedance/seedance-2.5", request(audio, "")).get("status").asText())
                .isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource({"1280x720,0.4", "1920x1080,0.6"})
    void costFollowsTierAndLength(String size, String cost) {
        JsonNode done =
                outcome(WAN_26, request("\"duration\":4,\"resolution\":\"" + size + "\"", IMAGE));

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
