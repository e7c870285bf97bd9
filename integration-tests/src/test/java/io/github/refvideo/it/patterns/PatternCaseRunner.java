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
package io.github.refvideo.it.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.PurchaseState;
import io.github.refvideo.simulator.RefVideoSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;

/** Runs one case and compares paid jobs, result and open purchases with the page. */
final class PatternCaseRunner {

    private static final int MAX_SENDS = 2;

    private final PatternCase patternCase;
    private final RefVideoSimulator simulator;
    private final Path files;
    private final Path spool;
    private final MemoryVideoJobRepository purchases = new MemoryVideoJobRepository();

    PatternCaseRunner(PatternCase patternCase, RefVideoSimulator simulator, Path folder)
            throws IOException {
        this.patternCase = patternCase;
        this.simulator = simulator;
        this.files = Files.createTempDirectory(folder, "files");
        this.spool = Files.createTempDirectory(folder, "spool");
    }

    void run() throws Exception {
        simulator.reset();
        patternCase.fault().inject(simulator, patternCase.service());
        Routes routes = new Routes(patternCase);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            if (patternCase.withKey()) {
                // Camel drops its event notifiers then.
                context.disableJMX();
            }
            RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
            component.setJobRepository(purchases);
            configure(component.getConfiguration());
            context.addRoutes(routes);
            context.addTemplatedRoutes(routes);
            context.start();
            Answer answer = Answer.of(send(context));
            Awaitility.await()
                    .until(
                            () ->
                                    context.getInflightRepository().size() == 0
                                            && component.getJobsInFlight() == 0);
            check(answer, routes);
        }
        assertThat(list(spool)).as("temporary files").isEmpty();
        assertThat(list(files))
                .as("files")
                .hasSize(patternCase.output().equals("file") ? files() : 0);
    }

    private void configure(RefVideoConfiguration options) {
        options.setProvider(patternCase.service().provider());
        options.setModel(patternCase.service().model());
        options.setBaseUrl(patternCase.service().baseUrl(simulator));
        options.setApiKey("simulated");
        options.setAllowPrivateAddresses(true);
        options.setPrompt("character1 waves at the camera");
        options.setOutputDirectory(files.toString());
        options.setSpoolDirectory(spool.toString());
        options.setPollInterval(50L);
        options.setInitialPollDelay(40L);
        options.setSubmitsPerSecond(1000.0);
        options.setStatusPerSecond(1000.0);
    }

    private Exchange send(DefaultCamelContext context) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange exchange = message(context);
            template.send("direct:order", exchange);
            for (int sent = 1; exchange.getException() != null && sent < MAX_SENDS; sent++) {
                if (patternCase.pattern().caller() == RoutePattern.Caller.SENDS_ONCE) {
                    break;
                }
                if (patternCase.pattern().caller() == RoutePattern.Caller.SAME_EXCHANGE) {
                    exchange.setException(null);
                    exchange.getMessage().setBody(exchange.getProperty("one"));
                } else {
                    exchange = message(context);
                }
                template.send("direct:order", exchange);
            }
            return exchange;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Exchange message(DefaultCamelContext context) {
        Exchange exchange =
                context.getEndpoint("direct:order").createExchange(ExchangePattern.InOut);
        String cat = simulator.referenceUrl("cat.png");
        List<String> two = List.of(cat, simulator.referenceUrl("dog.png"));
        exchange.setProperty("one", cat);
        exchange.setProperty("two", two);
        exchange.setProperty("nested", List.of(two));
        exchange.setProperty("seed", 7);
        exchange.getMessage().setBody(cat);
        if (patternCase.withKey()) {
            exchange.setProperty(Routes.KEY, "order-17");
            exchange.getMessage().setHeader(RefVideoConstants.IDEMPOTENCY_KEY, "order-17");
        }
        return exchange;
    }

    private void check(Answer answer, Routes routes) throws Exception {
        PatternCase.Expected expected = patternCase.expected();
        assertThat(answer.kind()).as("error").isEqualTo(expected.kind());
        assertThat(simulator.ledger().jobsCreated()).as("jobs paid").isEqualTo(expected.paid());
        boolean video = answer.video() || routes.videos().size() == expected.paid();
        assertThat(video).as("video").isEqualTo(expected.video());
        // A purchase that is not taken is open or has failed at the service.
        List<JobRecord> records = purchases.changedSince(Instant.EPOCH, 100);
        assertThat(records).hasSize(expected.paid());
        assertThat(records).allSatisfy(record -> check(record.state(), video));
    }

    /** A delivered file is kept for the next attempt if its exchange fails. */
    private int files() throws Exception {
        boolean delivered = patternCase.fault() == Fault.LATER_STEP_FAILS;
        return (int)
                purchases.changedSince(Instant.EPOCH, 100).stream()
                        .map(JobRecord::state)
                        .filter(
                                state ->
                                        state instanceof PurchaseState.Taken
                                                || state.isOpen() && delivered)
                        .count();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private void check(PurchaseState state, boolean video) {
        if (patternCase.fault() == Fault.JOB_IS_REJECTED) {
            assertThat(state).isInstanceOf(PurchaseState.Failed.class);
        } else if (video && patternCase.pattern().caller() != RoutePattern.Caller.NEW_EXCHANGE) {
            assertThat(state).isInstanceOf(PurchaseState.Taken.class);
        } else if (!video) {
            assertThat(state.isOpen()).as(state.toString()).isTrue();
        }
    }

    /**
     * The result for the caller. Copied at once: a circuit breaker changes the exchange when an
     * attempt ends after its timeout.
     *
     * @param kind of the error; null if there is none
     * @param video whether the route completed with the video
     */
    private record Answer(String kind, boolean video) {

        static Answer of(Exchange exchange) {
            boolean video =
                    Routes.isVideo(exchange.getMessage().getBody())
                            && !exchange.getExchangeExtension().isFailureHandled();
            return new Answer(kind(exchange.getException()), video);
        }

        private static String kind(Exception failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof RefVideoException known) {
                    return known.getKind().name();
                }
            }
            return failure == null ? null : failure.toString();
        }
    }
}
