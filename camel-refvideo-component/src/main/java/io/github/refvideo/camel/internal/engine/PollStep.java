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
import io.github.refvideo.camel.internal.provider.TransportErrors;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.StatusPage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Polls the status until the service gives a final answer. Nothing else ends a job that was paid
 * for; a request that fails is repeated.
 */
final class PollStep implements Step {

    /** One refused status request may be a temporary failure; three in a row are not. */
    private static final int MAX_REFUSALS = 3;

    /** A success without a video was seen to have one when it was asked for again. */
    private static final int MAX_EMPTY_SUCCESSES = 3;

    /** What to do next. */
    private enum Action {
        WAIT_FOR_FIRST,
        ASK,
        ASK_FOR_THIS_JOB
    }

    private final JobHandle candidate;
    private final LostJobCheck check;
    private Action action;
    private int failures;
    private int refusals;
    private int emptySuccesses;

    private PollStep(Action action, JobHandle candidate, LostJobCheck check) {
        this.action = action;
        this.candidate = candidate;
        this.check = check;
    }

    /** Begins when the job can be done. */
    static Step later() {
        return new PollStep(Action.WAIT_FOR_FIRST, null, null);
    }

    /** Begins at once. */
    static Step now() {
        return new PollStep(Action.ASK_FOR_THIS_JOB, null, null);
    }

    /** Polls a job that may be the one whose acknowledgement was lost. */
    static Step candidate(JobHandle candidate, LostJobCheck check) {
        return new PollStep(Action.ASK_FOR_THIS_JOB, candidate, check);
    }

    /** What follows a final report. */
    static Step concluded(StepContext job) {
        return new PollStep(Action.ASK, null, null).conclude(job);
    }

    @Override
    public CompletableFuture<Step> run(StepContext job) {
        return switch (action) {
            case WAIT_FOR_FIRST -> {
                action = Action.ASK;
                yield job.delay(job.parts().backoff().around(firstDelay(job)))
                        .thenApply(waited -> this);
            }
            case ASK -> {
                Optional<CompletableFuture<BatchStatusPoller.Answer>> listed =
                        candidate == null ? job.listed() : Optional.empty();
                yield listed.isPresent()
                        ? job.call(JobPhase.WAITING, listed::get)
                                .thenCompose(answer -> read(job, answer))
                        : poll(job);
            }
            case ASK_FOR_THIS_JOB -> poll(job);
        };
    }

    private static Duration firstDelay(StepContext job) {
        PollingPolicy polling = job.spec().polling();
        return polling.initialDelay() != null
                ? polling.initialDelay()
                : job.parts().initialDelays().delay(job.model(), polling.interval());
    }

    private JobHandle handle(StepContext job) {
        return candidate == null ? job.handle() : candidate;
    }

    private CompletableFuture<Step> poll(StepContext job) {
        action = Action.ASK;
        return job.turn(job.limiter().statusCalls())
                .thenCompose(
                        turn -> {
                            job.polled();
                            return job.call(
                                    JobPhase.POLLING,
                                    () ->
                                            job.provider()
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
        return job.report().status().terminal() ? conclude(job).next() : askLater(job);
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
        Duration pause = job.parts().backoff().afterFailure(failures, failure.reply().retryAfter());
        Duration interval = interval(job);
        return wait(job, pause.compareTo(interval) > 0 ? pause : interval);
    }

    /** What the service's list says. */
    private CompletableFuture<Step> read(StepContext job, BatchStatusPoller.Answer answer) {
        switch (answer.kind()) {
            case THROTTLED -> {
                return askLater(job);
            }
            case NOT_LISTED -> action = Action.ASK_FOR_THIS_JOB;
            case LISTED -> {
                StatusPage.Row row = answer.row();
                if (!row.status().terminal()) {
                    job.reported(JobReport.pending(row.status(), List.of(), JobFacts.NONE));
                    return askLater(job);
                }
                if (row.endTime() != null) {
                    job.limiter()
                            .counts()
                            .noticed(Duration.between(row.endTime(), job.clock().now()));
                }
                // The list does not say where the video is.
                action = Action.ASK_FOR_THIS_JOB;
            }
        }
        return next();
    }

    private CompletableFuture<Step> askLater(StepContext job) {
        return wait(job, interval(job));
    }

    private CompletableFuture<Step> wait(StepContext job, Duration delay) {
        return job.delay(delay).thenApply(waited -> this);
    }

    private static Duration interval(StepContext job) {
        return job.parts().backoff().around(job.spec().polling().interval());
    }

    /** Acts on a final report. */
    private Step conclude(StepContext job) {
        JobReport report = job.report();
        if (check != null) {
            if (!check.confirms(report)) {
                job.forget();
                return End.failed(check.mistaken(job.provider().resubmission()));
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
            Duration took = job.sinceSubmit();
            if (took != null) {
                job.parts().initialDelays().record(job.model(), took);
            }
            return new DownloadStep();
        }
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
}
