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

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps purchases in memory for the life of this process; the default. All purchases are lost when
 * the process ends. Thread-safe.
 *
 * <p>Bounded: beyond {@code capacity} records the oldest finished one is dropped; when none is
 * finished, new purchases are refused. A finished record is dropped {@code timeToLiveMillis} after
 * its last change; its key is free afterwards.
 */
public final class MemoryVideoJobRepository implements VideoJobRepository {

    /** The default of {@link #setCapacity}: about 50 MB of heap when full. */
    public static final int DEFAULT_CAPACITY = 50_000;

    /** The default of {@link #setTimeToLiveMillis}. */
    public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofHours(48);

    private static final Comparator<JobRecord> BY_CREATION =
            Comparator.comparing(JobRecord::createdAt).thenComparing(JobRecord::key);
    private static final Comparator<JobRecord> BY_CHANGE =
            Comparator.comparing(JobRecord::updatedAt).thenComparing(JobRecord::key);

    // All below are guarded by this.
    private final Map<String, JobRecord> records = new HashMap<>();
    private final TreeSet<JobRecord> unfinished = new TreeSet<>(BY_CREATION);
    private final TreeSet<JobRecord> finished = new TreeSet<>(BY_CHANGE);
    private final Map<String, Instant> processes = new HashMap<>();
    private final InstantSource clock;
    private int capacity;
    private Duration timeToLive;

    public MemoryVideoJobRepository() {
        this(DEFAULT_CAPACITY, DEFAULT_TIME_TO_LIVE, InstantSource.system());
    }

    /**
     * @param capacity the maximum number of records, at least 1
     * @param timeToLive how long a finished record is kept after its last change; at least 1 ms
     * @param clock the repository's clock
     */
    public MemoryVideoJobRepository(int capacity, Duration timeToLive, InstantSource clock) {
        this.clock = clock;
        setCapacity(capacity);
        setTimeToLiveMillis(timeToLive.toMillis());
    }

    public synchronized int getCapacity() {
        return capacity;
    }

    /** The maximum number of records, at least 1. Default {@link #DEFAULT_CAPACITY}. */
    public synchronized void setCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
        this.capacity = capacity;
    }

    public synchronized long getTimeToLiveMillis() {
        return timeToLive.toMillis();
    }

    /**
     * How long a finished record is kept after its last change, in milliseconds; at least 1.
     * Default 48 hours.
     */
    public synchronized void setTimeToLiveMillis(long timeToLiveMillis) {
        if (timeToLiveMillis < 1) {
            throw new IllegalArgumentException(
                    "timeToLiveMillis must be at least 1, not " + timeToLiveMillis);
        }
        this.timeToLive = Duration.ofMillis(timeToLiveMillis);
    }

    @Override
    public synchronized Optional<JobRecord> create(JobRecord record) throws JobRepositoryException {
        RecordPreconditions.checkFirst(record);
        dropExpired();
        JobRecord existing = records.get(record.key());
        if (existing == null) {
            evict();
            put(record);
        }
        return Optional.ofNullable(existing);
    }

    @Override
    public synchronized boolean replace(JobRecord next) {
        RecordPreconditions.checkNext(next);
        dropExpired();
        JobRecord existing = records.get(next.key());
        if (existing == null || existing.version() != next.version() - 1) {
            return false;
        }
        drop(existing);
        put(next);
        return true;
    }

    @Override
    public synchronized boolean remove(String key, long version) {
        dropExpired();
        JobRecord existing = records.get(RecordPreconditions.checkKey(key));
        if (existing == null || existing.version() != version) {
            return false;
        }
        drop(existing);
        return true;
    }

    @Override
    public synchronized Optional<JobRecord> find(String key) {
        dropExpired();
        return Optional.ofNullable(records.get(RecordPreconditions.checkKey(key)));
    }

    @Override
    public synchronized List<JobRecord> unfinished(int limit) {
        RecordPreconditions.checkLimit(limit);
        return unfinished.stream().limit(limit).toList();
    }

    @Override
    public synchronized List<JobRecord> changedSince(Instant since, int limit) {
        RecordPreconditions.checkLimit(limit);
        return records.values().stream()
                .filter(record -> !record.updatedAt().isBefore(since))
                .limit(limit)
                .toList();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public synchronized void heartbeat(String process, Instant until) {
        if (until.isAfter(clock.instant())) {
            processes.put(process, until);
        } else {
            processes.remove(process);
        }
    }

    @Override
    public synchronized Optional<Set<String>> liveProcesses() {
        processes.values().removeIf(until -> !until.isAfter(clock.instant()));
        return Optional.of(Set.copyOf(processes.keySet()));
    }

    @Override
    public synchronized int purge(Instant before) {
        int purged = 0;
        while (!finished.isEmpty() && finished.first().updatedAt().isBefore(before)) {
            drop(finished.first());
            purged++;
        }
        return purged;
    }

    private void dropExpired() {
        if (!finished.isEmpty()) {
            purge(clock.instant().minus(timeToLive));
        }
    }

    private void evict() throws JobRepositoryException {
        while (records.size() >= capacity) {
            if (finished.isEmpty()) {
                throw new JobRepositoryException(
                        "The in-memory job repository is full: capacity is "
                                + capacity
                                + " records, and none of them is finished");
            }
            drop(finished.first());
        }
    }

    private void put(JobRecord record) {
        records.put(record.key(), record);
        group(record).add(record);
    }

    private void drop(JobRecord record) {
        records.remove(record.key());
        group(record).remove(record);
    }

    private TreeSet<JobRecord> group(JobRecord record) {
        return record.state().isFinished() ? finished : unfinished;
    }
}
