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

import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.StoredReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what is stored where, so that a picture in many jobs is uploaded once. Jobs that want the
 * same picture at the same time wait for one upload; it goes on as long as one of them does.
 * Failures are not kept. Thread-safe; belongs to the component.
 */
public final class UploadCache {

    private static final Logger LOG = LoggerFactory.getLogger(UploadCache.class);

    /** What nobody uses is forgotten beyond this, longest unused first; nothing is deleted. */
    static final int MOST = 1000;

    /** A URL is handed out only if a service that is slow to fetch it still can. */
    static final Duration MARGIN = Duration.ofMinutes(15);

    /** Without an expiry: somebody may have tidied up the store by hand. */
    static final Duration LONGEST = Duration.ofHours(24);

    private static final Set<String> SCHEMES = Set.of("http", "https", "oss", "data");

    private final Timer timer;
    private final LinkedHashMap<CacheEntry.Key, CacheEntry> shelves =
            new LinkedHashMap<>(16, 0.75f, true);
    private final DeletionQueue deletions = new DeletionQueue();

    /**
     * @param timer counts timeouts and expiries
     */
    public UploadCache(Timer timer) {
        this.timer = timer;
    }

    /**
     * Has media stored, or finds where it is already.
     *
     * @param store decides with its {@code equals} what is the same place
     * @param media readable until the future is complete
     * @param model that will fetch it
     * @param timeout over everything
     * @return to be closed; cancelling the future gives the transfer up if nobody else waits for it
     */
    public CompletableFuture<UploadLease> borrow(
            ReferenceStore store, LocalMedia media, String model, Duration timeout) {
        CompletableFuture<UploadLease> result = new CompletableFuture<>();
        Deadline deadline = Deadline.after(timer, timeout);
        Timer.Cancellable limit =
                timer.after(timeout, () -> result.completeExceptionally(tooLate(timeout)));
        result.whenComplete((lease, failure) -> limit.cancel());
        borrow(new Wish(store, media, model, deadline, result), true);
        return result;
    }

    /**
     * @param mayTryAgain somebody else's upload can fail for reasons of its own: its time is up, or
     *     its message is gone and the media with it
     */
    private void borrow(Wish wish, boolean mayTryAgain) {
        CacheEntry.Key key = wish.key();
        CacheEntry shelf;
        boolean mine = false;
        CompletableFuture<Void> before;
        synchronized (this) {
            shelf = shelves.get(key);
            if (shelf == null || !usable(shelf)) {
                shelf = new CacheEntry(key, timer.nanoTime());
                shelves.put(key, shelf);
                mine = true;
            }
            shelf.use();
            forgetSome();
            before = deletions.of(key);
        }
        UploadLease lease = new UploadLease(this, shelf);
        wish.result.whenComplete(
                (given, failure) -> {
                    if (given != lease) {
                        lease.close(false);
                    }
                });
        boolean own = mine;
        shelf.upload()
                .whenComplete(
                        (stored, failure) -> {
                            if (failure == null) {
                                wish.result.complete(lease);
                            } else if (own || !mayTryAgain || wish.result.isDone()) {
                                wish.result.completeExceptionally(CompositeFuture.cause(failure));
                            } else {
                                borrow(wish, false);
                            }
                        });
        if (mine) {
            start(wish, shelf, before);
        }
    }

    private void start(Wish wish, CacheEntry shelf, CompletableFuture<Void> before) {
        if (before == null) {
            upload(wish, shelf);
        } else {
            before.whenComplete((gone, failure) -> upload(wish, shelf));
        }
    }

    private void upload(Wish wish, CacheEntry shelf) {
        if (shelf.upload().isDone()) {
            return;
        }
        CompletableFuture<StoredReference> running = transfer(wish);
        shelf.upload()
                .whenComplete(
                        (stored, failure) -> {
                            if (failure instanceof CancellationException) {
                                running.cancel(true);
                            }
                        });
        running.whenComplete(
                (stored, failure) -> {
                    if (failure != null) {
                        forget(shelf);
                        shelf.upload().completeExceptionally(CompositeFuture.cause(failure));
                    } else if (!fetchable(stored)) {
                        forget(shelf);
                        shelf.upload().completeExceptionally(notFetchable());
                    } else if (!shelf.upload().complete(stored)) {
                        LOG.debug("A reference was stored after everybody had given up");
                    }
                });
    }

    /** A user's store may do anything; whatever it does, those who wait must hear of it. */
    private static CompletableFuture<StoredReference> transfer(Wish wish) {
        try {
            return Objects.requireNonNull(
                    wish.store.store(wish.media, wish.model, wish.deadline.remaining()),
                    "the store gave no future");
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What no service could fetch must not be paid for. */
    private static boolean fetchable(StoredReference stored) {
        return stored != null && ReferenceUrls.isReadable(stored.url(), SCHEMES);
    }

    /** Does not repeat the URL: it may be signed. */
    private static ReferenceStoreException notFetchable() {
        return new ReferenceStoreException(
                "The reference was not stored. The store of referenceStore did not answer with an"
                        + " absolute http, https, oss or data URL",
                0,
                false,
                null);
    }

    private synchronized void forget(CacheEntry shelf) {
        shelves.remove(shelf.key(), shelf);
    }

    private boolean usable(CacheEntry shelf) {
        if (!shelf.upload().isDone()) {
            return true;
        }
        if (!shelf.stored()) {
            return false;
        }
        Instant expires = shelf.upload().join().expires();
        return expires == null
                ? timer.nanoTime() - shelf.since() < LONGEST.toNanos()
                : timer.now().plus(MARGIN).isBefore(expires);
    }

    private void forgetSome() {
        Iterator<CacheEntry> eldestFirst = shelves.values().iterator();
        while (shelves.size() > MOST && eldestFirst.hasNext()) {
            if (!eldestFirst.next().inUse()) {
                eldestFirst.remove();
            }
        }
    }

    /** A user leaves, and a job that nobody here waits for may still fetch it. */
    void keep(CacheEntry shelf) {
        synchronized (this) {
            shelf.keep();
        }
        giveBack(shelf, false);
    }

    /** A user is done with it. */
    void giveBack(CacheEntry shelf, boolean delete) {
        synchronized (this) {
            if (!shelf.unuse(delete)) {
                return;
            }
            if (shelf.stored() && !shelf.toBeDeleted()) {
                return;
            }
            shelves.remove(shelf.key(), shelf);
        }
        if (shelf.stored()) {
            dispose(shelf);
        } else {
            shelf.upload().cancel(true);
        }
    }

    /** A newer upload at the same URL is the same thing: who uses it takes the duty along. */
    private void dispose(CacheEntry shelf) {
        CacheEntry newer;
        DeletionQueue.Deletion deletion = null;
        synchronized (this) {
            newer = shelves.get(shelf.key());
            boolean coming = newer != null && !newer.upload().isDone();
            if (!coming && newer != null && newer.stored() && sameUrl(newer, shelf)) {
                newer.deleteLater();
                if (newer.inUse() || !newer.toBeDeleted()) {
                    return;
                }
                shelves.remove(newer.key(), newer);
            }
            if (!coming) {
                deletion = deletions.due(shelf);
            }
        }
        if (deletion == null) {
            newer.upload().whenComplete((stored, failure) -> dispose(shelf));
        } else {
            deletion.send();
        }
    }

    private static boolean sameUrl(CacheEntry one, CacheEntry other) {
        return one.upload().join().url().equals(other.upload().join().url());
    }

    /** From now on deletions that fail are counted, and no longer logged one by one. */
    public void countFailedDeletions() {
        deletions.count();
    }

    /**
     * Waits for deletions that are due and gives up what is left of them. Blocks until then.
     *
     * @return how many did not work since {@link #countFailedDeletions}
     */
    public int finishDeletions(Duration grace) {
        return deletions.finish(grace);
    }

    /** How many uploads are known. */
    synchronized int size() {
        return shelves.size();
    }

    private static ReferenceStoreException tooLate(Duration timeout) {
        return new ReferenceStoreException(
                "The reference was not stored within " + timeout, 0, true, null);
    }

    /**
     * What one job wants.
     *
     * @param result its answer
     */
    private record Wish(
            ReferenceStore store,
            LocalMedia media,
            String model,
            Deadline deadline,
            CompletableFuture<UploadLease> result) {

        CacheEntry.Key key() {
            return new CacheEntry.Key(
                    store, media.facts().sha256(), store.boundToModel() ? model : null);
        }
    }
}
