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

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.outcome.JobStatus;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.JobState;
import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The phase before a purchase: the right to submit under its key. Two exchanges with one key, on
 * two nodes perhaps, buy one video; the second waits for the first one's job. Keeps the record true
 * until the job is over.
 */
final class Claiming {

    private static final Logger LOG = LoggerFactory.getLogger(Claiming.class);

    /** Between looks at a claim of somebody else. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Duration LONGEST_WRITE = Duration.ofSeconds(5);

    private final JobRun run;
    private volatile JobRecord record;
    private volatile Timer.Cancellable renewal = () -> {};
    private volatile CompletableFuture<?> renewing = CompletableFuture.completedFuture(null);

    Claiming(JobRun run) {
        this.run = run;
    }

    void begin() {
        run.call(
                JobRun.Phase.CLAIMING,
                () -> run.engine().book().claim(run.order().purchase()),
                this::answered);
    }

    private void answered(Claim claim, Throwable failure) {
        if (failure != null) {
            run.failed(JobErrors.repository(cause(failure)));
            return;
        }
        switch (claim.kind()) {
            case MINE -> mine(claim.record(), false);
            case TAKEN_OVER -> mine(claim.record(), true);
            case BUSY -> run.await(LOOK_AGAIN, this::begin);
            case OF_ANOTHER_REQUEST -> run.failed(JobErrors.keyOfAnotherRequest());
            case SUBMITTED -> known(claim.record());
        }
    }

    private void mine(JobRecord claimed, boolean maybeSubmitted) {
        record = claimed;
        renewLater();
        run.claimed(maybeSubmitted);
    }

    private void known(JobRecord found) {
        record = found;
        if (found.handle() == null) {
            run.failed(JobErrors.deliveredWithoutHandle());
        } else {
            run.attached(found.handle());
        }
    }

    /** A long upload must not look like a node that died. */
    private void renewLater() {
        Duration third = run.engine().book().lease().dividedBy(3);
        renewal = run.engine().timer().after(third, this::renew);
    }

    private void renew() {
        JobRecord current = record;
        if (run.over() || current == null || current.state() != JobState.CLAIMED) {
            return;
        }
        renewing =
                run.engine()
                        .book()
                        .renew(current)
                        .whenComplete(
                                (renewed, failure) -> {
                                    if (failure == null) {
                                        record = renewed;
                                    } else {
                                        LOG.warn(
                                                "A claim could not be renewed: {}", words(failure));
                                    }
                                    renewLater();
                                });
    }

    /** Since when the submit can have left; null when nothing is written about it. */
    Instant since() {
        JobRecord current = record;
        return current == null ? null : current.createdAt();
    }

    /** The service acknowledged the job: whoever needs it can find it from here on. */
    void acknowledged(JobHandle handle, Runnable next) {
        renewal.cancel();
        if (record == null || handle == null) {
            next.run();
            return;
        }
        run.call(
                JobRun.Phase.CLAIMING,
                // A renewal that is on its way has another version of the record.
                () ->
                        renewing.handle((renewed, failure) -> record)
                                .thenCompose(last -> write(last, handle)),
                (written, failure) -> {
                    if (failure == null) {
                        record = written;
                    } else {
                        // The job is paid for and known to this exchange: going on is better than
                        // giving up.
                        LOG.warn(
                                "The repository could not be told of job {}: {}",
                                handle.jobId(),
                                words(failure));
                    }
                    next.run();
                });
    }

    private CompletableFuture<JobRecord> write(JobRecord last, JobHandle handle) {
        JobState state =
                run.order().goal() == Goal.SUBMITTED ? JobState.HANDED_OUT : JobState.SUBMITTED;
        return run.engine().book().submitted(last, handle, state, run.deadline().remaining());
    }

    /** Leaves the record as the next one to ask for this purchase must find it. May block. */
    void closed(JobOutcome outcome, boolean maybeSubmitted) {
        renewal.cancel();
        try {
            renewing.handle((renewed, failure) -> null).get(LONGEST_WRITE.toMillis(), MILLISECONDS);
            close(outcome, maybeSubmitted);
        } catch (Exception e) {
            LOG.warn("The repository could not be told how a job ended: {}", words(e));
        }
    }

    private void close(JobOutcome outcome, boolean maybeSubmitted) throws Exception {
        JobBook book = run.engine().book();
        JobState end = end(outcome);
        JobRecord current = record;
        if (current == null) {
            if (end != null && outcome.handle() != null) {
                book.over(outcome.handle(), end);
            }
        } else if (end != null && run.order().purchase().keyIsShared()) {
            if (!current.state().over()) {
                book.over(current, end);
            }
        } else if (end != null) {
            book.forget(current);
        } else if (current.state() == JobState.CLAIMED && outcome.handle() == null) {
            if (maybeSubmitted) {
                book.giveUp(current);
            } else {
                book.forget(current);
            }
        }
    }

    /** Null while the job can still come to another end. */
    private JobState end(JobOutcome outcome) {
        if (outcome.succeeded()) {
            return run.order().goal() == Goal.DELIVERED ? JobState.DELIVERED : null;
        }
        boolean ended =
                outcome.report() != null
                        && outcome.report().status().terminal()
                        && outcome.report().status() != JobStatus.SUCCEEDED;
        return ended ? JobState.FAILED : null;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private static String words(Throwable failure) {
        return cause(failure).toString();
    }
}
