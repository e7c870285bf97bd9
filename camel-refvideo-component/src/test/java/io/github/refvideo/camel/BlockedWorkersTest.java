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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.RefVideoTimeoutException;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Routes that block the threads on which they continue after a video. */
class BlockedWorkersTest extends RefVideoTestSupport {

    private static final int WORKERS = 2;
    private static final int EXCHANGES = 20;

    private final CountDownLatch blocked = new CountDownLatch(1);
    private final AtomicInteger holding = new AtomicInteger();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        component.setWorkerThreads(WORKERS);
        component.getConfiguration().setMaxInFlight(1000);
        component.getConfiguration().setSubmitsPerSecond(1000.0);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:two-videos")
                        .to("refvideo:generate")
                        .process(
                                exchange ->
                                        exchange.getMessage()
                                                .setBody(
                                                        template.requestBody(
                                                                "refvideo:generate?seed=2",
                                                                cat(),
                                                                byte[].class)));
                from("direct:blocked")
                        .to("refvideo:generate?output=url")
                        .process(
                                exchange -> {
                                    holding.incrementAndGet();
                                    blocked.await(30, TimeUnit.SECONDS);
                                });
                from("direct:short")
                        .errorHandler(noErrorHandler())
                        .to("refvideo:generate?pollTimeout=500");
            }
        };
    }

    @Test
    void synchronousCallsBehindAVideoDoNotBlockEachOther() throws Exception {
        List<String> log;
        try (LogLines lines = new LogLines()) {
            List<CompletableFuture<Exchange>> answers = send("direct:two-videos", EXCHANGES);
            for (CompletableFuture<Exchange> answer : answers) {
                Exchange exchange = answer.get(60, TimeUnit.SECONDS);
                assertThat(exchange.getException()).isNull();
                assertThat(exchange.getMessage().getBody(byte[].class)).isNotEmpty();
            }
            log = lines.ofTheComponent();
        }

        simulator().assertThat().paidJobs(2 * EXCHANGES);
        assertThat(log)
                .filteredOn(line -> line.contains("WorkerPool"))
                .hasSize(1)
                .first()
                .asString()
                .contains("Routes block all 2 worker threads", "workerThreads");
    }

    @Test
    void deadlineHoldsWhileRoutesBlockAllThreads() throws Exception {
        List<CompletableFuture<Exchange>> holders = send("direct:blocked", EXCHANGES);
        try {
            Awaitility.await().until(() -> holding.get() == EXCHANGES);
            simulator().faults().on(Step.STATUS).inject(Fault.noResponse());
            long start = System.nanoTime();

            Exchange late = send("direct:short", 1).get(0).get(20, TimeUnit.SECONDS);

            assertThat(late.getException()).isInstanceOf(RefVideoTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMillis(2_000));
        } finally {
            simulator().faults().clear();
            blocked.countDown();
        }
        for (CompletableFuture<Exchange> holder : holders) {
            assertThat(holder.get(30, TimeUnit.SECONDS).getException()).isNull();
        }
    }

    private List<CompletableFuture<Exchange>> send(String uri, int count) {
        List<CompletableFuture<Exchange>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(template.asyncSend(uri, exchange -> exchange.getMessage().setBody(cat())));
        }
        return answers;
    }

    /**
     * Needs its own JVM, because Camel decides about virtual threads when its classes are loaded.
     */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void routesContinueOnVirtualThreadsWhereCamelIsConfiguredForThem(@TempDir Path folder)
            throws Exception {
        String output =
                ForkedJvm.run(
                        folder,
                        VirtualThreads.class,
                        List.of("-Dcamel.threads.virtual.enabled=true"),
                        simulator().gatewayUrl(),
                        cat());

        assertThat(output).contains("continued on a virtual thread: true");
    }

    /** The program. */
    static final class VirtualThreads {

        private VirtualThreads() {}

        public static void main(String[] args) throws Exception {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                RefVideoConfiguration options =
                        context.getComponent("refvideo", RefVideoComponent.class)
                                .getConfiguration();
                options.setApiKey("simulated");
                options.setBaseUrl(args[0]);
                options.setAllowPrivateAddresses(true);
                options.setModel("alibaba/wan-v2.6-r2v");
                options.setPrompt(PROMPT);
                options.setPollInterval(50L);
                context.addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:in")
                                        .to("refvideo:generate")
                                        .process(
                                                e ->
                                                        e.setProperty(
                                                                "thread", Thread.currentThread()));
                            }
                        });
                context.start();
                Exchange answer =
                        context.createProducerTemplate()
                                .send("direct:in", e -> e.getMessage().setBody(args[1]));
                Thread thread = answer.getProperty("thread", Thread.class);
                // The method is newer than the bytecode of these tests.
                System.out.println(
                        "continued on a virtual thread: "
                                + Thread.class.getMethod("isVirtual").invoke(thread)
                                + " "
                                + answer.getException());
            }
        }
    }
}
