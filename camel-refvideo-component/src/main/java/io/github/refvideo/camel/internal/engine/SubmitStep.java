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
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.engine.Step.End;
import io.github.refvideo.camel.internal.provider.TransportErrors;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.util.Backoff;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.repository.PurchaseEvent.JobAcknowledged;
import io.github.refvideo.camel.repository.PurchaseEvent.JobFailed;
import io.github.refvideo.camel.repository.PurchaseEvent.SubmitNotProcessed;
import io.github.refvideo.camel.repository.PurchaseEvent.VideoDelivered;
import io.github.refvideo.camel.repository.PurchaseState.MaybeProcessed;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.SubmitCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the submit, the only call that costs money. Nothing is sent unless the lease is certainly
 * held; {@link RetryPolicy} decides what may be sent again.
 */
final class SubmitStep implements Step {

    /** A paid job does not wait longer than this for its record. */
    private static final Duration MAX_SAVE = Duration.ofSeconds(5);

    /**
     * A submit that the deadline cuts off may have been paid for, so none is sent in the last tenth
     * of the time, or in the last seconds of a long one.
     */
    private static final Duration MAX_ANSWER = Duration.ofSeconds(5);

    private final Supplier<Step> leaseLost;

    private int attempts;
    private boolean startedTooLate;
    private boolean uncertainBefore;
    private @Nullable ErrorDetails lastError;

    /**
     * @param leaseLost creates the next step if another process has taken the purchase over
     */
    SubmitStep(Supplier<Step> leaseLost) {
        this.leaseLost = leaseLost;
    }

    @Override
    public CompletableFuture<Step> run(StepContext job) {
        startedTooLate = timeToSend(job.deadline()).isZero();
        if (startedTooLate) {
            return tooLate(job);
        }
        return job.acquirePermit(job.limiter().submits())
                .thenCompose(
                        permit ->
                                timeToSend(job.deadline()).isZero()
                                        ? tooLate(job)
                                        : job.call(JobPhase.CLAIMING, job.purchase()::readyToSend))
                .handle(
                        (held, failure) -> {
                            if (failure != null) {
                                job.releasePermit(false);
                                return repositoryFailed(job, Futures.unwrap(failure)).next();
                            }
                            return held ? send(job) : leaseLost(job);
                        })
                .thenCompose(next -> next);
    }

    /** An earlier submit may have been processed, even if the repository fails now. */
    private static Step repositoryFailed(StepContext job, Throwable cause) {
        return End.failed(
                job.purchase().state().isUncertain()
                        ? JobErrors.uncertain(
                                        "an earlier submit was not answered, and the job repository"
                                                + " failed before it could be repeated",
                                        job.provider().resubmission())
                                .cause(cause)
                        : JobErrors.repository(cause));
    }

    /** Another process has taken the purchase over: read its record again. */
    private CompletableFuture<Step> leaseLost(StepContext job) {
        job.releasePermit(false);
        return leaseLost.get().next();
    }

    private CompletableFuture<Step> send(StepContext job) {
        if (!job.purchase().isLeaseCertain()) {
            return leaseLost(job);
        } else if (timeToSend(job.deadline()).isZero()) {
            return tooLate(job);
        }
        SubmitCall call =
                new SubmitCall(
                        job.submit(),
                        job.spec().purchase().sentKey(),
                        job.deadline().remaining(),
                        job.purchase()::isLeaseCertain,
                        job.purchase().callbackUrl());
        uncertainBefore = job.purchase().state() instanceof MaybeProcessed;
        // Atomic with the check that the job has not ended: an end either prevents the submit or
        // finds it sent.
        if (!job.ifActive(job.purchase()::submitStarted)) {
            return new CompletableFuture<>();
        }
        attempts++;
        job.countSubmit();
        CompletableFuture<Submission> answer =
                job.call(JobPhase.SUBMITTING, () -> job.tracedProvider().submit(call));
        job.releasePermit(true);
        return answer.handle(
                        (submission, failure) -> {
                            if (failure == null && submission != null) {
                                job.limiter().answered();
                                return acknowledged(job, submission);
                            }
                            return failed(job, submitFailure(job, submission, failure));
                        })
                .thenCompose(next -> next);
    }

    /** The time within which a submit must start. */
    private static Duration timeToSend(Deadline deadline) {
        Duration tenth = deadline.limit().dividedBy(10);
        Duration left =
                deadline.remaining().minus(tenth.compareTo(MAX_ANSWER) < 0 ? tenth : MAX_ANSWER);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Nothing is sent; the deadline ends the job with the reason. */
    private static <T> CompletableFuture<T> tooLate(StepContext job) {
        job.releasePermit(false);
        return new CompletableFuture<>();
    }

    private static ProviderException submitFailure(
            StepContext job, @Nullable Submission submission, @Nullable Throwable failure) {
        return TransportErrors.of(
                failure == null && submission == null
                        ? new NullPointerException("no submission")
                        : failure,
                job.provider().name());
    }

    private static CompletableFuture<Step> acknowledged(StepContext job, Submission submission) {
        PurchaseRequest purchase = job.spec().purchase();
        JobReport report = submission.report();
        if (submission.handle() == null) {
            // The submit returned a final report.
            boolean succeeded = report.status() == JobStatus.SUCCEEDED && report.video() != null;
            job.acknowledged(succeeded ? new VideoDelivered() : new JobFailed(), null, report);
            return saved(job).thenApply(saved -> PollStep.afterFinalReport(job));
        }
        job.purchase().signedWith(submission.webhookSecret());
        JobHandle handle = submission.handle().boughtWith(purchase.key(), purchase.output());
        job.acknowledged(new JobAcknowledged(handle), handle, report);
        return saved(job).thenApply(saved -> afterSubmit(job));
    }

    /** This process knows the job even if it could not be recorded. */
    private static CompletableFuture<Void> saved(StepContext job) {
        CompletableFuture<Void> save = job.purchase().saveAcknowledged();
        return job.call(JobPhase.CLAIMING, () -> Futures.within(save, MAX_SAVE, job.timer()))
                .handle((done, failure) -> null);
    }

    private static Step afterSubmit(StepContext job) {
        if (job.spec().completionPoint() == CompletionPoint.SUBMITTED) {
            return End.submitted();
        } else if (job.isStopping()) {
            return End.failed(JobErrors.shutdown(true));
        }
        return job.report().status().terminal()
                ? PollStep.afterFinalReport(job)
                : PollStep.afterInitialDelay();
    }

    private CompletableFuture<Step> failed(StepContext job, ProviderException failure) {
        if (failure.processed() == Processed.MAYBE) {
            job.purchase().answerLost();
        } else {
            job.purchase().apply(new SubmitNotProcessed());
            if (!job.purchase().isLeaseCertain()) {
                return leaseLost(job);
            }
        }
        lastError = failure.details();
        if (lastError.kind() == ErrorKind.RATE_LIMITED) {
            job.limiter().throttled(lastError.reply().retryAfter());
        }
        Resubmission resubmission = job.provider().resubmission();
        Optional<Duration> delay =
                new RetryPolicy(job.engine().backoff())
                        .delay(failure, attempts, resubmission, timeToSend(job.deadline()));
        if (delay.isPresent()) {
            return job.delay(delay.get()).thenApply(waited -> this);
        }
        boolean uncertain = job.purchase().state().isUncertain();
        if (!uncertain) {
            return End.failed(JobErrors.notProcessed(lastError, job.deadline())).next();
        } else if (!uncertainBefore && failedInsideSubmit(failure)) {
            return End.failed(lastError).next();
        }
        if (resubmission == Resubmission.PAYS_AGAIN) {
            return new FindLostJobStep(lastError.message(), lastError).next();
        }
        return End.failed(
                        JobErrors.uncertain(lastError.message(), resubmission)
                                .reply(lastError.reply())
                                .cause(lastError.cause()))
                .next();
    }

    /**
     * The submit returned the final failure of the job, which is more specific than "uncertain".
     */
    private static boolean failedInsideSubmit(ProviderException failure) {
        return failure.processed() == Processed.MAYBE
                && !failure.details().retryable()
                && failure.details().reply().status() != 0;
    }

    /** Whether uploads, or the lease of another attempt, took the time. */
    boolean startedTooLate() {
        return startedTooLate;
    }

    /** The error of the last attempt. */
    @Nullable ErrorDetails lastError() {
        return lastError;
    }

    /**
     * Decides whether a failed submit is sent again: a transient failure, of a submit that
     * certainly was not processed, or where the same key leads to the same job.
     */
    static final class RetryPolicy {

        /**
         * Enough for a restart of the service behind a load balancer; more would hide an outage.
         */
        static final int MAX_ATTEMPTS = 3;

        private final Backoff backoff;

        RetryPolicy(Backoff backoff) {
            this.backoff = backoff;
        }

        /**
         * @param failure of the last attempt
         * @param attempts the number of attempts so far
         * @param resubmission whether the provider may pay twice
         * @param left the time within which a further attempt must start
         * @return the delay before the next attempt; empty for no further attempt
         */
        Optional<Duration> delay(
                ProviderException failure, int attempts, Resubmission resubmission, Duration left) {
            if (!failure.details().retryable()
                    || failure.processed() == Processed.MAYBE
                            && resubmission == Resubmission.PAYS_AGAIN) {
                return Optional.empty();
            }
            boolean limited = failure.details().kind() == ErrorKind.RATE_LIMITED;
            if (!limited && attempts >= MAX_ATTEMPTS) {
                return Optional.empty();
            }
            Duration delay = backoff.afterFailure(attempts, failure.details().reply().retryAfter());
            return delay.compareTo(left) < 0 ? Optional.of(delay) : Optional.empty();
        }
    }
}
