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

/**
 * Remembers purchases beyond one exchange, one process or one node: what was claimed before its
 * submit left, and the job as soon as the service acknowledged it. A bean of this type can be named
 * in the {@code repository} option; a single one in the registry is found by itself.
 *
 * <p>Thread-safe, and atomic over all nodes that share the store. May block: it is never called on
 * an I/O or timer thread. Times are compared by the millisecond.
 *
 * <p>Any exception means that nothing is known: the record may be written or not (a commit whose
 * answer got lost). The submit then does not go out; who asks again finds the record and knows it
 * by its owner. A key is never taken for free because something about it could not be read: then
 * every method that names it fails.
 *
 * <p>All methods refuse a blank key, and a record whose version does not fit, with an {@link
 * IllegalArgumentException}.
 */
public interface VideoJobRepository {

    /**
     * Adds a record of version 1 unless the key is taken, by a record in whatever state.
     *
     * @return empty when it was added, else the record that is there
     */
    Optional<JobRecord> create(JobRecord record) throws Exception;

    /**
     * Replaces a record, if nobody else did meanwhile. May also bring one back that was over.
     *
     * @param next its version is one more than that of the record that must be there
     * @return whether it was replaced; false also when no record is there
     */
    boolean replace(JobRecord next) throws Exception;

    /**
     * Removes a record, if nobody changed it meanwhile; its key is then free.
     *
     * @return whether it was removed; false also when no record is there
     */
    boolean remove(String key, long version) throws Exception;

    /** The record of a key. */
    Optional<JobRecord> find(String key) throws Exception;

    /**
     * Records that are not over, the oldest by {@link JobRecord#createdAt} first. What cannot be
     * read is left out and logged once; what changes in the same moment may be left out.
     *
     * @param limit the most to return, at least 1
     */
    List<JobRecord> unfinished(int limit) throws Exception;

    /**
     * Forgets records that are over and were last changed before a moment; their keys are then
     * free, and a message that comes again would be paid again.
     *
     * @return how many
     */
    int purge(Instant before) throws Exception;
}
