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
import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.PurchaseState;
import io.github.refvideo.camel.repository.PurchaseState.InFlight;
import io.github.refvideo.camel.repository.PurchaseState.NotSent;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.VideoSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One job from the queue to its end. Runs one step after another, and ends the job exactly once:
 * with the result of the last step, at the deadline, or when the component or the route stops.
 *
 * <p>Thread-safe: results come from timer and I/O threads, the end also from the thread that stops
 * the engine.
 */
final class JobExecution {

    /** The last write to the repository delays the completion by no more than this. */
    private static final Duration MAX_SAVE = Duration.ofSeconds(5);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Duration MIN_SAVE = Duration.ofMillis(100);

    /** A repository that does not answer for so long has a problem. */
    private static final Duration SHORT_LIMIT = Duration.ofMillis(100);

    /** Is told that a job has ended. */
    interface Ended {
        void ended(JobExecution job, JobOutcome outcome, PurchaseReceipt receipt);
    }

    /** For a job that the repository does not know. */
    private static final PurchaseReceipt UNRECORDED =
            new PurchaseReceipt() {
                @Override
                public void exchangeCompleted() {}

                @Override
                public boolean exchangeFailed() {
                    return true;
                }
            };

    private final EngineParts parts;
    private final JobSpec spec;
    private final AccountLimiter limiter;
    private final StepContext context;
    private final Ended ended;
    private final Runnable granted = this::begin;
    private final AtomicReference<Runnable> completion = new AtomicReference<>();

    // Guarded by context.
    private Timer.Cancellable queueTimer = () -> {};
    private Timer.Cancellable deadlineTimer = () -> {};

    private volatile Step current;
    private volatile boolean completed;

    // For a completion that finds no memory at first, which may be lacking for these too.
    private final Runnable completeAgain = this::completeAnyway;
    private volatile DeliveredVideo lastVideo;
    private volatile RefVideoException lastError;

    JobExecution(EngineParts parts, JobSpec spec, AccountLimiter limiter, Ended ended) {
        this.parts = parts;
        this.spec = spec;
        this.limiter = limiter;
        this.ended = ended;
        this.context =
                new StepContext(
                        parts,
                        spec,
                        limiter,
                        spec.purchase() == null
                                ? null
                                : Purchase.of(parts.store(), spec.purchase()));
    }

    /** Waits for a slot, unless there is a job already. */
    void start() {
        if (spec.purchase() == null) {
            limiter.join(granted);
            return;
        }
        context.unlessOver(
                () ->
                        queueTimer =
                                parts.timer()
                                        .after(spec.polling().queueTimeout(), this::queueTimeout));
        if (limiter.enter(granted)) {
            parts.store()
                    .peek(spec.purchase().key(), spec.purchase().fingerprint())
                    .thenAccept(
                            job -> {
                                if (job != null) {
                                    limiter.join(granted);
                                }
                            });
        }
    }

    private void queueTimeout() {
        end(
                () -> context.deadline() == null,
                null,
                () -> JobErrors.queueTimeout(spec.polling().queueTimeout()));
    }

    /** The job has its slot: from here on the deadline runs. */
    private void begin() {
        boolean begun =
                context.unlessOver(
                        () -> {
                            queueTimer.cancel();
                            Deadline deadline =
                                    Deadline.after(parts.timer(), spec.polling().timeout());
                            context.startDeadline(deadline);
                            deadlineTimer =
                                    parts.timer().after(deadline.remaining(), this::deadlinePassed);
                        });
        if (begun) {
            run(spec.purchase() == null ? new AttachStep() : new ClaimStep());
        } else {
            limiter.leave(granted);
        }
    }

    /** Runs steps as long as they complete at once; goes on when one of them completes later. */
    private void run(Step first) {
        Step step = first;
        while (!context.isOver()) {
            current = step;
            if (step instanceof End end) {
                end(() -> true, end.video(), end::error);
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

    private void run(Step step, Throwable failure) {
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

    /** A defect must not leave an exchange waiting. */
    void fail(Throwable cause) {
        end(() -> true, null, () -> JobErrors.defect(Futures.unwrap(cause), ErrorKind.SERVICE));
    }

    // ---- how a job ends

    private void deadlinePassed() {
        boolean late = end(() -> true, null, this::timeout);
        JobHandle handle = context.handle();
        if (late && spec.polling().cancelOnTimeout() && handle != null && !isSucceeded()) {
            ControlCalls.cancelAfterTimeout(spec.provider(), handle);
        }
    }

    /** A job that has succeeded cannot be cancelled, and has a video to download. */
    private boolean isSucceeded() {
        JobReport report = context.report();
        return report != null && report.status() == JobStatus.SUCCEEDED;
    }

    private ErrorDetails timeout() {
        if (isUncertain()) {
            return JobErrors.uncertain(
                    "the deadline passed (pollTimeout, header CamelRefVideoPollTimeout)",
                    resubmission());
        }
        if (context.handle() != null || context.report() != null) {
            return JobErrors.timeout(context.handle(), context.report(), context.deadline());
        }
        if (current instanceof SubmitStep submit && submit.lastError() != null) {
            return submit.lastError();
        }
        // At a deadline that is shorter than one call of the repository, it has not failed.
        boolean claiming =
                context.phase() == JobPhase.CLAIMING
                        && context.deadline().limit().compareTo(SHORT_LIMIT) >= 0;
        if (context.phase() == JobPhase.PREPARING) {
            return JobErrors.notUploadedInTime(context.deadline().limit());
        } else if (claiming) {
            return JobErrors.repositoryTimeout(context.deadline().limit());
        } else if (context.phase() == JobPhase.CLAIMING) {
            return JobErrors.notSubmittedInTime(context.deadline().limit());
        }
        return current instanceof ClaimStep claim && claim.isBusy()
                ? JobErrors.heldByAnother(context.deadline().limit())
                : JobErrors.rateLimitTimeout(context.deadline().limit());
    }

    /**
     * Ends the job because the component or the route stops. A submit that was not answered yet
     * gets a moment, because without its answer the job would be hard to find again.
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
                () ->
                        isUncertain()
                                ? JobErrors.uncertain("the component was stopped", resubmission())
                                : JobErrors.shutdown(
                                        context.handle() != null || context.report() != null));
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

    private String videoUrl() {
        JobReport report = context.report();
        return report == null ? null : report.link().map(VideoSource.Link::url).orElse(null);
    }

    private Resubmission resubmission() {
        return spec.provider().resubmission();
    }

    /**
     * The only way to the end. The reason is decided under the lock: a submit that is about to be
     * sent either finds the job ended and is not sent, or is seen here and makes the end uncertain.
     *
     * @param stillTrue whether the reason to end still holds
     * @param video the video; null for none
     * @param why the error; gives null for success
     * @return whether this call ended the job
     */
    private boolean end(
            BooleanSupplier stillTrue, DeliveredVideo video, Supplier<ErrorDetails> why) {
        RefVideoException error = null;
        Runnable cancelPending;
        boolean uncertain;
        synchronized (context) {
            if (context.isOver() || !stillTrue.getAsBoolean()) {
                return false;
            }
            ErrorDetails details = why.get();
            uncertain = isUncertain();
            if (details != null) {
                error =
                        RefVideoException.of(
                                details.provider(spec.provider().name())
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
            // The exchange waits for its completion, and nothing else will complete it now.
            parts.timer().after(RETRY, completeAgain);
        }
        return true;
    }

    private void conclude(
            DeliveredVideo video,
            RefVideoException error,
            Runnable cancelPending,
            boolean uncertain) {
        cancelPending.run();
        limiter.leave(granted);
        // What was read about a job that may be another one is not told.
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
                        && parts.deliveredJobs()
                                        .put(
                                                context.account() + ' ' + context.handle().jobId(),
                                                true)
                                != null;
        if (video != null && purchase != null) {
            purchase.delivered();
        }
        prepareCompletion(report, video, error, repeated);
        // The next attempt, perhaps on another node, should find the record as it is now.
        Futures.within(saved, maxSave(), parts.timer()).whenComplete((done, failure) -> complete());
    }

    private void prepareCompletion(
            JobReport report, DeliveredVideo video, RefVideoException error, boolean repeated) {
        JobOutcome outcome =
                new JobOutcome(
                        context.handle(),
                        report,
                        video,
                        error,
                        context.polls(),
                        context.age(),
                        repeated);
        PurchaseReceipt receipt =
                context.purchase() == null
                        ? UNRECORDED
                        : context.purchase().receipt(spec.completionPoint());
        completion.set(() -> ended.ended(this, outcome, receipt));
    }

    /** What is known is enough: the record may not have been written. */
    private void completeAnyway() {
        limiter.leave(granted);
        if (!completed && completion.get() == null) {
            prepareCompletion(null, lastVideo, lastError, false);
        }
        complete();
    }

    /** The deadline holds for the last write as well. */
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
            parts.timer().after(RETRY, completeAgain);
        }
    }

    // ---- for observers

    JobSpec spec() {
        return spec;
    }

    /** Null as long as no job is known. */
    JobHandle handle() {
        return context.handle();
    }

    JobSnapshot snapshot() {
        return context.snapshot();
    }
}
