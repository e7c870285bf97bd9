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
import org.jspecify.annotations.Nullable;

/**
 * The context of the steps of one job: timer, deadline, limiter, purchase, provider and job. At
 * most one call or one delay of a job is active at a time. A future of this class does not complete
 * after the job has ended.
 *
 * <p>Thread-safe.
 */
final class StepContext {

    private final EngineContext engine;
    private final JobSpec spec;
    private final AccountLimiter limiter;
    private final String account;
    private final Deadline age;

    // Guarded by this.
    private JobPhase phase = JobPhase.QUEUED;
    private long wakesAtNanos;
    private Runnable cancelPending = () -> {};
    private @Nullable CompletableFuture<Boolean> permit;

    // Written by one step at a time, read by observers.
    private volatile @Nullable Purchase purchase;
    private volatile @Nullable Deadline deadline;
    private volatile @Nullable Deadline sinceSubmit;
    private volatile @Nullable PreparedSubmit submit;
    private volatile @Nullable JobHandle handle;
    private volatile @Nullable JobReport report;
    private volatile int submits;
    private volatile int polls;
    private volatile boolean stopping;
    private volatile @Nullable CompletableFuture<Void> event;

    /**
     * @param purchase null for a known job
     */
    StepContext(
            EngineContext engine,
            JobSpec spec,
            AccountLimiter limiter,
            @Nullable Purchase purchase) {
        this.engine = engine;
        this.spec = spec;
        this.limiter = limiter;
        this.account = spec.provider().account();
        this.age = Deadline.after(engine.timer(), spec.polling().timeout());
        this.purchase = purchase;
        this.handle = spec.known();
        this.report = spec.earlierReport();
    }

    EngineContext engine() {
        return engine;
    }

    Timer timer() {
        return engine.timer();
    }

    JobSpec spec() {
        return spec;
    }

    VideoProvider provider() {
        return spec.provider();
    }

    /** The provider for calls about this job alone, which are part of the exchange's trace. */
    VideoProvider tracedProvider() {
        return spec.trace() == null ? provider() : provider().traced(spec.trace());
    }

    /** The account when the exchange arrived; a provider may change its key. */
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
        return engine.listeners();
    }

    /** Null for a known job that is not in the repository, or was not looked up yet. */
    @Nullable Purchase purchase() {
        return purchase;
    }

    void attached(Purchase found) {
        purchase = found;
        expectEvent();
    }

    /** Null until the job has its slot. */
    @Nullable Deadline deadline() {
        return deadline;
    }

    void startDeadline(Deadline started) {
        deadline = started;
    }

    // ---- the job

    /** The acknowledged job; null until then, and for jobs without an id. */
    @Nullable JobHandle handle() {
        return handle;
    }

    void handle(JobHandle known) {
        handle = known;
        expectEvent();
    }

    /** The last report; null before the first. */
    @Nullable JobReport report() {
        return report;
    }

    /** Null until it is prepared. */
    @Nullable PreparedSubmit submit() {
        return submit;
    }

    void submit(PreparedSubmit prepared) {
        submit = prepared;
    }

    int submits() {
        return submits;
    }

    void countSubmit() {
        submits++;
        limiter.counts().countSubmit();
    }

    int polls() {
        return polls;
    }

    void countPoll() {
        polls++;
        limiter.counts().countPoll();
    }

    /** The model in the provider's spelling. */
    String model() {
        JobHandle known = handle;
        return known == null ? spec.purchase().model() : known.model();
    }

    /**
     * The service acknowledged the submit: from now on the job costs money. Handle and report
     * change atomically with the purchase.
     *
     * @param event the change of the purchase
     * @return false if the job has ended meanwhile; the purchase is acknowledged in any case
     */
    boolean acknowledged(PurchaseEvent event, @Nullable JobHandle acknowledged, JobReport first) {
        Duration left = deadline.remaining();
        boolean inTime =
                ifActive(
                        () -> {
                            purchase.acknowledged(event, left);
                            handle = acknowledged;
                            report = first;
                            sinceSubmit = Deadline.after(timer(), spec.polling().timeout());
                        });
        if (!inTime) {
            purchase.acknowledged(event, left);
        }
        // Before the record is written, which allows other nodes to accept the event.
        expectEvent();
        if (acknowledged != null) {
            engine.knownJobs().put(acknowledged.jobId(), true);
        }
        listeners().submitted(snapshot());
        return inTime;
    }

    /** The service reported the status of the job. */
    void reported(JobReport latest) {
        JobStatus before = report == null ? null : report.status();
        report = report == null ? latest : latest.after(report);
        JobSnapshot now = snapshot();
        listeners().statusRead(now);
        if (now.status() != before) {
            listeners().statusChanged(now, before);
        }
    }

    /** Discards the report of a job that belongs to another request. */
    void discardReport() {
        report = null;
    }

    /** Time since the acknowledgement; null when another attempt submitted. */
    @Nullable Duration sinceSubmit() {
        return sinceSubmit == null ? null : sinceSubmit.elapsed();
    }

    /** Whether the component is stopping: the job ends as soon as its handle is known. */
    boolean isStopping() {
        return stopping;
    }

    void stopping() {
        stopping = true;
    }

    /** A schedule for the status requests of a job. */
    PollSchedule schedule(JobHandle polled) {
        PurchaseRequest request = spec.purchase();
        return new PollSchedule(
                engine.runTimes()
                        .of(
                                polled.model(),
                                request == null ? null : request.size(),
                                request == null ? null : request.seconds()),
                spec.polling(),
                timer().nanoTime(),
                sinceSubmit != null
                        ? sinceSubmit()
                        : Duration.between(polled.submittedAt(), timer().now()),
                sinceSubmit != null);
    }

    /** The poller of the service's list, if it has one and enough jobs are in flight. */
    Optional<BatchStatusPoller> listPoller() {
        return provider() instanceof JobLister lister
                        && limiter.inFlight() > spec.polling().listThreshold()
                ? Optional.of(engine.listPoller(provider(), lister, limiter))
                        .filter(BatchStatusPoller::isAvailable)
                : Optional.empty();
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

    /** The text is untrusted input from a message or a service. */
    private static @Nullable String printable(@Nullable String text) {
        return text == null ? null : ServiceText.line(text, List.of());
    }

    /** The id for a job without a handle. */
    private static @Nullable String generationId(@Nullable JobReport last) {
        return last == null ? null : last.facts().generationId();
    }

    // ---- calls and delays

    /** Starts a call; its result arrives on the thread that completes it. */
    <T> CompletableFuture<T> call(JobPhase next, Supplier<CompletableFuture<T>> starter) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!startPhase(next, Duration.ZERO)) {
            return result;
        }
        CompletableFuture<T> started = start(starter);
        if (!onEnd(() -> started.cancel(true))) {
            return result;
        }
        started.whenComplete(
                (value, failure) -> {
                    if (hasEnded()) {
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

    /** Completes after a delay, without holding a thread. */
    CompletableFuture<Void> delay(Duration delay) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        if (startPhase(JobPhase.WAITING, delay)) {
            Timer.Cancellable wakeUp = timer().after(delay, () -> proceed(result));
            onEnd(wakeUp::cancel);
        }
        return result;
    }

    /** Completes after a delay, or as soon as the service has reported the end of the job. */
    CompletableFuture<Void> delayUntilEvent(Duration delay) {
        CompletableFuture<Void> expected = event;
        if (expected == null) {
            return delay(delay);
        }
        CompletableFuture<Void> result = new CompletableFuture<>();
        if (startPhase(JobPhase.WAITING, delay)) {
            Timer.Cancellable wakeUp = timer().after(delay, () -> proceed(result));
            onEnd(wakeUp::cancel);
            expected.thenRun(
                    () -> {
                        // An event during a status request is left for the next delay.
                        if (!result.isDone()) {
                            event = null;
                            wakeUp.cancel();
                            proceed(result);
                        }
                    });
        }
        return result;
    }

    /** Whether the service is to report the end of the job, and has not done so yet. */
    boolean expectsEvent() {
        return event != null;
    }

    private void expectEvent() {
        Purchase bought = purchase;
        if (event == null && bought != null && bought.expectsEvent()) {
            event = engine.store().webhooks().expect(bought.key());
            if (hasEnded()) {
                ignoreEvent();
            }
        }
    }

    private void ignoreEvent() {
        CompletableFuture<Void> expected = event;
        if (expected != null) {
            engine.store().webhooks().ignore(purchase.key(), expected);
        }
    }

    /** Completes when the rate limit allows a call, which must be sent at once. */
    CompletableFuture<Void> awaitPermit(RequestPacer pacer) {
        return awaitPermit(pacer, timer().nanoTime());
    }

    /**
     * Completes when the rate limit allows a call, which must be sent at once.
     *
     * @param sinceNanos since when the call is waited for
     */
    CompletableFuture<Void> awaitPermit(RequestPacer pacer, long sinceNanos) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        if (startPhase(JobPhase.WAITING, Duration.ZERO)) {
            pacer.enqueue(
                    sinceNanos,
                    () -> {
                        boolean sent = !hasEnded();
                        proceed(result);
                        return CompletableFuture.completedFuture(sent);
                    });
        }
        return result;
    }

    /**
     * Completes when the rate limit allows a call. Other calls wait until {@link #releasePermit}.
     */
    CompletableFuture<Void> acquirePermit(RequestPacer pacer) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        if (startPhase(JobPhase.WAITING, Duration.ZERO)) {
            pacer.enqueue(
                    () -> {
                        CompletableFuture<Boolean> held = new CompletableFuture<>();
                        synchronized (this) {
                            if (phase == JobPhase.DONE) {
                                return CompletableFuture.completedFuture(false);
                            }
                            permit = held;
                        }
                        proceed(result);
                        return held;
                    });
        }
        return result;
    }

    void releasePermit(boolean sent) {
        CompletableFuture<Boolean> held;
        synchronized (this) {
            held = permit;
            permit = null;
        }
        if (held != null) {
            held.complete(sent);
        }
    }

    private void proceed(CompletableFuture<Void> result) {
        if (!hasEnded()) {
            result.complete(null);
        }
    }

    private synchronized boolean startPhase(JobPhase next, Duration wait) {
        if (phase == JobPhase.DONE) {
            return false;
        }
        phase = next;
        wakesAtNanos = timer().nanoTime() + wait.toNanos();
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
     * Runs work atomically with the check that the job has not ended. The work must not call code
     * of users.
     *
     * @return false if the job has ended
     */
    synchronized boolean ifActive(Runnable work) {
        if (phase == JobPhase.DONE) {
            return false;
        }
        work.run();
        return true;
    }

    synchronized JobPhase phase() {
        return phase;
    }

    /** Time until the delay ends; null when the job is not in a delay. */
    synchronized @Nullable Duration untilNextStep() {
        long nanos = wakesAtNanos - timer().nanoTime();
        return phase == JobPhase.WAITING && nanos > 0 ? Duration.ofNanos(nanos) : null;
    }

    synchronized boolean hasEnded() {
        return phase == JobPhase.DONE;
    }

    /**
     * Ends the job: no step follows.
     *
     * @return cancels the active call or delay; must be called without a lock
     */
    synchronized Runnable close() {
        Runnable cancellation = cancelPending;
        Runnable both =
                () -> {
                    cancellation.run();
                    releasePermit(false);
                    ignoreEvent();
                };
        // Last: after an OutOfMemoryError above, the job can still be ended.
        cancelPending = () -> {};
        phase = JobPhase.DONE;
        return both;
    }
}
