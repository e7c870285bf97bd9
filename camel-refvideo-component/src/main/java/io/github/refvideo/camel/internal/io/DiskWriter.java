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
 * backlog that an executor writes, in order; {@link #ready} tells when there is room in it again,
 * and {@link #room} how much. A failure ends the file, deletes it, and shows in {@link #broken}, in
 * every later {@link #write} and in {@link #finish}.
 *
 * <p>The backlog consists of blocks that all files share, a few of them, and of one small buffer of
 * this file alone, so that each file goes on whatever the others do.
 *
 * <p>Thread-safe; calls that write come from one thread at a time.
 */
public final class DiskWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);

    /** So many may be full and not written. */
    private static final int BLOCKS = 4;

    /** So many may be ready to be filled, in addition, while few files need blocks. */
    private static final int AHEAD = 3;

    /** The size of the buffer that each file has of its own, in bytes. */
    static final int SMALL = 16 * 1024;

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
    private final SerialExecutor lane;
    private final CompletableFuture<Void> broken = new CompletableFuture<>();

    private final BlockPool blocks;

    // Guarded by this.
    private ByteBuffer small;
    private boolean smallInUse;
    private ByteBuffer filling;
    private final Deque<ByteBuffer> ahead = new ArrayDeque<>(AHEAD + 1);
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
     * @param blocks shared with other files
     */
    public DiskWriter(String option, DiskFiles files, Executor disk, BlockPool blocks) {
        this.option = option;
        this.files = files;
        this.blocks = blocks;
        this.lane = new SerialExecutor(disk);
    }

    /** Begins; or forgets what was written, and begins again. */
    public void begin() {
        dropFilling();
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
     * Takes bytes; does not wait. More than {@link #room} is taken as well, but costs memory that
     * no limit counts.
     *
     * @throws DiskException if the disk did not take earlier ones
     */
    public synchronized void write(ByteBuffer piece) throws DiskException {
        if (failure != null) {
            throw failure;
        }
        while (piece.hasRemaining() && !discarded) {
            if (filling == null && !attach()) {
                filling = ByteBuffer.allocate(Math.min(piece.remaining(), SMALL));
            }
            int count = Math.min(piece.remaining(), filling.remaining());
            filling.put(piece.slice(piece.position(), count));
            piece.position(piece.position() + count);
            if (!filling.hasRemaining()) {
                flush();
            }
        }
    }

    /** Finds a buffer to fill next. The small one comes first: a slow sender needs no block. */
    private boolean attach() {
        filling = ahead.poll();
        if (filling == null && waiting < BLOCKS) {
            filling = small == null ? null : blocks.take();
            if (filling == null && !smallInUse) {
                if (small == null) {
                    small = ByteBuffer.allocate(SMALL);
                }
                smallInUse = true;
                filling = small.clear();
            }
        }
        return filling != null;
    }

    /** The larger the room, the less often the sender has to be told of it. */
    private void lookAhead() {
        while (filling != small && ahead.size() < AHEAD) {
            ByteBuffer block = blocks.takeAhead();
            if (block == null) {
                return;
            }
            ahead.add(block);
        }
    }

    private synchronized void flush() {
        if (filling == null) {
            return;
        }
        ByteBuffer block = filling.flip();
        filling = null;
        if (!block.hasRemaining()) {
            release(block);
            return;
        }
        waiting++;
        step(() -> writeFully(channel, block), () -> written(block));
    }

    private static void writeFully(WritableByteChannel to, ByteBuffer block) throws IOException {
        while (block.hasRemaining()) {
            to.write(block);
        }
    }

    private void written(ByteBuffer block) {
        CompletableFuture<Void> free = null;
        synchronized (this) {
            waiting--;
            release(block);
            if (!room.isDone() && (over() || filling != null || attach())) {
                free = room;
                if (filling != null) {
                    lookAhead();
                }
            }
        }
        if (free != null) {
            free.complete(null);
        }
    }

    private void release(ByteBuffer block) {
        if (block == small) {
            smallInUse = false;
        } else if (block.capacity() == BlockPool.BLOCK) {
            blocks.give(block);
        }
    }

    private synchronized void dropFilling() {
        while (filling != null || !ahead.isEmpty()) {
            release(filling == null ? ahead.poll() : filling);
            filling = null;
        }
    }

    /** Completes when more bytes are welcome, on whatever thread. Never fails. */
    public synchronized CompletableFuture<Void> ready() {
        if (room.isDone() && !over()) {
            if (filling == null && !attach()) {
                room = new CompletableFuture<>();
            } else {
                lookAhead();
            }
        }
        return room;
    }

    /** How many bytes are welcome once {@link #ready} has completed. */
    public synchronized int room() {
        if (over()) {
            return SMALL;
        }
        return (filling == null ? 0 : filling.remaining()) + ahead.size() * BlockPool.BLOCK;
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
        dropFilling();
        lane.add(
                () -> {
                    try {
                        result.complete(end(durable, ending));
                    } catch (Throwable e) {
                        try {
                            fail(e);
                        } finally {
                            result.completeExceptionally(DiskException.of(option, e));
                        }
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
            dropFilling();
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
            dropFilling();
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
