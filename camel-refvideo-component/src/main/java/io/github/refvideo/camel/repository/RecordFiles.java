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
import java.nio.ByteBuffer;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * The files of a directory: {@code open} holds a file per unfinished record, {@code over} one per
 * finished record, {@code shards} the locks and drafts, {@code processes} one file per heartbeat.
 *
 * <p>A record that moves from one folder to the other is in both for a moment, or until the next
 * change if the process dies then: the higher version counts.
 */
final class RecordFiles {

    private static final String END = ".json";
    private static final int MAX_HEARTBEAT = 4096;
    private static final Pattern NAME =
            Pattern.compile("[0-9a-f]{" + RecordKey.HASH_LENGTH + "}" + Pattern.quote(END));

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

    /** Makes the directory if it is not there. */
    static RecordFiles in(Path directory) throws IOException {
        PrivateFiles.createDirectories(directory);
        RecordFiles files = new RecordFiles(directory.toRealPath());
        PrivateFiles.createDirectories(files.open);
        PrivateFiles.createDirectories(files.over);
        PrivateFiles.createDirectories(files.shards);
        PrivateFiles.createDirectories(files.processes);
        return files;
    }

    /** Runs work on a record that nobody else changes at the same time, in no process. */
    <T> T alone(String hash, Callable<T> work) throws Exception {
        return new FileLockShard(shards.resolve(shard(hash) + ".lock")).hold(work);
    }

    /** The record under a digest. To be called alone. */
    Optional<JobRecord> read(String hash) throws IOException, MalformedRecordException {
        Optional<JobRecord> unfinished = read(open, hash);
        Optional<JobRecord> ended = read(over, hash);
        if (unfinished.isEmpty() || ended.isEmpty()) {
            return unfinished.or(() -> ended);
        }
        return newer(unfinished.get(), ended.get()) ? unfinished : ended;
    }

    /** Writes a record in place of what is there. To be called alone. */
    void write(String hash, JobRecord record) throws IOException {
        byte[] text = RecordJson.write(record).getBytes(StandardCharsets.US_ASCII);
        // One for all records of the shard: what a dead process leaves is used by the next one.
        Path draft = shards.resolve(shard(hash) + ".draft");
        PrivateFiles.write(draft, text);
        Path target = folder(record);
        Files.move(draft, target.resolve(hash + END), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.syncDirectory(target);
        Files.deleteIfExists(other(target).resolve(hash + END));
    }

    /** Removes a record. To be called alone, with the record that is there. */
    void remove(String hash, JobRecord there) throws IOException {
        Path folder = folder(there);
        // An older version that a dead process left goes first, or it would come back to life.
        Files.deleteIfExists(other(folder).resolve(hash + END));
        PrivateFiles.syncDirectory(other(folder));
        Files.deleteIfExists(folder.resolve(hash + END));
        PrivateFiles.syncDirectory(folder);
    }

    /** All that are not over, in no order; one that is changed meanwhile may be missing. */
    List<JobRecord> unfinished() throws IOException {
        return list(open);
    }

    /** All that are over, in no order; one that is changed meanwhile may be missing. */
    List<JobRecord> over() throws IOException {
        return list(over);
    }

    private List<JobRecord> list(Path folder) throws IOException {
        List<JobRecord> records = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    listed(folder, name.substring(0, RecordKey.HASH_LENGTH))
                            .ifPresent(records::add);
                } else {
                    unreadable.skipped(file.toString(), "it is not named like a record");
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
                Optional<JobRecord> rival = read(other(folder), hash);
                return rival.isPresent() && newer(rival.get(), record.get())
                        ? Optional.empty()
                        : record;
            }
            return record;
        } catch (MalformedRecordException e) {
            unreadable.skipped(folder.resolve(hash + END).toString(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<JobRecord> read(Path folder, String hash)
            throws IOException, MalformedRecordException {
        Path file = folder.resolve(hash + END);
        try {
            if (Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile()) {
                byte[] text = PrivateFiles.read(file, RecordJson.MAX_LENGTH + 1);
                return Optional.of(RecordJson.read(decoded(text), hash));
            }
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("Not a purchase's record: no UTF-8");
        } catch (IOException e) {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(folder)) {
                return Optional.empty();
            }
            if (Files.isReadable(file)) {
                throw e;
            }
        }
        if (Files.notExists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        throw new MalformedRecordException("Not a purchase's record: no file that can be read");
    }

    private static String decoded(byte[] text) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    }

    /** The clock of the file system, which all processes share whatever their own clocks say. */
    Instant now() throws IOException {
        Path file = processes.resolve("clock");
        PrivateFiles.write(file, new byte[] {'\n'});
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    /** Writes the heartbeat of a process in one step. */
    void heartbeat(String process, Instant until) throws IOException {
        Path file = processes.resolve(RecordKey.hash(process));
        Path draft = processes.resolve(RecordKey.hash(process) + ".draft");
        PrivateFiles.write(draft, (until + " " + process).getBytes(StandardCharsets.UTF_8));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void removeHeartbeat(String process) throws IOException {
        Files.deleteIfExists(processes.resolve(RecordKey.hash(process)));
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

    private static boolean newer(JobRecord record, JobRecord than) {
        return record.version() > than.version();
    }

    private Path folder(JobRecord record) {
        return record.state().isFinished() ? over : open;
    }

    private Path other(Path folder) {
        return folder.equals(open) ? over : open;
    }

    /** 256 shards: more than threads that write at the same time. */
    private static String shard(String hash) {
        return hash.substring(0, 2);
    }
}
