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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The requests of the gateway's clients, header by header. */
final class GatewayClient {
    static final String MODEL = "alibaba/wan-v2.6-r2v";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;

    GatewayClient(RefVideoSimulator sim) {
        this.base = sim.gatewayUrl();
    }

    static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("authorization", "Bearer test");
        headers.put("ai-gateway-protocol-version", "0.0.1");
        headers.put("ai-gateway-auth-method", "api-key");
        headers.put("ai-video-model-specification-version", "4");
        headers.put("ai-model-id", MODEL);
        headers.put("content-type", "application/json");
        return headers;
    }

    static Map<String, String> headers(String name, String value) {
        Map<String, String> headers = headers();
        headers.put(name, value);
        return headers;
    }

    static String body(String... referenceUrls) {
        String references = String.join("\",\"", referenceUrls);
        return "{\"prompt\":\"character1 waves\",\"n\":1,\"resolution\":\"1280x720\",\"duration\":4,"
                + "\"providerOptions\":{\"alibaba\":{\"referenceUrls\":[\""
                + references
                + "\"],"
                + "\"shotType\":\"single\"}}}";
    }

    HttpResponse<String> start(String body, Map<String, String> headers) {
        return post("/video-model/start", body, headers);
    }

    HttpResponse<String> start(String body) {
        return start(body, headers());
    }

    String startedJob(String body) {
        HttpResponse<String> response = start(body);
        if (response.statusCode() != 202) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response).at("/operation/gatewayJobId").asText();
    }

    HttpResponse<String> status(String jobId) {
        return status(jobId, headers());
    }

    HttpResponse<String> status(String jobId, Map<String, String> headers) {
        return post(
                "/video-model/status",
                "{\"operation\":{\"gatewayJobId\":\"" + jobId + "\"}}",
                headers);
    }

    JsonNode state(String jobId) {
        return json(status(jobId));
    }

    HttpResponse<String> stream(String body) {
        return post("/video-model", body, headers("accept", "text/event-stream"));
    }

    HttpResponse<String> post(String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<byte[]> get(String url, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + text, e);
        }
    }
}
