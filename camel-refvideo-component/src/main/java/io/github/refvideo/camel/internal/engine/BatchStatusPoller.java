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
import io.github.refvideo.camel.internal.provider.TransportErrors;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads the status of many jobs from the service's list, a page at a time, where single status
 * requests would exceed the rate limit. A round takes the jobs whose status is due, reads pages
 * until it has seen each of them, and answers every job.
 *
 * <p>Thread-safe. One round at a time, at most one per poll interval.
 */
final class BatchStatusPoller {

    /** The service's clock may be behind, and its window counts whole seconds. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(1);

    /** Whether the list contains a job. */
    enum Kind {
        /** The list contains the job. */
        LISTED,
        /** The list does not contain it, or cannot be read: its status must be requested. */
        NOT_LISTED,
        /** Too many requests. */
        THROTTLED
    }

    /**
     * The result for one job.
     *
     * @param row null unless the job is listed
     */
    record Answer(Kind kind, StatusPage.@Nullable Row row) {}

    private static final Answer NOT_LISTED = new Answer(Kind.NOT_LISTED, null);
    private static final Answer THROTTLED = new Answer(Kind.THROTTLED, null);

    private final AccountLimiter limiter;
    private final Timer timer;
    private final JobLister lister;
    private final String provider;

    // Guarded by this.
    private Map<String, List<CompletableFuture<Answer>>> due = new LinkedHashMap<>();
    private @Nullable Instant oldest;
    private boolean planned;
    private long earliestNanos;

    BatchStatusPoller(AccountLimiter limiter, Timer timer, JobLister lister, String provider) {
        this.limiter = limiter;
        this.timer = timer;
        this.lister = lister;
        this.provider = provider;
        this.earliestNanos = timer.nanoTime();
    }

    /** The result of the next round for a job. Cancelling the future removes the job from it. */
    CompletableFuture<Answer> next(JobHandle job, PollingPolicy polling) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        // Calls the provider, so without a lock.
        Instant submitted = later(job.submittedAt(), earliestListed());
        synchronized (this) {
            // Several exchanges may wait for the same job.
            due.computeIfAbsent(job.jobId(), id -> new ArrayList<>()).add(answer);
            if (oldest == null || submitted.isBefore(oldest)) {
                oldest = submitted;
            }
            if (!planned) {
                planned = true;
                timer.after(
                        Duration.ofNanos(earliestNanos - timer.nanoTime()), () -> begin(polling));
            }
        }
        return answer;
    }

    private void begin(PollingPolicy polling) {
        Round round;
        Instant earliest = earliestListed();
        synchronized (this) {
            Map<String, List<CompletableFuture<Answer>>> next = new LinkedHashMap<>();
            round =
                    new Round(
                            due,
                            new StatusQuery(
                                    null,
                                    later(oldest.minus(MARGIN), earliest),
                                    null,
                                    1,
                                    polling.listPageSize()));
            due = next;
            oldest = null;
            earliestNanos = timer.nanoTime() + polling.interval().toNanos();
        }
        round.start(polling);
    }

    /** The service lists nothing older. A handle in a message may contain any time. */
    private Instant earliestListed() {
        return timer.now().minus(lister.longestWindow()).plus(MARGIN);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private void ended(PollingPolicy polling) {
        synchronized (this) {
            if (due.isEmpty()) {
                planned = false;
                return;
            }
        }
        timer.after(Duration.ofNanos(earliestNanos - timer.nanoTime()), () -> begin(polling));
    }

    /** One pass through the list. Its calls are sequential, so it needs no lock. */
    private final class Round {

        private final Map<String, List<CompletableFuture<Answer>>> open;
        private StatusQuery query;

        Round(Map<String, List<CompletableFuture<Answer>>> open, StatusQuery first) {
            this.open = open;
            this.query = first;
        }

        void start(PollingPolicy polling) {
            try {
                readPage(polling);
            } catch (OutOfMemoryError e) {
                // The jobs of this round request their status; the next round is planned.
                answerRest(NOT_LISTED);
                ended(polling);
            }
        }

        private void readPage(PollingPolicy polling) {
            if (!anyWaiting()) {
                ended(polling);
                return;
            }
            limiter.statusCalls()
                    .enqueue(
                            () -> {
                                limiter.counts().countList();
                                list().whenComplete(
                                                (page, failure) -> read(polling, page, failure));
                                return CompletableFuture.completedFuture(true);
                            });
        }

        /** Jobs may have ended, for example by their deadline. */
        private boolean anyWaiting() {
            for (List<CompletableFuture<Answer>> waiting : open.values()) {
                for (CompletableFuture<Answer> future : waiting) {
                    if (!future.isDone()) {
                        return true;
                    }
                }
            }
            return false;
        }

        private CompletableFuture<StatusPage> list() {
            try {
                return Objects.requireNonNull(lister.list(query, CALL_TIMEOUT), "no future");
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void read(
                PollingPolicy polling, @Nullable StatusPage page, @Nullable Throwable failure) {
            if (failure != null) {
                failed(TransportErrors.of(failure, provider).details());
                ended(polling);
                return;
            }
            limiter.answered();
            page.rows().forEach((id, row) -> answer(open.remove(id), new Answer(Kind.LISTED, row)));
            if (open.isEmpty() || query.page() >= page.totalPages()) {
                answerRest(NOT_LISTED);
                ended(polling);
            } else {
                query = query.next();
                start(polling);
            }
        }

        private void failed(ErrorDetails error) {
            if (error.kind() == ErrorKind.RATE_LIMITED) {
                limiter.throttled(error.reply().retryAfter());
                answerRest(THROTTLED);
            } else {
                answerRest(NOT_LISTED);
            }
        }

        private void answerRest(Answer answer) {
            List<List<CompletableFuture<Answer>>> rest = List.copyOf(open.values());
            open.clear();
            rest.forEach(waiting -> answer(waiting, answer));
        }

        private static void answer(
                @Nullable List<CompletableFuture<Answer>> waiting, Answer answer) {
            if (waiting != null) {
                waiting.forEach(future -> future.complete(answer));
            }
        }
    }
}
