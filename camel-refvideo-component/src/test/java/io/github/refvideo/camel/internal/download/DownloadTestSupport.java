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
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import io.github.refvideo.camel.internal.download.VideoSink.DownloadedVideo;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpSettings;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.internal.http.TestClients;
import io.github.refvideo.camel.internal.http.TestTls;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.internal.time.RealTimer;
import io.github.refvideo.camel.internal.time.Timer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A downloader that allows loopback, a manual timer, and servers with faults. */
abstract class DownloadTestSupport {

    static final long MAX = 10_000_000;

    static {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    final ManualTimer manual = new ManualTimer();
    private RealTimer real;
    Timer timer = manual;
    AsyncHttp http;
    DownloadSettings settings = DownloadSettings.defaults().withAllowPrivateAddresses(true);

    @BeforeEach
    void start() {
        use(settings, UnaryOperator.identity());
    }

    void use(DownloadSettings changed, UnaryOperator<String> names) {
        if (http != null) {
            http.close();
        }
        settings = changed;
        HttpSettings base = HttpSettings.defaults().withSslContext(TestTls.context());
        http = TestClients.resolving(settings.restrict(base), timer, names);
    }

    void useRealTimer() {
        real = new RealTimer();
        timer = real;
        use(settings, UnaryOperator.identity());
    }

    @AfterEach
    void stop() {
        await().until(() -> TestClients.inUse(http) == 0);
        http.close();
        if (real != null) {
            real.close();
        }
    }

    VideoDownloader downloader() {
        return new VideoDownloader(http, http, timer, settings, () -> 0);
    }

    Deadline deadline(long seconds) {
        return deadline(Duration.ofSeconds(seconds));
    }

    Deadline deadline(Duration limit) {
        return Deadline.after(timer, limit);
    }

    CompletableFuture<DownloadedVideo> download(URI uri) {
        return download(uri, MAX);
    }

    CompletableFuture<DownloadedVideo> download(URI uri, long max) {
        return downloader().download(uri, max, deadline(600));
    }

    /** Advances the time between attempts only. */
    <T> T withRetries(CompletableFuture<T> download) throws Exception {
        await().until(
                        () -> {
                            if (TestClients.inUse(http) == 0) {
                                manual.advance(Duration.ofSeconds(1));
                            }
                            return download.isDone();
                        });
        return download.get();
    }

    static <T> T value(CompletableFuture<T> download) throws Exception {
        return download.get(30, TimeUnit.SECONDS);
    }

    static DownloadException fails(CompletableFuture<?> download, Reason reason) throws Exception {
        try {
            throw new AssertionError("Succeeded: " + download.get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(DownloadException.class);
            DownloadException failure = (DownloadException) e.getCause();
            assertThat(failure.reason()).as("%s", failure).isEqualTo(reason);
            return failure;
        }
    }

    /** An MP4 whose boxes are whole and whose content is random. */
    static byte[] video(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        byte[] start = "\0\0\0\u0018ftypisom".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(start, 0, bytes, 0, Math.min(length, start.length));
        if (length >= 48) {
            ByteBuffer boxes = ByteBuffer.wrap(bytes);
            boxes.putInt(24, 8).putInt(28, 0x6d6f6f76);
            boxes.putInt(32, length - 32).putInt(36, 0x6d646174);
        }
        return bytes;
    }

    /** One reply. */
    interface Answer {
        void to(RawServer.Request request, RawServer.Peer peer) throws Exception;
    }

    /** The first connection's request gets the first answer, and so on; the last one repeats. */
    static RawServer serving(Answer... answers) throws IOException {
        AtomicInteger next = new AtomicInteger();
        List<Answer> list = List.of(answers);
        return RawServer.of(
                peer -> {
                    for (RawServer.Request request = peer.read();
                            request != null && !peer.socket().isClosed();
                            request = peer.read()) {
                        int number = Math.min(next.getAndIncrement(), list.size() - 1);
                        list.get(number).to(request, peer);
                        if (peer.socket().isClosed()) {
                            return;
                        }
                    }
                });
    }

    static Answer whole(byte[] video, String header) {
        return (request, peer) -> {
            peer.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: "
                            + video.length
                            + "\r\n"
                            + (header.isEmpty() ? "" : header + "\r\n")
                            + "\r\n");
            peer.write(video);
        };
    }

    /** The head of the whole video, some of its bytes, and the end of the connection. */
    static Answer cut(byte[] video, int after, String header) {
        return (request, peer) -> {
            peer.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: "
                            + video.length
                            + "\r\n"
                            + (header.isEmpty() ? "" : header + "\r\n")
                            + "\r\n");
            peer.write(Arrays.copyOf(video, after));
            peer.socket().close();
        };
    }

    /** The part from {@code first} to {@code last}, inclusive. */
    static Answer part(byte[] video, int first, int last, String header) {
        return (request, peer) -> {
            peer.write(
                    "HTTP/1.1 206 Part\r\nContent-Length: %d\r\nContent-Range: bytes %d-%d/%d\r\n"
                                    .formatted(last - first + 1, first, last, video.length)
                            + (header.isEmpty() ? "" : header + "\r\n")
                            + "\r\n");
            peer.write(Arrays.copyOfRange(video, first, last + 1));
        };
    }

    static Answer status(int status, String header) {
        return (request, peer) ->
                peer.write(
                        "HTTP/1.1 "
                                + status
                                + " X\r\nContent-Length: 0\r\n"
                                + (header.isEmpty() ? "" : header + "\r\n")
                                + "\r\n");
    }
}
