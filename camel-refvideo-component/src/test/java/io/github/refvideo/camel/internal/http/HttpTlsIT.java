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
package io.github.refvideo.camel.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.http.HttpFailureException.Progress;
import io.github.refvideo.camel.internal.http.HttpFailureException.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.junit.jupiter.api.Test;

class HttpTlsIT extends HttpTestKit {

    @Override
    protected HttpSettings settings() {
        return HttpSettings.defaults().withSslContext(TestTls.context());
    }

    @Test
    void trustedServerIsSpokenToAndItsConnectionReused() throws Exception {
        try (RawServer server = RawServer.secure(TestTls.context(), echo())) {
            for (int i = 0; i < 5; i++) {
                assertThat(value(http.send(get(server.uri("/")))).text()).isEqualTo("hi");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void unknownCertificateIsNotSent() throws Exception {
        use(HttpSettings.defaults());
        try (RawServer server = RawServer.secure(TestTls.context(), echo())) {
            fails(http.send(get(server.uri("/"))), Reason.TLS, Progress.NOT_SENT);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void certificateOfAnotherHostIsNotSent() throws Exception {
        use(settings(), host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
        try (RawServer server = RawServer.secure(TestTls.context(), echo())) {
            for (String host : new String[] {"127.0.0.1", "[::1]", "other.test", "a.localhost"}) {
                URI other = URI.create("https://" + host + ":" + server.port() + "/");
                fails(http.send(get(other)), Reason.TLS, Progress.NOT_SENT);
            }
            assertThat(server.requests()).isEmpty();
            assertThat(value(http.send(get(server.uri("/")))).text()).isEqualTo("hi");
        }
    }

    @Test
    void requestIsNotSentToAServerWithoutTls() throws Exception {
        try (RawServer server =
                RawServer.of(peer -> peer.write("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            URI uri = URI.create("https://localhost:" + server.port() + "/");
            fails(http.send(get(uri)), Reason.TLS, Progress.NOT_SENT);
        }
    }

    @Test
    void closeDuringTheHandshakeIsNotSent() throws Exception {
        try (RawServer server = RawServer.of(peer -> {})) {
            URI uri = URI.create("https://localhost:" + server.port() + "/");
            fails(http.send(get(uri)), Reason.TLS, Progress.NOT_SENT);
        }
    }

    @Test
    void hangingHandshakeEndsWithTheConnectTimeout() throws Exception {
        use(settings().withConnectTimeout(Duration.ofMillis(100)));
        CompletableFuture<Void> cut = new CompletableFuture<>();
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.awaitClose();
                            cut.complete(null);
                        })) {
            URI uri = URI.create("https://localhost:" + server.port() + "/");
            fails(http.send(get(uri)), Reason.TLS, Progress.NOT_SENT);
            value(cut);
        }
    }

    @Test
    void hangingHandshakeEndsWithTheCallAndIsCut() throws Exception {
        CompletableFuture<Void> cut = new CompletableFuture<>();
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.awaitClose();
                            cut.complete(null);
                        })) {
            URI uri = URI.create("https://localhost:" + server.port() + "/");
            fails(http.send(get(uri, Duration.ofMillis(100))), Reason.TIMEOUT, Progress.NOT_SENT);
            value(cut);
        }
    }

    @Test
    void http1IsUsedWhereHttp2IsOffered() throws Exception {
        try (Http2Server server = new Http2Server(HttpVersionPolicy.NEGOTIATE)) {
            byte[] body = new byte[300_000];
            new Random(7).nextBytes(body);
            HttpRequest call =
                    new HttpRequest(
                            "POST",
                            server.uri("/v?a=b%20c"),
                            Map.of("X-Key", "k", "Connection", "close"),
                            body,
                            Duration.ofSeconds(5),
                            null,
                            MIB);

            HttpResponse reply = value(http.send(call));
            assertThat(reply.body()).isEqualTo(body);
            assertThat(server.versions()).containsExactly("HTTP/1.1");
            assertThat(server.requests().get(0).getRequestUri()).isEqualTo("/v?a=b%20c");
            assertThat(server.requests().get(0).getFirstHeader("x-key").getValue()).isEqualTo("k");

            assertThat(value(http.send(get(server.uri("/")))).body()).isEmpty();
        }
    }

    @Test
    void http1IsUsedWhereTheServerChoosesIt() throws Exception {
        try (RawServer server = RawServer.secure(TestTls.context(), echo())) {
            assertThat(value(http.send(get(server.uri("/")))).text()).isEqualTo("hi");
            assertThat(server.requests().get(0).line()).isEqualTo("GET / HTTP/1.1");
        }
    }

    @Test
    void largeResponseIsStreamedOverTls() throws Exception {
        try (Http2Server server = new Http2Server(HttpVersionPolicy.NEGOTIATE)) {
            byte[] body = new byte[8_000_000];
            long[] seen = new long[1];
            HttpRequest call =
                    call("POST", server.uri("/"), body, Duration.ofSeconds(20), null, body.length);
            value(
                    http.stream(
                            call,
                            new ResponseSink() {
                                @Override
                                public void head(ResponseHead head) {}

                                @Override
                                public void data(ByteBuffer piece) {
                                    seen[0] += piece.remaining();
                                }
                            }));
            assertThat(seen[0]).isEqualTo(body.length);
        }
    }

    @Test
    void abortedRequestDoesNotAffectOthers() throws Exception {
        try (Http2Server server = new Http2Server(HttpVersionPolicy.NEGOTIATE)) {
            List<CompletableFuture<HttpResponse>> kept = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                kept.add(http.send(post(server.uri("/"), new byte[50_000])));
                http.send(post(server.uri("/"), new byte[200_000])).cancel(true);
            }
            for (CompletableFuture<HttpResponse> call : kept) {
                assertThat(value(call).body()).hasSize(50_000);
            }
        }
    }

    private static RawServer.Script echo() {
        return peer -> {
            while (peer.read() != null) {
                peer.write(RawServer.ok("hi"));
            }
        };
    }
}
