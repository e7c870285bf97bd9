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

import io.github.refvideo.camel.internal.model.ModelCapabilities.InlineMedia;
import io.github.refvideo.camel.internal.request.PlainRequests;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.VideoRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ReferenceUploaderTest {

    private static final InlinePolicy IMAGES =
            new InlinePolicy(InlineMedia.IMAGES, 100_000, "the gateway");
    private static final InlinePolicy BYTES_ONLY =
            new InlinePolicy(InlineMedia.REQUIRED, 100_000, "the gateway");
    private static final TestMedia CAT = TestMedia.of("image/png", "cat".getBytes());
    private static final TestMedia DOG = TestMedia.of("image/jpeg", "dog!".getBytes());
    private static final TestMedia VIDEO = TestMedia.of("video/mp4", "video".getBytes());
    private static final String CAT_INLINE = "data:image/png;base64,Y2F0";

    private final ManualTimer timer = new ManualTimer();
    private final FakeStore store = new FakeStore();
    private final UploadCache cache = new UploadCache(timer);
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private final ReferenceUploader uploader = new ReferenceUploader(cache, reads::add);

    private CompletableFuture<ReferenceUploader.UploadedReferences> upload(
            InlinePolicy inlining, ReferenceStore to, Object... media) {
        Map<String, LocalMedia> contents = new HashMap<>();
        for (Object one : media) {
            if (one instanceof TestMedia local) {
                contents.put("local:" + local.facts().sha256(), local);
            }
        }
        return uploader.upload(
                request(media),
                contents,
                inlining,
                to,
                true,
                Deadline.after(timer, Duration.ofMinutes(1)));
    }

    private static VideoRequest request(Object... media) {
        List<Reference> references =
                Arrays.stream(media)
                        .map(
                                one ->
                                        one instanceof TestMedia local
                                                ? Reference.local(local.facts(), "https://h/voice")
                                                : Reference.of((String) one))
                        .toList();
        return PlainRequests.of("m", null, references);
    }

    private static List<String> urls(ReferenceUploader.UploadedReferences uploaded) {
        return uploaded.request().references().stream().map(Reference::url).toList();
    }

    @Test
    void requestWithoutLocalMediaIsReadyImmediately() {
        ReferenceUploader.UploadedReferences uploaded =
                upload(InlinePolicy.NONE, null, "https://h/a", "https://h/b").join();

        assertThat(urls(uploaded)).containsExactly("https://h/a", "https://h/b");
        assertThat(uploaded.leases()).isEmpty();
    }

    @Test
    void localMediaIsUploadedConcurrentlyAndKeepsItsOrder() {
        CompletableFuture<ReferenceUploader.UploadedReferences> uploaded =
                upload(InlinePolicy.NONE, store, CAT, "https://h/a", VIDEO);
        assertThat(store.transfers).hasSize(2);
        assertThat(uploaded).isNotDone();

        store.transfers.get(1).complete("https://h/video");
        store.transfers.get(0).complete("https://h/cat");

        assertThat(urls(uploaded.join()))
                .containsExactly("https://h/cat", "https://h/a", "https://h/video");
        assertThat(uploaded.join().leases()).hasSize(2);
        Reference cat = uploaded.join().request().references().get(0);
        assertThat(cat.mediaType()).isEqualTo("image/png");
        assertThat(cat.voiceUrl()).isEqualTo("https://h/voice");
        assertThat(cat.local()).isNull();
        assertThat(store.transfers.get(0).model()).isEqualTo("m");
        assertThat(store.transfers.get(0).timeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void closingTheLeasesDeletesReferencesThatNoOtherJobUses() {
        CompletableFuture<ReferenceUploader.UploadedReferences> one =
                upload(InlinePolicy.NONE, store, CAT, DOG, CAT);
        CompletableFuture<ReferenceUploader.UploadedReferences> other =
                upload(InlinePolicy.NONE, store, DOG);
        assertThat(store.transfers).as("the same image once").hasSize(2);
        store.transfers.get(0).complete("https://h/cat");
        store.transfers.get(1).complete("https://h/dog");

        close(one.join());
        assertThat(store.released).containsExactly("https://h/cat");
        close(other.join());
        close(other.join());
        assertThat(store.released).containsExactly("https://h/cat", "https://h/dog");
    }

    @Test
    void withoutAStoreImagesAreInlineAndReadOnAnotherThread() {
        CompletableFuture<ReferenceUploader.UploadedReferences> uploaded =
                upload(IMAGES, null, CAT, "https://h/a");
        assertThat(uploaded).isNotDone();
        assertThat(reads).hasSize(1);

        reads.remove().run();

        assertThat(urls(uploaded.join())).containsExactly(CAT_INLINE, "https://h/a");
        assertThat(uploaded.join().request().references().get(0).mediaType())
                .isEqualTo("image/png");
    }

    @Test
    void storeIsPreferredIfTheModelAcceptsUrls() {
        upload(IMAGES, store, CAT);

        assertThat(store.transfers).hasSize(1);
        assertThat(reads).isEmpty();
    }

    @Test
    void modelThatIgnoresUrlsGetsBytesDespiteAStore() {
        CompletableFuture<ReferenceUploader.UploadedReferences> uploaded =
                upload(BYTES_ONLY, store, CAT);
        reads.remove().run();

        assertThat(urls(uploaded.join())).containsExactly(CAT_INLINE);
        assertThat(store.transfers).isEmpty();
    }

    @Test
    void firstFailureCancelsTheOthersAndDeletesStoredReferences() {
        CompletableFuture<ReferenceUploader.UploadedReferences> uploaded =
                upload(InlinePolicy.NONE, store, CAT, DOG, VIDEO);
        store.transfers.get(0).complete("https://h/cat");
        store.transfers
                .get(1)
                .future()
                .completeExceptionally(new ReferenceStoreException("no", 403, false, null));

        assertThat(failure(uploaded)).hasMessage("no");
        assertThat(store.transfers.get(2).future()).isCancelled();
        assertThat(store.released).containsExactly("https://h/cat");
        assertThat(cache.size()).isZero();
    }

    @Test
    void cancellingCancelsTheUploadsAndDeletesStoredReferences() {
        CompletableFuture<ReferenceUploader.UploadedReferences> uploaded =
                upload(InlinePolicy.NONE, store, CAT, DOG);
        store.transfers.get(0).complete("https://h/cat");

        uploaded.cancel(true);

        assertThat(store.transfers.get(1).future()).isCancelled();
        assertThat(store.released).containsExactly("https://h/cat");
    }

    @Test
    void deadlineEndsTheUploads() {
        CompletableFuture<ReferenceUploader.UploadedReferences> uploaded =
                upload(InlinePolicy.NONE, store, CAT);

        timer.advance(Duration.ofMinutes(1));

        assertThat(failure(uploaded)).hasMessageContaining("not stored within 60 s");
    }

    @Test
    void mediaThatCanNoLongerBeReadIsAnError() {
        CompletableFuture<ReferenceUploader.UploadedReferences> uploaded =
                upload(IMAGES, null, TestMedia.of("image/png", "gone".getBytes()).vanish());
        reads.remove().run();

        assertThat(failure(uploaded))
                .hasMessageContaining("Nothing was sent")
                .message()
                .doesNotContain("somebody");
    }

    @Test
    void rejectedReadFailsTheUpload() {
        ReferenceUploader closing =
                new ReferenceUploader(
                        cache,
                        task -> {
                            throw new RejectedExecutionException();
                        });

        assertThat(
                        closing.upload(
                                request(CAT),
                                Map.of("local:" + CAT.facts().sha256(), CAT),
                                IMAGES,
                                null,
                                false,
                                Deadline.after(timer, Duration.ofMinutes(1))))
                .isCompletedExceptionally();
    }

    @Test
    void missingContentFailsTheUpload() {
        CompletableFuture<ReferenceUploader.UploadedReferences> uploaded =
                uploader.upload(
                        request(CAT, DOG),
                        Map.of("local:" + DOG.facts().sha256(), DOG),
                        InlinePolicy.NONE,
                        store,
                        true,
                        Deadline.after(timer, Duration.ofMinutes(1)));

        assertThat(failure(uploaded)).hasMessageContaining("can no longer be read");
    }

    @Test
    void errorForUnreachableMediaNamesTheOptions() {
        List<ValidationError> errors =
                ReferenceUploader.validate(
                        request(CAT, "https://h/a", VIDEO), InlinePolicy.NONE, false);

        assertThat(errors).hasSize(2);
        assertThat(errors.get(0).option()).isEqualTo(RequestOption.REFERENCE_URLS);
        assertThat(errors.get(0).toString())
                .contains("local image/png of 3 bytes")
                .contains("set referenceStore to vercel-blob, dashscope", "endpoint:", "#name")
                .contains("http or https URL");
        assertThat(errors.get(1).toString()).contains("local video/mp4");
        assertThat(failure(upload(InlinePolicy.NONE, null, CAT)))
                .hasMessageStartingWith("Nothing was sent: ");
    }

    @Test
    void videosAreNeverInline() {
        assertThat(ReferenceUploader.validate(request(VIDEO), IMAGES, false)).hasSize(1);
        assertThat(ReferenceUploader.validate(request(VIDEO), BYTES_ONLY, false)).hasSize(1);
        assertThat(ReferenceUploader.validate(request(VIDEO), IMAGES, true)).isEmpty();
    }

    @Test
    void imagesAboveTheRequestLimitAreAnErrorThatNamesTheLimit() {
        TestMedia half = TestMedia.of("image/png", 40_000);
        assertThat(ReferenceUploader.validate(request(half), IMAGES, false)).isEmpty();

        List<ValidationError> errors =
                ReferenceUploader.validate(request(half, half), IMAGES, false);

        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).toString())
                .contains("the limit of the gateway is 100000 bytes per request")
                .contains("set referenceStore to");
        assertThat(ReferenceUploader.validate(request(half, half), IMAGES, true)).isEmpty();
        assertThat(
                        ReferenceUploader.validate(request(half, half), BYTES_ONLY, true)
                                .get(0)
                                .toString())
                .contains("does not accept URLs: use smaller images")
                .doesNotContain("referenceStore");
    }

    @Test
    void requestLimitCountsTheRestOfTheRequest() {
        TestMedia image = TestMedia.of("image/png", 70_000);
        assertThat(ReferenceUploader.validate(request(image), IMAGES, false)).isEmpty();

        String inline = "data:image/png;base64," + "A".repeat(10_000);

        assertThat(ReferenceUploader.validate(request(image, inline), IMAGES, false)).hasSize(1);
    }

    private static void close(ReferenceUploader.UploadedReferences uploaded) {
        uploaded.leases().forEach(lease -> lease.close(true));
    }

    private static ReferenceStoreException failure(CompletableFuture<?> future) {
        try {
            throw new AssertionError("Succeeded with " + future.getNow(null));
        } catch (CompletionException e) {
            return (ReferenceStoreException) e.getCause();
        }
    }
}
