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
package io.github.refvideo.examples.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.error.RefVideoContentRejectedException;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.error.RefVideoSubmitUncertainException;
import io.github.refvideo.camel.error.RefVideoTimeoutException;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorBuilder;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who makes the video, and that nobody is paid for it twice. */
class FallbackRoutesTest {

    @TempDir Path directory;

    private Stage stage;

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void wellGatewayMakesAllVideos() throws Exception {
        start(Map.of());

        assertThat(stage.order("a").isFailed()).isFalse();
        assertThat(stage.order("b").isFailed()).isFalse();

        assertThat(stage.hasVideo("a") && stage.hasVideo("b")).isTrue();
        assertThat(stage.boughtAtGateway()).isEqualTo(2);
        assertThat(stage.boughtAtDashscope()).isZero();
    }

    /** 401 wrong key, 402 no money, 403 not allowed, 424 another service failed. */
    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 424})
    void orderThatTheGatewayCertainlyDidNotSellGoesToDashscope(int status) throws Exception {
        start(Map.of());
        gateway(Fault.status(status));

        assertThat(stage.order("a").isFailed()).isFalse();

        assertThat(stage.hasVideo("a")).isTrue();
        stage.simulator.assertThat().paidJobs(1);
        assertThat(stage.boughtAtDashscope()).isEqualTo(1);
    }

    @Test
    void gatewayThatCannotBeReachedSoldNothing() throws Exception {
        start(Map.of("fallback.gateway-url", "http://127.0.0.1:" + portWhereNobodyListens()));

        assertThat(stage.order("a").isFailed()).isFalse();

        assertThat(stage.hasVideo("a")).isTrue();
        stage.simulator.assertThat().paidJobs(1);
        assertThat(stage.boughtAtDashscope()).isEqualTo(1);
        assertThat(stage.circuit().getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void openCircuitDoesNotEvenAskTheGateway() throws Exception {
        start(Map.of());
        gateway(Fault.status(402));
        stage.order("a");
        stage.order("b");
        assertThat(stage.circuit().getState()).isEqualTo(State.OPEN);
        int asked = stage.askedGateway();

        assertThat(stage.order("c").isFailed()).isFalse();

        assertThat(stage.askedGateway()).isEqualTo(asked);
        assertThat(stage.boughtAtDashscope()).isEqualTo(3);
        stage.simulator.assertThat().paidJobs(3);
    }

    @Test
    void oneProbeBringsTheGatewayBack() throws Exception {
        start(Map.of("fallback.circuit.open-seconds", "1"));
        gateway(Fault.status(402));
        stage.order("a");
        stage.order("b");
        stage.simulator.faults().clear();
        await().until(() -> stage.circuit().getState() == State.HALF_OPEN);

        stage.order("c");
        stage.order("d");

        assertThat(stage.circuit().getState()).isEqualTo(State.CLOSED);
        assertThat(stage.boughtAtGateway()).isEqualTo(2);
        assertThat(stage.boughtAtDashscope()).isEqualTo(2);
    }

    @Test
    void orderWhoseAnswerGotLostIsAskedForAgainUnderItsKeyAndNeverBoughtElsewhere()
            throws Exception {
        start(Map.of());
        stage.simulator.faults().on(Step.START).times(3).inject(Fault.lostAcknowledgement());

        assertThat(stage.order("a").isFailed()).isFalse();

        assertThat(stage.hasVideo("a")).isTrue();
        stage.simulator.assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
        assertThat(stage.boughtAtDashscope()).isZero();
    }

    /** A 503 says nothing about what became of the call. */
    @Test
    void uncertainOrdersOpenTheCircuitAndStayAtTheGateway() throws Exception {
        start(Map.of("fallback.redeliveries", "0"));
        gateway(Fault.status(503));

        Exchange first = stage.order("a");
        Exchange second = stage.order("b");

        assertThat(first.getException()).isInstanceOf(RefVideoSubmitUncertainException.class);
        assertThat(second.getException()).isInstanceOf(RefVideoSubmitUncertainException.class);
        assertThat(stage.circuit().getState()).isEqualTo(State.OPEN);
        assertThat(stage.boughtAtDashscope()).isZero();

        // New orders go elsewhere; those two come again, as from a broker, and stay where they are.
        assertThat(stage.order("c").isFailed()).isFalse();
        assertThat(stage.boughtAtDashscope()).isEqualTo(1);
        assertThat(stage.order("a").isFailed()).isTrue();
        stage.simulator.faults().clear();
        assertThat(stage.order("a").isFailed()).isFalse();
        assertThat(stage.order("b").isFailed()).isFalse();
        assertThat(stage.circuit().getState()).isEqualTo(State.OPEN);
        stage.simulator.assertThat().paidJobs(3).everyKeyPaidAtMostOnce();
        assertThat(stage.boughtAtGateway()).isEqualTo(2);
    }

    @Test
    void orderThatDashscopeTookStaysThereWhenItComesAgain() throws Exception {
        start(Map.of("fallback.circuit.open-seconds", "1"));
        gateway(Fault.status(402));
        stage.order("a");
        stage.order("b");
        stage.simulator.faults().clear();
        await().until(() -> stage.circuit().getState() == State.HALF_OPEN);

        assertThat(stage.order("a").isFailed()).isFalse();

        stage.simulator.assertThat().paidJobs(2);
        assertThat(stage.boughtAtGateway()).isZero();
    }

    @Test
    void jobThatIsNotDoneInTimeIsWaitedForAgain() throws Exception {
        start(
                RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofMinutes(4))),
                Map.of(
                        "fallback.redeliveries",
                        "0",
                        "camel.component.refvideo.poll-timeout",
                        "2s"));

        Exchange late = stage.order("a");

        assertThat(late.getException()).isInstanceOf(RefVideoTimeoutException.class);
        assertThat(((RefVideoException) late.getException()).getJob()).isPresent();
        assertThat(stage.circuit().getMetrics().getNumberOfFailedCalls()).isZero();
        stage.simulator.clock().advance(Duration.ofMinutes(4));
        assertThat(stage.order("a").isFailed()).isFalse();
        assertThat(stage.hasVideo("a")).isTrue();
        stage.simulator.assertThat().paidJobs(1);
        assertThat(stage.boughtAtDashscope()).isZero();
    }

    @Test
    void wrongRequestIsToldAndSaysNothingAboutTheGateway() throws Exception {
        start(Map.of());

        Exchange refused = stage.order("a", "ftp://example.com/cat.png");

        assertThat(refused.getException()).isInstanceOf(RefVideoInvalidRequestException.class);
        assertThat(stage.circuit().getMetrics().getNumberOfBufferedCalls()).isZero();
        stage.simulator.assertThat().paidJobs(0);
    }

    @Test
    void rejectedContentIsToldAndNotTakenElsewhere() throws Exception {
        start(Map.of());
        gateway(Fault.moderationFailure());

        Exchange refused = stage.order("a");

        assertThat(refused.getException()).isInstanceOf(RefVideoContentRejectedException.class);
        stage.simulator.assertThat().paidJobs(1);
        assertThat(stage.boughtAtDashscope()).isZero();
        assertThat(stage.circuit().getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void probeWithAWrongRequestDoesNotCloseTheCircuit() throws Exception {
        start(Map.of());
        stage.circuit().transitionToOpenState();
        stage.circuit().transitionToHalfOpenState();

        stage.order("a", "ftp://example.com/cat.png");

        assertThat(stage.circuit().getState()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void waitingOrdersHoldNoThread() throws Exception {
        start(RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofMinutes(4))), Map.of());
        stage.main
                .getCamelContext()
                .addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("seda:orders?concurrentConsumers=1").to("direct:order");
                            }
                        });

        for (int n = 0; n < 20; n++) {
            stage.main
                    .getCamelTemplate()
                    .sendBodyAndHeaders(
                            "seda:orders",
                            List.of(stage.reference()),
                            Map.of("order", "n" + n, "CamelRefVideoPrompt", "character1 waves"));
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> stage.simulator.assertThat().paidJobs(20));
        assertThat(stage.hasVideo("n0")).isFalse();
        stage.simulator.clock().advance(Duration.ofMinutes(4));
        await().atMost(Duration.ofSeconds(30)).until(() -> stage.hasVideo("n19"));
    }

    private void start(Map<String, String> own) throws Exception {
        start(RefVideoSimulator.builder(), own);
    }

    private void start(RefVideoSimulatorBuilder simulator, Map<String, String> own)
            throws Exception {
        stage = new Stage(directory, simulator, own);
    }

    private static int portWhereNobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void gateway(Fault fault) {
        stage.simulator.faults().on(Step.START).inject(fault);
    }
}
