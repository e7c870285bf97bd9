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
import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Resubmission;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The repository is down, slow, or loses its answers. */
class RepositoryFailureTest {

    private final ManualTimer timer = new ManualTimer();
    private final FailingRepository repository = new FailingRepository(timer);
    private final Node node = new Node("node", repository, timer);
    private final Node other = new Node("other", repository, timer);
    private final PaidService gateway = new PaidService(timer, Resubmission.SAME_KEY_IS_SAFE);
    private final PaidService dashscope = new PaidService(timer, Resubmission.PAYS_AGAIN);

    @Test
    void nothingIsSentWhenTheClaimCannotBeWritten() {
        repository.fails = "create"::equals;

        Order order = node.run(gateway, new Order("k", "a cat"));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.REPOSITORY);
        assertThat(order.error().isRetryable()).isTrue();
        assertThat(order.error()).hasMessageContaining("jobRepository");
        assertThat(order.error()).hasRootCauseMessage("the database is down");
        assertThat(gateway.submits).isZero();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void nothingIsSentWithoutRepositoryThreads() {
        Node stopping =
                new Node(
                        "stopping",
                        repository,
                        timer,
                        task -> {
                            throw new RejectedExecutionException("shut down");
                        });

        Order order = stopping.run(gateway, new Order("k", "a cat"));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.REPOSITORY);
        assertThat(gateway.submits).isZero();
    }

    @Test
    void redeliverySubmitsAfterTheRepositoryRecovers() {
        repository.fails = "create"::equals;
        Order order = node.run(dashscope, new Order("k", "a cat"));
        repository.fails = method -> false;

        again(node, dashscope, order);
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.video()).isEqualTo("job_1");
    }

    @Test
    void unconfirmedClaimIsRecognizedByTheSameProcess() {
        repository.loses = "create"::equals;
        Order order = node.run(dashscope, new Order("k", "a cat"));
        assertThat(order.error().getKind()).isEqualTo(ErrorKind.REPOSITORY);
        assertThat(record("k").state().name()).isEqualTo(Name.NOT_SENT);
        repository.loses = method -> false;

        again(node, dashscope, order);
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(dashscope.submits).isEqualTo(1);
    }

    @Test
    void unconfirmedClaimDoesNotOvertakeAnotherExchange() {
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order busy = new Order("k", "a cat");
        busy.preparation = (fingerprint, deadline) -> upload;
        node.run(dashscope, busy);
        repository.fails = "create"::equals;
        Order late = node.run(dashscope, new Order("k", "a cat"));
        assertThat(late.error().getKind()).isEqualTo(ErrorKind.REPOSITORY);
        repository.fails = method -> false;

        again(node, dashscope, late);
        upload.complete(busy.submit);
        timer.advance(Duration.ofMinutes(2));

        assertThat(busy.video()).isEqualTo("job_1");
        assertThat(late.video()).isEqualTo("job_1");
        assertThat(dashscope.submits).isEqualTo(1);
    }

    // ---- after the acknowledgement

    @Test
    void unwrittenAcknowledgementDoesNotStopTheJobAndIsWrittenAtItsEnd() {
        repository.fails = "replace ACKNOWLEDGED"::equals;

        Order order = node.run(gateway, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
        assertThat(record("k").handle()).isEqualTo(order.only().handle());
    }

    @Test
    void unwrittenAcknowledgementIsWrittenWhenTheJobIsAbandoned() {
        ArrayDeque<Boolean> broken = new ArrayDeque<>(List.of(true));
        repository.fails = method -> method.equals("replace ACKNOWLEDGED") && broken.poll() != null;
        Order order = new Order("k", "a cat");
        order.limit = Duration.ofSeconds(20);

        node.run(gateway, order);
        timer.advance(Duration.ofSeconds(20));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(record("k").state().name()).isEqualTo(Name.ACKNOWLEDGED);
        assertThat(record("k").handle()).isEqualTo(order.error().getJob().orElseThrow());
    }

    @Test
    void missingAcknowledgementIsWrittenByTheRedelivery() {
        repository.fails = "replace ACKNOWLEDGED"::equals;
        Order order = new Order("k", "a cat");
        order.limit = Duration.ofSeconds(20);
        node.run(gateway, order);
        timer.advance(Duration.ofSeconds(20));
        assertThat(record("k").handle()).isNull();
        repository.fails = method -> false;

        order.limit = Node.LIMIT;
        again(node, gateway, order);
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
        assertThat(record("k").handle().jobId()).isEqualTo("job_1");
        assertThat(gateway.submits).isEqualTo(1);
    }

    @Test
    void lostReplyToTheAcknowledgementDoesNotBlockTheFinalRecord() {
        repository.loses = "replace ACKNOWLEDGED"::equals;

        Order order = node.run(gateway, new Order("k", "a cat"));
        assertThat(record("k").state().name()).isEqualTo(Name.ACKNOWLEDGED);
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.TAKEN);
    }

    @Test
    void lostReplyToARenewalBlocksNoLaterUpdate() {
        repository.loses = "replace NOT_SENT"::equals;
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order accepted = new Order("k1", "a cat");
        accepted.preparation = (fingerprint, deadline) -> upload;
        node.run(dashscope, accepted);
        timer.advance(TestPurchaseStores.LEASE);
        upload.complete(accepted.submit);
        assertThat(record("k1").state().name()).isEqualTo(Name.ACKNOWLEDGED);

        CompletableFuture<PreparedSubmit> next = new CompletableFuture<>();
        Order refused = new Order("k2", "a dog");
        refused.preparation = (fingerprint, deadline) -> next;
        node.run(dashscope, refused);
        timer.advance(TestPurchaseStores.LEASE);
        dashscope.fates = () -> Fate.REFUSED;
        next.complete(refused.submit);
        assertThat(refused.error().getKind()).isEqualTo(ErrorKind.PAYMENT_REQUIRED);
        assertThat(repository.store.find("k2")).isEmpty();
    }

    @Test
    void videoIsDeliveredEvenIfItsRecordCannotBeWritten() {
        repository.fails = "replace TAKEN"::equals;

        Order order = node.run(gateway, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(record("k").state().name()).isEqualTo(Name.ACKNOWLEDGED);
    }

    @Test
    void recordThatCannotBeRemovedDoesNotPreventTheDelivery() {
        repository.fails = "remove"::equals;
        Order order = new Order("refvideo_1", "a cat");

        node.run(gateway, order);
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.video()).isEqualTo("job_1");
    }

    // ---- renewal

    @Test
    void failedRenewalIsRetriedBeforeTheLeaseEnds() {
        ArrayDeque<Boolean> broken = new ArrayDeque<>(List.of(true));
        repository.fails = method -> method.equals("replace NOT_SENT") && broken.poll() != null;
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order slow = new Order("k", "a cat");
        slow.preparation = (fingerprint, deadline) -> upload;
        node.run(dashscope, slow);
        timer.advance(Duration.ofSeconds(35));

        Order next = other.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofSeconds(35));
        assertThat(next.outcomes).isEmpty();
        upload.complete(slow.submit);
        timer.advance(Duration.ofMinutes(2));

        assertThat(slow.video()).isEqualTo("job_1");
        assertThat(next.video()).isEqualTo("job_1");
        assertThat(dashscope.submits).isEqualTo(1);
    }

    @Test
    void repositoryThatFailsBeforeASubmitIsRepeatedLeavesItUncertain() {
        gateway.fates = () -> Fate.SILENT;
        other.run(gateway, new Order("k", "a cat"));
        timer.advance(Node.LIMIT.plusSeconds(1));
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order next = new Order("k", "a cat");
        next.preparation = (fingerprint, deadline) -> upload;
        node.run(gateway, next);
        repository.fails = method -> method.startsWith("replace");
        timer.advance(TestPurchaseStores.LEASE);
        upload.complete(next.submit);

        assertThat(next.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(next.error()).hasRootCauseMessage("the database is down");
        assertThat(gateway.submits).isEqualTo(1);
    }

    @Test
    void nodeThatLostItsClaimStillPaysOnlyOnce() {
        repository.fails = "replace NOT_SENT"::equals;
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order slow = new Order("k", "a cat");
        slow.preparation = (fingerprint, deadline) -> upload;
        node.run(dashscope, slow);
        timer.advance(TestPurchaseStores.LEASE.plusSeconds(1));
        repository.fails = method -> false;
        Order taker = other.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(taker.video()).isEqualTo("job_1");

        upload.complete(slow.submit);
        timer.advance(Duration.ofMinutes(2));

        assertThat(slow.video()).isEqualTo("job_1");
        assertThat(dashscope.submits).isEqualTo(1);
    }

    @Test
    void renewalsEndWithTheJob() {
        Order order = node.run(gateway, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        int asked = repository.asked.size();
        timer.advance(Duration.ofMinutes(10));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(repository.asked).hasSize(asked);
        assertThat(timer.pending()).isZero();
    }

    // ---- slow or hanging

    @Test
    void hangingRepositoryEndsAtTheDeadlineWithoutASubmit() {
        Node hanging = new Node("hanging", repository, timer, task -> {});
        Order order = hanging.run(gateway, new Order("k", "a cat"));

        timer.advance(Node.LIMIT.minusMillis(1));
        assertThat(order.outcomes).isEmpty();
        timer.advance(Duration.ofMillis(251));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.REPOSITORY);
        assertThat(order.error().getMessage()).doesNotContain("Another exchange");
        assertThat(gateway.submits).isZero();
    }

    @Test
    void claimThatIsWrittenAfterItsJobEndedIsRemoved() {
        Queue<Runnable> records = new ArrayDeque<>();
        Node slow = new Node("slow", repository, timer, records::add);
        Order order = slow.run(dashscope, new Order("k", "a cat"));
        timer.advance(Node.LIMIT.plusSeconds(1));
        assertThat(order.error().getKind()).isEqualTo(ErrorKind.REPOSITORY);

        drain(records);

        assertThat(repository.asked).contains("create");
        assertThat(repository.store.find("k")).isEmpty();
        assertThat(dashscope.submits).isZero();
        Order next = other.run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(next.video()).isEqualTo("job_1");
    }

    @Test
    void hangingWriteOfTheAcknowledgementDelaysTheJobForFiveSecondsOnly() {
        Queue<Runnable> records = new ArrayDeque<>();
        Node slow = new Node("slow", repository, timer, records::add);
        Order order = new Order("k", "a cat");
        order.goal = CompletionPoint.SUBMITTED;
        slow.run(gateway, order);
        drain(records);
        records.clear();
        Queue<Runnable> never = new ArrayDeque<>(records);
        assertThat(never).isEmpty();

        Order waiting = new Order("k2", "a cat");
        slow.run(gateway, waiting);
        records.poll().run();
        records.poll().run();
        assertThat(gateway.submits).isEqualTo(2);
        records.clear();
        timer.advance(Duration.ofMinutes(2));

        assertThat(waiting.video()).isEqualTo("job_2");
    }

    @Test
    void hangingRepositoryDelaysTheVideoForFiveSecondsAtMost() {
        Queue<Runnable> records = new ArrayDeque<>();
        Node slow = new Node("slow", repository, timer, records::add);
        Order order = slow.run(gateway, new Order("k", "a cat"));
        drain(records);
        drain(records);
        timer.advance(Duration.ofSeconds(60));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(slow.engine.inFlightCount()).isZero();
    }

    @Test
    void deadlineAppliesWhileTheFinalRecordIsWritten() {
        Queue<Runnable> records = new ArrayDeque<>();
        Node slow = new Node("slow", repository, timer, records::add);
        Order order = new Order("k", "a cat");
        order.preparation = (fingerprint, deadline) -> new CompletableFuture<>();
        slow.run(gateway, order);
        drain(records);

        timer.advance(Node.LIMIT.plusMillis(250));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
    }

    @Test
    void recordIsWrittenBeforeTheRouteContinues() {
        Queue<Runnable> records = new ArrayDeque<>();
        Node slow = new Node("slow", repository, timer, records::add);
        gateway.fates = () -> Fate.REFUSED;
        Order order = slow.run(gateway, new Order("k", "a cat"));
        records.poll().run();
        records.poll().run();
        assertThat(order.outcomes).isEmpty();

        drain(records);

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.PAYMENT_REQUIRED);
        assertThat(repository.store.find("k")).isEmpty();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void slowRepositoryBlocksNeitherTheCallerNorTheTimer() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Node blocking =
                    new Node(
                            "blocking",
                            repository,
                            timer,
                            task ->
                                    pool.execute(
                                            () -> {
                                                try {
                                                    gate.await();
                                                    task.run();
                                                } catch (InterruptedException e) {
                                                    Thread.currentThread().interrupt();
                                                }
                                            }));
            Order order = blocking.run(gateway, new Order("k", "a cat"));
            timer.advance(Duration.ofSeconds(30));
            assertThat(gateway.submits).isZero();

            gate.countDown();
            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .until(
                            () -> {
                                timer.advance(Duration.ofSeconds(1));
                                return !order.outcomes.isEmpty();
                            });
            assertThat(order.video()).isEqualTo("job_1");
        } finally {
            pool.shutdownNow();
        }
    }

    // ---- races between renewal, acknowledgement and end

    @Test
    void pendingRenewalDoesNotBlockTheAcknowledgement() {
        Queue<Runnable> records = new ArrayDeque<>();
        Node slow = new Node("slow", repository, timer, records::add);
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order order = new Order("k", "a cat");
        order.preparation = (fingerprint, deadline) -> upload;
        slow.run(gateway, order);
        drain(records);
        timer.advance(Duration.ofSeconds(10));
        assertThat(records).hasSize(1);

        upload.complete(order.submit);
        drain(records);

        assertThat(record("k").state().name()).isEqualTo(Name.ACKNOWLEDGED);
        assertThat(record("k").handle().jobId()).isEqualTo("job_1");
    }

    @Test
    void stopDuringTheAcknowledgementsWriteLosesNoHandle() {
        Queue<Runnable> records = new ArrayDeque<>();
        Node slow = new Node("slow", repository, timer, records::add);
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order order = new Order("k", "a cat");
        order.preparation = (fingerprint, deadline) -> upload;
        slow.run(gateway, order);
        drain(records);
        timer.advance(Duration.ofSeconds(10));
        upload.complete(order.submit);
        // The renewal, and the note that the submit is about to leave.
        records.poll().run();
        records.poll().run();
        assertThat(gateway.submits).isEqualTo(1);
        Thread stopper = new Thread(() -> slow.engine.stop(Duration.ofSeconds(1)));
        stopper.start();

        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(
                        () -> {
                            drain(records);
                            return !order.outcomes.isEmpty();
                        });

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SHUTDOWN);
        assertThat(record("k").handle()).isEqualTo(order.error().getJob().orElseThrow());
        assertThat(record("k").state().name()).isEqualTo(Name.ACKNOWLEDGED);
    }

    @Test
    void finalRecordIsCorrectForAnyOrderOfWrites() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Runnable> records = new ArrayList<>();
            String key = "k" + seed;
            Node slow = new Node("slow", repository, timer, records::add);
            CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
            Order order = new Order(key, "a cat " + seed);
            order.preparation = (fingerprint, deadline) -> upload;
            order.limit = Duration.ofSeconds(20 + random.nextInt(60));
            slow.run(gateway, order);
            int uploadAt = random.nextInt(40);
            for (int second = 0; second < 120; second++) {
                if (second == uploadAt) {
                    upload.complete(order.submit);
                }
                timer.advance(Duration.ofSeconds(1));
                if (random.nextInt(3) == 0 && !records.isEmpty()) {
                    records.remove(random.nextInt(records.size())).run();
                }
            }
            while (!records.isEmpty()) {
                records.remove(random.nextInt(records.size())).run();
                timer.advance(Duration.ofSeconds(1));
            }

            JobRecord left = repository.store.find(key).orElse(null);
            JobHandle known =
                    order.only().succeeded()
                            ? order.only().handle()
                            : order.error().getJob().orElse(null);
            if (order.only().succeeded()) {
                assertThat(left.state().name()).as("seed " + seed).isEqualTo(Name.TAKEN);
                assertThat(left.handle()).isEqualTo(known);
            } else if (known != null) {
                assertThat(left.state().name()).as("seed " + seed).isEqualTo(Name.ACKNOWLEDGED);
                assertThat(left.handle()).isEqualTo(known);
            } else {
                assertThat(left).as("seed " + seed).isNull();
                assertThat(gateway.paid(key)).isZero();
            }
        }
    }

    private static void drain(Queue<Runnable> records) {
        for (Runnable task = records.poll(); task != null; task = records.poll()) {
            task.run();
        }
    }

    private static void again(Node node, PaidService service, Order order) {
        order.outcomes.clear();
        node.run(service, order);
    }

    private JobRecord record(String key) {
        return repository.store.find(key).orElseThrow();
    }
}
