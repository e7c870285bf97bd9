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
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.internal.engine.Node.Order;
import io.github.refvideo.camel.internal.engine.PaidService.Fate;
import io.github.refvideo.camel.internal.time.ExecutorTimer;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.Submission;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The end of jobs and control calls: stop, cancel on timeout, limits. */
class JobEndTest {

    private final ManualTimer timer = new ManualTimer();
    private final MemoryVideoJobRepository repository = TestPurchaseStores.memory(timer);
    private final Node node = new Node("node", repository, timer);
    private PaidService service = new PaidService(timer, Resubmission.PAYS_AGAIN);

    // ---- stop

    @Test
    void answerWithinTheGracePeriodEndsWithItsHandle() {
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
        try {
            ExecutorTimer real = new ExecutorTimer(ticks, Clock.systemUTC());
            Node stopping = new Node("stopping", repository, real);
            PaidService slow = new PaidService(real, Resubmission.PAYS_AGAIN);
            slow.latency = () -> Duration.ofMillis(400);
            Order order = stopping.run(slow, new Order("k", "a cat"));

            long start = System.nanoTime();
            stopping.engine.stop(Duration.ofSeconds(30));

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(20));
            assertThat(order.error().getKind()).isEqualTo(ErrorKind.SHUTDOWN);
            assertThat(order.error().getJob().orElseThrow().jobId()).isEqualTo("job_1");
            assertThat(repository.find("k").orElseThrow().state().name())
                    .isEqualTo(Name.ACKNOWLEDGED);
            assertThat(repository.find("k").orElseThrow().handle())
                    .isEqualTo(order.error().getJob().orElseThrow());
        } finally {
            ticks.shutdownNow();
        }
    }

    @Test
    void submitWithoutAReplyWithinTheGracePeriodIsUncertain() {
        service.fates = () -> Fate.SILENT;
        Order order = node.run(service, new Order("k", "a cat"));

        node.stop(Duration.ofMillis(50));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(repository.find("k").orElseThrow().state().name())
                .isEqualTo(Name.MAYBE_PROCESSED);
        assertThat(repository.find("k").orElseThrow().leaseUntil()).isBeforeOrEqualTo(timer.now());
    }

    @Test
    void submitThatWasNotSentFreesItsKeyAtAStop() {
        Order order = new Order("k", "a cat");
        order.preparation = (fingerprint, deadline) -> new CompletableFuture<>();
        node.run(service, order);

        node.stop(Duration.ofSeconds(5));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SHUTDOWN);
        assertThat(order.error()).hasMessageContaining("before anything was submitted");
        assertThat(repository.find("k")).isEmpty();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void videoWithoutAHandleIsDeliveredWithinTheGracePeriod() {
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
        try {
            Node stopping =
                    new Node("stopping", repository, new ExecutorTimer(ticks, Clock.systemUTC()));
            CompletableFuture<Submission> answer = new CompletableFuture<>();
            FakeProvider stream = new FakeProvider().submitAnswers(answer);
            stream.resubmission = Resubmission.PAYS_AGAIN;
            Order order = stopping.run(stream, new Order("k", "a cat"));
            ticks.schedule(
                    () -> answer.complete(new Submission(null, FakeProvider.succeeded())),
                    300,
                    TimeUnit.MILLISECONDS);

            stopping.engine.stop(Duration.ofSeconds(20));

            assertThat(order.video()).isNotNull();
        } finally {
            ticks.shutdownNow();
        }
    }

    @Test
    void thousandWaitingJobsEndOnceEachWithTheirHandlesWithinFiveSeconds() {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            orders.add(node.run(service, new Order("k" + i, "a cat")));
        }

        long start = System.nanoTime();
        node.stop(Duration.ofSeconds(2));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        for (Order order : orders) {
            assertThat(order.error().getKind()).isEqualTo(ErrorKind.SHUTDOWN);
            assertThat(repository.find(order.key).orElseThrow().handle())
                    .isEqualTo(order.error().getJob().orElseThrow());
        }
        assertThat(timer.pending()).isZero();
    }

    @Test
    void thousandJobsEndWithinFiveSecondsAlsoWhenTheRepositoryHangs() {
        Node hanging = new Node("hanging", repository, timer, task -> {});
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            orders.add(hanging.run(service, new Order("k" + i, "a cat")));
        }

        long start = System.nanoTime();
        hanging.engine.stop(Duration.ofSeconds(2));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        orders.forEach(order -> assertThat(order.error().getKind()).isEqualTo(ErrorKind.SHUTDOWN));
        assertThat(service.submits).isZero();
    }

    // ---- cancel on timeout

    private Order timedOut() {
        service.ends = false;
        Order order = new Order("k", "a cat");
        order.cancelOnTimeout = true;
        node.run(service, order);
        timer.advance(Node.LIMIT.plusMinutes(1));
        return order;
    }

    @Test
    void timedOutJobIsCancelledOnceAndTheErrorIsTheTimeout() {
        Order order = timedOut();

        assertThat(service.cancels).isEqualTo(1);
        assertThat(order.error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(order.error().getJob()).isPresent();
    }

    @Test
    void cancelThatThrowsChangesNothing() {
        service.cancelAnswer =
                () -> {
                    throw new IllegalStateException("a provider with a defect");
                };

        assertThat(timedOut().error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(node.engine.inFlightCount()).isZero();
    }

    @Test
    void cancelThatReturnsNullFailsOrHangsChangesNothing() {
        List<Supplier<CompletableFuture<CancelOutcome>>> answers =
                List.of(() -> null, FakeProvider::lost, CompletableFuture::new);
        for (Supplier<CompletableFuture<CancelOutcome>> answer : answers) {
            service.cancelAnswer = answer;
            Order order = new Order("k" + service.jobs.size(), "a cat");
            order.cancelOnTimeout = true;
            service.ends = false;
            node.run(service, order);
            timer.advance(Node.LIMIT);
            assertThat(order.error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        }
        assertThat(service.cancels).isEqualTo(3);
    }

    @Test
    void jobIsCancelledOnlyOnTimeoutAndIfConfigured() {
        service.ends = false;
        node.run(service, new Order("k1", "a cat"));
        Order unsent = new Order("k2", "a cat");
        unsent.cancelOnTimeout = true;
        unsent.preparation = (fingerprint, deadline) -> new CompletableFuture<>();
        node.run(service, unsent);
        timer.advance(Node.LIMIT);
        service.ends = true;
        Order transfer = new Order("k3", "a cat");
        transfer.cancelOnTimeout = true;
        transfer.delivery = new CompletableFuture<>();
        node.run(service, transfer);
        timer.advance(Node.LIMIT);

        assertThat(transfer.error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(service.cancels).isZero();
    }

    // ---- cancel before the submit

    private CancelOutcome cancel(String id) {
        return node.engine.cancel(id).join();
    }

    private Order inTheQueue(String key) {
        Order order = new Order(key, "a cat");
        order.quota = new Quota(1, 0, 0);
        node.run(service, order);
        return order;
    }

    @Test
    void jobInTheQueueIsCanceledUnpaidAndTheOthersGoOn() {
        Order first = inTheQueue("k1");
        Order second = inTheQueue("k2");
        Order third = inTheQueue("k3");

        assertThat(cancel(second.message)).isEqualTo(CancelOutcome.CANCELED);

        assertThat(second.error().getKind()).isEqualTo(ErrorKind.JOB_CANCELED);
        assertThat(second.error().getJob()).isEmpty();
        assertThat(second.error().isMaybePaid()).isFalse();
        assertThat(second.error().isRetryable()).isFalse();
        timer.advance(Duration.ofMinutes(5));
        assertThat(first.video()).isEqualTo("job_1");
        assertThat(third.video()).isEqualTo("job_2");
        assertThat(service.jobs).hasSize(2);
        assertThat(repository.find("k2")).isEmpty();
        assertThat(node.engine.cancel(second.message)).isCompletedExceptionally();
        assertThat(service.cancels).isZero();
    }

    @Test
    void jobIsCanceledDuringTheUploadOfItsReferences() {
        Order order = new Order("k", "a cat");
        order.preparation = (fingerprint, deadline) -> new CompletableFuture<>();
        node.run(service, order);

        assertThat(cancel(order.message)).isEqualTo(CancelOutcome.CANCELED);

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.JOB_CANCELED);
        assertThat(service.submits).isZero();
        assertThat(repository.find("k")).isEmpty();
    }

    /** Otherwise a route that repeats every failure would pay for it. Another message may. */
    @Test
    void redeliveryOfACanceledJobIsNotSubmitted() {
        inTheQueue("other");
        Order order = inTheQueue("k");
        cancel(order.message);

        Order again = node.run(service, order.again());

        assertThat(again.error().getKind()).isEqualTo(ErrorKind.JOB_CANCELED);
        assertThat(service.paid("k")).isZero();
        Order newOrder = node.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(5));
        assertThat(newOrder.video()).isNotNull();
        assertThat(service.paid("k")).isEqualTo(1);
    }

    @Test
    void cancelDuringTheSubmitIsTooLateAndTheVideoIsDelivered() {
        service.latency = () -> Duration.ofSeconds(4);
        Order order = node.run(service, new Order("k", "a cat"));

        assertThat(cancel(order.message)).isEqualTo(CancelOutcome.TOO_LATE);

        timer.advance(Duration.ofMinutes(2));
        assertThat(order.video()).isEqualTo("job_1");
        assertThat(service.jobs).hasSize(1);
    }

    /** Otherwise a job that an earlier process paid for would be reported as not billed. */
    @Test
    void queuedJobThatAnotherProcessMayHaveSubmittedIsNotCanceled() {
        Node killed = new Node("killed", repository, timer);
        PaidService safe = new PaidService(timer, Resubmission.SAME_KEY_IS_SAFE);
        safe.fates = () -> Fate.SILENT;
        killed.run(safe, new Order("k", "a cat"));
        killed.kill();
        safe.fates = () -> Fate.ACCEPTED;
        service = safe;
        inTheQueue("other");

        Order order = inTheQueue("k");

        assertThat(cancel(order.message)).isEqualTo(CancelOutcome.TOO_LATE);
        timer.advance(Duration.ofMinutes(5));
        assertThat(order.video()).isEqualTo("job_1");
        assertThat(safe.paid("k")).isEqualTo(1);
    }

    @Test
    void submittedJobIsCanceledAtTheServiceByItsExchangeToo() {
        Order order = node.run(service, new Order("k", "a cat"));

        assertThat(cancel(order.message)).isEqualTo(CancelOutcome.CANCELED);

        assertThat(service.cancels).isEqualTo(1);
        assertThat(order.outcomes).as("ends with the status of the job").isEmpty();
    }

    // ---- questions

    private final List<String> answers = new ArrayList<>();

    private void ask(Supplier<CompletableFuture<JobReport>> call) {
        ask(node.engine, Quota.NONE, call);
    }

    private void ask(JobEngine engine, Quota quota, Supplier<CompletableFuture<JobReport>> call) {
        engine.call(service, quota, call, Duration.ofSeconds(10), this::heard);
    }

    private void heard(JobReport report, RefVideoException error) {
        answers.add(error == null ? report.status().name() : error.getKind().name());
    }

    private static CompletableFuture<JobReport> running() {
        return CompletableFuture.completedFuture(FakeProvider.pending(JobStatus.RUNNING));
    }

    @Test
    void controlCallIsAnsweredOnce() {
        ask(JobEndTest::running);

        assertThat(answers).containsExactly("RUNNING");
        assertThat(timer.pending()).isZero();
    }

    @Test
    void hangingControlCallEndsAtItsTimeoutAndIsCanceled() {
        CompletableFuture<JobReport> hanging = new CompletableFuture<>();
        ask(() -> hanging);
        timer.advance(Duration.ofMillis(9_999));
        assertThat(answers).isEmpty();
        timer.advance(Duration.ofMillis(1));
        hanging.complete(FakeProvider.pending(JobStatus.RUNNING));

        assertThat(answers).containsExactly("TIMEOUT");
        assertThat(hanging).isCancelled();
    }

    @Test
    void stopEndsOpenControlCallsAndAcceptsNoMore() {
        CompletableFuture<JobReport> hanging = new CompletableFuture<>();
        ask(() -> hanging);
        node.stop(Duration.ZERO);
        ask(JobEndTest::running);

        assertThat(answers).containsExactly("SHUTDOWN", "SHUTDOWN");
        assertThat(hanging).isCancelled();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void controlCallsShareTheRateLimitAndTheirTimeoutIncludesTheWait() {
        Quota one = new Quota(0, 0, 0.1);
        for (int i = 0; i < 3; i++) {
            ask(node.engine, one, JobEndTest::running);
        }
        assertThat(answers).containsExactly("RUNNING");
        timer.advance(Duration.ofSeconds(30));

        assertThat(answers).hasSize(3).startsWith("RUNNING").contains("TIMEOUT");
    }

    @Test
    void failingControlCallEndsOnceAndDelaysNoOthers() {
        ask(() -> null);
        ask(
                () -> {
                    throw new IllegalStateException("a provider with a defect");
                });
        ask(JobEndTest::running);

        assertThat(answers).containsExactly("SERVICE", "SERVICE", "RUNNING");
    }

    @Test
    void rateLimitedControlCallDelaysTheOthers() {
        ask(() -> FakeProvider.refused(ErrorKind.RATE_LIMITED, 429, Duration.ofSeconds(5)));
        ask(JobEndTest::running);
        assertThat(answers).containsExactly("RATE_LIMITED");
        timer.advance(Duration.ofSeconds(6));

        assertThat(answers).containsExactly("RATE_LIMITED", "RUNNING");
    }

    @Test
    void controlCallCompletesWhenTheWorkersAreShutDown() {
        JobEngine orphan =
                new JobEngine(
                        timer,
                        task -> {
                            throw new RejectedExecutionException();
                        },
                        new Random(1),
                        TestPurchaseStores.inMemory(timer));
        ask(orphan, Quota.NONE, JobEndTest::running);

        Awaitility.await().atMost(1, TimeUnit.SECONDS).until(() -> answers.size() == 1);
        assertThat(answers).containsExactly("RUNNING");
    }
}
