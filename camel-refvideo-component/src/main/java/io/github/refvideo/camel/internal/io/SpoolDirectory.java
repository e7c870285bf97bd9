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

import io.github.refvideo.camel.internal.io.DiskWriter.DiskFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory of temporary files ({@code spoolDirectory}). It is created with the first file, for
 * this user only. Blocks on the disk. Thread-safe.
 */
public final class SpoolDirectory implements DiskFiles {

    static final String OPTION = "spoolDirectory";

    private static final String PREFIX = "refvideo-";

    /** Guards the default directory of this process. */
    private static final Object LOCK = new Object();

    private static @Nullable Path processDirectory;

    private final @Nullable Path directory;

    /**
     * @param directory created if it does not exist; null for a new one in the temporary directory
     *     of the system
     */
    public SpoolDirectory(@Nullable Path directory) {
        this.directory = directory;
    }

    @Override
    public Path create() throws IOException {
        return PrivateFiles.createTemporary(directory(), PREFIX, ".spool");
    }

    /** Creates a file that the calling thread writes. */
    public SpoolOutput newFile() throws IOException {
        return new SpoolOutput(create());
    }

    private Path directory() throws IOException {
        if (directory == null) {
            return processDirectory();
        }
        PrivateFiles.createDirectories(directory);
        return directory;
    }

    private static Path processDirectory() throws IOException {
        synchronized (LOCK) {
            // A cleaner of temporary directories may have deleted it.
            if (processDirectory == null || !Files.isDirectory(processDirectory)) {
                processDirectory = PrivateFiles.createTemporaryDirectory(PREFIX);
                processDirectory.toFile().deleteOnExit();
            }
            return processDirectory;
        }
    }

    /**
     * A temporary file that is written on the calling thread. Closing it before it is finished
     * deletes it. Not thread-safe.
     */
    public static final class SpoolOutput implements Closeable {

        private final Path path;
        private final OutputStream out;
        private boolean finished;

        SpoolOutput(Path path) throws IOException {
            this.path = path;
            this.out = Files.newOutputStream(path, StandardOpenOption.WRITE);
        }

        /** The stream of the content. Not buffered. */
        public OutputStream out() {
            return out;
        }

        /** Finishes the file after the last write. */
        public SpoolFile finish() throws IOException {
            out.close();
            SpoolFile file = new SpoolFile(path);
            finished = true;
            return file;
        }

        /** Deletes the file, unless it is finished. */
        @Override
        public void close() throws IOException {
            try {
                out.close();
            } finally {
                if (!finished) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
