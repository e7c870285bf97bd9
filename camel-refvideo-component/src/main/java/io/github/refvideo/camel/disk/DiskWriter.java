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
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file on its way to disk. Nothing here waits for the disk: bytes are copied into a small
 * backlog that a pool writes, in order; {@link #ready} tells when there is room in it again. A
 * failure ends the file, deletes it, and shows in {@link #broken}, in every later {@link #write}
 * and in {@link #finish}.
 *
 * <p>Thread-safe; calls that write come from one thread at a time. At most {@value #BACKLOG} bytes
 * wait as long as the caller heeds {@link #ready}.
 */
public final class DiskWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);

    private static final int BLOCK = 64 * 1024;
    private static final int BLOCKS = 4;

    /** Bytes that may wait. */
    static final int BACKLOG = BLOCK * BLOCKS;

    /** What becomes of the file when all is written. */
    @FunctionalInterface
    public interface Ending<T> {

        /**
         * Called on the pool. What it throws deletes the file.
         *
         * @param file complete and closed
         */
        T end(Path file) throws IOException;
    }

    private final String option;
    private final DiskFiles files;
    private final DiskLane lane;
    private final CompletableFuture<Void> broken = new CompletableFuture<>();

    // Guarded by this.
    private final Deque<ByteBuffer> spare = new ArrayDeque<>();
    private ByteBuffer filling;
    private int waiting;
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private DiskException failure;
    private boolean discarded;

    // Used on the lane only.
    private Path file;
    private DiskFiles.Channel channel;

    /**
     * @param option names the directory in messages
     * @param files makes the file, when the first byte is about to come
     * @param disk may block on the disk
     */
    public DiskWriter(String option, DiskFiles files, Executor disk) {
        this.option = option;
        this.files = files;
        this.lane = new DiskLane(disk);
    }

    /** Begins; or forgets what was written, and begins again. */
    public void begin() {
        synchronized (this) {
            filling = null;
        }
        step(
                () -> {
                    if (file == null) {
                        file = files.create();
                        channel = files.open(file);
                    } else {
                        channel.restart();
                    }
                });
    }

    /**
     * Takes bytes; does not wait.
     *
     * @throws DiskException if the disk did not take earlier ones
     */
    public synchronized void write(ByteBuffer piece) throws DiskException {
        if (failure != null) {
            throw failure;
        }
        while (piece.hasRemaining() && !discarded) {
            if (filling == null) {
                filling = spare.isEmpty() ? ByteBuffer.allocate(BLOCK) : spare.pop();
            }
            int count = Math.min(piece.remaining(), filling.remaining());
            ByteBuffer part = piece.slice(piece.position(), count);
            filling.put(part);
            piece.position(piece.position() + count);
            if (!filling.hasRemaining()) {
                flush();
            }
        }
    }

    private synchronized void flush() {
        if (filling == null) {
            return;
        }
        ByteBuffer block = filling.flip();
        filling = null;
        if (++waiting == BLOCKS && room.isDone()) {
            room = new CompletableFuture<>();
        }
        step(() -> writeFully(channel, block), () -> written(block));
    }

    private static void writeFully(WritableByteChannel to, ByteBuffer block) throws IOException {
        while (block.hasRemaining()) {
            to.write(block);
        }
    }

    private void written(ByteBuffer block) {
        CompletableFuture<Void> free;
        synchronized (this) {
            spare.push(block.clear());
            waiting--;
            free = waiting < BLOCKS ? room : null;
        }
        if (free != null) {
            free.complete(null);
        }
    }

    /** Completes when more bytes are welcome, on whatever thread. Never fails. */
    public synchronized CompletableFuture<Void> ready() {
        return room;
    }

    /** Fails, with a {@link DiskException}, when the disk does; else stays open for ever. */
    public CompletableFuture<Void> broken() {
        return broken;
    }

    /**
     * All bytes were given.
     *
     * @param durable whether they must have reached the disk itself
     * @return completes on the pool; fails with a {@link DiskException}
     */
    public <T> CompletableFuture<T> finish(boolean durable, Ending<T> ending) {
        CompletableFuture<T> result = new CompletableFuture<>();
        flush();
        lane.add(
                () -> {
                    try {
                        result.complete(end(durable, ending));
                    } catch (Throwable e) {
                        fail(e);
                        result.completeExceptionally(DiskException.of(option, e));
                    }
                });
        return result;
    }

    private <T> T end(boolean durable, Ending<T> ending) throws IOException {
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            if (discarded) {
                throw new IOException("the file was given up");
            }
        }
        if (durable) {
            channel.force();
        }
        channel.close();
        T product = ending.end(file);
        file = null;
        return product;
    }

    /** Nothing more comes, and the file is not wanted. Without effect after it was finished. */
    public void discard() {
        synchronized (this) {
            discarded = true;
            filling = null;
        }
        lane.add(this::remove);
    }

    private void step(DiskStep step) {
        step(step, () -> {});
    }

    private void step(DiskStep step, Runnable afterwards) {
        lane.add(
                () -> {
                    try {
                        if (!over()) {
                            step.run();
                        }
                    } catch (Throwable e) {
                        fail(e);
                    } finally {
                        afterwards.run();
                    }
                });
    }

    private synchronized boolean over() {
        return discarded || failure != null;
    }

    private void fail(Throwable cause) {
        DiskException known = DiskException.of(option, cause);
        synchronized (this) {
            if (failure == null) {
                failure = known;
            }
        }
        remove();
        broken.completeExceptionally(known);
    }

    private void remove() {
        if (file == null) {
            return;
        }
        try {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Could not delete a temporary file in {}: {}", option, e.toString());
        }
        file = null;
    }

    @FunctionalInterface
    private interface DiskStep {
        void run() throws IOException;
    }
}
