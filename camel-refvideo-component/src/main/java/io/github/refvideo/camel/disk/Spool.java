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
package io.github.refvideo.camel.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Where temporary files lie. Thread-safe. */
public final class Spool {

    private static final String OPTION = "spoolDirectory";

    /** Used when no directory was named: one for this process. */
    private static final Object LOCK = new Object();

    private static Path ofThisProcess;

    private final Path directory;
    private final Executor disk;

    /**
     * @param directory is made if it is not there; null for one of our own in the system's
     *     temporary directory
     * @param disk may block on the disk
     */
    public Spool(Path directory, Executor disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** Something new is to be kept; nothing is on disk before {@link DiskWriter#begin}. */
    public DiskWriter writer() {
        return new DiskWriter(
                OPTION, () -> Files.createTempFile(directory(), "refvideo-", ".spool"), disk);
    }

    /** Where what blocks on the disk may run. */
    public Executor disk() {
        return disk;
    }

    /** The writer has been given everything. */
    public static CompletableFuture<SpoolFile> finish(DiskWriter writer) {
        return writer.finish(false, SpoolFile::new);
    }

    private Path directory() throws IOException {
        if (directory == null) {
            return ofThisProcess();
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                        directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
        return directory;
    }

    private static Path ofThisProcess() throws IOException {
        synchronized (LOCK) {
            // Cleaners of temporary directories may have taken it away.
            if (ofThisProcess == null || !Files.isDirectory(ofThisProcess)) {
                ofThisProcess = Files.createTempDirectory("refvideo-");
                ofThisProcess.toFile().deleteOnExit();
            }
            return ofThisProcess;
        }
    }
}
