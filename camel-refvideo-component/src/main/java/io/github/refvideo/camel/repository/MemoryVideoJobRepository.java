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
import java.util.TreeSet;

/**
 * Remembers purchases as long as this process lives; the default. Bounded: past {@code capacity}
 * records, the one that has been over for the longest goes; when none is over, nothing new is
 * taken. A record that is over goes after {@code timeToLiveMillis}; its key then counts as new.
 */
public final class MemoryVideoJobRepository implements VideoJobRepository {

    /** How many records are kept if nothing else is said. */
    public static final int DEFAULT_CAPACITY = 100_000;

    /** How long a record that is over is kept if nothing else is said. */
    public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofHours(48);

    private static final Comparator<JobRecord> BY_CREATION =
            Comparator.comparing(JobRecord::createdAt).thenComparing(JobRecord::key);
    private static final Comparator<JobRecord> BY_CHANGE =
            Comparator.comparing(JobRecord::updatedAt).thenComparing(JobRecord::key);

    // All below are guarded by this.
    private final Map<String, JobRecord> records = new HashMap<>();
    private final TreeSet<JobRecord> unfinished = new TreeSet<>(BY_CREATION);
    private final TreeSet<JobRecord> over = new TreeSet<>(BY_CHANGE);
    private final InstantSource clock;
    private int capacity;
    private Duration timeToLive;

    public MemoryVideoJobRepository() {
        this(DEFAULT_CAPACITY, DEFAULT_TIME_TO_LIVE, InstantSource.system());
    }

    /**
     * @param capacity the most records, at least 1
     * @param timeToLive how long a record that is over is kept after its last change; more than 0
     * @param clock tells when that is; the same one that dates the records
     */
    public MemoryVideoJobRepository(int capacity, Duration timeToLive, InstantSource clock) {
        this.clock = clock;
        setCapacity(capacity);
        setTimeToLiveMillis(timeToLive.toMillis());
    }

    public synchronized int getCapacity() {
        return capacity;
    }

    /** The most records, at least 1. */
    public synchronized void setCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
        this.capacity = capacity;
    }

    public synchronized long getTimeToLiveMillis() {
        return timeToLive.toMillis();
    }

    /** How long a record that is over is kept after its last change; at least 1 ms. */
    public synchronized void setTimeToLiveMillis(long timeToLiveMillis) {
        if (timeToLiveMillis < 1) {
            throw new IllegalArgumentException(
                    "timeToLiveMillis must be at least 1, not " + timeToLiveMillis);
        }
        this.timeToLive = Duration.ofMillis(timeToLiveMillis);
    }

    @Override
    public synchronized Optional<JobRecord> create(JobRecord record) throws JobRepositoryException {
        RecordRules.checkFirst(record);
        dropExpired();
        JobRecord there = records.get(record.key());
        if (there == null) {
            makeRoom();
            put(record);
        }
        return Optional.ofNullable(there);
    }

    @Override
    public synchronized boolean replace(JobRecord next) {
        RecordRules.checkNext(next);
        dropExpired();
        JobRecord there = records.get(next.key());
        if (there == null || there.version() != next.version() - 1) {
            return false;
        }
        drop(there);
        put(next);
        return true;
    }

    @Override
    public synchronized boolean remove(String key, long version) {
        dropExpired();
        JobRecord there = records.get(RecordKey.checked(key));
        if (there == null || there.version() != version) {
            return false;
        }
        drop(there);
        return true;
    }

    @Override
    public synchronized Optional<JobRecord> find(String key) {
        dropExpired();
        return Optional.ofNullable(records.get(RecordKey.checked(key)));
    }

    @Override
    public synchronized List<JobRecord> unfinished(int limit) {
        RecordRules.checkLimit(limit);
        return unfinished.stream().limit(limit).toList();
    }

    @Override
    public synchronized int purge(Instant before) {
        int purged = 0;
        while (!over.isEmpty() && over.first().updatedAt().isBefore(before)) {
            drop(over.first());
            purged++;
        }
        return purged;
    }

    private void dropExpired() {
        if (!over.isEmpty()) {
            purge(clock.instant().minus(timeToLive));
        }
    }

    private void makeRoom() throws JobRepositoryException {
        while (records.size() >= capacity) {
            if (over.isEmpty()) {
                throw new JobRepositoryException(
                        "The repository in memory is full: capacity is "
                                + capacity
                                + " records, and none of them is over");
            }
            drop(over.first());
        }
    }

    private void put(JobRecord record) {
        records.put(record.key(), record);
        shelf(record).add(record);
    }

    private void drop(JobRecord record) {
        records.remove(record.key());
        shelf(record).remove(record);
    }

    private TreeSet<JobRecord> shelf(JobRecord record) {
        return record.state().over() ? over : unfinished;
    }
}
