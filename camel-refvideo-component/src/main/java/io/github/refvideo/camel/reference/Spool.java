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
package io.github.refvideo.camel.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the streams of one exchange on disk, readable for nobody else, until the exchange is
 * completed, whether it failed or not.
 *
 * <p>Not thread-safe while it is filled.
 */
final class Spool {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int PIECE = 64 * 1024;
    private static final String PREFIX = "refvideo-";

    private final Exchange exchange;
    private final ReferenceSettings settings;
    private Leftovers leftovers;

    Spool(Exchange exchange, ReferenceSettings settings) {
        this.exchange = exchange;
        this.settings = settings;
    }

    /** Reads a stream to its end. It is not closed: it belongs to whoever opened it. */
    Path keep(InputStream stream) throws BadMediaException {
        try {
            Path file = create();
            try (OutputStream out = Files.newOutputStream(file)) {
                byte[] piece = new byte[PIECE];
                long length = 0;
                for (int read = read(stream, piece); read >= 0; read = read(stream, piece)) {
                    length += read;
                    MediaMeasure.checkSize(length, settings.maxBytes());
                    out.write(piece, 0, read);
                }
            }
            return file;
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    /** Reads a cache from its beginning to its end, and leaves it at its beginning. */
    Path keep(StreamCache cache) throws BadMediaException {
        MediaMeasure.checkSize(cache.length(), settings.maxBytes());
        cache.reset();
        try {
            Path file = create();
            try (OutputStream out = new Capped(Files.newOutputStream(file), settings.maxBytes())) {
                cache.writeTo(out);
            } catch (Capped.FullException e) {
                MediaMeasure.checkSize(e.bytes(), settings.maxBytes());
            }
            return file;
        } catch (IOException e) {
            throw notKept(e);
        } finally {
            cache.reset();
        }
    }

    private static BadMediaException notKept(IOException e) {
        return new BadMediaException(
                "a stream", "it could not be kept in spoolDirectory: " + LocalReferences.reason(e));
    }

    /** A source's own failures must not look like ours. */
    private static int read(InputStream stream, byte[] piece) throws BadMediaException {
        try {
            return stream.read(piece);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The stream of a reference broke off", e);
            throw new BadMediaException(
                    "a stream that breaks off (" + e.getClass().getSimpleName() + ")",
                    "give it so that it can be read to its end");
        }
    }

    private Path create() throws IOException {
        if (leftovers == null) {
            leftovers = new Leftovers();
            exchange.getExchangeExtension().addOnCompletion(leftovers);
        }
        Path directory = settings.spoolDirectory();
        if (directory == null) {
            if (leftovers.directory == null) {
                leftovers.directory = Files.createTempDirectory(PREFIX);
            }
            directory = leftovers.directory;
        } else if (Files.notExists(directory)) {
            Files.createDirectories(directory, forOwner(directory, "rwx------"));
        }
        Path file =
                Files.createTempFile(directory, PREFIX, ".ref", forOwner(directory, "rw-------"));
        leftovers.files.add(file);
        return file;
    }

    private static FileAttribute<?>[] forOwner(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** What must go with the exchange. */
    private static final class Leftovers extends SynchronizationAdapter {

        private final Deque<Path> files = new ArrayDeque<>();
        private Path directory;

        @Override
        public void onDone(Exchange exchange) {
            files.forEach(Leftovers::delete);
            if (directory != null) {
                delete(directory);
            }
        }

        private static void delete(Path path) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.warn("A spooled reference cannot be deleted: {}", path, e);
            }
        }
    }
}
