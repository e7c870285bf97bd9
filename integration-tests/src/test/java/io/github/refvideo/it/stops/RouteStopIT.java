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
package io.github.refvideo.it.stops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.it.PayOncePage;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to stop a route while its job runs: what the caller gets, and that the video is
 * delivered afterwards without paying again, by the same message and by {@code refvideo:resume}.
 */
class RouteStopIT {

    private static final String KEY = "order-17";

    private static RefVideoSimulator simulator;

    @TempDir Path jobs;

    @BeforeAll
    static void start() {
        simulator =
                RefVideoSimulator.builder()
                        .jobTime(JobTime.fixed(Duration.ofMinutes(2)))
                        .fetchReferences(false)
                        .renderVideos(false)
                        .withoutQuotas()
                        .start();
    }

    @AfterAll
    static void close() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
        simulator.clock().freeze();
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Stop.values())
                .flatMap(stop -> Stream.of(Arguments.of(stop, false), Arguments.of(stop, true)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void videoOfAStoppedRouteComesWithTheSameMessage(Stop stop, boolean submitAndAwait)
            throws Exception {
        try (DefaultCamelContext context = context("first", submitAndAwait)) {
            context.start();
            String outcome = outcomeOf(stop, context);
            assertThat(outcome).isEqualTo(PayOncePage.rows("stops").get(stop.row()).get(0));
            if (context.isStarted()) {
                Stop.undo(context);
                sameMessageAgain(context);
                return;
            }
        }
        try (DefaultCamelContext restarted = context("first", submitAndAwait)) {
            restarted.start();
            sameMessageAgain(restarted);
        }
    }

    private static void sameMessageAgain(DefaultCamelContext context) throws Exception {
        simulator.clock().advance(Duration.ofMinutes(5));

        Exchange again = send(context).get(20, TimeUnit.SECONDS);

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getBody(byte[].class)).isNotEmpty();
        simulator.assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void videoOfAStoppedRouteIsResumed(Stop stop, boolean submitAndAwait) throws Exception {
        try (DefaultCamelContext other = context("other", submitAndAwait);
                DefaultCamelContext context = context("first", submitAndAwait)) {
            context.start();
            boolean delivered = outcomeOf(stop, context).equals("video");
            simulator.clock().advance(Duration.ofMinutes(5));
            other.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("refvideo:resume?delay=100&initialDelay=0")
                                    .to("refvideo:await")
                                    .to("mock:resumed");
                        }
                    });
            other.start();
            MockEndpoint resumed = other.getEndpoint("mock:resumed", MockEndpoint.class);
            if (!delivered) {
                resumed.expectedMessageCount(1);
                resumed.assertIsSatisfied(20_000);
                assertThat(
                                resumed.getExchanges()
                                        .get(0)
                                        .getMessage()
                                        .getHeader(RefVideoConstants.IDEMPOTENCY_KEY))
                        .isEqualTo(KEY);
            }
            Awaitility.await().untilAsserted(() -> assertThat(state()).isEqualTo("TAKEN"));
            assertThat(resumed.getReceivedCounter()).isEqualTo(delivered ? 0 : 1);
            simulator.assertThat().paidJobs(1);
        }
    }

    /**
     * Sends a message, stops the route while its job runs, and returns the result of the caller.
     */
    private String outcomeOf(Stop stop, DefaultCamelContext context) throws Exception {
        CompletableFuture<Exchange> answer = send(context);
        Awaitility.await().until(() -> state().equals("ACKNOWLEDGED"));
        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                stop.apply(context);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        if (stop == Stop.STOP_ROUTE_PATIENTLY) {
            simulator.clock().advance(Duration.ofMinutes(5));
        }
        stopped.get(30, TimeUnit.SECONDS);
        if (!answer.isDone()) {
            // The job has not ended and continues.
            simulator.clock().advance(Duration.ofMinutes(5));
        }
        Exchange exchange = answer.get(20, TimeUnit.SECONDS);
        if (exchange.getException() instanceof RefVideoException known) {
            assertThat(known.getJob()).as("handle in the exception").isPresent();
            assertThat(exchange.getMessage().getHeader(RefVideoConstants.JOB)).isNotNull();
            return "`" + known.getKind() + "`, handle";
        }
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(byte[].class)).isNotEmpty();
        return "video";
    }

    private String state() throws Exception {
        List<JobRecord> records = new FileVideoJobRepository(jobs).changedSince(Instant.EPOCH, 10);
        return records.isEmpty() ? "" : records.get(0).state().name().name();
    }

    private static CompletableFuture<Exchange> send(DefaultCamelContext context) {
        return context.createProducerTemplate()
                .asyncSend(
                        "direct:order",
                        exchange -> {
                            exchange.getMessage().setBody(simulator.referenceUrl("cat.png"));
                            exchange.getMessage().setHeader(RefVideoConstants.IDEMPOTENCY_KEY, KEY);
                        });
    }

    private DefaultCamelContext context(String node, boolean submitAndAwait) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        component.setNodeId(node);
        component.setJobRepository(new FileVideoJobRepository(jobs));
        RefVideoConfiguration options = component.getConfiguration();
        options.setBaseUrl(simulator.gatewayUrl());
        options.setApiKey("simulated");
        options.setAllowPrivateAddresses(true);
        options.setModel("alibaba/wan-v2.6-r2v");
        options.setPrompt("character1 waves at the camera");
        options.setPollInterval(50L);
        options.setInitialPollDelay(20L);
        if (submitAndAwait) {
            context.getRegistry().bind("submitAndAwait", true);
        }
        StopRoutes.addTo(context);
        return context;
    }

    @Test
    void pageAndTestNameTheSameStops() {
        assertThat(Arrays.stream(Stop.values()).map(Stop::row))
                .containsExactlyElementsOf(PayOncePage.rows("stops").keySet());
    }
}
