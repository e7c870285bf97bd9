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
package io.github.refvideo.camel.internal.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.internal.model.CostEstimate;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the simulator bills lies within what the component estimates, and nothing is dearer. */
class SimulatedCostIT {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    builder -> builder.fetchReferences(false).renderVideos(false));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void costIsWithinTheEstimate(RefVideoSimulator simulator) throws Exception {
        GatewayRequestWriter writer = new GatewayRequestWriter(ModelTable.builtIn());
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Named<JsonNode> line : AdapterArrivalTest.sent().toList()) {
            PreparedSubmit submit =
                    writer.write(AdapterArrivalTest.request(line.getPayload()), PollHints.NONE);
            Optional<CostEstimate> estimate =
                    CostEstimate.of(submit.billable(), ModelTable.builtIn());
            JsonNode cost = cost(simulator, submit);
            if (estimate.isEmpty() || cost.isMissingNode()) {
                continue;
            }
            compared++;
            BigDecimal billed = new BigDecimal(cost.asText());
            if (billed.compareTo(estimate.get().min()) < 0
                    || billed.compareTo(estimate.get().max()) > 0) {
                wrong.add(line.getName() + ": " + billed + ", estimated " + estimate.get());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(150);
    }

    private JsonNode cost(RefVideoSimulator simulator, PreparedSubmit submit) throws Exception {
        JsonNode started = post(simulator, "/video-model/start", submit.model(), submit.body());
        JsonNode operation = JSON.createObjectNode().set("operation", started.get("operation"));
        byte[] question = JSON.writeValueAsBytes(operation);
        return post(simulator, "/video-model/status", submit.model(), question)
                .at("/providerMetadata/gateway/cost");
    }

    private JsonNode post(RefVideoSimulator simulator, String path, String model, byte[] body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(simulator.gatewayUrl() + path))
                        .header("authorization", "Bearer key")
                        .header("content-type", "application/json")
                        .header("ai-gateway-protocol-version", "0.0.1")
                        .header("ai-gateway-auth-method", "api-key")
                        .header("ai-video-model-specification-version", "4")
                        .header("ai-model-id", model)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).as(new String(response.body())).isLessThan(300);
        return JSON.readTree(response.body());
    }
}
