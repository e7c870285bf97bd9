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
import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.engine.Node.Order;
import io.github.refvideo.camel.internal.engine.PaidService.Fate;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.Resubmission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One key, several exchanges and nodes: who submits, who waits, and what is left behind. */
class SharedKeyTest {

    private final ManualTimer timer = new ManualTimer();
    private final MemoryVideoJobRepository repository = TestPurchaseStores.memory(timer);
    private final Node first = new Node("first", repository, timer);
    private final Node second = new Node("second", repository, timer);
    private PaidService service = new PaidService(timer, Resubmission.SAME_KEY_IS_SAFE);

    @ParameterizedTest
    @EnumSource(Resubmission.class)
    void twoNodesWithOneKeySubmitOnceAndBothDeliver(Resubmission kind) {
        service = new PaidService(timer, kind);
        service.latency = () -> Duration.ofSeconds(4);

        Order one = first.run(service, new Order("k", "a cat"));
        Order other = second.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofSeconds(3));
        assertThat(service.submits).isEqualTo(1);
        timer.advance(Duration.ofMinutes(2));

        assertThat(one.video()).isEqualTo("job_1");
        assertThat(other.video()).isEqualTo("job_1");
        assertThat(service.submits).isEqualTo(1);
        assertThat(service.jobs).hasSize(1);
    }

    @Test
    void keyMismatchIsRefusedAndNothingIsSent() {
        first.run(service, new Order("k", "a cat"));

        Order other = second.run(service, new Order("k", "a dog"));

        assertThat(other.error().getKind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(other.error()).hasMessageContaining("CamelRefVideoIdempotencyKey");
        assertThat(service.submits).isEqualTo(1);
    }

    @Test
    void waitForTheSubmitOfAnotherExchangeEndsAtTheDeadline() {
        service.fates = () -> Fate.SILENT;
        first.run(service, new Order("k", "a cat"));
        Order other = new Order("k", "a cat");
        other.limit = Duration.ofMinutes(1);

        second.run(service, other);
        timer.advance(Duration.ofMinutes(1));

        assertThat(other.error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(other.error()).hasMessageContaining("Another exchange");
        assertThat(other.error().isRetryable()).isTrue();
        assertThat(service.submits).isEqualTo(1);
    }

    // ---- what is left behind

    @Test
    void deliveredPurchaseIsDeliveredAgainWithoutPaying() {
        Order one = first.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
        assertThat(record("k").handle()).isEqualTo(one.only().handle());

        Order again = second.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));

        assertThat(again.video()).isEqualTo(one.video());
        assertThat(service.submits).isEqualTo(1);
    }

    @Test
    void videoCountsAsDeliveredWhenItsExchangeCompletes() {
        Order order = new Order("k", "a cat");
        order.completes = false;
        first.run(service, order);
        timer.advance(Duration.ofMinutes(1));
        assertThat(order.video()).isEqualTo("job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.ACKNOWLEDGED);

        order.receipts.get(0).exchangeCompleted();

        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
    }

    @Test
    void failureOfTheExchangeLeavesTheVideoOpenForTheNextAttempt() {
        Order order = new Order("k", "a cat");
        order.completes = false;
        first.run(service, order);
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.receipts.get(0).exchangeFailed()).isTrue();

        assertThat(record("k").state().name()).isEqualTo(Name.VIDEO_AVAILABLE);
        assertThat(record("k").leaseUntil()).isBeforeOrEqualTo(timer.now());
        Order next = second.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(next.video()).isEqualTo("job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
        assertThat(service.submits).isEqualTo(1);
    }

    @Test
    void deliveredVideoIsOpenAgainDuringALaterAttempt() {
        first.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        Order later = new Order("k", "a cat");
        later.completes = false;
        second.run(service, later);
        timer.advance(Duration.ofMinutes(1));

        assertThat(later.receipts.get(0).exchangeFailed()).isTrue();

        assertThat(record("k").state().name()).isEqualTo(Name.VIDEO_AVAILABLE);
    }

    @Test
    void deliveredVideoStaysDeliveredWhenAnEarlierAttemptFails() {
        Order early = new Order("k", "a cat");
        early.completes = false;
        first.run(service, early);
        Order late = new Order("k", "a cat");
        second.run(service, late);
        timer.advance(Duration.ofMinutes(2));
        assertThat(late.video()).isEqualTo("job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);

        early.receipts.get(0).exchangeFailed();

        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
        assertThat(service.submits).isEqualTo(1);
    }

    @Test
    void timeoutLeavesTheHandleForTheNextAttempt() {
        Order order = new Order("k", "a cat");
        order.limit = Duration.ofSeconds(20);
        first.run(service, order);
        timer.advance(Duration.ofSeconds(20));

        assertThat(order.error().getJob()).contains(record("k").handle());
        assertThat(record("k").state().name()).isEqualTo(Name.ACKNOWLEDGED);

        Order next = second.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(next.video()).isEqualTo("job_1");
        assertThat(service.submits).isEqualTo(1);
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
    }

    @Test
    void stopKeepsTheHandleForTheNextAttempt() {
        Order order = first.run(service, new Order("k", "a cat"));
        first.engine.stop(Duration.ZERO);

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SHUTDOWN);
        assertThat(record("k").state().name()).isEqualTo(Name.ACKNOWLEDGED);
        assertThat(record("k").handle()).isEqualTo(order.error().getJob().orElseThrow());
    }

    @Test
    void failedDownloadKeepsTheHandleForTheNextAttempt() {
        Order order = new Order("k", "a cat");
        order.delivery = Node.brokenDownload();
        first.run(service, order);
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.DOWNLOAD);
        assertThat(record("k").state().name()).isEqualTo(Name.ACKNOWLEDGED);
        assertThat(record("k").handle().jobId()).isEqualTo("job_1");
    }

    @Test
    void certainRefusalFreesTheKey() {
        service.fates = () -> Fate.REFUSED;
        Order refused = first.run(service, new Order("k", "a cat"));
        assertThat(refused.error().getKind()).isEqualTo(ErrorKind.PAYMENT_REQUIRED);
        assertThat(repository.find("k")).isEmpty();

        service.fates = () -> Fate.ACCEPTED;
        Order later = second.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));

        assertThat(later.video()).isEqualTo("job_1");
        assertThat(service.submits).isEqualTo(2);
    }

    @Test
    void failedPreparationFreesTheKey() {
        Order order = new Order("k", "a cat");
        order.preparation =
                (fingerprint, deadline) ->
                        CompletableFuture.failedFuture(new IllegalStateException("no store"));

        first.run(service, order);

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.REFERENCE_STORE);
        assertThat(repository.find("k")).isEmpty();
        assertThat(service.submits).isZero();
    }

    @Test
    void uncertainSubmitLeavesAClaimWithAnExpiredLease() {
        service = new PaidService(timer, Resubmission.PAYS_AGAIN);
        service.fates = () -> Fate.LOST_BEFORE;

        Order order = first.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(record("k").state().name()).isEqualTo(Name.MAYBE_PROCESSED);
        assertThat(record("k").leaseUntil()).isBeforeOrEqualTo(timer.now());
        assertThat(record("k").handle()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = JobStatus.class,
            names = {"FAILED", "CANCELED"})
    void failedJobIsReportedAgainAndNotPaidAgain(JobStatus end) {
        service.end = end;
        Order one = first.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(record("k").state().name()).isEqualTo(Name.FAILED);

        Order again = second.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));

        assertThat(again.error().getKind()).isEqualTo(one.error().getKind());
        assertThat(again.error()).hasMessage(one.error().getMessage());
        assertThat(service.submits).isEqualTo(1);
    }

    @Test
    void secondAttachedExchangeEndsWithoutChangingTheRecord() {
        Order one = first.run(service, new Order("k", "a cat"));
        Order other = second.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(List.of(one.video(), other.video())).containsExactly("job_1", "job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
        assertThat(record("k").handle().jobId()).isEqualTo("job_1");
    }

    // ---- a flow that gives no handle

    private FakeProvider streaming() {
        FakeProvider stream = new FakeProvider();
        stream.resubmission = Resubmission.PAYS_AGAIN;
        return stream;
    }

    @Test
    void videoWithoutAHandleIsNeverPaidAgain() {
        FakeProvider stream = streaming().runsInsideTheSubmit(FakeProvider.succeeded());
        first.run(stream, new Order("k", "a cat"));
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
        assertThat(record("k").handle()).isNull();

        Order again = second.run(stream, new Order("k", "a cat"));

        assertThat(again.error().getKind()).isEqualTo(ErrorKind.JOB_EXPIRED);
        assertThat(again.error()).hasMessageContaining("bought before");
        assertThat(stream.submittedKeys).hasSize(1);
    }

    @Test
    void failureWithoutAHandleIsNotReportedAsDelivered() {
        FakeProvider stream =
                streaming().runsInsideTheSubmit(FakeProvider.ended(JobStatus.FAILED, false));
        Order one = first.run(stream, new Order("k", "a cat"));
        assertThat(one.error().getKind()).isEqualTo(ErrorKind.JOB_FAILED);

        Order again = second.run(stream, new Order("k", "a cat"));

        assertThat(again.error().getKind()).isEqualTo(ErrorKind.JOB_FAILED);
        assertThat(again.error().getMessage()).doesNotContain("bought before");
        assertThat(stream.submittedKeys).hasSize(1);
    }

    @Test
    void videoWithoutAHandleThatCouldNotBeDownloadedIsNotPaidAgain() {
        FakeProvider stream = streaming().runsInsideTheSubmit(FakeProvider.succeeded());
        Order order = new Order("k", "a cat");
        order.delivery = Node.brokenDownload();
        first.run(stream, order);
        assertThat(order.error().getKind()).isEqualTo(ErrorKind.DOWNLOAD);

        Order again = second.run(stream, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));

        assertThat(again.error().getKind()).isEqualTo(ErrorKind.JOB_EXPIRED);
        assertThat(stream.submittedKeys).hasSize(1);
    }

    // ---- submit only

    @Test
    void submitEndsAsSoonAsTheAcknowledgementIsRecordedAndReadsNoStatus() {
        Order order = new Order("k", "a cat");
        order.goal = CompletionPoint.SUBMITTED;

        first.run(service, order);

        assertThat(order.only().succeeded()).isTrue();
        assertThat(order.only().handle().idempotencyKey()).isEqualTo("k");
        assertThat(order.only().handle().output()).isEqualTo("bytes");
        assertThat(record("k").state().name()).isEqualTo(Name.HANDED_OUT);
        assertThat(record("k").handle()).isEqualTo(order.only().handle());
        assertThat(service.statusReads).isZero();
        assertThat(first.engine.inFlightCount()).isZero();
        assertThat(first.engine.accounts()).allMatch(account -> account.inFlight() == 0);
        first.stop(Duration.ZERO);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void submitWithAKnownKeyReturnsTheSameHandle() {
        Order one = new Order("k", "a cat");
        one.goal = CompletionPoint.SUBMITTED;
        first.run(service, one);
        Order other = new Order("k", "a cat");
        other.goal = CompletionPoint.SUBMITTED;

        second.run(service, other);

        assertThat(other.only().handle()).isEqualTo(one.only().handle());
        assertThat(service.submits).isEqualTo(1);
    }

    @Test
    void submitReleasesItsPermitToTheNext() {
        Order one = new Order("k1", "a cat");
        Order two = new Order("k2", "a dog");
        for (Order order : List.of(one, two)) {
            order.goal = CompletionPoint.SUBMITTED;
            order.quota = new Quota(1, 0, 0);
            first.run(service, order);
        }
        timer.advance(Duration.ZERO);

        assertThat(one.only().succeeded()).isTrue();
        assertThat(two.only().succeeded()).isTrue();
    }

    @Test
    void awaitElsewhereMarksThePurchaseAsDelivered() {
        Order submitted = new Order("k", "a cat");
        submitted.goal = CompletionPoint.SUBMITTED;
        first.run(service, submitted);
        Order waiting = new Order("k", "a cat");
        waiting.known = submitted.only().handle();

        second.run(service, waiting);
        timer.advance(Duration.ofMinutes(1));

        assertThat(waiting.video()).isEqualTo("job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
    }

    @Test
    void forgedHandleCannotChangeTheRecordOfAnotherPurchase() {
        Order lost = new Order("k", "a cat");
        service.fates = () -> Fate.SILENT;
        first.run(service, lost);
        Order theirs = new Order("other", "a dog");
        service.fates = () -> Fate.ACCEPTED;
        second.run(service, theirs);
        Order forged = new Order("k", "a dog");
        forged.known = record("other").handle().boughtWith("k", "bytes");

        second.run(service, forged);
        timer.advance(Duration.ofMinutes(1));

        assertThat(forged.only().succeeded()).isTrue();
        assertThat(record("k").handle()).isNull();
        assertThat(record("k").state().name()).isEqualTo(Name.IN_FLIGHT);
    }

    // ---- the claim lives as long as its owner

    @Test
    void longPreparationKeepsItsLease() {
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order slow = new Order("k", "a cat");
        slow.preparation = (fingerprint, deadline) -> upload;
        first.run(service, slow);
        timer.advance(Duration.ofMinutes(2));
        Order other = second.run(service, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(other.outcomes).isEmpty();
        assertThat(service.submits).isZero();

        upload.complete(slow.submit);
        timer.advance(Duration.ofMinutes(1));

        assertThat(slow.video()).isEqualTo("job_1");
        assertThat(other.video()).isEqualTo("job_1");
        assertThat(service.submits).isEqualTo(1);
    }

    @Test
    void preparationBeyondTheDeadlineFreesTheKey() {
        Order slow = new Order("k", "a cat");
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        slow.preparation = (fingerprint, deadline) -> upload;
        first.run(service, slow);
        timer.advance(Node.LIMIT);

        assertThat(slow.error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(slow.error()).hasMessageContaining("references");
        assertThat(upload).isCancelled();
        assertThat(repository.find("k")).isEmpty();
        first.stop(Duration.ZERO);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void submitDelayedByTheRateLimitReportsIt() {
        Order order = secondOfOneSubmitIn100Seconds(Duration.ofSeconds(20));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(order.error()).hasMessageContaining("submitsPerSecond");
        assertThat(order.error().isRetryable()).isTrue();
        assertThat(repository.find("k2")).isEmpty();
    }

    @Test
    void submitThatTheRateLimitDelaysToTheLastSecondsIsNotSent() {
        Order order = secondOfOneSubmitIn100Seconds(Duration.ofSeconds(102));

        assertThat(service.submits).isEqualTo(1);
        assertThat(order.error().getKind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(order.error().isMaybePaid()).isFalse();
        assertThat(repository.find("k2")).isEmpty();
    }

    /** Neither the rate limit nor the repository took the time. */
    @Test
    void submitThatUploadsOrAnotherAttemptDelayToTheLastSecondsNamesThem() {
        Order slow = new Order("k", "a cat");
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        slow.preparation = (fingerprint, deadline) -> upload;
        first.run(service, slow);
        Order other = new Order("k", "a cat");
        other.limit = Node.LIMIT.plusMillis(2500);
        first.run(service, other);
        timer.advance(Node.LIMIT.minusSeconds(3));

        upload.complete(slow.submit);
        timer.advance(Duration.ofSeconds(6));

        for (Order order : List.of(slow, other)) {
            assertThat(order.error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(order.error().isMaybePaid()).isFalse();
            assertThat(order.error()).hasMessageContaining("was not submitted within");
        }
        assertThat(service.submits).isZero();
        assertThat(repository.find("k")).isEmpty();
    }

    /** The second order of an account, run until its deadline. */
    private Order secondOfOneSubmitIn100Seconds(Duration limit) {
        Order before = new Order("k1", "a dog");
        Order order = new Order("k2", "a cat");
        before.quota = new Quota(0, 0.01, 0);
        order.quota = before.quota;
        order.limit = limit;
        first.run(service, before);

        first.run(service, order);
        timer.advance(limit);
        return order;
    }

    private JobRecord record(String key) {
        return repository.find(key).orElseThrow();
    }

    private void redeliver(Node node, Order order) {
        order.outcomes.clear();
        order.limit = Node.LIMIT;
        node.run(service, order);
    }
}
