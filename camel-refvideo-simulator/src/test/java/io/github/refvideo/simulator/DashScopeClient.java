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

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The requests of DashScope's clients. */
final class DashScopeClient {
    static final String MODEL = "wan2.6-r2v";
    static final String CREATE = "/services/aigc/video-generation/video-synthesis";

    private final String base;
    private final String key;

    DashScopeClient(RefVideoSimulator sim) {
        this(sim.dashscopeUrl(), "test");
    }

    DashScopeClient(String base, String key) {
        this.base = base;
        this.key = key;
    }

    static String body() {
        return body("https://e.com/a.png");
    }

    static String body(String... urls) {
        return legacy(MODEL, urls, "\"size\":\"1280*720\",\"duration\":4,\"shot_type\":\"single\"");
    }

    static String legacy(String model, String[] urls, String parameters) {
        return "{\"model\":\""
                + model
                + "\",\"input\":{\"prompt\":\"character1 waves\",\"reference_urls\":[\""
                + String.join("\",\"", urls)
                + "\"]},\"parameters\":{"
                + parameters
                + "}}";
    }

    static String media(String model, String media, String parameters) {
        return "{\"model\":\""
                + model
                + "\",\"input\":{\"prompt\":\"Image 1 waves\",\"media\":["
                + media
                + "]},\"parameters\":{"
                + parameters
                + "}}";
    }

    static String item(String type, String url) {
        return "{\"type\":\"" + type + "\",\"url\":\"" + url + "\"}";
    }

    HttpResponse<String> create(String body) {
        return create(body, UnaryOperator.identity());
    }

    HttpResponse<String> create(String body, UnaryOperator<HttpRequest.Builder> change) {
        HttpRequest.Builder request =
                request(CREATE)
                        .header("content-type", "application/json")
                        .header("X-DashScope-Async", "enable")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(change.apply(request));
    }

    String createdTask(String body) {
        HttpResponse<String> response = create(body);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return GatewayClient.json(response).at("/output/task_id").asText();
    }

    List<String> createdTasks(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(createdTask(body()));
        }
        return ids;
    }

    HttpResponse<String> query(String id) {
        return send(request("/tasks/" + id).GET());
    }

    JsonNode task(String id) {
        return GatewayClient.json(query(id));
    }

    String state(String id) {
        return task(id).at("/output/task_status").asText();
    }

    List<String> states(List<String> ids) {
        return ids.stream().map(this::state).toList();
    }

    HttpResponse<String> list(String query) {
        return send(request("/tasks/" + query).GET());
    }

    JsonNode page(String query) {
        return GatewayClient.json(list(query));
    }

    HttpResponse<String> cancel(String id) {
        return send(request("/tasks/" + id + "/cancel").POST(HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        return GatewayClient.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
