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
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** The requests of clients of vLLM-Omni and SGLang. */
final class OpenAiClient {
    private final String base;
    private final String key;

    OpenAiClient(String base) {
        this(base, null);
    }

    OpenAiClient(String base, String key) {
        this.base = base;
        this.key = key;
    }

    /** A form; the methods add fields and files. */
    static final class Form {
        private final String boundary = UUID.randomUUID().toString();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        static Form prompt() {
            return new Form().field("prompt", "Image 1 waves");
        }

        Form field(String name, String value) {
            return part("name=\"" + name + '"', null, value.getBytes(StandardCharsets.UTF_8));
        }

        Form file(String name, String fileName, String type, byte[] content) {
            return part("name=\"" + name + "\"; filename=\"" + fileName + '"', type, content);
        }

        Form image(String name) {
            return file(name, "a.png", "image/png", TestImages.png(0x336699));
        }

        private Form part(String disposition, String type, byte[] content) {
            text("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n");
            text(type == null ? "\r\n" : "Content-Type: " + type + "\r\n\r\n");
            body.writeBytes(content);
            text("\r\n");
            return this;
        }

        private void text(String text) {
            body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        byte[] bytes() {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(body.toByteArray());
            whole.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return whole.toByteArray();
        }
    }

    HttpResponse<String> create(Form form) {
        return send(
                request("/videos")
                        .header("content-type", "multipart/form-data; boundary=" + form.boundary)
                        .POST(BodyPublishers.ofByteArray(form.bytes())));
    }

    HttpResponse<String> create(String json) {
        return send(
                request("/videos")
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    /** The id of a job that was created. */
    static String id(HttpResponse<String> created) {
        if (created.statusCode() != 200) {
            throw new AssertionError(created.statusCode() + " " + created.body());
        }
        return GatewayClient.json(created).path("id").asText();
    }

    HttpResponse<String> query(String id) {
        return send(request("/videos/" + id).GET());
    }

    JsonNode job(String id) {
        return GatewayClient.json(query(id));
    }

    String status(String id) {
        return job(id).path("status").asText();
    }

    HttpResponse<String> list(String query) {
        return send(request("/videos" + query).GET());
    }

    JsonNode page(String query) {
        return GatewayClient.json(list(query));
    }

    HttpResponse<String> delete(String id) {
        return send(request("/videos/" + id).DELETE());
    }

    HttpResponse<byte[]> content(String id, String query) {
        return GatewayClient.send(
                request("/videos/" + id + "/content" + query).GET().build(),
                BodyHandlers.ofByteArray());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return GatewayClient.send(request.build(), BodyHandlers.ofString());
    }
}
