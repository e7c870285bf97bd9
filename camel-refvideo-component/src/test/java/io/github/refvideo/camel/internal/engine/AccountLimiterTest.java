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
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.event.AccountSnapshot;
import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.internal.util.Backoff;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.SubmitCall;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.VideoSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many jobs with one credential and a manual clock. */
class AccountLimiterTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ManualTimer timer = new ManualTimer();
    private final JobEngine engine =
            new JobEngine(timer, Runnable::run, new Random(7), TestPurchaseStores.inMemory(timer));
    private final Service service = new Service();
    private final List<JobOutcome> outcomes = new ArrayList<>();
    private Quota quota = Quota.NONE;
    private Duration waitTimeout = Duration.ofMinutes(10);
    private Duration queueTimeout = Duration.ofDays(1);
    private int listThreshold = Integer.MAX_VALUE;
    private Duration initialDelay = INTERVAL;

    @Test
    void jobsBeyondTheLimitStartInOrderAsSlotsBecomeFree() {
        quota = new Quota(3, 0, 0);
        run(10);
        assertThat(service.submitted).hasSize(3);
        assertThat(account().inFlight()).isEqualTo(3);
        assertThat(account().queued()).isEqualTo(7);

        service.finish("job-0");
        timer.advance(Duration.ofSeconds(6));
        assertThat(service.submitted).containsExactly("job-0", "job-1", "job-2", "job-3");

        service.finishAll();
        timer.advance(Duration.ofMinutes(5));
        assertThat(outcomes).hasSize(10).allMatch(JobOutcome::succeeded);
        assertThat(account().inFlight()).isZero();
    }

    @Test
    void deadlineStartsAfterTheQueue() {
        quota = new Quota(1, 0, 0);
        run(2);

        timer.advance(Duration.ofMinutes(10));
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0).error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        timer.advance(Duration.ofMinutes(9));
        assertThat(outcomes).hasSize(1);
        service.finishAll();
        timer.advance(Duration.ofSeconds(10));
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(1).succeeded()).isTrue();
    }

    @Test
    void queueTimeoutFailsAndNothingWasSent() {
        quota = new Quota(1, 0, 0);
        queueTimeout = Duration.ofMinutes(1);
        run(2);

        timer.advance(Duration.ofMinutes(1));

        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0).error())
                .hasMessageContaining("maxInFlight")
                .hasMessageContaining("queueTimeout")
                .hasMessageContaining("Nothing was sent");
        assertThat(service.submitted).hasSize(1);
    }

    @Test
    void stopEmptiesTheQueue() {
        quota = new Quota(1, 0, 0);
        run(5);

        engine.stop(Duration.ZERO);
        timer.advance(Duration.ofMinutes(1));

        assertThat(outcomes).hasSize(5).noneMatch(JobOutcome::succeeded);
        assertThat(service.submitted).hasSize(1);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void manyJobsThatFailAtOnceDoNotOverflowTheStack() {
        quota = new Quota(1, 0, 0);
        service.refuses = true;
        run(20_000);

        timer.advance(Duration.ofSeconds(1));

        assertThat(outcomes).hasSize(20_000);
    }

    @Test
    void submitsAndStatusRequestsKeepTheirRates() {
        quota = new Quota(0, 5, 10);
        run(100);

        timer.advance(Duration.ofSeconds(10));
        assertThat(service.submitted).hasSize(51);
        timer.advance(Duration.ofSeconds(60));
        int before = service.reads;
        timer.advance(Duration.ofSeconds(10));
        assertThat(service.reads - before).isBetween(99, 101);
    }

    @Test
    void allCallsAreDelayedAfterA429AtLeastAsLongAsRequested() {
        run(10);
        service.throttle = Duration.ofSeconds(60);
        timer.advance(Duration.ofSeconds(7));
        int reads = service.reads;
        assertThat(reads).isEqualTo(1);
        service.throttle = null;

        timer.advance(Duration.ofSeconds(52));
        assertThat(service.reads).isEqualTo(reads);
        run(1);
        assertThat(service.submitted).hasSize(10);

        timer.advance(Duration.ofSeconds(30));
        assertThat(service.reads).isGreaterThan(reads + 8);
        assertThat(service.submitted).hasSize(11);
        assertThat(account().throttles()).isEqualTo(1);
    }

    @Test
    void answersOf429ToCallsThatWereInFlightTogetherDelayLikeOne() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 0, () -> 0);
        AccountLimiter limiter = new AccountLimiter(timer, backoff, Quota.NONE);
        for (int i = 0; i < 20; i++) {
            limiter.throttled(null);
        }
        assertThat(pause(limiter)).isEqualTo(Duration.ofSeconds(1));

        limiter.throttled(null);
        limiter.throttled(null);
        assertThat(pause(limiter)).isEqualTo(Duration.ofSeconds(2));

        limiter.throttled(Duration.ofSeconds(3));
        limiter.throttled(Duration.ofSeconds(7));
        assertThat(pause(limiter)).isEqualTo(Duration.ofSeconds(7));

        limiter.answered();
        limiter.throttled(null);
        assertThat(pause(limiter)).isEqualTo(Duration.ofSeconds(1));
    }

    /** Advances the clock until a status request is sent. */
    private Duration pause(AccountLimiter limiter) {
        long start = timer.nanoTime();
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        limiter.statusCalls()
                .enqueue(
                        () -> {
                            sent.complete(true);
                            return sent;
                        });
        while (!sent.isDone()) {
            timer.advance(Duration.ofMillis(100));
        }
        return Duration.ofNanos(timer.nanoTime() - start);
    }

    @Test
    void extremeRetryAfterDoesNotStopAnAccountForADay() {
        run(2);
        service.throttle = Duration.ofDays(1);
        timer.advance(Duration.ofSeconds(7));
        service.throttle = null;

        timer.advance(Duration.ofMinutes(6));
        run(1);

        assertThat(service.submitted).hasSize(3);
    }

    @Test
    void submitThatWasDelayedUntilTheDeadlineSendsNothing() {
        run(1);
        service.throttle = Duration.ofMinutes(4);
        timer.advance(Duration.ofSeconds(7));
        waitTimeout = Duration.ofMinutes(1);
        run(1);

        timer.advance(Duration.ofMinutes(1));

        assertThat(service.submitted).hasSize(1);
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0).error().getKind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(outcomes.get(0).error())
                .hasMessageContaining("pollTimeout")
                .hasMessageContaining("Nothing was sent");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void statusOfManyJobsComesFromTheListAndOnlyEndedOnesArePolled(boolean oldestFirst) {
        service.oldestFirst = oldestFirst;
        listThreshold = 10;
        run(250);
        timer.advance(Duration.ofSeconds(30));
        assertThat(service.reads).isZero();
        assertThat(service.pages).isPositive();

        service.finishAll();
        timer.advance(Duration.ofSeconds(20));

        assertThat(outcomes).hasSize(250).allMatch(JobOutcome::succeeded);
        assertThat(service.reads).isEqualTo(250);
        // Three pages an interval. In an unexpected order, jobs are searched for once.
        assertThat(service.pages).isLessThanOrEqualTo(3 * 11 + (oldestFirst ? 20 : 0));
        assertThat(account().lists()).isEqualTo(service.pages);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void jobMissingInTheListIsPolledIndividually() {
        listThreshold = 1;
        service.hidden = "job-1";
        run(5);
        service.finish("job-1");

        timer.advance(Duration.ofSeconds(12));

        assertThat(outcomes).singleElement().matches(JobOutcome::succeeded);
    }

    @Test
    void brokenListFallsBackToIndividualPolls() {
        listThreshold = 1;
        service.listBreaks = true;
        run(5);
        service.finishAll();

        timer.advance(Duration.ofSeconds(12));

        assertThat(outcomes).hasSize(5).allMatch(JobOutcome::succeeded);
    }

    @Test
    void twoExchangesOfTheSameJobBothGetItsStatusFromTheList() {
        listThreshold = 1;
        run(5);
        await(service.handle("job-0", timer.now()));
        timer.advance(Duration.ofMinutes(1));

        service.finishAll();
        timer.advance(Duration.ofSeconds(30));

        assertThat(outcomes).hasSize(6).allMatch(JobOutcome::succeeded);
    }

    /** A handle is untrusted input of a message. */
    @Test
    void handleWithAnImpossibleTimeDoesNotDisableTheList() {
        listThreshold = 1;
        run(5);
        await(service.handle("job-0", Instant.MIN));
        timer.advance(Duration.ofMinutes(1));

        service.finishAll();
        timer.advance(Duration.ofSeconds(30));

        assertThat(outcomes).hasSize(6).allMatch(JobOutcome::succeeded);
    }

    @Test
    void impossibleTimeInTheListDoesNotDisableIt() {
        listThreshold = 1;
        service.endTime = Instant.MIN;
        run(5);
        timer.advance(Duration.ofMinutes(1));

        service.finishAll();
        timer.advance(Duration.ofSeconds(30));

        assertThat(outcomes).hasSize(5).allMatch(JobOutcome::succeeded);
    }

    @Test
    void firstStatusRequestIsSentWhenTheJobCanHaveEnded() {
        initialDelay = null;
        run(6);
        timer.advance(Duration.ofSeconds(9));
        assertThat(service.reads).isZero();
        timer.advance(Duration.ofSeconds(51));
        service.finishAll();
        timer.advance(Duration.ofSeconds(10));
        assertThat(outcomes).hasSize(6);

        int reads = service.reads;
        run(1);
        timer.advance(Duration.ofSeconds(45));
        assertThat(service.reads).isEqualTo(reads);
        timer.advance(Duration.ofSeconds(25));
        assertThat(service.reads).isGreaterThan(reads);
    }

    // ---- helpers

    private int keys;

    private AccountSnapshot account() {
        assertThat(engine.accounts()).hasSize(1);
        return engine.accounts().get(0);
    }

    private void run(int jobs) {
        for (int i = 0; i < jobs; i++) {
            run((JobHandle) null);
        }
    }

    private void await(JobHandle job) {
        run(job);
    }

    private void run(JobHandle known) {
        String key = "key" + keys++;
        engine.run(
                new JobSpec(
                        JobOrigin.UNKNOWN,
                        null,
                        service,
                        known != null
                                ? null
                                : TestPurchaseStores.purchase(
                                        key, new PreparedSubmit("m", new byte[0], List.of())),
                        known,
                        "message of " + key,
                        null,
                        CompletionPoint.DELIVERED,
                        new PollingPolicy(
                                initialDelay,
                                INTERVAL,
                                false,
                                waitTimeout,
                                queueTimeout,
                                listThreshold,
                                100,
                                false,
                                INTERVAL),
                        quota,
                        (job, video, deadline) ->
                                CompletableFuture.completedFuture(
                                        new DeliveredVideo("url", null, -1)),
                        (outcome, receipt) -> {
                            outcomes.add(outcome);
                            receipt.exchangeCompleted();
                        }));
    }

    /** A service whose jobs run until the test finishes them. */
    private final class Service implements VideoProvider, JobLister {

        private final List<String> submitted = new ArrayList<>();
        private final Map<String, Boolean> done = new LinkedHashMap<>();
        private int reads;
        private int pages;
        private boolean refuses;
        private boolean listBreaks;
        private boolean oldestFirst;
        private String hidden;
        private Duration throttle;
        private Instant endTime;

        JobHandle handle(String job, Instant submittedAt) {
            return new JobHandle("fake", "http://fake", "m", job, submittedAt, null, null);
        }

        void finish(String job) {
            done.put(job, true);
        }

        void finishAll() {
            done.replaceAll((job, ended) -> true);
            allDone = true;
        }

        private boolean allDone;

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public String baseUrl() {
            return "http://fake";
        }

        @Override
        public Resubmission resubmission() {
            return Resubmission.PAYS_AGAIN;
        }

        @Override
        public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
            throw new AssertionError("The engine gets requests prepared");
        }

        @Override
        public CompletableFuture<Submission> submit(SubmitCall call) {
            if (refuses) {
                return FakeProvider.refused(ErrorKind.INVALID_REQUEST, 400, null);
            }
            String id = "job-" + submitted.size();
            submitted.add(id);
            done.put(id, allDone);
            return CompletableFuture.completedFuture(
                    new Submission(
                            new JobHandle("fake", "http://fake", "m", id, timer.now(), null, null),
                            JobReport.pending(JobStatus.QUEUED, List.of(), JobFacts.NONE)));
        }

        @Override
        public CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
            reads++;
            if (throttle != null) {
                return FakeProvider.refused(ErrorKind.RATE_LIMITED, 429, throttle);
            }
            return CompletableFuture.completedFuture(
                    done.get(job.jobId())
                            ? new JobReport(
                                    JobStatus.SUCCEEDED,
                                    new VideoSource.Link("http://v", null, null),
                                    List.of(),
                                    null,
                                    JobFacts.NONE)
                            : JobReport.pending(JobStatus.RUNNING, List.of(), JobFacts.NONE));
        }

        @Override
        public Duration longestWindow() {
            return Duration.ofHours(24);
        }

        @Override
        public CompletableFuture<StatusPage> list(StatusQuery query, Duration timeout) {
            pages++;
            if (listBreaks) {
                return FakeProvider.failed(
                        ErrorKind.SERVICE, 500, true, ProviderException.Processed.MAYBE, null);
            }
            List<String> ids = new ArrayList<>(submitted);
            ids.remove(hidden);
            if (!oldestFirst) {
                Collections.reverse(ids);
            }
            int from = Math.min(ids.size(), (query.page() - 1) * query.pageSize());
            int to = Math.min(ids.size(), from + query.pageSize());
            Map<String, StatusPage.Row> rows = new LinkedHashMap<>();
            for (String id : ids.subList(from, to)) {
                Instant end = !done.get(id) ? null : endTime != null ? endTime : timer.now();
                rows.put(
                        id,
                        new StatusPage.Row(
                                done.get(id) ? JobStatus.SUCCEEDED : JobStatus.RUNNING,
                                "m",
                                timer.now(),
                                end,
                                null));
            }
            return CompletableFuture.completedFuture(
                    new StatusPage(rows, (ids.size() + query.pageSize() - 1) / query.pageSize()));
        }
    }
}
