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
package io.github.refvideo.simulator.ledger;

import io.github.refvideo.simulator.fault.Step;
import java.util.Map;
import java.util.TreeMap;

/**
 * Statements about what was paid and asked. Each throws {@link AssertionError} if it does not hold,
 * and returns something to go on with. Needs no test library.
 */
public final class LedgerAssert {
    private final Ledger ledger;

    /** Statements about these books. */
    public LedgerAssert(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Exactly this many jobs were created. */
    public LedgerAssert paidJobs(int expected) {
        return check(
                ledger.jobsCreated() == expected,
                expected
                        + " paid jobs expected, but there were "
                        + ledger.jobsCreated()
                        + "; start requests per key: "
                        + ledger.startsByIdempotencyKey());
    }

    /** No idempotency key has more than one job. */
    public LedgerAssert everyKeyPaidAtMostOnce() {
        Map<String, Integer> twice = new TreeMap<>(ledger.jobsByIdempotencyKey());
        twice.values().removeIf(jobs -> jobs <= 1);
        return check(twice.isEmpty(), "These idempotency keys were paid more than once: " + twice);
    }

    /** Every job was created under an idempotency key. */
    public LedgerAssert everyJobHasAKey() {
        int withKey =
                ledger.jobsByIdempotencyKey().values().stream().mapToInt(Integer::intValue).sum();
        return check(
                withKey == ledger.jobsCreated(),
                ledger.jobsCreated()
                        - withKey
                        + " of "
                        + ledger.jobsCreated()
                        + " jobs were created without a key");
    }

    /** Exactly this many uploads to the blob store succeeded, overwriting ones included. */
    public LedgerAssert uploadedBlobs(int expected) {
        return check(
                ledger.blobs().uploads() == expected,
                expected
                        + " uploaded blobs expected, but there were "
                        + ledger.blobs().uploads()
                        + ": "
                        + ledger.blobs().uploadsByPathname());
    }

    /** No content was uploaded to the blob store more than once, under whatever name. */
    public LedgerAssert everyContentUploadedAtMostOnce() {
        Map<String, Integer> twice = new TreeMap<>(ledger.blobs().uploadsByContent());
        twice.values().removeIf(uploads -> uploads <= 1);
        return check(
                twice.isEmpty(),
                "These contents (by SHA-256) were uploaded more than once: " + twice);
    }

    /** Everything that was uploaded to the blob store was deleted again. */
    public LedgerAssert noBlobLeft() {
        return check(
                ledger.blobs().present().isEmpty(),
                "These blobs are still there: " + ledger.blobs().present());
    }

    /** Every upload in parts that was begun was completed. */
    public LedgerAssert noUploadLeftOpen() {
        return check(
                ledger.blobs().openUploads() == 0,
                ledger.blobs().openUploads() + " uploads in parts were begun and never completed");
    }

    /** Goes on to how often that blob was read by its public address. */
    public Count readsOfBlob(String pathname) {
        return new Count(
                "reads of the blob " + pathname,
                ledger.blobs().readsByPathname().getOrDefault(pathname, 0));
    }

    /** Every job that was paid had its video delivered to the last byte, at least once. */
    public LedgerAssert everyPaidJobDelivered() {
        return check(
                ledger.deliveriesByJob().size() == ledger.jobsCreated(),
                ledger.jobsCreated()
                        + " jobs were paid, but "
                        + ledger.deliveriesByJob().size()
                        + " were delivered");
    }

    /** Goes on to how many requests of that step arrived. */
    public Count received(Step step) {
        return new Count("requests of step " + step, ledger.requests(step));
    }

    /** Goes on to how many requests of that step arrived in the busiest second. */
    public Count receivedPerSecond(Step step) {
        return new Count(
                "requests of step " + step + " in the busiest second",
                ledger.maxRequestsPerSecond(step));
    }

    /** Goes on to how many DashScope queries, lists and cancels arrived in the busiest second. */
    public Count statusRequestsPerSecond() {
        return new Count(
                "status requests in the busiest second", ledger.maxStatusRequestsPerSecond());
    }

    /** Goes on to how many jobs of that model were created. */
    public Count paidJobsOf(String model) {
        return new Count("paid jobs of " + model, ledger.jobsByModel().getOrDefault(model, 0));
    }

    /** Goes on to the largest number of requests in flight. */
    public Count inFlight() {
        return new Count("requests in flight", ledger.maxInFlight());
    }

    private LedgerAssert check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
        return this;
    }

    /** A number to be judged. */
    public final class Count {
        private final String what;
        private final int actual;

        private Count(String what, int actual) {
            this.what = what;
            this.actual = actual;
        }

        /** Exactly this many. */
        public LedgerAssert exactly(int expected) {
            return check(
                    actual == expected,
                    expected + " " + what + " expected, but there were " + actual);
        }

        /** This many or fewer. */
        public LedgerAssert atMost(int limit) {
            return check(
                    actual <= limit,
                    "At most " + limit + " " + what + " expected, but there were " + actual);
        }

        /** This many or more. */
        public LedgerAssert atLeast(int limit) {
            return check(
                    actual >= limit,
                    "At least " + limit + " " + what + " expected, but there were " + actual);
        }
    }
}
