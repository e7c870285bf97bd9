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
import io.github.refvideo.camel.internal.engine.Node.Order;
import io.github.refvideo.camel.internal.engine.PurchaseStore.ResumableJob;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Resubmission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may submit, who works on a job, and whose clock counts. */
class LeaseTest {

    private static final Duration RETENTION = Duration.ofDays(2);

    private static final Duration FAR = Duration.ofDays(3);

    private final ManualTimer timer = new ManualTimer();
    private final MemoryVideoJobRepository repository = TestPurchaseStores.memory(timer);
    private final PaidService dashscope = new PaidService(timer, Resubmission.PAYS_AGAIN);

    // ---- a process that is paused

    @Test
    void processThatWasPausedBeforeTheSubmitDoesNotSubmit() {
        Queue<Runnable> held = new ArrayDeque<>();
        Node paused = new Node("paused", repository, timer, held::add);
        CompletableFuture<PreparedSubmit> upload = new CompletableFuture<>();
        Order first = alone("k");
        first.preparation = (fingerprint, deadline) -> upload;
        paused.run(dashscope, first);
        drain(held);

        // While it is paused its lease ends, and another process takes over and gives up.
        timer.advance(TestPurchaseStores.LEASE.plusSeconds(1));
        dashscope.fates = () -> PaidService.Fate.LOST_BEFORE;
        Order second = new Node("other", repository, timer).run(dashscope, alone("k"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(second.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        int submits = dashscope.submits;

        upload.complete(first.submit);
        drain(held);
        timer.advance(Duration.ofMinutes(1));
        drain(held);

        assertThat(dashscope.submits).isEqualTo(submits);
        assertThat(first.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    @Test
    void processPausedAfterTheLastCheckIsNotPermitted() {
        List<Boolean> permitted = new ArrayList<>();
        dashscope.beforeSubmit =
                call -> {
                    permitted.add(call.permitted().getAsBoolean());
                    timer.skip(TestPurchaseStores.LEASE);
                    permitted.add(call.permitted().getAsBoolean());
                };

        new Node("paused", repository, timer).run(dashscope, new Order("k", "a cat"));

        assertThat(permitted).containsExactly(true, false);
    }

    @Test
    void leaseBecomesUncertainBeforeItEnds() {
        List<Boolean> permitted = new ArrayList<>();
        dashscope.beforeSubmit =
                call -> {
                    timer.skip(
                            TestPurchaseStores.LEASE.multipliedBy(3).dividedBy(4).minusMillis(1));
                    permitted.add(call.permitted().getAsBoolean());
                    timer.skip(Duration.ofMillis(1));
                    permitted.add(call.permitted().getAsBoolean());
                };

        new Node("slow", repository, timer).run(dashscope, new Order("k", "a cat"));

        assertThat(permitted).containsExactly(true, false);
    }

    /** While the lease lasts by the repository's clock, and after its end. */
    @ParameterizedTest
    @ValueSource(ints = {24, 31})
    void pausedProcessContinuesItsPurchaseIfNoOtherHasTakenItOver(int seconds) {
        pauseBeforeSending(Duration.ofSeconds(seconds));

        Order order = new Node("paused", repository, timer).run(dashscope, alone("k"));
        timer.advance(Duration.ofMinutes(1));

        assertThat(order.video()).isEqualTo("job_1");
        assertThat(dashscope.submits).isEqualTo(2);
        assertThat(dashscope.jobs).hasSize(1);
    }

    @Test
    void leaseThatIsAcquiredAgainIsNotRenewedMoreOften() throws Exception {
        pauseBeforeSending(Duration.ofSeconds(24));
        dashscope.fates =
                () ->
                        dashscope.submits == 1
                                ? PaidService.Fate.UNREACHABLE
                                : PaidService.Fate.SILENT;
        new Node("paused", repository, timer).run(dashscope, alone("k"));
        timer.advance(TestPurchaseStores.LEASE);
        long version = repository.find("k").orElseThrow().version();

        timer.advance(TestPurchaseStores.LEASE.multipliedBy(10));

        JobRecord later = repository.find("k").orElseThrow();
        assertThat(later.state().name()).isEqualTo(Name.IN_FLIGHT);
        assertThat(later.version() - version).isLessThanOrEqualTo(31);
    }

    /** The first submit is not permitted any more when it is its turn, and does not leave. */
    private void pauseBeforeSending(Duration pause) {
        dashscope.beforeSubmit =
                call -> {
                    if (dashscope.submits == 0) {
                        timer.skip(pause);
                        assertThat(call.permitted().getAsBoolean()).isFalse();
                    }
                };
        dashscope.fates =
                () ->
                        dashscope.submits == 1
                                ? PaidService.Fate.UNREACHABLE
                                : PaidService.Fate.ACCEPTED;
    }

    // ---- heartbeats

    @Test
    void jobOfALivingProcessIsNotOffered() throws Exception {
        Node working = new Node("working", repository, timer);
        Order order = submitted(working);
        Node other = new Node("other", repository, timer);

        for (int i = 0; i < 10; i++) {
            timer.advance(TestPurchaseStores.LEASE);
            assertThat(offered(other)).isEmpty();
        }
        assertThat(order.outcomes).isEmpty();
    }

    @Test
    void jobOfADeadProcessIsOfferedOnceItsHeartbeatHasEnded() throws Exception {
        Node killed = new Node("killed", repository, timer);
        submitted(killed);
        killed.kill();
        Node other = new Node("other", repository, timer);
        Node third = new Node("third", repository, timer);

        assertThat(offered(other)).isEmpty();
        timer.advance(TestPurchaseStores.LEASE.plusSeconds(1));

        assertThat(offered(other)).hasSize(1);
        assertThat(offered(third)).isEmpty();
        assertThat(offered(other)).isEmpty();
    }

    @Test
    void jobThatWasOfferedAndNotTakenIsOfferedAgainLater() throws Exception {
        Node killed = new Node("killed", repository, timer);
        submitted(killed);
        killed.kill();
        Node other = new Node("other", repository, timer);
        timer.advance(TestPurchaseStores.LEASE.plusSeconds(1));
        assertThat(offered(other)).hasSize(1);

        timer.advance(Node.LIMIT.minusSeconds(1));
        assertThat(offered(other)).isEmpty();
        timer.advance(Duration.ofSeconds(2));
        assertThat(offered(other)).hasSize(1);
    }

    @Test
    void jobThatFailsRepeatedlyIsOfferedLessOften() throws Exception {
        Node killed = new Node("killed", repository, timer);
        submitted(killed);
        killed.kill();
        Node other = new Node("other", repository, timer);
        timer.advance(TestPurchaseStores.LEASE.plusSeconds(1));
        Duration delay = Duration.ofSeconds(10);
        Duration waited = Duration.ZERO;
        List<Long> seconds = new ArrayList<>();
        while (seconds.size() < 12) {
            List<ResumableJob> jobs = offered(other);
            if (jobs.isEmpty()) {
                timer.advance(delay);
                waited = waited.plus(delay);
            } else {
                jobs.get(0).release(delay);
                seconds.add(waited.toSeconds());
                waited = Duration.ZERO;
            }
        }

        assertThat(seconds.subList(0, 6)).containsExactly(0L, 0L, 10L, 30L, 70L, 150L);
        assertThat(seconds.get(11)).isEqualTo(3600);
    }

    @Test
    void jobThatCannotBeDeliveredIsDeletedAfterTheRetention() throws Exception {
        Node killed = new Node("killed", repository, timer);
        submitted(killed);
        killed.kill();
        Node other = new Node("other", repository, timer);
        Duration step = Duration.ofHours(1);
        int offers = 0;
        for (Duration age = step; age.compareTo(RETENTION.plus(step)) <= 0; age = age.plus(step)) {
            timer.advance(step);
            for (ResumableJob job : offered(other)) {
                offers++;
                job.release(Duration.ofSeconds(10));
            }
        }

        assertThat(offers).isPositive();
        assertThat(other.purchases.purge(RETENTION)).isEqualTo(1);
        assertThat(repository.changedSince(Instant.EPOCH, 10)).isEmpty();
    }

    // ---- clocks

    @Test
    void clockThatIsAheadDeletesNothingEarly() throws Exception {
        Node right = new Node("right", repository, timer);
        Order taken = right.run(dashscope, new Order("taken", "a cat"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(taken.video()).isEqualTo("job_1");
        submitted(right);
        PurchaseStore wrong =
                new PurchaseStore(
                        repository, Runnable::run, ahead(timer), "wrong", TestPurchaseStores.LEASE);

        assertThat(wrong.purge(Duration.ofHours(48))).isZero();
        assertThat(wrong.takeOver("resume", Duration.ofMinutes(1), RETENTION, 10)).isEmpty();
        assertThat(repository.changedSince(Instant.EPOCH, 10)).hasSize(2);
    }

    @Test
    void leaseOfAProcessWhoseClockIsAheadEndsInTime() {
        Node wrong = new Node("wrong", repository, ahead(timer));
        Order neverSent = new Order("k", "a cat");
        neverSent.preparation = (fingerprint, deadline) -> new CompletableFuture<>();
        wrong.run(dashscope, neverSent);
        wrong.kill();
        timer.advance(TestPurchaseStores.LEASE.plusSeconds(1));

        Order next = new Node("right", repository, timer).run(dashscope, new Order("k", "a cat"));
        timer.advance(Duration.ofMinutes(1));

        assertThat(next.video()).isEqualTo("job_1");
    }

    /** A wall clock that is wrong; the time between two moments is not. */
    private static Timer ahead(Timer timer) {
        return new Timer() {
            @Override
            public long nanoTime() {
                return timer.nanoTime();
            }

            @Override
            public Instant now() {
                return timer.now().plus(FAR);
            }

            @Override
            public Cancellable after(Duration delay, Runnable task) {
                return timer.after(delay, task);
            }
        };
    }

    private static Order alone(String key) {
        Order order = new Order(key, "a cat");
        order.adoptLostJobs = false;
        return order;
    }

    /** A job that runs and does not end. */
    private Order submitted(Node node) throws Exception {
        dashscope.ends = false;
        Order order = node.run(dashscope, new Order("k", "a cat"));
        assertThat(repository.find("k").map(JobRecord::state).orElseThrow().name())
                .isEqualTo(Name.ACKNOWLEDGED);
        return order;
    }

    private static List<ResumableJob> offered(Node node) throws Exception {
        return node.purchases.takeOver("resume", Node.LIMIT, RETENTION, 10);
    }

    private static void drain(Queue<Runnable> held) {
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }
}
