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
import org.jspecify.annotations.Nullable;

/** Writes temporary files asynchronously. Thread-safe. */
public final class VideoSpool {

    private final SpoolDirectory files;
    private final Executor disk;
    private final BlockPool blocks;

    /**
     * @param directory created if it does not exist; null for a new one in the temporary directory
     *     of the system
     * @param disk executor for blocking writes
     * @param blocks shared with other files
     */
    public VideoSpool(@Nullable Path directory, Executor disk, BlockPool blocks) {
        this.files = new SpoolDirectory(directory);
        this.disk = disk;
        this.blocks = blocks;
    }

    /** Creates a writer; the file is created by {@link DiskWriter#begin}. */
    public DiskWriter writer() {
        return new DiskWriter(SpoolDirectory.OPTION, files, disk, blocks);
    }

    /** Creates a file that is written on the calling thread, which may block on the disk. */
    public SpoolDirectory.SpoolOutput output() throws IOException {
        return files.newFile();
    }

    /** Describes a failure of the disk; the text names the option of the directory. */
    public static DiskException failure(Throwable cause) {
        return DiskException.of(SpoolDirectory.OPTION, cause);
    }

    /** The executor for blocking work on the disk. */
    public Executor disk() {
        return disk;
    }

    /** Finishes the file of a writer after the last write. */
    public static CompletableFuture<SpoolFile> finish(DiskWriter writer) {
        return writer.finish(false, SpoolFile::new);
    }
}
