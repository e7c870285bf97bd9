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

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A simulator and a Camel context with the component, reused by many cases. */
final class FaultTestEnvironment implements AutoCloseable {

    /** The start of the fault. */
    enum Moment {
        SUBMITTED,
        SUCCEEDED
    }

    /** The failure of a step after the purchase. */
    static final class LaterStepException extends Exception {

        private static final long serialVersionUID = 1L;

        LaterStepException() {
            super("the step after the purchase failed");
        }
    }

    private static final long STOP_MILLIS = 50;

    static final String PROMPT = "character1 waves at the camera";

    /** Routes are named by how often they redeliver. */
    static final int MOST_REDELIVERIES = 3;

    private final RefVideoSimulator simulator;
    private final DefaultCamelContext context;
    private final Path folder;
    private final Path files;
    private final Path spool;
    private final MemoryVideoJobRepository purchases = new MemoryVideoJobRepository();
    private final AtomicInteger laterFailures = new AtomicInteger();
    private final Map<Moment, Runnable> moments = new EnumMap<>(Moment.class);

    FaultTestEnvironment(Path folder) throws Exception {
        this.folder = folder;
        files = Files.createDirectories(folder.resolve("files"));
        spool = Files.createDirectories(folder.resolve("spool"));
        simulator =
                RefVideoSimulator.builder()
                        .queueTime(Duration.ofMillis(10))
                        .jobTime(JobTime.fixed(Duration.ofMillis(30)))
                        .heartbeatInterval(Duration.ofMillis(20))
                        .fetchReferences(false)
                        .renderVideos(false)
                        .withoutQuotas()
                        .start();
        context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("bench-" + UUID.randomUUID());
        RefVideoComponent component = component();
        component.setJobListener(new ProgressListener());
        component.setJobRepository(purchases);
        RefVideoConfiguration options = component.getConfiguration();
        options.setAllowPrivateAddresses(true);
        options.setPrompt(PROMPT);
        options.setPollInterval(50L);
        options.setInitialPollDelay(40L);
        options.setResponseTimeout(600);
        options.setHeartbeatTimeout(600);
        options.setConnectTimeout(300);
        options.setOutputDirectory(files.toString());
        options.setSpoolDirectory(spool.toString());
        options.setSubmitsPerSecond(1000.0);
        options.setStatusPerSecond(1000.0);
        options.setMaxInFlight(1000);
        context.addRoutes(routes());
        context.start();
        warmUp();
    }

    /** Cold code on a busy machine is slower than the time limits here. */
    private void warmUp() throws Exception {
        for (TestedService service : TestedService.values()) {
            String uri =
                    "refvideo:generate?apiKey=RAW(warm)&pollTimeout=30s&responseTimeout=30000&"
                            + service.options()
                            + "&baseUrl="
                            + service.baseUrl(simulator);
            TestExchange.of(context, uri, service.reference(simulator)).over();
        }
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i <= MOST_REDELIVERIES; i++) {
                    from("direct:redeliver" + i)
                            .routeId("redeliver" + i)
                            .errorHandler(redeliveries(i))
                            .toD("${exchangeProperty.uri}")
                            .process(exchange -> laterStep());
                    from("direct:outer" + i)
                            .routeId("outer" + i)
                            .errorHandler(redeliveries(i))
                            .to("direct:inner?block=false");
                }
                from("direct:inner")
                        .routeId("inner")
                        .errorHandler(noErrorHandler())
                        .toD("${exchangeProperty.uri}")
                        .process(exchange -> laterStep());
            }

            private ErrorHandlerFactory redeliveries(int count) {
                return defaultErrorHandler()
                        .maximumRedeliveries(count)
                        .redeliveryDelay(5)
                        .asyncDelayedRedelivery()
                        .logExhausted(false)
                        .logRetryAttempted(false);
            }
        };
    }

    private RefVideoComponent component() {
        return context.getComponent("refvideo", RefVideoComponent.class);
    }

    RefVideoSimulator simulator() {
        return simulator;
    }

    DefaultCamelContext context() {
        return context;
    }

    Path folder() {
        return folder;
    }

    int jobsInFlight() {
        return component().getJobsInFlight();
    }

    private void laterStep() throws LaterStepException {
        if (laterFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new LaterStepException();
        }
    }

    /** How often the step after the purchase will fail. */
    void failLaterSteps(int times) {
        laterFailures.set(times);
    }

    /** Stops a route after a while, and waits only briefly for its exchanges. */
    CompletableFuture<Void> stopRoute(String id, long millis) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        context.getRouteController()
                                .stopRoute(id, STOP_MILLIS, TimeUnit.MILLISECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    void startRoute(String id) throws Exception {
        context.getRouteController().startRoute(id);
    }

    /** Purchases that {@code refvideo:resume} offers later, and those that are uncertain. */
    List<JobRecord> openPurchases() throws Exception {
        return purchases.unfinished(1_000).stream()
                .filter(record -> record.state().isOpen() || record.state().isUncertain())
                .toList();
    }

    /** Nothing of the previous case is left. */
    void clear() throws Exception {
        // An unfinished purchase of another case could match a lost job, and a finished one has the
        // key of a case that is run again.
        for (JobRecord record : purchases.changedSince(Instant.EPOCH, 1_000)) {
            purchases.remove(record.key(), record.version());
        }
        deleteAll(files);
        deleteAll(spool);
        moments.clear();
        laterFailures.set(0);
        simulator.acceptConnections();
        simulator.reset();
    }

    /** Ends all faults. */
    void endFaults() {
        moments.clear();
        laterFailures.set(0);
        simulator.faults().clear();
        simulator.acceptConnections();
        simulator.clock().unfreeze();
    }

    void at(Moment moment, Runnable action) {
        moments.put(moment, action);
    }

    /** Delivered or leaked files. */
    long outputFiles() throws IOException {
        return count(files);
    }

    /** Temporary files. */
    long spoolFiles() throws IOException {
        return count(spool);
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Override
    public void close() {
        context.stop();
        simulator.close();
    }

    private final class ProgressListener implements JobListener {

        @Override
        public void submitted(JobSnapshot job) {
            reached(Moment.SUBMITTED);
        }

        @Override
        public void statusRead(JobSnapshot job) {
            if (job.status() == JobStatus.SUCCEEDED) {
                reached(Moment.SUCCEEDED);
            }
        }

        private void reached(Moment moment) {
            Runnable action = moments.remove(moment);
            if (action != null) {
                action.run();
            }
        }
    }
}
