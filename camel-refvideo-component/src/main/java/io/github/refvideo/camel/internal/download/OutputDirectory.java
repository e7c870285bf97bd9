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

import io.github.refvideo.camel.internal.io.BlockPool;
import io.github.refvideo.camel.internal.io.DiskFiles;
import io.github.refvideo.camel.internal.io.DiskWriter;
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
 * The user's directory for videos. A file is written under a hidden temporary name, and appears
 * under its final one when it is complete, checked and on the disk itself; nothing that is there is
 * ever replaced. Names are ours: time and chance, nothing of a service's. Thread-safe.
 */
public final class OutputDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(OutputDirectory.class);

    private static final String OPTION = "outputDirectory";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Names are not taken twice by chance, so more tries than this mean something else. */
    private static final int TRIES = 10;

    private final Path directory;
    private final Executor disk;
    private final BlockPool blocks;
    private final Supplier<String> names;
    private final DiskFiles files;

    /**
     * @param directory is there
     * @param disk may block on the disk
     * @param blocks shared with other files
     * @param now wall-clock time, for names
     */
    public OutputDirectory(Path directory, Executor disk, BlockPool blocks, Supplier<Instant> now) {
        this(
                directory,
                disk,
                blocks,
                () -> "refvideo-" + TIME.format(now.get()) + "-" + chance(),
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

    /** For one video. */
    public VideoSink<StoredVideo<Path>> sink() {
        return new DiskSink<>(
                new DiskWriter(OPTION, files, disk, blocks),
                (writer, mediaType) ->
                        writer.finish(
                                true,
                                temporary -> {
                                    long length = Files.size(temporary);
                                    Path file = publish(temporary, ending(mediaType));
                                    return new StoredVideo<>(file, length, mediaType);
                                }),
                stored -> delete(stored.content()));
    }

    static String ending(String mediaType) {
        return "." + MediaType.of(mediaType).orElse(MediaType.MP4).extension();
    }

    /** Gives a file its final name. */
    Path publish(Path temporary, String ending) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Path name = directory.resolve(names.get() + ending);
            try {
                appear(temporary, name);
                sync();
                return name;
            } catch (FileAlreadyExistsException e) {
                // Not ours to replace; the next name.
            }
        }
        throw new FileSystemException(directory.toString(), null, "every new name is taken");
    }

    /** A link is made in one step and never over something else; a rename would replace it. */
    private void appear(Path temporary, Path name) throws IOException {
        try {
            Files.createLink(name, temporary);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without links. The look before this rename leaves a gap, but nobody
            // else can come to the same name: half of it is chance.
            Files.move(temporary, name);
            return;
        }
        Files.delete(temporary);
    }

    /** The new name must outlive a power failure too; not every system lets us ask for it. */
    private void sync() {
        try {
            PrivateFiles.syncNames(directory);
        } catch (IOException e) {
            LOG.debug("Entries of outputDirectory cannot be forced to disk: {}", e.toString());
        }
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn(
                    "A video that came too late stays in outputDirectory as {}",
                    file.getFileName());
        }
    }

    private static String chance() {
        byte[] bytes = new byte[8];
        Chance.SOURCE.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Made when first needed: seeding may take a while on a young machine. */
    private static final class Chance {
        private static final SecureRandom SOURCE = new SecureRandom();
    }
}
