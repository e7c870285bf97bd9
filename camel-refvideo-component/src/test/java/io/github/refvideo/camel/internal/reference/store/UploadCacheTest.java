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

import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.StoredReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadCacheTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final TestMedia CAT = TestMedia.of("image/png", "cat".getBytes());
    private static final TestMedia DOG = TestMedia.of("image/png", "dog".getBytes());

    private final ManualTimer timer = new ManualTimer();
    private final FakeStore store = new FakeStore();
    private final UploadCache library = new UploadCache(timer);

    private CompletableFuture<UploadLease> borrow(TestMedia media) {
        return library.borrow(store, media, "m", TIMEOUT);
    }

    private UploadLease stored(TestMedia media, String url) {
        CompletableFuture<UploadLease> lease = borrow(media);
        store.transfers.get(store.transfers.size() - 1).complete(url);
        return lease.join();
    }

    @Test
    void samePictureIsUploadedOnce() {
        UploadLease first = stored(CAT, "https://h/cat");
        first.close(false);

        assertThat(borrow(CAT).join().url()).isEqualTo("https://h/cat");
        assertThat(borrow(TestMedia.of("image/png", "cat".getBytes())).join().url())
                .isEqualTo("https://h/cat");
        assertThat(store.transfers).hasSize(1);
        borrow(DOG);
        assertThat(store.transfers).hasSize(2);
    }

    @Test
    void thoseWhoComeDuringAnUploadWaitForIt() {
        CompletableFuture<UploadLease> first = borrow(CAT);
        CompletableFuture<UploadLease> second = borrow(CAT);
        assertThat(store.transfers).hasSize(1);
        assertThat(second).isNotDone();

        store.transfers.get(0).complete("https://h/cat");

        assertThat(first.join().url()).isEqualTo(second.join().url());
        assertThat(first.join()).isNotSameAs(second.join());
    }

    @Test
    void otherStoresAndBoundModelsHaveTheirOwnCopy() {
        stored(CAT, "https://h/cat");
        FakeStore other = new FakeStore();
        other.bound = true;

        library.borrow(other, CAT, "m1", TIMEOUT);
        library.borrow(other, CAT, "m2", TIMEOUT);
        library.borrow(other, CAT, "m1", TIMEOUT);
        library.borrow(store, CAT, "m2", TIMEOUT);

        assertThat(store.transfers).hasSize(1);
        assertThat(other.transfers)
                .extracting(FakeStore.Transfer::model)
                .containsExactly("m1", "m2");
    }

    @Test
    void failureIsTheBorrowersAndIsNotKept() {
        CompletableFuture<UploadLease> failed = borrow(CAT);
        store.transfers.get(0).future().completeExceptionally(refusal());

        assertThat(failed).isCompletedExceptionally();
        assertThat(library.size()).isZero();
        assertThat(stored(CAT, "https://h/cat").url()).isEqualTo("https://h/cat");
    }

    @Test
    void failureOfSomebodyElsesUploadIsTriedWithOnesOwnMedia() {
        CompletableFuture<UploadLease> first = borrow(CAT);
        TestMedia own = TestMedia.of("image/png", "cat".getBytes());
        CompletableFuture<UploadLease> second = borrow(own);
        store.transfers.get(0).future().completeExceptionally(refusal());

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isNotDone();
        assertThat(store.transfers).hasSize(2);
        assertThat(store.transfers.get(1).media()).isSameAs(own);

        store.transfers.get(1).future().completeExceptionally(refusal());
        assertThat(second).isCompletedExceptionally();
        assertThat(store.transfers).as("not for ever").hasSize(2);
    }

    @Test
    void storeThatThrowsIsAFailure() {
        ReferenceStore broken =
                (media, model, timeout) -> {
                    throw new IllegalStateException("defect");
                };

        assertThat(library.borrow(broken, CAT, "m", TIMEOUT)).isCompletedExceptionally();
        assertThat(library.size()).isZero();
    }

    /** A class that is missing on the class path, say. Who comes later must not wait in vain. */
    @Test
    void storeThatThrowsAnErrorOrGivesNothingFailsEachTime() {
        ReferenceStore missing =
                (media, model, timeout) -> {
                    throw new NoClassDefFoundError("S3Client");
                };
        ReferenceStore mute = (media, model, timeout) -> null;
        for (ReferenceStore broken : List.of(missing, mute)) {
            for (int time = 1; time <= 2; time++) {
                CompletableFuture<UploadLease> lease = library.borrow(broken, CAT, "m", TIMEOUT);
                assertThat(lease).as("time " + time).isCompletedExceptionally();
            }
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "done", "/x", "file:///x?sig=canary", "ftp://h/x?sig=canary"})
    void whatNoServiceCouldFetchIsNoAnswerAndIsNotKept(String url) {
        CompletableFuture<UploadLease> first = borrow(CAT);
        StoredReference answer = url == null ? null : new StoredReference(url, null);
        store.transfers.get(0).future().complete(answer);

        assertThatThrownBy(first::join)
                .hasCauseInstanceOf(ReferenceStoreException.class)
                .hasMessageContaining("referenceStore")
                .hasMessageContaining("absolute http, https, oss or data URL")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
        borrow(CAT);
        assertThat(store.transfers).hasSize(2);
    }

    @Test
    void cancelledBorrowerTakesNothingFromTheOthers() {
        CompletableFuture<UploadLease> first = borrow(CAT);
        CompletableFuture<UploadLease> second = borrow(CAT);

        first.cancel(true);

        assertThat(store.transfers.get(0).future()).isNotDone();
        store.transfers.get(0).complete("https://h/cat");
        assertThat(second.join().url()).isEqualTo("https://h/cat");
    }

    @Test
    void uploadEndsWhenNobodyWaitsForIt() {
        CompletableFuture<UploadLease> first = borrow(CAT);
        CompletableFuture<UploadLease> second = borrow(CAT);

        first.cancel(true);
        second.cancel(true);

        assertThat(store.transfers.get(0).future()).isCancelled();
        assertThat(library.size()).isZero();
        assertThat(stored(CAT, "https://h/cat").url()).isEqualTo("https://h/cat");
    }

    @Test
    void everyBorrowerHasATimeoutOfItsOwn() {
        CompletableFuture<UploadLease> patient = borrow(CAT);
        CompletableFuture<UploadLease> hasty =
                library.borrow(store, CAT, "m", Duration.ofSeconds(1));

        timer.advance(Duration.ofSeconds(1));

        assertThat(hasty).isCompletedExceptionally();
        assertThat(patient).isNotDone();
        store.transfers.get(0).complete("https://h/cat");
        assertThat(patient.join().url()).isEqualTo("https://h/cat");
        assertThat(timer.pending()).as("timers left").isZero();
    }

    @Test
    void urlThatDiesSoonIsNotHandedOutAgain() {
        CompletableFuture<UploadLease> first = borrow(CAT);
        store.transfers
                .get(0)
                .future()
                .complete(
                        new StoredReference("https://h/1", timer.now().plus(Duration.ofHours(1))));
        assertThat(first.join().expires()).isEqualTo(timer.now().plus(Duration.ofHours(1)));
        timer.advance(Duration.ofMinutes(44));
        assertThat(borrow(CAT).join().url()).isEqualTo("https://h/1");

        timer.advance(Duration.ofMinutes(1));

        assertThat(stored(CAT, "https://h/2").url()).isEqualTo("https://h/2");
    }

    @Test
    void urlWithoutExpiryIsTrustedForADay() {
        stored(CAT, "https://h/1");
        timer.advance(Duration.ofHours(23));
        assertThat(borrow(CAT).join().url()).isEqualTo("https://h/1");

        timer.advance(Duration.ofHours(1));

        assertThat(stored(CAT, "https://h/2").url()).isEqualTo("https://h/2");
    }

    @Test
    void lastUserDeletesWhatSomebodyWantedDeleted() {
        UploadLease first = stored(CAT, "https://h/cat");
        UploadLease second = borrow(CAT).join();
        first.close(true);
        first.close(true);
        assertThat(store.released).isEmpty();

        second.close(false);

        assertThat(store.released).containsExactly("https://h/cat");
        assertThat(library.size()).isZero();
    }

    @Test
    void whatAJobMayStillNeedStaysWhateverOthersWant() {
        UploadLease givenUp = stored(CAT, "https://h/cat");
        UploadLease done = borrow(CAT).join();
        done.close(true);
        givenUp.keep();
        borrow(CAT).join().close(true);

        assertThat(store.transfers).hasSize(1);
        assertThat(store.released).isEmpty();
    }

    @Test
    void deletionSparesANewerUploadThatAJobMayStillNeed() {
        UploadLease old = stored(CAT, "https://h/cat");
        timer.advance(Duration.ofHours(25));
        stored(CAT, "https://h/cat").keep();

        old.close(true);

        assertThat(store.released).isEmpty();
    }

    @Test
    void withoutTheWishNothingIsDeleted() {
        stored(CAT, "https://h/cat").close(false);

        assertThat(store.released).isEmpty();
        assertThat(library.size()).isOne();
    }

    @Test
    void whoStoresAgainWaitsForTheDeletion() {
        store.slowRelease = true;
        stored(CAT, "https://h/cat").close(true);

        CompletableFuture<UploadLease> again = borrow(CAT);
        assertThat(store.transfers).hasSize(1);
        store.releases.get(0).completeExceptionally(refusal());

        assertThat(store.transfers).hasSize(2);
        store.transfers.get(1).complete("https://h/cat");
        assertThat(again.join().url()).isEqualTo("https://h/cat");
    }

    @Test
    void storeThatGivesNoFutureHoldsUpNobody() {
        ReferenceStore careless =
                new ReferenceStore() {
                    @Override
                    public CompletableFuture<StoredReference> store(
                            LocalMedia media, String model, Duration timeout) {
                        return store.store(media, model, timeout);
                    }

                    @Override
                    public CompletableFuture<Void> release(
                            StoredReference reference, Duration timeout) {
                        return null;
                    }
                };
        CompletableFuture<UploadLease> first = library.borrow(careless, CAT, "m", TIMEOUT);
        store.transfers.get(0).complete("https://h/cat");
        first.join().close(true);

        CompletableFuture<UploadLease> again = library.borrow(careless, CAT, "m", TIMEOUT);
        store.transfers.get(1).complete("https://h/cat");

        assertThat(again.join().url()).isEqualTo("https://h/cat");
        assertThat(library.finishDeletions(Duration.ZERO)).isZero();
    }

    @Test
    void deletionThatIsGivenUpIsCountedOnce() {
        store.slowRelease = true;
        stored(CAT, "https://h/cat").close(true);
        stored(DOG, "https://h/dog").close(true);
        library.countFailedDeletions();
        store.releases.get(0).completeExceptionally(refusal());

        assertThat(library.finishDeletions(Duration.ZERO)).isEqualTo(2);
        assertThat(store.releases.get(1)).isCancelled();
    }

    @Test
    void deletionSparesANewerUploadAtTheSameUrl() {
        UploadLease old = stored(CAT, "https://h/cat");
        timer.advance(Duration.ofHours(25));
        CompletableFuture<UploadLease> young = borrow(CAT);
        old.close(true);
        store.transfers.get(1).complete("https://h/cat");
        assertThat(store.released).isEmpty();

        young.join().close(false);

        assertThat(store.released).containsExactly("https://h/cat");
    }

    @Test
    void deletionOfAnOlderUploadElsewhereHappens() {
        UploadLease old = stored(CAT, "https://h/1");
        timer.advance(Duration.ofHours(25));
        UploadLease young = stored(CAT, "https://h/2");

        old.close(true);
        young.close(false);

        assertThat(store.released).containsExactly("https://h/1");
    }

    @Test
    void whatIsLongUnusedIsForgottenButNeverWhatIsInUse() {
        UploadLease held = stored(DOG, "https://h/dog");
        for (int i = 0; i < UploadCache.MOST + 10; i++) {
            stored(TestMedia.of("image/png", ("x" + i).getBytes()), "https://h/" + i).close(false);
        }

        assertThat(library.size()).isEqualTo(UploadCache.MOST);
        int known = store.transfers.size();
        assertThat(borrow(DOG).join().url()).isEqualTo("https://h/dog");
        assertThat(store.transfers).hasSize(known);
        held.close(true);
        assertThat(store.released).isEmpty();
    }

    @Test
    void whatIsInUseIsThereWhateverOthersDo() throws Exception {
        AtomicInteger uploads = new AtomicInteger();
        AtomicInteger deletions = new AtomicInteger();
        AtomicBoolean there = new AtomicBoolean();
        ExecutorService slow = Executors.newFixedThreadPool(4);
        ReferenceStore counting =
                new ReferenceStore() {
                    @Override
                    public CompletableFuture<StoredReference> store(
                            LocalMedia media, String model, Duration timeout) {
                        return CompletableFuture.supplyAsync(
                                () -> {
                                    uploads.incrementAndGet();
                                    there.set(true);
                                    return new StoredReference("https://h/same", null);
                                },
                                slow);
                    }

                    @Override
                    public CompletableFuture<Void> release(
                            StoredReference reference, Duration timeout) {
                        return CompletableFuture.runAsync(
                                () -> {
                                    deletions.incrementAndGet();
                                    there.set(false);
                                },
                                slow);
                    }
                };
        ExecutorService users = Executors.newFixedThreadPool(8);
        CountDownLatch done = new CountDownLatch(2000);
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            int seed = i;
            users.execute(
                    () -> {
                        try {
                            CompletableFuture<UploadLease> lease =
                                    library.borrow(counting, CAT, "m", TIMEOUT);
                            if (new Random(seed).nextInt(5) == 0) {
                                lease.cancel(true);
                            }
                            if (!lease.isCancelled()) {
                                UploadLease given = lease.get(10, TimeUnit.SECONDS);
                                assertThat(there).as("in use, so it is there").isTrue();
                                given.close(seed % 2 == 0);
                            } else if (lease.isDone() && !lease.isCompletedExceptionally()) {
                                lease.join().close(true);
                            }
                        } catch (Exception | AssertionError e) {
                            synchronized (failures) {
                                failures.add(e);
                            }
                        } finally {
                            done.countDown();
                        }
                    });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        users.shutdown();
        slow.shutdown();
        assertThat(slow.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        assertThat(failures).isEmpty();
        assertThat(deletions.get()).isBetween(1, uploads.get());
    }

    private static ReferenceStoreException refusal() {
        return new ReferenceStoreException("refused", 403, false, null);
    }
}
