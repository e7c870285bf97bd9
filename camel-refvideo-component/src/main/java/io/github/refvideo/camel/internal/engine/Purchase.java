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

import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.engine.PurchaseStore.Opening;
import io.github.refvideo.camel.internal.engine.PurchaseStore.OpeningKind;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.PurchaseEvent;
import io.github.refvideo.camel.repository.PurchaseEvent.AnswerLost;
import io.github.refvideo.camel.repository.PurchaseEvent.HandleTaken;
import io.github.refvideo.camel.repository.PurchaseEvent.JobFailed;
import io.github.refvideo.camel.repository.PurchaseEvent.SubmitStarted;
import io.github.refvideo.camel.repository.PurchaseEvent.VideoDelivered;
import io.github.refvideo.camel.repository.PurchaseEvent.VideoTaken;
import io.github.refvideo.camel.repository.PurchaseState;
import io.github.refvideo.camel.repository.PurchaseState.InFlight;
import io.github.refvideo.camel.repository.PurchaseState.NotSent;
import io.github.refvideo.camel.repository.PurchaseState.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One purchase as one attempt knows it: its state, its record in the repository and the lease on
 * it. The state here may be ahead of the record, never behind it.
 *
 * <p>Thread-safe. Updates of the record are serialized, so a lease renewal cannot conflict with the
 * acknowledgement.
 */
final class Purchase {

    private final PurchaseStore store;
    private final String key;
    private final String fingerprint;
    private final String message;
    private final String owner;
    private final JobRecord.@Nullable Webhook webhook;

    // Guarded by this.
    private PurchaseState state;
    private JobRecord stored;
    private final List<PurchaseEvent> unwritten = new ArrayList<>();
    private boolean owned;
    private boolean submitting;
    private boolean closed;
    private boolean released;
    private @Nullable String webhookSecret;
    private long leaseNanos;
    private Duration remaining = Duration.ZERO;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private Timer.Cancellable renewal = () -> {};

    /**
     * @param message prefix of the owners of all attempts of the message
     * @param owner of this attempt
     * @param webhook of the record, if this attempt creates it
     */
    private Purchase(
            PurchaseStore store,
            String key,
            String fingerprint,
            String message,
            String owner,
            JobRecord.@Nullable Webhook webhook) {
        this.store = store;
        this.key = key;
        this.fingerprint = fingerprint;
        this.message = message;
        this.owner = owner;
        this.webhook = webhook;
    }

    /** A purchase that is not open yet. */
    static Purchase create(PurchaseStore store, PurchaseRequest request) {
        return new Purchase(
                store,
                request.key(),
                request.fingerprint(),
                store.ownerPrefix(request.message()),
                store.newOwner(request.message()),
                request.callbackUrl() == null
                        ? null
                        : new JobRecord.Webhook(request.callbackUrl(), null, null));
    }

    /** A new attempt at the purchase of a record. */
    static Purchase create(PurchaseStore store, JobRecord record, String message) {
        return new Purchase(
                store,
                record.key(),
                record.fingerprint(),
                store.ownerPrefix(message),
                store.newOwner(message),
                null);
    }

    String key() {
        return key;
    }

    String fingerprint() {
        return fingerprint;
    }

    /** The owner under which this attempt holds the record. */
    String owner() {
        return owner;
    }

    /** The webhook of the record, if this attempt creates it. */
    JobRecord.@Nullable Webhook webhook() {
        return webhook;
    }

    /** Where the service reports the end of the job; null to poll. The same for every attempt. */
    synchronized @Nullable String callbackUrl() {
        return stored.webhook() == null ? null : stored.webhook().url();
    }

    /** The service signs the event of the job with this secret; null if it sends none. */
    synchronized void signedWith(@Nullable String secret) {
        webhookSecret = secret;
        stored = withSecret(stored);
    }

    /** Adds the secret that this attempt received. It is written with the next change. */
    private JobRecord withSecret(JobRecord record) {
        JobRecord.Webhook known = record.webhook();
        return known == null || webhookSecret == null
                ? record
                : record.withWebhook(
                        new JobRecord.Webhook(known.url(), webhookSecret, known.receivedAt()));
    }

    /** Whether the service is to report the end of the job, and has not done so yet. */
    synchronized boolean expectsEvent() {
        JobRecord.Webhook known = stored == null ? null : stored.webhook();
        return known != null && known.secret() != null && known.receivedAt() == null;
    }

    /** Whether a record belongs to the message of this attempt. */
    boolean isOwner(JobRecord record) {
        return record.owner().startsWith(message);
    }

    /** What may have been paid; null before the purchase is open. */
    synchronized @Nullable PurchaseState state() {
        return state;
    }

    /** The record as it was last read or written. */
    synchronized JobRecord stored() {
        return stored;
    }

    /**
     * What to write.
     *
     * @param base the record that it follows
     * @param events the number of events that the state contains and the record does not
     */
    record Unwritten(JobRecord base, PurchaseState state, int events) {}

    synchronized Unwritten unwritten() {
        return new Unwritten(stored, state, unwritten.size());
    }

    /** The record was written. */
    synchronized void written(JobRecord record, int events) {
        stored = record;
        unwritten.subList(0, events).clear();
    }

    /**
     * Another attempt has written the record. Applies the events of this attempt to it, except
     * those that its state rules out.
     *
     * @return whether the record lacks an event of this attempt
     */
    synchronized boolean rebase(JobRecord there) {
        boolean takenMeanwhile =
                there.state() instanceof Taken && !(stored.state() instanceof Taken);
        stored = withSecret(there);
        state = there.state();
        for (PurchaseEvent event : unwritten) {
            // A delivery that preceded the other exchange's completion must not reopen it.
            boolean outdated = takenMeanwhile && event instanceof VideoDelivered;
            if (state.allows(event) && !outdated) {
                state = state.on(event);
            }
        }
        return !state.equals(there.state());
    }

    /** Whether this message no longer holds the record. */
    synchronized boolean isReleased() {
        return released;
    }

    synchronized void setReleased(boolean value) {
        released = value;
    }

    /** How long the exchange may still wait. */
    synchronized Duration remaining() {
        return remaining;
    }

    /** Reads the record of the purchase, or acquires the lease on it. */
    CompletableFuture<Opening> open() {
        return serialized(
                () ->
                        store.open(this)
                                .thenApply(
                                        opening -> {
                                            opened(opening);
                                            return opening;
                                        }));
    }

    void opened(Opening opening) {
        boolean tooLate;
        synchronized (this) {
            if (opening.record() == null && opening.state() == null) {
                return;
            }
            state = opening.state();
            stored = opening.record();
            owned = opening.owned();
            submitting = opening.kind() == OpeningKind.HELD;
            leaseNanos = opening.askedNanos();
            tooLate = closed && submitting;
        }
        if (tooLate) {
            // The attempt ended during the call.
            releaseLease(state());
        } else {
            renewLater();
        }
    }

    /** Changes the state at once; the record follows with the next {@link #save}. */
    synchronized void apply(PurchaseEvent event) {
        state = state.on(event);
        unwritten.add(event);
    }

    // ---- the lease, while the submit is not acknowledged

    /** A long upload must not look like a dead process. */
    private synchronized void renewLater() {
        if (submitting && !closed) {
            renewal.cancel();
            renewal = store.timer().after(store.lease().dividedBy(3), this::renew);
        }
    }

    private void renew() {
        synchronized (this) {
            if (!submitting || closed) {
                return;
            }
        }
        serialized(this::renewNow).whenComplete((held, failure) -> renewLater());
    }

    private CompletableFuture<Boolean> renewNow() {
        long asked = store.timer().nanoTime();
        PurchaseState now;
        synchronized (this) {
            if (!submitting || closed) {
                return CompletableFuture.completedFuture(true);
            }
            now =
                    stored.state() instanceof InFlight && state instanceof NotSent
                            ? stored.state()
                            : state;
        }
        return store.renew(this, now).thenApply(written -> renewed(written, asked));
    }

    private synchronized boolean renewed(JobRecord written, long asked) {
        if (written == null) {
            // Another process has taken the purchase over.
            submitting = false;
            owned = false;
            return false;
        }
        stored = written;
        leaseNanos = asked;
        return true;
    }

    /** Whether no other process can have taken the purchase over. Does not block. */
    synchronized boolean isLeaseCertain() {
        long age = store.timer().nanoTime() - leaseNanos;
        return submitting && !closed && age < store.lease().toNanos() * 3 / 4;
    }

    /**
     * Records that the submit is about to be sent, before it is.
     *
     * @return false when another process has taken the purchase over: nothing may be sent then
     */
    CompletableFuture<Boolean> readyToSend() {
        return serialized(
                () -> {
                    synchronized (this) {
                        if (!submitting) {
                            return CompletableFuture.completedFuture(false);
                        }
                        boolean recorded = stored.state().isUncertain();
                        if (recorded && isLeaseCertain()) {
                            return CompletableFuture.completedFuture(true);
                        }
                    }
                    long asked = store.timer().nanoTime();
                    PurchaseState next = state().on(new SubmitStarted(store.now()));
                    return store.renew(this, next).thenApply(written -> renewed(written, asked));
                });
    }

    /** The submit is being sent. */
    void submitStarted() {
        apply(new SubmitStarted(store.now()));
    }

    /** The submit received no usable answer. */
    void answerLost() {
        apply(new AnswerLost(store.now()));
    }

    /**
     * The service acknowledged the job, or the job ran to its end inside the submit. To be saved
     * with {@link #saveAcknowledged}.
     */
    synchronized void acknowledged(PurchaseEvent event, Duration left) {
        apply(event);
        submitting = false;
        remaining = left;
        renewal.cancel();
    }

    CompletableFuture<Void> saveAcknowledged() {
        return save(false);
    }

    // ---- the end

    /**
     * Ends the attempt. If nothing was submitted, the key becomes free; a submit that may have been
     * processed releases the lease; an acknowledged job stays with this message until {@link
     * #receipt} records the result of the exchange.
     *
     * @param jobFailed whether the service's final answer was that there is no video
     * @return completes when the record is written
     */
    CompletableFuture<Void> close(boolean jobFailed) {
        PurchaseState now;
        boolean holder;
        synchronized (this) {
            renewal.cancel();
            boolean first = !closed;
            closed = true;
            if (!first || state == null) {
                return CompletableFuture.completedFuture(null);
            }
            holder = submitting;
            if (jobFailed) {
                apply(new JobFailed());
            }
            now = state;
        }
        if (holder) {
            return releaseLease(now);
        }
        return now.name().equals(stored().state().name())
                ? CompletableFuture.completedFuture(null)
                : save(false);
    }

    /** Ends the lease of a purchase whose submit was not acknowledged. */
    private CompletableFuture<Void> releaseLease(PurchaseState now) {
        return now instanceof NotSent ? serialized(() -> store.remove(this)) : save(false);
    }

    /** The video is handed to the exchange; recorded when the exchange completes or fails. */
    void delivered() {
        apply(new VideoDelivered());
    }

    /** Records the result of the exchange. */
    PurchaseReceipt receipt(CompletionPoint reached) {
        return new PurchaseReceipt() {
            @Override
            public void exchangeCompleted() {
                if (state() != null && state().handle() != null
                        || state() instanceof PurchaseState.VideoAvailable) {
                    apply(
                            reached == CompletionPoint.SUBMITTED
                                    ? new HandleTaken()
                                    : new VideoTaken());
                    save(true);
                }
            }

            @Override
            public boolean exchangeFailed() {
                PurchaseState now = state();
                boolean open =
                        now != null
                                && (now.isOpen()
                                        || now.handle() == null
                                                && now instanceof PurchaseState.VideoAvailable);
                // A video that was taken before is open again until this exchange completes.
                if (open && (isOwned() || stored().state().isFinished())) {
                    save(true);
                }
                return open || now instanceof PurchaseState.HandedOut;
            }
        };
    }

    private synchronized boolean isOwned() {
        return owned;
    }

    private CompletableFuture<Void> save(boolean release) {
        return serialized(() -> store.save(this, release));
    }

    /**
     * Runs an update after the previous one has ended. Cancelling the result does not cancel the
     * update. No lock is held while the update runs: the repository may block.
     */
    private <T> CompletableFuture<T> serialized(Supplier<CompletableFuture<T>> update) {
        CompletableFuture<T> done = new CompletableFuture<>();
        // Before later updates can wait for it, because this may run out of memory.
        CompletableFuture<T> result = done.copy();
        CompletableFuture<?> previous;
        synchronized (this) {
            previous = last;
            last = done;
        }
        if (previous.isDone()) {
            start(update, done);
        } else {
            try {
                previous.whenComplete((value, failure) -> start(update, done));
            } catch (OutOfMemoryError e) {
                // Later updates must not wait for this one.
                done.completeExceptionally(e);
                throw e;
            }
        }
        return result;
    }

    private static <T> void start(
            Supplier<CompletableFuture<T>> update, CompletableFuture<T> done) {
        try {
            update.get().whenComplete((value, failure) -> Futures.complete(done, value, failure));
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }
}
