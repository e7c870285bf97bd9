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

import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.internal.reference.media.MediaDescription;
import io.github.refvideo.camel.internal.reference.media.MediaProbe;
import io.github.refvideo.camel.internal.util.Digests;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates local media from files and bytes, after an inspection of their content. The headers are
 * inspected first, so that gigabytes of a truncated or unknown file are not read for a digest.
 */
final class LocalMediaFactory {

    private static final int BUFFER_SIZE = 64 * 1024;

    private static final String ALLOWED =
            "use an image (such as JPEG, PNG, WEBP, BMP), a video (such"
                    + " as MP4, MOV) or audio (such as MP3, WAV)";

    private LocalMediaFactory() {}

    /**
     * Inspects a file. Reads from disk on the calling thread.
     *
     * @param name of the value in error messages
     * @param spooled the spool file with this path, which must not be garbage-collected earlier
     *     than the media; null for a file of the user
     */
    static LocalMedia fromFile(String name, Path file, @Nullable SpoolFile spooled, long maxBytes)
            throws BadMediaException {
        // Before the file is opened: opening a named pipe blocks until it has a writer.
        if (!Files.isRegularFile(file)) {
            throw new BadMediaException(
                    name,
                    Files.exists(file) ? "it is not a regular file" : "the file does not exist");
        }
        try {
            Path real = file.toRealPath();
            FileTime modified = Files.getLastModifiedTime(real, LinkOption.NOFOLLOW_LINKS);
            return new FileMedia(real, spooled, modified, inspect(name, real, maxBytes));
        } catch (IOException e) {
            throw new BadMediaException(name, "it cannot be read: " + reason(e));
        }
    }

    private static MediaInfo inspect(String name, Path file, long maxBytes)
            throws IOException, BadMediaException {
        try (SeekableByteChannel content =
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return inspect(name, content, maxBytes);
        }
    }

    /**
     * Inspects bytes, which are not copied.
     *
     * @param name of the value in error messages
     */
    static LocalMedia fromBytes(String name, ByteBuffer bytes, long maxBytes)
            throws BadMediaException {
        try (SeekableByteChannel content = new BufferChannel(bytes)) {
            return new BufferMedia(bytes.slice(), inspect(name, content, maxBytes));
        } catch (IOException e) {
            throw new BadMediaException(name, "it cannot be read: " + reason(e));
        }
    }

    /** Whether bytes start like an image, video or audio. */
    static boolean isMedia(ByteBuffer head) {
        try {
            return MediaProbe.probe(new BufferChannel(head)).isPresent();
        } catch (IOException e) {
            // An open buffer can always be read.
            throw new UncheckedIOException(e);
        }
    }

    static void checkSize(long bytes, long maxBytes) throws BadMediaException {
        if (bytes > maxBytes) {
            throw new BadMediaException(
                    "media of " + bytes + " bytes or more", "maxReferenceSize is " + maxBytes);
        }
    }

    /** The reason of a failure without the path: messages must not reveal the spool directory. */
    static String reason(IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private static MediaInfo inspect(String name, SeekableByteChannel content, long maxBytes)
            throws IOException, BadMediaException {
        checkSize(content.size(), maxBytes);
        MediaDescription media = describe(name, content);
        MessageDigest digest = Digests.sha256();
        // One byte more than the content has, so that one read reaches the end.
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(content.size() + 1, BUFFER_SIZE));
        content.position(0);
        long length = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            length += read;
            checkSize(length, maxBytes);
            digest.update(buffer.flip());
            buffer.clear();
        }
        return new MediaInfo(
                media.mediaType(),
                length,
                media.width(),
                media.height(),
                Digests.hex(digest.digest()),
                media.durationMillis(),
                media.alpha());
    }

    private static MediaDescription describe(String name, SeekableByteChannel content)
            throws IOException, BadMediaException {
        Optional<MediaDescription> media = MediaProbe.probe(content);
        if (media.isEmpty()) {
            String found = MediaProbe.describe(content);
            boolean text = found.contains("JSON") || found.contains("URL");
            throw new BadMediaException(
                    name + " holding " + found,
                    ALLOWED + (text ? "; for JSON or URLs convert the body to String first" : ""));
        }
        if (media.get().defect() != null) {
            throw new BadMediaException(
                    name + " holding " + media.get().mediaType(),
                    media.get().defect() + "; send a complete file");
        }
        return media.get();
    }

    /**
     * Media in a file of the user, or in a spooled stream.
     *
     * @param path the real path, without links
     * @param spooled keeps the spool file alive as long as this object
     * @param modified before the inspection
     * @param facts at the inspection
     */
    record FileMedia(Path path, @Nullable SpoolFile spooled, FileTime modified, MediaInfo facts)
            implements LocalMedia {

        /**
         * {@inheritDoc}
         *
         * @throws IOException also if the file was changed after its inspection: its content would
         *     be cached by the wrong digest
         */
        @Override
        public SeekableByteChannel open() throws IOException {
            if (!isUnchanged()) {
                throw new IOException("The file of a reference has changed since it was checked");
            }
            return Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }

        /** Empty if the file has changed; {@link #open} then reports the reason. */
        @Override
        public Optional<Path> file() {
            try {
                return isUnchanged() ? Optional.of(path) : Optional.empty();
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private boolean isUnchanged() throws IOException {
            BasicFileAttributes now =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return now.isRegularFile()
                    && now.size() == facts.length()
                    && now.lastModifiedTime().equals(modified);
        }

        @Override
        public String toString() {
            return "FileMedia[" + facts.mediaType() + ", " + facts.length() + " bytes]";
        }
    }

    /** Media in memory. */
    private record BufferMedia(ByteBuffer content, MediaInfo facts) implements LocalMedia {

        @Override
        public SeekableByteChannel open() {
            return new BufferChannel(content);
        }

        @Override
        public String toString() {
            return "BufferMedia[" + facts.mediaType() + ", " + facts.length() + " bytes]";
        }
    }

    /** Reads a buffer without changing its position. Not thread-safe; one reader each. */
    private static final class BufferChannel implements SeekableByteChannel {

        private final ByteBuffer content;
        private long position;
        private boolean closed;

        BufferChannel(ByteBuffer buffer) {
            content = buffer.asReadOnlyBuffer().slice();
        }

        @Override
        public int read(ByteBuffer target) throws ClosedChannelException {
            checkOpen();
            if (position >= content.capacity()) {
                return -1;
            }
            int from = (int) position;
            int count = Math.min(target.remaining(), content.capacity() - from);
            target.put(content.duplicate().position(from).limit(from + count));
            position += count;
            return count;
        }

        @Override
        public long position() throws ClosedChannelException {
            checkOpen();
            return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) throws ClosedChannelException {
            checkOpen();
            if (newPosition < 0) {
                throw new IllegalArgumentException("negative position");
            }
            position = newPosition;
            return this;
        }

        @Override
        public long size() throws ClosedChannelException {
            checkOpen();
            return content.capacity();
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        private void checkOpen() throws ClosedChannelException {
            if (closed) {
                throw new ClosedChannelException();
            }
        }
    }
}
