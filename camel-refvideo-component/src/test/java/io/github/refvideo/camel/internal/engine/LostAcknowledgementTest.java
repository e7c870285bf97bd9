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
import io.github.refvideo.camel.internal.engine.PaidService.Job;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A submit whose acknowledgement was lost: sent again, searched, or uncertain. */
class LostAcknowledgementTest {

    private final ManualTimer timer = new ManualTimer();
    private final MemoryVideoJobRepository repository = TestPurchaseStores.memory(timer);
    private final Node first = new Node("first", repository, timer);
    private final Node second = new Node("second", repository, timer);
    private final PaidService gateway = new PaidService(timer, Resubmission.SAME_KEY_IS_SAFE);
    private final PaidService dashscope = new PaidService(timer, Resubmission.PAYS_AGAIN);

    // ---- a node that died

    @Test
    void claimOfADeadNodeIsTakenOverAfterItsLeaseWithTheSameKeyAndBytes() {
        gateway.fates = () -> Fate.SILENT;
        first.run(gateway, new Order("k", "a cat"));
        first.kill();
        gateway.fates = () -> Fate.ACCEPTED;

        Order next = second.run(gateway, new Order("k", "a cat"));
        timer.advance(TestPurchaseStores.LEASE.minusSeconds(1));
        assertThat(gateway.submits).isEqualTo(1);
        timer.advance(Duration.ofMinutes(2));

        assertThat(next.video()).isEqualTo("job_1");
        assertThat(gateway.submits).isEqualTo(2);
        assertThat(gateway.paid("k")).isEqualTo(1);
        assertThat(gateway.jobs.get(0).body()).isEqualTo(next.submit.body());
    }

    @Test
    void jobThatADeadNodeSubmittedIsAdoptedFromTheList() {
        dashscope.fates = () -> Fate.SILENT;
        first.run(dashscope, new Order("k", "a cat"));
        first.kill();

        Order next = second.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(next.video()).isEqualTo("job_1");
        assertThat(dashscope.submits).isEqualTo(1);
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
    }

    @Test
    void purchaseOfADeadNodeThatSubmittedNothingIsTakenOver() {
        Order neverSent = new Order("k", "a cat");
        neverSent.preparation = (fingerprint, deadline) -> new CompletableFuture<>();
        first.run(dashscope, neverSent);
        first.kill();

        Order next = second.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(next.video()).isEqualTo("job_1");
        assertThat(dashscope.submits).isEqualTo(1);
    }

    @Test
    void jobThatWasSubmittedLongAfterTheDeadNodesLeaseIsNotItsJob() {
        dashscope.latency = () -> Duration.ofMinutes(1);
        dashscope.fates = () -> Fate.LOST_BEFORE;
        first.run(dashscope, new Order("k", "a cat"));
        first.kill();
        timer.advance(Duration.ofMinutes(10));
        dashscope.addForeignJob("a cat");

        Order next = second.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(3));

        assertThat(next.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    // ---- the list

    @Test
    void lostJobIsFoundInTheListAndNotPaidAgain() {
        dashscope.fates = () -> Fate.LOST_AFTER;

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(order.only().handle().idempotencyKey()).isEqualTo("k");
        assertThat(dashscope.submits).isEqualTo(1);
        assertThat(dashscope.queries.get(0).model()).isEqualTo("m");
    }

    @Test
    void delayedListIsSearchedAgain() {
        dashscope.fates = () -> Fate.LOST_AFTER;
        answerLists(CompletableFuture.completedFuture(new StatusPage(Map.of(), 0)));

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(dashscope.queries).hasSize(2);
    }

    @Test
    void listThatFailsOnceIsReadAgain() {
        dashscope.fates = () -> Fate.LOST_AFTER;
        answerLists(FakeProvider.lost());

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.video()).isEqualTo("job_1");
    }

    @Test
    void unreadableListIsNotReportedAsEmpty() {
        dashscope.fates = () -> Fate.LOST_AFTER;
        dashscope.listAnswer = FakeProvider::lost;

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(order.error()).hasMessageContaining("could not be read");
    }

    @Test
    void emptyListLeavesUncertainty() {
        dashscope.fates = () -> Fate.LOST_BEFORE;

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(order.error()).hasMessageContaining("has no job");
        assertThat(dashscope.submits).isEqualTo(1);
    }

    @Test
    void twoCandidatesLeaveUncertainty() {
        dashscope.fates = () -> Fate.LOST_AFTER;
        dashscope.addForeignJob("a cat");

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(order.error()).hasMessageContaining("2 jobs");
    }

    @Test
    void knownJobsAreNotCandidates() {
        Order known = new Order("refvideo_1", "a cat");
        first.run(dashscope, known);
        timer.advance(Duration.ofSeconds(45));
        repository.remove("refvideo_1", record("refvideo_1").version());
        dashscope.fates = () -> Fate.LOST_BEFORE;
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order order = new Order("k", "a cat");
        order.preparation = (fingerprint, deadline) -> upload;

        first.run(dashscope, order);
        upload.complete(order.submit);
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    @Test
    void jobsOfOtherExchangesAreNotCandidates() {
        second.run(dashscope, new Order("other", "a cat"));
        dashscope.fates = () -> Fate.LOST_BEFORE;

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofSeconds(20));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    @Test
    void jobWithAPendingAcknowledgementIsNotAdopted() {
        // The other node's job is in the list before the other node knows it.
        dashscope.latency = () -> Duration.ofSeconds(20);
        Order other = second.run(dashscope, new Order("other", "a cat"));
        timer.advance(Duration.ofSeconds(10));
        dashscope.latency = () -> Duration.ZERO;
        dashscope.fates = () -> Fate.LOST_BEFORE;

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(other.video()).isEqualTo("job_1");
        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    @Test
    void finishedJobMayBelongToAnotherExchangeAndIsNotAdopted() {
        // Delivered by another node, and its record is deleted.
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order order = new Order("k", "a cat");
        order.preparation = (fingerprint, deadline) -> upload;
        first.run(dashscope, order);
        Order other = new Order("refvideo_1", "a cat");
        second.run(dashscope, other);
        timer.advance(Duration.ofMinutes(1));
        assertThat(other.video()).isEqualTo("job_1");
        repository.remove("refvideo_1", record("refvideo_1").version());
        dashscope.fates = () -> Fate.LOST_BEFORE;

        upload.complete(order.submit);
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    @Test
    void oneJobForTwoLostSubmitsIsNotAdopted() {
        Deque<Fate> fates = new ArrayDeque<>(List.of(Fate.LOST_AFTER, Fate.LOST_BEFORE));
        dashscope.fates = fates::poll;

        Order one = first.run(dashscope, new Order("k1", "a cat"));
        Order two = second.run(dashscope, new Order("k2", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(one.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(two.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    @Test
    void oldUncertainPurchaseIsNotACandidate() {
        dashscope.fates = () -> Fate.LOST_BEFORE;
        first.run(dashscope, new Order("old", "a cat"));
        timer.advance(Duration.ofMinutes(10));
        dashscope.fates = () -> Fate.LOST_AFTER;

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.video()).isEqualTo("job_1");
    }

    @Test
    void allPagesAreReadBeforeACandidateIsUnique() {
        dashscope.pageLimit = 1;
        dashscope.fates = () -> Fate.LOST_AFTER;
        dashscope.addForeignJob("a cat");

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(dashscope.queries).extracting(StatusQuery::page).startsWith(1, 2);
    }

    @Test
    void endlessListIsAbandoned() {
        dashscope.fates = () -> Fate.LOST_AFTER;
        dashscope.listAnswer =
                () -> CompletableFuture.completedFuture(new StatusPage(Map.of(), 1000));

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error()).hasMessageContaining("too long");
        assertThat(dashscope.queries).hasSize(10);
    }

    @Test
    void newestJobOfAnotherPurchaseIsFoundAmongThousands() throws Exception {
        for (int i = 0; i < 1_200; i++) {
            Order waiting = new Order("w" + i, "a cat");
            waiting.goal = CompletionPoint.SUBMITTED;
            second.run(dashscope, waiting);
        }
        timer.advance(Duration.ofMinutes(5));
        second.run(dashscope, new Order("newest", "a cat"));
        dashscope.fates = () -> Fate.LOST_BEFORE;

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofSeconds(20));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    // ---- the wrong one

    @Test
    void adoptedJobOfAnotherPromptIsNotDelivered() {
        dashscope.addForeignJob("a dog");
        dashscope.fates = () -> Fate.LOST_BEFORE;

        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(order.error().getJob()).isEmpty();
        assertThat(order.only().handle()).isNull();
        assertThat(order.only().report()).isNull();
    }

    @Test
    void jobOfAnotherRequestIsNotRecorded() {
        dashscope.addForeignJob("a dog");
        dashscope.fates = () -> Fate.LOST_BEFORE;
        first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(record("k").state().name()).isEqualTo(Name.MAYBE_PROCESSED);
        assertThat(record("k").handle()).isNull();
        Order next = second.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));
        assertThat(next.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(dashscope.submits).isEqualTo(1);
    }

    @Test
    void jobOfAnotherRequestIsNotDeliveredByARedelivery() {
        dashscope.addForeignJob("a dog");
        dashscope.fates = () -> Fate.LOST_BEFORE;
        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        order.outcomes.clear();
        first.run(dashscope, order);
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(dashscope.submits).isEqualTo(1);
    }

    @Test
    void promptIsComparedEvenIfTheAdoptedJobEndsInALaterAttempt() {
        dashscope.addForeignJob("a dog");
        dashscope.fates = () -> Fate.LOST_BEFORE;
        Order order = new Order("k", "a cat");
        order.limit = Duration.ofSeconds(20);
        first.run(dashscope, order);
        timer.advance(Duration.ofSeconds(20));
        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);

        order.outcomes.clear();
        order.limit = Node.LIMIT;
        first.run(dashscope, order);
        Order elsewhere = second.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(3));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(elsewhere.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(record("k").handle()).isNull();
    }

    @Test
    void submitReturnsAFoundJobOnlyAfterThePromptWasCompared() {
        dashscope.addForeignJob("a dog");
        dashscope.fates = () -> Fate.LOST_BEFORE;
        Order order = new Order("k", "a cat");
        order.goal = CompletionPoint.SUBMITTED;

        first.run(dashscope, order);
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(order.error().getJob()).isEmpty();
    }

    @Test
    void submitReturnsAFoundJob() {
        dashscope.fates = () -> Fate.LOST_AFTER;
        Order order = new Order("k", "a cat");
        order.goal = CompletionPoint.SUBMITTED;

        first.run(dashscope, order);
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.only().handle().jobId()).isEqualTo("job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.HANDED_OUT);
    }

    @Test
    void foundJobIsReservedUntilItIsVerified() {
        dashscope.fates = () -> Fate.LOST_AFTER;
        Order finder = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofSeconds(35));
        assertThat(dashscope.statusReads).isPositive();
        assertThat(finder.outcomes).isEmpty();
        assertThat(record("k").state().name()).isEqualTo(Name.MAYBE_PROCESSED);

        Order other = second.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(finder.video()).isEqualTo("job_1");
        assertThat(other.video()).isEqualTo("job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
        assertThat(dashscope.submits).isEqualTo(1);
    }

    @Test
    void jobFoundByADeadNodeIsFoundAgain() {
        dashscope.fates = () -> Fate.LOST_AFTER;
        first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofSeconds(5));
        first.kill();
        dashscope.ends = false;

        Order next = second.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(dashscope.statusReads).isPositive();
        assertThat(next.outcomes).isEmpty();
        dashscope.ends = true;
        timer.advance(Duration.ofMinutes(1));

        assertThat(next.video()).isEqualTo("job_1");
    }

    @Test
    void truncatedPromptMatches() {
        dashscope.fates = () -> Fate.LOST_BEFORE;
        String prompt = "a cat ".repeat(300);
        Job cut = dashscope.addForeignJob(prompt.substring(0, 1500));

        Order order = first.run(dashscope, new Order("k", " " + prompt));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.video()).isEqualTo(cut.id());
    }

    /** No service truncates a short prompt: it belongs to another request. */
    @Test
    void beginningOfAPromptIsAnotherPrompt() {
        dashscope.fates = () -> Fate.LOST_BEFORE;
        dashscope.addForeignJob("a cat");

        Order order = first.run(dashscope, new Order("k", "a cat sings"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    // ---- redelivery

    @Test
    void redeliveryAfterUncertaintyFindsTheSameJobWithIdempotencyKeys() {
        gateway.fates = () -> Fate.LOST_AFTER;
        Order order = first.run(gateway, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(order.error().isRetryable()).isTrue();

        gateway.fates = () -> Fate.ACCEPTED;
        order.outcomes.clear();
        first.run(gateway, order);
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(gateway.paid("k")).isEqualTo(1);
    }

    @Test
    void redeliveryAfterUncertaintyFindsTheJobOnceTheListShowsIt() {
        dashscope.fates = () -> Fate.LOST_AFTER;
        dashscope.listAnswer = FakeProvider::lost;
        Order order = first.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofSeconds(10));
        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);

        dashscope.listAnswer = () -> null;
        order.outcomes.clear();
        first.run(dashscope, order);
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(dashscope.submits).isEqualTo(1);
    }

    private void answerLists(CompletableFuture<StatusPage> once) {
        Deque<CompletableFuture<StatusPage>> answers = new ArrayDeque<>(List.of(once));
        dashscope.listAnswer = answers::poll;
    }

    private JobRecord record(String key) {
        return repository.find(key).orElseThrow();
    }
}
