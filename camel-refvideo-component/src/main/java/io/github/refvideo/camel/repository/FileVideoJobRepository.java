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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores purchases in a directory, one JSON file each. Survives a kill at any moment, and a loss of
 * power as far as the disk does; atomic over all threads and processes of one machine. For several
 * machines use a database: locks over a network file system are not reliable enough for money.
 *
 * <p>The directory is created when it is first needed (mode 0700, files 0600), and never again: if
 * it disappears later, every call fails, because an empty one would forget what was paid. An
 * unreadable file keeps its key reserved; lists leave it out and log it once.
 *
 * <p>Finished records stay until {@link #purge}.
 */
public final class FileVideoJobRepository implements VideoJobRepository {

    private @Nullable String directory;
    private @Nullable RecordFiles files;

    /** Requires {@link #setDirectory} before the first call. */
    public FileVideoJobRepository() {}

    /**
     * @param directory created by the first call if it does not exist
     */
    public FileVideoJobRepository(Path directory) {
        setDirectory(directory.toString());
    }

    public synchronized @Nullable String getDirectory() {
        return directory;
    }

    /**
     * The directory of the records; created by the first call if it does not exist.
     *
     * @throws IllegalStateException after the first call
     */
    public synchronized void setDirectory(String directory) {
        if (files != null) {
            throw new IllegalStateException("The directory is already in use");
        }
        this.directory = Objects.requireNonNull(directory, "directory");
    }

    @Override
    public Optional<JobRecord> create(JobRecord record) throws Exception {
        RecordPreconditions.checkFirst(record);
        String hash = RecordPreconditions.digest(record.key());
        RecordFiles files = files();
        return files.locked(
                hash,
                () -> {
                    Optional<JobRecord> there = files.read(hash);
                    if (there.isEmpty()) {
                        files.write(hash, record);
                    }
                    return there;
                });
    }

    @Override
    public boolean replace(JobRecord next) throws Exception {
        RecordPreconditions.checkNext(next);
        String hash = RecordPreconditions.digest(next.key());
        RecordFiles files = files();
        return files.locked(
                hash,
                () -> {
                    Optional<JobRecord> there = files.read(hash);
                    boolean fits = there.isPresent() && there.get().version() == next.version() - 1;
                    if (fits) {
                        files.write(hash, next);
                    }
                    return fits;
                });
    }

    @Override
    public boolean remove(String key, long version) throws Exception {
        String hash = RecordPreconditions.digest(key);
        RecordFiles files = files();
        return files.locked(
                hash,
                () -> {
                    Optional<JobRecord> there = files.read(hash);
                    boolean fits = there.isPresent() && there.get().version() == version;
                    if (fits) {
                        files.remove(hash, there.get());
                    }
                    return fits;
                });
    }

    @Override
    public Optional<JobRecord> find(String key) throws Exception {
        String hash = RecordPreconditions.digest(key);
        RecordFiles files = files();
        // With the lock: a record that moves between two directories must not seem to be missing.
        return files.locked(hash, () -> files.read(hash));
    }

    @Override
    public List<JobRecord> unfinished(int limit) throws Exception {
        RecordPreconditions.checkLimit(limit);
        return files().unfinished().stream()
                .sorted(Comparator.comparing(JobRecord::createdAt).thenComparing(JobRecord::key))
                .limit(limit)
                .toList();
    }

    @Override
    public List<JobRecord> changedSince(Instant since, int limit) throws Exception {
        RecordPreconditions.checkLimit(limit);
        RecordFiles files = files();
        Map<String, JobRecord> records = new LinkedHashMap<>();
        for (JobRecord record : files.unfinished()) {
            records.put(record.key(), record);
        }
        // A record that has moved meanwhile is in both lists.
        for (JobRecord record : files.finished()) {
            records.merge(
                    record.key(),
                    record,
                    (one, other) -> RecordFiles.newer(one, other) ? one : other);
        }
        return records.values().stream()
                .filter(record -> !record.updatedAt().isBefore(since))
                .limit(limit)
                .toList();
    }

    @Override
    public Instant now() throws Exception {
        return files().now();
    }

    @Override
    public void heartbeat(String process, Instant until) throws Exception {
        RecordFiles files = files();
        if (until.isAfter(files.now())) {
            files.heartbeat(process, until);
        } else {
            files.removeHeartbeat(process);
        }
    }

    @Override
    public Optional<Set<String>> liveProcesses() throws Exception {
        RecordFiles files = files();
        return Optional.of(files.liveProcesses(files.now()));
    }

    @Override
    public int purge(Instant before) throws Exception {
        int purged = 0;
        for (JobRecord record : files().finished()) {
            // By version, so that a record that was changed meanwhile stays.
            if (record.updatedAt().isBefore(before) && remove(record.key(), record.version())) {
                purged++;
            }
        }
        return purged;
    }

    private synchronized RecordFiles files() throws IOException {
        if (files == null) {
            if (directory == null) {
                throw new IllegalStateException("The file repository requires a directory");
            }
            files = RecordFiles.in(Path.of(directory));
        }
        return files;
    }
}
