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
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.StoredReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Remembers what is stored where, so that a reference of many jobs is uploaded once. Jobs that need
 * the same content at the same time share one upload, which continues while one of them waits for
 * it. Failures are not cached. Belongs to the component; thread-safe.
 *
 * <p>Deletion is best effort: {@link #close} does not wait for pending deletions.
 */
public final class UploadCache {

    private static final Logger LOG = LoggerFactory.getLogger(UploadCache.class);

    /** Unused entries above this number are evicted, least recently used first, not deleted. */
    static final int MAX_ENTRIES = 1000;

    /** The minimum remaining lifetime of a URL: a service may fetch it late. */
    static final Duration MIN_LIFETIME = Duration.ofMinutes(15);

    /** How long a URL without an expiry is used: the store may be cleaned by other means. */
    static final Duration MAX_AGE = Duration.ofHours(24);

    private static final Duration DELETE_TIMEOUT = Duration.ofSeconds(30);

    private static final Set<String> SCHEMES = Set.of("http", "https", "oss", "data");

    private final Timer timer;

    // Guarded by this, as are the fields of the entries.
    private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, CompletableFuture<Void>> deletions = new HashMap<>();
    private boolean closed;

    /**
     * @param timer measures timeouts and expiries
     */
    public UploadCache(Timer timer) {
        this.timer = timer;
    }

    /**
     * Uploads media, or finds an earlier upload of the same content.
     *
     * @param store its {@code equals} decides whether two stores are the same place
     * @param media must be readable until the future completes
     * @param model the model that will fetch it
     * @param timeout limits the whole operation
     * @return the lease, which must be closed, or a {@link ReferenceStoreException}; cancelling the
     *     future cancels the upload if no other job waits for it
     */
    public CompletableFuture<Lease> acquire(
            ReferenceStore store, LocalMedia media, String model, Duration timeout) {
        CompletableFuture<Lease> result = new CompletableFuture<>();
        Deadline deadline = Deadline.after(timer, timeout);
        Timer.Cancellable limit =
                timer.after(timeout, () -> result.completeExceptionally(timedOut(timeout)));
        result.whenComplete((lease, failure) -> limit.cancel());
        acquire(new Acquisition(store, media, model, deadline, result), true);
        return result;
    }

    /**
     * @param retry whether to retry after a failure of another job's upload, which can have causes
     *     of its own: the job's deadline, or its message and media are gone
     */
    private void acquire(Acquisition request, boolean retry) {
        Key key = request.key();
        Entry entry;
        boolean created = false;
        CompletableFuture<Void> deletion;
        synchronized (this) {
            entry = entries.get(key);
            if (entry == null || !isUsable(entry)) {
                entry = new Entry(key, timer.nanoTime());
                entries.put(key, entry);
                created = true;
            }
            entry.users++;
            evict();
            deletion = deletions.get(key);
        }
        Lease lease = new Lease(this, entry);
        request.result.whenComplete(
                (given, failure) -> {
                    if (given != lease) {
                        lease.close(false);
                    }
                });
        boolean own = created;
        entry.upload.whenComplete(
                (stored, failure) -> {
                    if (failure == null) {
                        request.result.complete(lease);
                    } else if (own || !retry || request.result.isDone()) {
                        request.result.completeExceptionally(Futures.unwrap(failure));
                    } else {
                        acquire(request, false);
                    }
                });
        if (created) {
            Entry target = entry;
            // A new upload of the same content waits for a pending deletion.
            CompletableFuture<Void> before =
                    deletion == null ? CompletableFuture.completedFuture(null) : deletion;
            before.whenComplete((deleted, failure) -> upload(request, target));
        }
    }

    private void upload(Acquisition request, Entry entry) {
        if (entry.upload.isDone()) {
            return;
        }
        CompletableFuture<StoredReference> call = request.upload();
        entry.upload.whenComplete(
                (stored, failure) -> {
                    if (failure instanceof CancellationException) {
                        call.cancel(true);
                    }
                });
        call.whenComplete(
                (stored, failure) -> {
                    if (failure != null) {
                        remove(entry);
                        entry.upload.completeExceptionally(Futures.unwrap(failure));
                    } else if (!isFetchable(stored)) {
                        remove(entry);
                        entry.upload.completeExceptionally(notFetchable());
                    } else if (!entry.upload.complete(stored)) {
                        LOG.debug("An upload of a reference completed after its cancellation");
                    }
                });
    }

    /** Nothing must be paid for a reference that no service can fetch. */
    private static boolean isFetchable(@Nullable StoredReference stored) {
        return stored != null && ReferenceUrls.isReadable(stored.url(), SCHEMES);
    }

    /** Does not contain the URL, which may be signed. */
    private static ReferenceStoreException notFetchable() {
        return new ReferenceStoreException(
                "The reference was not stored. The store of referenceStore did not return an"
                        + " absolute http, https, oss or data URL",
                0,
                false,
                null);
    }

    private static ReferenceStoreException timedOut(Duration timeout) {
        return new ReferenceStoreException(
                "The reference was not stored within " + Deadline.inSeconds(timeout),
                0,
                true,
                null);
    }

    private synchronized void remove(Entry entry) {
        entries.remove(entry.key, entry);
    }

    private boolean isUsable(Entry entry) {
        if (!entry.upload.isDone()) {
            return true;
        }
        if (!entry.isStored()) {
            return false;
        }
        Instant expires = entry.stored().expires();
        return expires == null
                ? timer.nanoTime() - entry.started < MAX_AGE.toNanos()
                : timer.now().plus(MIN_LIFETIME).isBefore(expires);
    }

    private void evict() {
        Iterator<Entry> eldestFirst = entries.values().iterator();
        while (entries.size() > MAX_ENTRIES && eldestFirst.hasNext()) {
            if (eldestFirst.next().users == 0) {
                eldestFirst.remove();
            }
        }
    }

    private void release(Entry entry, boolean delete, boolean keep) {
        synchronized (this) {
            entry.delete |= delete;
            entry.keep |= keep;
            entry.users--;
            if (entry.users > 0 || entry.isStored() && !entry.isToBeDeleted()) {
                return;
            }
            entries.remove(entry.key, entry);
        }
        if (entry.isStored()) {
            delete(entry);
        } else {
            entry.upload.cancel(true);
        }
    }

    private void delete(Entry entry) {
        CompletableFuture<Void> deletion = new CompletableFuture<>();
        Entry newer;
        synchronized (this) {
            newer = entries.get(entry.key);
            boolean uploading = newer != null && !newer.upload.isDone();
            if (!uploading) {
                // If a newer upload has the same URL, it takes over the deletion.
                if (newer != null && newer.hasUrlOf(entry)) {
                    newer.delete = true;
                    if (newer.users > 0 || !newer.isToBeDeleted()) {
                        return;
                    }
                    entries.remove(newer.key, newer);
                }
                newer = null;
                deletions.put(entry.key, deletion);
            }
        }
        if (newer == null) {
            delete(entry, deletion);
        } else {
            newer.upload.whenComplete((stored, failure) -> delete(entry));
        }
    }

    private void delete(Entry entry, CompletableFuture<Void> deletion) {
        entry.key
                .delete(entry.stored())
                .whenComplete(
                        (nothing, failure) -> {
                            boolean stopped;
                            synchronized (this) {
                                deletions.remove(entry.key, deletion);
                                stopped = closed;
                            }
                            if (failure != null) {
                                LOG.atLevel(stopped ? Level.DEBUG : Level.WARN)
                                        .log(
                                                "A reference could not be deleted from {}: {}",
                                                entry.key.store.getClass().getSimpleName(),
                                                Futures.unwrap(failure).getMessage());
                            }
                            deletion.complete(null);
                        });
    }

    /** The component stops. Pending deletions may fail from now on; this does not wait for them. */
    public void close() {
        boolean pending;
        synchronized (this) {
            closed = true;
            pending = !deletions.isEmpty();
        }
        if (pending) {
            LOG.warn(
                    "The component stops while stored references are being deleted; some of them"
                            + " may remain in their store");
        }
    }

    /** The number of known uploads. */
    synchronized int size() {
        return entries.size();
    }

    /** The use of a stored reference by one job. Must be closed when the job has ended. */
    public static final class Lease {

        private final UploadCache cache;
        private final Entry entry;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(UploadCache cache, Entry entry) {
            this.cache = cache;
            this.entry = entry;
        }

        /** Where the service fetches the reference. It may be signed: never log it. */
        public String url() {
            return entry.stored().url();
        }

        /** When the URL expires, if the store says so. */
        public @Nullable Instant expires() {
            return entry.stored().expires();
        }

        /**
         * Ends the use; further calls have no effect.
         *
         * @param delete whether the store deletes the reference as soon as no other job uses it
         */
        public void close(boolean delete) {
            if (closed.compareAndSet(false, true)) {
                cache.release(entry, delete, false);
            }
        }

        /** Ends the use by a job that may continue: the store must never delete the reference. */
        public void keep() {
            if (closed.compareAndSet(false, true)) {
                cache.release(entry, false, true);
            }
        }

        @Override
        public String toString() {
            return "Lease[" + (closed.get() ? "closed" : "open") + "]";
        }
    }

    /** One upload and its users. */
    private static final class Entry {

        private final Key key;

        /** When the upload started, on the timer's monotonic clock. */
        private final long started;

        /** Cancelling it cancels the upload. */
        private final CompletableFuture<StoredReference> upload = new CompletableFuture<>();

        private int users;
        private boolean delete;
        private boolean keep;

        Entry(Key key, long started) {
            this.key = key;
            this.started = started;
        }

        boolean isToBeDeleted() {
            return delete && !keep;
        }

        boolean isStored() {
            return upload.isDone() && !upload.isCompletedExceptionally();
        }

        StoredReference stored() {
            return upload.join();
        }

        boolean hasUrlOf(Entry other) {
            return isStored() && stored().url().equals(other.stored().url());
        }
    }

    /**
     * Two uploads with the same key are the same.
     *
     * @param model only where the store keeps a copy for each model
     */
    private record Key(ReferenceStore store, String sha256, @Nullable String model) {

        /** A store of a user may throw or return null; both fail the future. */
        CompletableFuture<Void> delete(StoredReference reference) {
            try {
                return Objects.requireNonNull(
                        store.release(reference, DELETE_TIMEOUT), "the store returned no future");
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    /** What one job asks for. */
    private record Acquisition(
            ReferenceStore store,
            LocalMedia media,
            String model,
            Deadline deadline,
            CompletableFuture<Lease> result) {

        Key key() {
            return new Key(store, media.facts().sha256(), store.boundToModel() ? model : null);
        }

        /** A store of a user may throw or return null; both fail the future. */
        CompletableFuture<StoredReference> upload() {
            try {
                return Objects.requireNonNull(
                        store.store(media, model, deadline.remaining()),
                        "the store returned no future");
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }
}
