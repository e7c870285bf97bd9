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
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Writes temporary files without waiting for the disk. Thread-safe. */
public final class VideoSpool {

    private final SpoolDirectory files;
    private final Executor disk;
    private final BlockPool blocks;

    /**
     * @param directory is made if it is not there; null for one of our own in the system's
     *     temporary directory
     * @param disk may block on the disk
     * @param blocks shared with other files
     */
    public VideoSpool(Path directory, Executor disk, BlockPool blocks) {
        this.files = new SpoolDirectory(directory);
        this.disk = disk;
        this.blocks = blocks;
    }

    /** Something new is to be kept; nothing is on disk before {@link DiskWriter#begin}. */
    public DiskWriter writer() {
        return new DiskWriter(SpoolDirectory.OPTION, files, disk, blocks);
    }

    /** A new file that is written on the calling thread, which may wait for the disk. */
    public SpoolOutput output() throws IOException {
        return files.draft();
    }

    /** Names the option of the directory in a failure of the disk. */
    public static DiskException failure(Throwable cause) {
        return DiskException.of(SpoolDirectory.OPTION, cause);
    }

    /** Where what blocks on the disk may run. */
    public Executor disk() {
        return disk;
    }

    /** The writer has been given everything. */
    public static CompletableFuture<SpoolFile> finish(DiskWriter writer) {
        return writer.finish(false, SpoolFile::new);
    }
}
