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
package io.github.refvideo.camel.spi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Puts local media where a service can fetch it. A bean of this type can be named in the {@code
 * referenceStore} option.
 *
 * <p>Thread-safe. Called on I/O and worker threads: a store that blocks hands its work to a pool of
 * its own. Storing costs no video: it may be repeated. Failures arrive in the future; a {@link
 * ReferenceStoreException} says whether a repetition can help. Cancelling a future gives the
 * transfer up.
 */
public interface ReferenceStore {

    /**
     * Stores media.
     *
     * @param media readable until the future is complete
     * @param model that will fetch it, in the user's spelling
     * @param timeout for the whole transfer
     */
    CompletableFuture<StoredReference> store(LocalMedia media, String model, Duration timeout);

    /**
     * Takes a stored reference away again. Called only when no job needs it any more, and only when
     * {@code deleteReferencesAfter} is set. A reference that is gone already is no failure.
     */
    default CompletableFuture<Void> release(StoredReference reference, Duration timeout) {
        return CompletableFuture.completedFuture(null);
    }

    /** Whether what was stored for one model can be fetched by that model only. */
    default boolean boundToModel() {
        return false;
    }
}
