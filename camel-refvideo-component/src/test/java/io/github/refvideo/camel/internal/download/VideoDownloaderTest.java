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
import io.github.refvideo.camel.internal.http.RawServer;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A single transfer: accepted and rejected responses. */
class VideoDownloaderTest extends DownloadTestSupport {

    @Test
    void videoArrivesWithItsMediaType() throws Exception {
        byte[] video = video(500_000);
        try (RawServer server = serving(whole(video, "Content-Type: video/mp4"))) {
            DownloadedVideo got = value(download(server.uri("/v.mp4?sig=1")));

            assertThat(got.content()).isEqualTo(video);
            assertThat(got.mediaType()).isEqualTo("video/mp4");
        }
    }

    @Test
    void onlyTheHeadersOfADownloadAreSent() throws Exception {
        try (RawServer server = serving(whole(video(100), ""))) {
            value(download(server.uri("/v")));

            assertThat(server.requests().get(0).method()).isEqualTo("GET");
            assertThat(server.requests().get(0).headers())
                    .containsOnlyKeys("Accept", "Connection", "Host", "User-Agent");
        }
    }

    @Test
    void videoWithoutAnnouncedLengthArrives() throws Exception {
        byte[] video = video(300_000);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                            for (int at = 0; at < video.length; at += 50_000) {
                                peer.write("C350\r\n");
                                peer.write(Arrays.copyOfRange(video, at, at + 50_000));
                                peer.write("\r\n");
                            }
                            peer.write("0\r\n\r\n");
                        })) {
            assertThat(value(download(server.uri("/v"))).content()).isEqualTo(video);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 16, 63, 64, 65})
    void tinyVideoArrives(int length) throws Exception {
        byte[] video = video(length);
        try (RawServer server = serving(whole(video, ""))) {
            assertThat(value(download(server.uri("/v"))).content()).isEqualTo(video);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-| video/mp4",
                "application/octet-stream| video/mp4",
                "binary/octet-stream| video/mp4",
                "text/html| video/mp4",
                "video/webm| video/mp4",
                "VIDEO/3GPP| video/3gpp",
                "video/mp4| video/mp4",
                "video/mp4| video/mp4",
                "video/x-m4v;charset=x| video/mp4"
            })
    void bytesDecideTheMediaTypeOverTheHeader(String header, String expected) throws Exception {
        String line = header == null ? "" : "Content-Type: " + header;
        try (RawServer server = serving(whole(video(100), line))) {
            assertThat(value(download(server.uri("/v"))).mediaType()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<!DOCTYPE html><html><body>Sign in</body></html>; an HTML page",
                "{\"error\":\"gone\"}; JSON",
                "<Error><Code>NoSuchKey</Code></Error>; XML",
                "''; nothing"
            })
    void nonVideoContentIsRejectedByName(String body, String name) throws Exception {
        try (RawServer server =
                RawServer.answering(
                        "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body)) {
            DownloadException e = fails(download(server.uri("/secret")), Reason.NOT_A_VIDEO);

            assertThat(e).hasMessageContaining(name).hasMessageContaining("localhost");
            assertThat(e.getMessage()).doesNotContain("secret");
            assertThat(e.retryable()).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void largeFileThatIsNotAVideoIsAbortedAtItsFirstBytes() throws Exception {
        CompletableFuture<Void> cut = new CompletableFuture<>();
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 500000000\r\n\r\n");
                            peer.write("<html>" + "x".repeat(100));
                            peer.awaitClose();
                            cut.complete(null);
                        })) {
            fails(download(server.uri("/v"), 600_000_000L), Reason.NOT_A_VIDEO);
            cut.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, EXPIRED",
        "410, EXPIRED",
        "400, HTTP_STATUS",
        "402, HTTP_STATUS",
        "451, HTTP_STATUS",
        "304, HTTP_STATUS",
        "204, NOT_A_VIDEO"
    })
    void lastingStatusIsNotTriedAgain(int status, Reason reason) throws Exception {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n")) {
            DownloadException e = fails(download(server.uri("/secret?secret")), reason);

            assertThat(e.status()).isEqualTo(status);
            assertThat(e.retryable()).isFalse();
            assertThat(e.getMessage()).contains("localhost").doesNotContain("secret");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void announcedOversizeIsRefusedAtOnceWithBothSizes() throws Exception {
        try (RawServer server = serving(whole(video(1001), ""))) {
            DownloadException e = fails(download(server.uri("/v"), 1000), Reason.TOO_LARGE);

            assertThat(e)
                    .hasMessageContaining("maxVideoSize")
                    .hasMessageContaining("1000")
                    .hasMessageContaining("1001");
            assertThat(e.retryable()).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void unannouncedOversizeIsCutWhenItShows() throws Exception {
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\n\r\n");
                            peer.write(video(500));
                            while (true) {
                                peer.write(new byte[4096]);
                            }
                        })) {
            assertThat(fails(download(server.uri("/v"), 100_000), Reason.TOO_LARGE))
                    .hasMessageContaining("maxVideoSize")
                    .hasMessageContaining("100000");
        }
    }

    @Test
    void largestAllowedVideoIsAllowed() throws Exception {
        try (RawServer server = serving(whole(video(1000), ""))) {
            assertThat(value(download(server.uri("/v"), 1000)).content()).hasSize(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://localhost/", "http://u@localhost/", "nope"})
    void refusedUrlNeverReachesTheNetwork(String url) throws Exception {
        fails(downloader().download(url, MAX, deadline(10)), Reason.REFUSED_URL);
        fails(downloader().download(URI.create(url), MAX, deadline(10)), Reason.REFUSED_URL);
    }

    @Test
    void deadlineEndsAStallWithin250Milliseconds() throws Exception {
        useRealTimer();
        Duration limit = Duration.ofMillis(200);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                            peer.write(video(1000));
                            peer.awaitClose();
                        })) {
            // A busy machine may spoil one measurement.
            Duration best = Duration.ofDays(1);
            for (int i = 0; i < 3 && best.toMillis() > 250; i++) {
                long start = System.nanoTime();
                DownloadException e =
                        fails(
                                downloader().download(server.uri("/v"), MAX, deadline(limit)),
                                Reason.TIMEOUT);
                Duration over = Duration.ofNanos(System.nanoTime() - start).minus(limit);
                best = over.compareTo(best) < 0 ? over : best;
                assertThat(e.retryable()).isTrue();
                assertThat(e).hasMessageContaining("200 ms");
            }
            assertThat(best).isBetween(Duration.ZERO, Duration.ofMillis(250));
        }
    }

    @Test
    void trickleEndsWithTheDeadline() throws Exception {
        useRealTimer();
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                            peer.write(video(100));
                            while (!never.await(5, TimeUnit.MILLISECONDS)) {
                                peer.write("x");
                            }
                        })) {
            fails(
                    downloader().download(server.uri("/v"), MAX, deadline(Duration.ofMillis(100))),
                    Reason.TIMEOUT);
        }
    }

    @Test
    void expiredDeadlineSendsNothing() throws Exception {
        try (RawServer server = serving(whole(video(100), ""))) {
            fails(downloader().download(server.uri("/v"), MAX, deadline(0)), Reason.TIMEOUT);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void cancelEndsTheTransferAndLeavesNothing() throws Exception {
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
            CompletableFuture<DownloadedVideo> download = download(server.uri("/v"));
            asked.await();
            download.cancel(true);
            cut.get(30, TimeUnit.SECONDS);

            await().until(() -> manual.pending() == 0);
        }
    }

    @Test
    void closedClientEndsTheDownloadWithoutRetries() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            asked.countDown();
                            peer.awaitClose();
                        })) {
            CompletableFuture<DownloadedVideo> download = download(server.uri("/v"));
            asked.await();
            http.close();

            assertThat(fails(download, Reason.BROKEN).retryable()).isTrue();
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
