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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.internal.download.VideoSink.StoredVideo;
import io.github.refvideo.camel.internal.download.VideoSinks.DiskSink;
import io.github.refvideo.camel.internal.io.BlockPool;
import io.github.refvideo.camel.internal.io.DiskWriter;
import io.github.refvideo.camel.internal.io.DiskWriter.DiskFiles;
import io.github.refvideo.camel.internal.io.PrivateFiles;
import io.github.refvideo.camel.spi.MediaType;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code outputDirectory}. A file is written under a hidden temporary name and gets its final
 * name when it is complete, checked and synced to disk. Never replaces a file. Names contain the
 * time and a random part, nothing from a service. Thread-safe.
 */
public final class OutputDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(OutputDirectory.class);

    private static final String OPTION = "outputDirectory";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** More collisions of random names than this have another cause. */
    private static final int MAX_ATTEMPTS = 10;

    private final Path directory;
    private final Executor disk;
    private final BlockPool blocks;
    private final Supplier<String> names;
    private final DiskFiles files;

    /**
     * @param directory must exist
     * @param disk executor for blocking writes
     * @param blocks shared with other files
     * @param now wall-clock time, for names
     */
    public OutputDirectory(Path directory, Executor disk, BlockPool blocks, Supplier<Instant> now) {
        this(
                directory,
                disk,
                blocks,
                () -> "refvideo-" + TIME.format(now.get()) + "-" + randomHex(),
                DiskFiles.in(directory, ".refvideo-", ".part"));
    }

    OutputDirectory(
            Path directory,
            Executor disk,
            BlockPool blocks,
            Supplier<String> names,
            DiskFiles files) {
        this.directory = directory;
        this.disk = disk;
        this.blocks = blocks;
        this.names = names;
        this.files = files;
    }

    /** Creates a sink for one video. */
    public VideoSink<StoredVideo<Path>> sink() {
        return new DiskSink<>(
                new DiskWriter(OPTION, files, disk, blocks),
                (writer, mediaType) ->
                        writer.finish(
                                true,
                                temporary -> {
                                    long length = Files.size(temporary);
                                    Path file = publish(temporary, extension(mediaType));
                                    return new StoredVideo<>(file, length, mediaType);
                                }),
                stored -> delete(stored.content()));
    }

    static String extension(String mediaType) {
        return "." + MediaType.of(mediaType).orElse(MediaType.MP4).extension();
    }

    /** Moves a file to its final name. */
    Path publish(Path temporary, String extension) throws IOException {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            Path name = directory.resolve(names.get() + extension);
            try {
                linkOrMove(temporary, name);
                sync();
                return name;
            } catch (FileAlreadyExistsException e) {
                // Never replace a file; try another name.
            }
        }
        throw new FileSystemException(directory.toString(), null, "every new name already exists");
    }

    /** A hard link is atomic and never replaces a file; a rename would. */
    private void linkOrMove(Path temporary, Path name) throws IOException {
        try {
            Files.createLink(name, temporary);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without hard links. The check of this move is not atomic, but the
            // random
            // part of the name prevents collisions.
            Files.move(temporary, name);
            return;
        }
        Files.delete(temporary);
    }

    /** The new name must survive a power failure; not every system supports this. */
    private void sync() {
        try {
            PrivateFiles.syncDirectory(directory);
        } catch (IOException e) {
            LOG.debug("Could not sync outputDirectory to disk: {}", e.toString());
        }
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn(
                    "Could not delete {} from outputDirectory; its download had already failed",
                    file.getFileName());
        }
    }

    private static String randomHex() {
        byte[] bytes = new byte[8];
        Random.SOURCE.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Created on first use: seeding may take a while after boot. */
    private static final class Random {
        private static final SecureRandom SOURCE = new SecureRandom();
    }
}
