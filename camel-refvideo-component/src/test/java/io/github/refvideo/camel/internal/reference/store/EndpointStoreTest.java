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
package io.github.refvideo.camel.internal.reference.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.fuzz.Exchanges;
import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.internal.reference.ReferenceReader;
import io.github.refvideo.camel.internal.reference.ReferenceSettings;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.StoredReference;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointStoreTest extends StoreTestKit {

    private final Map<String, byte[]> bucket = new ConcurrentHashMap<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicReference<Throwable> routeFailure = new AtomicReference<>();
    private final TestMedia media = TestMedia.of("image/png", 100_000);
    private CamelContext camel;
    private EndpointStore store;
    private RawServer server;
    private Object answer;
    private long bytesUpTo;
    private volatile Object body;
    private final CountDownLatch entered = new CountDownLatch(1);

    @BeforeEach
    void startCamel() throws Exception {
        server = RawServer.answering(RawServer.ok(""));
        camel = new DefaultCamelContext();
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:bucket")
                                .process(
                                        exchange -> {
                                            String name =
                                                    exchange.getMessage()
                                                            .getHeader(
                                                                    Exchange.FILE_NAME,
                                                                    String.class);
                                            body = exchange.getMessage().getBody();
                                            InputStream content =
                                                    exchange.getMessage()
                                                            .getBody(InputStream.class);
                                            bucket.put(name, content.readAllBytes());
                                            exchange.getMessage()
                                                    .setBody(
                                                            "https://bucket/"
                                                                    + name
                                                                    + "?X-Sig=1\n");
                                        });
                        from("direct:put")
                                .setProperty("name", header(Exchange.FILE_NAME))
                                .setHeader(Exchange.HTTP_METHOD, constant("PUT"))
                                .setHeader(Exchange.HTTP_PATH, simple("${exchangeProperty.name}"))
                                .to("http://localhost:" + server.port() + "/bucket")
                                .setBody(simple("https://cdn/${exchangeProperty.name}"));
                        from("direct:answer").process(e -> e.getMessage().setBody(answer));
                        from("direct:breaks")
                                .process(
                                        e -> {
                                            throw new IOException("https://h/x?secret=canary");
                                        });
                        from("direct:blocks")
                                .process(
                                        exchange -> {
                                            entered.countDown();
                                            goOn.await(15, TimeUnit.SECONDS);
                                            try {
                                                exchange.getMessage()
                                                        .getBody(InputStream.class)
                                                        .readAllBytes();
                                            } catch (IOException e) {
                                                routeFailure.set(e);
                                                throw e;
                                            }
                                            exchange.getMessage().setBody("https://h/late");
                                        });
                    }
                });
        camel.start();
    }

    @AfterEach
    void stopCamel() throws Exception {
        goOn.countDown();
        if (store != null) {
            store.close();
        }
        camel.stop();
        server.close();
    }

    private CompletableFuture<StoredReference> send(String uri) {
        return send(uri, LONG);
    }

    private CompletableFuture<StoredReference> send(String uri, Duration timeout) {
        store = new EndpointStore(camel, uri, timer, bytesUpTo);
        return store.store(media, "m", timeout);
    }

    @Test
    void routeGetsTheMediaAndAnswersWithItsUrl() throws Exception {
        StoredReference stored = value(send("direct:bucket"));

        String name = media.facts().sha256() + ".png";
        assertThat(stored.url()).isEqualTo("https://bucket/" + name + "?X-Sig=1");
        assertThat(stored.expires()).isNull();
        assertThat(bucket.get(name)).isEqualTo(media.content());
        assertThat(store.boundToModel()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void routePutsTheMediaToAnHttpServerThatWantsALength(boolean file) throws Exception {
        bytesUpTo = 1_000_000;
        if (file) {
            media.asFile();
        }

        StoredReference stored = value(send("direct:put"));

        assertThat(stored.url()).isEqualTo("https://cdn/" + media.facts().sha256() + ".png");
        RawServer.Request put = server.requests().get(0);
        assertThat(put.method()).isEqualTo("PUT");
        assertThat(put.path()).endsWith(media.facts().sha256() + ".png");
        assertThat(put.headers())
                .containsEntry("Content-Type", "image/png")
                .containsEntry("Content-Length", "100000");
        assertThat(put.body()).isEqualTo(media.content());
    }

    @Test
    void bodyIsTheFileOrTheBytesOrAStream() throws Exception {
        value(send("direct:bucket"));
        assertThat(body).as("too long for memory").isInstanceOf(InputStream.class);
        store.close();
        bytesUpTo = 100_000;
        value(send("direct:bucket"));
        assertThat(body).isInstanceOf(byte[].class);
        store.close();
        media.asFile();
        value(send("direct:bucket"));
        assertThat(body).isInstanceOf(File.class);
        assertThat(bucket).hasSize(1);
    }

    @Test
    void fileOfAMessageReachesTheRouteAsThatFile(@TempDir Path directory) throws Exception {
        byte[] png = MediaSamples.image("png", 320, 240);
        Path file = Files.write(directory.resolve("cat"), png);
        ReferenceReader reader =
                new ReferenceReader(ReferenceSettings.DEFAULT, Exchanges.create(), atEnd -> {});
        reader.read(file);
        LocalMedia cat = reader.media().values().iterator().next();

        store = new EndpointStore(camel, "direct:bucket", timer);
        value(store.store(cat, "m", LONG));

        assertThat(body).isEqualTo(file.toFile());
        assertThat(bucket).containsEntry(cat.facts().sha256() + ".png", png);
    }

    @Test
    void fileThatChangedSinceItWasCheckedIsNotStored(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("cat"), MediaSamples.image("png", 320, 240));
        LocalMedia cat = read(file);

        Files.write(file, MediaSamples.image("png", 32, 24));

        isNotStored(cat);
    }

    /** What is stored is remembered by the digest of what was checked. */
    @Test
    void otherContentOfTheSameLengthIsNotStoredUnderTheDigestOfTheFirst(@TempDir Path directory)
            throws Exception {
        byte[] png = MediaSamples.image("png", 320, 240);
        Path file = Files.write(directory.resolve("cat"), png);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        LocalMedia cat = read(file);

        Files.write(file, new byte[png.length]);

        isNotStored(cat);
    }

    @Test
    void linkThatTookThePlaceOfTheFileIsNotFollowed(@TempDir Path directory) throws Exception {
        byte[] png = MediaSamples.image("png", 320, 240);
        Path file = Files.write(directory.resolve("cat"), png);
        FileTime time = Files.getLastModifiedTime(file);
        LocalMedia cat = read(file);
        Path secret = Files.write(directory.resolve("secret"), new byte[png.length]);
        Files.setLastModifiedTime(secret, time);

        Files.delete(file);
        Files.createSymbolicLink(file, secret);

        isNotStored(cat);
    }

    @Test
    void linkThatAUserGivesIsFollowed(@TempDir Path directory) throws Exception {
        byte[] png = MediaSamples.image("png", 320, 240);
        Path link = directory.resolve("latest");
        Files.createSymbolicLink(link, Files.write(directory.resolve("cat"), png));

        store = new EndpointStore(camel, "direct:bucket", timer);
        value(store.store(read(link), "m", LONG));

        assertThat(bucket.values()).containsExactly(png);
    }

    private static LocalMedia read(Path file) {
        ReferenceReader reader =
                new ReferenceReader(ReferenceSettings.DEFAULT, Exchanges.create(), atEnd -> {});
        reader.read(file);
        return reader.media().values().iterator().next();
    }

    private void isNotStored(LocalMedia media) throws Exception {
        store = new EndpointStore(camel, "direct:bucket", timer);

        assertThat(failure(store.store(media, "m", LONG))).hasCauseInstanceOf(IOException.class);
        assertThat(bucket).isEmpty();
        assertThatThrownBy(media::open).isInstanceOf(IOException.class);
    }

    @Test
    void expiryIsReadFromAPresignedUrl() throws Exception {
        answer = "https://h/x?X-Amz-Date=20301122T100000Z&X-Amz-Expires=3600&X-Amz-Signature=a";

        assertThat(value(send("direct:answer")).expires())
                .isEqualTo(Instant.parse("2030-11-22T11:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "done",
                "/x",
                "ftp://h/x",
                "https://u:canary@h/x",
                "http://h/a b",
                "https://h/x\nhttps://h/y"
            })
    void replyWithoutAUrlIsRejected(String text) throws Exception {
        answer = text;

        ReferenceStoreException failure = failure(send("direct:answer"));

        assertThat(failure.retryable()).isFalse();
        assertThat(failure)
                .hasMessageContaining("endpoint of referenceStore, direct:answer")
                .hasMessageContaining("absolute http or https URL");
        assertThat(failure.getMessage()).doesNotContain("canary");
    }

    @Test
    void answerWithoutABodyIsRefused() throws Exception {
        assertThat(failure(send("direct:answer")))
                .hasMessageContaining("replied with an empty body");
    }

    @Test
    void failureOfTheRouteIsTypedWithoutItsMessage() throws Exception {
        ReferenceStoreException failure = failure(send("direct:breaks?timeout=1000"));

        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("direct:breaks, failed with IOException");
        assertThat(failure.getMessage()).doesNotContain("canary").doesNotContain("timeout");
        assertThat(failure).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void endpointThatDoesNotExistIsAFailure() throws Exception {
        assertThat(failure(send("nosuchthing:x")).retryable()).isFalse();
    }

    @Test
    void blockingRouteBlocksNoThreadOfTheCaller() {
        CompletableFuture<StoredReference> stored = send("direct:blocks");

        // Returned while the route is at it.
        assertThat(stored).isNotDone();
        goOn.countDown();
        assertThat(stored.join().url()).isEqualTo("https://h/late");
    }

    @Test
    void slowRouteTimesOutAndLosesItsInput() throws Exception {
        ReferenceStoreException failure = failure(send("direct:blocks", Duration.ofMillis(200)));

        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("did not reply within 200 ms");
        goOn.countDown();
        await().untilAsserted(
                        () -> assertThat(routeFailure.get()).hasMessageContaining("canceled"));
    }

    @Test
    void cancelledTransferLosesItsInput() throws Exception {
        CompletableFuture<StoredReference> stored = send("direct:blocks");
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

        stored.cancel(true);
        goOn.countDown();

        await().untilAsserted(
                        () -> assertThat(routeFailure.get()).hasMessageContaining("canceled"));
    }

    @Test
    void moreTransfersThanThreadsWaitForTheirTurn() {
        store = new EndpointStore(camel, "direct:blocks", timer);
        List<CompletableFuture<StoredReference>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(store.store(media, "m", LONG));
        }
        assertThat(all).noneMatch(CompletableFuture::isDone);

        goOn.countDown();

        assertThat(all).allSatisfy(one -> assertThat(one.join().url()).isEqualTo("https://h/late"));
    }

    @Test
    void closingFailsRunningAndQueuedUploads() throws Exception {
        store = new EndpointStore(camel, "direct:blocks", timer);
        List<CompletableFuture<StoredReference>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(store.store(media, "m", LONG));
        }

        store.close();

        for (CompletableFuture<StoredReference> one : all) {
            assertThat(failure(one)).hasMessageContaining("referenceStore");
        }
        assertThat(failure(store.store(media, "m", LONG))).hasMessageContaining("is stopped");
    }

    @Test
    void bodyCanBeReadAgain() throws Exception {
        EndpointStore.MediaStreamCache stream =
                new EndpointStore.MediaStreamCache(media, new AtomicBoolean());
        assertThat(stream.readNBytes(10)).hasSize(10);
        assertThat(stream.position()).isEqualTo(10);
        assertThat(stream.available()).isEqualTo(99_990);

        stream.reset();

        assertThat(stream.readAllBytes()).isEqualTo(media.content());
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.length()).isEqualTo(100_000);
        assertThat(stream.inMemory()).isFalse();
        try (InputStream copy = (InputStream) stream.copy(null)) {
            assertThat(copy.readAllBytes()).isEqualTo(media.content());
        }
        stream.close();
    }
}
