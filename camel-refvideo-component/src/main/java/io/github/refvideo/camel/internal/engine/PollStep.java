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
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.engine.Step.End;
import io.github.refvideo.camel.internal.provider.TransportErrors;
import io.github.refvideo.camel.repository.PurchaseEvent.JobAcknowledged;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Resubmission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the status until it is terminal. Nothing else ends a paid job; failed requests are
 * repeated.
 */
final class PollStep implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(PollStep.class);

    /** A refused status request may be transient; three in a row are not. */
    private static final int MAX_REFUSALS = 3;

    /** A job that the list does not contain is not searched for again and again. */
    private static final int MAX_NOT_LISTED = 2;

    /** Services have reported success first and the video with a later request. */
    private static final int MAX_EMPTY_SUCCESSES = 3;

    /** The next action of the step. */
    private enum Action {
        /** Waits for a job that was just submitted. */
        WAIT_NEW,
        WAIT,
        /** Reads the status from the list, if there is one. */
        READ,
        POLL
    }

    private final @Nullable JobHandle candidate;
    private final @Nullable LostJobCheck check;
    private Action action;
    private int failures;
    private int refusals;
    private int emptySuccesses;
    private int timesNotListed;
    private @Nullable PollSchedule schedule;

    /** What the service's list says about the end of the job; null if it says nothing. */
    private BatchStatusPoller.@Nullable Answer listedEnd;

    private boolean eventReceived;

    private PollStep(Action action, @Nullable JobHandle candidate, @Nullable LostJobCheck check) {
        this.action = action;
        this.candidate = candidate;
        this.check = check;
    }

    /** Starts when the job can have ended. */
    static Step afterInitialDelay() {
        return new PollStep(Action.WAIT_NEW, null, null);
    }

    /** Starts at once. */
    static Step immediately() {
        return new PollStep(Action.POLL, null, null);
    }

    /** Polls a job that may be the one whose acknowledgement was lost. */
    static Step forCandidate(JobHandle candidate, LostJobCheck check) {
        return new PollStep(Action.POLL, candidate, check);
    }

    /** The step after a final report. */
    static Step afterFinalReport(StepContext job) {
        return new PollStep(Action.POLL, null, null).conclude(job);
    }

    @Override
    public CompletableFuture<Step> run(StepContext job) {
        if (schedule == null) {
            schedule = job.schedule(handle(job));
        }
        if (action == Action.POLL) {
            return poll(job);
        }
        if (job.expectsEvent()) {
            return wait(job, job.engine().backoff().around(withoutEvent(job)));
        }
        boolean isNew = action == Action.WAIT_NEW;
        if (isNew) {
            // Also without the list, because more jobs may follow.
            schedule.foundAt(0, job.limiter().counts().submits());
        }
        Optional<BatchStatusPoller> list =
                candidate != null || timesNotListed >= MAX_NOT_LISTED
                        ? Optional.empty()
                        : job.listPoller();
        if (list.isPresent()) {
            return job.call(
                            JobPhase.WAITING,
                            () ->
                                    list.get()
                                            .watch(
                                                    job.handle(),
                                                    schedule,
                                                    isNew,
                                                    status -> running(job, status)))
                    .thenCompose(answer -> read(job, answer));
        }
        long wait = schedule.dueNanos() - job.timer().nanoTime();
        if (action == Action.READ || wait <= 0) {
            return poll(job);
        }
        action = Action.READ;
        return job.delay(spread(job, Duration.ofNanos(wait))).thenApply(waited -> this);
    }

    /** Until a status request if no event comes. */
    private Duration withoutEvent(StepContext job) {
        PollingPolicy polling = job.spec().polling();
        return action == Action.WAIT_NEW && polling.initialDelay() != null
                ? polling.initialDelay()
                : polling.webhookInterval();
    }

    /** Keeps jobs that were submitted together from polling in lockstep. */
    private static Duration spread(StepContext job, Duration wait) {
        Duration interval = job.spec().polling().interval();
        Duration last = wait.compareTo(interval) < 0 ? wait : interval;
        return wait.minus(last).plus(job.engine().backoff().around(last));
    }

    private static void running(StepContext job, JobStatus status) {
        if (!job.hasEnded()) {
            job.reported(JobReport.pending(status, List.of(), JobFacts.NONE));
        }
    }

    private JobHandle handle(StepContext job) {
        return candidate == null ? job.handle() : candidate;
    }

    private CompletableFuture<Step> poll(StepContext job) {
        action = Action.WAIT;
        long since = listedEnd == null ? job.timer().nanoTime() : listedEnd.endNanos();
        return job.awaitPermit(job.limiter().statusCalls(), since)
                .thenCompose(
                        permit -> {
                            job.countPoll();
                            return job.call(
                                    JobPhase.POLLING,
                                    () ->
                                            job.tracedProvider()
                                                    .status(
                                                            handle(job),
                                                            job.deadline().remaining()));
                        })
                .handle(
                        (report, failure) ->
                                failure == null
                                        ? answered(job, report)
                                        : failed(
                                                job,
                                                TransportErrors.of(failure, job.provider().name())
                                                        .details()))
                .thenCompose(next -> next);
    }

    private CompletableFuture<Step> answered(StepContext job, JobReport report) {
        failures = 0;
        refusals = 0;
        job.limiter().answered();
        job.reported(report);
        if (report.status().terminal()) {
            if (report.status() != JobStatus.SUCCEEDED || report.video() != null) {
                recordEnd(job, report);
            }
            return conclude(job).next();
        }
        schedule.running(job.timer().nanoTime());
        if (listedEnd == null && !eventReceived) {
            return next();
        }
        // The list or the event is ahead of the status.
        listedEnd = null;
        eventReceived = false;
        return pollLater(job);
    }

    private void recordEnd(StepContext job, JobReport report) {
        Instant end = time(job, report, "endTime");
        if (end == null && listedEnd != null) {
            end = listedEnd.row().endTime();
        }
        if (end != null) {
            job.limiter().counts().recordLag(Duration.between(end, job.timer().now()));
        }
        if (report.status() == JobStatus.SUCCEEDED && listedEnd == null) {
            Instant submitted = time(job, report, "submitTime");
            schedule.succeeded(
                    job.timer().nanoTime(),
                    submitted == null || end == null ? null : Duration.between(submitted, end));
        }
    }

    private static @Nullable Instant time(StepContext job, JobReport report, String name) {
        return report.facts().providerMetadata().get(job.provider().name()) instanceof Map<?, ?> own
                        && own.get(name) instanceof Instant time
                ? time
                : null;
    }

    private CompletableFuture<Step> failed(StepContext job, ErrorDetails failure) {
        if (failure.kind() == ErrorKind.RATE_LIMITED) {
            job.limiter().throttled(failure.reply().retryAfter());
        }
        failures++;
        boolean refused = !failure.retryable() && failure.reply().status() != 0;
        refusals = refused ? refusals + 1 : 0;
        if (refusals >= MAX_REFUSALS) {
            return (check == null
                            ? End.failed(failure)
                            : End.failed(
                                    JobErrors.uncertain(
                                            failure.message(), job.provider().resubmission())))
                    .next();
        }
        Duration pause =
                job.engine().backoff().afterFailure(failures, failure.reply().retryAfter());
        // A fixed interval is also obeyed after a failure. A refusal has time to pass.
        if (refused || !job.spec().polling().adaptive() || job.expectsEvent()) {
            Duration interval = interval(job);
            pause = pause.compareTo(interval) > 0 ? pause : interval;
        }
        LOG.debug(
                "Status of job {} was not read ({}); next request in {} ms",
                handle(job).jobId(),
                failure.message(),
                pause.toMillis());
        return wait(job, pause);
    }

    /** Processes the result of the service's list. */
    private CompletableFuture<Step> read(StepContext job, BatchStatusPoller.Answer answer) {
        switch (answer.kind()) {
            case ENDED -> {
                listedEnd = answer;
                action = Action.POLL;
                if (answer.row().report() != null) {
                    return answered(job, answer.row().report());
                }
                // The list does not contain the link to the video.
            }
            case NOT_LISTED -> {
                timesNotListed++;
                action = Action.POLL;
            }
            case READ_SINGLY -> action = Action.POLL;
            case UNAVAILABLE -> action = Action.WAIT;
        }
        return next();
    }

    private CompletableFuture<Step> pollLater(StepContext job) {
        return wait(job, interval(job));
    }

    /** A status request follows, whatever the schedule says. */
    private CompletableFuture<Step> wait(StepContext job, Duration delay) {
        action = Action.POLL;
        boolean expected = job.expectsEvent();
        return job.delayUntilEvent(delay)
                .thenApply(
                        waited -> {
                            eventReceived = expected && !job.expectsEvent();
                            return this;
                        });
    }

    private static Duration interval(StepContext job) {
        PollingPolicy polling = job.spec().polling();
        return job.engine()
                .backoff()
                .around(job.expectsEvent() ? polling.webhookInterval() : polling.interval());
    }

    /** Processes a final report. */
    private Step conclude(StepContext job) {
        JobReport report = job.report();
        if (check != null) {
            if (!check.confirms(report)) {
                job.discardReport();
                return End.failed(check.mismatch(job.provider().resubmission()));
            }
            check.adopt(job, candidate);
        }
        if (job.spec().completionPoint() == CompletionPoint.SUBMITTED && job.handle() != null) {
            return End.submitted();
        }
        if (report.status() != JobStatus.SUCCEEDED) {
            return End.failed(JobErrors.ended(report));
        }
        if (report.video() != null) {
            return new DownloadStep();
        }
        action = Action.POLL;
        return job.handle() != null && ++emptySuccesses < MAX_EMPTY_SUCCESSES
                ? new Later(this, interval(job))
                : End.failed(JobErrors.withoutVideo());
    }

    /** A step after a delay. */
    private record Later(Step following, Duration delay) implements Step {

        @Override
        public CompletableFuture<Step> run(StepContext job) {
            return job.delay(delay).thenApply(waited -> following);
        }
    }

    /**
     * Decides whether a job in the service's list is the job whose acknowledgement was lost. Its
     * final report must contain the prompt of the purchase.
     *
     * @param purchase the purchase whose acknowledgement was lost
     * @param why the acknowledgement was lost
     */
    record LostJobCheck(PurchaseRequest purchase, String why) {

        /** No service truncates a prompt to fewer characters. */
        private static final int MIN_TRUNCATED = 500;

        /** Whether the report belongs to the purchase. */
        boolean confirms(JobReport report) {
            String reported = report.facts().givenPrompt();
            return reported != null && !reported.isBlank() && isPrompt(reported, purchase.prompt());
        }

        /** Whether a reported prompt is the expected one. A service may truncate a long one. */
        static boolean isPrompt(String reported, @Nullable String expected) {
            if (expected == null) {
                return false;
            }
            String text = reported.strip();
            return text.length() < MIN_TRUNCATED
                    ? expected.strip().equals(text)
                    : expected.strip().startsWith(text);
        }

        /** Treats the job like an acknowledged one. */
        void adopt(StepContext job, JobHandle candidate) {
            JobHandle expected = candidate.boughtWith(purchase.key(), purchase.output());
            job.acknowledged(new JobAcknowledged(expected), expected, job.report());
            job.purchase().saveAcknowledged();
        }

        /** The job belongs to another request. */
        ErrorDetails mismatch(Resubmission resubmission) {
            return JobErrors.uncertain(
                    why
                            + "; the only job of this model and submit time in the service's list has"
                            + " another prompt, or does not report its prompt",
                    resubmission);
        }
    }
}
