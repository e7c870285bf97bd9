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
package io.github.refvideo.camel.repository;

import io.github.refvideo.camel.internal.io.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One lock that all threads and processes of this machine share: a locked file. The operating
 * system takes it back from a process that dies, however it dies.
 */
final class FileLockShard {

    /** A holder writes two small files; one that takes longer is stopped or its disk is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Path file;

    /** One object for all that name this file in the whole JVM, class loaders aside. */
    private final Object monitor;

    /**
     * @param file the same path wherever the same file is meant
     */
    FileLockShard(Path file) {
        this.file = file;
        // A process that closes any descriptor of a file loses all its locks on it, so no second
        // one may be open. Only an interned string is the same object in every class loader.
        this.monitor = ("refvideo " + file).intern();
    }

    /**
     * Runs work that nobody else runs at the same time.
     *
     * @throws JobRepositoryException when another process holds the lock for longer than 10 s
     */
    <T> T hold(Callable<T> work) throws Exception {
        synchronized (monitor) {
            PrivateFiles.createIfMissing(file);
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                lock(open.getChannel());
                return work.call();
            }
        }
    }

    /**
     * Ends with the channel. Not the call that waits: that has no limit, and an interrupt ends it.
     */
    private void lock(FileChannel channel) throws IOException, JobRepositoryException {
        boolean interrupted = false;
        try {
            long start = System.nanoTime();
            FileLock lock = channel.tryLock();
            while (lock == null) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new JobRepositoryException(
                            "Another process holds " + file + " for more than " + PATIENCE);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                // An interrupt would turn the pause into a busy loop; it is handed on below.
                interrupted |= Thread.interrupted();
                lock = channel.tryLock();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
