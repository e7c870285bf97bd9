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

import io.github.refvideo.camel.internal.download.VideoSink.DownloadedVideo;
import io.github.refvideo.camel.internal.download.VideoSink.StoredVideo;
import io.github.refvideo.camel.internal.io.DiskException;
import io.github.refvideo.camel.internal.io.DiskWriter;
import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.internal.io.VideoSpool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Creates sinks. Each sink is for one video. */
public final class VideoSinks {

    /** The maximum size of a video in memory, in bytes, even if {@code maxVideoSize} is larger. */
    public static final long MAX_IN_MEMORY = ByteSink.MAX_LENGTH;

    private VideoSinks() {}

    /** Stores a video in memory. */
    public static VideoSink<DownloadedVideo> memory() {
        return new ByteSink();
    }

    /** Stores a video in a temporary file, which the receiver must delete. */
    public static VideoSink<StoredVideo<SpoolFile>> spool(VideoSpool spool) {
        DiskWriter writer = spool.writer();
        return new DiskSink<>(
                writer,
                (written, mediaType) ->
                        VideoSpool.finish(written)
                                .thenApply(
                                        file -> new StoredVideo<>(file, file.length(), mediaType)),
                stored -> stored.content().delete());
    }

    /**
     * Stores a video in memory: in the final array if the length is known, otherwise in blocks that
     * are joined at the end.
     */
    static final class ByteSink implements VideoSink<DownloadedVideo> {

        /** The longest array that every JVM can allocate. */
        static final long MAX_LENGTH = Integer.MAX_VALUE - 8;

        private static final int FIRST_BLOCK = 64 * 1024;
        private static final int MAX_BLOCK = 8 * 1024 * 1024;

        private final List<byte[]> full = new ArrayList<>();
        private byte[] current = new byte[0];
        private int used;
        private boolean exact;

        @Override
        public void begin(long length) throws IOException {
            discard();
            exact = length >= 0;
            if (exact) {
                current = new byte[Math.toIntExact(length)];
            }
        }

        @Override
        public void write(ByteBuffer piece) throws IOException {
            while (piece.hasRemaining()) {
                if (used == current.length) {
                    grow();
                }
                int count = Math.min(piece.remaining(), current.length - used);
                piece.get(current, used, count);
                used += count;
            }
        }

        private void grow() throws IOException {
            if (exact) {
                throw new IOException("More bytes were received than announced");
            }
            if (used > 0) {
                full.add(current);
            }
            current = new byte[Math.min(MAX_BLOCK, Math.max(FIRST_BLOCK, current.length * 2))];
            used = 0;
        }

        @Override
        public CompletableFuture<DownloadedVideo> finish(String mediaType) {
            byte[] content = exact && used == current.length ? current : join();
            discard();
            return CompletableFuture.completedFuture(new DownloadedVideo(content, mediaType));
        }

        private byte[] join() {
            int length = full.stream().mapToInt(piece -> piece.length).sum() + used;
            byte[] joined = new byte[length];
            int position = 0;
            for (byte[] piece : full) {
                System.arraycopy(piece, 0, joined, position, piece.length);
                position += piece.length;
            }
            System.arraycopy(current, 0, joined, position, used);
            return joined;
        }

        @Override
        public void discard() {
            full.clear();
            current = new byte[0];
            used = 0;
        }
    }

    /** Writes a video to disk on an executor. */
    static final class DiskSink<T> implements VideoSink<T> {

        /** Moves the complete file to its final place; runs on the executor. */
        @FunctionalInterface
        interface Finisher<T> {
            CompletableFuture<T> end(DiskWriter writer, String mediaType);
        }

        private final DiskWriter writer;
        private final Finisher<T> finisher;
        private final Consumer<T> remover;

        /**
         * @param remover deletes the result of the finisher
         */
        DiskSink(DiskWriter writer, Finisher<T> finisher, Consumer<T> remover) {
            this.writer = writer;
            this.finisher = finisher;
            this.remover = remover;
        }

        @Override
        public void begin(long length) {
            writer.begin();
        }

        @Override
        public void write(ByteBuffer piece) throws DiskException {
            writer.write(piece);
        }

        @Override
        public CompletableFuture<T> finish(String mediaType) {
            return finisher.end(writer, mediaType);
        }

        @Override
        public CompletableFuture<?> ready() {
            return writer.ready();
        }

        @Override
        public int capacity() {
            return writer.capacity();
        }

        @Override
        public CompletableFuture<?> failed() {
            return writer.failed();
        }

        @Override
        public void remove(T product) {
            remover.accept(product);
        }

        @Override
        public void discard() {
            writer.discard();
        }
    }
}
