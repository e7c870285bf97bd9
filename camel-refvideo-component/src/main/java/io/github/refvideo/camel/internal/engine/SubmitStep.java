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
import io.github.refvideo.camel.internal.provider.TransportErrors;
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

/**
 * Sends the one call that costs money. Nothing is sent without a lease that is certainly still
 * held; {@link SubmitRetryPolicy} says what may be sent again.
 */
final class SubmitStep implements Step {

    /** A paid job does not wait longer than this for its record. */
    private static final Duration MAX_SAVE = Duration.ofSeconds(5);

    private final Supplier<Step> leaseLost;

    private int attempts;
    private boolean uncertainBefore;
    private ErrorDetails lastError;

    /**
     * @param leaseLost gives the step that follows when another process has taken the purchase over
     */
    SubmitStep(Supplier<Step> leaseLost) {
        this.leaseLost = leaseLost;
    }

    @Override
    public CompletableFuture<Step> run(StepContext job) {
        return job.holdTurn(job.limiter().submits())
                .thenCompose(turn -> job.call(JobPhase.CLAIMING, job.purchase()::readyToSend))
                .handle(
                        (held, failure) -> {
                            if (failure != null) {
                                job.leaveTurn(false);
                                return repositoryFailed(job, Futures.unwrap(failure)).next();
                            }
                            return held ? send(job) : leaseLost(job);
                        })
                .thenCompose(next -> next);
    }

    /** An earlier attempt may have been processed, whatever the repository says now. */
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

    /** Another process has taken the purchase over: see what has become of it. */
    private CompletableFuture<Step> leaseLost(StepContext job) {
        job.leaveTurn(false);
        return leaseLost.get().next();
    }

    private CompletableFuture<Step> send(StepContext job) {
        if (!job.purchase().isLeaseCertain()) {
            return leaseLost(job);
        }
        SubmitCall call =
                new SubmitCall(
                        job.submit(),
                        job.spec().purchase().sentKey(),
                        job.deadline().remaining(),
                        job.purchase()::isLeaseCertain);
        uncertainBefore = job.purchase().state() instanceof MaybeProcessed;
        // In one step with the check that the job has not ended: whoever ends it either prevents
        // the submit, or sees that it was sent.
        if (!job.unlessOver(job.purchase()::sending)) {
            return new CompletableFuture<>();
        }
        attempts++;
        job.limiter().counts().submitted();
        CompletableFuture<Submission> answer =
                job.call(JobPhase.SUBMITTING, () -> job.provider().submit(call));
        job.leaveTurn(true);
        return answer.handle(
                        (submission, failure) -> {
                            if (failure == null && submission != null) {
                                job.limiter().answered();
                                return acknowledged(job, submission);
                            }
                            return failed(job, ofSubmit(job, submission, failure));
                        })
                .thenCompose(next -> next);
    }

    private static ProviderException ofSubmit(
            StepContext job, Submission submission, Throwable failure) {
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
            // The job ran to its end inside the submit.
            boolean succeeded = report.status() == JobStatus.SUCCEEDED && report.video() != null;
            job.acknowledged(succeeded ? new VideoDelivered() : new JobFailed(), null, report);
            return saved(job).thenApply(saved -> PollStep.concluded(job));
        }
        JobHandle handle = submission.handle().boughtWith(purchase.key(), purchase.output());
        job.acknowledged(new JobAcknowledged(handle), handle, report);
        return saved(job).thenApply(saved -> afterSubmit(job));
    }

    /** The job is known to this process whether or not it could be recorded. */
    private static CompletableFuture<Void> saved(StepContext job) {
        CompletableFuture<Void> save = job.purchase().saveAcknowledged();
        return job.call(JobPhase.CLAIMING, () -> Futures.within(save, MAX_SAVE, job.clock()))
                .handle((done, failure) -> null);
    }

    private static Step afterSubmit(StepContext job) {
        if (job.spec().completionPoint() == CompletionPoint.SUBMITTED) {
            return End.submitted();
        } else if (job.isStopping()) {
            return End.failed(JobErrors.shutdown(true));
        }
        return job.report().status().terminal() ? PollStep.concluded(job) : PollStep.later();
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
                job.parts().submitRetries().delay(failure, attempts, resubmission, job.deadline());
        if (delay.isPresent()) {
            return job.delay(delay.get()).thenApply(waited -> this);
        }
        boolean uncertain = job.purchase().state().isUncertain();
        if (!uncertain || !uncertainBefore && endedInside(failure)) {
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

    /** A job that ran inside its submit and failed: its reason says more than "uncertain". */
    private static boolean endedInside(ProviderException failure) {
        return failure.processed() == Processed.MAYBE
                && !failure.details().retryable()
                && failure.details().reply().status() != 0;
    }

    /** Why the last attempt failed; null before. */
    ErrorDetails lastError() {
        return lastError;
    }
}
