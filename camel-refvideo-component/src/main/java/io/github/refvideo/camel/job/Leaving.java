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

import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.outcome.JobStatus;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.JobState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a job that is over leaves in the repository for the next one to ask for this purchase. */
final class Leaving {

    private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);

    private final JobRun run;
    private final JobOutcome outcome;
    private final boolean maybeSubmitted;
    private final JobBook book;

    /**
     * @param maybeSubmitted whether the service could have a job that nobody knows
     */
    Leaving(JobRun run, JobOutcome outcome, boolean maybeSubmitted) {
        this.run = run;
        this.outcome = outcome;
        this.maybeSubmitted = maybeSubmitted;
        this.book = run.engine().book();
    }

    /**
     * Writes it, behind all that is on its way. Done, however it goes, when the repository has
     * answered.
     */
    CompletableFuture<?> write() {
        run.claiming().end();
        return run.claiming()
                .steps()
                .change(this::leave)
                .handle(
                        (record, failure) -> {
                            if (failure != null) {
                                LOG.warn(
                                        "The repository could not be told how a job ended: {}",
                                        Claiming.words(failure));
                            }
                            return record;
                        });
    }

    private CompletableFuture<JobRecord> leave(JobRecord held) {
        if (held != null) {
            return settle(held);
        }
        String key = keyOfAKnownJob();
        return key == null
                ? unchanged(null)
                : book.find(key)
                        .thenCompose(
                                found ->
                                        found != null && isAbout(found)
                                                ? settle(found)
                                                : unchanged(found));
    }

    /** The job was known before this order: its record is found by the key in its handle. */
    private String keyOfAKnownJob() {
        JobHandle job = run.order().progress().handle();
        if (job == null) {
            return null;
        }
        return run.order().purchase() == null
                ? job.idempotencyKey()
                : run.order().purchase().idempotencyKey();
    }

    private boolean isAbout(JobRecord found) {
        JobHandle job = run.order().progress().handle();
        return found.handle() == null
                // A handle alone may come from anywhere and name any key.
                ? run.order().purchase() != null
                : found.handle().jobId().equals(job.jobId());
    }

    private CompletableFuture<JobRecord> settle(JobRecord held) {
        return run.claiming().isHolder() ? settleOurs(held) : settleOfOther(held);
    }

    /** The claim is somebody else's, who may be at work on it: only what is certain is added. */
    private CompletableFuture<JobRecord> settleOfOther(JobRecord there) {
        JobState end = end();
        if (end != null && madeUp()) {
            return book.forget(there);
        }
        if (end != null && !there.state().over()) {
            return book.told(there, end, outcome.handle());
        }
        return end == null && there.handle() == null && isCertain()
                ? book.told(there, JobState.SUBMITTED, outcome.handle())
                : unchanged(there);
    }

    private boolean isCertain() {
        return outcome.handle() != null && !run.doubt().remains();
    }

    private CompletableFuture<JobRecord> settleOurs(JobRecord held) {
        JobState end = end();
        if (run.doubt().mistaken()) {
            return book.giveUp(held);
        }
        if (end != null && madeUp()) {
            return book.forget(held);
        }
        if (end != null) {
            return held.state().over() ? unchanged(held) : book.over(held, end, outcome.handle());
        }
        if (held.state() != JobState.CLAIMED) {
            return unchanged(held);
        }
        if (isCertain()) {
            // The acknowledgement could not be written when it came.
            return book.submitted(
                    held, outcome.handle(), run.order().goal().recorded(), Duration.ZERO);
        }
        // What ran inside its submit is paid for, even if its video was not fetched.
        boolean maybeBought =
                maybeSubmitted
                        || run.claiming().tookOver()
                        || outcome.handle() != null
                        || outcome.report() != null;
        return maybeBought ? book.giveUp(held) : book.forget(held);
    }

    private boolean madeUp() {
        return run.order().purchase() != null && !run.order().purchase().keyIsShared();
    }

    /** Null while the job can still come to another end. */
    private JobState end() {
        if (outcome.succeeded()) {
            return run.order().goal() == Goal.DELIVERED ? JobState.DELIVERED : null;
        }
        boolean ended =
                outcome.report() != null
                        && outcome.report().status().terminal()
                        && outcome.report().status() != JobStatus.SUCCEEDED;
        return ended ? JobState.FAILED : null;
    }

    private static CompletableFuture<JobRecord> unchanged(JobRecord record) {
        return CompletableFuture.completedFuture(record);
    }
}
