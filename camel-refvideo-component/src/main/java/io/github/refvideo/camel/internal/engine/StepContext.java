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

import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.internal.provider.ServiceText;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.PurchaseEvent;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.VideoProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What a step gets: clock, deadline, limits, the purchase, the provider, and what is known of the
 * job. At any moment at most one call or one wait of a job is under way, and nothing happens once
 * the job has ended: a future of this class does not complete after that.
 *
 * <p>Thread-safe.
 */
final class StepContext {

    private final EngineParts parts;
    private final JobSpec spec;
    private final AccountLimiter limiter;
    private final String account;
    private final Deadline age;

    // Guarded by this.
    private JobPhase phase = JobPhase.QUEUED;
    private long wakesAtNanos;
    private Runnable cancelPending = () -> {};
    private CompletableFuture<Boolean> turn;

    // Written by one step at a time, read by observers.
    private volatile Purchase purchase;
    private volatile Deadline deadline;
    private volatile Deadline sinceSubmit;
    private volatile PreparedSubmit submit;
    private volatile JobHandle handle;
    private volatile JobReport report;
    private volatile int polls;
    private volatile boolean stopping;

    /**
     * @param purchase null when only a known job is waited for
     */
    StepContext(EngineParts parts, JobSpec spec, AccountLimiter limiter, Purchase purchase) {
        this.parts = parts;
        this.spec = spec;
        this.limiter = limiter;
        this.account = spec.provider().account();
        this.age = Deadline.after(parts.timer(), spec.polling().timeout());
        this.purchase = purchase;
        this.handle = spec.known();
        this.report = spec.earlierReport();
    }

    EngineParts parts() {
        return parts;
    }

    Timer clock() {
        return parts.timer();
    }

    JobSpec spec() {
        return spec;
    }

    VideoProvider provider() {
        return spec.provider();
    }

    /** When the exchange arrived: a provider that changes its key has another name later. */
    String account() {
        return account;
    }

    /** Time since the exchange arrived. */
    Duration age() {
        return age.elapsed();
    }

    AccountLimiter limiter() {
        return limiter;
    }

    JobListeners listeners() {
        return parts.listeners();
    }

    /** Null for a known job that the repository does not know, or that was not looked up yet. */
    Purchase purchase() {
        return purchase;
    }

    void attached(Purchase found) {
        purchase = found;
    }

    /** Null until the job has its slot. */
    Deadline deadline() {
        return deadline;
    }

    void startDeadline(Deadline started) {
        deadline = started;
    }

    // ---- what is known of the job

    /** The acknowledged job; null until then, and for jobs without an id. */
    JobHandle handle() {
        return handle;
    }

    void handle(JobHandle known) {
        handle = known;
    }

    /** The last report; null before the first. */
    JobReport report() {
        return report;
    }

    /** Null until it is prepared. */
    PreparedSubmit submit() {
        return submit;
    }

    void submit(PreparedSubmit prepared) {
        submit = prepared;
    }

    int polls() {
        return polls;
    }

    void polled() {
        polls++;
        limiter.counts().polled();
    }

    /** In the provider's spelling. */
    String model() {
        JobHandle known = handle;
        return known == null ? spec.purchase().model() : known.model();
    }

    /**
     * The service acknowledged the submit: from here on the job costs money. What is known of the
     * job changes in one step with the purchase.
     *
     * @param event what the answer means for the purchase
     * @return false if the job has ended meanwhile; the purchase is acknowledged all the same
     */
    boolean acknowledged(PurchaseEvent event, JobHandle acknowledged, JobReport first) {
        Duration left = deadline.remaining();
        boolean inTime =
                unlessOver(
                        () -> {
                            purchase.acknowledged(event, left);
                            handle = acknowledged;
                            report = first;
                            sinceSubmit = Deadline.after(clock(), spec.polling().timeout());
                        });
        if (!inTime) {
            purchase.acknowledged(event, left);
        }
        if (acknowledged != null) {
            parts.knownJobs().put(acknowledged.jobId(), true);
        }
        listeners().submitted(snapshot());
        return inTime;
    }

    /** The service reported about the job. */
    void reported(JobReport latest) {
        JobStatus before = report == null ? null : report.status();
        report = report == null ? latest : latest.after(report);
        JobSnapshot now = snapshot();
        listeners().statusRead(now);
        if (now.status() != before) {
            listeners().statusChanged(now, before);
        }
    }

    /** Forgets a job that turned out to be another one. */
    void forget() {
        report = null;
    }

    /** Time since the submit was acknowledged; null when another attempt submitted. */
    Duration sinceSubmit() {
        return sinceSubmit == null ? null : sinceSubmit.elapsed();
    }

    /** Whether the component stops: the job ends as soon as its handle is known. */
    boolean isStopping() {
        return stopping;
    }

    void stopping() {
        stopping = true;
    }

    /** The status from the service's list, if the service has one and enough jobs are in flight. */
    Optional<CompletableFuture<BatchStatusPoller.Answer>> listed() {
        if (!(provider() instanceof JobLister lister)
                || limiter.inFlight() <= spec.polling().listThreshold()) {
            return Optional.empty();
        }
        return Optional.of(
                parts.listPoller(provider(), lister, limiter).next(handle, spec.polling()));
    }

    /** The job at this moment, for listeners. */
    JobSnapshot snapshot() {
        PurchaseRequest request = spec.purchase();
        JobHandle known = handle;
        JobReport last = report;
        return new JobSnapshot(
                spec.origin(),
                provider().name(),
                account,
                printable(model()),
                printable(known != null ? known.jobId() : generationId(last)),
                phase(),
                last == null ? null : last.status(),
                age(),
                polls,
                known == null ? null : untilNextStep(),
                request == null ? null : request.seconds(),
                request == null ? null : request.estimatedCost());
    }

    /** Both come from a message or a service. */
    private static String printable(String text) {
        return text == null ? null : ServiceText.line(text, List.of());
    }

    /** A job that ran inside its submit has no id but the one in the service's accounts. */
    private static String generationId(JobReport last) {
        return last == null ? null : last.facts().generationId();
    }

    // ---- calls and waits

    /** Starts a call; its result arrives on the thread that completes it. */
    <T> CompletableFuture<T> call(JobPhase next, Supplier<CompletableFuture<T>> starter) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!enter(next, Duration.ZERO)) {
            return result;
        }
        CompletableFuture<T> started = start(starter);
        if (!onEnd(() -> started.cancel(true))) {
            return result;
        }
        started.whenComplete(
                (value, failure) -> {
                    if (isOver()) {
                        return;
                    }
                    if (failure == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
        return result;
    }

    private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> starter) {
        try {
            return Objects.requireNonNull(starter.get(), "no future");
        } catch (Throwable e) {
            // Languages without checked exceptions throw these as well.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Completes after a while, without holding a thread. */
    CompletableFuture<Void> delay(Duration delay) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        if (enter(JobPhase.WAITING, delay)) {
            Timer.Cancellable wakeUp = clock().after(delay, () -> proceed(result));
            onEnd(wakeUp::cancel);
        }
        return result;
    }

    /** Completes when the rate allows a call, which must be sent at once. */
    CompletableFuture<Void> turn(RequestPacer pacer) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        if (enter(JobPhase.WAITING, Duration.ZERO)) {
            pacer.pass(
                    () -> {
                        boolean sent = !isOver();
                        proceed(result);
                        return CompletableFuture.completedFuture(sent);
                    });
        }
        return result;
    }

    /**
     * Completes when the rate allows a call. Other calls wait until {@link #leaveTurn} says that it
     * was sent, or will not be.
     */
    CompletableFuture<Void> holdTurn(RequestPacer pacer) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        if (enter(JobPhase.WAITING, Duration.ZERO)) {
            pacer.pass(
                    () -> {
                        CompletableFuture<Boolean> held = new CompletableFuture<>();
                        synchronized (this) {
                            if (phase == JobPhase.DONE) {
                                return CompletableFuture.completedFuture(false);
                            }
                            turn = held;
                        }
                        proceed(result);
                        return held;
                    });
        }
        return result;
    }

    void leaveTurn(boolean sent) {
        CompletableFuture<Boolean> held;
        synchronized (this) {
            held = turn;
            turn = null;
        }
        if (held != null) {
            held.complete(sent);
        }
    }

    private void proceed(CompletableFuture<Void> result) {
        if (!isOver()) {
            result.complete(null);
        }
    }

    private synchronized boolean enter(JobPhase next, Duration wait) {
        if (phase == JobPhase.DONE) {
            return false;
        }
        phase = next;
        wakesAtNanos = clock().nanoTime() + wait.toNanos();
        cancelPending = () -> {};
        return true;
    }

    /** Runs the cancellation now if the job has ended meanwhile. */
    private boolean onEnd(Runnable cancellation) {
        synchronized (this) {
            if (phase != JobPhase.DONE) {
                cancelPending = cancellation;
                return true;
            }
        }
        cancellation.run();
        return false;
    }

    /**
     * Does something in one step with the check that the job has not ended.
     *
     * @return false if it has ended
     */
    synchronized boolean unlessOver(Runnable work) {
        if (phase == JobPhase.DONE) {
            return false;
        }
        work.run();
        return true;
    }

    synchronized JobPhase phase() {
        return phase;
    }

    /** Time until the job goes on by itself; null when it waits for something else. */
    synchronized Duration untilNextStep() {
        long nanos = wakesAtNanos - clock().nanoTime();
        return phase == JobPhase.WAITING && nanos > 0 ? Duration.ofNanos(nanos) : null;
    }

    synchronized boolean isOver() {
        return phase == JobPhase.DONE;
    }

    /**
     * Ends the job: no step follows.
     *
     * @return cancels what is under way; to be called without a lock
     */
    synchronized Runnable close() {
        Runnable cancellation = cancelPending;
        Runnable both =
                () -> {
                    cancellation.run();
                    leaveTurn(false);
                };
        // Last: without memory for the above, the job has not ended and can be ended again.
        cancelPending = () -> {};
        phase = JobPhase.DONE;
        return both;
    }
}
