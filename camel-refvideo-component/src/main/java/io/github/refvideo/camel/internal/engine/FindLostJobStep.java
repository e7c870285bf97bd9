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
import io.github.refvideo.camel.internal.engine.PollStep.LostJobCheck;
import io.github.refvideo.camel.internal.engine.Step.End;
import io.github.refvideo.camel.internal.provider.TransportErrors;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.PurchaseState.InFlight;
import io.github.refvideo.camel.repository.PurchaseState.MaybeProcessed;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Searches for a job whose acknowledgement was lost, at a service without idempotency keys: in its
 * list, by model and time and, if the list contains them, by prompt, size and length. Requires
 * {@code adoptLostJobs}. Only a match that no other purchase in the repository can claim is used;
 * otherwise the submit stays uncertain, because a wrong match would deliver the video of another
 * request.
 */
final class FindLostJobStep implements Step {

    /** The clocks of the service and of this machine may differ by this. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** The service reports times in seconds. */
    private static final Duration SAME_MOMENT = Duration.ofSeconds(2);

    /** The list may be delayed, so it is searched twice. */
    private static final List<Duration> SEARCH_DELAYS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

    /** In seconds: models make a certain number of frames, which may be fewer than requested. */
    private static final double LENGTH_TOLERANCE = 1;

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final int PAGE_SIZE = 100;
    private static final int MAX_PAGES = 10;

    private final String why;
    private final @Nullable ErrorDetails answer;
    private final Map<String, StatusPage.Row> candidates = new LinkedHashMap<>();
    private @Nullable StatusQuery query;
    private int searches;

    /**
     * @param why the acknowledgement was lost
     * @param answer the error that the service returned
     */
    FindLostJobStep(String why, @Nullable ErrorDetails answer) {
        this.why = why;
        this.answer = answer;
    }

    @Override
    public CompletableFuture<Step> run(StepContext job) {
        if (!job.spec().purchase().adoptLostJobs()) {
            return uncertain(
                    job, "the service's list was not searched, because adoptLostJobs is off");
        }
        if (!(job.provider() instanceof JobLister)) {
            return uncertain(job, "the service has no list of jobs");
        }
        return query == null ? searchAgain(job, "the service's list was not read") : readPage(job);
    }

    private CompletableFuture<Step> searchAgain(StepContext job, String result) {
        if (searches == SEARCH_DELAYS.size()) {
            return uncertain(job, result);
        }
        candidates.clear();
        MaybeProcessed lost = (MaybeProcessed) job.purchase().state();
        query =
                new StatusQuery(
                        job.spec().purchase().model(),
                        lost.sent().minus(MARGIN),
                        lost.lost().plus(MARGIN),
                        1,
                        PAGE_SIZE);
        return job.delay(SEARCH_DELAYS.get(searches++)).thenApply(waited -> this);
    }

    private CompletableFuture<Step> readPage(StepContext job) {
        JobLister lister = (JobLister) job.provider();
        return job.awaitPermit(job.limiter().statusCalls())
                .thenCompose(
                        permit -> {
                            job.limiter().counts().countList();
                            return job.call(
                                    JobPhase.SEARCHING,
                                    () -> lister.list(query, job.deadline().cap(CALL_TIMEOUT)));
                        })
                .handle((page, failure) -> read(job, page, failure))
                .thenCompose(next -> next);
    }

    private CompletableFuture<Step> read(
            StepContext job, @Nullable StatusPage page, @Nullable Throwable failure) {
        if (failure != null) {
            ErrorDetails error = TransportErrors.of(failure, job.provider().name()).details();
            if (error.kind() == ErrorKind.RATE_LIMITED) {
                job.limiter().throttled(error.reply().retryAfter());
            }
            return searchAgain(job, "the service's list could not be read");
        }
        page.rows()
                .forEach(
                        (id, row) -> {
                            if (isSimilar(job.spec().purchase(), job.provider().name(), row)) {
                                candidates.put(id, row);
                            }
                        });
        if (query.page() < page.totalPages()) {
            if (query.page() >= MAX_PAGES) {
                return uncertain(job, "the service's list is too long to be searched");
            }
            query = query.next();
            return next();
        }
        return compareWithRecords(job);
    }

    /** Compares what the list contains. What it does not contain is not a difference. */
    private static boolean isSimilar(
            PurchaseRequest purchase, String provider, StatusPage.Row row) {
        if (!purchase.model().equals(row.model())) {
            return false;
        }
        JobFacts facts = row.report() == null ? JobFacts.NONE : row.report().facts();
        Object size =
                facts.providerMetadata().get(provider) instanceof Map<?, ?> own
                        ? own.get("size")
                        : null;
        Double seconds = facts.videoSeconds();
        return (facts.givenPrompt() == null
                        || LostJobCheck.isPrompt(facts.givenPrompt(), purchase.prompt()))
                && (size == null || purchase.size() == null || size.equals(purchase.size()))
                && (seconds == null
                        || purchase.seconds() == null
                        || Math.abs(seconds - purchase.seconds()) < LENGTH_TOLERANCE);
    }

    private CompletableFuture<Step> compareWithRecords(StepContext job) {
        return job.call(
                        JobPhase.SEARCHING,
                        () -> job.engine().store().changedSince(query.from().minus(MARGIN)))
                .handle(
                        (records, failure) ->
                                failure == null
                                        ? selectCandidate(
                                                job,
                                                records.stream()
                                                        .filter(
                                                                record ->
                                                                        !record.key()
                                                                                .equals(
                                                                                        job.purchase()
                                                                                                .key()))
                                                        .toList())
                                        : uncertain(
                                                job,
                                                "the job repository could not be read to find the jobs"
                                                        + " of other purchases"))
                .thenCompose(next -> next);
    }

    private CompletableFuture<Step> selectCandidate(StepContext job, List<JobRecord> others) {
        others.stream()
                .filter(other -> other.handle() != null)
                .forEach(other -> candidates.remove(other.handle().jobId()));
        candidates.keySet().removeIf(id -> job.engine().knownJobs().get(id) != null);
        if (candidates.isEmpty()) {
            return searchAgain(job, "the service's list has no job of this model and submit time");
        } else if (candidates.size() > 1) {
            return searchAgain(
                    job,
                    "the service's list has "
                            + candidates.size()
                            + " jobs of this model and submit time");
        }
        Map.Entry<String, StatusPage.Row> only = candidates.entrySet().iterator().next();
        if (isWithoutPrompt(only.getValue())) {
            return uncertain(
                    job,
                    "the service's list has a job of this model and submit time, but no prompts by"
                            + " which it could be recognized");
        }
        Instant submitted = only.getValue().submittedAt();
        MaybeProcessed lost = (MaybeProcessed) job.purchase().state();
        if (submitted == null
                || only.getValue().status().terminal() && !isCloseTo(submitted, lost)) {
            return searchAgain(
                    job,
                    "the only job of this model and submit time has ended, and its video may have"
                            + " been delivered to another exchange");
        } else if (others.stream().anyMatch(other -> isCompeting(other, submitted))) {
            return searchAgain(
                    job,
                    "the only job of this model and submit time may belong to another exchange");
        }
        return PollStep.forCandidate(
                        handle(job, only.getKey(), submitted),
                        new LostJobCheck(job.spec().purchase(), why))
                .next();
    }

    /** A status request for a job that the list contains completely would not return more. */
    private static boolean isWithoutPrompt(StatusPage.Row row) {
        return row.report() != null && row.report().facts().givenPrompt() == null;
    }

    /** A job of the same seconds can hardly have been delivered to another exchange already. */
    private static boolean isCloseTo(Instant submitted, MaybeProcessed lost) {
        return !submitted.isBefore(lost.sent().minus(SAME_MOMENT))
                && !submitted.isAfter(lost.lost().plus(SAME_MOMENT));
    }

    /** Whether another purchase without an acknowledgement may have been submitted at that time. */
    private static boolean isCompeting(JobRecord other, Instant submitted) {
        Instant from;
        Instant to;
        if (other.state() instanceof MaybeProcessed lost) {
            from = lost.sent();
            to = lost.lost();
        } else if (other.state() instanceof InFlight sent) {
            from = sent.since();
            to = other.leaseUntil();
        } else {
            return false;
        }
        return !submitted.isBefore(from.minus(MARGIN)) && !submitted.isAfter(to.plus(MARGIN));
    }

    private static JobHandle handle(StepContext job, String id, Instant submitted) {
        return new JobHandle(
                job.provider().name(),
                job.provider().baseUrl(),
                job.spec().purchase().model(),
                id,
                submitted,
                null,
                null);
    }

    private CompletableFuture<Step> uncertain(StepContext job, String result) {
        ErrorDetails error =
                JobErrors.uncertain(why + "; " + result, job.provider().resubmission());
        return End.failed(
                        answer == null ? error : error.reply(answer.reply()).cause(answer.cause()))
                .next();
    }
}
