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

import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.camel.spi.JobHandle;
import java.time.Instant;

/** Records for tests. */
final class TestRecords {

    static final Instant T0 = Instant.parse("2026-11-22T10:00:00.123456Z");

    private TestRecords() {}

    static JobRecord claimed(String key) {
        return claimed(key, "node-a", T0);
    }

    static JobRecord claimed(String key, String owner, Instant at) {
        return new JobRecord(
                key, 1, new PurchaseState.NotSent(), "0f1e", owner, at.plusSeconds(60), at, at);
    }

    /** The successor of a record, a second later. */
    static JobRecord next(JobRecord record, Name state) {
        return next(record, state, record.updatedAt().plusSeconds(1));
    }

    static JobRecord next(JobRecord record, Name state, Instant at) {
        return new JobRecord(
                record.key(),
                record.version() + 1,
                state(state, record),
                record.fingerprint(),
                record.owner(),
                record.leaseUntil(),
                record.createdAt(),
                at);
    }

    /** A state with this name, with the handle of the key. */
    private static PurchaseState state(Name name, JobRecord record) {
        JobHandle handle = handle(record.key());
        return switch (name) {
            case NOT_SENT -> new PurchaseState.NotSent();
            case IN_FLIGHT -> new PurchaseState.InFlight(T0);
            case MAYBE_PROCESSED -> new PurchaseState.MaybeProcessed(T0, T0.plusSeconds(3));
            case ACKNOWLEDGED -> new PurchaseState.Acknowledged(handle);
            case VIDEO_AVAILABLE -> new PurchaseState.VideoAvailable(handle);
            case HANDED_OUT -> new PurchaseState.HandedOut(handle);
            case TAKEN -> new PurchaseState.Taken(handle);
            case FAILED -> new PurchaseState.Failed(handle);
        };
    }

    static JobHandle handle(String key) {
        return new JobHandle(
                "gateway",
                "https://ai-gateway.example/v4/ai",
                "alibaba/wan-v2.6-r2v",
                "job_4711",
                T0,
                key,
                "{\"gatewayJobId\":\"job_4711\",\"provider\":\"alibaba\"}");
    }
}
