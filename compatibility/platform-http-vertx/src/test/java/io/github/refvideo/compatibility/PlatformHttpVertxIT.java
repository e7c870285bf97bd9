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
package io.github.refvideo.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests and replies of {@code platform-http} with the engine of Camel Main. */
@Timeout(60)
class PlatformHttpVertxIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Path IMAGES = Path.of("..", "..", "examples", "quickstart", "images");

    private static final String BOUNDARY = "boundary-of-a-part";

    private static final String GENERATE =
            "refvideo:generate?model=alibaba/wan-v2.6-r2v&duration=4&output=url";

    /** Larger than the socket buffers between server and client. */
    private static final int LARGE = 30_000_000;

    @TempDir static Path spool;

    private static SimulatorProcess simulator;
    private static MemoryVideoJobRepository jobs;
    private static DefaultCamelContext context;
    private static int port;

    private int paidBefore;
    private int openBefore;

    @BeforeAll
    static void startServer() throws Exception {
        simulator =
                SimulatorProcess.start(
                        "--job-time",
                        "50ms",
                        "--no-fetch",
                        "--no-render",
                        "--video-bytes",
                        String.valueOf(LARGE));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        context = new DefaultCamelContext();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(server));
        RefVideoComponent refvideo = context.getComponent("refvideo", RefVideoComponent.class);
        jobs = new MemoryVideoJobRepository();
        refvideo.setJobRepository(jobs);
        RefVideoConfiguration options = refvideo.getConfiguration();
        options.setBaseUrl(simulator.gatewayUrl());
        options.setApiKey("simulated");
        options.setAllowPrivateAddresses(true);
        options.setReferenceStore("vercel-blob");
        options.setBlobBaseUrl(simulator.url("/api/blob"));
        options.setBlobAccessKey("vercel_blob_rw_simulatedStore01_notASecretOnlyForTests");
        context.addRoutes(new Routes());
        context.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        simulator.close();
        context.close();
    }

    private static final class Routes extends RouteBuilder {

        @Override
        public void configure() {
            onException(Exception.class)
                    .handled(true)
                    .setHeader("CamelHttpResponseCode", constant(400))
                    .setBody(simple("${exception.message}"));
            from("platform-http:/one").to(GENERATE + "&prompt=character1 waves");
            from("platform-http:/two").to(GENERATE + "&prompt=character1 meets character2");
            from("platform-http:/restricted")
                    .to(GENERATE + "&allowedMessageOptions=prompt,referenceUrls");
            from("platform-http:/replies")
                    .to(
                            "refvideo:generate?model=alibaba/wan-v2.6-r2v&prompt=character1 waves"
                                    + "&output=stream&spoolDirectory="
                                    + spool);
        }
    }

    @BeforeEach
    void count() throws IOException {
        paidBefore = simulator.paidJobs();
        openBefore = jobs.unfinished(100).size();
    }

    /** The engine sets it as body and as attachment. */
    @Test
    void singleImageOfAFormIsOneReference() throws Exception {
        byte[] form = form("photo", "cat.png");

        assertIsPaid(post("/one", form));
        assertThat(post("/two", form)).contains("there is only 1 reference");
        assertPaid(1);
    }

    @Test
    void twoImagesOfAFormAreTwoReferences() throws Exception {
        assertIsPaid(post("/two", form("photo", "cat.png", "title", "A cat", "pet", "dog.png")));
    }

    /** A limit of Camel that the manual describes. */
    @Test
    void camelKeepsOneFileForEachFieldName() throws Exception {
        assertThat(post("/two", form("photo", "cat.png", "photo", "dog.png")))
                .contains("there is only 1 reference");
    }

    /** Two characters may look the same. */
    @Test
    void sameImageInTwoFieldsIsTwoReferences() throws Exception {
        assertIsPaid(post("/two", form("photo", "cat.png", "pet", "cat.png")));
    }

    /** With several files, the body is a map of the other fields, which is a call. */
    @Test
    void fieldsOfAFormWithSeveralFilesAreOptions() throws Exception {
        byte[] form = form("photo", "cat.png", "pet", "dog.png", "duration", "9");

        assertThat(post("/restricted", form)).contains("duration (header", "allowedMessageOptions");
        assertPaid(0);
        assertIsPaid(post("/one", form));
    }

    @Test
    void imageIsTheBody() throws Exception {
        byte[] image = Files.readAllBytes(IMAGES.resolve("cat.png"));

        assertIsPaid(post("/one", "image/png", image));
    }

    @Test
    void formIsACall() throws Exception {
        assertIsCall(
                "application/x-www-form-urlencoded",
                "prompt=character1+sings+1%2B1%2C+100%25&duration=9"
                        + "&inputReferences=https%3A%2F%2Fexample.com%2Fcat.png");
    }

    @Test
    void jsonIsACall() throws Exception {
        assertIsCall(
                "application/json",
                "{\"prompt\":\"character1 sings\",\"duration\":9,"
                        + "\"inputReferences\":[\"https://example.com/cat.png\"]}");
    }

    private void assertIsCall(String type, String call) throws Exception {
        byte[] body = call.getBytes(StandardCharsets.UTF_8);

        assertThat(post("/restricted", type, body))
                .contains("duration (header", "allowedMessageOptions");
        assertPaid(0);
        assertIsPaid(post("/one", type, body));
    }

    @Test
    void clientReceivesTheWholeVideo() throws Exception {
        HttpResponse<byte[]> reply =
                send("/replies", "text/plain", "https://example.com/cat.png".getBytes());

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(reply.body()).hasSize(LARGE);
        Awaitility.await().atMost(TIMEOUT).until(() -> spooled() == 0);
        Awaitility.await().atMost(TIMEOUT).until(() -> jobs.unfinished(100).size() == openBefore);
        assertPaid(1);
    }

    /** A limit of Camel that the manual describes: the engine reads the video to its end. */
    @Test
    void videoOfADisconnectedClientIsTaken() throws Exception {
        String image = "https://example.com/cat.png";
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.getOutputStream()
                    .write(
                            ("POST /replies HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                            + "Content-Type: text/plain\r\nContent-Length: "
                                            + image.length()
                                            + "\r\n\r\n"
                                            + image)
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readNBytes(100_000))
                    .startsWith("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));
        }

        Awaitility.await().atMost(TIMEOUT).until(() -> spooled() == 0);
        Awaitility.await().atMost(TIMEOUT).until(() -> jobs.unfinished(100).size() == openBefore);
        assertPaid(1);
    }

    private void assertIsPaid(String reply) throws IOException {
        assertThat(reply).startsWith("http://127.0.0.1:");
        assertPaid(1);
    }

    private void assertPaid(int count) throws IOException {
        assertThat(simulator.paidJobs()).isEqualTo(paidBefore + count);
    }

    private static String post(String path, byte[] form) throws Exception {
        return post(path, "multipart/form-data; boundary=" + BOUNDARY, form);
    }

    private static String post(String path, String type, byte[] body) throws Exception {
        return new String(send(path, type, body).body(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<byte[]> send(String path, String type, byte[] body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    /**
     * @param fields pairs of name and value; the name of an image for a file
     */
    private static byte[] form(String... fields) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            String name = fields[i];
            String value = fields[i + 1];
            boolean file = value.endsWith(".png");
            form.writeBytes(
                    text(
                            "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n",
                            BOUNDARY,
                            name,
                            file
                                    ? "; filename=\"%s\"\r\nContent-Type: image/png"
                                            .formatted(value)
                                    : ""));
            form.writeBytes(file ? Files.readAllBytes(IMAGES.resolve(value)) : text("%s", value));
            form.writeBytes(text("\r\n"));
        }
        form.writeBytes(text("--%s--\r\n", BOUNDARY));
        return form.toByteArray();
    }

    private static byte[] text(String format, Object... values) {
        return format.formatted(values).getBytes(StandardCharsets.UTF_8);
    }

    private static long spooled() throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.count();
        }
    }
}
