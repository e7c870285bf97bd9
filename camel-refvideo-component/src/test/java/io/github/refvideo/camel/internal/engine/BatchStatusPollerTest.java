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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.internal.engine.BatchStatusPoller.Answer;
import io.github.refvideo.camel.internal.engine.BatchStatusPoller.Kind;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.internal.util.Backoff;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which pages of the list are read, and which jobs they answer. */
class BatchStatusPollerTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofHours(1);

    private final ManualTimer timer = new ManualTimer();
    private final AccountLimiter limiter =
            new AccountLimiter(
                    timer,
                    new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 0, () -> 0),
                    Quota.NONE);
    private final RunTimeEstimator estimator = new RunTimeEstimator();
    private final Lister list = new Lister();
    private final BatchStatusPoller poller = new BatchStatusPoller(limiter, timer, list, "fake");
    private final List<String> ended = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    @Test
    void rowsAnswerJobsThatAreNotDueInTheOrderOfTheirEnd() {
        watch("a", INTERVAL);
        watch("b", LONG);
        watch("c", LONG);
        watch("d", LONG);
        list.end("a", 3);
        list.end("c", 2);
        list.end("b", 1);

        timer.advance(INTERVAL);

        assertThat(ended).containsExactly("b", "c", "a");
        assertThat(list.queries).hasSize(1);
    }

    @Test
    void runningJobReportsChangesAtOnceAndOtherwiseOncePerInterval() {
        watch("a", INTERVAL);
        watch("b", INTERVAL);
        timer.advance(INTERVAL);
        assertThat(progress).containsExactly("b RUNNING", "a RUNNING");

        list.status.put("a", JobStatus.QUEUED);
        watch("c", Duration.ofSeconds(1));
        timer.advance(Duration.ofSeconds(1));

        assertThat(progress).containsExactly("b RUNNING", "a RUNNING", "c RUNNING", "a QUEUED");
    }

    @Test
    void cancelledJobsAreNotReadAndLeaveNoTimer() {
        List<CompletableFuture<Answer>> answers =
                List.of(watch("a", INTERVAL), watch("a", INTERVAL), watch("b", INTERVAL));

        answers.forEach(answer -> answer.cancel(true));
        timer.advance(LONG);

        assertThat(list.queries).isEmpty();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void lastJobIsReadSingly() {
        CompletableFuture<Answer> answer = watch("a", INTERVAL);

        timer.advance(INTERVAL);

        assertThat(answer.join().kind()).isEqualTo(Kind.READ_SINGLY);
        assertThat(list.queries).isEmpty();
    }

    @Test
    void serviceWithSmallPagesIsReadCompletely() {
        list.maxPageSize = 10;
        for (int i = 0; i < 95; i++) {
            watch("job-" + i, INTERVAL);
            list.end("job-" + i, i);
        }

        timer.advance(INTERVAL.multipliedBy(2));

        assertThat(ended).hasSize(95);
        assertThat(list.queries).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void failedPageIsReadAgainAndThenTheListIsNotUsedForAMinute() {
        CompletableFuture<Answer> a = watch("a", INTERVAL);
        CompletableFuture<Answer> b = watch("b", LONG);
        list.broken = true;

        timer.advance(INTERVAL);
        assertThat(a).isNotDone();
        timer.advance(Duration.ofSeconds(2));

        assertThat(list.queries).hasSize(3);
        assertThat(a.join().kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(b.join().kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(poller.isAvailable()).isFalse();
        timer.advance(Duration.ofMinutes(1));
        assertThat(poller.isAvailable()).isTrue();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void jobThatEndsWhileTwoPagesNameItIsAnswered() {
        watch("a", INTERVAL);
        watch("b", INTERVAL);
        timer.advance(INTERVAL);
        List<Runnable> answers = list.hold();
        watch("c", INTERVAL);
        timer.advance(INTERVAL);
        assertThat(answers).hasSize(2);

        answers.get(0).run();
        list.end("c", 0);
        answers.get(1).run();

        assertThat(ended).containsExactly("c");
    }

    /** One timer for each page, and each page is read once. */
    @Test
    void hundredThousandJobsAreReadPageByPage() {
        for (int i = 0; i < 100_000; i++) {
            watch("job-" + i, INTERVAL);
            list.end("job-" + i, 1);
        }
        assertThat(timer.pending()).isEqualTo(1_000);

        timer.advance(INTERVAL.multipliedBy(2));

        assertThat(ended).hasSize(100_000);
        assertThat(list.queries).hasSizeBetween(1_000, 1_100);
        assertThat(timer.pending()).isZero();
    }

    private CompletableFuture<Answer> watch(String id, Duration initialDelay) {
        limiter.counts().countSubmit();
        list.ids.add(id);
        PollSchedule schedule =
                new PollSchedule(
                        estimator.of("m", null, null),
                        new PollingPolicy(
                                initialDelay, INTERVAL, false, LONG, LONG, 0, 100, false, LONG),
                        timer.nanoTime(),
                        Duration.ZERO,
                        true);
        schedule.foundAt(0, limiter.counts().submits());
        CompletableFuture<Answer> answer =
                poller.watch(
                        new JobHandle("fake", "http://fake", "m", id, timer.now(), null, null),
                        schedule,
                        true,
                        status -> progress.add(id + " " + status));
        answer.thenAccept(
                result -> {
                    if (result.kind() == Kind.ENDED) {
                        ended.add(id);
                    }
                });
        return answer;
    }

    /** A list of jobs, the newest first. */
    private final class Lister implements JobLister {

        private final List<String> ids = new ArrayList<>();
        private final Map<String, JobStatus> status = new LinkedHashMap<>();
        private final Map<String, Instant> ends = new LinkedHashMap<>();
        private final List<StatusQuery> queries = new ArrayList<>();
        private int maxPageSize = 100;
        private boolean broken;
        private @Nullable List<Runnable> held;

        /** From now on, a page is read when its answer is run. */
        List<Runnable> hold() {
            held = new ArrayList<>();
            return held;
        }

        void end(String id, int seconds) {
            status.put(id, JobStatus.SUCCEEDED);
            ends.put(id, timer.now().plusSeconds(seconds));
        }

        @Override
        public Duration longestWindow() {
            return Duration.ofHours(24);
        }

        @Override
        public CompletableFuture<StatusPage> list(StatusQuery query, Duration timeout) {
            queries.add(query);
            if (broken) {
                return FakeProvider.failed(ErrorKind.SERVICE, 500, true, Processed.MAYBE, null);
            }
            if (held == null) {
                return CompletableFuture.completedFuture(page(query));
            }
            CompletableFuture<StatusPage> answer = new CompletableFuture<>();
            held.add(() -> answer.complete(page(query)));
            return answer;
        }

        private StatusPage page(StatusQuery query) {
            int size = Math.min(maxPageSize, query.pageSize());
            Map<String, StatusPage.Row> rows = new LinkedHashMap<>();
            int newest = ids.size() - 1 - (query.page() - 1) * size;
            for (int i = newest; i >= 0 && i > newest - size; i--) {
                String id = ids.get(i);
                rows.put(
                        id,
                        new StatusPage.Row(
                                status.getOrDefault(id, JobStatus.RUNNING),
                                "m",
                                timer.now(),
                                ends.get(id),
                                null));
            }
            return new StatusPage(rows, (ids.size() + size - 1) / size);
        }
    }
}
