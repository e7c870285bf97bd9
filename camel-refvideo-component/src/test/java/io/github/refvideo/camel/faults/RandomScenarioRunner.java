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
package io.github.refvideo.camel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.simulator.ledger.Ledger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;

/** Runs one random scenario and checks the invariants. */
final class RandomScenarioRunner {

    private static final long LONG = 9000;
    private static final long STOP_SECONDS = 20;

    /** Between attempts of the error handler, and for it. */
    private static final long BETWEEN = 100;

    private final FaultTestContext testContext;
    private final RandomScenario scenario;
    private final SchedulingDelays delays;

    /**
     * What became of it.
     *
     * @param end the kind of the error or the class of another exception; null for success
     * @param awaited whether the video came by its handle afterwards
     */
    record Result(String end, int paid, int completions, boolean awaited, long overshoot) {}

    RandomScenarioRunner(
            FaultTestContext testContext, RandomScenario scenario, SchedulingDelays delays) {
        this.testContext = testContext;
        this.scenario = scenario;
        this.delays = delays;
    }

    Result run() throws Exception {
        testContext.clear();
        Object body = testContext.simulator().referenceUrl("cat.png");
        if (!scenario.buys()) {
            body = submitted(body);
        }
        for (RandomScenario.Injected injected : scenario.faults()) {
            testContext
                    .simulator()
                    .faults()
                    .on(injected.step())
                    .times(injected.times())
                    .withProbability(injected.probability())
                    .inject(injected.fault());
        }
        testContext.failLaterSteps(scenario.laterFailures());
        CompletableFuture<Void> stop = CompletableFuture.completedFuture(null);
        String route = scenario.enclosing() ? "inner" : scenario.route();
        if (scenario.stops()) {
            stop = testContext.stopRoute(route, scenario.stopAfter());
        }
        List<SentExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < (scenario.twice() ? 2 : 1); i++) {
            exchanges.add(begin(body));
        }
        for (SentExchange sent : exchanges) {
            sent.await();
        }
        long overshoot = 0;
        for (SentExchange sent : exchanges) {
            overshoot = Math.max(overshoot, completedInTime(sent));
        }
        stop.get(STOP_SECONDS, TimeUnit.SECONDS);
        nothingIsOpen();
        paidAtMostOnce();
        if (scenario.stops()) {
            testContext.startRoute(route);
        }
        boolean awaited = deliverable(exchanges);
        paidAtMostOnce();
        for (SentExchange sent : exchanges) {
            if (sent.failure() instanceof FaultTestContext.LaterStepException) {
                anotherAttemptGetsTheVideo(sent.exchange(), body);
            }
        }
        paidAtMostOnce();
        exchanges.forEach(SentExchange::completeExchange);
        Awaitility.await("temporary files").until(() -> testContext.spoolFiles() == 0);
        return new Result(
                end(exchanges.get(0).failure()),
                testContext.simulator().ledger().jobsCreated(),
                exchanges.stream().mapToInt(SentExchange::completions).max().orElse(0),
                awaited,
                overshoot);
    }

    private String submitted(Object body) throws Exception {
        SentExchange submit = SentExchange.of(testContext.context(), uri("submit", LONG), body);
        assertThat(submit.exchange().getException()).isNull();
        submit.completeExchange();
        return submit.handle();
    }

    private SentExchange begin(Object body) throws Exception {
        Exchange exchange = new DefaultExchange(testContext.context());
        exchange.getMessage().setBody(body);
        exchange.setProperty("uri", uri(scenario.operation(), scenario.timeout()));
        if (scenario.twice()) {
            exchange.getMessage()
                    .setHeader(RefVideoConstants.IDEMPOTENCY_KEY, "order-" + scenario.seed());
        }
        return SentExchange.begin(
                testContext.context(), "direct:" + scenario.route() + "?block=false", exchange);
    }

    private static String end(Exception failure) {
        if (failure instanceof RefVideoException error) {
            return error.getKind().name();
        }
        return failure == null ? null : failure.getClass().getSimpleName();
    }

    /**
     * The typed error; null for none, and for an exception of a later step or of a stopped route.
     */
    private RefVideoException error(SentExchange sent) {
        boolean stopped =
                scenario.stops()
                        && (sent.failure() instanceof RejectedExecutionException
                                // Thrown by Camel when a redelivery meets a stopped step.
                                || sent.failure() instanceof IllegalStateException
                                || sent.failure() instanceof DirectConsumerNotAvailableException);
        return stopped || sent.failure() instanceof FaultTestContext.LaterStepException
                ? null
                : sent.error();
    }

    private String uri(String operation, long timeout) {
        return "refvideo:"
                + operation
                + "?"
                + scenario.service().options()
                + "&apiKey=RAW(key-"
                + scenario.seed()
                + ")&baseUrl="
                + scenario.service().baseUrl(testContext.simulator())
                + "&output="
                + List.of("bytes", "stream", "file").get((int) Math.floorMod(scenario.seed(), 3L))
                + "&pollTimeout="
                + timeout;
    }

    /** Each attempt has its own deadline. */
    private long completedInTime(SentExchange sent) {
        error(sent);
        int attempts = scenario.redeliveries() + 1;
        long overshoot = sent.millis() - attempts * scenario.timeout();
        DeadlineExceededError.check(
                overshoot,
                attempts * FaultCaseRunner.OVERSHOOT_MILLIS + (attempts - 1) * BETWEEN,
                delays,
                sent);
        assertThat(sent.completions()).as("completions").isEqualTo(1);
        return overshoot;
    }

    private void nothingIsOpen() {
        Awaitility.await("jobs in flight").until(() -> testContext.jobsInFlight() == 0);
        Awaitility.await("requests that are still open at the service")
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> testContext.simulator().ledger().inFlight() == 0);
    }

    private void paidAtMostOnce() {
        Ledger ledger = testContext.simulator().ledger();
        assertThat(ledger.jobsCreated()).as("jobs paid").isLessThanOrEqualTo(1);
        assertThat(ledger.jobsByIdempotencyKey().values()).allMatch(jobs -> jobs == 1);
    }

    /** Each handle returns its video after all faults have ended. */
    private boolean deliverable(List<SentExchange> exchanges) throws Exception {
        Set<String> handles = new LinkedHashSet<>();
        for (SentExchange sent : exchanges) {
            if (sent.handle() != null) {
                handles.add(sent.handle());
            } else if (sent.failure() == null && scenario.service() != ServiceFlow.STREAM) {
                throw new AssertionError("a success without a handle");
            }
        }
        testContext.endFaults();
        boolean canceled = scenario.operation().equals("cancel");
        for (String handle : handles) {
            SentExchange awaited =
                    SentExchange.of(testContext.context(), uri("await", LONG), handle);
            if (!canceled) {
                assertThat(awaited.exchange().getException())
                        .as("await of " + JobHandle.fromJson(handle).jobId())
                        .isNull();
                assertThat(awaited.exchange().getMessage().getBody(byte[].class)).isNotEmpty();
            }
            awaited.completeExchange();
        }
        if (handles.isEmpty()) {
            for (SentExchange sent : exchanges) {
                knownOrUncertain(sent);
            }
        }
        return !handles.isEmpty();
    }

    /** A later step failed: the same message gets the paid video, and nothing is paid again. */
    private void anotherAttemptGetsTheVideo(Exchange exchange, Object body) throws Exception {
        exchange.setProperty("uri", uri(scenario.operation(), LONG));
        String uri = "direct:" + scenario.route();
        SentExchange again = SentExchange.again(testContext.context(), uri, exchange, body);
        assertThat(again.failure()).as("another attempt").isNull();
        if (scenario.operation().equals("generate") || scenario.operation().equals("await")) {
            // A spooled video is deleted with the unit of work, which ends with the route.
            assertThat(exchange.getMessage().getBody()).isNotNull();
        }
    }

    /** A paid job without a handle is either uncertain or still offered by the repository. */
    private void knownOrUncertain(SentExchange sent) throws Exception {
        boolean ours =
                scenario.service() != ServiceFlow.STREAM && !scenario.twice() && scenario.buys();
        if (!ours
                || sent.failure() == null
                || testContext.simulator().ledger().jobsCreated() == 0
                || !testContext.openPurchases().isEmpty()) {
            return;
        }
        assertThat(end(sent.failure()))
                .as("error without a handle, of a job that was paid")
                .isEqualTo(ErrorKind.SUBMIT_UNCERTAIN.name());
    }
}
