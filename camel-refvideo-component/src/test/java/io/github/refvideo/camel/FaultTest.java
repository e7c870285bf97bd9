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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.RetryHint;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import io.github.refvideo.simulator.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault at every step, through real sockets: the exchange completes exactly once, in time,
 * with a video or a typed error, and never pays twice.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultTest {

    private static final long LIMIT_MILLIS = 1500;

    /**
     * Eight runs share the processor here; DeadlineTest measures the promise of 250 ms by itself.
     */
    private static final long OVERSHOOT_MILLIS = 3000;

    static Stream<Arguments> faults() {
        List<Arguments> rows = new ArrayList<>();
        for (boolean forEver : new boolean[] {false, true}) {
            for (Step step : List.of(Step.START, Step.STATUS)) {
                add(rows, step, forEver, "500", Fault.status(500));
                add(rows, step, forEver, "502", Fault.status(502));
                add(rows, step, forEver, "503", Fault.status(503));
                add(rows, step, forEver, "504", Fault.status(504));
                add(rows, step, forEver, "408", Fault.status(408));
                add(rows, step, forEver, "409", Fault.status(409));
                add(rows, step, forEver, "429", Fault.rateLimited(RetryHint.MISSING));
                add(rows, step, forEver, "429 in 1 s", Fault.rateLimited(Duration.ofSeconds(1)));
                add(rows, step, forEver, "reset before read", Fault.resetBeforeRead());
                add(rows, step, forEver, "reset after read", Fault.resetAfterRead());
                add(rows, step, forEver, "no response", Fault.noResponse());
                add(rows, step, forEver, "stall", Fault.stall());
                add(rows, step, forEver, "trickle", Fault.trickle(20));
                add(rows, step, forEver, "truncated", Fault.truncatedJson());
                add(rows, step, forEver, "garbage", Fault.garbage());
                add(rows, step, forEver, "html", Fault.htmlPage());
                add(rows, step, forEver, "empty", Fault.zeroBytes());
                add(rows, step, forEver, "oversized", Fault.oversizedJson(3 << 20));
                add(rows, step, forEver, "redirect", Fault.redirect("http://127.0.0.1:9/"));
            }
            add(rows, Step.STATUS, forEver, "unknown word", Fault.unknownStatus("thinking"));
            add(rows, Step.STATUS, forEver, "no URL", Fault.successWithoutUrl());
            for (Fault fault :
                    List.of(
                            Fault.status(500),
                            Fault.status(503),
                            Fault.resetBeforeRead(),
                            Fault.resetAfterRead(),
                            Fault.noResponse(),
                            Fault.cutAfter(100),
                            Fault.freezeAfter(100),
                            Fault.trickle(20),
                            Fault.rangeUnsupported(),
                            Fault.htmlPage(),
                            Fault.zeroBytes(),
                            Fault.wrongLength(),
                            Fault.redirectLoop(),
                            Fault.expiredResult())) {
                add(rows, Step.RESULT, forEver, "download " + rows.size(), fault);
            }
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{0} {2} for ever: {1}")
    @MethodSource("faults")
    void asyncFlowCompletesOnceInTimeAndPaysAtMostOnce(
            Step step, boolean forEver, String name, Fault fault) throws Exception {
        Run run =
                run(
                        "refvideo:generate?pollTimeout=" + LIMIT_MILLIS,
                        simulator -> inject(simulator, step, forEver, fault));

        assertThat(run.millis).isLessThan(LIMIT_MILLIS + OVERSHOOT_MILLIS);
        assertThat(run.ledger.startsByIdempotencyKey()).hasSizeLessThanOrEqualTo(1);
        assertThat(run.ledger.jobsCreated()).isLessThanOrEqualTo(1);
        if (run.exchange.getException() == null) {
            assertThat(run.exchange.getMessage().getBody()).isInstanceOf(byte[].class);
        } else {
            RefVideoException error = typed(run.exchange);
            if (step != Step.START) {
                assertThat(error.getJob()).isPresent();
            }
            boolean mayHavePaid = run.ledger.jobsCreated() > 0 && error.getJob().isEmpty();
            if (mayHavePaid) {
                assertThat(error.getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
            }
        }
    }

    static Stream<Arguments> streamFaults() {
        return Stream.of(
                Arguments.of(Fault.status(500), ErrorKind.SUBMIT_UNCERTAIN),
                Arguments.of(Fault.resetBeforeRead(), ErrorKind.SUBMIT_UNCERTAIN),
                Arguments.of(Fault.resetAfterRead(), ErrorKind.SUBMIT_UNCERTAIN),
                Arguments.of(Fault.noResponse(), ErrorKind.SUBMIT_UNCERTAIN),
                Arguments.of(Fault.streamError(500), ErrorKind.SUBMIT_UNCERTAIN),
                Arguments.of(Fault.streamError(400), ErrorKind.INVALID_REQUEST),
                Arguments.of(Fault.streamError(402), ErrorKind.PAYMENT_REQUIRED),
                Arguments.of(Fault.streamWithoutEvent(), ErrorKind.SUBMIT_UNCERTAIN),
                Arguments.of(Fault.streamSilence(), ErrorKind.SUBMIT_UNCERTAIN),
                Arguments.of(Fault.garbage(), ErrorKind.SUBMIT_UNCERTAIN),
                Arguments.of(Fault.htmlPage(), ErrorKind.SUBMIT_UNCERTAIN),
                Arguments.of(Fault.status(401), ErrorKind.AUTHENTICATION),
                Arguments.of(Fault.status(402), ErrorKind.PAYMENT_REQUIRED));
    }

    @ParameterizedTest
    @MethodSource("streamFaults")
    void streamIsSentOnceAndSaysWhenItIsUncertain(Fault fault, ErrorKind kind) throws Exception {
        Run run =
                run(
                        "refvideo:generate?gatewayFlow=stream&heartbeatTimeout=700&pollTimeout="
                                + LIMIT_MILLIS,
                        simulator -> inject(simulator, Step.STREAM, true, fault));

        assertThat(run.millis).isLessThan(LIMIT_MILLIS + OVERSHOOT_MILLIS);
        assertThat(typed(run.exchange).getKind()).isEqualTo(kind);
        assertThat(run.ledger.requests(Step.STREAM)).isEqualTo(1);
    }

    static Stream<Arguments> dashscopeFaults() {
        List<Arguments> rows = new ArrayList<>();
        for (boolean forEver : new boolean[] {false, true}) {
            for (Step step : List.of(Step.DASHSCOPE_CREATE, Step.DASHSCOPE_QUERY)) {
                for (int status : new int[] {408, 500, 502, 503, 504}) {
                    add(rows, step, forEver, String.valueOf(status), Fault.status(status));
                }
                add(rows, step, forEver, "429", Fault.rateLimited(RetryHint.MISSING));
                add(rows, step, forEver, "429 in 1 s", Fault.rateLimited(Duration.ofSeconds(1)));
                add(rows, step, forEver, "reset before read", Fault.resetBeforeRead());
                add(rows, step, forEver, "reset after read", Fault.resetAfterRead());
                add(rows, step, forEver, "no response", Fault.noResponse());
                add(rows, step, forEver, "stall", Fault.stall());
                add(rows, step, forEver, "trickle", Fault.trickle(20));
                add(rows, step, forEver, "truncated", Fault.truncatedJson());
                add(rows, step, forEver, "garbage", Fault.garbage());
                add(rows, step, forEver, "html", Fault.htmlPage());
                add(rows, step, forEver, "empty", Fault.zeroBytes());
                add(rows, step, forEver, "oversized", Fault.oversizedJson(3 << 20));
            }
            add(rows, Step.DASHSCOPE_QUERY, forEver, "UNKNOWN", Fault.unknownTask());
            add(rows, Step.DASHSCOPE_QUERY, forEver, "unknown word", Fault.unknownStatus("HM"));
            add(rows, Step.DASHSCOPE_QUERY, forEver, "no URL", Fault.successWithoutUrl());
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{0} {2} for ever: {1}")
    @MethodSource("dashscopeFaults")
    void withoutAKeyAtMostOneSubmitEverArrives(Step step, boolean forEver, String name, Fault fault)
            throws Exception {
        Run run =
                run(
                        "refvideo:generate?provider=dashscope&model=wan2.6-r2v&pollTimeout="
                                + LIMIT_MILLIS,
                        simulator -> inject(simulator, step, forEver, fault));

        assertThat(run.millis).isLessThan(LIMIT_MILLIS + OVERSHOOT_MILLIS);
        assertThat(run.ledger.jobsCreated()).isLessThanOrEqualTo(1);
        if (run.exchange.getException() != null) {
            RefVideoException error = typed(run.exchange, "dashscope");
            if (step == Step.DASHSCOPE_QUERY) {
                assertThat(error.getJob()).isPresent();
            } else if (run.ledger.jobsCreated() > 0 && error.getJob().isEmpty()) {
                assertThat(error.getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
                assertThat(run.ledger.requests(Step.DASHSCOPE_CREATE)).isEqualTo(1);
            }
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(400, ErrorKind.INVALID_REQUEST),
                Arguments.of(401, ErrorKind.AUTHENTICATION),
                Arguments.of(402, ErrorKind.PAYMENT_REQUIRED),
                Arguments.of(403, ErrorKind.AUTHENTICATION),
                Arguments.of(404, ErrorKind.INVALID_REQUEST),
                Arguments.of(413, ErrorKind.INVALID_REQUEST),
                Arguments.of(422, ErrorKind.INVALID_REQUEST),
                Arguments.of(424, ErrorKind.SERVICE));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusedStartIsSentExactlyOnce(int status, ErrorKind kind) throws Exception {
        Run run =
                run(
                        "refvideo:generate",
                        simulator -> inject(simulator, Step.START, true, Fault.status(status)));
        RefVideoException error = typed(run.exchange);

        assertThat(error.getKind()).isEqualTo(kind);
        assertThat(error.getHttpStatus()).isEqualTo(status);
        assertThat(error.isRetryable()).isFalse();
        assertThat(error).hasCauseInstanceOf(HttpOperationFailedException.class);
        assertThat(run.ledger.requests(Step.START)).isEqualTo(1);
        assertThat(run.ledger.jobsCreated()).isZero();
    }

    private static void inject(
            RefVideoSimulator simulator, Step step, boolean forEver, Fault fault) {
        if (forEver) {
            simulator.faults().on(step).inject(fault);
        } else {
            simulator.faults().on(step).times(1).inject(fault);
        }
    }

    private record Run(Exchange exchange, long millis, Ledger ledger) {}

    /** Each run has a simulator and a context of its own, so that runs can wait side by side. */
    private static Run run(String uri, Consumer<RefVideoSimulator> faults) throws Exception {
        try (RefVideoSimulator simulator =
                        RefVideoSimulator.builder()
                                .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                .heartbeatInterval(Duration.ofMillis(20))
                                .fetchReferences(false)
                                .renderVideos(false)
                                .withoutQuotas()
                                .start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            faults.accept(simulator);
            RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
            RefVideoTestSupport.pointAt(simulator, component.getConfiguration());
            if (uri.contains("provider=dashscope")) {
                component.getConfiguration().setBaseUrl(simulator.dashscopeUrl());
            }
            context.start();
            return run(context, simulator, uri);
        }
    }

    private static Run run(DefaultCamelContext context, RefVideoSimulator simulator, String uri)
            throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(simulator.referenceUrl("cat.png"));
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger completions = new AtomicInteger();
        long start = System.nanoTime();
        producer.process(
                exchange,
                sync -> {
                    completions.incrementAndGet();
                    done.countDown();
                });
        assertThat(done.await(LIMIT_MILLIS + 10_000, TimeUnit.MILLISECONDS)).isTrue();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        context.stop();
        assertThat(completions).hasValue(1);
        assertThat(context.getComponent("refvideo", RefVideoComponent.class).getJobsInFlight())
                .isZero();
        return new Run(exchange, millis, simulator.ledger());
    }

    private static RefVideoException typed(Exchange exchange) {
        return typed(exchange, "gateway");
    }

    private static RefVideoException typed(Exchange exchange, String provider) {
        assertThat(exchange.getException()).isInstanceOf(RefVideoException.class);
        RefVideoException error = (RefVideoException) exchange.getException();
        assertThat(error.getProvider()).isEqualTo(provider);
        return error;
    }

    private static void add(
            List<Arguments> rows, Step step, boolean forEver, String name, Fault fault) {
        rows.add(Arguments.of(step, forEver, name, fault));
    }
}
