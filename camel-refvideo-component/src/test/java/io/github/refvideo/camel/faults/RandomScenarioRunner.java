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

    /** The redelivery delay, and the maximum time of an error handler. */
    private static final long BETWEEN = 100;

    private final FaultTestEnvironment environment;
    private final RandomScenario plan;
    private final SchedulingDelays delays;

    /**
     * The outcome of an exchange.
     *
     * @param end the kind of the error or the class of another exception; null for success
     * @param awaited whether the video was delivered by its handle afterwards
     */
    record Result(String end, int paid, int completions, boolean awaited, long overshoot) {}

    RandomScenarioRunner(
            FaultTestEnvironment environment, RandomScenario plan, SchedulingDelays delays) {
        this.environment = environment;
        this.plan = plan;
        this.delays = delays;
    }

    Result run() throws Exception {
        environment.clear();
        Object body = plan.service().reference(environment.simulator());
        if (!plan.buys()) {
            body = submitted(body);
        }
        for (RandomScenario.Injected injected : plan.faults()) {
            environment
                    .simulator()
                    .faults()
                    .on(injected.step())
                    .times(injected.times())
                    .withProbability(injected.probability())
                    .inject(injected.fault());
        }
        environment.failLaterSteps(plan.laterFailures());
        CompletableFuture<Void> stop = CompletableFuture.completedFuture(null);
        String route = plan.enclosing() ? "inner" : plan.route();
        if (plan.stops()) {
            stop = environment.stopRoute(route, plan.stopAfter());
        }
        List<TestExchange> sent = new ArrayList<>();
        for (int i = 0; i < (plan.twice() ? 2 : 1); i++) {
            sent.add(begin(body));
        }
        for (TestExchange testExchange : sent) {
            testExchange.await();
        }
        long overshoot = 0;
        for (TestExchange testExchange : sent) {
            overshoot = Math.max(overshoot, completedInTime(testExchange));
        }
        stop.get(STOP_SECONDS, TimeUnit.SECONDS);
        nothingIsOpen();
        paidAtMostOnce();
        if (plan.stops()) {
            environment.startRoute(route);
        }
        boolean awaited = deliverable(sent);
        paidAtMostOnce();
        for (TestExchange testExchange : sent) {
            if (testExchange.failure() instanceof FaultTestEnvironment.LaterStepException) {
                anotherAttemptGetsTheVideo(testExchange.exchange(), body);
            }
        }
        paidAtMostOnce();
        sent.forEach(TestExchange::over);
        Awaitility.await("temporary files").until(() -> environment.spoolFiles() == 0);
        return new Result(
                end(sent.get(0).failure()),
                environment.simulator().ledger().jobsCreated(),
                sent.stream().mapToInt(TestExchange::completions).max().orElse(0),
                awaited,
                overshoot);
    }

    private String submitted(Object body) throws Exception {
        TestExchange submit = TestExchange.of(environment.context(), uri("submit", LONG), body);
        assertThat(submit.exchange().getException()).isNull();
        submit.over();
        return submit.handle();
    }

    private TestExchange begin(Object body) throws Exception {
        Exchange exchange = new DefaultExchange(environment.context());
        exchange.getMessage().setBody(body);
        exchange.setProperty("uri", uri(plan.operation(), plan.timeout()));
        if (plan.twice()) {
            exchange.getMessage()
                    .setHeader(RefVideoConstants.IDEMPOTENCY_KEY, "order-" + plan.seed());
        }
        return TestExchange.begin(
                environment.context(), "direct:" + plan.route() + "?block=false", exchange);
    }

    private static String end(Exception failure) {
        if (failure instanceof RefVideoException error) {
            return error.getKind().name();
        }
        return failure == null ? null : failure.getClass().getSimpleName();
    }

    /** The typed error; null for none, and for an exception of a later step or of a route stop. */
    private RefVideoException error(TestExchange testExchange) {
        boolean stopped =
                plan.stops()
                        && (testExchange.failure() instanceof RejectedExecutionException
                                // Thrown by Camel when a redelivery meets a stopped step.
                                || testExchange.failure() instanceof IllegalStateException
                                || testExchange.failure()
                                        instanceof DirectConsumerNotAvailableException);
        return stopped || testExchange.failure() instanceof FaultTestEnvironment.LaterStepException
                ? null
                : testExchange.error();
    }

    private String uri(String operation, long timeout) {
        return "refvideo:"
                + operation
                + "?"
                + plan.service().options()
                + plan.service().timeouts()
                + "&apiKey=RAW(key-"
                + plan.seed()
                + ")&baseUrl="
                + plan.service().baseUrl(environment.simulator())
                + "&output="
                + List.of("bytes", "stream", "file").get((int) Math.floorMod(plan.seed(), 3L))
                + "&pollTimeout="
                + timeout;
    }

    /** Each attempt has its own deadline. */
    private long completedInTime(TestExchange testExchange) {
        error(testExchange);
        int attempts = plan.redeliveries() + 1;
        long overshoot = testExchange.millis() - attempts * plan.timeout();
        LateCompletionError.check(
                overshoot,
                attempts * FaultCaseRunner.OVERSHOOT_MILLIS + (attempts - 1) * BETWEEN,
                delays,
                testExchange);
        assertThat(testExchange.completions()).as("completions").isEqualTo(1);
        return overshoot;
    }

    private void nothingIsOpen() {
        Awaitility.await("jobs in flight").until(() -> environment.jobsInFlight() == 0);
        Awaitility.await("requests that are still open at the service")
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> environment.simulator().ledger().inFlight() == 0);
    }

    private void paidAtMostOnce() {
        Ledger ledger = environment.simulator().ledger();
        assertThat(ledger.jobsCreated()).as("jobs paid").isLessThanOrEqualTo(1);
        assertThat(ledger.jobsByIdempotencyKey().values()).allMatch(jobs -> jobs == 1);
    }

    /** With the handle the video is delivered after all faults have ended. */
    private boolean deliverable(List<TestExchange> sent) throws Exception {
        Set<String> handles = new LinkedHashSet<>();
        for (TestExchange testExchange : sent) {
            if (testExchange.handle() != null) {
                handles.add(testExchange.handle());
            } else if (testExchange.failure() == null && plan.service() != TestedService.STREAM) {
                throw new AssertionError("a success without a handle");
            }
        }
        environment.endFaults();
        boolean canceled = plan.operation().equals("cancel");
        for (String handle : handles) {
            TestExchange awaited =
                    TestExchange.of(environment.context(), uri("await", LONG), handle);
            if (!canceled) {
                assertThat(awaited.exchange().getException())
                        .as("await of " + JobHandle.fromJson(handle).jobId())
                        .isNull();
                assertThat(awaited.exchange().getMessage().getBody(byte[].class)).isNotEmpty();
            }
            awaited.over();
        }
        if (handles.isEmpty()) {
            for (TestExchange testExchange : sent) {
                knownOrUncertain(testExchange);
            }
        }
        return !handles.isEmpty();
    }

    /** A later step failed: the same message gets the paid video, and nothing is paid again. */
    private void anotherAttemptGetsTheVideo(Exchange exchange, Object body) throws Exception {
        exchange.setProperty("uri", uri(plan.operation(), LONG));
        String uri = "direct:" + plan.route();
        TestExchange again = TestExchange.again(environment.context(), uri, exchange, body);
        assertThat(again.failure()).as("another attempt").isNull();
        if (plan.operation().equals("generate") || plan.operation().equals("await")) {
            // A spooled video is deleted with the unit of work, which ends with the route.
            assertThat(exchange.getMessage().getBody()).isNotNull();
        }
    }

    /** A paid job without a handle is either uncertain or still offered by the repository. */
    private void knownOrUncertain(TestExchange testExchange) throws Exception {
        boolean ours = plan.service() != TestedService.STREAM && !plan.twice() && plan.buys();
        if (!ours
                || testExchange.failure() == null
                || environment.simulator().ledger().jobsCreated() == 0
                || !environment.openPurchases().isEmpty()) {
            return;
        }
        assertThat(end(testExchange.failure()))
                .as("error without a handle, of a job that was paid")
                .isEqualTo(ErrorKind.SUBMIT_UNCERTAIN.name());
    }
}
