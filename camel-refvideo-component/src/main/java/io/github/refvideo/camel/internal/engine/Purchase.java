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
import io.github.refvideo.camel.spi.JobHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One purchase as one attempt knows it: its state, its record in the repository and the lease on
 * it. The state here may be ahead of the record, never behind it.
 *
 * <p>Thread-safe. Updates of the record are serialized, so a lease renewal cannot conflict with the
 * acknowledgement.
 */
final class Purchase implements StoredPurchase {

    private final PurchaseStore store;
    private final String key;
    private final String fingerprint;
    private final String message;
    private final String owner;

    // Guarded by this.
    private PurchaseState state;
    private JobRecord stored;
    private final List<PurchaseEvent> unwritten = new ArrayList<>();
    private boolean owned;
    private boolean submitting;
    private boolean closed;
    private boolean released;
    private long leaseNanos;
    private Duration remaining = Duration.ZERO;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private Timer.Cancellable renewal = () -> {};

    /**
     * @param message prefix of the owners of all attempts of the message
     * @param owner of this attempt
     */
    private Purchase(
            PurchaseStore store, String key, String fingerprint, String message, String owner) {
        this.store = store;
        this.key = key;
        this.fingerprint = fingerprint;
        this.message = message;
        this.owner = owner;
    }

    /** A purchase that is not open yet. */
    static Purchase of(PurchaseStore store, PurchaseRequest request) {
        return new Purchase(
                store,
                request.key(),
                request.fingerprint(),
                store.ownerPrefix(request.message()),
                store.newOwner(request.message()));
    }

    /** The purchase that a handle belongs to; null when the repository does not know it. */
    static CompletableFuture<Purchase> find(PurchaseStore store, JobHandle job, String message) {
        return store.find(
                job,
                record ->
                        new Purchase(
                                store,
                                record.key(),
                                record.fingerprint(),
                                store.ownerPrefix(message),
                                store.newOwner(message)));
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public boolean isOwner(JobRecord record) {
        return record.owner().startsWith(message);
    }

    @Override
    public synchronized PurchaseState state() {
        return state;
    }

    @Override
    public synchronized JobRecord stored() {
        return stored;
    }

    @Override
    public synchronized Unwritten unwritten() {
        return new Unwritten(stored, state, unwritten.size());
    }

    @Override
    public synchronized void written(JobRecord record, int events) {
        stored = record;
        unwritten.subList(0, events).clear();
    }

    @Override
    public synchronized boolean rebase(JobRecord there) {
        boolean takenMeanwhile =
                there.state() instanceof Taken && !(stored.state() instanceof Taken);
        stored = there;
        state = there.state();
        for (PurchaseEvent event : unwritten) {
            // What was delivered here before another exchange took the video does not open it
            // again.
            boolean outdated = takenMeanwhile && event instanceof VideoDelivered;
            if (state.allows(event) && !outdated) {
                state = state.on(event);
            }
        }
        return !state.equals(there.state());
    }

    @Override
    public synchronized boolean isReleased() {
        return released;
    }

    @Override
    public synchronized void release(boolean value) {
        released = value;
    }

    @Override
    public synchronized Duration remaining() {
        return remaining;
    }

    /** Reads what is known of the purchase, or takes the lease on it. */
    CompletableFuture<Opening> open() {
        return serialized(() -> store.open(this))
                .thenApply(
                        opening -> {
                            opened(opening);
                            return opening;
                        })
                // The attempt may end and cancel; the record must be known all the same.
                .copy();
    }

    @Override
    public void opened(Opening opening) {
        boolean tooLate;
        synchronized (this) {
            if (opening.record() == null && opening.state() == null) {
                return;
            }
            state = opening.state();
            stored = opening.record();
            owned = opening.owned();
            submitting = opening.kind() == Kind.HELD;
            leaseNanos = opening.askedNanos();
            tooLate = closed && submitting;
        }
        if (tooLate) {
            // The attempt ended while the repository was asked.
            giveBack(state());
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

    /** A long upload must not look like a process that died. */
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

    /** The submit leaves now. */
    void sending() {
        apply(new SubmitStarted(store.now()));
    }

    /** No usable answer to the submit came. */
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
     * The attempt has ended. Nothing bought frees the key; a submit that may have been processed
     * releases the lease; an acknowledged job stays with this message until {@link #receipt} is
     * told what became of the exchange.
     *
     * @param jobFailed whether the service's final answer was that there is no video
     * @return done when the record is written
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
            return giveBack(now);
        }
        return now.name().equals(stored().state().name())
                ? CompletableFuture.completedFuture(null)
                : save(false);
    }

    /** Ends the lease of a purchase whose submit was not acknowledged. */
    private CompletableFuture<Void> giveBack(PurchaseState now) {
        return now instanceof NotSent ? serialized(() -> store.remove(this)) : save(false);
    }

    /** The video is about to be handed to the exchange. The record says so when it fails. */
    void delivered() {
        apply(new VideoDelivered());
    }

    /** To be told what became of the exchange. */
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
                // A video that was taken before is open again until a later exchange completes.
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

    private synchronized <T> CompletableFuture<T> serialized(Supplier<CompletableFuture<T>> step) {
        CompletableFuture<T> done =
                last.handle((value, failure) -> null).thenCompose(nothing -> step.get());
        last = done;
        return done.copy();
    }
}
