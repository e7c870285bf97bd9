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
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.outcome.JobStatus;
import io.github.refvideo.camel.provider.TransportErrors;
import java.time.Duration;

/**
 * The second phase of a job: reading its status until the service gives a final answer. Nothing but
 * such an answer ends a job that was paid for; a question that fails is asked again.
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

    void readStatus() {
        polls++;
        JobOrder order = run.order();
        run.call(
                JobRun.Phase.READING_STATUS,
                () -> order.provider().status(run.handle(), order.deadline().remaining()),
                this::answered);
    }

    private void answered(JobReport report, Throwable failure) {
        if (failure != null) {
            failed(TransportErrors.of(failure, run.order().provider().name()).details());
            return;
        }
        failures = 0;
        refusals = 0;
        run.reported(report);
        if (run.report().status().terminal()) {
            conclude();
        } else {
            readAgainAfter(interval());
        }
    }

    private void failed(ErrorDetails failure) {
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
        readAgainAfter(pause.compareTo(interval) > 0 ? pause : interval);
    }

    /** Acts on a final report. */
    void conclude() {
        JobReport report = run.report();
        if (report.status() != JobStatus.SUCCEEDED) {
            run.failed(JobErrors.ended(report));
        } else if (report.video() != null) {
            run.videoIsThere();
        } else if (run.handle() != null && ++emptySuccesses < MOST_EMPTY_SUCCESSES) {
            readAgainAfter(interval());
        } else {
            run.failed(JobErrors.withoutVideo());
        }
    }

    private Duration interval() {
        return run.engine().backoff().around(run.order().pollInterval());
    }

    private void readAgainAfter(Duration delay) {
        run.await(delay, this::readStatus);
    }
}
