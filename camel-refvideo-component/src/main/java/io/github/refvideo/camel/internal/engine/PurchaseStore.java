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

import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.BoundedMap;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.PurchaseState;
import io.github.refvideo.camel.repository.PurchaseState.InFlight;
import io.github.refvideo.camel.repository.PurchaseState.MaybeProcessed;
import io.github.refvideo.camel.repository.PurchaseState.NotSent;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.JobHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's use of the job repository: leases on purchases, their states, and the heartbeat of
 * this process. Everything that may block runs on the executor. All times are by the repository's
 * clock.
 *
 * <p>Thread-safe.
 */
public final class PurchaseStore {

    private static final Logger LOG = LoggerFactory.getLogger(PurchaseStore.class);

    /** With heartbeats, an exchange keeps its job until it completes or its process dies. */
    private static final Duration UNTIL_RELEASED = Duration.ofDays(30);

    /** Without heartbeats, an exchange keeps its job for its own deadline and this margin. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Duration SAVE_AGAIN = Duration.ofSeconds(5);
    private static final Duration MAX_RESUME_PAUSE = Duration.ofHours(1);
    private static final int MAX_DOUBLED = 20;
    private static final int MAX_UNSAVED = 10_000;
    private static final int MAX_WRITES = 3;
    private static final int MAX_LISTED = 50_000;

    private final VideoJobRepository repository;
    private final RepositoryCalls calls;
    private final ProcessHeartbeat heartbeat;
    private final WebhookEvents webhooks;
    private final Timer timer;
    private final String process;
    private final Duration lease;
    private final AtomicLong owners = new AtomicLong();
    private final BoundedMap<String, String> neverSent = new BoundedMap<>(MAX_UNSAVED);
    private final BoundedMap<String, Integer> resumeFailures = new BoundedMap<>(MAX_UNSAVED);
    private final Map<String, Purchase> unsaved = new ConcurrentHashMap<>();

    /**
     * @param executor for calls that may block
     * @param process a name that no other process which shares the repository ever has
     * @param lease how long a lease lasts without being renewed
     */
    public PurchaseStore(
            VideoJobRepository repository,
            Executor executor,
            Timer timer,
            String process,
            Duration lease) {
        this.repository = repository;
        this.calls = new RepositoryCalls(executor);
        this.heartbeat = new ProcessHeartbeat(repository, calls, timer, process, lease);
        this.webhooks = new WebhookEvents(repository, calls, timer, heartbeat::now);
        this.timer = timer;
        this.process = process;
        this.lease = lease;
    }

    /** The result of {@link #open}. */
    enum OpeningKind {
        /** This attempt holds the lease and may submit. */
        HELD,
        /** Another attempt holds the lease. */
        BUSY,
        /** The job is known, or has ended. */
        KNOWN,
        /** The key was used for another request. */
        KEY_MISMATCH
    }

    /**
     * What the repository answered.
     *
     * @param record null when busy, or when the key belongs to another request; so is the state
     * @param askedNanos when the repository was asked, on the monotonic clock: the lease starts
     *     then
     * @param owned whether the record belongs to this message
     */
    record Opening(
            OpeningKind kind,
            @Nullable JobRecord record,
            @Nullable PurchaseState state,
            long askedNanos,
            boolean owned) {

        private static Opening held(JobRecord record, long askedNanos) {
            return new Opening(OpeningKind.HELD, record, record.state(), askedNanos, true);
        }

        private static Opening known(JobRecord record, PurchaseState state, boolean owned) {
            return new Opening(OpeningKind.KNOWN, record, state, 0, owned);
        }

        private static Opening busy() {
            return new Opening(OpeningKind.BUSY, null, null, 0, false);
        }
    }

    Timer timer() {
        return timer;
    }

    Duration lease() {
        return lease;
    }

    /** Prefix of the owners of all attempts of one message. */
    String ownerPrefix(String message) {
        return process + "/" + message + ".";
    }

    /** The owner of a new attempt of a message. */
    String newOwner(String message) {
        return ownerPrefix(message) + owners.incrementAndGet();
    }

    /** The repository's time, extrapolated from the last reading. Does not block. */
    Instant now() {
        return heartbeat.now();
    }

    /** The events that services send to webhooks. */
    public WebhookEvents webhooks() {
        return webhooks;
    }

    // ---- one purchase

    /** Reads the record of a purchase, or acquires the lease on it. */
    CompletableFuture<Opening> open(Purchase purchase) {
        return calls.run(() -> openNow(purchase));
    }

    private Opening openNow(Purchase purchase) throws Exception {
        heartbeat.start();
        Purchase earlier = unsaved.get(purchase.key());
        if (earlier != null && !save(earlier) && earlier.state().handle() != null) {
            // The repository is unreachable, but this process knows the job.
            return Opening.known(earlier.stored(), earlier.state(), false);
        }
        long asked = timer.nanoTime();
        Instant now = now();
        JobRecord mine =
                new JobRecord(
                        purchase.key(),
                        1,
                        new NotSent(),
                        purchase.fingerprint(),
                        purchase.owner(),
                        now.plus(lease),
                        now,
                        now,
                        purchase.webhook());
        Optional<JobRecord> there;
        try {
            there = repository.create(mine);
        } catch (Exception | Error e) {
            neverSent.put(purchase.key(), purchase.owner());
            throw e;
        }
        if (there.isEmpty()) {
            return Opening.held(mine, asked);
        }
        JobRecord known = there.get();
        if (!known.fingerprint().equals(purchase.fingerprint())) {
            return new Opening(OpeningKind.KEY_MISMATCH, null, null, 0, false);
        }
        return known.state() instanceof NotSent || known.state().isUncertain()
                ? takeOver(purchase, known, now, asked)
                : attach(purchase, known, now);
    }

    private Opening takeOver(Purchase purchase, JobRecord known, Instant now, long asked)
            throws Exception {
        if (purchase.state() != null && known.owner().equals(purchase.owner())) {
            return keepLease(purchase, known, now, asked);
        }
        boolean unsent = known.owner().equals(neverSent.get(known.key()));
        if (!unsent && known.leaseUntil().isAfter(now)) {
            return Opening.busy();
        }
        PurchaseState state = known.state();
        if (unsent) {
            state = state instanceof InFlight ? new NotSent() : state;
        } else if (state instanceof InFlight sent) {
            state = new MaybeProcessed(sent.since(), known.leaseUntil());
        }
        JobRecord taken = next(known, state, purchase.owner(), now.plus(lease));
        return repository.replace(taken) ? Opening.held(taken, asked) : Opening.busy();
    }

    /**
     * This attempt was no longer certain of its lease, but no other attempt has taken it. The
     * attempt knows whether it has sent anything; the record still says that it may have, as in a
     * renewal.
     */
    private Opening keepLease(Purchase purchase, JobRecord known, Instant now, long asked)
            throws Exception {
        PurchaseState state = purchase.state();
        PurchaseState recorded = state instanceof NotSent ? known.state() : state;
        JobRecord kept = next(known, recorded, purchase.owner(), now.plus(lease));
        return repository.replace(kept)
                ? new Opening(OpeningKind.HELD, kept, state, asked, true)
                : Opening.busy();
    }

    private Opening attach(Purchase purchase, JobRecord known, Instant now) throws Exception {
        if (known.state().isOpen()
                && !purchase.isOwner(known)
                && heartbeat.isAbandoned(known, now, repository.liveProcesses())) {
            JobRecord taken =
                    next(known, known.state(), purchase.owner(), now.plus(UNTIL_RELEASED));
            if (repository.replace(taken)) {
                return Opening.known(taken, taken.state(), true);
            }
        }
        return Opening.known(known, known.state(), purchase.isOwner(known));
    }

    /**
     * Finds the purchase that a handle belongs to.
     *
     * @return null when the repository does not know it
     */
    CompletableFuture<@Nullable Purchase> find(JobHandle job, String message) {
        if (job.idempotencyKey() == null || job.idempotencyKey().isBlank()) {
            return CompletableFuture.completedFuture(null);
        }
        return calls.run(
                () -> {
                    heartbeat.start();
                    JobRecord found = repository.find(job.idempotencyKey()).orElse(null);
                    if (found == null
                            || found.handle() == null
                            // A handle is untrusted input and may name any key.
                            || !found.handle().jobId().equals(job.jobId())) {
                        return null;
                    }
                    Purchase purchase = Purchase.create(this, found, message);
                    purchase.opened(attach(purchase, found, now()));
                    return purchase;
                });
    }

    /** The handle of the purchase, if its job is already known; otherwise null. */
    CompletableFuture<@Nullable JobHandle> peek(String key, String fingerprint) {
        Purchase earlier = unsaved.get(key);
        if (earlier != null && earlier.state().handle() != null) {
            return CompletableFuture.completedFuture(earlier.state().handle());
        }
        return calls.run(
                () ->
                        repository
                                .find(key)
                                .filter(record -> record.fingerprint().equals(fingerprint))
                                .map(JobRecord::handle)
                                .orElse(null));
    }

    /** Whether a submit for the purchase may have been sent, by any process. */
    CompletableFuture<Boolean> maybeSent(String key) {
        Purchase earlier = unsaved.get(key);
        if (earlier != null && !(earlier.state() instanceof NotSent)) {
            return CompletableFuture.completedFuture(true);
        }
        return calls.run(
                () ->
                        repository
                                .find(key)
                                .filter(record -> !(record.state() instanceof NotSent))
                                .isPresent());
    }

    /**
     * Renews the lease on a purchase whose submit is not acknowledged, and writes its state.
     *
     * @return null when another process has taken the purchase over
     */
    CompletableFuture<@Nullable JobRecord> renew(Purchase purchase, PurchaseState state) {
        return calls.run(
                () -> {
                    JobRecord next =
                            next(purchase.stored(), state, purchase.owner(), now().plus(lease));
                    if (repository.replace(next)) {
                        return next;
                    }
                    // The answer to an earlier write may have been lost.
                    JobRecord there = repository.find(next.key()).orElse(null);
                    if (there == null || !there.owner().equals(purchase.owner())) {
                        return null;
                    }
                    JobRecord again = next(there, state, purchase.owner(), now().plus(lease));
                    return repository.replace(again) ? again : null;
                });
    }

    /** Writes the state of a purchase, now or as soon as the repository can be reached. */
    CompletableFuture<Void> save(Purchase purchase, boolean release) {
        purchase.setReleased(release);
        return calls.runAlsoAfterShutdown(
                () -> {
                    if (!save(purchase)) {
                        saveLater(purchase);
                    }
                    return null;
                });
    }

    private boolean save(Purchase purchase) {
        try {
            write(purchase);
            unsaved.remove(purchase.key(), purchase);
            return true;
        } catch (Exception | LinkageError e) {
            LOG.warn(
                    "Could not update the job repository with state {} of job {}: {}",
                    purchase.state().name(),
                    purchase.state().handle() == null
                            ? "(no id)"
                            : purchase.state().handle().jobId(),
                    e.toString());
            return false;
        }
    }

    private void saveLater(Purchase purchase) {
        if (heartbeat.isStopped() || unsaved.size() >= MAX_UNSAVED) {
            return;
        }
        unsaved.put(purchase.key(), purchase);
        timer.after(
                SAVE_AGAIN,
                () ->
                        calls.run(
                                () -> {
                                    if (unsaved.get(purchase.key()) == purchase
                                            && !save(purchase)) {
                                        saveLater(purchase);
                                    }
                                    return null;
                                }));
    }

    private void write(Purchase purchase) throws Exception {
        for (int attempt = 1; attempt <= MAX_WRITES; attempt++) {
            Purchase.Unwritten now = purchase.unwritten();
            PurchaseState state = now.state();
            JobRecord next = next(now.base(), state, purchase.owner(), leaseUntil(purchase, state));
            if (repository.replace(next)) {
                purchase.written(next, now.events());
                return;
            }
            JobRecord there = repository.find(now.base().key()).orElse(null);
            if (there == null || !purchase.rebase(there) && !purchase.isOwner(there)) {
                // Removed, or another message owns it and its record contains all that happened
                // here.
                return;
            }
        }
    }

    private Instant leaseUntil(Purchase purchase, PurchaseState state) {
        if (purchase.isReleased() || state.isFinished() || state instanceof MaybeProcessed) {
            return now();
        }
        if (!state.isOpen()) {
            return now().plus(lease);
        }
        return now().plus(heartbeat.isKept() ? UNTIL_RELEASED : purchase.remaining().plus(MARGIN));
    }

    /** Removes the record because nothing was submitted: the key is free again. */
    CompletableFuture<Void> remove(Purchase purchase) {
        return calls.runAlsoAfterShutdown(
                () -> {
                    JobRecord last = purchase.stored();
                    neverSent.put(last.key(), purchase.owner());
                    if (!repository.remove(last.key(), last.version())) {
                        Optional<JobRecord> there = repository.find(last.key());
                        if (there.isPresent() && there.get().owner().equals(purchase.owner())) {
                            repository.remove(last.key(), there.get().version());
                        }
                    }
                    return null;
                });
    }

    private JobRecord next(JobRecord last, PurchaseState state, String owner, Instant leaseUntil) {
        return new JobRecord(
                last.key(),
                last.version() + 1,
                state,
                last.fingerprint(),
                owner,
                leaseUntil,
                last.createdAt(),
                now(),
                last.webhook());
    }

    // ---- all purchases

    /** All records that changed since a time, in any state. */
    CompletableFuture<List<JobRecord>> changedSince(Instant since) {
        return calls.run(
                () -> {
                    List<JobRecord> records = repository.changedSince(since, MAX_LISTED);
                    if (records.size() == MAX_LISTED) {
                        throw new IllegalStateException("more than " + MAX_LISTED + " records");
                    }
                    return records;
                });
    }

    /**
     * Takes over jobs that are paid for and that no living process works on. Blocks.
     *
     * @param message identifies the consumer
     * @param wait how long a job is not offered again, unless it is released
     * @param retention older jobs are skipped; {@link #purge} deletes them
     * @param max the maximum number
     */
    public List<ResumableJob> takeOver(String message, Duration wait, Duration retention, int max)
            throws Exception {
        heartbeat.start();
        Instant now = heartbeat.readNow();
        Optional<Set<String>> live = repository.liveProcesses();
        List<ResumableJob> taken = new ArrayList<>();
        for (JobRecord record : repository.unfinished(MAX_LISTED)) {
            if (taken.size() == max) {
                break;
            }
            if (record.state().isOpen()
                    && record.createdAt().isAfter(now.minus(retention))
                    && heartbeat.isAbandoned(record, now, live)) {
                JobRecord mine = next(record, record.state(), newOwner(message), now.plus(wait));
                if (repository.replace(mine)) {
                    taken.add(new ResumableJob(mine.handle(), delay -> release(mine, delay)));
                }
            }
        }
        return taken;
    }

    /**
     * Makes a job that was taken over available again, unless its record has changed: at once after
     * the first failure, then after a delay that doubles with each failure.
     */
    private void release(JobRecord taken, Duration delay) {
        calls.runAlsoAfterShutdown(
                () -> {
                    JobRecord there = repository.find(taken.key()).orElse(null);
                    if (there != null
                            && there.owner().equals(taken.owner())
                            && there.state().isOpen()) {
                        Instant again = now().plus(pause(taken.key(), delay));
                        repository.replace(next(there, there.state(), there.owner(), again));
                    }
                    return null;
                });
    }

    private Duration pause(String key, Duration delay) {
        Integer before = resumeFailures.get(key);
        int failures = before == null ? 1 : Math.min(before + 1, MAX_DOUBLED);
        resumeFailures.put(key, failures);
        Duration pause = delay.multipliedBy((1L << failures - 1) - 1);
        return pause.compareTo(MAX_RESUME_PAUSE) < 0 ? pause : MAX_RESUME_PAUSE;
    }

    /**
     * Deletes finished and abandoned records that were last changed more than {@code age} ago:
     * services keep a job for a limited time only. Blocks.
     *
     * @return the number of deleted records
     */
    public int purge(Duration age) throws Exception {
        Instant now = heartbeat.readNow();
        Instant before = now.minus(age);
        Optional<Set<String>> live = repository.liveProcesses();
        int deleted = repository.purge(before);
        for (JobRecord record : repository.unfinished(MAX_LISTED)) {
            if (createdOrChanged(record).isBefore(before)
                    && heartbeat.isAbandoned(record, now, live)
                    && repository.remove(record.key(), record.version())) {
                deleted++;
                if (record.state().isOpen()) {
                    LOG.warn(
                            "The video of job {} was paid for and not taken within {}"
                                    + " (jobRetention); its record was deleted",
                            record.handle().jobId(),
                            age);
                }
            }
        }
        return deleted;
    }

    /**
     * Each offer of {@code refvideo:resume} changes an open purchase, and must not prolong its
     * retention.
     */
    private static Instant createdOrChanged(JobRecord record) {
        return record.state().isOpen() ? record.createdAt() : record.updatedAt();
    }

    /** Waits for pending writes, at most for {@code limit}, and ends the heartbeat. Blocks. */
    public void stop(Duration limit) {
        heartbeat.stop(limit);
    }

    /** A job that {@code refvideo:resume} can continue. */
    public static final class ResumableJob {

        private final JobHandle handle;
        private final Consumer<Duration> release;

        ResumableJob(JobHandle handle, Consumer<Duration> release) {
            this.handle = handle;
            this.release = release;
        }

        public JobHandle handle() {
            return handle;
        }

        /**
         * The exchange failed: the job is available again, unless its video was taken meanwhile.
         *
         * @param delay between two polls; a job that fails repeatedly is offered less often
         */
        public void release(Duration delay) {
            release.accept(delay);
        }
    }
}
