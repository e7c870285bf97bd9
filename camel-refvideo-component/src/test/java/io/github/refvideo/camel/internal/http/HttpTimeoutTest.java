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

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.internal.http.HttpFailureException.Progress;
import io.github.refvideo.camel.internal.http.HttpFailureException.Reason;
import io.github.refvideo.camel.internal.time.ManualTimer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Timeouts apply whatever the server does, and close the connection. */
class HttpTimeoutTest extends HttpTestKit {

    private final ManualTimer manual = new ManualTimer();

    private void useManualTimer() {
        http.close();
        http = AsyncHttp.create(HttpSettings.defaults(), manual);
    }

    @Test
    void stallingServerCostsTheTimeoutAndNoMore() throws Exception {
        Duration timeout = ofMillis(200);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.awaitClose();
                        })) {
            // A busy machine may spoil one measurement.
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 3 && best > ofMillis(250).toNanos(); i++) {
                long start = System.nanoTime();
                assertThat(failure(http.send(get(server.uri("/"), timeout))).reason())
                        .isEqualTo(Reason.TIMEOUT);
                best = Math.min(best, System.nanoTime() - start - timeout.toNanos());
            }
            assertThat(Duration.ofNanos(best)).isBetween(Duration.ZERO, ofMillis(250));
        }
    }

    @Test
    void timeoutCutsTheConnection() throws Exception {
        useManualTimer();
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Void> cut = new CompletableFuture<>();
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            asked.countDown();
                            peer.awaitClose();
                            cut.complete(null);
                        })) {
            CompletableFuture<HttpResponse> reply = http.send(get(server.uri("/"), ofSeconds(9)));
            asked.await();
            manual.advance(ofSeconds(9));

            fails(reply, Reason.TIMEOUT, Progress.MAYBE_PROCESSED);
            value(cut);
        }
    }

    @Test
    void tricklingReplyCannotOutlastTheTimeout() throws Exception {
        tricklesUntilTheTimeout("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    }

    @Test
    void trickledHeadersCannotOutlastTheTimeout() throws Exception {
        tricklesUntilTheTimeout("HTTP/1.1 200 OK\r\nX: ");
    }

    private void tricklesUntilTheTimeout(String beginning) throws Exception {
        useManualTimer();
        CountDownLatch trickling = new CountDownLatch(50);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write(beginning);
                            while (true) {
                                peer.write("x");
                                trickling.countDown();
                                trickling.await(1, TimeUnit.MILLISECONDS);
                            }
                        })) {
            CompletableFuture<HttpResponse> reply =
                    http.send(call("GET", server.uri("/"), null, ofSeconds(9), ofSeconds(60), MIB));
            trickling.await();
            manual.advance(ofMillis(8_999));
            assertThat(reply).isNotDone();
            manual.advance(ofMillis(1));

            fails(reply, Reason.TIMEOUT, Progress.MAYBE_PROCESSED);
        }
    }

    @Test
    void silenceBeforeTheHeadIsIdle() throws Exception {
        useManualTimer();
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            asked.countDown();
                            peer.awaitClose();
                        })) {
            CompletableFuture<HttpResponse> reply =
                    http.send(
                            call("GET", server.uri("/"), null, ofSeconds(100), ofSeconds(10), MIB));
            asked.await();
            manual.advance(ofMillis(9_999));
            assertThat(reply).isNotDone();
            manual.advance(ofMillis(1));

            fails(reply, Reason.TIMEOUT, Progress.MAYBE_PROCESSED);
        }
    }

    @Test
    void dataResetsTheIdleTimeout() throws Exception {
        useManualTimer();
        SynchronousQueue<String> pieces = new SynchronousQueue<>();
        SynchronousQueue<Integer> arrived = new SynchronousQueue<>();
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
                            while (true) {
                                peer.write(pieces.take());
                            }
                        })) {
            CompletableFuture<Void> done =
                    http.stream(
                            call("GET", server.uri("/"), null, ofSeconds(1000), ofSeconds(10), MIB),
                            new ResponseSink() {
                                @Override
                                public void head(ResponseHead head) {}

                                @Override
                                public void data(ByteBuffer piece) {
                                    hand(arrived, piece.remaining());
                                }
                            });
            for (int i = 0; i < 10; i++) {
                pieces.offer("x", 5, TimeUnit.SECONDS);
                assertThat(arrived.poll(5, TimeUnit.SECONDS)).isEqualTo(1);
                manual.advance(ofSeconds(9));
                assertThat(done).isNotDone();
            }
            manual.advance(ofSeconds(1));

            assertThat(fails(done, Reason.TIMEOUT, Progress.MAYBE_PROCESSED))
                    .hasMessageContaining("no data for 10 s");
        }
    }

    @Test
    void longSilenceIsFineWithoutAnIdleTimeout() throws Exception {
        useManualTimer();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            asked.countDown();
                            answer.await();
                            peer.write(RawServer.ok("at last"));
                        })) {
            CompletableFuture<HttpResponse> reply =
                    http.send(get(server.uri("/"), Duration.ofHours(1)));
            asked.await();
            manual.advance(Duration.ofMinutes(59));
            answer.countDown();

            assertThat(value(reply).text()).isEqualTo("at last");
        }
    }

    @Test
    void completedCallLeavesNoTimeoutBehind() throws Exception {
        useManualTimer();
        try (RawServer server = RawServer.answering(RawServer.ok("x"))) {
            for (int i = 0; i < 10; i++) {
                value(
                        http.send(
                                call(
                                        "GET",
                                        server.uri("/"),
                                        null,
                                        ofSeconds(10),
                                        ofSeconds(1),
                                        9)));
            }
            // One sweep of idle connections, for all calls together.
            await().until(() -> manual.pending() == 1);
        }
    }

    @Test
    void expiredConnectionsAreClosedAndTheSweepEnds() throws Exception {
        useManualTimer();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write(
                                    "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\n"
                                            + "Content-Length: 0\r\n\r\n");
                            peer.awaitClose();
                            closed.complete(null);
                        })) {
            value(http.send(get(server.uri("/"))));
            // The second one belongs to the pool, which uses the real clock.
            await().until(
                            () -> {
                                manual.advance(ofSeconds(15));
                                return closed.isDone();
                            });
            await().until(
                            () -> {
                                manual.advance(ofSeconds(15));
                                return manual.pending() == 0;
                            });
        }
    }

    @Test
    void connectionThatTheServerWantsNoMoreIsClosed() throws Exception {
        String raw = "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=0\r\nContent-Length: 0\r\n\r\n";
        try (RawServer server = RawServer.answering(raw)) {
            value(http.send(get(server.uri("/"))));
            value(http.send(get(server.uri("/"))));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void noFreeConnectionIsNotSent() throws Exception {
        use(
                HttpSettings.defaults()
                        .withMaxConnections(10, 1)
                        .withConnectionRequestTimeout(ofMillis(50)));
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            asked.countDown();
                            peer.awaitClose();
                        })) {
            CompletableFuture<HttpResponse> first = http.send(get(server.uri("/")));
            asked.await();
            assertThat(fails(http.send(get(server.uri("/"))), Reason.CONNECT, Progress.NOT_SENT))
                    .hasMessageContaining("50 ms");
            assertThat(server.requests()).hasSize(1);
            first.cancel(true);
        }
    }

    @Test
    void queuedCallIsSentWhenAConnectionIsFree() throws Exception {
        use(HttpSettings.defaults().withMaxConnections(1, 1));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            while (peer.read() != null) {
                                asked.countDown();
                                answer.await();
                                peer.write(RawServer.ok("x"));
                            }
                        })) {
            CompletableFuture<HttpResponse> first = http.send(get(server.uri("/1")));
            asked.await();
            CompletableFuture<HttpResponse> givenUp = http.send(get(server.uri("/2")));
            CompletableFuture<HttpResponse> third = http.send(get(server.uri("/3")));
            givenUp.cancel(true);
            answer.countDown();

            value(first);
            value(third);
            assertThat(server.requests().stream().map(RawServer.Request::path))
                    .containsExactly("/1", "/3");
        }
    }

    private static <T> void hand(SynchronousQueue<T> queue, T value) {
        try {
            queue.put(value);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
