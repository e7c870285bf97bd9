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
package io.github.refvideo.it.closing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.PurchaseState;
import io.github.refvideo.it.PayOncePage;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When a purchase is closed as delivered; the expected results are in the table of pay-once.adoc.
 */
class ClosingIT {

    private static final Map<String, List<String>> ROWS = PayOncePage.rows("taken");

    private static RefVideoSimulator simulator;

    private final MemoryVideoJobRepository purchases = new MemoryVideoJobRepository();

    @BeforeAll
    static void start() {
        simulator =
                RefVideoSimulator.builder()
                        .queueTime(Duration.ofMillis(10))
                        .jobTime(JobTime.fixed(Duration.ofMillis(600)))
                        .fetchReferences(false)
                        .renderVideos(false)
                        .withoutQuotas()
                        .start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void everyRowIsTested() {
        assertThat(ROWS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ClosingScenario.values()).map(ClosingScenario::row).toList());
    }

    @ParameterizedTest
    @EnumSource
    void videoIsTakenOrStaysOpen(ClosingScenario scenario) throws Exception {
        simulator.reset();
        try (DefaultCamelContext context = new DefaultCamelContext();
                ProducerTemplate template = context.createProducerTemplate()) {
            RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
            component.setJobRepository(purchases);
            configure(component.getConfiguration());
            context.getRegistry().bind("fail", (Processor) ClosingIT::fail);
            context.addRoutes(scenario.routes());
            context.start();
            if (scenario == ClosingScenario.SEDA_FULL) {
                template.sendBody("direct:fill", "occupies the queue");
            }
            if (scenario.timesOut()) {
                // The job makes no progress until Camel has stopped waiting for it.
                simulator.clock().freeze();
            }
            template.send(
                    "direct:order",
                    exchange -> exchange.getMessage().setBody(simulator.referenceUrl("cat.png")));
            if (scenario.timesOut()) {
                assertThat(simulator.ledger().jobsCreated())
                        .as("jobs submitted before the timeout")
                        .isEqualTo(1);
                simulator.clock().unfreeze();
            }

            // Two states if the result depends on which of two exchanges completes first.
            List<String> expected = List.of(ROWS.get(scenario.row()).get(0).split(" or "));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(released()).singleElement().isIn(expected));
            Awaitility.await()
                    .until(
                            () ->
                                    context.getInflightRepository().size() == 0
                                            && component.getJobsInFlight() == 0);
            assertThat(released()).singleElement().isIn(expected);
        }
        assertThat(simulator.ledger().jobsCreated()).isEqualTo(1);
    }

    private static void configure(RefVideoConfiguration options) {
        options.setBaseUrl(simulator.gatewayUrl());
        options.setApiKey("simulated");
        options.setAllowPrivateAddresses(true);
        options.setModel("alibaba/wan-v2.6-r2v");
        options.setPrompt("character1 waves at the camera");
        options.setPollInterval(50L);
        options.setInitialPollDelay(40L);
    }

    private static void fail(Exchange exchange) {
        throw new IllegalStateException("the later step failed");
    }

    /** The purchases without a lease, as written in the table. */
    private List<String> released() throws Exception {
        return purchases.changedSince(Instant.EPOCH, 10).stream()
                .filter(record -> !record.leaseUntil().isAfter(purchases.now()))
                .map(JobRecord::state)
                .map(ClosingIT::inWords)
                .toList();
    }

    private static String inWords(PurchaseState state) {
        if (state instanceof PurchaseState.HandedOut) {
            return "handle taken";
        }
        return state instanceof PurchaseState.Taken
                ? "taken"
                : state.isOpen() ? "open" : "" + state;
    }
}
