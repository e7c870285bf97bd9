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
import io.github.refvideo.camel.job.JobOrder.Progress;
import io.github.refvideo.camel.provider.Resubmission;
import io.github.refvideo.camel.provider.Submission;
import io.github.refvideo.camel.provider.TransportErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The first phase of a job: the one call that costs money. {@link SubmitRule} says what may be
 * repeated.
 */
final class Submitting {

    private final JobRun run;
    private volatile int attempts;
    private volatile boolean onTheWay;
    private volatile boolean maybeArrived;
    private volatile ErrorDetails lastError;
    private volatile Instant sent;

    /**
     * @param maybeArrived whether a submit of an earlier attempt of the exchange may have been
     *     processed
     */
    Submitting(JobRun run, boolean maybeArrived) {
        this.run = run;
        this.maybeArrived = maybeArrived;
    }

    /** Whether an earlier attempt sent it, and sending it again could pay twice. */
    boolean mayNotRepeat() {
        return maybeArrived && run.resubmission() == Resubmission.PAYS_AGAIN;
    }

    void begin() {
        submit();
    }

    /** Somebody whose claim was taken over may have sent it. */
    void maybeArrived() {
        maybeArrived = true;
    }

    private void submit() {
        run.paced(run.governor().submits(), this::send);
    }

    private void send() {
        attempts++;
        onTheWay = true;
        sent = run.engine().timer().now();
        run.governor().counts().submitted();
        JobOrder order = run.order();
        run.call(
                JobPhase.SUBMITTING,
                () ->
                        order.provider()
                                .submit(
                                        run.submit(),
                                        order.purchase().idempotencyKey(),
                                        run.deadline().remaining()),
                this::answered);
    }

    private void answered(Submission submission, Throwable failure) {
        if (failure == null && submission == null) {
            // A provider that breaks its contract: nobody knows what became of the call.
            failed(TransportErrors.of(new NullPointerException("no submission"), "broken"));
        } else if (failure == null) {
            run.governor().answered();
            // Counts as on the way until the run knows the job.
            run.submitted(submission.handle(), submission.report());
        } else {
            failed(TransportErrors.of(failure, run.order().provider().name()));
        }
    }

    private void failed(ProviderException failure) {
        boolean ended = !maybeArrived && toldHowItEnded(failure);
        if (failure.processed() == Processed.MAYBE && !maybeArrived) {
            maybeArrived = true;
            run.order().callbacks().progressed(new Progress(null, null, true));
        }
        onTheWay = false;
        lastError = failure.details();
        if (lastError.kind() == ErrorKind.RATE_LIMITED) {
            run.governor().throttled(lastError.reply().retryAfter());
        }
        Optional<Duration> retry =
                run.engine()
                        .submitRule()
                        .retry(failure, attempts, run.resubmission(), run.deadline());
        if (retry.isPresent()) {
            run.await(retry.get(), this::submit);
        } else if (ended) {
            run.failed(lastError);
        } else if (mayNotRepeat()) {
            run.searching().begin(lastError.message(), sent);
        } else {
            run.failed(withoutJob());
        }
    }

    /** A job that ran inside its submit and ended badly: its reason is worth more than a doubt. */
    private static boolean toldHowItEnded(ProviderException failure) {
        return failure.processed() == Processed.MAYBE
                && !failure.details().retryable()
                && failure.details().reply().status() != 0;
    }

    /** Why there is no job, or none that is known. */
    private ErrorDetails withoutJob() {
        return maybeArrived
                ? JobErrors.uncertain(lastError.message(), run.resubmission())
                        .reply(lastError.reply())
                        .cause(lastError.cause())
                : lastError;
    }

    /** Whether nothing was sent by this run. */
    boolean neverSent() {
        return attempts == 0;
    }

    /** Whether a submit is out there to which nobody has answered yet. */
    boolean unanswered() {
        return run.handle() == null && run.report() == null && onTheWay;
    }

    /** Whether, if the job were given up now, the service could have one that nobody knows. */
    boolean mayHaveArrived() {
        return run.handle() == null && run.report() == null && (maybeArrived || onTheWay);
    }

    /** Why the last submit failed, as long as there is no job. */
    Optional<ErrorDetails> lastError() {
        return run.report() == null ? Optional.ofNullable(lastError) : Optional.empty();
    }
}
