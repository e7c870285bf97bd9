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
 * @param key the idempotency key; up to 200 characters of any kind
 * @param version counts the changes from 1; a change names the version that it was made from
 * @param state how far the purchase came
 * @param fingerprint tells whether the same key is used for the same request
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

    public JobRecord {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(leaseUntil, "leaseUntil");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }
}
