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

import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.StoredReference;
import java.util.concurrent.CompletableFuture;

/** One upload and who uses it. Everything that changes is guarded by the library's lock. */
final class CacheEntry {

    private final Key key;
    private final long since;
    private final CompletableFuture<StoredReference> upload = new CompletableFuture<>();
    private int users;
    private boolean delete;
    private boolean kept;

    /**
     * @param since when the upload began, on the timer's monotonic clock
     */
    CacheEntry(Key key, long since) {
        this.key = key;
        this.since = since;
    }

    Key key() {
        return key;
    }

    long since() {
        return since;
    }

    /** Pending, failed, or where the reference is. Cancelling it cancels the transfer. */
    CompletableFuture<StoredReference> upload() {
        return upload;
    }

    void use() {
        users++;
    }

    /** Whether that was the last user. */
    boolean unuse(boolean deleteLater) {
        delete |= deleteLater;
        return --users == 0;
    }

    boolean inUse() {
        return users > 0;
    }

    /** Whether the reference is to go with its last user. */
    boolean toBeDeleted() {
        return delete && !kept;
    }

    /** A job for which no exchange waits may need it: then it is not deleted. */
    void keep() {
        kept = true;
    }

    void deleteLater() {
        delete = true;
    }

    boolean stored() {
        return upload.isDone() && !upload.isCompletedExceptionally();
    }

    /**
     * What makes two uploads the same.
     *
     * @param model null when what is stored serves every model
     */
    record Key(ReferenceStore store, String sha256, String model) {}
}
