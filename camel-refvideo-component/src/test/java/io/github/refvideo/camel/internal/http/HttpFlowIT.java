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
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.internal.http.HttpFailureException.Progress;
import io.github.refvideo.camel.internal.http.HttpFailureException.Reason;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slow reader slows down only its own server and blocks no thread. */
class HttpFlowIT extends HttpTestKit {

    private static final int LENGTH = 8 << 20;

    /** More than may arrive without a capacity update: one window, and the bytes already read. */
    private static final int MOST_AHEAD = 1 << 20;

    @Override
    protected HttpSettings settings() {
        return HttpSettings.defaults().withSslContext(TestTls.context());
    }

    private static RawServer server(boolean secure, AtomicLong sent) throws Exception {
        byte[] piece = new byte[64 * 1024];
        Arrays.fill(piece, (byte) 7);
        RawServer.Script script =
                peer -> {
                    while (peer.read() != null) {
                        peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\n\r\n");
                        for (int left = LENGTH; left > 0; left -= piece.length) {
                            peer.write(piece);
                            sent.addAndGet(piece.length);
                        }
                    }
                };
        return secure ? RawServer.secure(TestTls.context(), script) : RawServer.of(script);
    }

    private static HttpRequest fetch(URI uri, Duration idle) {
        return call("GET", uri, null, Duration.ofSeconds(20), idle, 100 * MIB);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void serverWaitsUntilItsReaderIsReady(boolean secure) throws Exception {
        AtomicLong sent = new AtomicLong();
        try (RawServer server = server(secure, sent)) {
            Slow slow = new Slow();
            CompletableFuture<Void> exchange = http.stream(fetch(server.uri("/"), null), slow);
            await().until(() -> slow.received.get() > 0);

            // Other calls continue on the same threads.
            for (int i = 0; i < 4; i++) {
                Slow quick = new Slow();
                quick.ready.complete(null);
                value(http.stream(fetch(server.uri("/"), null), quick));
                assertThat(quick.received).hasValue(LENGTH);
            }
            assertThat(slow.received.get()).isLessThan(MOST_AHEAD);
            assertThat(exchange).isNotDone();

            slow.ready.complete(null);
            value(exchange);
            assertThat(slow.received).hasValue(LENGTH);
        }
    }

    @Test
    void serverOfferingHttp2Waits() throws Exception {
        try (Http2Server server = new Http2Server(HttpVersionPolicy.NEGOTIATE)) {
            Slow slow = new Slow();
            HttpRequest call =
                    call(
                            "POST",
                            server.uri("/"),
                            new byte[LENGTH],
                            Duration.ofSeconds(20),
                            null,
                            100 * MIB);
            CompletableFuture<Void> exchange = http.stream(call, slow);
            await().until(() -> slow.received.get() > 0);

            value(http.send(post(server.uri("/"), new byte[1000])));
            assertThat(slow.received.get()).isLessThan(MOST_AHEAD);

            slow.ready.complete(null);
            value(exchange);
            assertThat(slow.received).hasValue(LENGTH);
            assertThat(server.versions()).contains("HTTP/1.1");
        }
    }

    @Test
    void readerThatIsNeverReadyRunsIntoTheIdleTimeout() throws Exception {
        try (RawServer server = server(false, new AtomicLong())) {
            fails(
                    http.stream(fetch(server.uri("/"), Duration.ofMillis(200)), new Slow()),
                    Reason.TIMEOUT,
                    Progress.MAYBE_PROCESSED);
        }
    }

    @Test
    void lateCapacityUpdateIsIgnored() throws Exception {
        try (RawServer server = server(false, new AtomicLong())) {
            Slow slow = new Slow();
            CompletableFuture<Void> exchange = http.stream(fetch(server.uri("/"), null), slow);
            await().until(() -> slow.received.get() > 0);
            exchange.cancel(true);

            slow.ready.complete(null);

            await().until(() -> TestClients.inUse(http) == 0);
            Slow quick = new Slow();
            quick.ready.complete(null);
            value(http.stream(fetch(server.uri("/"), null), quick));
        }
    }

    private static final class Slow implements ResponseSink {

        private final CompletableFuture<Void> ready = new CompletableFuture<>();
        private final AtomicLong received = new AtomicLong();

        @Override
        public void head(ResponseHead head) {}

        @Override
        public void data(ByteBuffer piece) {
            received.addAndGet(piece.remaining());
            piece.position(piece.limit());
        }

        @Override
        public CompletableFuture<?> ready() {
            return ready;
        }
    }

    @Test
    void callShowsNeitherItsHeadersNorItsQueryNorItsUser() {
        HttpRequest call =
                new HttpRequest(
                        "GET",
                        URI.create("https://user:canary@host/path?sig=canary"),
                        Map.of("authorization", "Bearer canary"),
                        null,
                        Duration.ofSeconds(1),
                        null,
                        1);

        assertThat(call.toString()).contains("GET", "host", "/path").doesNotContain("canary");
    }
}
