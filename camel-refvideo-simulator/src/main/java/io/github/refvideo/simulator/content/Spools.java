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
package io.github.refvideo.simulator.content;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Storage for received bodies: small bodies on the heap, up to 16 MiB in total, others in temporary
 * files. Files are deleted when closed. Where the operating system allows it, they are unlinked
 * immediately, so that even a killed process leaves no files behind. Thread-safe.
 */
public final class Spools {
    static final int HELD_EACH = 256 * 1024;
    private static final long HELD_TOGETHER = 16L << 20;

    private final Vertx vertx;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong names = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private Path folder;

    /** The folder is created with the first file. */
    public Spools(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Creates a receiver for one body. */
    public Spool begin() {
        return new Spool(this);
    }

    /** The number of open files. */
    public int openFiles() {
        return open.get();
    }

    /** The number of bytes currently on the heap. */
    public long heldBytes() {
        return held.get();
    }

    /** Removes the folder; open files are deleted with their last release. */
    public synchronized void close() {
        if (folder == null) {
            return;
        }
        try (var left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Operating systems that cannot delete open files keep the folder until the next call.
            folder.toFile().deleteOnExit();
        }
        folder = null;
    }

    /** Keeps these bytes on the heap, or returns null if the heap limit is reached. */
    Content hold(Buffer bytes) {
        int length = bytes.length();
        if (held.addAndGet(length) > HELD_TOGETHER) {
            held.addAndGet(-length);
            return null;
        }
        return new HeldContent(bytes, () -> held.addAndGet(-length));
    }

    Future<AsyncFile> create() {
        String path = folder().resolve("body-" + names.incrementAndGet()).toString();
        OpenOptions options =
                new OpenOptions()
                        .setRead(true)
                        .setWrite(true)
                        .setCreateNew(true)
                        .setDeleteOnClose(true);
        return vertx.fileSystem().open(path, options).onSuccess(file -> open.incrementAndGet());
    }

    void closed() {
        open.decrementAndGet();
    }

    private synchronized Path folder() {
        if (folder == null) {
            try {
                folder = Files.createTempDirectory("refvideo-simulator-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folder;
    }
}
