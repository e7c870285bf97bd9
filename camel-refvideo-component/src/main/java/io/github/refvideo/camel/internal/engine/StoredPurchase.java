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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.PurchaseState;
import java.time.Duration;

/** The side of a purchase that its record in the repository is made of. */
interface StoredPurchase {

    /** The result of {@link PurchaseStore#open}. */
    enum Kind {
        /** This attempt holds the lease and may submit. */
        HELD,
        /** Another attempt holds it. */
        BUSY,
        /** The job is known, or has ended. */
        KNOWN,
        /** The key was used for another request. */
        KEY_MISMATCH
    }

    /**
     * What the repository answered.
     *
     * @param askedNanos when it was asked, on the monotonic clock: the lease counts from there
     * @param owned whether the record belongs to this message
     */
    record Opening(
            Kind kind, JobRecord record, PurchaseState state, long askedNanos, boolean owned) {

        static Opening held(JobRecord record, long askedNanos) {
            return new Opening(Kind.HELD, record, record.state(), askedNanos, true);
        }

        static Opening known(JobRecord record, PurchaseState state, boolean owned) {
            return new Opening(Kind.KNOWN, record, state, 0, owned);
        }

        static Opening busy() {
            return new Opening(Kind.BUSY, null, null, 0, false);
        }

        static Opening keyMismatch() {
            return new Opening(Kind.KEY_MISMATCH, null, null, 0, false);
        }
    }

    /**
     * What to write.
     *
     * @param base the record that it follows
     * @param events the number of events that the state contains and the record does not
     */
    record Unwritten(JobRecord base, PurchaseState state, int events) {}

    String key();

    String fingerprint();

    /** The owner under which this attempt holds the record. */
    String owner();

    /** Whether a record belongs to the message of this attempt. */
    boolean isOwner(JobRecord record);

    /** What may have been paid; null before the purchase is open. */
    PurchaseState state();

    /** The record as it was last read or written. */
    JobRecord stored();

    void opened(Opening opening);

    Unwritten unwritten();

    /** The record was written. */
    void written(JobRecord record, int events);

    /**
     * Another attempt has written the record. What happened here happened to that purchase as well;
     * what its state rules out is dropped.
     *
     * @return whether the record lacks something that happened here
     */
    boolean rebase(JobRecord there);

    /** Whether this message no longer keeps the record for itself. */
    boolean isReleased();

    void release(boolean value);

    /** How long the exchange may still wait. */
    Duration remaining();
}
