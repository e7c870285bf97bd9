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
import java.util.concurrent.atomic.AtomicLong;

/**
 * The engine's use of the repository: who may submit under a key, and what became of it. All that
 * may block runs on the executor.
 *
 * <p>Thread-safe.
 */
public final class JobBook {

    private static final int MOST_PURGED = 10_000;

    private final VideoJobRepository repository;
    private final Executor executor;
    private final String owner;
    private final Duration lease;
    private final InstantSource clock;
    private final AtomicLong claims = new AtomicLong();
    private final UnansweredClaims unanswered = new UnansweredClaims();

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
        // Each claim has an owner of its own: a write whose answer got lost is known by it.
        String me = somebody();
        JobRecord mine =
                new JobRecord(
                        purchase.idempotencyKey(),
                        1,
                        JobState.CLAIMED,
                        purchase.fingerprint(),
                        me,
                        now.plus(lease),
                        now,
                        now,
                        null);
        Optional<JobRecord> there = create(mine);
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
        boolean neverUsed = unanswered.is(known);
        if (!neverUsed && known.leaseUntil().isAfter(now)) {
            return new Claim(Claim.Kind.BUSY, known);
        }
        JobRecord taken = next(known, me, JobState.CLAIMED, now.plus(lease), null);
        if (!repository.replace(taken)) {
            return new Claim(Claim.Kind.BUSY, known);
        }
        return neverUsed
                ? new Claim(Claim.Kind.MINE, taken)
                : new Claim(Claim.Kind.TAKEN_OVER, taken, known.leaseUntil());
    }

    private String somebody() {
        return owner + "/" + claims.incrementAndGet();
    }

    /** Nothing is submitted under a claim whose answer got lost, even if it was written. */
    private Optional<JobRecord> create(JobRecord mine) throws Exception {
        try {
            return repository.create(mine);
        } catch (Exception | Error e) {
            unanswered.add(mine);
            throw e;
        }
    }

    /** Keeps others away from a claim for another while. */
    CompletableFuture<JobRecord> renew(JobRecord claim) {
        return call(() -> replace(claim, JobState.CLAIMED, clock.instant().plus(lease), null));
    }

    /**
     * Writes down the job as soon as it is known.
     *
     * @param state whether somebody here waits for it
     * @param wait for how long; after that anybody may
     */
    CompletableFuture<JobRecord> submitted(
            JobRecord claim, JobHandle handle, JobState state, Duration wait) {
        return call(() -> replace(claim, state, clock.instant().plus(wait), handle));
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
                                    somebody(),
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
        boolean ofAnEarlierLife =
                record.owner().startsWith(node) && !record.owner().startsWith(owner + "/");
        return ofAnEarlierLife || record.leaseUntil().isBefore(clock.instant());
    }

    /**
     * Forgets what was last changed long ago: what is over, and what nobody went on with, since no
     * service keeps a job for ever. May block.
     *
     * @return how many records
     */
    public int purge(Duration age) throws Exception {
        Instant now = clock.instant();
        int gone = repository.purge(now.minus(age));
        for (JobRecord record : repository.unfinished(MOST_PURGED)) {
            if (record.updatedAt().isBefore(now.minus(age))
                    && record.leaseUntil().isBefore(now)
                    && repository.remove(record.key(), record.version())) {
                gone++;
            }
        }
        return gone;
    }

    /** The service's answer is final. */
    CompletableFuture<JobRecord> over(JobRecord last, JobState state, JobHandle handle) {
        return call(() -> replace(last, state, clock.instant(), handle));
    }

    /** What became of a purchase that somebody else has the claim of. */
    CompletableFuture<JobRecord> told(JobRecord there, JobState state, JobHandle handle) {
        return call(
                () -> {
                    Instant now = clock.instant();
                    JobRecord next = next(there, somebody(), state, now, handle);
                    return repository.replace(next) ? next : overAnyway(there, state);
                });
    }

    /** Two that waited for one job: the other one was faster. */
    private JobRecord overAnyway(JobRecord last, JobState state) throws Exception {
        return repository
                .find(last.key())
                .filter(there -> there.state().over() && state.over())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "another node has gone on with the purchase, or its record"
                                                + " is gone"));
    }

    /** Nobody knows whether the submit was processed: others need not wait to find out. */
    CompletableFuture<JobRecord> giveUp(JobRecord claim) {
        return call(() -> replace(claim, JobState.CLAIMED, clock.instant(), null));
    }

    /** Nothing was bought, or nobody can ask for it again. */
    CompletableFuture<JobRecord> forget(JobRecord last) {
        return call(
                () -> {
                    if (!repository.remove(last.key(), last.version())) {
                        JobRecord mine = mine(last);
                        if (mine != null) {
                            repository.remove(mine.key(), mine.version());
                        }
                    }
                    return null;
                });
    }

    /** The record of a purchase that somebody goes on with by its handle; gives null for none. */
    CompletableFuture<JobRecord> find(String key) {
        return call(() -> repository.find(key).orElse(null));
    }

    /**
     * What exchanges with other keys, here or elsewhere, are busy with.
     *
     * @param most more than this are an error, for the newest would be left out
     */
    CompletableFuture<List<JobRecord>> others(String key, int most) {
        return call(
                () -> {
                    List<JobRecord> unfinished = repository.unfinished(most);
                    if (unfinished.size() == most) {
                        throw new IllegalStateException("more than " + most + " unfinished jobs");
                    }
                    return unfinished.stream().filter(record -> !record.key().equals(key)).toList();
                });
    }

    private JobRecord replace(JobRecord last, JobState state, Instant leaseUntil, JobHandle handle)
            throws Exception {
        JobRecord next = next(last, last.owner(), state, leaseUntil, handle);
        if (repository.replace(next)) {
            return next;
        }
        JobRecord mine = mine(last);
        JobRecord again = mine == null ? null : next(mine, mine.owner(), state, leaseUntil, handle);
        return again != null && repository.replace(again) ? again : overAnyway(last, state);
    }

    /** Only the holder of a claim writes under its name: an earlier answer got lost. */
    private JobRecord mine(JobRecord last) throws Exception {
        return repository
                .find(last.key())
                .filter(there -> there.owner().equals(last.owner()))
                .orElse(null);
    }

    private JobRecord next(
            JobRecord last, String by, JobState state, Instant leaseUntil, JobHandle handle) {
        return new JobRecord(
                last.key(),
                last.version() + 1,
                state,
                last.fingerprint(),
                by,
                leaseUntil,
                last.createdAt(),
                clock.instant(),
                handle);
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
