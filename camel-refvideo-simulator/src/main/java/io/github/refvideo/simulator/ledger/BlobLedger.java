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
 * What happened in the blob store. Safe for use by any thread; a blob counts when it is there for
 * everybody to read, whatever becomes of the answer.
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

    /** Uploads that succeeded, overwriting ones included; one in parts counts once. */
    public int uploads() {
        return uploads.get();
    }

    /** Blobs that were deleted. */
    public int deletions() {
        return deletions.get();
    }

    /** Uploads in parts that were begun and not completed. */
    public int openUploads() {
        return openUploads.get();
    }

    /** Uploads per final pathname, random suffix included. */
    public Map<String, Integer> uploadsByPathname() {
        return byPathname.all();
    }

    /** Uploads per content, by the SHA-256 of the bytes or of the list of its parts. */
    public Map<String, Integer> uploadsByContent() {
        return byContent.all();
    }

    /** Reads by the public address that found something, per pathname. */
    public Map<String, Integer> readsByPathname() {
        return reads.all();
    }

    /** Pathnames of the blobs that are there now, in order. */
    public Set<String> present() {
        return new TreeSet<>(present);
    }

    /** Told by the store: a blob is there. */
    public void uploaded(String pathname, String digest) {
        uploads.incrementAndGet();
        byPathname.add(pathname);
        byContent.add(digest);
        present.add(pathname);
    }

    /** Told by the store: a blob that was there is gone. */
    public void deleted(String pathname) {
        deletions.incrementAndGet();
        present.remove(pathname);
    }

    /** Told by the store: somebody reads it. */
    public void read(String pathname) {
        reads.add(pathname);
    }

    /** Told by the store: an upload in parts begins. */
    public void begun() {
        openUploads.incrementAndGet();
    }

    /** Told by the store: an upload in parts is complete. */
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
