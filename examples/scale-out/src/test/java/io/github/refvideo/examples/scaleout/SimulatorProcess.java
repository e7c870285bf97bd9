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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.simulator.RefVideoSimulatorMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The simulator as a process, and its ledger, read through its admin API. */
final class SimulatorProcess implements AutoCloseable {

    private static final String READY = "Simulated gateway at ";
    private static final String GATEWAY = "/v4/ai";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final ChildProcess process;
    private final String base;

    SimulatorProcess(Path log, List<String> options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--port", "0"));
        arguments.addAll(options);
        process =
                ChildProcess.start(
                        RefVideoSimulatorMain.class, Map.of(), arguments, log, READY, line -> {});
        base = process.awaitReady(60).strip().replace(GATEWAY, "");
    }

    String gatewayUrl() {
        return base + GATEWAY;
    }

    String dashscopeUrl() {
        return base + "/api/v1";
    }

    JsonNode ledger() throws Exception {
        return get(base + "/simulator/ledger");
    }

    List<String> jobs() throws Exception {
        List<String> ids = new ArrayList<>();
        get(base + "/simulator/jobs").path("jobs").forEach(job -> ids.add(job.path("id").asText()));
        return ids;
    }

    /** The prompt of a successful DashScope task; null for others. */
    String promptOf(String task) throws Exception {
        JsonNode prompt = get(dashscopeUrl() + "/tasks/" + task).path("output").path("orig_prompt");
        return prompt.isTextual() ? prompt.asText() : null;
    }

    private JsonNode get(String url) throws Exception {
        HttpResponse<String> reply =
                http.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Authorization", "Bearer simulated")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (reply.statusCode() != 200) {
            throw new IOException(url + " says " + reply.statusCode());
        }
        return json.readTree(reply.body());
    }

    @Override
    public void close() {
        process.close();
    }
}
