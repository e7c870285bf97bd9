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

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stores purchases beyond one exchange, process or node: each purchase before its submit is sent,
 * and its job when the service has acknowledged it. A bean of this type can be set in the component
 * option {@code jobRepository}; the only one in the registry is found automatically.
 *
 * <p>Implementations must be thread-safe, and atomic across all nodes that share the repository.
 * They may block: they are never called on an I/O or timer thread, or while a lock of a job is
 * held. Times are compared in milliseconds.
 *
 * <p>An exception means that the result is unknown: the record may have been written or not (a
 * commit whose answer was lost). The submit is not sent then. An unreadable record keeps its key
 * reserved: every operation on that key throws.
 *
 * <p>All methods throw an {@link IllegalArgumentException} for a blank key and for a record whose
 * version does not fit.
 */
public interface VideoJobRepository {

    /**
     * Adds a record of version 1 unless its key has a record, in any state.
     *
     * @return empty when the record was added, otherwise the existing record
     */
    Optional<JobRecord> create(JobRecord record) throws Exception;

    /**
     * Replaces a record if it has not been changed meanwhile. May also replace a finished one.
     *
     * @param next its version is one more than that of the record to replace
     * @return whether it was replaced; false also when there is no record
     */
    boolean replace(JobRecord next) throws Exception;

    /**
     * Removes a record if it has not been changed meanwhile; its key is free afterwards.
     *
     * @return whether it was removed; false also when there is no record
     */
    boolean remove(String key, long version) throws Exception;

    /** The record of a key. */
    Optional<JobRecord> find(String key) throws Exception;

    /**
     * Records that are not finished ({@link PurchaseState#isFinished()}), the oldest by {@link
     * JobRecord#createdAt} first. Unreadable records are left out and logged once; a record that is
     * being changed may be left out.
     *
     * @param limit the maximum number of records, at least 1
     */
    List<JobRecord> unfinished(int limit) throws Exception;

    /**
     * Records in any state that were last changed at or after a time, in no particular order.
     * Unreadable records are left out and logged once.
     *
     * @param limit the maximum number of records, at least 1
     */
    List<JobRecord> changedSince(Instant since, int limit) throws Exception;

    /**
     * Deletes finished records that were last changed before a time. Their keys are free
     * afterwards: a repeated message would be paid again.
     *
     * @param before by the repository's clock
     * @return the number of deleted records
     */
    int purge(Instant before) throws Exception;

    /**
     * The repository's clock. All nodes date and compare by it, so that a node with a wrong clock
     * cannot take over or delete purchases of other nodes. The default is the clock of this
     * machine; a repository of several machines should override it.
     */
    default Instant now() throws Exception {
        return Instant.now();
    }

    /**
     * Reports that a process is alive. Called several times within {@code claimTimeout}, and with a
     * time that has passed when the process stops.
     *
     * @param process as in {@link JobRecord#process()}
     * @param until when to count the process as dead, by the repository's clock
     */
    default void heartbeat(String process, Instant until) throws Exception {}

    /**
     * The processes whose heartbeat has not ended.
     *
     * @return empty when the repository does not keep heartbeats, which is the default. Then the
     *     purchases of a dead process can only be resumed after their leases have ended
     */
    default Optional<Set<String>> liveProcesses() throws Exception {
        return Optional.empty();
    }
}
