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
 * Where received bytes are kept: small bodies on the heap as long as there is room (16 MiB for all
 * together), the others in temporary files. A file is deleted on closing; where the system allows
 * it loses its name at once, so that not even a killed process leaves one behind. Safe for use by
 * any thread.
 */
public final class Spools {
    static final int HELD_EACH = 256 * 1024;
    private static final long HELD_TOGETHER = 16L << 20;

    private final Vertx vertx;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong names = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private Path folder;

    /** Nothing is created before the first file is needed. */
    public Spools(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A receiver for one body. */
    public Spool begin() {
        return new Spool(this);
    }

    /** Files that are open now. */
    public int openFiles() {
        return open.get();
    }

    /** Bytes of bodies on the heap now. */
    public long heldBytes() {
        return held.get();
    }

    /** Removes the folder; files still open vanish with their last user. */
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
            // Systems that do not delete open files keep the folder until the next cleaning.
            folder.toFile().deleteOnExit();
        }
        folder = null;
    }

    /** Keeps these bytes on the heap, or says null if there is no room. */
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
