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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.internal.reference.store.UploadCache;
import io.github.refvideo.camel.internal.reference.store.UploadLease;
import io.github.refvideo.camel.internal.time.PendingOperations;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the promise of {@code deleteReferencesAfter} at a stop. Knows for which exchanges something
 * is stored that is to be deleted, and waits a while until that has happened. Belongs to the
 * component; thread-safe.
 */
public final class ReferenceCleanupOnStop {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceCleanupOnStop.class);

    private final UploadCache library;
    private final Executor workers;
    private final PendingOperations<UploadThenSubmit> holders = new PendingOperations<>();
    private volatile boolean stopping;

    /**
     * @param library deletes
     * @param workers where stores are told to
     */
    public ReferenceCleanupOnStop(UploadCache library, Executor workers) {
        this.library = library;
        this.workers = workers;
    }

    /** Something is stored for an exchange, to be deleted when it is over. */
    public void awaitEndOf(UploadThenSubmit holder) {
        holders.add(holder);
        if (stopping) {
            holder.stop();
        }
    }

    /** Nothing is stored for it any more, or it stays. */
    public void ended(UploadThenSubmit holder) {
        holders.remove(holder);
    }

    /** Jobs end now, and what they needed is deleted as soon as they do. Does not block. */
    public void begin() {
        stopping = true;
        library.countFailedDeletions();
        // Not here: routes may hold what they have for as long as they like.
        holders.list().forEach(holder -> workers.execute(holder::stop));
    }

    /** When all jobs have ended: waits until the stores have answered, and says what is left. */
    public void finish(Duration grace) {
        long start = System.nanoTime();
        holders.awaitNone(grace);
        long left =
                holders.list().stream()
                        .flatMap(holder -> holder.leases().stream())
                        .map(UploadLease::url)
                        .distinct()
                        .count();
        Duration rest = grace.minusNanos(System.nanoTime() - start);
        long failed = library.finishDeletions(rest) + left;
        if (failed > 0) {
            LOG.warn(
                    "Stored references that were not deleted before the stop, and stay where they"
                            + " are: {}. Why, the log tells at DEBUG",
                    failed);
        }
    }
}
