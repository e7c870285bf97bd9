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
package io.github.refvideo.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.simulator.RefVideoSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application on a free port, and HTTP requests to it. */
record Service(ConfigurableApplicationContext application, HttpClient http)
        implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    static final Path IMAGES = Path.of("..", "quickstart", "images");
    private static final String BOUNDARY = "a-boundary";

    static Service start(RefVideoSimulator simulator, Path directory, String... more) {
        ConfigurableApplicationContext application =
                new SpringApplicationBuilder(VideoApplication.class)
                        .profiles("simulated")
                        .properties(Map.of("simulator.blob-token", RefVideoSimulator.BLOB_TOKEN))
                        .run(arguments(simulator, directory, more));
        return new Service(application, HttpClient.newHttpClient());
    }

    private static String[] arguments(RefVideoSimulator simulator, Path directory, String... more) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--simulator.url=" + simulator.baseUrl());
        arguments.add("--videos.directory=" + directory);
        arguments.add("--videos.retry-delay=100ms");
        arguments.add("--camel.main.shutdown-timeout=1");
        arguments.add("--camel.component.refvideo.poll-interval=50ms");
        if (List.of(more).stream().noneMatch(option -> option.startsWith("--server.port="))) {
            arguments.add("--server.port=0");
        }
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    URI at(String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return http.send(
                request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<byte[]> order(String json, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at("/videos"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Form data: files of the quickstart by name, and the prompt. */
    HttpResponse<byte[]> upload(String prompt, String... images) throws Exception {
        return upload(Map.of("prompt", prompt), images);
    }

    HttpResponse<byte[]> upload(Map<String, String> fields, String... images) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (String image : images) {
            part(
                    form,
                    "references\"; filename=\"" + image,
                    Files.readAllBytes(IMAGES.resolve(image)));
        }
        for (Map.Entry<String, String> field : fields.entrySet()) {
            part(form, field.getKey(), field.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return upload(form);
    }

    /** With a media type that the client declares. The content differs from that of the file. */
    HttpResponse<byte[]> uploadAs(String mediaType, String image) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(Files.readAllBytes(IMAGES.resolve(image)));
        content.write(0);
        part(
                form,
                "references\"; filename=\"" + image + "\"\r\nContent-Type: " + mediaType,
                content.toByteArray());
        part(form, "prompt", "character1 waves".getBytes(StandardCharsets.UTF_8));
        return upload(form);
    }

    HttpResponse<byte[]> upload(byte[] file) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        part(form, "references\"; filename=\"file", file);
        part(form, "prompt", "character1 waves".getBytes(StandardCharsets.UTF_8));
        return upload(form);
    }

    private HttpResponse<byte[]> upload(ByteArrayOutputStream form) throws Exception {
        form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return send(
                HttpRequest.newBuilder(at("/videos"))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofByteArray(form.toByteArray())));
    }

    private static void part(ByteArrayOutputStream form, String name, byte[] content) {
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"%s%s\r\n\r\n"
                        .formatted(BOUNDARY, name, name.contains("\r\n") ? "" : "\"");
        form.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The URL of an accepted order. */
    static String accepted(HttpResponse<byte[]> reply) throws IOException {
        assertThat(reply.statusCode()).as(text(reply)).isEqualTo(202);
        String location = reply.headers().firstValue("Location").orElseThrow();
        assertThat(json(reply).path("self").asText()).isEqualTo(location);
        return location;
    }

    JsonNode state(String job) throws Exception {
        HttpResponse<byte[]> reply = get(job);
        assertThat(reply.statusCode()).as(text(reply)).isEqualTo(200);
        return json(reply);
    }

    /** Waits until a job is in a state or has ended. */
    JsonNode in(String state, String job) {
        JsonNode last =
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(50))
                        .until(
                                () -> state(job),
                                snapshot ->
                                        List.of(state, "succeeded", "failed")
                                                .contains(snapshot.path("state").asText()));
        assertThat(last.path("state").asText()).as(last.toString()).isEqualTo(state);
        return last;
    }

    /** Waits until a job has ended. */
    JsonNode ended(String job) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> state(job),
                        snapshot ->
                                List.of("succeeded", "failed")
                                        .contains(snapshot.path("state").asText()));
    }

    static JsonNode json(HttpResponse<byte[]> reply) throws IOException {
        return JSON.readTree(reply.body());
    }

    static String text(HttpResponse<byte[]> reply) {
        return new String(reply.body(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        application.close();
    }
}
