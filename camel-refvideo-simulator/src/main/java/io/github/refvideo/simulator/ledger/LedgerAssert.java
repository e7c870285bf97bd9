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
 * Assertions about paid jobs and requests. Each method throws {@link AssertionError} on failure and
 * returns this object or a number assertion for chaining. Independent of test libraries.
 */
public final class LedgerAssert {
    private final Ledger ledger;

    /** Assertions about the given ledger. */
    public LedgerAssert(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Asserts that exactly this many jobs were created. */
    public LedgerAssert paidJobs(int expected) {
        return check(
                ledger.jobsCreated() == expected,
                expected
                        + " paid jobs expected, but there were "
                        + ledger.jobsCreated()
                        + "; start requests per key: "
                        + ledger.startsByIdempotencyKey());
    }

    /** Asserts that no idempotency key has more than one job. */
    public LedgerAssert everyKeyPaidAtMostOnce() {
        Map<String, Integer> twice = new TreeMap<>(ledger.jobsByIdempotencyKey());
        twice.values().removeIf(jobs -> jobs <= 1);
        return check(twice.isEmpty(), "These idempotency keys were paid more than once: " + twice);
    }

    /** Asserts that every job was created with an idempotency key. */
    public LedgerAssert everyJobHasAKey() {
        int withKey =
                ledger.jobsByIdempotencyKey().values().stream().mapToInt(Integer::intValue).sum();
        return check(
                withKey == ledger.jobsCreated(),
                ledger.jobsCreated()
                        - withKey
                        + " of "
                        + ledger.jobsCreated()
                        + " jobs were created without an idempotency key");
    }

    /** Asserts that exactly this many uploads to the blob store succeeded, including overwrites. */
    public LedgerAssert uploadedBlobs(int expected) {
        return check(
                ledger.blobs().uploads() == expected,
                expected
                        + " uploaded blobs expected, but there were "
                        + ledger.blobs().uploads()
                        + ": "
                        + ledger.blobs().uploadsByPathname());
    }

    /** Asserts that no content was uploaded to the blob store more than once, under any name. */
    public LedgerAssert everyContentUploadedAtMostOnce() {
        Map<String, Integer> twice = new TreeMap<>(ledger.blobs().uploadsByContent());
        twice.values().removeIf(uploads -> uploads <= 1);
        return check(
                twice.isEmpty(),
                "These contents (by SHA-256) were uploaded more than once: " + twice);
    }

    /** Asserts that every uploaded blob was deleted. */
    public LedgerAssert noBlobLeft() {
        return check(
                ledger.blobs().present().isEmpty(),
                "These blobs still exist: " + ledger.blobs().present());
    }

    /** Asserts that every multipart upload was completed. */
    public LedgerAssert noUploadLeftOpen() {
        return check(
                ledger.blobs().openUploads() == 0,
                ledger.blobs().openUploads() + " multipart uploads were not completed");
    }

    /** Returns an assertion on the number of reads of the blob by its public URL. */
    public Count readsOfBlob(String pathname) {
        return new Count(
                "reads of the blob " + pathname,
                ledger.blobs().readsByPathname().getOrDefault(pathname, 0));
    }

    /** Asserts that no request to vLLM-Omni or SGLang named a path of the server. */
    public LedgerAssert noServerPath() {
        return check(
                ledger.serverPaths().isEmpty(),
                "These fields named paths of the server: " + ledger.serverPaths());
    }

    /** Asserts that the video of every paid job was sent completely at least once. */
    public LedgerAssert everyPaidJobDelivered() {
        return check(
                ledger.deliveriesByJob().size() == ledger.jobsCreated(),
                ledger.jobsCreated()
                        + " jobs were paid, but "
                        + ledger.deliveriesByJob().size()
                        + " were delivered");
    }

    /** Returns an assertion on the number of requests of the step. */
    public Count received(Step step) {
        return new Count("requests of step " + step, ledger.requests(step));
    }

    /** Returns an assertion on the number of requests of the step in the busiest second. */
    public Count receivedPerSecond(Step step) {
        return new Count(
                "requests of step " + step + " in the busiest second",
                ledger.maxRequestsPerSecond(step));
    }

    /**
     * Returns an assertion on the number of DashScope queries, lists and cancels in the busiest
     * second.
     */
    public Count statusRequestsPerSecond() {
        return new Count(
                "status requests in the busiest second", ledger.maxStatusRequestsPerSecond());
    }

    /** Returns an assertion on the number of jobs of the model. */
    public Count paidJobsOf(String model) {
        return new Count("paid jobs of " + model, ledger.jobsByModel().getOrDefault(model, 0));
    }

    /** Returns an assertion on the maximum number of requests in flight. */
    public Count inFlight() {
        return new Count("requests in flight", ledger.maxInFlight());
    }

    private LedgerAssert check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
        return this;
    }

    /** Assertions on a number. */
    public final class Count {
        private final String what;
        private final int actual;

        private Count(String what, int actual) {
            this.what = what;
            this.actual = actual;
        }

        /** Asserts that the number is equal to the given one. */
        public LedgerAssert exactly(int expected) {
            return check(
                    actual == expected,
                    expected + " " + what + " expected, but there were " + actual);
        }

        /** Asserts that the number is at most the given one. */
        public LedgerAssert atMost(int limit) {
            return check(
                    actual <= limit,
                    "At most " + limit + " " + what + " expected, but there were " + actual);
        }

        /** Asserts that the number is at least the given one. */
        public LedgerAssert atLeast(int limit) {
            return check(
                    actual >= limit,
                    "At least " + limit + " " + what + " expected, but there were " + actual);
        }
    }
}
