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
package io.github.refvideo.simulator.ledger;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records uploads, reads and deletions of the blob store. Thread-safe. A blob counts as soon as it
 * is readable, even if the response is lost.
 */
public final class BlobLedger {
    private final AtomicInteger uploads = new AtomicInteger();
    private final AtomicInteger deletions = new AtomicInteger();
    private final AtomicInteger openUploads = new AtomicInteger();
    private final BoundedCounter<String> byPathname = new BoundedCounter<>();
    private final BoundedCounter<String> byContent = new BoundedCounter<>();
    private final BoundedCounter<String> reads = new BoundedCounter<>();
    private final Set<String> present = new ConcurrentSkipListSet<>();

    BlobLedger() {}

    /** The number of successful uploads, including overwrites; a multipart upload counts once. */
    public int uploads() {
        return uploads.get();
    }

    /** The number of deleted blobs. */
    public int deletions() {
        return deletions.get();
    }

    /** The number of multipart uploads that were started and not completed. */
    public int openUploads() {
        return openUploads.get();
    }

    /** Uploads per final pathname, including the random suffix. */
    public Map<String, Integer> uploadsByPathname() {
        return byPathname.all();
    }

    /** Uploads per content, keyed by the SHA-256 of the bytes or of the list of parts. */
    public Map<String, Integer> uploadsByContent() {
        return byContent.all();
    }

    /** Successful reads by public URL, per pathname. */
    public Map<String, Integer> readsByPathname() {
        return reads.all();
    }

    /** Sorted pathnames of the blobs that currently exist. */
    public Set<String> present() {
        return new TreeSet<>(present);
    }

    /** Called by the store when a blob is stored. */
    public void uploaded(String pathname, String digest) {
        uploads.incrementAndGet();
        byPathname.add(pathname);
        byContent.add(digest);
        present.add(pathname);
    }

    /** Called by the store when a blob is deleted. */
    public void deleted(String pathname) {
        deletions.incrementAndGet();
        present.remove(pathname);
    }

    /** Called by the store when a blob is read. */
    public void read(String pathname) {
        reads.add(pathname);
    }

    /** Called by the store when a multipart upload starts. */
    public void begun() {
        openUploads.incrementAndGet();
    }

    /** Called by the store when a multipart upload is complete. */
    public void completed() {
        openUploads.decrementAndGet();
    }

    void clear() {
        uploads.set(0);
        deletions.set(0);
        openUploads.set(0);
        byPathname.clear();
        byContent.clear();
        reads.clear();
        present.clear();
    }
}
