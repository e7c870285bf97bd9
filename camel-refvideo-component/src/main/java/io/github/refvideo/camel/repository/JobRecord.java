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

import io.github.refvideo.camel.spi.JobHandle;
import java.time.Instant;
import java.util.Objects;

/**
 * The record of one purchase. Holds no prompt, no key of a service, no signed URL.
 *
 * @param key identifies the purchase: any characters, as long as the record's JSON stays below
 *     1,000,000; not blank. It is also the idempotency key for a service that takes one
 * @param version counts the changes from 1; a change names the version that it was made from
 * @param state what may have been paid
 * @param fingerprint tells whether the same key is used for the same request: a digest of it, of at
 *     most 128 characters, never its text
 * @param owner the process that works on it, and within it the exchange: the part before the last
 *     slash names the process
 * @param leaseUntil until then no other process may go on with it, unless the owner's process is
 *     gone; by the store's clock
 * @param createdAt when the purchase was begun, by the store's clock
 * @param updatedAt when this version was written, by the store's clock
 */
public record JobRecord(
        String key,
        long version,
        PurchaseState state,
        String fingerprint,
        String owner,
        Instant leaseUntil,
        Instant createdAt,
        Instant updatedAt) {

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
        // The request itself would put prompts and signed URLs on a disk.
        if (fingerprint.length() > MAX_FINGERPRINT) {
            throw new IllegalArgumentException(
                    "fingerprint must be a digest of at most " + MAX_FINGERPRINT + " characters");
        }
    }

    /** The job; null before the service acknowledged it. */
    public JobHandle handle() {
        return state.handle();
    }

    /** The process that works on the purchase. */
    public String process() {
        int slash = owner.lastIndexOf('/');
        return slash < 0 ? owner : owner.substring(0, slash);
    }

    /** A small JSON object in ASCII on one line: what stores keep. */
    public String toJson() {
        return RecordJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote. Unknown fields are ignored, so that an older node can
     * read a newer node's record of the same format. Records of format 1 are read as well.
     *
     * @throws MalformedRecordException when the text is anything else
     */
    public static JobRecord fromJson(String json) throws MalformedRecordException {
        return RecordJson.read(json);
    }
}
