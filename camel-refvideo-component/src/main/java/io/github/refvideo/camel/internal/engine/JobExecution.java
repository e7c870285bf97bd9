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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoExceptions;
import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.internal.engine.Step.End;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.repository.PurchaseState;
import io.github.refvideo.camel.repository.PurchaseState.InFlight;
import io.github.refvideo.camel.repository.PurchaseState.NotSent;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.VideoSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs one job from the queue to its end: one step after another. Ends the job exactly once: with
 * the result of the last step, at the deadline, or when the component or the route stops.
 *
 * <p>Thread-safe: results come from timer and I/O threads, the end also from the thread that stops
 * the engine.
 */
final class JobExecution {

    /** The last write to the repository delays the completion by no more than this. */
    private static final Duration MAX_SAVE = Duration.ofSeconds(5);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Duration MIN_SAVE = Duration.ofMillis(100);

    /** Receives the end of a job, without a lock. */
    interface Ended {
        void ended(JobExecution job, JobOutcome outcome, PurchaseReceipt receipt);
    }

    /** For a job that is not in the repository. */
    private static final PurchaseReceipt UNRECORDED =
            new PurchaseReceipt() {
                @Override
                public void exchangeCompleted() {}

                @Override
                public boolean exchangeFailed() {
                    return true;
                }
            };

    private final EngineContext engine;
    private final JobSpec spec;
    private final AccountLimiter limiter;
    private final StepContext context;
    private final Ended ended;
    private final Runnable granted = this::begin;
    private final AtomicReference<Runnable> completion = new AtomicReference<>();

    // Guarded by context.
    private Timer.Cancellable queueTimer = () -> {};
    private Timer.Cancellable deadlineTimer = () -> {};

    private volatile @Nullable Step current;
    private volatile boolean completed;

    // Allocated in advance for a completion that runs out of memory.
    private final Runnable completeAgain = this::completeAnyway;
    private volatile @Nullable DeliveredVideo lastVideo;
    private volatile @Nullable RefVideoException lastError;

    JobExecution(EngineContext engine, JobSpec spec, AccountLimiter limiter, Ended ended) {
        this.engine = engine;
        this.spec = spec;
        this.limiter = limiter;
        this.ended = ended;
        this.context =
                new StepContext(
                        engine,
                        spec,
                        limiter,
                        spec.purchase() == null
                                ? null
                                : Purchase.create(engine.store(), spec.purchase()));
    }

    /**
     * Waits for a slot, unless the job is already submitted. A redelivery of a canceled job ends as
     * the job did.
     */
    void start() {
        if (spec.purchase() != null && engine.canceled().get(attemptsKey()) != null) {
            end(() -> true, null, resubmission -> JobErrors.canceled());
            return;
        }
        if (spec.purchase() == null) {
            limiter.acquireNow(granted);
            return;
        }
        if (limiter.acquire(granted)) {
            context.ifActive(this::startQueueTimeout);
            engine.store()
                    .peek(spec.purchase().key(), spec.purchase().fingerprint())
                    .thenAccept(
                            job -> {
                                if (job != null) {
                                    limiter.acquireNow(granted);
                                }
                            });
        }
    }

    private void startQueueTimeout() {
        if (context.deadline() == null) {
            queueTimer = engine.timer().after(spec.polling().queueTimeout(), this::queueTimeout);
        }
    }

    private void queueTimeout() {
        end(
                () -> context.deadline() == null,
                null,
                resubmission -> JobErrors.queueTimeout(spec.polling().queueTimeout()));
    }

    /** The job has its slot: the deadline starts. */
    private void begin() {
        boolean begun =
                context.ifActive(
                        () -> {
                            queueTimer.cancel();
                            Deadline deadline =
                                    Deadline.after(engine.timer(), spec.polling().timeout());
                            context.startDeadline(deadline);
                            deadlineTimer =
                                    engine.timer()
                                            .after(deadline.remaining(), this::deadlinePassed);
                        });
        if (begun) {
            run(spec.purchase() == null ? new AttachStep() : new ClaimStep());
        } else {
            limiter.release(granted);
        }
    }

    /** Runs steps as long as they complete at once; continues when one of them completes later. */
    private void run(Step first) {
        Step step = first;
        while (!context.hasEnded()) {
            current = step;
            if (step instanceof End end) {
                end(() -> true, end.video(), resubmission -> end.error());
                return;
            }
            CompletableFuture<Step> next = start(step);
            if (!next.isDone()) {
                next.whenComplete((following, failure) -> run(following, failure));
                return;
            }
            if (next.isCompletedExceptionally()) {
                next.whenComplete((following, failure) -> fail(failure));
                return;
            }
            step = next.join();
        }
    }

    private void run(@Nullable Step step, @Nullable Throwable failure) {
        if (failure == null) {
            run(step);
        } else {
            fail(failure);
        }
    }

    private CompletableFuture<Step> start(Step step) {
        try {
            return step.run(context);
        } catch (Throwable e) {
            // Languages without checked exceptions throw these as well.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Ends the job after a defect, so that the exchange does not hang. */
    void fail(Throwable cause) {
        end(
                () -> true,
                null,
                resubmission -> JobErrors.defect(Futures.unwrap(cause), ErrorKind.SERVICE));
    }

    // ---- the end

    private void deadlinePassed() {
        boolean late = end(() -> true, null, this::timeout);
        JobHandle handle = context.handle();
        if (late && spec.polling().cancelOnTimeout() && handle != null && !isSucceeded()) {
            ControlCalls.cancelAfterTimeout(context.tracedProvider(), handle);
        }
    }

    /** A succeeded job must not be canceled: it has a video to download. */
    private boolean isSucceeded() {
        JobReport report = context.report();
        return report != null && report.status() == JobStatus.SUCCEEDED;
    }

    private ErrorDetails timeout(Resubmission resubmission) {
        if (isUncertain()) {
            return JobErrors.uncertain(
                    "the deadline passed (pollTimeout, header CamelRefVideoPollTimeout)",
                    resubmission);
        }
        if (context.handle() != null || context.report() != null) {
            return JobErrors.timeout(context.handle(), context.report(), context.deadline());
        }
        if (current instanceof SubmitStep submit && submit.lastError() != null) {
            return JobErrors.notProcessed(submit.lastError(), context.deadline());
        }
        Duration limit = context.deadline().limit();
        if (current instanceof SubmitStep submit && submit.startedTooLate()) {
            return JobErrors.notSubmittedInTime(limit);
        } else if (context.phase() == JobPhase.PREPARING) {
            return JobErrors.notUploadedInTime(limit);
        }
        boolean claiming = context.phase() == JobPhase.CLAIMING;
        if (!claiming && current instanceof ClaimStep claim && claim.isBusy()) {
            return JobErrors.heldByAnother(limit);
        } else if (JobErrors.isShort(context.deadline())) {
            // Neither the repository nor the rate limit is the cause.
            return JobErrors.notSubmittedInTime(limit);
        }
        return claiming ? JobErrors.repositoryTimeout(limit) : JobErrors.rateLimitTimeout(limit);
    }

    /**
     * Ends the job because the component or the route stops. Waits for the answer to a submit that
     * was sent, because it contains the handle of the job.
     */
    void stopSoon() {
        boolean wait;
        synchronized (context) {
            wait = isSubmitUnanswered() || context.handle() == null && context.report() != null;
            if (wait) {
                context.stopping();
            }
        }
        if (!wait) {
            stop();
        }
    }

    /** Ends the job because the component or the route stops. */
    void stop() {
        end(
                () -> true,
                null,
                resubmission ->
                        isUncertain()
                                ? JobErrors.uncertain("the component was stopped", resubmission)
                                : JobErrors.shutdown(
                                        context.handle() != null || context.report() != null));
    }

    /**
     * Ends the job if its submit was certainly not sent, by this process or another.
     *
     * @return {@code TOO_LATE} if it is being sent or was sent; fails if the job repository fails
     */
    CompletableFuture<CancelOutcome> cancelUnsent() {
        Purchase purchase = context.purchase();
        CompletableFuture<Boolean> sent =
                purchase.isLeaseCertain()
                        ? CompletableFuture.completedFuture(false)
                        : engine.store().maybeSent(purchase.key());
        return sent.thenApply(
                maybe ->
                        !maybe && end(this::isUnsent, null, resubmission -> rememberCanceled())
                                ? CancelOutcome.CANCELED
                                : CancelOutcome.TOO_LATE);
    }

    /** Before the exchange, which may be redelivered, completes. */
    private ErrorDetails rememberCanceled() {
        engine.canceled().put(attemptsKey(), true);
        return JobErrors.canceled();
    }

    /** The same for all attempts of a message at a purchase. */
    private String attemptsKey() {
        return spec.message() + ' ' + spec.purchase().key();
    }

    private boolean isUnsent() {
        return !isMaybePaid() && context.report() == null;
    }

    private boolean isSubmitUnanswered() {
        return context.purchase() != null && context.purchase().state() instanceof InFlight;
    }

    private boolean isUncertain() {
        return context.handle() == null
                && context.purchase() != null
                && context.purchase().state() != null
                && context.purchase().state().isUncertain();
    }

    private boolean isMaybePaid() {
        PurchaseState state = context.purchase() == null ? null : context.purchase().state();
        return context.handle() != null || state != null && !(state instanceof NotSent);
    }

    private @Nullable String videoUrl() {
        JobReport report = context.report();
        return report == null ? null : report.link().map(VideoSource.Link::url).orElse(null);
    }

    /**
     * The only way to end a job. The error is decided under the lock: a submit that is about to be
     * sent either finds the job ended and is not sent, or is recorded and makes the end uncertain.
     *
     * @param stillTrue whether the reason to end is still valid
     * @param why creates the error; returns null for success
     * @return whether this call ended the job
     */
    private boolean end(
            BooleanSupplier stillTrue,
            @Nullable DeliveredVideo video,
            Function<Resubmission, @Nullable ErrorDetails> why) {
        // Calls the provider, so without a lock.
        String provider = spec.provider().name();
        Resubmission resubmission = spec.provider().resubmission();
        RefVideoException error = null;
        Runnable cancelPending;
        boolean uncertain;
        synchronized (context) {
            if (context.hasEnded() || !stillTrue.getAsBoolean()) {
                return false;
            }
            ErrorDetails details = why.apply(resubmission);
            uncertain = isUncertain();
            if (details != null) {
                error =
                        RefVideoExceptions.of(
                                details.provider(provider)
                                        .job(context.handle())
                                        .maybePaid(isMaybePaid())
                                        .videoUrl(uncertain ? null : videoUrl()));
                if (isSubmitUnanswered()) {
                    context.purchase().answerLost();
                }
            }
            queueTimer.cancel();
            deadlineTimer.cancel();
            lastVideo = video;
            lastError = error;
            cancelPending = context.close();
        }
        try {
            conclude(video, error, cancelPending, uncertain);
        } catch (OutOfMemoryError e) {
            // Nothing else completes the exchange.
            engine.timer().after(RETRY, completeAgain);
        }
        return true;
    }

    private void conclude(
            @Nullable DeliveredVideo video,
            @Nullable RefVideoException error,
            Runnable cancelPending,
            boolean uncertain) {
        cancelPending.run();
        limiter.release(granted);
        // The report may belong to another job.
        JobReport report = uncertain ? null : context.report();
        boolean jobFailed =
                error != null
                        && report != null
                        && report.status().terminal()
                        && report.status() != JobStatus.SUCCEEDED;
        Purchase purchase = context.purchase();
        CompletableFuture<Void> saved =
                purchase == null
                        ? CompletableFuture.completedFuture(null)
                        : purchase.close(jobFailed);
        boolean repeated =
                video != null
                        && context.handle() != null
                        && engine.deliveredJobs()
                                        .put(
                                                context.account() + ' ' + context.handle().jobId(),
                                                true)
                                != null;
        if (video != null && purchase != null) {
            purchase.delivered();
        }
        prepareCompletion(report, video, error, repeated);
        // The next attempt, perhaps on another node, must find this record.
        Futures.within(saved, maxSave(), engine.timer())
                .whenComplete((done, failure) -> complete());
    }

    private void prepareCompletion(
            @Nullable JobReport report,
            @Nullable DeliveredVideo video,
            @Nullable RefVideoException error,
            boolean repeated) {
        JobOutcome outcome =
                new JobOutcome(
                        context.handle(),
                        report,
                        video,
                        error,
                        context.submits(),
                        context.polls(),
                        context.age(),
                        repeated);
        PurchaseReceipt receipt =
                context.purchase() == null
                        ? UNRECORDED
                        : context.purchase().receipt(spec.completionPoint());
        completion.set(() -> ended.ended(this, outcome, receipt));
    }

    /** Completes without waiting for the record. */
    private void completeAnyway() {
        limiter.release(granted);
        if (!completed && completion.get() == null) {
            prepareCompletion(null, lastVideo, lastError, false);
        }
        complete();
    }

    /** The deadline also applies to the last write. */
    private Duration maxSave() {
        Duration left =
                context.deadline() == null ? Duration.ZERO : context.deadline().cap(MAX_SAVE);
        return left.compareTo(MIN_SAVE) > 0 ? left : MIN_SAVE;
    }

    /** Completes a job that has ended, whether or not its record is written. */
    void complete() {
        Runnable once = completion.getAndSet(null);
        if (once == null) {
            return;
        }
        try {
            completed = true;
            once.run();
        } catch (OutOfMemoryError e) {
            completion.set(once);
            engine.timer().after(RETRY, completeAgain);
        }
    }

    // ---- for observers

    JobSpec spec() {
        return spec;
    }

    /** Null as long as the job is not acknowledged. */
    @Nullable JobHandle handle() {
        return context.handle();
    }

    JobSnapshot snapshot() {
        return context.snapshot();
    }
}
