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
package io.github.refvideo.camel.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import io.github.refvideo.camel.internal.download.VideoSink.DownloadedVideo;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpSettings;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.internal.http.TestClients;
import io.github.refvideo.camel.spi.VideoSource;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a service on a private address: only its own scheme, host and port are allowed. */
class ServiceFileDownloadTest extends DownloadTestSupport {

    private static final Map<String, String> HEADERS = Map.of("authorization", "Bearer key");
    private static final UnaryOperator<String> LOOPBACK = name -> "localhost";

    private AsyncHttp serviceHttp;
    private RawServer server;
    private volatile String location;

    @BeforeEach
    void startServer() throws Exception {
        use(DownloadSettings.defaults(), LOOPBACK);
        serviceHttp = TestClients.resolving(HttpSettings.defaults(), timer, LOOPBACK);
        byte[] video = video(1000);
        server =
                RawServer.of(
                        peer -> {
                            RawServer.Request request = peer.read();
                            if (request.path().equals("/file") && location != null) {
                                peer.write(
                                        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
                                                + location
                                                + "\r\n\r\n");
                            } else {
                                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                                peer.write(video);
                            }
                        });
    }

    @AfterEach
    void stopServer() throws Exception {
        serviceHttp.close();
        server.close();
    }

    private CompletableFuture<DownloadedVideo> file(String host) {
        VideoSource.ServiceFile file =
                new VideoSource.ServiceFile(
                        URI.create("http://" + host + ":" + server.port() + "/file"),
                        HEADERS,
                        "video/mp4");
        return new VideoDownloader(http, serviceHttp, timer, settings, () -> 0)
                .download(file, MAX, deadline(600), new VideoSinks.ByteSink());
    }

    /** A host is written in several ways; the video was paid for. */
    @ParameterizedTest
    @ValueSource(strings = {"gpu1", "GPU1", "gpu1.", "gpu1.corp.internal", "127.0.0.1", "127.1"})
    void configuredHostIsAllowedAsItIsWritten(String host) throws Exception {
        assertThat(value(file(host)).content()).hasSize(1000);
        assertThat(server.requests())
                .allSatisfy(
                        one ->
                                assertThat(one.headers())
                                        .containsEntry("authorization", "Bearer key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v/2", "http://GPU1:{port}/v/2", "//gpu1:{port}/v/2"})
    void redirectWithinTheServiceKeepsTheHeaders(String target) throws Exception {
        location = target.replace("{port}", String.valueOf(server.port()));

        assertThat(value(file("gpu1")).content()).hasSize(1000);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1).headers()).containsKey("authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://gpu1:1/v",
                "https://gpu1:{port}/v",
                "http://gpu2:{port}/v",
                "http://127.0.0.1:{port}/v",
                "http://[::1]:{port}/v",
                "http://gpu1./v"
            })
    void redirectToAnotherPrivateServiceIsRefused(String target) throws Exception {
        location = target.replace("{port}", String.valueOf(server.port()));

        fails(file("gpu1"), Reason.ADDRESS_REFUSED);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:secret@gpu1:{port}/v",
                "http://gpu1:{port}@evil.example/v",
                "file:///etc/passwd",
                "ftp://gpu1/v"
            })
    void redirectWithUserInfoOrAnotherSchemeIsRefused(String target) throws Exception {
        location = target.replace("{port}", String.valueOf(server.port()));

        fails(file("gpu1"), Reason.REFUSED_URL);
        assertThat(server.requests()).hasSize(1);
    }
}
