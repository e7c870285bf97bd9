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
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.JobState;
import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The phase before a purchase: the right to submit under its key. Two exchanges with one key, on
 * two nodes perhaps, buy one video; the second waits for the first one's job. Keeps the record true
 * until the job is acknowledged.
 */
final class Claiming {

    private static final Logger LOG = LoggerFactory.getLogger(Claiming.class);

    /** Between looks at a claim of somebody else. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** A job that is paid for does not wait longer than this for its record. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(5);

    private final JobRun run;
    private final RecordSteps steps = new RecordSteps();
    private volatile Claim claim;
    private volatile boolean acknowledged;
    private volatile Timer.Cancellable renewal = () -> {};

    Claiming(JobRun run) {
        this.run = run;
    }

    void begin() {
        run.call(JobPhase.CLAIMING, this::ask, this::answered);
    }

    private CompletableFuture<Claim> ask() {
        return steps.change(
                none -> run.engine().book().claim(run.order().purchase()),
                answer -> {
                    claim = answer;
                    return answer.held();
                });
    }

    private void answered(Claim answer, Throwable failure) {
        if (failure != null) {
            run.failed(JobErrors.repository(cause(failure)));
            return;
        }
        switch (answer.kind()) {
            case MINE, TAKEN_OVER -> {
                renewLater();
                run.claimed(tookOver());
            }
            case BUSY -> run.await(LOOK_AGAIN, this::begin);
            case OF_ANOTHER_REQUEST -> run.failed(JobErrors.keyOfAnotherRequest());
            case SUBMITTED -> known(answer.record());
        }
    }

    private void known(JobRecord found) {
        if (found.handle() == null) {
            run.failed(
                    found.state() == JobState.DELIVERED
                            ? JobErrors.deliveredWithoutHandle()
                            : JobErrors.failedWithoutHandle());
        } else {
            run.attached(found.handle());
        }
    }

    /** A long upload must not look like a node that died. */
    private void renewLater() {
        Duration third = run.engine().book().lease().dividedBy(3);
        renewal = run.engine().timer().after(third, this::renew);
        if (run.over()) {
            renewal.cancel();
        }
    }

    private void renew() {
        if (run.over() || acknowledged) {
            return;
        }
        steps.change(run.engine().book()::renew)
                .whenComplete(
                        (renewed, failure) -> {
                            if (failure != null) {
                                LOG.warn("A claim could not be renewed: {}", words(failure));
                            }
                            renewLater();
                        });
    }

    /** The claim, as it was last asked for; null when nobody asked. */
    Claim claim() {
        return claim;
    }

    /** The record that this job goes on with; null when it has none. */
    JobRecord record() {
        return steps.now();
    }

    RecordSteps steps() {
        return steps;
    }

    /** Whether the record is this job's to write. */
    boolean isHolder() {
        return claim != null && (claim.kind() == Claim.Kind.MINE || tookOver());
    }

    /** Whether somebody may have submitted before this job had the claim. */
    boolean tookOver() {
        return claim != null && claim.kind() == Claim.Kind.TAKEN_OVER;
    }

    /** Why the deadline passed before anything was sent. */
    ErrorDetails late(Duration limit) {
        if (run.phase() == JobPhase.CLAIMING) {
            return JobErrors.repository(
                    new TimeoutException("no answer within " + limit.toMillis() + " ms"));
        }
        return claim != null && claim.kind() == Claim.Kind.BUSY
                ? JobErrors.claimedByAnother(limit)
                : JobErrors.noTurn(limit);
    }

    /** The service acknowledged the job: whoever needs it can find it from here on. */
    void acknowledged(JobHandle handle, Runnable next) {
        if (handle == null) {
            // The claim is all that keeps others from buying it again; it stays until the end.
            next.run();
            return;
        }
        acknowledged = true;
        renewal.cancel();
        run.call(
                JobPhase.CLAIMING,
                () -> inTime(steps.change(held -> write(held, handle))),
                (written, failure) -> {
                    if (failure != null) {
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
        return run.engine()
                .book()
                .submitted(last, handle, run.order().goal().recorded(), run.deadline().remaining());
    }

    private CompletableFuture<JobRecord> inTime(CompletableFuture<JobRecord> written) {
        Timer.Cancellable limit =
                run.engine()
                        .timer()
                        .after(
                                LONGEST_WRITE,
                                () ->
                                        written.completeExceptionally(
                                                new TimeoutException(
                                                        "no answer within " + LONGEST_WRITE)));
        written.whenComplete((record, failure) -> limit.cancel());
        return written;
    }

    /** No more renewals. */
    void end() {
        renewal.cancel();
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    static String words(Throwable failure) {
        return cause(failure).toString();
    }
}
