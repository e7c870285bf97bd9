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
package io.github.refvideo.camel.internal.reference;

import io.github.refvideo.camel.internal.io.SpoolDirectory;
import io.github.refvideo.camel.internal.io.SpoolDirectory.SpoolOutput;
import io.github.refvideo.camel.internal.io.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.StreamCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the streams of one message on disk as long as it can be attempted again. Reads and writes
 * on the calling thread.
 *
 * <p>Not thread-safe while it is filled.
 */
final class StreamSpooler {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSpooler.class);
    private static final int PIECE = 64 * 1024;

    private final Consumer<Runnable> atEnd;
    private final SpoolDirectory directory;
    private final long maxBytes;
    private List<SpoolFile> files;

    StreamSpooler(Consumer<Runnable> atEnd, ReferenceSettings settings) {
        this.atEnd = atEnd;
        this.directory = new SpoolDirectory(settings.spoolDirectory());
        this.maxBytes = settings.maxBytes();
    }

    /** Reads a stream to its end. It is not closed: it belongs to whoever opened it. */
    SpoolFile keep(InputStream stream) throws BadMediaException {
        return keep(out -> copy(stream, out));
    }

    /** Reads a cache from its beginning to its end, and leaves it at its beginning. */
    SpoolFile keep(StreamCache cache) throws BadMediaException {
        MediaInspector.checkSize(cache.length(), maxBytes);
        cache.reset();
        try {
            return keep(out -> copy(cache, out));
        } finally {
            cache.reset();
        }
    }

    private SpoolFile keep(Source source) throws BadMediaException {
        try (SpoolOutput draft = directory.newFile()) {
            source.writeTo(draft.out());
            SpoolFile file = draft.finish();
            files().add(file);
            return file;
        } catch (IOException e) {
            throw new BadMediaException(
                    "a stream",
                    "it could not be kept in spoolDirectory: " + LocalReferences.reason(e));
        }
    }

    private void copy(InputStream stream, OutputStream out) throws IOException, BadMediaException {
        byte[] piece = new byte[PIECE];
        long length = 0;
        for (int read = read(stream, piece); read >= 0; read = read(stream, piece)) {
            length += read;
            MediaInspector.checkSize(length, maxBytes);
            out.write(piece, 0, read);
        }
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

    private void copy(StreamCache cache, OutputStream out) throws IOException, BadMediaException {
        try {
            cache.writeTo(new LimitedOutputStream(out, maxBytes));
        } catch (LimitedOutputStream.FullException e) {
            MediaInspector.checkSize(e.bytes(), maxBytes);
        }
    }

    private List<SpoolFile> files() {
        if (files == null) {
            List<SpoolFile> kept = new ArrayList<>();
            files = kept;
            atEnd.accept(() -> kept.forEach(SpoolFile::delete));
        }
        return files;
    }

    @FunctionalInterface
    private interface Source {
        void writeTo(OutputStream out) throws IOException, BadMediaException;
    }
}
