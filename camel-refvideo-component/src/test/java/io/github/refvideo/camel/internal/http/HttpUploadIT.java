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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.internal.http.HttpFailureException.Progress;
import io.github.refvideo.camel.internal.http.HttpFailureException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are read while they are sent. */
class HttpUploadIT extends HttpTestKit {

    private static final String CREATED = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";

    @TempDir private Path directory;

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 12_287, 12_288, 12_289, 300_000})
    void fileIsEncodedWhileItIsSent(int length) throws Exception {
        byte[] content = bytes(length);
        RequestBody body = RequestBody.base64(RequestBody.of(source(content), 0, length));

        try (ReadableByteChannel channel = body.open()) {
            byte[] sent = Channels.newInputStream(channel).readAllBytes();
            assertThat(sent).isEqualTo(Base64.getEncoder().encode(content));
            assertThat(body.length()).isEqualTo(sent.length);
        }
        assertThat(closed).hasValue(opened.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 3_000_000})
    void fileArrivesAsItIs(int length) throws Exception {
        byte[] content = bytes(length);
        RequestBody body = RequestBody.of(source(content), 0, length);
        try (RawServer server = RawServer.answering(CREATED)) {
            HttpResponse reply = value(http.send(put(server.uri("/f")).uploading(body)));

            assertThat(reply.status()).isEqualTo(201);
            RawServer.Request request = server.requests().get(0);
            assertThat(request.headers()).containsEntry("Content-Length", "" + length);
            assertThat(request.body()).isEqualTo(content);
        }
        await().untilAsserted(() -> assertThat(closed.get()).isEqualTo(opened.get()).isOne());
    }

    @Test
    void regionIsOnlyTheRegion() throws Exception {
        byte[] content = bytes(200_000);
        RequestBody body = RequestBody.of(source(content), 70_000, 100_000);
        try (RawServer server = RawServer.answering(CREATED)) {
            value(http.send(put(server.uri("/f")).uploading(body)));

            assertThat(server.requests().get(0).body())
                    .isEqualTo(Arrays.copyOfRange(content, 70_000, 170_000));
        }
    }

    @Test
    void severalBodiesArriveAsOne() throws Exception {
        byte[] content = bytes(50_000);
        RequestBody body =
                RequestBody.sequence(
                        List.of(
                                RequestBody.of("before".getBytes(StandardCharsets.US_ASCII)),
                                RequestBody.of(new byte[0]),
                                RequestBody.of(source(content), 0, content.length),
                                RequestBody.of("after".getBytes(StandardCharsets.US_ASCII))));
        assertThat(body.length()).isEqualTo(50_011);
        try (RawServer server = RawServer.answering(CREATED)) {
            value(http.send(put(server.uri("/f")).uploading(body)));

            byte[] arrived = server.requests().get(0).body();
            assertThat(arrived).hasSize(50_011).startsWith("before".getBytes());
            assertThat(Arrays.copyOfRange(arrived, 6, 50_006)).isEqualTo(content);
            assertThat(arrived).endsWith("after".getBytes());
        }
    }

    @Test
    void connectionIsReusedAfterAnUpload() throws Exception {
        byte[] content = bytes(100_000);
        RequestBody body = RequestBody.of(source(content), 0, content.length);
        try (RawServer server = RawServer.answering(CREATED)) {
            value(http.send(put(server.uri("/1")).uploading(body)));
            value(http.send(put(server.uri("/2")).uploading(body)));

            assertThat(server.connections()).isOne();
            assertThat(server.requests().get(1).body()).isEqualTo(content);
            assertThat(opened.get()).as("anew for each call").isEqualTo(2);
        }
    }

    @Test
    void uploadThroughTlsArrivesAsItIs() throws Exception {
        byte[] content = bytes(1_000_000);
        use(HttpSettings.defaults().withSslContext(TestTls.context()));
        try (RawServer server =
                RawServer.secure(
                        TestTls.context(),
                        peer -> {
                            while (peer.read() != null) {
                                peer.write(CREATED);
                            }
                        })) {
            value(
                    http.send(
                            put(server.uri("/f"))
                                    .uploading(
                                            RequestBody.of(source(content), 0, content.length))));

            assertThat(server.requests().get(0).body()).isEqualTo(content);
        }
    }

    @Test
    void uploadThatMakesNoProgressIsCutByTheIdleTimeout() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        byte[] content = bytes(20_000_000);
        try (RawServer server = RawServer.of(peer -> peer.stall(end))) {
            HttpRequest call =
                    call(
                                    "PUT",
                                    server.uri("/f"),
                                    null,
                                    Duration.ofSeconds(30),
                                    Duration.ofMillis(300),
                                    MIB)
                            .uploading(RequestBody.of(source(content), 0, content.length));

            fails(http.send(call), Reason.TIMEOUT, Progress.MAYBE_PROCESSED);
        } finally {
            end.countDown();
        }
        await().untilAsserted(() -> assertThat(closed.get()).isEqualTo(opened.get()).isOne());
    }

    @Test
    void uploadThatMakesNoProgressIsCutByTheOverallTimeout() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        byte[] content = bytes(20_000_000);
        try (RawServer server = RawServer.of(peer -> peer.stall(end))) {
            HttpRequest call =
                    call("PUT", server.uri("/f"), null, Duration.ofMillis(300), null, MIB)
                            .uploading(RequestBody.of(source(content), 0, content.length));

            fails(http.send(call), Reason.TIMEOUT, Progress.MAYBE_PROCESSED);
        } finally {
            end.countDown();
        }
    }

    @Test
    void slowUploadThatMovesIsNotIdle() throws Exception {
        byte[] content = bytes(60_000_000);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            CountDownLatch never = new CountDownLatch(1);
                            for (int left = content.length; left > 0; left -= 2_000_000) {
                                peer.socket().getInputStream().readNBytes(2_000_000);
                                never.await(40, TimeUnit.MILLISECONDS);
                            }
                            peer.write(CREATED);
                        })) {
            HttpRequest call =
                    call(
                                    "PUT",
                                    server.uri("/f"),
                                    null,
                                    Duration.ofSeconds(20),
                                    Duration.ofMillis(700),
                                    MIB)
                            .uploading(RequestBody.of(source(content), 0, content.length));

            assertThat(value(http.send(call)).status()).isEqualTo(201);
        }
    }

    @Test
    void cancelledUploadLetsGoOfTheFile() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        byte[] content = bytes(20_000_000);
        try (RawServer server = RawServer.of(peer -> peer.stall(end))) {
            CompletableFuture<HttpResponse> call =
                    http.send(
                            put(server.uri("/f"))
                                    .uploading(RequestBody.of(source(content), 0, content.length)));
            await().until(() -> opened.get() == 1);

            call.cancel(true);

            await().untilAsserted(() -> assertThat(closed.get()).isOne());
            await().until(() -> TestClients.inUse(http) == 0);
        } finally {
            end.countDown();
        }
    }

    @Test
    void answerBeforeTheEndOfTheUploadIsTheAnswer() throws Exception {
        byte[] content = bytes(20_000_000);
        CountDownLatch end = new CountDownLatch(1);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
                            peer.stall(end);
                        })) {
            HttpResponse reply =
                    value(
                            http.send(
                                    put(server.uri("/f"))
                                            .uploading(
                                                    RequestBody.of(
                                                            source(content), 0, content.length))));

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.text()).isEqualTo("no");
            await().untilAsserted(() -> assertThat(closed.get()).isEqualTo(opened.get()));
        } finally {
            end.countDown();
        }
    }

    @Test
    void fileThatBecameShorterIsAnErrorNotAShorterUpload() throws Exception {
        byte[] content = bytes(100_000);
        RequestBody body = RequestBody.of(source(content), 50_000, 60_000);
        try (RawServer server = RawServer.answering(CREATED)) {
            HttpFailureException failure =
                    failure(http.send(put(server.uri("/f")).uploading(body)));

            assertThat(failure).hasRootCauseInstanceOf(UnreadableBodyException.class);
            assertThat(server.requests()).isEmpty();
        }
        await().untilAsserted(() -> assertThat(closed.get()).isEqualTo(opened.get()).isOne());
    }

    @Test
    void missingFileIsAnErrorWithoutItsPath() throws Exception {
        RequestBody body =
                RequestBody.of(
                        () -> {
                            throw new NoSuchFileException("/home/somebody/secret.png");
                        },
                        0,
                        10);
        try (RawServer server = RawServer.answering(CREATED)) {
            HttpFailureException failure =
                    failure(http.send(put(server.uri("/f")).uploading(body)));

            assertThat(failure).hasCauseInstanceOf(UnreadableBodyException.class);
            assertThat(failure.getMessage()).contains("cannot be read").doesNotContain("somebody");
            assertThat(value(http.send(get(server.uri("/")))).status())
                    .as("the client lives on")
                    .isEqualTo(201);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void emptyBodyHasContentLengthZero(String method) throws Exception {
        try (RawServer server = RawServer.answering(CREATED)) {
            value(
                    http.send(
                            call(
                                    method,
                                    server.uri("/"),
                                    null,
                                    Duration.ofSeconds(10),
                                    null,
                                    MIB)));
            value(
                    http.send(
                            call(
                                    method,
                                    server.uri("/"),
                                    new byte[0],
                                    Duration.ofSeconds(10),
                                    null,
                                    MIB)));

            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy(
                            request ->
                                    assertThat(request.headers())
                                            .containsEntry("Content-Length", "0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "HEAD"})
    void readMethodsHaveNoContentLength(String method) throws Exception {
        try (RawServer server = RawServer.answering(CREATED)) {
            value(
                    http.send(
                            call(
                                    method,
                                    server.uri("/"),
                                    null,
                                    Duration.ofSeconds(10),
                                    null,
                                    MIB)));

            assertThat(server.requests().get(0).headers()).doesNotContainKey("Content-Length");
        }
    }

    @Test
    void callHasOneBody() {
        URI uri = URI.create("http://localhost/");
        assertThatThrownBy(
                        () ->
                                new HttpRequest(
                                        "PUT",
                                        uri,
                                        Map.of(),
                                        new byte[1],
                                        Duration.ofSeconds(1),
                                        null,
                                        1,
                                        RequestBody.of(new byte[1]),
                                        null,
                                        false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endOfTheExchangeDoesNotWaitForARead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        RequestBody slow =
                new RequestBody() {
                    @Override
                    public long length() {
                        return 10;
                    }

                    @Override
                    public ReadableByteChannel open() {
                        return new ReadableByteChannel() {
                            @Override
                            public int read(ByteBuffer into) throws IOException {
                                reading.countDown();
                                try {
                                    goOn.await();
                                } catch (InterruptedException e) {
                                    throw new IOException(e);
                                }
                                assertThat(closed.get()).as("closed while it is read").isZero();
                                into.put(new byte[into.remaining()]);
                                return 10;
                            }

                            @Override
                            public boolean isOpen() {
                                return true;
                            }

                            @Override
                            public void close() {
                                closed.incrementAndGet();
                            }
                        };
                    }
                };
        RequestBodyProducer pieces = new RequestBodyProducer(slow, () -> {});
        CompletableFuture<Integer> read =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return pieces.next().remaining();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        reading.await();

        pieces.close();

        assertThat(closed.get()).isZero();
        goOn.countDown();
        assertThat(value(read)).isEqualTo(10);
        assertThat(closed.get()).isOne();
    }

    private static HttpRequest put(URI uri) {
        return call("PUT", uri, null, Duration.ofSeconds(10), null, MIB);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** A file that counts how often it is opened and closed. */
    private RequestBody.Source source(byte[] content) throws IOException {
        Path file = Files.write(directory.resolve("media-" + content.length), content);
        return () -> {
            opened.incrementAndGet();
            return new Counted(FileChannel.open(file));
        };
    }

    private final class Counted implements SeekableByteChannel {

        private final SeekableByteChannel file;

        Counted(SeekableByteChannel file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return file.read(into);
        }

        @Override
        public int write(ByteBuffer from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long to) throws IOException {
            file.position(to);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            if (file.isOpen()) {
                closed.incrementAndGet();
            }
            file.close();
        }
    }
}
