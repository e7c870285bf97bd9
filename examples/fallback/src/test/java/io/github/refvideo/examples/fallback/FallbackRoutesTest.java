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

/** Which service generates the video, and that it is paid for once. */
class FallbackRoutesTest {

    @TempDir Path directory;

    private FallbackTestContext context;

    @AfterEach
    void end() {
        context.close();
    }

    @Test
    void wellGatewayMakesAllVideos() throws Exception {
        start(Map.of());

        assertThat(context.order("a").isFailed()).isFalse();
        assertThat(context.order("b").isFailed()).isFalse();

        assertThat(context.hasVideo("a") && context.hasVideo("b")).isTrue();
        assertThat(context.paidAtGateway()).isEqualTo(2);
        assertThat(context.paidAtDashscope()).isZero();
    }

    /** 401 wrong key, 402 no money, 403 not allowed, 424 another service failed. */
    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 424})
    void requestNotProcessedByTheGatewayIsSentToDashscope(int status) throws Exception {
        start(Map.of());
        gateway(Fault.status(status));

        assertThat(context.order("a").isFailed()).isFalse();

        assertThat(context.hasVideo("a")).isTrue();
        context.simulator.assertThat().paidJobs(1);
        assertThat(context.paidAtDashscope()).isEqualTo(1);
    }

    @Test
    void gatewayThatCannotBeReachedSoldNothing() throws Exception {
        start(Map.of("fallback.gateway-url", "http://127.0.0.1:" + unusedPort()));

        assertThat(context.order("a").isFailed()).isFalse();

        assertThat(context.hasVideo("a")).isTrue();
        context.simulator.assertThat().paidJobs(1);
        assertThat(context.paidAtDashscope()).isEqualTo(1);
        assertThat(context.circuit().getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void openCircuitDoesNotEvenAskTheGateway() throws Exception {
        start(Map.of());
        gateway(Fault.status(402));
        context.order("a");
        context.order("b");
        assertThat(context.circuit().getState()).isEqualTo(State.OPEN);
        int asked = context.askedGateway();

        assertThat(context.order("c").isFailed()).isFalse();

        assertThat(context.askedGateway()).isEqualTo(asked);
        assertThat(context.paidAtDashscope()).isEqualTo(3);
        context.simulator.assertThat().paidJobs(3);
    }

    @Test
    void oneProbeClosesTheCircuit() throws Exception {
        start(Map.of("fallback.circuit.open-seconds", "1"));
        gateway(Fault.status(402));
        context.order("a");
        context.order("b");
        context.simulator.faults().clear();
        await().until(() -> context.circuit().getState() == State.HALF_OPEN);

        context.order("c");
        context.order("d");

        assertThat(context.circuit().getState()).isEqualTo(State.CLOSED);
        assertThat(context.paidAtGateway()).isEqualTo(2);
        assertThat(context.paidAtDashscope()).isEqualTo(2);
    }

    @Test
    void requestWithALostReplyIsRetriedUnderItsKeyAtTheGatewayOnly() throws Exception {
        start(Map.of());
        context.simulator.faults().on(Step.START).times(3).inject(Fault.lostAcknowledgement());

        assertThat(context.order("a").isFailed()).isFalse();

        assertThat(context.hasVideo("a")).isTrue();
        context.simulator.assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
        assertThat(context.paidAtDashscope()).isZero();
    }

    /** After a 503 the result of the call is unknown. */
    @Test
    void uncertainOrdersOpenTheCircuitAndStayAtTheGateway() throws Exception {
        start(Map.of("fallback.redeliveries", "0"));
        gateway(Fault.status(503));

        Exchange first = context.order("a");
        Exchange second = context.order("b");

        assertThat(first.getException()).isInstanceOf(RefVideoSubmitUncertainException.class);
        assertThat(second.getException()).isInstanceOf(RefVideoSubmitUncertainException.class);
        assertThat(context.circuit().getState()).isEqualTo(State.OPEN);
        assertThat(context.paidAtDashscope()).isZero();

        // New orders are sent to DashScope; the two redelivered orders stay with the gateway.
        assertThat(context.order("c").isFailed()).isFalse();
        assertThat(context.paidAtDashscope()).isEqualTo(1);
        assertThat(context.order("a").isFailed()).isTrue();
        context.simulator.faults().clear();
        assertThat(context.order("a").isFailed()).isFalse();
        assertThat(context.order("b").isFailed()).isFalse();
        assertThat(context.circuit().getState()).isEqualTo(State.OPEN);
        context.simulator.assertThat().paidJobs(3).everyKeyPaidAtMostOnce();
        assertThat(context.paidAtGateway()).isEqualTo(2);
    }

    @Test
    void redeliveredRequestStaysWithDashscope() throws Exception {
        start(Map.of("fallback.circuit.open-seconds", "1"));
        gateway(Fault.status(402));
        context.order("a");
        context.order("b");
        context.simulator.faults().clear();
        await().until(() -> context.circuit().getState() == State.HALF_OPEN);

        assertThat(context.order("a").isFailed()).isFalse();

        context.simulator.assertThat().paidJobs(2);
        assertThat(context.paidAtGateway()).isZero();
    }

    @Test
    void timedOutJobIsAwaitedAgain() throws Exception {
        start(
                RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofMinutes(4))),
                Map.of(
                        "fallback.redeliveries",
                        "0",
                        "camel.component.refvideo.poll-timeout",
                        "2s"));

        Exchange late = context.order("a");

        assertThat(late.getException()).isInstanceOf(RefVideoTimeoutException.class);
        assertThat(((RefVideoException) late.getException()).getJob()).isPresent();
        assertThat(context.circuit().getMetrics().getNumberOfFailedCalls()).isZero();
        context.simulator.clock().advance(Duration.ofMinutes(4));
        assertThat(context.order("a").isFailed()).isFalse();
        assertThat(context.hasVideo("a")).isTrue();
        context.simulator.assertThat().paidJobs(1);
        assertThat(context.paidAtDashscope()).isZero();
    }

    @Test
    void invalidRequestIsReportedAndDoesNotOpenTheCircuit() throws Exception {
        start(Map.of());

        Exchange refused = context.order("a", "ftp://example.com/cat.png");

        assertThat(refused.getException()).isInstanceOf(RefVideoInvalidRequestException.class);
        assertThat(context.circuit().getMetrics().getNumberOfBufferedCalls()).isZero();
        context.simulator.assertThat().paidJobs(0);
    }

    @Test
    void rejectedContentIsReportedWithoutFallback() throws Exception {
        start(Map.of());
        gateway(Fault.moderationFailure());

        Exchange refused = context.order("a");

        assertThat(refused.getException()).isInstanceOf(RefVideoContentRejectedException.class);
        context.simulator.assertThat().paidJobs(1);
        assertThat(context.paidAtDashscope()).isZero();
        assertThat(context.circuit().getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void probeWithAWrongRequestDoesNotCloseTheCircuit() throws Exception {
        start(Map.of());
        context.circuit().transitionToOpenState();
        context.circuit().transitionToHalfOpenState();

        context.order("a", "ftp://example.com/cat.png");

        assertThat(context.circuit().getState()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void waitingOrdersHoldNoThread() throws Exception {
        start(RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofMinutes(4))), Map.of());
        context.main
                .getCamelContext()
                .addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("seda:orders?concurrentConsumers=1").to("direct:order");
                            }
                        });

        for (int n = 0; n < 20; n++) {
            context.main
                    .getCamelTemplate()
                    .sendBodyAndHeaders(
                            "seda:orders",
                            List.of(context.reference()),
                            Map.of("order", "n" + n, "CamelRefVideoPrompt", "character1 waves"));
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> context.simulator.assertThat().paidJobs(20));
        assertThat(context.hasVideo("n0")).isFalse();
        context.simulator.clock().advance(Duration.ofMinutes(4));
        await().atMost(Duration.ofSeconds(30)).until(() -> context.hasVideo("n19"));
    }

    private void start(Map<String, String> own) throws Exception {
        start(RefVideoSimulator.builder(), own);
    }

    private void start(RefVideoSimulatorBuilder simulator, Map<String, String> own)
            throws Exception {
        context = new FallbackTestContext(directory, simulator, own);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void gateway(Fault fault) {
        context.simulator.faults().on(Step.START).inject(fault);
    }
}
