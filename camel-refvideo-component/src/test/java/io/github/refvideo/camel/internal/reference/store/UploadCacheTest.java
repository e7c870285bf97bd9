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

import io.github.refvideo.camel.LogLines;
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
    private final UploadCache cache = new UploadCache(timer);

    private CompletableFuture<UploadCache.Lease> acquire(TestMedia media) {
        return cache.acquire(store, media, "m", TIMEOUT);
    }

    private UploadCache.Lease stored(TestMedia media, String url) {
        CompletableFuture<UploadCache.Lease> lease = acquire(media);
        store.transfers.get(store.transfers.size() - 1).complete(url);
        return lease.join();
    }

    @Test
    void sameImageIsUploadedOnce() {
        UploadCache.Lease first = stored(CAT, "https://h/cat");
        first.close(false);

        assertThat(acquire(CAT).join().url()).isEqualTo("https://h/cat");
        assertThat(acquire(TestMedia.of("image/png", "cat".getBytes())).join().url())
                .isEqualTo("https://h/cat");
        assertThat(store.transfers).hasSize(1);
        acquire(DOG);
        assertThat(store.transfers).hasSize(2);
    }

    @Test
    void concurrentJobsShareOneUpload() {
        CompletableFuture<UploadCache.Lease> first = acquire(CAT);
        CompletableFuture<UploadCache.Lease> second = acquire(CAT);
        assertThat(store.transfers).hasSize(1);
        assertThat(second).isNotDone();

        store.transfers.get(0).complete("https://h/cat");

        assertThat(first.join().url()).isEqualTo(second.join().url());
        assertThat(first.join()).isNotSameAs(second.join());
    }

    @Test
    void eachStoreAndEachModelOfABoundStoreHasItsOwnCopy() {
        stored(CAT, "https://h/cat");
        FakeStore other = new FakeStore();
        other.bound = true;

        cache.acquire(other, CAT, "m1", TIMEOUT);
        cache.acquire(other, CAT, "m2", TIMEOUT);
        cache.acquire(other, CAT, "m1", TIMEOUT);
        cache.acquire(store, CAT, "m2", TIMEOUT);

        assertThat(store.transfers).hasSize(1);
        assertThat(other.transfers)
                .extracting(FakeStore.Transfer::model)
                .containsExactly("m1", "m2");
    }

    @Test
    void failureIsReportedAndNotCached() {
        CompletableFuture<UploadCache.Lease> failed = acquire(CAT);
        store.transfers.get(0).future().completeExceptionally(refusal());

        assertThat(failed).isCompletedExceptionally();
        assertThat(cache.size()).isZero();
        assertThat(stored(CAT, "https://h/cat").url()).isEqualTo("https://h/cat");
    }

    @Test
    void failureOfAnotherJobsUploadIsRetriedOnceWithOwnMedia() {
        CompletableFuture<UploadCache.Lease> first = acquire(CAT);
        TestMedia own = TestMedia.of("image/png", "cat".getBytes());
        CompletableFuture<UploadCache.Lease> second = acquire(own);
        store.transfers.get(0).future().completeExceptionally(refusal());

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isNotDone();
        assertThat(store.transfers).hasSize(2);
        assertThat(store.transfers.get(1).media()).isSameAs(own);

        store.transfers.get(1).future().completeExceptionally(refusal());
        assertThat(second).isCompletedExceptionally();
        assertThat(store.transfers).as("one retry").hasSize(2);
    }

    @Test
    void storeThatThrowsFailsTheUpload() {
        ReferenceStore broken =
                (media, model, timeout) -> {
                    throw new IllegalStateException("defect");
                };

        assertThat(cache.acquire(broken, CAT, "m", TIMEOUT)).isCompletedExceptionally();
        assertThat(cache.size()).isZero();
    }

    /** For example a missing class. Later jobs must not wait for the failed upload. */
    @Test
    void storeThatThrowsAnErrorOrReturnsNullFailsEachTime() {
        ReferenceStore missing =
                (media, model, timeout) -> {
                    throw new NoClassDefFoundError("S3Client");
                };
        ReferenceStore returningNull = (media, model, timeout) -> null;
        for (ReferenceStore broken : List.of(missing, returningNull)) {
            for (int time = 1; time <= 2; time++) {
                CompletableFuture<UploadCache.Lease> lease =
                        cache.acquire(broken, CAT, "m", TIMEOUT);
                assertThat(lease).as("time " + time).isCompletedExceptionally();
            }
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "done", "/x", "file:///x?sig=canary", "ftp://h/x?sig=canary"})
    void resultThatNoServiceCanFetchFailsAndIsNotCached(String url) {
        CompletableFuture<UploadCache.Lease> first = acquire(CAT);
        StoredReference result = url == null ? null : new StoredReference(url, null);
        store.transfers.get(0).future().complete(result);

        assertThatThrownBy(first::join)
                .hasCauseInstanceOf(ReferenceStoreException.class)
                .hasMessageContaining("referenceStore")
                .hasMessageContaining("absolute http, https, oss or data URL")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
        acquire(CAT);
        assertThat(store.transfers).hasSize(2);
    }

    @Test
    void cancellationByOneJobDoesNotAffectOthers() {
        CompletableFuture<UploadCache.Lease> first = acquire(CAT);
        CompletableFuture<UploadCache.Lease> second = acquire(CAT);

        first.cancel(true);

        assertThat(store.transfers.get(0).future()).isNotDone();
        store.transfers.get(0).complete("https://h/cat");
        assertThat(second.join().url()).isEqualTo("https://h/cat");
    }

    @Test
    void uploadIsCancelledWhenNoJobWaitsForIt() {
        CompletableFuture<UploadCache.Lease> first = acquire(CAT);
        CompletableFuture<UploadCache.Lease> second = acquire(CAT);

        first.cancel(true);
        second.cancel(true);

        assertThat(store.transfers.get(0).future()).isCancelled();
        assertThat(cache.size()).isZero();
        assertThat(stored(CAT, "https://h/cat").url()).isEqualTo("https://h/cat");
    }

    @Test
    void eachJobHasItsOwnTimeout() {
        CompletableFuture<UploadCache.Lease> longWait = acquire(CAT);
        CompletableFuture<UploadCache.Lease> shortWait =
                cache.acquire(store, CAT, "m", Duration.ofSeconds(1));

        timer.advance(Duration.ofSeconds(1));

        assertThat(shortWait).isCompletedExceptionally();
        assertThat(longWait).isNotDone();
        store.transfers.get(0).complete("https://h/cat");
        assertThat(longWait.join().url()).isEqualTo("https://h/cat");
        assertThat(timer.pending()).as("pending timers").isZero();
    }

    @Test
    void urlThatExpiresSoonIsNotReused() {
        CompletableFuture<UploadCache.Lease> first = acquire(CAT);
        store.transfers
                .get(0)
                .future()
                .complete(
                        new StoredReference("https://h/1", timer.now().plus(Duration.ofHours(1))));
        assertThat(first.join().expires()).isEqualTo(timer.now().plus(Duration.ofHours(1)));
        timer.advance(Duration.ofMinutes(44));
        assertThat(acquire(CAT).join().url()).isEqualTo("https://h/1");

        timer.advance(Duration.ofMinutes(1));

        assertThat(stored(CAT, "https://h/2").url()).isEqualTo("https://h/2");
    }

    @Test
    void urlWithoutExpiryIsReusedForADay() {
        stored(CAT, "https://h/1");
        timer.advance(Duration.ofHours(23));
        assertThat(acquire(CAT).join().url()).isEqualTo("https://h/1");

        timer.advance(Duration.ofHours(1));

        assertThat(stored(CAT, "https://h/2").url()).isEqualTo("https://h/2");
    }

    @Test
    void lastLeaseDeletesIfAnyLeaseAskedForIt() {
        UploadCache.Lease first = stored(CAT, "https://h/cat");
        UploadCache.Lease second = acquire(CAT).join();
        first.close(true);
        first.close(true);
        assertThat(store.released).isEmpty();

        second.close(false);

        assertThat(store.released).containsExactly("https://h/cat");
        assertThat(cache.size()).isZero();
    }

    @Test
    void referenceOfAJobThatMayContinueIsNeverDeleted() {
        UploadCache.Lease continuing = stored(CAT, "https://h/cat");
        UploadCache.Lease done = acquire(CAT).join();
        done.close(true);
        continuing.keep();
        acquire(CAT).join().close(true);

        assertThat(store.transfers).hasSize(1);
        assertThat(store.released).isEmpty();
    }

    @Test
    void deletionSkipsANewerUploadOfAJobThatMayContinue() {
        UploadCache.Lease old = stored(CAT, "https://h/cat");
        timer.advance(Duration.ofHours(25));
        stored(CAT, "https://h/cat").keep();

        old.close(true);

        assertThat(store.released).isEmpty();
    }

    @Test
    void leaseClosedWithoutDeleteDeletesNothing() {
        stored(CAT, "https://h/cat").close(false);

        assertThat(store.released).isEmpty();
        assertThat(cache.size()).isOne();
    }

    @Test
    void newUploadOfTheSameContentWaitsForTheDeletion() {
        store.slowRelease = true;
        stored(CAT, "https://h/cat").close(true);

        CompletableFuture<UploadCache.Lease> again = acquire(CAT);
        assertThat(store.transfers).hasSize(1);
        store.releases.get(0).completeExceptionally(refusal());

        assertThat(store.transfers).hasSize(2);
        store.transfers.get(1).complete("https://h/cat");
        assertThat(again.join().url()).isEqualTo("https://h/cat");
    }

    @Test
    void deletionThatReturnsNullDoesNotBlockLaterUploads() {
        ReferenceStore returningNull =
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
        CompletableFuture<UploadCache.Lease> first =
                cache.acquire(returningNull, CAT, "m", TIMEOUT);
        store.transfers.get(0).complete("https://h/cat");
        first.join().close(true);

        CompletableFuture<UploadCache.Lease> again =
                cache.acquire(returningNull, CAT, "m", TIMEOUT);
        store.transfers.get(1).complete("https://h/cat");

        assertThat(again.join().url()).isEqualTo("https://h/cat");
    }

    @Test
    void closeDoesNotWaitForPendingDeletionsAndLogsOneWarning() {
        store.slowRelease = true;
        stored(CAT, "https://h/cat").close(true);
        stored(DOG, "https://h/dog").close(true);

        try (LogLines log = new LogLines()) {
            cache.close();
            store.releases.forEach(release -> release.completeExceptionally(refusal()));

            assertThat(log.ofTheComponent())
                    .singleElement()
                    .asString()
                    .contains("WARN", "some of them may remain in their store")
                    .doesNotContain("https://");
        }
    }

    @Test
    void closeWithoutPendingDeletionsLogsNothing() {
        stored(CAT, "https://h/cat").close(true);
        assertThat(store.released).hasSize(1);

        try (LogLines log = new LogLines()) {
            cache.close();

            assertThat(log.ofTheComponent()).isEmpty();
        }
    }

    @Test
    void newerUploadAtTheSameUrlTakesOverTheDeletion() {
        UploadCache.Lease old = stored(CAT, "https://h/cat");
        timer.advance(Duration.ofHours(25));
        CompletableFuture<UploadCache.Lease> young = acquire(CAT);
        old.close(true);
        store.transfers.get(1).complete("https://h/cat");
        assertThat(store.released).isEmpty();

        young.join().close(false);

        assertThat(store.released).containsExactly("https://h/cat");
    }

    @Test
    void olderUploadAtAnotherUrlIsDeleted() {
        UploadCache.Lease old = stored(CAT, "https://h/1");
        timer.advance(Duration.ofHours(25));
        UploadCache.Lease young = stored(CAT, "https://h/2");

        old.close(true);
        young.close(false);

        assertThat(store.released).containsExactly("https://h/1");
    }

    @Test
    void unusedEntriesAreEvictedAndUsedEntriesAreNot() {
        UploadCache.Lease held = stored(DOG, "https://h/dog");
        for (int i = 0; i < UploadCache.MAX_ENTRIES + 10; i++) {
            stored(TestMedia.of("image/png", ("x" + i).getBytes()), "https://h/" + i).close(false);
        }

        assertThat(cache.size()).isEqualTo(UploadCache.MAX_ENTRIES);
        int known = store.transfers.size();
        assertThat(acquire(DOG).join().url()).isEqualTo("https://h/dog");
        assertThat(store.transfers).hasSize(known);
        held.close(true);
        assertThat(store.released).isEmpty();
    }

    @Test
    void referenceInUseIsNeverDeletedByConcurrentJobs() throws Exception {
        AtomicInteger uploads = new AtomicInteger();
        AtomicInteger deletions = new AtomicInteger();
        AtomicBoolean stored = new AtomicBoolean();
        ExecutorService slow = Executors.newFixedThreadPool(4);
        ReferenceStore counting =
                new ReferenceStore() {
                    @Override
                    public CompletableFuture<StoredReference> store(
                            LocalMedia media, String model, Duration timeout) {
                        return CompletableFuture.supplyAsync(
                                () -> {
                                    uploads.incrementAndGet();
                                    stored.set(true);
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
                                    stored.set(false);
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
                            CompletableFuture<UploadCache.Lease> lease =
                                    cache.acquire(counting, CAT, "m", TIMEOUT);
                            if (new Random(seed).nextInt(5) == 0) {
                                lease.cancel(true);
                            }
                            if (!lease.isCancelled()) {
                                UploadCache.Lease given = lease.get(30, TimeUnit.SECONDS);
                                assertThat(stored).as("a reference in use is stored").isTrue();
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
