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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.JobState;
import io.github.refvideo.camel.repository.VideoJobRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The engine's use of the repository: who may submit under a key, and what became of it. All that
 * may block runs on the executor.
 *
 * <p>Thread-safe.
 */
public final class JobBook {

    private final VideoJobRepository repository;
    private final Executor executor;
    private final String owner;
    private final Duration lease;
    private final InstantSource clock;

    /**
     * @param executor for calls that may block
     * @param owner names this process among all that share the repository: the node's name, a
     *     slash, and something that no other process has
     * @param lease how long a claim lasts without being renewed
     * @param clock wall-clock time; the nodes' clocks should agree within the lease
     */
    public JobBook(
            VideoJobRepository repository,
            Executor executor,
            String owner,
            Duration lease,
            InstantSource clock) {
        this.repository = repository;
        this.executor = executor;
        this.owner = owner;
        this.lease = lease;
        this.clock = clock;
    }

    Duration lease() {
        return lease;
    }

    /** Asks for the right to submit. */
    CompletableFuture<Claim> claim(Purchase purchase) {
        return call(() -> claimNow(purchase));
    }

    private Claim claimNow(Purchase purchase) throws Exception {
        Instant now = clock.instant();
        JobRecord mine =
                new JobRecord(
                        purchase.idempotencyKey(),
                        1,
                        JobState.CLAIMED,
                        purchase.fingerprint(),
                        owner,
                        now.plus(lease),
                        now,
                        now,
                        null);
        Optional<JobRecord> there = repository.create(mine);
        if (there.isEmpty()) {
            return new Claim(Claim.Kind.MINE, mine);
        }
        JobRecord known = there.get();
        if (!known.fingerprint().equals(purchase.fingerprint())) {
            return new Claim(Claim.Kind.OF_ANOTHER_REQUEST, known);
        }
        if (known.state() != JobState.CLAIMED) {
            return new Claim(Claim.Kind.SUBMITTED, known);
        }
        if (known.leaseUntil().isAfter(now)) {
            return new Claim(Claim.Kind.BUSY, known);
        }
        JobRecord taken = next(known, JobState.CLAIMED, now.plus(lease), null);
        return repository.replace(taken)
                ? new Claim(Claim.Kind.TAKEN_OVER, taken)
                : new Claim(Claim.Kind.BUSY, known);
    }

    /** Keeps others away from a claim for another while. */
    CompletableFuture<JobRecord> renew(JobRecord claim) {
        return call(
                () -> replace(next(claim, JobState.CLAIMED, clock.instant().plus(lease), null)));
    }

    /**
     * Writes down the job as soon as it is known.
     *
     * @param state whether somebody here waits for it
     * @param wait for how long; after that anybody may
     */
    CompletableFuture<JobRecord> submitted(
            JobRecord claim, JobHandle handle, JobState state, Duration wait) {
        return call(() -> replace(next(claim, state, clock.instant().plus(wait), handle)));
    }

    /**
     * Takes over the jobs that nobody waits for any more: those of this node before it was
     * restarted, and those whose wait is over on any node. May block.
     *
     * @param wait for how long they are ours
     * @param most as many at once
     */
    public List<JobHandle> takeOver(Duration wait, int most) throws Exception {
        List<JobHandle> taken = new ArrayList<>();
        for (JobRecord record : repository.unfinished(most)) {
            if (record.state() == JobState.SUBMITTED
                    && isAbandoned(record)
                    && repository.replace(
                            next(
                                    record,
                                    JobState.SUBMITTED,
                                    clock.instant().plus(wait),
                                    record.handle()))) {
                taken.add(record.handle());
            }
        }
        return taken;
    }

    private boolean isAbandoned(JobRecord record) {
        String node = owner.substring(0, owner.lastIndexOf('/') + 1);
        boolean ofAnEarlierLife = record.owner().startsWith(node) && !record.owner().equals(owner);
        return ofAnEarlierLife || record.leaseUntil().isBefore(clock.instant());
    }

    /**
     * Forgets what was over long ago. May block.
     *
     * @return how many records
     */
    public int purge(Duration age) throws Exception {
        return repository.purge(clock.instant().minus(age));
    }

    /** The service's answer is final. */
    void over(JobRecord last, JobState state) throws Exception {
        replace(next(last, state, clock.instant(), last.handle()));
    }

    /** Nobody knows whether the submit was processed: others need not wait to find out. */
    void giveUp(JobRecord claim) throws Exception {
        replace(next(claim, JobState.CLAIMED, clock.instant(), null));
    }

    /** Nothing was bought, or nobody can ask for it again. */
    void forget(JobRecord last) throws Exception {
        repository.remove(last.key(), last.version());
    }

    /** A job that was found by its handle has come to its end. */
    void over(JobHandle handle, JobState state) throws Exception {
        Optional<JobRecord> known =
                handle.idempotencyKey() == null
                        ? Optional.empty()
                        : repository.find(handle.idempotencyKey());
        if (known.isPresent()
                && known.get().handle() != null
                && known.get().handle().jobId().equals(handle.jobId())) {
            over(known.get(), state);
        }
    }

    /** Jobs that other exchanges or nodes are waiting for. */
    CompletableFuture<List<String>> jobsOfOthers(int limit) {
        return call(
                () ->
                        repository.unfinished(limit).stream()
                                .map(JobRecord::handle)
                                .filter(handle -> handle != null)
                                .map(JobHandle::jobId)
                                .toList());
    }

    private JobRecord next(JobRecord last, JobState state, Instant leaseUntil, JobHandle handle) {
        return new JobRecord(
                last.key(),
                last.version() + 1,
                state,
                last.fingerprint(),
                owner,
                leaseUntil,
                last.createdAt(),
                clock.instant(),
                handle);
    }

    private JobRecord replace(JobRecord next) throws Exception {
        if (!repository.replace(next)) {
            throw new IllegalStateException(
                    "another node has gone on with the purchase, or its record is gone");
        }
        return next;
    }

    private <T> CompletableFuture<T> call(Callable<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            executor.execute(
                    () -> {
                        try {
                            future.complete(work.call());
                        } catch (Exception | Error e) {
                            future.completeExceptionally(e);
                        }
                    });
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(e);
        }
        return future;
    }
}
