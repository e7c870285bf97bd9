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
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the streams of one message to disk, where they are kept until no further attempt of the
 * message can come. Reads and writes on the calling thread. Not thread-safe.
 */
final class StreamSpooler {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSpooler.class);
    private static final int BUFFER_SIZE = 64 * 1024;

    private final Consumer<Runnable> onDone;
    private final SpoolDirectory directory;
    private final long maxBytes;
    private @Nullable List<SpoolFile> files;

    /**
     * @param onDone registers the deletion of the files
     */
    StreamSpooler(Consumer<Runnable> onDone, ReferenceSettings settings) {
        this.onDone = onDone;
        this.directory = new SpoolDirectory(settings.spoolDirectory());
        this.maxBytes = settings.maxBytes();
    }

    /** Reads a stream to its end. The caller closes it. */
    SpoolFile spool(InputStream stream) throws BadMediaException {
        return spool(out -> copy(stream, out));
    }

    /** Reads a stream cache from its beginning to its end, and resets it. */
    SpoolFile spool(StreamCache cache) throws BadMediaException {
        LocalMediaFactory.checkSize(cache.length(), maxBytes);
        cache.reset();
        try {
            return spool(out -> copy(cache, out));
        } finally {
            cache.reset();
        }
    }

    private SpoolFile spool(Source source) throws BadMediaException {
        try (SpoolOutput draft = directory.newFile()) {
            source.writeTo(draft.out());
            SpoolFile file = draft.finish();
            files().add(file);
            return file;
        } catch (IOException e) {
            throw new BadMediaException(
                    "a stream",
                    "it could not be written to spoolDirectory: " + LocalMediaFactory.reason(e));
        }
    }

    private void copy(InputStream stream, OutputStream out) throws IOException, BadMediaException {
        byte[] buffer = new byte[BUFFER_SIZE];
        long length = 0;
        for (int read = read(stream, buffer); read >= 0; read = read(stream, buffer)) {
            length += read;
            LocalMediaFactory.checkSize(length, maxBytes);
            out.write(buffer, 0, read);
        }
    }

    /** Failures of the source must not be reported as failures of the spool directory. */
    private static int read(InputStream stream, byte[] buffer) throws BadMediaException {
        try {
            return stream.read(buffer);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The stream of a reference cannot be read", e);
            throw new BadMediaException(
                    "a stream that failed with " + e.getClass().getSimpleName(),
                    "it must be readable to its end");
        }
    }

    private void copy(StreamCache cache, OutputStream out) throws IOException, BadMediaException {
        try {
            cache.writeTo(new LimitedOutputStream(out, maxBytes));
        } catch (LimitExceededException e) {
            LocalMediaFactory.checkSize(e.bytes, maxBytes);
        }
    }

    private List<SpoolFile> files() {
        List<SpoolFile> known = files;
        if (known == null) {
            List<SpoolFile> created = new ArrayList<>();
            files = created;
            onDone.accept(() -> created.forEach(SpoolFile::delete));
            return created;
        }
        return known;
    }

    @FunctionalInterface
    private interface Source {
        void writeTo(OutputStream out) throws IOException, BadMediaException;
    }

    /** Stops a copy that exceeds the limit. */
    private static final class LimitedOutputStream extends FilterOutputStream {

        private final long maxBytes;
        private long written;

        LimitedOutputStream(OutputStream target, long maxBytes) {
            super(target);
            this.maxBytes = maxBytes;
        }

        @Override
        public void write(int b) throws IOException {
            count(1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
            out.write(bytes, offset, length);
        }

        private void count(int bytes) throws LimitExceededException {
            written += bytes;
            if (written > maxBytes) {
                throw new LimitExceededException(written);
            }
        }
    }

    private static final class LimitExceededException extends IOException {

        private static final long serialVersionUID = 1L;

        /** A lower bound of the length. */
        private final long bytes;

        LimitExceededException(long bytes) {
            super("The stream is longer than the limit");
            this.bytes = bytes;
        }
    }
}
