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
 * Uploads local media to a URL that a service can fetch. The {@code referenceStore} option can name
 * a bean of this type.
 *
 * <p>Thread-safe. Called on I/O and worker threads: an implementation that blocks must use its own
 * thread pool. Uploads may be repeated. Errors complete the future exceptionally; a {@link
 * ReferenceStoreException} says whether a retry may succeed. Cancelling the future aborts the
 * upload.
 */
public interface ReferenceStore {

    /**
     * Uploads media.
     *
     * @param media readable until the future is complete
     * @param model that fetches the media, in the spelling of the user
     * @param timeout for the whole upload
     */
    CompletableFuture<StoredReference> store(LocalMedia media, String model, Duration timeout);

    /**
     * Deletes uploaded media. Called if {@code deleteReferencesAfter} is set, when no job needs the
     * media any more. Deleting media that does not exist must succeed. Does nothing by default.
     */
    default CompletableFuture<Void> release(StoredReference reference, Duration timeout) {
        return CompletableFuture.completedFuture(null);
    }

    /** Whether only the model of the upload can fetch the media; false by default. */
    default boolean boundToModel() {
        return false;
    }
}
