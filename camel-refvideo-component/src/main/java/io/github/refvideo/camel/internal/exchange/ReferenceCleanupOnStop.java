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
 * Deletes uploaded references during a stop ({@code deleteReferencesAfter}). Tracks the exchanges
 * with uploads that must be deleted, and waits for the deletions up to a limit. Belongs to the
 * component; thread-safe.
 */
public final class ReferenceCleanupOnStop {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceCleanupOnStop.class);

    private final UploadCache library;
    private final Executor workers;
    private final PendingOperations<UploadThenSubmit> holders = new PendingOperations<>();
    private volatile boolean stopping;

    /**
     * @param library deletes the references
     * @param workers call the stores
     */
    public ReferenceCleanupOnStop(UploadCache library, Executor workers) {
        this.library = library;
        this.workers = workers;
    }

    /** Tracks an exchange whose uploads are deleted when it is done. */
    public void awaitEndOf(UploadThenSubmit holder) {
        holders.add(holder);
        if (stopping) {
            holder.stop();
        }
    }

    /** The uploads were deleted, or are kept. */
    public void ended(UploadThenSubmit holder) {
        holders.remove(holder);
    }

    /**
     * The stop has begun: the references of a job are deleted as soon as the job ends. Does not
     * block.
     */
    public void begin() {
        stopping = true;
        library.countFailedDeletions();
        // Not on this thread: routes may hold the lock of an exchange for any time.
        holders.list().forEach(holder -> workers.execute(holder::stop));
    }

    /** All jobs have ended: waits for the stores, and logs the number of remaining references. */
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
                    "{} uploaded references were not deleted before the stop and remain in the"
                            + " store. The reasons are logged at DEBUG level",
                    failed);
        }
    }
}
