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
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one file asynchronously. No method blocks: bytes are copied into a small backlog that an
 * executor writes in order. {@link #ready} completes when the backlog has space again, and {@link
 * #capacity} is the size of that space. After a failure the file is deleted, and {@link #failed},
 * every later {@link #write} and {@link #finish} report the failure.
 *
 * <p>The backlog consists of blocks of a shared pool and one small buffer of this file, so that
 * each file can continue when the pool is exhausted.
 *
 * <p>Thread-safe; {@link #write} must be called by one thread at a time.
 */
public final class DiskWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);

    /** The maximum number of full blocks that are not written. */
    private static final int BLOCKS = 4;

    /** The maximum number of additional empty blocks while few files need blocks. */
    private static final int AHEAD = 3;

    /** The size of the buffer of each file, in bytes. */
    static final int SMALL = 16 * 1024;

    /** Processes the complete file. */
    @FunctionalInterface
    public interface Finisher<T> {

        /**
         * Called on the executor. The file is deleted if this method throws.
         *
         * @param file complete and closed
         */
        T end(Path file) throws IOException;
    }

    private final String option;
    private final DiskFiles files;
    private final SerialExecutor tasks;
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    private final BlockPool blocks;

    // Guarded by this.
    private @Nullable ByteBuffer small;
    private boolean smallInUse;
    private @Nullable ByteBuffer filling;
    private final Deque<ByteBuffer> ahead = new ArrayDeque<>(AHEAD + 1);
    private int waiting;
    private CompletableFuture<Void> spaceAvailable = CompletableFuture.completedFuture(null);
    private @Nullable DiskException failure;
    private boolean discarded;

    // Used by tasks only.
    private @Nullable Path file;
    private DiskFiles.@Nullable Channel channel;

    /**
     * @param option the option of the directory, for messages
     * @param files creates the file before the first write
     * @param disk executor for blocking writes
     * @param blocks shared with other files
     */
    public DiskWriter(String option, DiskFiles files, Executor disk, BlockPool blocks) {
        this.option = option;
        this.files = files;
        this.blocks = blocks;
        this.tasks = new SerialExecutor(disk);
    }

    /** Starts the file, or discards its content and starts again. */
    public void begin() {
        releaseBuffers();
        enqueue(
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
     * Adds bytes to the backlog; does not block. Accepts more than {@link #capacity}, at the cost
     * of memory outside of the pool.
     *
     * @throws DiskException if an earlier write failed
     */
    public synchronized void write(ByteBuffer piece) throws DiskException {
        if (failure != null) {
            throw failure;
        }
        while (piece.hasRemaining() && !discarded) {
            if (filling == null && !acquireBuffer()) {
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

    /** Acquires the next buffer. The small one is first: a slow sender needs no block. */
    private boolean acquireBuffer() {
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

    /** A larger capacity reduces the number of notifications. */
    private void acquireAhead() {
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
        enqueue(() -> writeFully(channel, block), () -> written(block));
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
            if (!spaceAvailable.isDone() && (hasEnded() || filling != null || acquireBuffer())) {
                free = spaceAvailable;
                if (filling != null) {
                    acquireAhead();
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
            blocks.release(block);
        }
    }

    private synchronized void releaseBuffers() {
        while (filling != null || !ahead.isEmpty()) {
            release(filling == null ? ahead.poll() : filling);
            filling = null;
        }
    }

    /** Completes when the backlog has space, on any thread. Never fails. */
    public synchronized CompletableFuture<Void> ready() {
        if (spaceAvailable.isDone() && !hasEnded()) {
            if (filling == null && !acquireBuffer()) {
                spaceAvailable = new CompletableFuture<>();
            } else {
                acquireAhead();
            }
        }
        return spaceAvailable;
    }

    /** The space in the backlog after {@link #ready} has completed, in bytes. */
    public synchronized int capacity() {
        if (hasEnded()) {
            return SMALL;
        }
        return (filling == null ? 0 : filling.remaining()) + ahead.size() * BlockPool.BLOCK;
    }

    /** Fails with a {@link DiskException} when a write fails; otherwise never completes. */
    public CompletableFuture<Void> failed() {
        return failed;
    }

    /**
     * Finishes the file after the last write.
     *
     * @param durable whether to sync the file to disk
     * @return completes on the executor; fails with a {@link DiskException}
     */
    public <T> CompletableFuture<T> finish(boolean durable, Finisher<T> finisher) {
        CompletableFuture<T> result = new CompletableFuture<>();
        flush();
        releaseBuffers();
        tasks.add(
                () -> {
                    try {
                        result.complete(end(durable, finisher));
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

    private <T> T end(boolean durable, Finisher<T> finisher) throws IOException {
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            if (discarded) {
                throw new IOException("the file was discarded");
            }
        }
        if (durable) {
            channel.force();
        }
        channel.close();
        T product = finisher.end(file);
        file = null;
        return product;
    }

    /** Discards the file. Has no effect after it was finished. */
    public void discard() {
        synchronized (this) {
            discarded = true;
            releaseBuffers();
        }
        tasks.add(this::remove);
    }

    private void enqueue(DiskTask enqueue) {
        enqueue(enqueue, () -> {});
    }

    private void enqueue(DiskTask enqueue, Runnable afterwards) {
        tasks.add(
                () -> {
                    try {
                        if (!hasEnded()) {
                            enqueue.run();
                        }
                    } catch (Throwable e) {
                        fail(e);
                    } finally {
                        afterwards.run();
                    }
                });
    }

    private synchronized boolean hasEnded() {
        return discarded || failure != null;
    }

    private void fail(Throwable cause) {
        DiskException known = DiskException.of(option, cause);
        synchronized (this) {
            if (failure == null) {
                failure = known;
            }
            releaseBuffers();
        }
        remove();
        failed.completeExceptionally(known);
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
    private interface DiskTask {
        void run() throws IOException;
    }

    /** Runs tasks in order on an executor, one at a time; other files can run between them. */
    private static final class SerialExecutor {

        private final Executor disk;
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private final Object order = new Object();
        private boolean running;

        SerialExecutor(Executor disk) {
            this.disk = disk;
        }

        /**
         * @param task must not throw
         */
        void add(Runnable task) {
            synchronized (this) {
                tasks.add(task);
                if (running) {
                    return;
                }
                running = true;
            }
            schedule();
        }

        private void schedule() {
            try {
                disk.execute(this::runAndReschedule);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // The executor is shut down or cannot create a thread: run the remaining tasks,
                // which are mostly deletions, on this thread.
                while (runOne()) {
                    // continue
                }
            }
        }

        private void runAndReschedule() {
            if (runOne()) {
                schedule();
            }
        }

        /** Returns whether there are more tasks. */
        private boolean runOne() {
            // An executor may reject a task and run it all the same.
            synchronized (order) {
                Runnable task;
                synchronized (this) {
                    task = tasks.poll();
                }
                try {
                    if (task != null) {
                        task.run();
                    }
                } catch (OutOfMemoryError e) {
                    // The task has reported its failure; the next ones must run.
                }
                synchronized (this) {
                    running = !tasks.isEmpty();
                    return running;
                }
            }
        }
    }

    /** Creates and opens files. */
    public interface DiskFiles {

        /** Creates an empty file with a new, unpredictable name. */
        Path create() throws IOException;

        /** Opens it for writing. */
        default Channel open(Path file) throws IOException {
            return new PlainChannel(FileChannel.open(file, StandardOpenOption.WRITE));
        }

        /**
         * Files that only this user can read and write, if the file system supports it.
         *
         * @param directory must exist
         * @param prefix of the name
         * @param suffix of the name
         */
        static DiskFiles in(Path directory, String prefix, String suffix) {
            return () -> PrivateFiles.createTemporary(directory, prefix, suffix);
        }

        /** An open file. */
        interface Channel extends WritableByteChannel {

            /** Discards the content. */
            void restart() throws IOException;

            /** Syncs the content to disk. */
            void force() throws IOException;
        }

        /** A file of the operating system. */
        record PlainChannel(FileChannel file) implements Channel {

            @Override
            public int write(ByteBuffer block) throws IOException {
                return file.write(block);
            }

            @Override
            public void restart() throws IOException {
                file.truncate(0);
                file.position(0);
            }

            @Override
            public void force() throws IOException {
                file.force(true);
            }

            @Override
            public boolean isOpen() {
                return file.isOpen();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        }
    }
}
