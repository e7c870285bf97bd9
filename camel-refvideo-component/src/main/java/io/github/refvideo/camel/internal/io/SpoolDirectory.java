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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of temporary files ({@code spoolDirectory}). It is made when the first file is, for
 * this user only. Blocks on the disk. Thread-safe.
 */
public final class SpoolDirectory implements DiskFiles {

    static final String OPTION = "spoolDirectory";

    private static final String PREFIX = "refvideo-";

    /** Used when no directory was named: one for this process. */
    private static final Object LOCK = new Object();

    private static Path ofThisProcess;

    private final Path directory;

    /**
     * @param directory is made if it is not there; null for one of our own in the system's
     *     temporary directory
     */
    public SpoolDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public Path create() throws IOException {
        return PrivateFiles.makeTemporary(directory(), PREFIX, ".spool");
    }

    /** A new file, for whoever may wait for the disk. */
    public SpoolOutput draft() throws IOException {
        return new SpoolOutput(create());
    }

    private Path directory() throws IOException {
        if (directory == null) {
            return ofThisProcess();
        }
        PrivateFiles.makeDirectories(directory);
        return directory;
    }

    private static Path ofThisProcess() throws IOException {
        synchronized (LOCK) {
            // Cleaners of temporary directories may have taken it away.
            if (ofThisProcess == null || !Files.isDirectory(ofThisProcess)) {
                ofThisProcess = PrivateFiles.makeTemporaryDirectory(PREFIX);
                ofThisProcess.toFile().deleteOnExit();
            }
            return ofThisProcess;
        }
    }
}
