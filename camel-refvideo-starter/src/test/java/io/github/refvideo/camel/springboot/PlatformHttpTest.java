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
package io.github.refvideo.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.job.JobTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Requests and replies of {@code platform-http}, which Spring's web server handles. */
@Timeout(60)
class PlatformHttpTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .fetchReferences(false)
                                    .renderVideos(false));

    private static final Path IMAGES = Path.of("..", "examples", "quickstart", "images");
    private static final String BOUNDARY = "boundary-of-a-part";
    private static final String GENERATE = "refvideo:generate?prompt=character1 waves&duration=4";

    private static final String PROMPT = "character1 sings 1+1, 100%2C \u00e0 Paris";

    /** Larger than the socket buffers between server and client. */
    private static final int LARGE = 30_000_000;

    @TempDir static Path spool;

    private static ConfigurableApplicationContext app;

    static class Routes {

        @Bean
        VideoJobRepository jobs() {
            return new MemoryVideoJobRepository();
        }

        @Bean
        RouteBuilder videos() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Exception.class)
                            .handled(true)
                            .setHeader("CamelHttpResponseCode", constant(400))
                            .setBody(simple("${exception.message}"));
                    from("platform-http:/videos").to(GENERATE + "&output=url");
                    from("platform-http:/restricted")
                            .to(
                                    GENERATE
                                            + "&output=url&allowedMessageOptions=prompt,referenceUrls");
                    from("platform-http:/images?useStreaming=true").to(GENERATE + "&output=url");
                    from("platform-http:/replies")
                            .to(GENERATE + "&output=stream&spoolDirectory=" + spool);
                }
            };
        }
    }

    @BeforeAll
    static void startApplication() {
        app =
                App.startWeb(
                        Routes.class,
                        App.with(
                                simulator(),
                                App.WITH_PLATFORM_HTTP,
                                "server.port=0",
                                "server.address=127.0.0.1",
                                "camel.component.refvideo.reference-store=vercel-blob",
                                "camel.component.refvideo.blob-base-url=" + simulator().blobUrl(),
                                "camel.component.refvideo.blob-access-key="
                                        + RefVideoSimulator.BLOB_TOKEN));
    }

    @AfterAll
    static void stopApplication() {
        app.close();
    }

    /** The consumer sets it as body and as attachment. */
    @Test
    void singleImageOfAFormIsOneReference() throws Exception {
        assertThat(post("/videos", form("photo", "cat.png")).statusCode()).isEqualTo(200);

        assertThat(references()).isEqualTo(1);
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void twoImagesOfAFormAreTwoReferences() throws Exception {
        assertThat(post("/videos", form(null, "cat.png", "dog.png")).statusCode()).isEqualTo(200);

        assertThat(references()).isEqualTo(2);
        simulator().assertThat().paidJobs(1);
    }

    /** A limit of Camel that the manual describes. */
    @Test
    void camelKeepsOneFileForEachFieldName() throws Exception {
        assertThat(post("/videos", form("photo", "cat.png", "dog.png")).statusCode())
                .isEqualTo(200);

        assertThat(references()).isEqualTo(1);
    }

    @Test
    void imageIsTheBody() throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri("/images"))
                        .header("Content-Type", "image/png")
                        .POST(HttpRequest.BodyPublishers.ofFile(IMAGES.resolve("cat.png")));

        assertThat(send(request).statusCode()).isEqualTo(200);

        assertThat(references()).isEqualTo(1);
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void formIsACall() throws Exception {
        assertIsCall(this::postForm);
    }

    @Test
    void jsonIsACall() throws Exception {
        assertIsCall(this::postJson);
    }

    private interface Post {
        HttpResponse<byte[]> to(String path) throws Exception;
    }

    private static void assertIsCall(Post call) throws Exception {
        HttpResponse<byte[]> restricted = call.to("/restricted");
        assertThat(restricted.statusCode()).isEqualTo(400);
        assertThat(new String(restricted.body(), StandardCharsets.UTF_8))
                .contains("allowedMessageOptions");
        simulator().assertThat().paidJobs(0);

        HttpResponse<byte[]> response = call.to("/videos");
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        simulator().assertThat().paidJobs(1);
        assertThat(simulator().jobs().get(0).request())
                .contains("\"duration\":9", '"' + PROMPT + '"', "cat.png");
    }

    @Test
    void clientReceivesTheWholeVideo() throws Exception {
        int open = jobs().unfinished(10).size();
        simulator().videoBytes(LARGE);

        assertThat(post("/replies", "text/plain", cat()).body()).hasSize(LARGE);

        Awaitility.await().until(() -> jobs().unfinished(10).size() == open);
        Awaitility.await().until(() -> spooled() == 0);
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void videoOfADisconnectedClientStaysOpen() throws Exception {
        int open = jobs().unfinished(10).size();
        simulator().videoBytes(LARGE);

        try (Socket client = new Socket("127.0.0.1", uri("/replies").getPort())) {
            client.getOutputStream()
                    .write(
                            ("POST /replies HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                            + "Content-Type: text/plain\r\nContent-Length: "
                                            + cat().length()
                                            + "\r\n\r\n"
                                            + cat())
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readNBytes(100_000))
                    .startsWith("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));
        }

        Awaitility.await().until(() -> spooled() == 0);
        assertThat(jobs().unfinished(10)).hasSize(open + 1);
        simulator().assertThat().paidJobs(1);
    }

    private HttpResponse<byte[]> postForm(String path) throws Exception {
        return post(
                path,
                "application/x-www-form-urlencoded",
                "prompt="
                        + URLEncoder.encode(PROMPT, StandardCharsets.UTF_8)
                        + "&duration=9&inputReferences="
                        + URLEncoder.encode(cat(), StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> postJson(String path) throws Exception {
        return post(
                path,
                "application/json",
                "{\"prompt\":\""
                        + PROMPT
                        + "\",\"duration\":9,\"inputReferences\":[\""
                        + cat()
                        + "\"]}");
    }

    private static HttpResponse<byte[]> post(String path, String type, String body)
            throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<byte[]> post(String path, byte[] form) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(form)));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static URI uri(String path) {
        return URI.create(
                "http://127.0.0.1:" + app.getEnvironment().getProperty("local.server.port") + path);
    }

    /**
     * @param field the name of all fields; null for the names of the files
     */
    private static byte[] form(String field, String... images) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(part("name=\"title\"\r\n\r\nA cat\r\n"));
        for (String image : images) {
            form.writeBytes(
                    part(
                            "name=\"%s\"; filename=\"%s\"\r\nContent-Type: image/png\r\n\r\n"
                                    .formatted(field == null ? image : field, image)));
            form.writeBytes(Files.readAllBytes(IMAGES.resolve(image)));
            form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private static byte[] part(String text) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + text)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The number of references of the only job. */
    private static long references() {
        assertThat(simulator().jobs()).hasSize(1);
        return Pattern.compile("\"https?://[^\"]+\"")
                .matcher(simulator().jobs().get(0).request())
                .results()
                .count();
    }

    private static VideoJobRepository jobs() {
        return app.getBean(VideoJobRepository.class);
    }

    private static long spooled() throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.count();
        }
    }

    private static String cat() {
        return simulator().referenceUrl("cat.png");
    }

    private static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }
}
