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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.job.JobOrder.Progress;
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.outcome.JobStatus;
import io.github.refvideo.camel.provider.Submission;
import io.github.refvideo.camel.provider.TransportErrors;
import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * One job's life: submit, wait, read the status, deliver. Events come from timer and I/O threads
 * and from whoever stops the engine; at any moment at most one call or one wait is under way, and
 * only the step that moves the phase to {@link Phase#DONE} completes the job.
 */
final class JobRun {

    private enum Phase {
        NEW,
        SUBMITTING,
        WAITING,
        READING_STATUS,
        DELIVERING,
        DONE
    }

    /** A clear refusal of a status read may be a hiccup of the service; three in a row are not. */
    private static final int MOST_REFUSALS = 3;

    /** A success without a video was seen to mend itself when asked again. */
    private static final int MOST_EMPTY_SUCCESSES = 3;

    private final JobEngine engine;
    private final JobOrder order;

    // Guarded by this.
    private Phase phase = Phase.NEW;
    private Timer.Cancellable deadlineTimer = () -> {};
    private Timer.Cancellable wakeUp = () -> {};
    private CompletableFuture<?> call;

    // Written by one step at a time, read by observers.
    private volatile JobHandle handle;
    private volatile JobReport report;
    private volatile int polls;
    private boolean maybeSubmitted;
    private ErrorDetails lastSubmitError;
    private int submitAttempts;
    private int failedReads;
    private int refusedReads;
    private int emptySuccesses;

    JobRun(JobEngine engine, JobOrder order) {
        this.engine = engine;
        this.order = order;
        this.handle = order.progress().handle();
        this.report = order.progress().report();
        this.maybeSubmitted = order.progress().uncertain();
    }

    void start() {
        synchronized (this) {
            deadlineTimer =
                    engine.timer().after(order.deadline().remaining(), this::deadlinePassed);
        }
        if (report != null && report.status() == JobStatus.SUCCEEDED) {
            deliver();
        } else if (handle != null) {
            readStatus();
        } else if (maybeSubmitted && !resubmitIsSafe()) {
            finish(uncertain("an earlier attempt of this exchange sent it"));
        } else {
            submit();
        }
    }

    JobSnapshot snapshot() {
        JobReport last = report;
        JobHandle known = handle;
        return new JobSnapshot(
                order.provider().name(),
                order.submit().model(),
                known != null ? known.jobId() : idInTheAccounts(last),
                last == null ? null : last.status(),
                order.deadline().elapsed(),
                polls);
    }

    /** A job that ran inside its submit has no id but the one of the service's accounts. */
    private static String idInTheAccounts(JobReport last) {
        return last == null ? null : last.facts().generationId();
    }

    // ---- submit

    private void submit() {
        submitAttempts++;
        call(
                Phase.SUBMITTING,
                () ->
                        order.provider()
                                .submit(
                                        order.submit(),
                                        order.idempotencyKey(),
                                        order.deadline().remaining()),
                this::submitted);
    }

    private void submitted(Submission submission, Throwable failure) {
        if (failure != null) {
            submitFailed(TransportErrors.of(failure, order.provider().name()));
            return;
        }
        handle = submission.handle();
        report = submission.report();
        order.callbacks().progressed(new Progress(handle, report, false));
        engine.listeners().submitted(snapshot());
        if (report.status().terminal()) {
            conclude();
        } else {
            await(engine.backoff().around(order.initialDelay()), this::readStatus);
        }
    }

    private void submitFailed(ProviderException failure) {
        if (failure.processed() == Processed.MAYBE && !maybeSubmitted) {
            maybeSubmitted = true;
            order.callbacks().progressed(new Progress(null, null, true));
        }
        lastSubmitError = failure.details();
        Optional<Duration> retry =
                engine.submitRule()
                        .retry(
                                failure,
                                submitAttempts,
                                order.provider().resubmission(),
                                order.deadline());
        if (retry.isPresent()) {
            await(retry.get(), this::submit);
        } else {
            finish(unsubmitted());
        }
    }

    /** Why there is no job, or none that is known. */
    private ErrorDetails unsubmitted() {
        if (!maybeSubmitted) {
            return lastSubmitError;
        }
        return uncertain(lastSubmitError.message())
                .reply(lastSubmitError.reply())
                .cause(lastSubmitError.cause());
    }

    private ErrorDetails uncertain(String what) {
        return JobErrors.uncertain(what, order.provider().resubmission());
    }

    private boolean resubmitIsSafe() {
        return order.provider().resubmission()
                == io.github.refvideo.camel.provider.Resubmission.SAME_KEY_IS_SAFE;
    }

    // ---- wait

    private void readStatus() {
        polls++;
        call(
                Phase.READING_STATUS,
                () -> order.provider().status(handle, order.deadline().remaining()),
                this::statusRead);
    }

    private void statusRead(JobReport answer, Throwable failure) {
        if (failure != null) {
            statusFailed(TransportErrors.of(failure, order.provider().name()).details());
            return;
        }
        failedReads = 0;
        refusedReads = 0;
        report = report == null ? answer : answer.after(report);
        engine.listeners().statusRead(snapshot());
        if (report.status().terminal()) {
            conclude();
        } else {
            await(engine.backoff().around(order.pollInterval()), this::readStatus);
        }
    }

    /** Nothing but a terminal answer ends a paid job: an unanswered question is asked again. */
    private void statusFailed(ErrorDetails failure) {
        failedReads++;
        refusedReads = failure.retryable() || failure.reply().status() == 0 ? 0 : refusedReads + 1;
        if (refusedReads >= MOST_REFUSALS) {
            finish(failure);
            return;
        }
        Duration pause = engine.backoff().afterFailure(failedReads, failure.reply().retryAfter());
        Duration interval = engine.backoff().around(order.pollInterval());
        await(pause.compareTo(interval) > 0 ? pause : interval, this::readStatus);
    }

    private void conclude() {
        if (report.status() != JobStatus.SUCCEEDED) {
            finish(JobErrors.ended(report));
        } else if (report.video() != null) {
            deliver();
        } else if (handle != null && ++emptySuccesses < MOST_EMPTY_SUCCESSES) {
            await(engine.backoff().around(order.pollInterval()), this::readStatus);
        } else {
            finish(JobErrors.withoutVideo());
        }
    }

    // ---- deliver

    private void deliver() {
        call(
                Phase.DELIVERING,
                () -> order.delivery().deliver(report.video(), order.deadline()),
                this::delivered);
    }

    private void delivered(DeliveredVideo video, Throwable failure) {
        if (failure == null) {
            complete(video, null);
        } else {
            finish(JobErrors.undelivered(failure));
        }
    }

    // ---- the end

    private void deadlinePassed() {
        boolean sending;
        synchronized (this) {
            sending = phase == Phase.SUBMITTING;
        }
        if (handle == null && (sending || maybeSubmitted)) {
            finish(uncertain("the deadline passed (pollTimeout, header CamelRefVideoPollTimeout)"));
        } else if (handle == null && report == null && lastSubmitError != null) {
            finish(lastSubmitError);
        } else {
            finish(JobErrors.timeout(handle, report, order.deadline()));
        }
    }

    /** Gives the job up because the engine stops. */
    void stop() {
        boolean sending;
        synchronized (this) {
            sending = phase == Phase.SUBMITTING;
        }
        if (handle == null && (sending || maybeSubmitted)) {
            finish(uncertain("the component was stopped"));
        } else {
            finish(JobErrors.shutdown(handle != null));
        }
    }

    private void finish(ErrorDetails error) {
        ErrorDetails complete = error.provider(order.provider().name()).job(handle);
        complete(null, RefVideoException.of(complete));
    }

    private void complete(DeliveredVideo video, RefVideoException error) {
        CompletableFuture<?> pending;
        synchronized (this) {
            if (phase == Phase.DONE) {
                return;
            }
            if (phase == Phase.SUBMITTING && error != null && handle == null && sent()) {
                order.callbacks().progressed(new Progress(null, null, true));
            }
            phase = Phase.DONE;
            deadlineTimer.cancel();
            wakeUp.cancel();
            pending = call;
            call = null;
        }
        if (pending != null) {
            pending.cancel(true);
        }
        engine.finished(
                this,
                order.callbacks(),
                new JobOutcome(handle, report, video, error, polls, order.deadline().elapsed()));
    }

    /**
     * Whether a submit is on its way at this moment; if it is given up, nobody knows what became of
     * it.
     */
    private boolean sent() {
        return call != null && !call.isDone();
    }

    // ---- one step at a time

    private <T> void call(
            Phase next, Supplier<CompletableFuture<T>> starter, BiConsumer<T, Throwable> reader) {
        synchronized (this) {
            if (phase == Phase.DONE) {
                return;
            }
            phase = next;
            call = null;
        }
        CompletableFuture<T> started = startSafely(starter);
        synchronized (this) {
            if (phase == Phase.DONE) {
                started.cancel(true);
                return;
            }
            call = started;
        }
        started.whenComplete((value, failure) -> guarded(() -> reader.accept(value, failure)));
    }

    private static <T> CompletableFuture<T> startSafely(Supplier<CompletableFuture<T>> starter) {
        try {
            return starter.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void await(Duration delay, Runnable next) {
        synchronized (this) {
            if (phase == Phase.DONE) {
                return;
            }
            phase = Phase.WAITING;
            call = null;
            wakeUp = engine.timer().after(delay, () -> guarded(next));
        }
    }

    /** A defect must not leave an exchange hanging. */
    private void guarded(Runnable step) {
        synchronized (this) {
            if (phase == Phase.DONE) {
                return;
            }
        }
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            finish(JobErrors.defect(e, ErrorKind.SERVICE));
        }
    }
}
