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
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.internal.http.RawServer.Request;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.StoredReference;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VercelBlobStoreTest extends StoreTestKit {

    static final String TOKEN = "vercel_blob_rw_St0reId_canarySecret99";
    private static final int PART = BlobMultipartUpload.PART_SIZE;

    private BlobServer blob;

    @BeforeEach
    void startServer() throws IOException {
        blob = new BlobServer();
    }

    @AfterEach
    void stopServer() throws IOException {
        blob.close();
    }

    private VercelBlobStore store() {
        return store(false);
    }

    private VercelBlobStore store(boolean temporary) {
        return new VercelBlobStore(
                new BlobSettings(blob.baseUrl(), TOKEN, temporary), http, timer, 2L * PART);
    }

    private CompletableFuture<StoredReference> put(TestMedia media) {
        return store().store(media, "wan2.6-r2v", LONG);
    }

    @Test
    void imageIsStoredUnchangedAndItsUrlReturned() throws Exception {
        TestMedia media = TestMedia.of("image/png", 100_000);

        StoredReference stored = value(put(media));

        Request request = blob.requests().get(0);
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.path()).startsWith("/api/blob/?pathname=refvideo%2F").endsWith(".png");
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer " + TOKEN)
                .containsEntry("x-api-version", "12")
                .containsEntry("x-vercel-blob-store-id", "St0reId")
                .containsEntry("x-vercel-blob-access", "public")
                .containsEntry("x-content-type", "image/png")
                .containsEntry("x-allow-overwrite", "1")
                .containsEntry("x-api-blob-request-attempt", "0")
                .doesNotContainKey("x-add-random-suffix");
        assertThat(request.headers().get("x-api-blob-request-id"))
                .matches("St0reId:\\d{13}:[0-9a-f]{16}");
        assertThat(request.body()).isEqualTo(media.content());
        assertThat(stored.url())
                .startsWith("http://localhost:")
                .contains("/refvideo/")
                .endsWith(".png");
        assertThat(stored.expires()).isNull();
    }

    @Test
    void sameContentHasTheSameNameForTheSameToken() throws Exception {
        TestMedia media = TestMedia.of("image/jpeg", 5_000);

        String one = value(put(media)).url();
        String other = value(put(media)).url();

        assertThat(one).isEqualTo(other).endsWith(".jpg");
        assertThat(blob.files).hasSize(1);
        assertThat(value(put(TestMedia.of("image/jpeg", 5_001))).url()).isNotEqualTo(one);
    }

    @Test
    void nameOfAnImageCannotBeComputedWithoutTheToken() throws Exception {
        TestMedia media = TestMedia.of("image/jpeg", 5_000);
        String url = value(put(media)).url();
        VercelBlobStore elsewhere =
                new VercelBlobStore(
                        new BlobSettings(blob.baseUrl(), TOKEN + "x", false), http, timer);

        assertThat(url).doesNotContain(media.facts().sha256()).doesNotContain("canary");
        assertThat(value(elsewhere.store(media, "m", LONG)).url()).isNotEqualTo(url);
    }

    @Test
    void mediaToBeDeletedHasAUniqueName() throws Exception {
        TestMedia media = TestMedia.of("image/jpeg", 5_000);

        String one = value(store(true).store(media, "m", LONG)).url();
        String other = value(store(true).store(media, "m", LONG)).url();

        assertThat(one).isNotEqualTo(other);
        assertThat(one).matches(".*/refvideo/[0-9a-f]{32}\\.jpg");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 408})
    void serverErrorIsRetriedWithTheSameName(int status) throws Exception {
        blob.next(BlobServer.status(status, "", "internal_server_error", "oops"));

        value(put(TestMedia.of("image/png", 1000)));

        assertThat(blob.requests()).hasSize(2);
        Request first = blob.requests().get(0);
        Request second = blob.requests().get(1);
        assertThat(second.path()).isEqualTo(first.path());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().get("x-api-blob-request-id"))
                .isEqualTo(first.headers().get("x-api-blob-request-id"));
        assertThat(second.headers()).containsEntry("x-api-blob-request-attempt", "1");
    }

    @Test
    void uploadWithALostReplyOverwritesItself() throws Exception {
        blob.next(
                peer -> {
                    blob.handle(blob.requests().get(0));
                    peer.reset();
                });

        value(put(TestMedia.of("image/png", 1000)));

        assertThat(blob.files).hasSize(1);
        assertThat(blob.requests()).hasSize(2);
    }

    @Test
    void rateLimitIsHonored() throws Exception {
        blob.next(BlobServer.status(429, "Retry-After: 1\r\n", "rate_limited", "slow down"));
        long began = System.nanoTime();

        value(put(TestMedia.of("image/png", 1000)));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofSeconds(1));
        assertThat(blob.requests()).hasSize(2);
    }

    @Test
    void waitBeyondTheDeadlineFailsAtOnce() throws Exception {
        blob.next(BlobServer.status(429, "Retry-After: 60\r\n", "rate_limited", "slow down"));
        long began = System.nanoTime();

        ReferenceStoreException failure = failure(put(TestMedia.of("image/png", 1000)));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(failure.status()).isEqualTo(429);
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void hangingServerIsAbortedAtTheDeadline() throws Exception {
        blob.next(blob.stall());

        ReferenceStoreException failure =
                failure(
                        store().store(
                                        TestMedia.of("image/png", 1000),
                                        "m",
                                        Duration.ofMillis(400)));

        assertThat(failure.status()).isZero();
        assertThat(failure.retryable()).isTrue();
        assertThat(failure)
                .hasMessageStartingWith("The reference was not stored. Vercel Blob: localhost");
    }

    @Test
    void refusalIsFinalAndNamesTheOption() throws Exception {
        blob.next(BlobServer.status(403, "", "forbidden", "Access denied for " + TOKEN));

        ReferenceStoreException failure = failure(put(TestMedia.of("image/png", 1000)));

        assertThat(blob.requests()).hasSize(1);
        assertThat(failure.status()).isEqualTo(403);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure)
                .hasMessageContaining("localhost answered 403 (forbidden): Access denied")
                .hasMessageContaining("check blobAccessKey (or BLOB_READ_WRITE_TOKEN");
        assertThat(failure.getMessage()).doesNotContain("canary");
    }

    @Test
    void storeWithPrivateAccessIsRejected() throws Exception {
        blob.next(
                BlobServer.status(
                        400, "", "bad_request", "Cannot use public access on a private store"));

        assertThat(failure(put(TestMedia.of("image/png", 1000))))
                .hasMessageContaining("needs a store with public access");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"https://abc.private.blob.vercel-storage.com/refvideo/x.png\"}",
                "{\"url\":\"https://h/x.png\",\"access\":\"private\"}",
                "{\"url\":\"ftp://h/x.png\"}",
                "{\"url\":\"https://user:pw@h/x.png\"}",
                "{\"url\":7}",
                "{}",
                "<html>"
            })
    void answerWithoutAPublicUrlIsRefused(String answer) throws Exception {
        blob.next(BlobServer.answer(answer));

        ReferenceStoreException failure = failure(put(TestMedia.of("image/png", 1000)));

        assertThat(failure.retryable()).isFalse();
        assertThat(failure.getMessage()).doesNotContain("x.png");
    }

    @Test
    void missingMediaIsNotRetried() throws Exception {
        TestMedia media = TestMedia.of("image/png", 1000).vanish();

        ReferenceStoreException failure = failure(put(media));

        assertThat(media.opened).hasValue(1);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.getMessage()).contains("cannot be read").doesNotContain("somebody");
    }

    @Test
    void cancellingEndsTheTransfer() throws Exception {
        blob.next(blob.stall());
        CompletableFuture<StoredReference> stored = put(TestMedia.of("image/png", 1000));
        await().until(() -> blob.requests().size() == 1);

        stored.cancel(true);

        // That nothing stays in use is checked after every test.
        assertThat(stored).isCancelled();
    }

    @Test
    void cancellingEndsTheWaitForAnotherAttempt() throws Exception {
        blob.next(BlobServer.status(503, "Retry-After: 2\r\n", "service_unavailable", "busy"));
        CompletableFuture<StoredReference> stored = put(TestMedia.of("image/png", 1000));
        await().until(() -> blob.requests().size() == 1);

        stored.cancel(true);

        await().during(Duration.ofMillis(2500))
                .atMost(Duration.ofSeconds(4))
                .until(() -> blob.requests().size() == 1);
    }

    @Test
    void largeMediaIsUploadedInEqualPartsWithLimitedConcurrency() throws Exception {
        TestMedia media = TestMedia.of("video/mp4", 6 * PART + 17);

        StoredReference stored = value(put(media));

        assertThat(stored.url()).endsWith(".mp4");
        List<Request> parts = steps("upload");
        assertThat(parts).hasSize(7);
        assertThat(parts)
                .allSatisfy(
                        part -> {
                            assertThat(part.headers())
                                    .containsEntry("x-mpu-upload-id", "up 1")
                                    .containsEntry("x-vercel-blob-access", "public")
                                    .containsEntry("x-allow-overwrite", "1")
                                    .containsEntry("x-content-type", "video/mp4");
                            assertThat(part.headers().get("x-mpu-key"))
                                    .startsWith("store%2Frefvideo%2F");
                            boolean last = part.headers().get("x-mpu-part-number").equals("7");
                            assertThat(part.body()).hasSize(last ? 17 : PART);
                        });
        assertThat(steps("create").get(0).headers()).containsEntry("Content-Length", "0");
        JsonNode complete = new ObjectMapper().readTree(steps("complete").get(0).body());
        assertThat(complete).hasSize(7);
        for (int i = 0; i < 7; i++) {
            assertThat(complete.get(i).path("partNumber").asInt()).isEqualTo(i + 1);
            assertThat(complete.get(i).path("etag").asText()).isEqualTo("e" + (i + 1));
        }
        assertThat(blob.mostInParallel.get()).isBetween(1, 4);
        byte[] arrived = blob.files.values().iterator().next();
        assertThat(Arrays.equals(arrived, media.content())).isTrue();
    }

    @Test
    void onlyTheFailedPartIsSentAgain() throws Exception {
        TestMedia media = TestMedia.of("video/mp4", 3 * PART);
        blob.nextAt("upload", BlobServer.status(503, "", "service_unavailable", "busy"));
        blob.nextAt("upload", peer -> peer.reset());

        value(put(media));

        assertThat(steps("create")).hasSize(1);
        assertThat(steps("upload")).hasSize(5);
        assertThat(Arrays.equals(blob.files.values().iterator().next(), media.content())).isTrue();
    }

    @Test
    void partThatIsRefusedEndsTheOthers() throws Exception {
        blob.nextAt("upload", blob.stall());
        blob.nextAt("upload", BlobServer.status(403, "", "store_suspended", "suspended"));

        ReferenceStoreException failure = failure(put(TestMedia.of("video/mp4", 4 * PART)));

        assertThat(failure).hasMessageContaining("store_suspended");
        assertThat(steps("complete")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "upload"})
    void stepWithoutItsResponseFieldsIsAnError(String step) throws Exception {
        blob.nextAt(step, BlobServer.answer("{}"));

        assertThat(failure(put(TestMedia.of("video/mp4", 3 * PART))))
                .hasMessageContaining("The response of Vercel Blob");
    }

    @Test
    void releasedReferenceIsDeleted() throws Exception {
        VercelBlobStore store = store(true);
        StoredReference stored = value(store.store(TestMedia.of("image/png", 1000), "m", LONG));
        assertThat(blob.files).hasSize(1);

        value(store.release(stored, LONG));

        assertThat(blob.files).isEmpty();
        Request delete = blob.requests().get(1);
        assertThat(delete.method()).isEqualTo("POST");
        assertThat(delete.path()).isEqualTo("/api/blob/delete");
        assertThat(delete.headers()).containsEntry("content-type", "application/json");
        assertThat(new String(delete.body())).isEqualTo("{\"urls\":[\"" + stored.url() + "\"]}");
    }

    @Test
    void deletionOfAMissingReferenceSucceeds() throws Exception {
        blob.next(BlobServer.status(404, "", "not_found", "no such blob"));

        value(store().release(new StoredReference("https://h/x.png", null), LONG));
    }

    @Test
    void deletionThatIsRefusedIsAFailure() throws Exception {
        blob.next(BlobServer.status(403, "", "forbidden", "no"));

        ReferenceStoreException failure =
                failure(store().release(new StoredReference("https://h/x.png", null), LONG));

        assertThat(failure.status()).isEqualTo(403);
        assertThat(failure).hasMessageStartingWith("The reference was not deleted. Vercel Blob at");
    }

    private List<Request> steps(String action) {
        return blob.requests().stream()
                .filter(request -> action.equals(request.headers().get("x-mpu-action")))
                .toList();
    }
}
