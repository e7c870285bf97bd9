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

import io.github.refvideo.camel.internal.reference.store.InlinePolicy.Taking;
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

    private static final InlinePolicy PICTURES =
            new InlinePolicy(Taking.PICTURES, 100_000, "the gateway");
    private static final InlinePolicy NO_LINKS =
            new InlinePolicy(Taking.PICTURES_AND_NO_LINKS, 100_000, "the gateway");
    private static final TestMedia CAT = TestMedia.of("image/png", "cat".getBytes());
    private static final TestMedia DOG = TestMedia.of("image/jpeg", "dog!".getBytes());
    private static final TestMedia CLIP = TestMedia.of("video/mp4", "clip".getBytes());
    private static final String CAT_INLINE = "data:image/png;base64,Y2F0";

    private final ManualTimer timer = new ManualTimer();
    private final FakeStore store = new FakeStore();
    private final UploadCache library = new UploadCache(timer);
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private final ReferenceUploader staging = new ReferenceUploader(library, reads::add);

    private CompletableFuture<UploadedReferences> stage(
            InlinePolicy inlining, ReferenceStore to, Object... media) {
        Map<String, LocalMedia> contents = new HashMap<>();
        for (Object one : media) {
            if (one instanceof TestMedia local) {
                contents.put("local:" + local.facts().sha256(), local);
            }
        }
        return staging.stage(
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

    private static List<String> urls(UploadedReferences staged) {
        return staged.request().references().stream().map(Reference::url).toList();
    }

    @Test
    void requestWithoutLocalMediaIsReadyAtOnce() {
        UploadedReferences staged =
                stage(InlinePolicy.NONE, null, "https://h/a", "https://h/b").join();

        assertThat(urls(staged)).containsExactly("https://h/a", "https://h/b");
        assertThat(staged.leases()).isEmpty();
    }

    @Test
    void localMediaGetTheirUrlsAllAtOnceAndInOrder() {
        CompletableFuture<UploadedReferences> staged =
                stage(InlinePolicy.NONE, store, CAT, "https://h/a", CLIP);
        assertThat(store.transfers).hasSize(2);
        assertThat(staged).isNotDone();

        store.transfers.get(1).complete("https://h/clip");
        store.transfers.get(0).complete("https://h/cat");

        assertThat(urls(staged.join()))
                .containsExactly("https://h/cat", "https://h/a", "https://h/clip");
        assertThat(staged.join().leases()).hasSize(2);
        Reference cat = staged.join().request().references().get(0);
        assertThat(cat.mediaType()).isEqualTo("image/png");
        assertThat(cat.voiceUrl()).isEqualTo("https://h/voice");
        assertThat(cat.local()).isNull();
        assertThat(store.transfers.get(0).model()).isEqualTo("m");
        assertThat(store.transfers.get(0).timeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void closingDeletesWhatNobodyElseUses() {
        CompletableFuture<UploadedReferences> one = stage(InlinePolicy.NONE, store, CAT, DOG, CAT);
        CompletableFuture<UploadedReferences> other = stage(InlinePolicy.NONE, store, DOG);
        assertThat(store.transfers).as("the same picture once").hasSize(2);
        store.transfers.get(0).complete("https://h/cat");
        store.transfers.get(1).complete("https://h/dog");

        one.join().close(true);
        assertThat(store.released).containsExactly("https://h/cat");
        other.join().close(true);
        other.join().close(true);
        assertThat(store.released).containsExactly("https://h/cat", "https://h/dog");
    }

    @Test
    void withoutAStorePicturesGoInsideAndAreReadOnAnotherThread() {
        CompletableFuture<UploadedReferences> staged = stage(PICTURES, null, CAT, "https://h/a");
        assertThat(staged).isNotDone();
        assertThat(reads).hasSize(1);

        reads.remove().run();

        assertThat(urls(staged.join())).containsExactly(CAT_INLINE, "https://h/a");
        assertThat(staged.join().request().references().get(0).mediaType()).isEqualTo("image/png");
    }

    @Test
    void storeIsPreferredWhereLinksAreTaken() {
        stage(PICTURES, store, CAT);

        assertThat(store.transfers).hasSize(1);
        assertThat(reads).isEmpty();
    }

    @Test
    void modelThatIgnoresLinksGetsBytesDespiteAStore() {
        CompletableFuture<UploadedReferences> staged = stage(NO_LINKS, store, CAT);
        reads.remove().run();

        assertThat(urls(staged.join())).containsExactly(CAT_INLINE);
        assertThat(store.transfers).isEmpty();
    }

    @Test
    void firstFailureEndsTheOthersAndDeletesWhatWasStored() {
        CompletableFuture<UploadedReferences> staged =
                stage(InlinePolicy.NONE, store, CAT, DOG, CLIP);
        store.transfers.get(0).complete("https://h/cat");
        store.transfers
                .get(1)
                .future()
                .completeExceptionally(new ReferenceStoreException("no", 403, false, null));

        assertThat(failure(staged)).hasMessage("no");
        assertThat(store.transfers.get(2).future()).isCancelled();
        assertThat(store.released).containsExactly("https://h/cat");
        assertThat(library.size()).isZero();
    }

    @Test
    void cancellingGivesTheTransfersUpAndDeletesWhatWasStored() {
        CompletableFuture<UploadedReferences> staged = stage(InlinePolicy.NONE, store, CAT, DOG);
        store.transfers.get(0).complete("https://h/cat");

        staged.cancel(true);

        assertThat(store.transfers.get(1).future()).isCancelled();
        assertThat(store.released).containsExactly("https://h/cat");
    }

    @Test
    void deadlineEndsTheTransfers() {
        CompletableFuture<UploadedReferences> staged = stage(InlinePolicy.NONE, store, CAT);

        timer.advance(Duration.ofMinutes(1));

        assertThat(failure(staged)).hasMessageContaining("not stored within PT1M");
    }

    @Test
    void mediaThatCannotBeReadAnyMoreIsAnError() {
        CompletableFuture<UploadedReferences> staged =
                stage(PICTURES, null, TestMedia.of("image/png", "gone".getBytes()).vanish());
        reads.remove().run();

        assertThat(failure(staged))
                .hasMessageContaining("Nothing was sent")
                .message()
                .doesNotContain("somebody");
    }

    @Test
    void readerThatIsShutDownLeavesNobodyWaiting() {
        ReferenceUploader closing =
                new ReferenceUploader(
                        library,
                        task -> {
                            throw new RejectedExecutionException();
                        });

        assertThat(
                        closing.stage(
                                request(CAT),
                                Map.of("local:" + CAT.facts().sha256(), CAT),
                                PICTURES,
                                null,
                                false,
                                Deadline.after(timer, Duration.ofMinutes(1))))
                .isCompletedExceptionally();
    }

    @Test
    void contentThatIsMissingIsAnErrorNotAnEndlessWait() {
        CompletableFuture<UploadedReferences> staged =
                staging.stage(
                        request(CAT, DOG),
                        Map.of("local:" + DOG.facts().sha256(), DOG),
                        InlinePolicy.NONE,
                        store,
                        true,
                        Deadline.after(timer, Duration.ofMinutes(1)));

        assertThat(failure(staged)).hasMessageContaining("cannot be read any more");
    }

    @Test
    void withoutAnyWayTheProblemSaysWhatToSet() {
        List<ValidationError> problems =
                ReferenceUploader.problems(
                        request(CAT, "https://h/a", CLIP), InlinePolicy.NONE, false);

        assertThat(problems).hasSize(2);
        assertThat(problems.get(0).option()).isEqualTo(RequestOption.REFERENCE_URLS);
        assertThat(problems.get(0).toString())
                .contains("local image/png of 3 bytes")
                .contains("set referenceStore to vercel-blob, dashscope", "endpoint:", "#name")
                .contains("http or https URL");
        assertThat(problems.get(1).toString()).contains("local video/mp4");
        assertThat(failure(stage(InlinePolicy.NONE, null, CAT)))
                .hasMessageStartingWith("Nothing was sent: ");
    }

    @Test
    void clipsGoInsideNowhere() {
        assertThat(ReferenceUploader.problems(request(CLIP), PICTURES, false)).hasSize(1);
        assertThat(ReferenceUploader.problems(request(CLIP), NO_LINKS, false)).hasSize(1);
        assertThat(ReferenceUploader.problems(request(CLIP), PICTURES, true)).isEmpty();
    }

    @Test
    void picturesThatDoNotFitTogetherAreAProblemThatNamesTheLimit() {
        TestMedia half = TestMedia.of("image/png", 40_000);
        assertThat(ReferenceUploader.problems(request(half), PICTURES, false)).isEmpty();

        List<ValidationError> problems =
                ReferenceUploader.problems(request(half, half), PICTURES, false);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString())
                .contains("the gateway takes 100000 bytes per request")
                .contains("set referenceStore to");
        assertThat(ReferenceUploader.problems(request(half, half), PICTURES, true)).isEmpty();
        assertThat(
                        ReferenceUploader.problems(request(half, half), NO_LINKS, true)
                                .get(0)
                                .toString())
                .contains("takes no links: give smaller pictures")
                .doesNotContain("referenceStore");
    }

    @Test
    void whatElseIsInTheRequestCounts() {
        TestMedia picture = TestMedia.of("image/png", 70_000);
        assertThat(ReferenceUploader.problems(request(picture), PICTURES, false)).isEmpty();

        String inline = "data:image/png;base64," + "A".repeat(10_000);

        assertThat(ReferenceUploader.problems(request(picture, inline), PICTURES, false))
                .hasSize(1);
    }

    private static ReferenceStoreException failure(CompletableFuture<?> future) {
        try {
            throw new AssertionError("Succeeded with " + future.getNow(null));
        } catch (CompletionException e) {
            return (ReferenceStoreException) e.getCause();
        }
    }
}
