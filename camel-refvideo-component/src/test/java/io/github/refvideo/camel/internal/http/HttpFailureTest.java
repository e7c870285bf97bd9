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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every failure has a reason and tells whether the request was sent. */
class HttpFailureTest extends HttpTestKit {

    private static final String SECRET_PATH = "/secret-path?signature=secret-query";

    @AfterEach
    void nothingStaysInUse() {
        await().until(() -> ((ApacheAsyncHttp) http).inUse() == 0);
    }

    @Test
    void refusedConnectionIsNotSent() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        HttpFailureException failure =
                fails(
                        http.send(get(URI.create("http://localhost:" + port + SECRET_PATH))),
                        Reason.CONNECT,
                        Progress.NOT_SENT);
        assertThat(failure).hasMessageContaining("localhost:" + port);
        assertThat(failure.getMessage()).doesNotContain("secret");
    }

    @Test
    void unknownHostIsNotSent() throws Exception {
        HttpFailureException failure =
                fails(
                        http.send(get(URI.create("https://nosuch.invalid" + SECRET_PATH))),
                        Reason.DNS,
                        Progress.NOT_SENT);
        assertThat(failure).hasMessageContaining("nosuch.invalid:443");
        assertThat(failure.getMessage()).doesNotContain("secret");
    }

    @Test
    void connectTimeoutIsNotSent() throws Exception {
        use(HttpSettings.defaults().withConnectTimeout(Duration.ofMillis(200)));
        // A listener whose queue is full drops further handshakes.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<SocketChannel> queue = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()));
                queue.add(channel);
            }
            long start = System.nanoTime();
            fails(
                    http.send(get(URI.create("http://127.0.0.1:" + full.getLocalPort() + "/"))),
                    Reason.CONNECT,
                    Progress.NOT_SENT);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(190), Duration.ofSeconds(3));
            for (SocketChannel channel : queue) {
                channel.close();
            }
        }
    }

    @Test
    void hangingNameLookupEndsWithTheCall() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        use(
                HttpSettings.defaults(),
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                });
        fails(
                http.send(get(URI.create("http://localhost:9/"), Duration.ofMillis(50))),
                Reason.TIMEOUT,
                Progress.NOT_SENT);
        never.countDown();
    }

    @Test
    void callWithoutTimeIsNotSent() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"))) {
            fails(
                    http.send(get(server.uri("/"), Duration.ZERO)),
                    Reason.TIMEOUT,
                    Progress.NOT_SENT);
            fails(
                    http.send(get(server.uri("/"), Duration.ofSeconds(-1))),
                    Reason.TIMEOUT,
                    Progress.NOT_SENT);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void resetOnAcceptCountsAsProcessedOnceTheRequestWasHandedOver() throws Exception {
        // Which of the two depends on timing; both must be consistent.
        try (RawServer server = RawServer.of(RawServer.Peer::reset)) {
            HttpFailureException failure = failure(http.send(post(server.uri("/"), new byte[10])));

            assertThat(failure.reason())
                    .isEqualTo(
                            failure.progress() == Progress.NOT_SENT
                                    ? Reason.CONNECT
                                    : Reason.BROKEN);
        }
    }

    @Test
    void resetAfterTheRequestIsReadMayHaveBeenProcessed() throws Exception {
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.reset();
                        })) {
            fails(
                    http.send(post(server.uri("/"), new byte[10])),
                    Reason.BROKEN,
                    Progress.MAYBE_PROCESSED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void closeWithoutReplyMayHaveBeenProcessed() throws Exception {
        try (RawServer server = RawServer.of(RawServer.Peer::read)) {
            fails(http.send(get(server.uri("/"))), Reason.BROKEN, Progress.MAYBE_PROCESSED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhe",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "220 mail.example ESMTP\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n"
            })
    void truncatedOrGarbledReplyIsBroken(String raw) throws Exception {
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write(raw);
                        })) {
            fails(http.send(get(server.uri("/"))), Reason.BROKEN, Progress.MAYBE_PROCESSED);
        }
    }

    @Test
    void endlessHeadersAreNotSwallowed() throws Exception {
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\n");
                            for (int i = 0; i < 100_000; i++) {
                                peer.write("X-" + i + ": x\r\n");
                            }
                            peer.awaitClose();
                        })) {
            fails(http.send(get(server.uri("/"))), Reason.BROKEN, Progress.MAYBE_PROCESSED);
        }
    }

    @Test
    void announcedOversizeIsCutBeforeItIsRead() throws Exception {
        CompletableFuture<Void> cut = new CompletableFuture<>();
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
                            peer.awaitClose();
                            cut.complete(null);
                        })) {
            HttpFailureException failure =
                    fails(
                            http.send(
                                    call(
                                            "GET",
                                            server.uri("/"),
                                            null,
                                            Duration.ofSeconds(5),
                                            null,
                                            1000)),
                            Reason.TOO_LARGE,
                            Progress.MAYBE_PROCESSED);
            assertThat(failure).hasMessageContaining("1000").hasMessageContaining("1001");
            value(cut);
        }
    }

    @Test
    void unannouncedOversizeIsCutWhenItShows() throws Exception {
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\n\r\n");
                            while (true) {
                                peer.write(new byte[4096]);
                            }
                        })) {
            fails(http.send(get(server.uri("/"))), Reason.TOO_LARGE, Progress.MAYBE_PROCESSED);
        }
    }

    @Test
    void replyOfExactlyTheCapIsFine() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("12345"))) {
            HttpRequest call = call("GET", server.uri("/"), null, Duration.ofSeconds(5), null, 5);
            assertThat(value(http.send(call)).text()).isEqualTo("12345");
        }
    }

    @Test
    void pooledConnectionThatBreaksMayHaveBeenProcessed() throws Exception {
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write(RawServer.ok("first"));
                            peer.read();
                            peer.reset();
                        })) {
            value(http.send(get(server.uri("/"))));
            fails(
                    http.send(post(server.uri("/"), new byte[1])),
                    Reason.BROKEN,
                    Progress.MAYBE_PROCESSED);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void connectionTheServerClosedWhileIdleIsNotUsedAgain() throws Exception {
        Semaphore noticed = new Semaphore(0);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write(RawServer.ok("x"));
                            peer.socket().shutdownOutput();
                            peer.awaitClose();
                            noticed.release();
                        })) {
            for (int i = 1; i <= 5; i++) {
                assertThat(value(http.send(get(server.uri("/")))).status()).isEqualTo(200);
                noticed.acquire();
                assertThat(server.connections()).isEqualTo(i);
            }
        }
    }

    @Test
    void connectionCloseIsHonoured() throws Exception {
        String raw = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx";
        try (RawServer server = RawServer.answering(raw)) {
            for (int i = 0; i < 5; i++) {
                assertThat(value(http.send(get(server.uri("/")))).text()).isEqualTo("x");
            }
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"/relative", "ftp://localhost/", "mailto:x@y", "http:///nohost", "//h/"})
    void unusableUrlFailsTheFutureAndNothingIsThrown(String url) throws Exception {
        URI uri = url == null ? null : URI.create(url);

        HttpFailureException failure = failure(http.send(get(uri)));
        assertThat(failure.progress()).isEqualTo(Progress.NOT_SENT);
        assertThat(failure(http.stream(get(uri), null)).progress()).isEqualTo(Progress.NOT_SENT);
    }

    @Test
    void nullCallFailsTheFuture() throws Exception {
        assertThat(failure(http.send(null)).progress()).isEqualTo(Progress.NOT_SENT);
    }

    @Test
    void brokenConnectionsLeaveTheClientUsable() throws Exception {
        try (RawServer bad = RawServer.of(RawServer.Peer::reset);
                RawServer good = RawServer.answering(RawServer.ok("ok"))) {
            for (int i = 0; i < 50; i++) {
                assertThat(failure(http.send(get(bad.uri("/")))).getCause())
                        .isNotInstanceOf(NullPointerException.class);
            }
            assertThat(value(http.send(get(good.uri("/")))).text()).isEqualTo("ok");
        } catch (SocketException e) {
            throw new AssertionError(e);
        }
    }
}
