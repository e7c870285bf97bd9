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

import io.github.refvideo.camel.internal.time.PendingOperations;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletions of stored references, from the moment in which they are due. Thread-safe. */
final class DeletionQueue {

    private static final Logger LOG = LoggerFactory.getLogger(DeletionQueue.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Who stores the same again waits, lest it be deleted afterwards. */
    private final Map<CacheEntry.Key, Deletion> latest = new HashMap<>();

    private final PendingOperations<Deletion> unfinished = new PendingOperations<>();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean counting;

    /** Completes when what was stored under a key is gone, or stays; null when nothing is due. */
    synchronized CompletableFuture<Void> of(CacheEntry.Key key) {
        Deletion deletion = latest.get(key);
        return deletion == null ? null : deletion.over;
    }

    /** Announces a deletion; who stores the same from now on waits for it. To be sent. */
    synchronized Deletion due(CacheEntry shelf) {
        Deletion deletion = new Deletion(shelf);
        latest.put(shelf.key(), deletion);
        unfinished.add(deletion);
        return deletion;
    }

    private synchronized void done(Deletion deletion) {
        latest.remove(deletion.shelf.key(), deletion);
        unfinished.remove(deletion);
    }

    /** From now on failures are counted, and said only in {@link #finish}. */
    void count() {
        counting = true;
    }

    /**
     * Waits for what is due and gives the rest up. Blocks until then.
     *
     * @return how many did not work, since they are counted
     */
    int finish(Duration grace) {
        unfinished.awaitNone(grace);
        unfinished.list().forEach(Deletion::giveUp);
        return failed.get() + unfinished.list().size();
    }

    /** One of them. */
    final class Deletion {

        private final CacheEntry shelf;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private volatile CompletableFuture<Void> call;

        private Deletion(CacheEntry shelf) {
            this.shelf = shelf;
        }

        void send() {
            call = call();
            call.whenComplete(
                    (nothing, failure) -> {
                        if (failure != null) {
                            failed(CompositeFuture.cause(failure));
                        }
                        done(this);
                        over.complete(null);
                    });
        }

        /** A user's store may do anything; whatever it does, those who wait must hear of it. */
        private CompletableFuture<Void> call() {
            try {
                return Objects.requireNonNull(
                        shelf.key().store().release(shelf.upload().join(), TIMEOUT),
                        "the store gave no future");
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void failed(Throwable failure) {
            String why =
                    failure instanceof CancellationException
                            ? "no time was left for it"
                            : failure.getMessage();
            String store = shelf.key().store().getClass().getSimpleName();
            if (counting) {
                failed.incrementAndGet();
                LOG.debug("A reference could not be deleted from {}: {}", store, why);
            } else {
                LOG.warn("A reference could not be deleted from {}: {}", store, why);
            }
        }

        private void giveUp() {
            if (call != null) {
                call.cancel(true);
            }
        }
    }
}
