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

import io.github.refvideo.camel.outcome.JobHandle;
import java.time.Instant;
import java.util.Objects;

/**
 * What is remembered of one purchase. Holds no prompt, no key of a service, no signed URL.
 *
 * @param key the idempotency key: any characters, as long as the record's JSON stays below 65,000;
 *     not blank
 * @param version counts the changes from 1; a change names the version that it was made from
 * @param state how far the purchase came
 * @param fingerprint tells whether the same key is used for the same request: a digest of it, of at
 *     most 128 characters, never its text
 * @param owner the node that works on it
 * @param leaseUntil until then nobody but the owner may go on with it
 * @param createdAt when the key was claimed
 * @param updatedAt when this version was written
 * @param handle the job; null before the service acknowledged it
 */
public record JobRecord(
        String key,
        long version,
        JobState state,
        String fingerprint,
        String owner,
        Instant leaseUntil,
        Instant createdAt,
        Instant updatedAt,
        JobHandle handle) {

    private static final int MAX_FINGERPRINT = 128;

    public JobRecord {
        RecordKey.checked(key);
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(leaseUntil, "leaseUntil");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        if (version < 1) {
            throw new IllegalArgumentException("version counts from 1, not from " + version);
        }
        // Who passes the request itself would put prompts and signed URLs on a disk.
        if (fingerprint.length() > MAX_FINGERPRINT) {
            throw new IllegalArgumentException(
                    "fingerprint must be a digest of at most " + MAX_FINGERPRINT + " characters");
        }
    }

    /** A small JSON object in ASCII on one line: what stores keep. */
    public String toJson() {
        return RecordJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote. Unknown fields are ignored, so that an older node can
     * read a newer node's record of the same format.
     *
     * @throws MalformedRecordException when the text is anything else
     */
    public static JobRecord fromJson(String json) throws MalformedRecordException {
        return RecordJson.read(json);
    }
}
