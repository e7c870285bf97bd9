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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoExceptions;
import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.repository.PurchaseState;
import io.github.refvideo.camel.repository.PurchaseState.Acknowledged;
import io.github.refvideo.camel.repository.PurchaseState.Failed;
import io.github.refvideo.camel.repository.PurchaseState.MaybeProcessed;
import io.github.refvideo.camel.repository.PurchaseState.VideoAvailable;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.VideoSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a job, on a clock that the test moves. */
class JobEngineTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final ManualTimer timer = new ManualTimer();
    private final FakeProvider provider = new FakeProvider();
    private final List<JobOutcome> outcomes = new ArrayList<>();
    private boolean adaptive;
    private final FailingRepository repository = new FailingRepository(timer);
    private final JobEngine engine =
            new JobEngine(
                    timer,
                    Runnable::run,
                    new Random(1),
                    TestPurchaseStores.over(repository, "node", timer));
    private CompletableFuture<DeliveredVideo> delivery =
            CompletableFuture.completedFuture(new DeliveredVideo(new byte[] {1}, "video/mp4", 1));
    private int deliveries;

    @Test
    void videoIsDeliveredWhenTheServiceReportsSuccess() {
        provider.accepts()
                .reports(FakeProvider.pending(JobStatus.RUNNING))
                .reports(FakeProvider.succeeded());

        run();
        assertThat(outcomes).isEmpty();
        timer.advance(Duration.ofSeconds(30));

        JobOutcome outcome = onlyOutcome();
        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.handle()).isEqualTo(FakeProvider.HANDLE);
        assertThat(outcome.polls()).isEqualTo(2);
        assertThat(provider.submittedKeys).containsExactly("key");
        assertThat(engine.inFlightCount()).isZero();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void statusIsReadOncePerIntervalWithTenPercentJitter() {
        provider.accepts().reports(FakeProvider.pending(JobStatus.RUNNING));

        run();
        timer.advance(Duration.ofSeconds(100));

        assertThat(provider.statusReads).isBetween(18, 22);
    }

    @Test
    void handleIsRecordedBeforeTheFirstStatusRequest() {
        provider.accepts().reports(FakeProvider.pending(JobStatus.RUNNING));

        run();

        assertThat(state()).isEqualTo(new Acknowledged(FakeProvider.HANDLE));
        assertThat(provider.statusReads).isZero();
    }

    @Test
    void knownJobIsAwaitedWithoutASubmit() {
        provider.reports(FakeProvider.succeeded());

        await(FakeProvider.HANDLE);

        assertThat(onlyOutcome().succeeded()).isTrue();
        assertThat(provider.submittedKeys).isEmpty();
    }

    @Test
    void videoOfAJobWithoutAnIdIsDeliveredByTheNextAttemptOfTheMessage() {
        provider.runsInsideTheSubmit(FakeProvider.succeeded());
        delivery = Node.brokenDownload();
        run();
        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.DOWNLOAD);
        assertThat(state()).isEqualTo(new VideoAvailable(null));
        JobReport earlier = onlyOutcome().report();
        outcomes.clear();
        delivery = CompletableFuture.completedFuture(new DeliveredVideo("v", "video/mp4", 1));

        engine.run(order(provider, null, earlier, outcomes::add));

        assertThat(onlyOutcome().succeeded()).isTrue();
        assertThat(provider.submittedKeys).hasSize(1);
        assertThat(provider.statusReads).isZero();
    }

    // ---- submit: the money rule

    @Test
    void submitThatWasNotSentIsRepeated() {
        provider.submitAnswers(FakeProvider.unreachable())
                .submitAnswers(FakeProvider.unreachable())
                .accepts()
                .reports(FakeProvider.succeeded());
        provider.resubmission = Resubmission.PAYS_AGAIN;

        run();
        timer.advance(Duration.ofSeconds(30));

        assertThat(onlyOutcome().succeeded()).isTrue();
        assertThat(provider.submittedKeys).hasSize(3);
    }

    @Test
    void submitFailsAfterThreeUnsentAttempts() {
        provider.submitAnswers(FakeProvider.unreachable());

        run();
        timer.advance(Duration.ofSeconds(30));

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.SERVICE);
        assertThat(onlyError().isRetryable()).isTrue();
        assertThat(provider.submittedKeys).hasSize(3);
    }

    @Test
    void uncertainSubmitIsRepeatedWithTheSameKeyAndBytes() {
        provider.submitAnswers(FakeProvider.lost()).accepts().reports(FakeProvider.succeeded());

        run();
        timer.advance(Duration.ofSeconds(30));

        assertThat(onlyOutcome().succeeded()).isTrue();
        assertThat(provider.submittedKeys).containsExactly("key", "key");
        assertThat(provider.submittedBytes.get(0)).isSameAs(provider.submittedBytes.get(1));
    }

    @Test
    void uncertainSubmitIsNotRepeatedWithoutIdempotencyKeys() {
        provider.resubmission = Resubmission.PAYS_AGAIN;
        provider.submitAnswers(FakeProvider.lost());

        run();
        timer.advance(LIMIT);

        assertThat(provider.submittedKeys).hasSize(1);
        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(onlyError().isRetryable()).isFalse();
        assertThat(state()).isInstanceOf(MaybeProcessed.class);
    }

    @Test
    void uncertainSubmitOfAnEarlierAttemptIsNotRepeatedWithoutIdempotencyKeys() {
        provider.resubmission = Resubmission.PAYS_AGAIN;

        provider.submitAnswers(FakeProvider.lost());
        run();
        outcomes.clear();

        run();

        assertThat(provider.submittedKeys).hasSize(1);
        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    @Test
    void uncertaintyRemainsAfterALaterCertainFailure() {
        provider.submitAnswers(FakeProvider.lost())
                .submitAnswers(FakeProvider.refused(ErrorKind.PAYMENT_REQUIRED, 402, null));

        run();
        timer.advance(Duration.ofSeconds(30));

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(onlyError().getHttpStatus()).isEqualTo(402);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 413, 422})
    void refusedSubmitIsSentExactlyOnce(int status) {
        provider.submitAnswers(FakeProvider.refused(ErrorKind.INVALID_REQUEST, status, null));

        run();
        timer.advance(LIMIT);

        assertThat(provider.submittedKeys).hasSize(1);
        assertThat(onlyError().getHttpStatus()).isEqualTo(status);
    }

    @Test
    void certainRefusalLeavesNoUncertainty() {
        provider.resubmission = Resubmission.PAYS_AGAIN;
        provider.submitAnswers(FakeProvider.refused(ErrorKind.PAYMENT_REQUIRED, 402, null));

        run();

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.PAYMENT_REQUIRED);
        assertThat(repository.store.find("key")).isEmpty();
    }

    @Test
    void rateLimitedSubmitHonorsRetryAfter() {
        provider.submitAnswers(
                        FakeProvider.refused(ErrorKind.RATE_LIMITED, 429, Duration.ofSeconds(60)))
                .accepts()
                .reports(FakeProvider.pending(JobStatus.RUNNING));

        run();
        timer.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(provider.submittedKeys).hasSize(1);

        timer.advance(Duration.ofSeconds(12));
        assertThat(provider.submittedKeys).hasSize(2);
    }

    @Test
    void retryAfterBeyondTheDeadlineFailsAtOnce() {
        provider.submitAnswers(
                FakeProvider.refused(ErrorKind.RATE_LIMITED, 429, Duration.ofHours(1)));

        run();

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(onlyError().getRetryAfter()).contains(Duration.ofHours(1));
    }

    /** The deadline would cut off its answer, and then it may have been paid for. */
    @Test
    void rateLimitedSubmitIsNotRepeatedInTheLastSeconds() {
        provider.submitAnswers(
                        FakeProvider.refused(
                                ErrorKind.RATE_LIMITED, 429, LIMIT.minus(Duration.ofSeconds(4))))
                .submitAnswers(new CompletableFuture<>());
        Random noJitter =
                new Random() {
                    @Override
                    public double nextDouble() {
                        return 0;
                    }
                };
        new JobEngine(
                        timer,
                        Runnable::run,
                        noJitter,
                        TestPurchaseStores.over(repository, "node", timer))
                .run(order());

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(provider.submittedKeys).hasSize(1);
    }

    @Test
    void providerThatThrowsCountsAsMaybeProcessed() {
        provider.submitAnswers(CompletableFuture.failedFuture(new IllegalStateException("bug")));

        run();

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    // ---- status reads

    @Test
    void failedStatusRequestsAreRetriedUntilTheDeadline() {
        provider.accepts().statusAnswers(FakeProvider.lost());
        for (int i = 0; i < 10; i++) {
            provider.statusAnswers(
                    FakeProvider.failed(ErrorKind.SERVICE, 503, true, Processed.MAYBE, null));
        }
        provider.reports(FakeProvider.succeeded());

        run();
        timer.advance(LIMIT.minusSeconds(1));

        assertThat(onlyOutcome().succeeded()).isTrue();
        assertThat(provider.submittedKeys).hasSize(1);
    }

    @Test
    void backoffOfStatusRequestsGrowsToThirtySeconds() {
        provider.accepts().statusAnswers(FakeProvider.lost());

        run();
        timer.advance(LIMIT.minusSeconds(1));

        // 5 s each at first, 30 s each at last: far fewer than the 120 of a steady interval.
        assertThat(provider.statusReads).isBetween(18, 26);
    }

    @Test
    void failedStatusRequestDoesNotCostAnInterval() {
        adaptive = true;
        provider.accepts()
                .statusAnswers(FakeProvider.lost())
                .statusAnswers(FakeProvider.lost())
                .reports(FakeProvider.succeeded());

        run();
        timer.advance(INTERVAL.plusSeconds(4));

        assertThat(onlyOutcome().succeeded()).isTrue();
    }

    @Test
    void statusRequestHonorsRetryAfter() {
        provider.accepts()
                .statusAnswers(
                        FakeProvider.refused(ErrorKind.RATE_LIMITED, 429, Duration.ofSeconds(100)))
                .reports(FakeProvider.succeeded());

        run();
        timer.advance(Duration.ofSeconds(100));
        assertThat(provider.statusReads).isEqualTo(1);

        timer.advance(Duration.ofSeconds(20));
        assertThat(onlyOutcome().succeeded()).isTrue();
    }

    @Test
    void singleRefusalOfAStatusRequestIsRetried() {
        provider.accepts()
                .statusAnswers(FakeProvider.refused(ErrorKind.AUTHENTICATION, 401, null))
                .statusAnswers(FakeProvider.refused(ErrorKind.AUTHENTICATION, 401, null))
                .reports(FakeProvider.succeeded());

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyOutcome().succeeded()).isTrue();
    }

    @Test
    void threeConsecutiveRefusalsEndTheWaitWithTheHandle() {
        provider.accepts().statusAnswers(FakeProvider.refused(ErrorKind.AUTHENTICATION, 401, null));

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(onlyError().getJob()).contains(FakeProvider.HANDLE);
        assertThat(provider.statusReads).isEqualTo(3);
    }

    @Test
    void successWithoutAVideoIsPolledAgain() {
        provider.accepts()
                .reports(FakeProvider.succeededWithoutVideo())
                .reports(FakeProvider.succeeded());

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyOutcome().succeeded()).isTrue();
    }

    @Test
    void repeatedSuccessWithoutAVideoIsAFailedJob() {
        provider.accepts().reports(FakeProvider.succeededWithoutVideo());

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.JOB_FAILED);
        assertThat(provider.statusReads).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = JobStatus.class,
            names = {"FAILED", "CANCELED", "EXPIRED"})
    void jobThatEndsWithoutAVideoIsATypedErrorWithTheHandle(JobStatus end) {
        provider.accepts().reports(FakeProvider.ended(end, false));

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.valueOf("JOB_" + end));
        assertThat(onlyError().getJob()).contains(FakeProvider.HANDLE);
        assertThat(onlyError().getProvider()).isEqualTo("fake");
    }

    @Test
    void rejectedContentHasItsOwnErrorWithMessageAndCodeOfTheService() {
        provider.accepts().reports(FakeProvider.ended(JobStatus.FAILED, true));

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.CONTENT_REJECTED);
        assertThat(onlyError()).hasMessageContaining("words of the service");
        assertThat(onlyError().getProviderCode()).isEqualTo("Code");
    }

    // ---- deadline, delivery, stop

    @Test
    void deadlineEndsTheWaitExactlyThenAndKeepsTheHandle() {
        provider.accepts().reports(FakeProvider.pending(JobStatus.RUNNING));

        run();
        timer.advance(LIMIT.minusMillis(1));
        assertThat(outcomes).isEmpty();
        timer.advance(Duration.ofMillis(1));

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(onlyError().getJob()).contains(FakeProvider.HANDLE);
        assertThat(onlyError()).hasMessageContaining("pollTimeout").hasMessageContaining("RUNNING");
        assertThat(timer.pending()).isZero();
    }

    @Test
    void deadlineAbortsAHangingStatusRequest() {
        CompletableFuture<JobReport> hanging = new CompletableFuture<>();
        provider.accepts().statusAnswers(hanging);

        run();
        timer.advance(LIMIT);

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(hanging).isCancelled();
    }

    @Test
    void deadlineDuringTheSubmitIsUncertain() {
        provider.submitAnswers(new CompletableFuture<>());

        run();
        timer.advance(LIMIT);

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(state()).isInstanceOf(MaybeProcessed.class);
    }

    @Test
    void deadlineDuringTheDownloadIsATimeoutAndAbortsTheTransfer() {
        provider.accepts().reports(FakeProvider.succeeded());
        delivery = new CompletableFuture<>();

        run();
        timer.advance(LIMIT);

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(delivery).isCancelled();
    }

    @Test
    void failedDeliveryNeverSubmitsAgainAndKeepsTheHandle() {
        provider.accepts().reports(FakeProvider.succeeded());
        delivery =
                CompletableFuture.failedFuture(
                        RefVideoExceptions.of(
                                ErrorDetails.of(ErrorKind.DOWNLOAD, "gone").retryable(true)));

        run();
        timer.advance(LIMIT);

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.DOWNLOAD);
        assertThat(onlyError().getJob()).contains(FakeProvider.HANDLE);
        assertThat(provider.submittedKeys).hasSize(1);
        assertThat(deliveries).isEqualTo(1);
    }

    /** A self-hosted server that was restarted after the end of the job. */
    @ParameterizedTest
    @CsvSource({"EXPIRED, JOB_EXPIRED, 2", "SUCCEEDED, DOWNLOAD, 2"})
    void missingFileOfTheServiceIsALostJobIfTheServiceSaysSo(
            JobStatus now, ErrorKind kind, int statusReads) {
        JobReport file =
                new JobReport(
                        JobStatus.SUCCEEDED,
                        new VideoSource.ServiceFile(
                                URI.create("http://fake/v"), Map.of(), "video/mp4"),
                        List.of(),
                        null,
                        JobFacts.NONE);
        provider.accepts()
                .reports(file)
                .reports(now == JobStatus.SUCCEEDED ? file : FakeProvider.ended(now, false));
        delivery =
                CompletableFuture.failedFuture(
                        RefVideoExceptions.of(
                                ErrorDetails.of(ErrorKind.DOWNLOAD, "gone")
                                        .retryable(true)
                                        .reply(
                                                new ErrorDetails.ServiceReply(
                                                        404, null, null, null))));

        run();
        timer.advance(LIMIT);

        assertThat(onlyError().getKind()).isEqualTo(kind);
        assertThat(onlyError().getJob()).contains(FakeProvider.HANDLE);
        assertThat(provider.statusReads).isEqualTo(statusReads);
        assertThat(deliveries).isEqualTo(1);
    }

    @Test
    void lateAnswerAfterTheDeadlineChangesNothing() {
        CompletableFuture<Submission> late = new StubbornFuture<>();
        provider.submitAnswers(late);

        run();
        timer.advance(LIMIT);
        late.complete(new Submission(FakeProvider.HANDLE, FakeProvider.pending(JobStatus.QUEUED)));
        timer.advance(LIMIT);

        assertThat(outcomes).hasSize(1);
        assertThat(provider.statusReads).isZero();
    }

    @Test
    void stopCompletesEveryJobWithItsHandle() {
        provider.accepts().reports(FakeProvider.pending(JobStatus.RUNNING));
        for (int i = 0; i < 1000; i++) {
            run();
        }

        engine.stop(Duration.ZERO);

        assertThat(outcomes).hasSize(1000);
        assertThat(outcomes)
                .allSatisfy(
                        outcome -> {
                            assertThat(outcome.error().getKind()).isEqualTo(ErrorKind.SHUTDOWN);
                            assertThat(outcome.error().getJob()).contains(FakeProvider.HANDLE);
                        });
        assertThat(timer.pending()).isZero();
        assertThat(engine.inFlightCount()).isZero();
    }

    @Test
    void stoppedEngineTakesNoJobAndSendsNothing() {
        engine.stop(Duration.ZERO);

        run();

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.SHUTDOWN);
        assertThat(provider.calls).isEmpty();
    }

    @Test
    void completesOnTheCallersThreadWhenTheWorkersAreGone() {
        JobEngine orphan =
                new JobEngine(
                        timer,
                        task -> {
                            throw new RejectedExecutionException();
                        },
                        new Random(1),
                        TestPurchaseStores.inMemory(timer));
        provider.accepts().reports(FakeProvider.succeeded());

        orphan.run(order());
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyOutcome().succeeded()).isTrue();
    }

    @Test
    void listenerThatThrowsDoesNotAffectTheJob() {
        engine.addListener(
                new JobListener() {
                    @Override
                    public void submitted(JobSnapshot job) {
                        throw new IllegalStateException("listener");
                    }

                    @Override
                    public void succeeded(JobSnapshot job, JobOutcome outcome) {
                        throw new IllegalStateException("listener");
                    }
                });
        provider.accepts().reports(FakeProvider.succeeded());

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyOutcome().succeeded()).isTrue();
    }

    @Test
    void listenersReceiveEachStepWithTheJobId() {
        List<String> steps = new ArrayList<>();
        engine.addListener(
                new JobListener() {
                    @Override
                    public void submitted(JobSnapshot job) {
                        steps.add("submitted " + job.jobId() + " " + job.status());
                    }

                    @Override
                    public void statusRead(JobSnapshot job) {
                        steps.add("read " + job.status());
                    }

                    @Override
                    public void succeeded(JobSnapshot job, JobOutcome outcome) {
                        steps.add("succeeded " + outcome.video().length());
                    }
                });
        provider.accepts()
                .reports(FakeProvider.pending(JobStatus.RUNNING))
                .reports(FakeProvider.succeeded());

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(steps)
                .containsExactly(
                        "submitted job_1 QUEUED", "read RUNNING", "read SUCCEEDED", "succeeded 1");
    }

    @Test
    void listenersReceiveAStatusChangeOnce() {
        List<String> changes = new ArrayList<>();
        engine.addListener(
                new JobListener() {
                    @Override
                    public void statusChanged(JobSnapshot job, JobStatus before) {
                        changes.add(before + " to " + job.status());
                    }
                });
        provider.accepts()
                .reports(FakeProvider.pending(JobStatus.QUEUED))
                .reports(FakeProvider.pending(JobStatus.RUNNING))
                .reports(FakeProvider.pending(JobStatus.RUNNING))
                .reports(FakeProvider.succeeded());

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(changes).containsExactly("QUEUED to RUNNING", "RUNNING to SUCCEEDED");
    }

    @Test
    void firstStatusOfAnAwaitedJobHasNoPreviousStatus() {
        List<String> changes = new ArrayList<>();
        engine.addListener(
                new JobListener() {
                    @Override
                    public void statusChanged(JobSnapshot job, JobStatus before) {
                        changes.add(before + " to " + job.status());
                    }
                });
        provider.reports(FakeProvider.succeeded());

        await(FakeProvider.HANDLE);
        timer.advance(Duration.ofMinutes(1));

        assertThat(changes).containsExactly("null to SUCCEEDED");
    }

    // ---- a provider or listener of the user's own that misbehaves

    /** Kotlin and Groovy know no checked exceptions, and throw them all the same. */
    @Test
    void downloadThatThrowsAnUndeclaredExceptionEndsTheJobAtOnce() {
        JobSpec usual = order();
        provider.accepts().reports(FakeProvider.succeeded());

        engine.run(
                new JobSpec(
                        usual.origin(),
                        usual.trace(),
                        usual.provider(),
                        usual.purchase(),
                        null,
                        usual.message(),
                        null,
                        usual.completionPoint(),
                        usual.polling(),
                        usual.quota(),
                        (job, video, deadline) -> {
                            throw JobEngineTest.<RuntimeException>hidden(new IOException("disk"));
                        },
                        usual.callback()));
        timer.advance(INTERVAL.multipliedBy(3));

        assertThat(onlyError().getJob()).contains(FakeProvider.HANDLE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void workersWithoutMemoryForAThreadCompleteTheExchangeOnceAndLater(boolean queued) {
        AtomicInteger calls = new AtomicInteger();
        List<Runnable> queue = new ArrayList<>();
        JobEngine poor =
                new JobEngine(
                        timer,
                        task -> {
                            if (calls.incrementAndGet() > 1) {
                                task.run();
                                return;
                            }
                            if (queued) {
                                queue.add(task);
                            }
                            throw new OutOfMemoryError("expected in this test");
                        },
                        new Random(1),
                        TestPurchaseStores.over(repository, "poor", timer));
        provider.accepts().reports(FakeProvider.succeeded());

        poor.run(order(provider, null, null, outcomes::add));
        timer.advance(INTERVAL.multipliedBy(3));
        queue.forEach(Runnable::run);

        assertThat(onlyOutcome().succeeded()).isTrue();
        assertThat(poor.inFlightCount()).isZero();
    }

    @Test
    void endWithoutMemoryCompletesTheExchangeLater() {
        DeliveredVideo video = new DeliveredVideo("v", "video/mp4", 1);
        delivery =
                new CompletableFuture<>() {
                    @Override
                    public boolean cancel(boolean interrupt) {
                        throw new OutOfMemoryError("expected in this test");
                    }
                };
        delivery.complete(video);
        provider.accepts().reports(FakeProvider.succeeded());

        run();
        timer.advance(INTERVAL.multipliedBy(3));

        assertThat(onlyOutcome().video()).isSameAs(video);
        assertThat(engine.inFlightCount()).isZero();
        timer.advance(LIMIT);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void providerThatReturnsNoFutureFailsTheJobOnce() {
        engine.run(order());
        timer.advance(LIMIT.multipliedBy(2));

        assertThat(onlyError().getJob()).isEmpty();
        assertThat(engine.inFlightCount()).isZero();
    }

    @Test
    void listenerThatThrowsAnErrorDoesNotBlockTheExchange() {
        engine.addListener(
                new JobListener() {
                    @Override
                    public void succeeded(JobSnapshot job, JobOutcome outcome) {
                        throw new NoClassDefFoundError("metrics");
                    }

                    @Override
                    public void submitted(JobSnapshot job) {
                        throw new NoClassDefFoundError("metrics");
                    }
                });
        provider.accepts().reports(FakeProvider.succeeded());

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyOutcome().succeeded()).isTrue();
    }

    @Test
    void listenerThatThrowsACheckedExceptionDoesNotBlockTheExchange() {
        engine.addListener(
                new JobListener() {
                    @Override
                    public void succeeded(JobSnapshot job, JobOutcome outcome) {
                        throw JobEngineTest.<RuntimeException>hidden(new IOException("metrics"));
                    }
                });
        provider.accepts().reports(FakeProvider.succeeded());

        run();
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyOutcome().succeeded()).isTrue();
    }

    /** The model comes from a message, a job's id from a handle in one. */
    @Test
    void listenersReceiveUntrustedTextOnOneLineAndShortened() {
        String forged = "m\nINFO all is well\u001b[2K " + "x".repeat(100_000);
        List<JobSnapshot> seen = new ArrayList<>();
        engine.addListener(
                new JobListener() {
                    @Override
                    public void ordered(JobSnapshot job) {
                        seen.add(job);
                    }
                });
        provider.reports(FakeProvider.pending(JobStatus.RUNNING));

        await(new JobHandle("fake", "http://fake", forged, forged, Instant.EPOCH, null, null));

        assertThat(seen)
                .singleElement()
                .satisfies(
                        job ->
                                assertThat(List.of(job.model(), job.jobId()))
                                        .allSatisfy(
                                                text ->
                                                        assertThat(text)
                                                                .startsWith("m INFO")
                                                                .hasSizeLessThan(400)
                                                                .doesNotContainPattern(
                                                                        "\\p{Cntrl}")));
    }

    /** Other languages of the JVM do not declare what they throw. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> E hidden(Exception checked) throws E {
        throw (E) checked;
    }

    @Test
    void providerWithoutAnAccountDoesNotBlockTheExchange() {
        provider.accepts().reports(FakeProvider.succeeded());

        run();
        provider.account =
                () -> {
                    throw new IllegalStateException("account");
                };
        timer.advance(Duration.ofMinutes(1));

        assertThat(onlyOutcome().succeeded()).isTrue();
        assertThat(engine.inFlightCount()).isZero();
    }

    @Test
    void endWithoutVideoOfAJobWithoutAnIdIsReportedAgainAndNotPaidAgain() {
        provider.runsInsideTheSubmit(FakeProvider.succeededWithoutVideo());
        run();
        JobReport earlier = onlyOutcome().report();
        outcomes.clear();

        engine.run(order(provider, null, earlier, outcomes::add));

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.JOB_FAILED);
        assertThat(deliveries).isZero();
        assertThat(provider.submittedKeys).hasSize(1);
    }

    @Test
    void failureOfAJobWithoutAnIdIsReportedAgainAndNotPaidAgain() {
        provider.runsInsideTheSubmit(FakeProvider.ended(JobStatus.FAILED, false));
        run();
        outcomes.clear();

        run();

        assertThat(onlyError().getKind()).isEqualTo(ErrorKind.JOB_FAILED);
        assertThat(state()).isEqualTo(new Failed(null));
        assertThat(provider.submittedKeys).hasSize(1);
    }

    @Test
    void acknowledgementDuringTheStopIsNeverLost() {
        for (int i = 0; i < 2_000; i++) {
            FakeProvider racing = new FakeProvider();
            CompletableFuture<Submission> answer = new CompletableFuture<>();
            racing.submitAnswers(answer);
            FailingRepository records = new FailingRepository(timer);
            JobEngine stopping =
                    new JobEngine(
                            timer,
                            Runnable::run,
                            new Random(1),
                            TestPurchaseStores.over(records, "node", timer));
            List<JobOutcome> ended = new CopyOnWriteArrayList<>();
            stopping.run(order(racing, null, null, ended::add));
            Submission submission =
                    new Submission(FakeProvider.HANDLE, FakeProvider.pending(JobStatus.QUEUED));
            AtomicInteger ready = new AtomicInteger();
            CompletableFuture<Void> acknowledging =
                    CompletableFuture.runAsync(
                            () -> {
                                meet(ready);
                                answer.complete(submission);
                            });

            meet(ready);
            stopping.stop(Duration.ZERO);
            acknowledging.join();

            // Either the acknowledgement never came, or it is recorded.
            assertThat(ended).hasSize(1);
            RefVideoException error = ended.get(0).error();
            PurchaseState left = records.store.find("key").orElseThrow().state();
            if (error.getKind() == ErrorKind.SUBMIT_UNCERTAIN) {
                assertThat(error.getJob()).isEmpty();
            } else {
                assertThat(error.getJob()).contains(left.handle());
            }
        }
    }

    private static void meet(AtomicInteger ready) {
        ready.incrementAndGet();
        while (ready.get() < 2) {
            Thread.onSpinWait();
        }
    }

    // ---- helpers

    private void run() {
        engine.run(order());
    }

    /** Waits for a known job. */
    private void await(JobHandle known) {
        engine.run(order(provider, known, null, outcomes::add));
    }

    private JobSpec order() {
        return order(provider, null, null, outcomes::add);
    }

    private JobSpec order(
            FakeProvider asked,
            JobHandle known,
            JobReport earlier,
            Consumer<JobOutcome> completed) {
        PreparedSubmit submit =
                new PreparedSubmit("m", "{}".getBytes(StandardCharsets.UTF_8), List.of());
        return new JobSpec(
                JobOrigin.UNKNOWN,
                null,
                asked,
                known == null ? TestPurchaseStores.purchase("key", submit) : null,
                known,
                "message of key",
                earlier,
                CompletionPoint.DELIVERED,
                new PollingPolicy(
                        INTERVAL,
                        INTERVAL,
                        adaptive,
                        LIMIT,
                        Duration.ofHours(1),
                        20,
                        100,
                        false,
                        INTERVAL),
                Quota.NONE,
                (job, video, deadline) -> {
                    deliveries++;
                    return delivery;
                },
                (outcome, receipt) -> completed.accept(outcome));
    }

    private PurchaseState state() {
        return repository.store.find("key").orElseThrow().state();
    }

    private JobOutcome onlyOutcome() {
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private RefVideoException onlyError() {
        assertThat(onlyOutcome().error()).isNotNull();
        return onlyOutcome().error();
    }

    /** Cannot be cancelled, like an answer that is on its way already. */
    private static final class StubbornFuture<T> extends CompletableFuture<T> {

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
        }
    }
}
