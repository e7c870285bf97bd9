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
import org.jspecify.annotations.Nullable;

/**
 * The record of one purchase. Contains no prompt, service key or signed URL. If the service reports
 * the end of the job to a webhook, it contains the secret with which that job's event is signed.
 *
 * @param key identifies the purchase; not blank. It is also the idempotency key for services that
 *     support one
 * @param version starts at 1 and increases by 1 with each change
 * @param state what may have been paid
 * @param fingerprint a digest of the request of at most 128 characters, to detect that a key was
 *     used for another request
 * @param owner the process, a slash, and the exchange that works on the purchase
 * @param leaseUntil until this time no other process may take the purchase over, unless the process
 *     of the owner has died; by the repository's clock
 * @param createdAt when the purchase was created, by the repository's clock
 * @param updatedAt when this version was written, by the repository's clock
 * @param webhook null if the service does not report the end of the job
 */
public record JobRecord(
        String key,
        long version,
        PurchaseState state,
        String fingerprint,
        String owner,
        Instant leaseUntil,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Webhook webhook) {

    private static final int MAX_FINGERPRINT = 128;

    public JobRecord {
        RecordPreconditions.checkKey(key);
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(leaseUntil, "leaseUntil");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, not " + version);
        }
        // The request itself contains prompts and signed URLs, which must not be stored.
        if (fingerprint.length() > MAX_FINGERPRINT) {
            throw new IllegalArgumentException(
                    "fingerprint must be a digest of at most " + MAX_FINGERPRINT + " characters");
        }
    }

    /** A record without a webhook. */
    public JobRecord(
            String key,
            long version,
            PurchaseState state,
            String fingerprint,
            String owner,
            Instant leaseUntil,
            Instant createdAt,
            Instant updatedAt) {
        this(key, version, state, fingerprint, owner, leaseUntil, createdAt, updatedAt, null);
    }

    /**
     * Where the service reports the end of a job, and how the report is verified.
     *
     * @param url sent with each attempt of the submit; contains a random token
     * @param secret with which the service signs the event of this job; null until the service
     *     acknowledged the submit, or if it returned none
     * @param receivedAt when a verified event was received, by the repository's clock; null before
     */
    public record Webhook(String url, @Nullable String secret, @Nullable Instant receivedAt) {

        public Webhook {
            Objects.requireNonNull(url, "url");
        }

        /** Without the URL and the secret, which must not be logged. */
        @Override
        public String toString() {
            return "Webhook[receivedAt=" + receivedAt + "]";
        }
    }

    /** A copy with another webhook. */
    public JobRecord withWebhook(@Nullable Webhook changed) {
        return new JobRecord(
                key, version, state, fingerprint, owner, leaseUntil, createdAt, updatedAt, changed);
    }

    /** The job; null before the service acknowledged it. */
    public @Nullable JobHandle handle() {
        return state.handle();
    }

    /** The process that works on the purchase. */
    public String process() {
        int slash = owner.lastIndexOf('/');
        return slash < 0 ? owner : owner.substring(0, slash);
    }

    /** The JSON form that repositories store: one line of ASCII. */
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
