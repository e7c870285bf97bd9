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
package io.github.refvideo.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.it.brokers.VideoService;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The HTTP response of a route is a video that is streamed from disk. */
@Timeout(60)
class StreamedReplyIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Larger than the socket buffers between server and client. */
    private static final int VIDEO_BYTES = 30_000_000;

    private static VideoService service;

    @TempDir Path directory;

    private final MemoryVideoJobRepository jobs = new MemoryVideoJobRepository();
    private DefaultCamelContext context;
    private int port;

    @BeforeAll
    static void startService() {
        service = VideoService.start();
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    @BeforeEach
    void createContext() throws Exception {
        service.simulator().reset();
        service.simulator().videoBytes(VIDEO_BYTES);
        port = HttpServer.freePort();
        context = service.context();
        context.getComponent("refvideo", RefVideoComponent.class).setJobRepository(jobs);
    }

    @AfterEach
    void stopContext() throws Exception {
        context.close();
    }

    private String generate() {
        return "refvideo:generate?output=stream&spoolDirectory=" + directory.resolve("spool");
    }

    private void start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    @ParameterizedTest
    @EnumSource
    void clientReceivesTheWholeVideo(HttpServer server) throws Exception {
        start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(server.uri(port)).to(generate());
                    }
                });

        assertThat(post()).hasSize(VIDEO_BYTES);

        awaitTaken();
    }

    @ParameterizedTest
    @EnumSource
    void clientReceivesTheVideoOfAnotherRoute(HttpServer server) throws Exception {
        start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(server.uri(port)).to("seda:work?timeout=30000");
                        from("seda:work").to(generate()).to("file:" + directory.resolve("copies"));
                    }
                });

        assertThat(post()).hasSize(VIDEO_BYTES);

        awaitTaken();
    }

    /** The other servers read the whole video before they write. */
    @ParameterizedTest
    @EnumSource(names = {"JETTY", "UNDERTOW"})
    void videoOfADisconnectedClientStaysOpen(HttpServer server) throws Exception {
        start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(server.uri(port)).to(generate());
                        from("refvideo:resume?delay=100&initialDelay=0")
                                .routeId("resume")
                                .autoStartup(false)
                                .to("refvideo:await?output=bytes")
                                .to("mock:resumed");
                    }
                });

        postAndDisconnect();

        Awaitility.await().atMost(TIMEOUT).until(() -> spooled() == 0);
        assertThat(jobs.unfinished(10)).hasSize(1);
        MockEndpoint resumed = context.getEndpoint("mock:resumed", MockEndpoint.class);
        resumed.expectedMessageCount(1);
        context.getRouteController().startRoute("resume");
        resumed.assertIsSatisfied(TIMEOUT.toMillis());
        awaitTaken();
    }

    /** With useStreaming, Undertow does not read the reply into memory. */
    @Test
    void largeReplyOfUndertowNeedsASmallHeap() throws Exception {
        Path output = directory.resolve("output.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                LargeReplyMain.class.getName(),
                                "UNDERTOW",
                                "100000000",
                                directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(output).content().contains("STATUS 200 LENGTH 100000000");
    }

    private byte[] post() throws Exception {
        HttpResponse<byte[]> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + port + "/videos"))
                                        .header("Content-Type", "text/plain")
                                        .POST(HttpRequest.BodyPublishers.ofString(service.cat()))
                                        .build(),
                                BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("video/mp4");
        return response.body();
    }

    private void postAndDisconnect() throws IOException {
        try (Socket client = new Socket("127.0.0.1", port)) {
            byte[] body = service.cat().getBytes(StandardCharsets.US_ASCII);
            client.getOutputStream()
                    .write(
                            ("POST /videos HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                            + "Content-Type: text/plain\r\nContent-Length: "
                                            + body.length
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(body);
            InputStream response = client.getInputStream();
            assertThat(response.readNBytes(100_000)).startsWith("HTTP/1.1 200".getBytes());
        }
    }

    private void awaitTaken() {
        Awaitility.await().atMost(TIMEOUT).until(() -> jobs.unfinished(10).isEmpty());
        Awaitility.await().atMost(TIMEOUT).until(() -> spooled() == 0);
        service.simulator().assertThat().paidJobs(1);
    }

    private long spooled() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
            return files.count();
        }
    }
}
