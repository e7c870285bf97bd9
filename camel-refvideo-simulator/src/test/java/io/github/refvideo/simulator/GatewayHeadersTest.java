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
import static io.github.refvideo.simulator.GatewayClient.headers;
import static io.github.refvideo.simulator.GatewayClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway rejects invalid headers as the real one does, before a job is created. */
class GatewayHeadersTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder -> builder.acceptKey("test").fetchReferences(false));

    private static final String BODY = body("https://example.com/cat.png");

    @ParameterizedTest
    @CsvSource({
        "ai-gateway-protocol-version, 0.0.2",
        "ai-gateway-protocol-version,",
        "ai-video-model-specification-version, 3",
        "ai-video-model-specification-version,",
        "ai-model-id,",
        "content-type, text/plain",
        "content-type,"
    })
    void wrongOrMissingHeaderIsRefusedWith400(String name, String value, RefVideoSimulator sim) {
        Map<String, String> headers = headers();
        headers.remove(name);
        if (value != null) {
            headers.put(name, value);
        }

        for (String path :
                new String[] {"/video-model", "/video-model/start", "/video-model/status"}) {
            HttpResponse<String> response = new GatewayClient(sim).post(path, BODY, headers);
            assertThat(response.statusCode()).as(path).isEqualTo(400);
            assertThat(json(response).at("/error/type").asText())
                    .isEqualTo("invalid_request_error");
        }
        sim.assertThat().paidJobs(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "test", "Basic dGVzdA=="})
    void wrongCredentialIsRefusedWith401(String authorization, RefVideoSimulator sim) {
        HttpResponse<String> response =
                new GatewayClient(sim).start(BODY, headers("authorization", authorization));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response).at("/error/type").asText()).isEqualTo("authentication_error");
        sim.assertThat().paidJobs(0);
    }

    @Test
    void contentTypeMayNameACharset(RefVideoSimulator sim) {
        assertThat(
                        new GatewayClient(sim)
                                .start(
                                        BODY,
                                        headers("content-type", "application/json; charset=utf-8"))
                                .statusCode())
                .isEqualTo(202);
    }

    @Test
    void unknownModelIs404WithItsId(RefVideoSimulator sim) {
        HttpResponse<String> response =
                new GatewayClient(sim).start(BODY, headers("ai-model-id", "alibaba/wan-v9"));

        JsonNode error = json(response).get("error");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error.get("type").asText()).isEqualTo("model_not_found");
        assertThat(error.at("/param/modelId").asText()).isEqualTo("alibaba/wan-v9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{\"prompt\":1}",
                "{\"n\":0}",
                "{\"n\":1.5}",
                "{\"duration\":\"4\"}",
                "{\"duration\":-1}",
                "{\"aspectRatio\":\"wide\"}",
                "{\"providerOptions\":[]}",
                "{\"inputReferences\":{}}",
                "{\"inputReferences\":[{\"type\":\"link\"}]}",
                "{\"inputReferences\":[{\"type\":\"url\"}]}",
                "{\"inputReferences\":[{\"type\":\"file\",\"data\":\"AAAA\"}]}",
                "{\"inputReferences\":[{\"type\":\"file\",\"mediaType\":\"image/png\",\"data\":\"%\"}]}",
                "{\"frameImages\":[{\"frameType\":\"middle\"}]}",
                "{\"callbackUrl\":\"ftp://x\"}"
            })
    void malformedBodyIsRefusedWith400(String body, RefVideoSimulator sim) {
        HttpResponse<String> response = new GatewayClient(sim).start(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
        sim.assertThat().paidJobs(0);
    }

    @Test
    void startBodyAboveTheCapIsRefusedWith413(RefVideoSimulator sim) {
        GatewayClient client = new GatewayClient(sim);
        int cap = 292 * 1024;
        String frame = BODY.replace("character1 waves", "");
        String fits = BODY.replace("character1 waves", "x".repeat(cap - frame.length()));

        assertThat(client.start(fits).statusCode()).isEqualTo(202);
        assertThat(client.start(fits.replace("\"n\":1", "\"n\": 1")).statusCode()).isEqualTo(413);
        assertThat(client.start(fits + " ".repeat(5_000_000)).statusCode()).isEqualTo(413);
        sim.assertThat().paidJobs(1);
    }

    @Test
    void otherMethodsAndPathsAreRefused(RefVideoSimulator sim) {
        assertThat(GatewayClient.get(sim.gatewayUrl() + "/video-model/start").statusCode())
                .isEqualTo(405);
        assertThat(GatewayClient.get(sim.baseUrl() + "/v1/videos").statusCode()).isEqualTo(404);
    }
}
