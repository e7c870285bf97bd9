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
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.internal.engine.Node.Order;
import io.github.refvideo.camel.internal.engine.PaidService.Fate;
import io.github.refvideo.camel.internal.engine.PaidService.Job;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.spi.Resubmission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hundreds of stories that a seed tells: nodes with a slow repository take the same orders, answers
 * get lost, nodes die, and a broker hands the orders of the dead, and of those that may try again,
 * to the living.
 */
class RandomJobsIT {

    private static final int SCENARIOS = 250;

    /** What an order that ends without its video may say. */
    private static final Set<ErrorKind> HONEST =
            EnumSet.of(
                    ErrorKind.SUBMIT_UNCERTAIN,
                    ErrorKind.TIMEOUT,
                    ErrorKind.REPOSITORY,
                    ErrorKind.PAYMENT_REQUIRED,
                    ErrorKind.SERVICE);

    @ParameterizedTest
    @EnumSource(Resubmission.class)
    void randomFaultsPayOnceAndLoseNothing(Resubmission kind) {
        Map<ErrorKind, Integer> errors = new EnumMap<>(ErrorKind.class);
        int videos = 0;
        int deaths = 0;
        for (int seed = 0; seed < SCENARIOS; seed++) {
            Scenario story = new Scenario(seed, kind);
            story.tell();
            story.check();
            videos += story.videos;
            deaths += story.deaths;
            story.errors.forEach((error, count) -> errors.merge(error, count, Integer::sum));
        }
        // The stories are worth telling only if all of this happens in them.
        assertThat(videos).isGreaterThan(SCENARIOS);
        assertThat(deaths).isGreaterThan(SCENARIOS / 4);
        assertThat(errors).containsKey(ErrorKind.PAYMENT_REQUIRED);
        if (kind == Resubmission.PAYS_AGAIN) {
            assertThat(errors).containsKey(ErrorKind.SUBMIT_UNCERTAIN);
        }
    }

    private static final class Scenario {

        private final String name;
        private final Random random;
        private final ManualTimer timer = new ManualTimer();
        private final MemoryVideoJobRepository repository = TestPurchaseStores.memory(timer);
        private final PaidService service;
        private final List<Node> nodes = new ArrayList<>();
        private final List<RetriedPurchase> purchases = new ArrayList<>();
        private final Map<ErrorKind, Integer> errors = new EnumMap<>(ErrorKind.class);
        private int videos;
        private int deaths;

        /** A purchase that nodes retry until it has ended. */
        private static final class RetriedPurchase {
            private final String key;
            private Node node;
            private Order order;
            private int attempts;
            private boolean over;

            RetriedPurchase(String key) {
                this.key = key;
            }
        }

        Scenario(int seed, Resubmission kind) {
            this.name = kind + " " + seed;
            this.random = new Random(seed);
            this.service = new PaidService(timer, kind);
            service.latency = () -> Duration.ofMillis(random.nextInt(8_000));
            service.fates = this::fate;
        }

        private Fate fate() {
            int dice = random.nextInt(100);
            if (dice < 55) {
                return Fate.ACCEPTED;
            }
            return dice < 70
                    ? Fate.LOST_AFTER
                    : dice < 80
                            ? Fate.LOST_BEFORE
                            : dice < 90 ? Fate.UNREACHABLE : dice < 95 ? Fate.REFUSED : Fate.SILENT;
        }

        private Node newNode() {
            Node node =
                    new Node(
                            "node" + nodes.size(),
                            repository,
                            timer,
                            task -> timer.after(Duration.ofMillis(random.nextInt(3_000)), task));
            nodes.add(node);
            return node;
        }

        void tell() {
            newNode();
            newNode();
            // Some keys are asked for twice, as by a broker that delivers a message twice.
            int keys = 1 + random.nextInt(3);
            for (int k = 0; k < keys; k++) {
                purchases.add(new RetriedPurchase("k" + k));
                if (random.nextBoolean()) {
                    purchases.add(new RetriedPurchase("k" + k));
                }
            }
            for (int second = 0; second < 4 * 3600 && !allOver(); second++) {
                purchases.stream().filter(e -> e.node == null && !e.over).forEach(this::maybeStart);
                if (second < 120 && random.nextInt(100) == 0) {
                    kill(nodes.get(random.nextInt(nodes.size())));
                }
                timer.advance(Duration.ofSeconds(1));
                purchases.stream().filter(e -> e.node != null && !e.over).forEach(this::look);
            }
            timer.advance(Duration.ofMinutes(1));
        }

        private boolean allOver() {
            return purchases.stream().allMatch(purchase -> purchase.over);
        }

        private void maybeStart(RetriedPurchase purchase) {
            if (random.nextInt(10) > 0) {
                return;
            }
            List<Node> living = nodes.stream().filter(Node::alive).toList();
            purchase.node =
                    living.isEmpty() ? newNode() : living.get(random.nextInt(living.size()));
            // All prompts are the same: nothing but the bookkeeping can tell jobs apart.
            purchase.order = new Order(purchase.key, "a cat");
            purchase.attempts++;
            purchase.node.run(service, purchase.order);
        }

        private void kill(Node node) {
            if (node.alive()) {
                deaths++;
                node.kill();
                newNode();
                purchases.stream()
                        .filter(purchase -> purchase.node == node && !purchase.over)
                        .forEach(purchase -> purchase.node = null);
            }
        }

        private void look(RetriedPurchase purchase) {
            if (purchase.order.outcomes.isEmpty()) {
                return;
            }
            JobOutcome outcome = purchase.order.only();
            if (!outcome.succeeded() && outcome.error().isRetryable() && purchase.attempts < 6) {
                if (random.nextBoolean()) {
                    // Camel's redelivery: the same exchange on the same node.
                    purchase.order = purchase.order.again();
                    purchase.attempts++;
                    purchase.node.run(service, purchase.order);
                } else {
                    purchase.node = null;
                }
                return;
            }
            purchase.over = true;
            if (outcome.succeeded()) {
                videos++;
            } else {
                errors.merge(outcome.error().getKind(), 1, Integer::sum);
            }
        }

        void check() {
            for (RetriedPurchase purchase : purchases) {
                assertThat(purchase.over).as("%s: %s ends", name, purchase.key).isTrue();
                JobOutcome outcome = purchase.order.only();
                if (outcome.succeeded()) {
                    assertThat(owner(purchase.order.video()))
                            .as("%s: video of %s", name, purchase.key)
                            .isEqualTo(purchase.key);
                } else {
                    assertThat(outcome.error().getKind()).as(name).isIn(HONEST);
                }
                assertThat(service.paid(purchase.key)).as("%s: paid", name).isLessThanOrEqualTo(1);
            }
            service.jobs.stream().map(Job::key).forEach(this::assertNotLost);
            nodes.stream()
                    .filter(Node::alive)
                    .forEach(node -> assertThat(node.engine.inFlightCount()).as(name).isZero());
        }

        /** For each paid job an exchange has the video, the handle or an uncertain error. */
        private void assertNotLost(String key) {
            assertThat(purchases)
                    .as("%s: job of %s", name, key)
                    .filteredOn(purchase -> purchase.key.equals(key))
                    .extracting(purchase -> purchase.order.only())
                    .anyMatch(
                            outcome ->
                                    outcome.succeeded()
                                            || outcome.error().getJob().isPresent()
                                            || outcome.error().getKind()
                                                    == ErrorKind.SUBMIT_UNCERTAIN);
            JobRecord left = repository.find(key).orElse(null);
            assertThat(left).as("%s: record of %s", name, key).isNotNull();
            if (left.handle() != null) {
                assertThat(owner(left.handle().jobId())).as(name).isEqualTo(key);
            }
        }

        private String owner(String jobId) {
            return service.jobs.stream()
                    .filter(job -> job.id().equals(jobId))
                    .map(Job::key)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
