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
import io.github.refvideo.camel.outcome.JobFacts;
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.outcome.JobStatus;
import io.github.refvideo.camel.provider.StatusPage;
import io.github.refvideo.camel.provider.TransportErrors;
import java.time.Duration;
import java.util.List;

/**
 * The second phase of a job: learning its status until the service gives a final answer. Nothing
 * but such an answer ends a job that was paid for; a question that fails is asked again.
 */
final class Watching {

    /** A clear refusal of a status read may be a hiccup of the service; three in a row are not. */
    private static final int MOST_REFUSALS = 3;

    /** A success without a video was seen to mend itself when asked again. */
    private static final int MOST_EMPTY_SUCCESSES = 3;

    private final JobRun run;
    private volatile int polls;
    private int failures;
    private int refusals;
    private int emptySuccesses;

    Watching(JobRun run) {
        this.run = run;
    }

    int polls() {
        return polls;
    }

    boolean over() {
        return run.over();
    }

    /** Waits for the first moment at which the job can be done. */
    void begin() {
        run.await(run.engine().backoff().around(firstDelay()), this::due);
    }

    private Duration firstDelay() {
        WaitPlan plan = run.order().plan();
        return plan.initialDelay() != null
                ? plan.initialDelay()
                : run.engine().firstPoll().delay(run.model(), plan.pollInterval());
    }

    /** It is time to know more: from the list when many jobs are in flight, else by asking. */
    private void due() {
        if (!run.engine().sweepsFor(run, this)) {
            readStatus();
        }
    }

    /** Asks the service about this one job. */
    void readStatus() {
        run.paced(
                run.governor().statusReads(),
                () -> {
                    polls++;
                    run.governor().counts().polled();
                    JobOrder order = run.order();
                    run.call(
                            JobPhase.READING_STATUS,
                            () -> order.provider().status(run.handle(), run.deadline().remaining()),
                            this::answered);
                });
    }

    private void answered(JobReport report, Throwable failure) {
        if (failure != null) {
            failed(TransportErrors.of(failure, run.order().provider().name()).details());
            return;
        }
        failures = 0;
        refusals = 0;
        run.governor().answered();
        run.reported(report);
        if (run.report().status().terminal()) {
            run.concluded();
        } else {
            askLater();
        }
    }

    private void failed(ErrorDetails failure) {
        if (failure.kind() == ErrorKind.RATE_LIMITED) {
            run.governor().throttled(failure.reply().retryAfter());
        }
        failures++;
        boolean refused = !failure.retryable() && failure.reply().status() != 0;
        refusals = refused ? refusals + 1 : 0;
        if (refusals >= MOST_REFUSALS) {
            run.failed(failure);
            return;
        }
        Duration pause =
                run.engine().backoff().afterFailure(failures, failure.reply().retryAfter());
        Duration interval = interval();
        run.await(pause.compareTo(interval) > 0 ? pause : interval, this::due);
    }

    // ---- what a sweep through the list says

    /** The list shows the job. */
    void listed(StatusPage.Row row) {
        // What goes wrong with one job must not reach the sweep: all others hang on it.
        run.guarded(() -> read(row));
    }

    private void read(StatusPage.Row row) {
        if (row.status().terminal()) {
            if (row.endTime() != null) {
                run.governor()
                        .counts()
                        .noticed(Duration.between(row.endTime(), run.engine().timer().now()));
            }
            readStatus();
        } else {
            run.reported(JobReport.pending(row.status(), List.of(), JobFacts.NONE));
            askLater();
        }
    }

    /** The list does not show the job, or there was no list. */
    void notListed() {
        readStatus();
    }

    /** Comes back after the poll interval. */
    void askLater() {
        run.await(interval(), this::due);
    }

    /** Acts on a final report. */
    void conclude() {
        JobReport report = run.report();
        if (report.status() != JobStatus.SUCCEEDED) {
            run.failed(JobErrors.ended(report));
        } else if (report.video() != null) {
            run.videoIsThere();
        } else if (run.handle() != null && ++emptySuccesses < MOST_EMPTY_SUCCESSES) {
            askLater();
        } else {
            run.failed(JobErrors.withoutVideo());
        }
    }

    private Duration interval() {
        return run.engine().backoff().around(run.order().plan().pollInterval());
    }
}
