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
import io.github.refvideo.camel.internal.http.TestClients;
import io.github.refvideo.camel.spi.VideoSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failed transfers are retried, and resumed if that is safe. */
class DownloadRetryTest extends DownloadTestSupport {

    private static final String ETAG = "ETag: \"v1\"";
    private static final String MODIFIED = "Last-Modified: Tue, 01 Jan 2030 12:00:00 GMT";

    private final byte[] video = video(100_000);

    private DownloadException givesUp(CompletableFuture<?> download, Reason reason)
            throws Exception {
        try {
            throw new AssertionError("Succeeded: " + withRetries(download));
        } catch (ExecutionException e) {
            return fails(download, reason);
        }
    }

    @Test
    void brokenTransferIsResumedWhereItStopped() throws Exception {
        try (RawServer server =
                serving(cut(video, 40_000, ETAG), part(video, 40_000, 99_999, ETAG))) {
            DownloadedVideo got = withRetries(download(server.uri("/v")));

            assertThat(got.content()).isEqualTo(video);
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1).headers())
                    .containsEntry("Range", "bytes=40000-")
                    .containsEntry("If-Range", "\"v1\"")
                    .containsOnlyKeys(
                            "Accept", "Connection", "Host", "If-Range", "Range", "User-Agent");
        }
    }

    @Test
    void transferMayFailRepeatedlyAsLongAsItMakesProgress() throws Exception {
        try (RawServer server = RawServer.of(peer -> servePart(peer, 4_000))) {
            DownloadedVideo got = withRetries(download(server.uri("/v")));

            assertThat(got.content()).isEqualTo(video);
            assertThat(server.requests()).hasSize(25);
        }
    }

    /** Serves the requested range, but only a few bytes at a time. */
    private void servePart(RawServer.Peer peer, int most) throws Exception {
        RawServer.Request request = peer.read();
        String range = request.headers().getOrDefault("Range", "bytes=0-");
        int first = Integer.parseInt(range.substring(6, range.length() - 1));
        peer.write(
                request.headers().containsKey("Range")
                        ? "HTTP/1.1 206 P\r\nContent-Range: bytes " + first + "-99999/100000\r\n"
                        : "HTTP/1.1 200 OK\r\n");
        peer.write("Content-Length: " + (100_000 - first) + "\r\n" + ETAG + "\r\n\r\n");
        peer.write(Arrays.copyOfRange(video, first, Math.min(first + most, 100_000)));
    }

    @Test
    void rangeShorterThanRequestedIsContinued() throws Exception {
        try (RawServer server =
                serving(
                        cut(video, 40_000, ETAG),
                        part(video, 40_000, 59_999, ETAG),
                        part(video, 60_000, 99_999, ETAG))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
            assertThat(server.requests().get(2).headers()).containsEntry("Range", "bytes=60000-");
        }
    }

    @Test
    void lastModifiedIsUsedWithoutATagIfOlderThanTheReply() throws Exception {
        String weak = "Date: Tue, 01 Jan 2030 12:00:01 GMT\r\n" + MODIFIED;
        try (RawServer server =
                serving(cut(video, 40_000, weak), part(video, 40_000, 99_999, weak))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
            assertThat(server.requests().get(1).headers())
                    .containsEntry("If-Range", "Tue, 01 Jan 2030 12:00:00 GMT");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ETag: W/\"weak\"",
                MODIFIED,
                MODIFIED + "\r\nDate: Tue, 01 Jan 2030 12:00:00 GMT",
                "ETag: W/\"weak\"\r\nDate: Tue, 01 Jan 2030 13:00:00 GMT\r\n" + MODIFIED
            })
    void withoutAValidatorItStartsOver(String header) throws Exception {
        try (RawServer server = serving(cut(video, 40_000, header), whole(video, header))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
            assertThat(server.requests().get(1).headers()).doesNotContainKeys("Range", "If-Range");
        }
    }

    @Test
    void wholeReplyToARangeRequestStartsOver() throws Exception {
        byte[] other = video(120_000);
        try (RawServer server = serving(cut(video, 40_000, ETAG), whole(other, "ETag: \"v2\""))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(other);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "40000, 99999, '\"v2\"'",
        "40001, 99999, '\"v1\"'",
        "39999, 99999, '\"v1\"'",
        "40000, 99999, 'W/\"v1\"'"
    })
    void partOfAnotherVersionIsNeverAppended(int first, int last, String etag) throws Exception {
        try (RawServer server =
                serving(
                        cut(video, 40_000, ETAG),
                        part(video, first, last, "ETag: " + etag),
                        whole(video, ETAG))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().get(2).headers()).doesNotContainKey("Range");
        }
    }

    @Test
    void partOfALongerVideoIsNotGluedOn() throws Exception {
        byte[] longer = video(100_001);
        try (RawServer server =
                serving(
                        cut(video, 40_000, ETAG),
                        part(longer, 40_000, 100_000, ""),
                        whole(longer, ""))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(longer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Range: bytes */100000\r\n",
                "Content-Range: items 40000-40000/100000\r\n",
                "Content-Range: bytes 40000-39999/100000\r\n",
                "Content-Range: bytes 40000-100000/100000\r\n"
            })
    void partWithoutAUsableRangeStartsOver(String range) throws Exception {
        Answer odd =
                (request, peer) ->
                        peer.write("HTTP/1.1 206 P\r\nContent-Length: 1\r\n" + range + "\r\nx");
        try (RawServer server = serving(cut(video, 40_000, ETAG), odd, whole(video, ETAG))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
        }
    }

    @Test
    void wholeVideoAsAPartIsTaken() throws Exception {
        try (RawServer server = serving(part(video, 0, 99_999, ""))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
            assertThat(server.requests()).hasSize(1);
        }
    }

    /** There is no other way to get the whole video, and it needs no delay. */
    @ParameterizedTest
    @ValueSource(strings = {"", ETAG, "ETag: W/\"weak\""})
    void videoInPartsIsAssembled(String header) throws Exception {
        try (RawServer server =
                serving(
                        part(video, 0, 29_999, header),
                        part(video, 30_000, 59_999, header),
                        part(video, 60_000, 99_999, header))) {
            assertThat(value(download(server.uri("/v"))).content()).isEqualTo(video);
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().get(1).headers()).containsEntry("Range", "bytes=30000-");
        }
    }

    @Test
    void partsOfTwoVideosAreNotPutTogether() throws Exception {
        byte[] other = video(100_001);
        try (RawServer server =
                serving(
                        part(video, 0, 29_999, ""),
                        part(other, 30_000, 59_999, ""),
                        part(other, 0, 100_000, ""))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(other);
        }
    }

    @Test
    void repeatedPartEndsTheDownload() throws Exception {
        try (RawServer server = serving(part(video, 0, 29_999, ""))) {
            assertThat(givesUp(download(server.uri("/v")), Reason.INCOMPLETE).retryable()).isTrue();
        }
    }

    /** HTTP/1.0, or a proxy that ends the reply properly although its source broke. */
    @ParameterizedTest
    @ValueSource(ints = {33, 39, 40, 50_000, 99_999})
    void responseWithoutALengthThatEndsEarlyIsResumed(int length) throws Exception {
        Answer open =
                (request, peer) -> {
                    peer.write("HTTP/1.0 200 OK\r\nConnection: close\r\n\r\n");
                    peer.write(Arrays.copyOf(video, length));
                    peer.socket().close();
                };
        Answer chunked =
                (request, peer) -> {
                    peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    peer.write(Integer.toHexString(length) + "\r\n");
                    peer.write(Arrays.copyOf(video, length));
                    peer.write("\r\n0\r\n\r\n");
                };
        try (RawServer server = serving(open, chunked, whole(video, ""))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void delayedStorageIsRetried(int status) throws Exception {
        Answer late = status(status, "");
        try (RawServer server = serving(late, late, late, whole(video, ""))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
        }
    }

    @ParameterizedTest
    @CsvSource({"403, HTTP_STATUS", "404, NOT_FOUND"})
    void permanentRefusalEndsAfterAShortGracePeriod(int status, Reason reason) throws Exception {
        try (RawServer server = serving(status(status, ""))) {
            DownloadException e = givesUp(download(server.uri("/secret")), reason);

            assertThat(e.status()).isEqualTo(status);
            assertThat(e.retryable()).isTrue();
            assertThat(e.getMessage()).doesNotContain("secret");
            assertThat(server.requests()).hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Error><Code>AccessDenied</Code><Message>Request has expired.</Message></Error>",
                "<Error><Code>ExpiredToken</Code></Error>",
                "{\"error\":\"link expired\"}"
            })
    void expiredBodyIsFinal(String body) throws Exception {
        Answer expired =
                (request, peer) ->
                        peer.write(
                                "HTTP/1.1 403 X\r\nContent-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body);
        try (RawServer server = serving(expired)) {
            assertThat(fails(download(server.uri("/v")), Reason.EXPIRED).retryable()).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void linkPastItsExpiryTimeIsFinal(int status) throws Exception {
        try (RawServer server = serving(status(status, ""))) {
            VideoSource.Link link =
                    new VideoSource.Link(
                            server.uri("/v").toString(), null, manual.now().minusSeconds(1));

            fails(
                    downloader().download(link, MAX, deadline(600), VideoSinks.memory()),
                    Reason.EXPIRED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void rangeNotSatisfiableStartsOver() throws Exception {
        try (RawServer server =
                serving(
                        cut(video, 40_000, ETAG),
                        status(416, "Content-Range: bytes */10"),
                        whole(video, ETAG))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
            assertThat(server.requests().get(2).headers()).doesNotContainKey("Range");
        }
    }

    @Test
    void breakWithinTheFirstBytesIsResumedToo() throws Exception {
        try (RawServer server = serving(cut(video, 20, ETAG), part(video, 20, 99_999, ETAG))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
        }
    }

    @Test
    void stalledTransferIsCutAndResumed() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        Answer stall =
                (request, peer) -> {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n" + ETAG + "\r\n\r\n");
                    peer.write(Arrays.copyOf(video, 40_000));
                    stalled.countDown();
                    peer.awaitClose();
                    peer.socket().close();
                };
        // The server does not know how much the client had read.
        Answer rest =
                (request, peer) -> {
                    String range = request.headers().getOrDefault("Range", "bytes=0-");
                    int first = Integer.parseInt(range.substring(6, range.length() - 1));
                    if (request.headers().containsKey("Range")) {
                        part(video, first, 99_999, ETAG).to(request, peer);
                    } else {
                        whole(video, ETAG).to(request, peer);
                    }
                };
        try (RawServer server = serving(stall, rest)) {
            CompletableFuture<DownloadedVideo> download = download(server.uri("/v"));
            stalled.await();
            manual.advance(settings.idleTimeout().multipliedBy(2));

            assertThat(withRetries(download).content()).isEqualTo(video);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void passingStatusIsWaitedOut(int status) throws Exception {
        try (RawServer server = serving(status(status, ""), whole(video, ""))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
        }
    }

    @Test
    void persistentErrorStatusIsReported() throws Exception {
        try (RawServer server = serving(status(503, ""))) {
            DownloadException e = givesUp(download(server.uri("/secret")), Reason.HTTP_STATUS);

            assertThat(e.status()).isEqualTo(503);
            assertThat(e.retryable()).isTrue();
            assertThat(e.getMessage()).contains("localhost", "503").doesNotContain("secret");
            assertThat(server.requests()).hasSize(8);
        }
    }

    @Test
    void shortVideoIsNeverAccepted() throws Exception {
        try (RawServer server = serving(cut(video, 99_999, ""))) {
            DownloadException e = givesUp(download(server.uri("/v")), Reason.INCOMPLETE);

            assertThat(e.retryable()).isTrue();
            // Only the first attempt made progress.
            assertThat(server.requests()).hasSize(9);
        }
    }

    @Test
    void serverThatNeverRepliesIsBroken() throws Exception {
        try (RawServer server = serving((request, peer) -> peer.reset())) {
            assertThat(givesUp(download(server.uri("/v")), Reason.BROKEN).status()).isZero();
        }
    }

    @Test
    void retryAfterIsTheLeastToWait() throws Exception {
        try (RawServer server = serving(status(429, "Retry-After: 60"), whole(video, ""))) {
            CompletableFuture<DownloadedVideo> download = download(server.uri("/v"));
            awaitWaiting(server, 1);
            manual.advance(Duration.ofMillis(59_999));
            assertThat(server.requests()).hasSize(1);
            manual.advance(Duration.ofMillis(1));

            assertThat(value(download).content()).isEqualTo(video);
        }
    }

    @Test
    void absurdRetryAfterEndsWithTheDeadlineAndItsReason() throws Exception {
        try (RawServer server = serving(status(503, "Retry-After: 99999999999"))) {
            CompletableFuture<DownloadedVideo> download = download(server.uri("/v"));
            awaitWaiting(server, 1);
            manual.advance(Duration.ofSeconds(600));

            DownloadException e = fails(download, Reason.TIMEOUT);
            assertThat(e).hasMessageContaining("within 600 s").hasMessageContaining("503");
            assertThat(e.status()).isEqualTo(503);
            assertThat(manual.pending()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void cancelDuringAWaitEndsTheWait() throws Exception {
        try (RawServer server = serving(status(503, ""))) {
            CompletableFuture<DownloadedVideo> download = download(server.uri("/v"));
            awaitWaiting(server, 1);
            download.cancel(true);
            manual.advance(Duration.ofSeconds(100));

            assertThat(server.requests()).hasSize(1);
        }
    }

    /** Until the reply is processed and the next attempt is scheduled. */
    private void awaitWaiting(RawServer server, int requests) {
        await().until(() -> server.requests().size() == requests);
        await().until(() -> manual.pending() == 2 && inUse() == 0);
    }

    private int inUse() {
        return TestClients.inUse(http);
    }
}
