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
package io.github.refvideo.simulator.blob;

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.ledger.BlobLedger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The content of all stores. Thread-safe. */
final class BlobStore {
    private static final int TAG_LENGTH = 32;

    private final Map<String, Blob> byAddress = new TreeMap<>();
    private final Clock clock;
    private final BlobLedger ledger;

    BlobStore(Clock clock, BlobLedger ledger) {
        this.clock = clock;
        this.ledger = ledger;
    }

    /** Throws if {@link #put} would refuse the blob. */
    synchronized void check(String store, PutOptions options) throws RefusedException {
        Blob there = byAddress.get(address(store, options.pathname()));
        if (options.ifMatch() != null && !matches(there, options.ifMatch())) {
            throw new RefusedException(
                    412, "precondition_failed", "The blob has another etag than x-if-match says.");
        }
        if (there != null && !options.overwrite()) {
            throw RefusedException.badRequest(
                    "This blob already exists; another pathname, a random suffix or the leave to overwrite it"
                            + " would help.");
        }
    }

    /** Stores the content and takes over its ownership, unless it throws. */
    synchronized Blob put(String store, PutOptions options, Content content, String digest)
            throws RefusedException {
        check(store, options);
        Blob blob =
                new Blob(
                        options.pathname(),
                        content,
                        options.contentType(),
                        tag(digest),
                        options.cacheSeconds(),
                        clock.instant());
        Blob before = byAddress.put(address(store, options.pathname()), blob);
        if (before != null) {
            before.content().release();
        }
        ledger.uploaded(options.pathname(), digest);
        return blob;
    }

    synchronized Optional<Blob> find(String store, String pathname) {
        return Optional.ofNullable(byAddress.get(address(store, pathname)));
    }

    /** The blobs whose pathname has this prefix, sorted by pathname. */
    synchronized List<Blob> list(String store, String prefix) {
        String begin = address(store, prefix);
        return byAddress.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(begin))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Deletes the blob if it exists. */
    synchronized void delete(String store, String pathname, String ifMatch)
            throws RefusedException {
        Blob there = byAddress.get(address(store, pathname));
        if (ifMatch != null && !matches(there, ifMatch)) {
            throw new RefusedException(
                    412, "precondition_failed", "The blob has another etag than x-if-match says.");
        }
        if (there != null) {
            byAddress.remove(address(store, pathname));
            there.content().release();
            ledger.deleted(pathname);
        }
    }

    synchronized void clear() {
        byAddress.values().forEach(blob -> blob.content().release());
        byAddress.clear();
    }

    static String tag(String digest) {
        return '"' + digest.substring(0, TAG_LENGTH) + '"';
    }

    private static boolean matches(Blob there, String etag) {
        return there != null && there.etag().equals(etag);
    }

    private static String address(String store, String pathname) {
        return store + "/" + pathname;
    }
}
