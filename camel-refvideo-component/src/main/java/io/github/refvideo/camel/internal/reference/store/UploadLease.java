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

import io.github.refvideo.camel.spi.StoredReference;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** The use of a stored reference by one job. To be closed when the job needs it no more. */
public final class UploadLease {

    private final UploadCache library;
    private final CacheEntry shelf;
    private final AtomicBoolean closed = new AtomicBoolean();

    UploadLease(UploadCache library, CacheEntry shelf) {
        this.library = library;
        this.shelf = shelf;
    }

    /** Where the service fetches it. It may be signed: never log it. */
    public String url() {
        return stored().url();
    }

    /** When the URL dies; null when it does not, or nobody says. */
    public Instant expires() {
        return stored().expires();
    }

    private StoredReference stored() {
        return shelf.upload().join();
    }

    /**
     * Ends the use; the second time does nothing.
     *
     * @param delete whether the store shall delete it, once nobody else uses it
     */
    public void close(boolean delete) {
        if (closed.compareAndSet(false, true)) {
            library.giveBack(shelf, delete);
        }
    }

    /** Ends the use by a job that may still go on: then the store must not delete it at all. */
    public void keep() {
        if (closed.compareAndSet(false, true)) {
            library.keep(shelf);
        }
    }

    @Override
    public String toString() {
        return "Lease[" + (closed.get() ? "closed" : "open") + "]";
    }
}
