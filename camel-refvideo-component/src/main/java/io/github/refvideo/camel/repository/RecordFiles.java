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
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * The files of a repository: {@code open} contains a file for each unfinished record, {@code over}
 * for each finished record, {@code shards} locks and temporary files, {@code processes} a file for
 * each heartbeat.
 *
 * <p>A record that moves to the other directory is in both for a moment, or until the next change
 * if the process dies meanwhile: the higher version is valid.
 */
final class RecordFiles {

    private static final String END = ".json";
    private static final int MAX_HEARTBEAT = 4096;
    private static final int MAX_READS = 10;
    private static final Pattern NAME =
            Pattern.compile(
                    "[0-9a-f]{" + RecordPreconditions.DIGEST_LENGTH + "}" + Pattern.quote(END));

    private final Path open;
    private final Path over;
    private final Path shards;
    private final Path processes;
    private final UnreadableRecordLog unreadable = new UnreadableRecordLog();

    private RecordFiles(Path directory) {
        this.open = directory.resolve("open");
        this.over = directory.resolve("over");
        this.shards = directory.resolve("shards");
        this.processes = directory.resolve("processes");
    }

    /** Creates the directory if it does not exist. */
    static RecordFiles in(Path directory) throws IOException {
        PrivateFiles.createDirectories(directory);
        RecordFiles files = new RecordFiles(directory.toRealPath());
        PrivateFiles.createDirectories(files.open);
        PrivateFiles.createDirectories(files.over);
        PrivateFiles.createDirectories(files.shards);
        PrivateFiles.createDirectories(files.processes);
        return files;
    }

    /** Runs work with the exclusive lock on a record, across all processes. */
    <T> T locked(String hash, Callable<T> work) throws Exception {
        return new FileLockShard(shards.resolve(shard(hash) + ".lock")).hold(work);
    }

    /** The record of a digest. Requires the lock. */
    Optional<JobRecord> read(String hash) throws IOException, MalformedRecordException {
        Optional<JobRecord> unfinished = read(open, hash);
        Optional<JobRecord> ended = read(over, hash);
        if (unfinished.isEmpty() || ended.isEmpty()) {
            return unfinished.or(() -> ended);
        }
        return newer(unfinished.get(), ended.get()) ? unfinished : ended;
    }

    /** Writes a record. Requires the lock. */
    void write(String hash, JobRecord record) throws IOException {
        byte[] text = RecordJson.write(record).getBytes(StandardCharsets.US_ASCII);
        // One for all records of the shard: the next write replaces the file of a dead process.
        Path draft = shards.resolve(shard(hash) + ".draft");
        PrivateFiles.write(draft, text);
        Path target = folder(record);
        Files.move(draft, target.resolve(hash + END), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.syncDirectory(target);
        Files.deleteIfExists(other(target).resolve(hash + END));
    }

    /** Removes a record. Requires the lock and the current record. */
    void remove(String hash, JobRecord there) throws IOException {
        Path folder = folder(there);
        // First an older version of a dead process, which would become valid otherwise.
        Files.deleteIfExists(other(folder).resolve(hash + END));
        PrivateFiles.syncDirectory(other(folder));
        Files.deleteIfExists(folder.resolve(hash + END));
        PrivateFiles.syncDirectory(folder);
    }

    /** Unfinished records in no particular order; one that changes meanwhile may be missing. */
    List<JobRecord> unfinished() throws IOException {
        return list(open);
    }

    /** Finished records in no particular order; one that changes meanwhile may be missing. */
    List<JobRecord> finished() throws IOException {
        return list(over);
    }

    private List<JobRecord> list(Path folder) throws IOException {
        List<JobRecord> records = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    listed(folder, name.substring(0, RecordPreconditions.DIGEST_LENGTH))
                            .ifPresent(records::add);
                } else {
                    unreadable.logSkipped(file.toString(), "its name is not that of a record");
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return records;
    }

    private Optional<JobRecord> listed(Path folder, String hash) throws IOException {
        try {
            Optional<JobRecord> record = read(folder, hash);
            Path elsewhere = other(folder).resolve(hash + END);
            if (record.isPresent() && Files.exists(elsewhere, LinkOption.NOFOLLOW_LINKS)) {
                Optional<JobRecord> duplicate = read(other(folder), hash);
                return duplicate.isPresent() && newer(duplicate.get(), record.get())
                        ? Optional.empty()
                        : record;
            }
            return record;
        } catch (MalformedRecordException e) {
            unreadable.logSkipped(folder.resolve(hash + END).toString(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<JobRecord> read(Path folder, String hash)
            throws IOException, MalformedRecordException {
        return read(folder, hash, MAX_READS);
    }

    private static Optional<JobRecord> read(Path folder, String hash, int attempts)
            throws IOException, MalformedRecordException {
        Path file = folder.resolve(hash + END);
        try {
            if (Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile()) {
                byte[] text = PrivateFiles.read(file, RecordJson.MAX_LENGTH + 1);
                return Optional.of(RecordJson.read(decoded(text), hash));
            }
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("Not the record of a purchase: not valid UTF-8");
        } catch (IOException e) {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(folder)) {
                return Optional.empty();
            }
            if (Files.isReadable(file)) {
                boolean missed =
                        e instanceof NoSuchFileException || e instanceof FileNotFoundException;
                if (missed && attempts > 1) {
                    // Without the lock, the record can move away and back meanwhile.
                    return read(folder, hash, attempts - 1);
                }
                throw e;
            }
        }
        if (Files.notExists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        throw new MalformedRecordException("Not the record of a purchase: not a readable file");
    }

    private static String decoded(byte[] text) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    }

    /** The clock of the file system, which all processes share. */
    Instant now() throws IOException {
        Path file = processes.resolve("clock");
        PrivateFiles.write(file, new byte[] {'\n'});
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    /** Writes the heartbeat of a process atomically. */
    void heartbeat(String process, Instant until) throws IOException {
        Path file = processes.resolve(RecordPreconditions.digest(process));
        Path draft = processes.resolve(RecordPreconditions.digest(process) + ".draft");
        PrivateFiles.write(draft, (until + " " + process).getBytes(StandardCharsets.UTF_8));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void removeHeartbeat(String process) throws IOException {
        Files.deleteIfExists(processes.resolve(RecordPreconditions.digest(process)));
    }

    /** The processes whose heartbeat has not ended; deletes the others. */
    Set<String> liveProcesses(Instant now) throws IOException {
        Set<String> live = new HashSet<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(processes, "[0-9a-f]*[0-9a-f]")) {
            for (Path file : files) {
                readHeartbeat(file, now).ifPresent(live::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return live;
    }

    private static Optional<String> readHeartbeat(Path file, Instant now) throws IOException {
        try {
            String text = decoded(PrivateFiles.read(file, MAX_HEARTBEAT));
            int space = text.indexOf(' ');
            if (Instant.parse(text.substring(0, Math.max(space, 0))).isAfter(now)) {
                return Optional.of(text.substring(space + 1));
            }
            Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            // Another process deleted it meanwhile.
        } catch (CharacterCodingException | DateTimeException e) {
            Files.deleteIfExists(file);
        }
        return Optional.empty();
    }

    static boolean newer(JobRecord record, JobRecord than) {
        return record.version() > than.version();
    }

    private Path folder(JobRecord record) {
        return record.state().isFinished() ? over : open;
    }

    private Path other(Path folder) {
        return folder.equals(open) ? over : open;
    }

    /** 256 shards: more than concurrent writers. */
    private static String shard(String hash) {
        return hash.substring(0, 2);
    }

    /**
     * A lock of all threads and processes of this machine: a locked file. The operating system
     * releases it when the process dies.
     */
    private static final class FileLockShard {

        /**
         * A holder only writes two small files: a longer lock means that its process or disk hangs.
         */
        private static final Duration MAX_WAIT = Duration.ofSeconds(10);

        private static final long RETRY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

        private final Path file;

        /** One object per file in the JVM, for all class loaders. */
        private final Object monitor;

        /**
         * @param file the canonical path
         */
        FileLockShard(Path file) {
            this.file = file;
            // Closing any descriptor of a file releases all locks of the process on it, so only one
            // may
            // be open. Only an interned string is the same object in every class loader.
            this.monitor = ("refvideo " + file).intern();
        }

        /**
         * Runs work with the lock.
         *
         * @throws JobRepositoryException when another process holds the lock for more than 10 s
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
         * Locks the file until the channel is closed. Not with lock(), which has no timeout and is
         * ended by an interrupt.
         */
        private void lock(FileChannel channel) throws IOException, JobRepositoryException {
            boolean interrupted = false;
            try {
                long start = System.nanoTime();
                FileLock lock = channel.tryLock();
                while (lock == null) {
                    if (System.nanoTime() - start > MAX_WAIT.toNanos()) {
                        throw new JobRepositoryException(
                                "Another process has held the lock on "
                                        + file
                                        + " for more than "
                                        + MAX_WAIT);
                    }
                    LockSupport.parkNanos(RETRY_NANOS);
                    // An interrupt would turn the pause into a busy loop; it is restored below.
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
}
