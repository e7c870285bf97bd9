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
package io.github.refvideo.camel.internal.io;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A complete temporary file. The owner must delete it; otherwise the garbage collector deletes it
 * with this object. Thread-safe.
 */
public final class SpoolFile {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFile.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final Path path;
    private final long length;
    private final Cleaner.Cleanable deletion;
    private volatile boolean deleted;

    SpoolFile(Path path) throws IOException {
        this.path = path;
        this.length = Files.size(path);
        this.deletion = CLEANER.register(this, new Deletion(path));
    }

    /** The path; valid while this object is reachable. */
    public Path path() {
        return path;
    }

    /** In bytes. */
    public long length() {
        return length;
    }

    /** Whether it was deleted. */
    public boolean deleted() {
        return deleted;
    }

    /**
     * Opens the file from the beginning. The stream is not buffered, and an interrupt of the thread
     * does not close it.
     *
     * @throws IOException also if the file has been deleted
     */
    public InputStream open() throws IOException {
        return new FileInputStream(path.toFile());
    }

    /** Deletes the file. Idempotent. */
    public void delete() {
        deleted = true;
        deletion.clean();
    }

    @Override
    public String toString() {
        return "SpoolFile[" + length + " bytes]";
    }

    private record Deletion(Path path) implements Runnable {

        @Override
        public void run() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.warn("Could not delete a temporary file in spoolDirectory: {}", e.toString());
            }
        }
    }
}
