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
import io.github.refvideo.camel.internal.time.ManualTimer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exchanges that the client ends: cancel, close, a failing sink. */
class HttpAbortTest extends HttpTestKit {

    @Test
    void cancelCutsTheConnection() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            asked.countDown();
                            peer.awaitClose();
                            cut.countDown();
                        })) {
            CompletableFuture<HttpResponse> reply = http.send(get(server.uri("/")));
            asked.await();
            reply.cancel(false);
            cut.await();

            await().until(() -> ((ApacheAsyncHttp) http).inUse() == 0);
        }
    }

    @Test
    void cancelDuringTheBodyEndsTheSinkCalls() throws Exception {
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\n\r\n");
                            while (true) {
                                peer.write(new byte[1000]);
                            }
                        })) {
            CountDownLatch flowing = new CountDownLatch(1);
            HttpRequest call =
                    call("GET", server.uri("/"), null, Duration.ofSeconds(9), null, 1L << 40);
            CompletableFuture<Void> done = http.stream(call, sink(piece -> flowing.countDown()));
            flowing.await();
            done.cancel(true);

            await().until(() -> ((ApacheAsyncHttp) http).inUse() == 0);
        }
    }

    @Test
    void callThatIsNotPermittedAnyMoreIsNotSent() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("paid"))) {
            HttpRequest call = post(server.uri("/"), new byte[10]);

            fails(http.send(call.onlyIf(() -> false)), Reason.ABORTED, Progress.NOT_SENT);

            assertThat(server.requests()).isEmpty();
            assertThat(http.send(call.onlyIf(() -> true)).get().status()).isEqualTo(200);
        }
    }

    @Test
    void callOnAFreshConnectionUsesANewConnection() throws Exception {
        // The server closes each connection after one request without announcing it.
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write(RawServer.ok("answer"));
                        })) {
            for (int i = 0; i < 60; i++) {
                // This call may use a connection that is being closed; it is free.
                http.send(get(server.uri("/status"))).handle((reply, failure) -> reply).get();
                HttpResponse paid =
                        http.send(post(server.uri("/create"), new byte[10]).onFreshConnection())
                                .get();
                assertThat(paid.status()).isEqualTo(200);
            }
            assertThat(server.requests().stream().filter(r -> r.path().equals("/create")))
                    .hasSize(60);
        }
    }

    @Test
    void closeAbortsAllCalls() throws Exception {
        Semaphore asked = new Semaphore(0);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            asked.release();
                            peer.awaitClose();
                        })) {
            List<CompletableFuture<HttpResponse>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(http.send(get(server.uri("/"))));
            }
            asked.acquire(20);
            http.close();

            for (CompletableFuture<HttpResponse> call : calls) {
                fails(call, Reason.ABORTED, Progress.MAYBE_PROCESSED);
            }
        }
    }

    @Test
    void closedClientRefusesCallsAndClosesAgain() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"))) {
            http.close();
            http.close();

            fails(http.send(get(server.uri("/"))), Reason.ABORTED, Progress.NOT_SENT);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void closeFromAContinuationDoesNotDeadlock() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"))) {
            value(http.send(get(server.uri("/"))).thenAccept(reply -> http.close()));
        }
    }

    @Test
    void noThreadIsLeftAfterClose() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"))) {
            value(http.send(get(server.uri("/"))));
            assertThat(clientThreads()).isBetween(1L, 4L);
            http.close();

            await().until(() -> clientThreads() == 0);
        }
    }

    enum When {
        HEAD,
        DATA,
        END
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void errorInTheSinkFailsThisCallAndNoOther(When when) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("body"))) {
            Error error = new OutOfMemoryError("simulated");
            CompletableFuture<Void> done = http.stream(get(server.uri("/")), throwing(when, error));

            assertThat(fails(done, Reason.REFUSED_BY_SINK, Progress.MAYBE_PROCESSED))
                    .hasCause(error);
            assertThat(value(http.send(get(server.uri("/")))).text()).isEqualTo("body");
        }
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void sinkMayRefuseTheReply(When when) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("body"))) {
            IOException refusal = new IOException("disk full");
            CompletableFuture<Void> done =
                    http.stream(get(server.uri("/")), throwing(when, refusal));

            assertThat(fails(done, Reason.REFUSED_BY_SINK, Progress.MAYBE_PROCESSED))
                    .hasCause(refusal);
        }
    }

    @Test
    void sinkThatReadsNothingDoesNotHoldTheReplyUp() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("b".repeat(500_000)))) {
            AtomicInteger seen = new AtomicInteger();
            value(
                    http.stream(
                            get(server.uri("/")),
                            sink(piece -> seen.addAndGet(piece.remaining()))));

            assertThat(seen).hasValue(500_000);
        }
    }

    @Test
    void outcomeIsNotReportedWhileTheSinkIsBusy() throws Exception {
        ManualTimer manual = new ManualTimer();
        http.close();
        http = AsyncHttp.create(settings(), manual);
        try (RawServer server = RawServer.answering(RawServer.ok("body"))) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            CompletableFuture<Void> done =
                    http.stream(
                            get(server.uri("/"), Duration.ofSeconds(9)),
                            sink(
                                    piece -> {
                                        inside.countDown();
                                        leave.await();
                                    }));
            inside.await();
            manual.advance(Duration.ofSeconds(9));
            assertThat(done).isNotDone();
            leave.countDown();

            fails(done, Reason.TIMEOUT, Progress.MAYBE_PROCESSED);
        }
    }

    @Test
    void throwingContinuationIsIgnored() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"))) {
            http.send(get(server.uri("/")))
                    .whenComplete(
                            (reply, e) -> {
                                throw new StackOverflowError("simulated");
                            });
            assertThat(value(http.send(get(server.uri("/")))).status()).isEqualTo(200);
        }
    }

    @Test
    void callsCutAtAnyMomentLeaveNothingInUse() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x".repeat(2000)))) {
            List<CompletableFuture<HttpResponse>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                CompletableFuture<HttpResponse> call = http.send(get(server.uri("/")));
                timer.after(Duration.ofNanos(i * 20_000L), () -> call.cancel(true));
                calls.add(call);
            }
            for (CompletableFuture<HttpResponse> call : calls) {
                value(call.handle((reply, e) -> null));
            }
            await().until(() -> ((ApacheAsyncHttp) http).inUse() == 0);
            assertThat(value(http.send(get(server.uri("/")))).status()).isEqualTo(200);
        }
    }

    static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("refvideo-http-"))
                .count();
    }

    interface Piece {
        void take(ByteBuffer piece) throws Exception;
    }

    private static ResponseSink sink(Piece taker) {
        return new ResponseSink() {
            @Override
            public void head(ResponseHead head) {}

            @Override
            public void data(ByteBuffer piece) throws IOException {
                try {
                    taker.take(piece);
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        };
    }

    private static ResponseSink throwing(When when, Throwable what) {
        return new ResponseSink() {
            private void at(When now) throws IOException {
                if (now == when && what instanceof Error error) {
                    throw error;
                }
                if (now == when) {
                    throw (IOException) what;
                }
            }

            @Override
            public void head(ResponseHead head) throws IOException {
                at(When.HEAD);
            }

            @Override
            public void data(ByteBuffer piece) throws IOException {
                at(When.DATA);
            }

            @Override
            public void end() throws IOException {
                at(When.END);
            }
        };
    }
}
