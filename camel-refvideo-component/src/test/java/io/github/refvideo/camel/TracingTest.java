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

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.ledger.RecordedRequest;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.awt.Color;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans of camel-opentelemetry2, and the trace context that the service receives. */
class TracingTest extends RefVideoTestSupport {

    /** The calls about one job. */
    private static final Set<Step> TRACED =
            EnumSet.of(
                    Step.START,
                    Step.STREAM,
                    Step.STATUS,
                    Step.DASHSCOPE_CREATE,
                    Step.DASHSCOPE_QUERY,
                    Step.DASHSCOPE_CANCEL);

    private static final String UPSTREAM_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String UPSTREAM = "00-" + UPSTREAM_TRACE + "-00f067aa0ba902b7-01";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider tracerProvider =
            SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        RefVideoComponent dashscope = new RefVideoComponent();
        RefVideoConfiguration options = dashscope.getConfiguration();
        pointAt(simulator(), options);
        options.setProvider("dashscope");
        options.setBaseUrl(simulator().dashscopeUrl());
        options.setModel("wan2.6-r2v");
        options.setMaxInFlight(1000);
        options.setSubmitsPerSecond(1000.0);
        options.setStatusPerSecond(1000.0);
        context.addComponent("dashscope", dashscope);
        context.getRegistry().bind("tracer", tracerProvider.get("test"));
        context.getRegistry()
                .bind(
                        "propagators",
                        ContextPropagators.create(
                                TextMapPropagator.composite(
                                        W3CTraceContextPropagator.getInstance(),
                                        W3CBaggagePropagator.getInstance())));
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        CamelContextAware.trySetCamelContext(tracer, context);
        tracer.init(context);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").routeId("start").toD("${header.uri}");
                from("direct:twice").to("refvideo:submit").to("refvideo:await");
                from("direct:retry")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to("refvideo:generate");
            }
        };
    }

    private CompletableFuture<Exchange> start(String uri, Object body, Map<String, Object> more) {
        return template.asyncSend(
                "direct:start",
                exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new HashMap<>(more));
                    exchange.getMessage().setHeader("uri", uri);
                });
    }

    private Exchange send(String uri, Object body) {
        return start(uri, body, Map.of()).join();
    }

    /** The spans of this component that have ended, in this order. */
    private List<SpanData> spans() {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> "camel-refvideo".equals(tag(span, "component")))
                .toList();
    }

    private static String tag(SpanData span, String name) {
        return span.getAttributes().get(stringKey(name));
    }

    private SpanData onlySpan() {
        assertThat(spans()).hasSize(1);
        return spans().get(0);
    }

    private static String traceparent(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
    }

    private static List<RecordedRequest> requests(Step... steps) {
        return simulator().ledger().requestLog().stream()
                .filter(request -> List.of(steps).contains(request.step()))
                .toList();
    }

    /** Only calls about a job carry the trace context, and nothing carries baggage. */
    private static void assertOthersCarryNone() {
        assertThat(simulator().ledger().requestLog())
                .isNotEmpty()
                .allSatisfy(
                        request -> {
                            assertThat(request.header("baggage")).isEmpty();
                            if (!TRACED.contains(request.step())) {
                                assertThat(request.headers())
                                        .as(request.step() + " " + request.path())
                                        .doesNotContainKeys("traceparent", "tracestate");
                            }
                        });
    }

    @Test
    void spanIsOpenUntilTheVideoArrivesAndEndsOnce() throws Exception {
        simulator().clock().freeze();

        CompletableFuture<Exchange> answer = start("refvideo:generate?duration=4", cat(), Map.of());
        await().until(() -> simulator().ledger().requests(Step.STATUS) >= 2);

        assertThat(spans()).isEmpty();
        simulator().clock().unfreeze().advance(Duration.ofSeconds(1));
        Exchange made = answer.get(10, TimeUnit.SECONDS);
        assertThat(made.getException()).isNull();
        SpanData span = onlySpan();
        assertThat(span.hasEnded()).isTrue();
        assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
        assertThat(tag(span, "camel.refvideo.operation")).isEqualTo("generate");
        assertThat(tag(span, "camel.refvideo.provider")).isEqualTo("gateway");
        assertThat(tag(span, "camel.refvideo.model")).isEqualTo("alibaba/wan-v2.6-r2v");
        assertThat(tag(span, "camel.refvideo.job.id"))
                .isEqualTo(made.getMessage().getHeader(RefVideoConstants.JOB_ID))
                .isEqualTo(simulator().jobs().get(0).id());
        assertThat(tag(span, "camel.refvideo.status")).isEqualTo("SUCCEEDED");
        assertThat(tag(span, "camel.refvideo.outcome")).isEqualTo("succeeded");
        assertThat(tag(span, "camel.refvideo.cost"))
                .isEqualTo(made.getMessage().getHeader(RefVideoConstants.COST))
                .isNotNull();
        assertThat(tag(span, "camel.refvideo.cost.estimated"))
                .isEqualTo(
                        made.getMessage().getHeader(RefVideoConstants.ESTIMATED_COST, String.class))
                .startsWith("0.6");
        assertThat(tag(span, "camel.refvideo.submits")).isEqualTo("1");
        assertThat(Integer.parseInt(tag(span, "camel.refvideo.polls"))).isGreaterThan(1);
        SpanData route =
                exporter.getFinishedSpanItems().stream()
                        .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
                        .findFirst()
                        .orElseThrow();
        assertThat(tag(route, "camel.uri")).startsWith("direct:");
    }

    @ParameterizedTest
    @CsvSource({
        "refvideo:generate, START, STATUS",
        "refvideo:generate?gatewayFlow=stream, STREAM, STREAM",
        "dashscope:generate, DASHSCOPE_CREATE, DASHSCOPE_QUERY"
    })
    void submitAndStatusCarryTheSpanAndTheDownloadDoesNot(String uri, Step submit, Step status) {
        assertThat(send(uri, cat()).getException()).isNull();

        String expected = traceparent(onlySpan());
        assertThat(requests(submit, status))
                .isNotEmpty()
                .allSatisfy(
                        request ->
                                assertThat(request.headers().get("traceparent"))
                                        .containsExactly(expected));
        assertThat(requests(status)).isNotEmpty();
        if (submit != Step.STREAM) {
            assertThat(requests(Step.RESULT)).isNotEmpty();
        }
        assertOthersCarryNone();
    }

    @Test
    void eachOperationHasItsOwnSpan() {
        Object handle = send("dashscope:submit", cat()).getMessage().getBody();
        String submitted = traceparent(onlySpan());
        send("dashscope:status", handle);
        String asked = traceparent(spans().get(1));
        int before = requests(Step.DASHSCOPE_QUERY).size();
        send("dashscope:await", handle);
        String awaited = traceparent(spans().get(2));
        send("dashscope:cancel", handle);
        String canceled = traceparent(spans().get(3));

        assertThat(carriers(Step.DASHSCOPE_CREATE)).containsExactly(submitted);
        assertThat(carriers(Step.DASHSCOPE_QUERY).get(before - 1)).isEqualTo(asked);
        assertThat(
                        carriers(Step.DASHSCOPE_QUERY)
                                .subList(before, carriers(Step.DASHSCOPE_QUERY).size()))
                .isNotEmpty()
                .containsOnly(awaited);
        assertThat(carriers(Step.DASHSCOPE_CANCEL)).containsExactly(canceled);
        assertThat(spans())
                .extracting(span -> tag(span, "camel.refvideo.operation"))
                .containsExactly("submit", "status", "await", "cancel");
        assertThat(spans())
                .extracting(span -> tag(span, "camel.refvideo.job.id"))
                .containsOnly(simulator().jobs().get(0).id());
        assertThat(tag(spans().get(2), "camel.refvideo.submits")).isEqualTo("0");
    }

    private static List<String> carriers(Step step) {
        return requests(step).stream()
                .map(request -> request.header("traceparent").orElse("none"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dashscope:generate?referenceStore=dashscope",
                "refvideo:generate?referenceStore=vercel-blob"
            })
    void uploadsCarryNone(String uri) {
        RefVideoConfiguration options =
                context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
        options.setBlobAccessKey(RefVideoSimulator.BLOB_TOKEN);
        options.setBlobBaseUrl(simulator().blobUrl());

        assertThat(send(uri, MediaSamples.png(Color.PINK)).getException()).isNull();

        assertThat(requests(Step.DASHSCOPE_UPLOAD, Step.BLOB_PUT)).hasSize(1);
        assertOthersCarryNone();
        assertThat(requests(Step.DASHSCOPE_CREATE, Step.START))
                .allSatisfy(
                        request ->
                                assertThat(request.header("traceparent"))
                                        .contains(traceparent(onlySpan())));
    }

    /** A page of the list is about many jobs, a status request is about one. */
    @Test
    void concurrentExchangesDoNotMixAndListsCarryNone() throws Exception {
        List<CompletableFuture<Exchange>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(
                    start(
                            "dashscope:generate?output=url&listThreshold=5&pollInterval=50",
                            cat(),
                            Map.of()));
        }
        for (CompletableFuture<Exchange> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).getException()).isNull();
        }

        Map<String, SpanData> byJob =
                spans().stream()
                        .collect(
                                Collectors.toMap(
                                        span -> tag(span, "camel.refvideo.job.id"),
                                        Function.identity()));
        assertThat(byJob).hasSize(60);
        assertThat(byJob.values()).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
        assertThat(requests(Step.DASHSCOPE_LIST)).isNotEmpty();
        assertOthersCarryNone();
        assertThat(carriers(Step.DASHSCOPE_CREATE))
                .containsExactlyInAnyOrderElementsOf(
                        byJob.values().stream().map(TracingTest::traceparent).toList());
        assertThat(requests(Step.DASHSCOPE_QUERY))
                .isNotEmpty()
                .allSatisfy(
                        request -> {
                            String job =
                                    request.path().substring(request.path().lastIndexOf('/') + 1);
                            assertThat(request.header("traceparent"))
                                    .contains(traceparent(byJob.get(job)));
                        });
    }

    @Test
    void upstreamTraceIsContinued() {
        start(
                        "refvideo:generate",
                        cat(),
                        Map.of(
                                "traceparent", UPSTREAM,
                                "tracestate", "vendor=1",
                                "baggage", "user=4711"))
                .join();

        assertThat(onlySpan().getTraceId()).isEqualTo(UPSTREAM_TRACE);
        assertThat(carriers(Step.START)).containsExactly(traceparent(onlySpan()));
        assertThat(requests(Step.START).get(0).header("tracestate")).contains("vendor=1");
        assertOthersCarryNone();
    }

    /** The message headers are untrusted input. */
    @Test
    void invalidTraceOfAMessageIsNotForwarded() {
        start("refvideo:generate", cat(), Map.of("traceparent", "00-evil", "tracestate", "evil=1"))
                .join();

        assertThat(carriers(Step.START)).containsExactly(traceparent(onlySpan()));
        assertThat(requests(Step.START, Step.STATUS))
                .allSatisfy(request -> assertThat(request.header("tracestate")).isEmpty());
    }

    @Test
    void withoutATracerHeadersOfTheMessageAreNotForwarded() throws Exception {
        try (DefaultCamelContext plain = new DefaultCamelContext()) {
            pointAt(
                    simulator(),
                    plain.getComponent("refvideo", RefVideoComponent.class).getConfiguration());
            plain.start();
            Exchange made =
                    plain.createProducerTemplate()
                            .request(
                                    "refvideo:generate",
                                    exchange -> {
                                        exchange.getMessage().setBody(cat());
                                        exchange.getMessage().setHeader("traceparent", UPSTREAM);
                                        exchange.getMessage().setHeader("tracestate", "vendor=1");
                                    });
            assertThat(made.getException()).isNull();
        }

        assertThat(requests(Step.START)).hasSize(1);
        assertThat(simulator().ledger().requestLog())
                .allSatisfy(
                        request ->
                                assertThat(request.headers())
                                        .doesNotContainKeys("traceparent", "tracestate"));
    }

    @Test
    void failedJobIsAnErrorWithItsOutcome() {
        simulator().faults().on(Step.STATUS).inject(Fault.moderationFailure());

        send("refvideo:generate", cat());

        SpanData span = onlySpan();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(tag(span, "camel.refvideo.outcome")).isEqualTo("content_rejected");
        assertThat(tag(span, "camel.refvideo.status")).isEqualTo("FAILED");
        assertThat(tag(span, "camel.refvideo.job.id")).isNotNull();
    }

    /** The headers of an earlier step say nothing about this one. */
    @Test
    void rejectedRequestHasNoJob() {
        start(
                        "refvideo:generate?resolution=1x1",
                        cat(),
                        Map.of(
                                RefVideoConstants.JOB_ID, "earlier",
                                RefVideoConstants.RESPONSE_MODEL, "earlier",
                                RefVideoConstants.COST, "1"))
                .join();

        SpanData span = onlySpan();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(tag(span, "camel.refvideo.outcome")).isEqualTo("invalid_request");
        assertThat(span.getAttributes().asMap().values()).doesNotContain("earlier", "1");
    }

    @Test
    void deadlineEndsTheSpan() {
        simulator().clock().freeze();

        send("refvideo:generate?pollTimeout=300", cat());

        assertThat(tag(onlySpan(), "camel.refvideo.outcome")).isEqualTo("timeout");
        assertThat(tag(onlySpan(), "camel.refvideo.job.id")).isNotNull();
    }

    @Test
    void repeatedSubmitsAreCounted() {
        simulator().faults().on(Step.START).nth(1).inject(Fault.status(503));

        assertThat(send("refvideo:generate", cat()).getException()).isNull();

        assertThat(tag(onlySpan(), "camel.refvideo.submits")).isEqualTo("2");
        assertThat(carriers(Step.START)).hasSize(2).containsOnly(traceparent(onlySpan()));
    }

    @Test
    void eachRedeliveryHasItsOwnSpan() {
        simulator().faults().on(Step.START).nth(1).inject(Fault.status(400));

        template.request("direct:retry", exchange -> exchange.getMessage().setBody(cat()));

        assertThat(spans())
                .extracting(span -> tag(span, "camel.refvideo.outcome"))
                .containsExactly("invalid_request", "succeeded");
        assertThat(carriers(Step.START))
                .containsExactly(traceparent(spans().get(0)), traceparent(spans().get(1)));
    }

    @Test
    void noSpanContainsThePromptOrTheKey() {
        send(
                "refvideo:generate?negativePrompt=rain&prompt=RAW(character1 & her cat)&apiKey="
                        + KEY,
                cat());
        send("refvideo:generate?resolution=1x1&prompt=RAW(character1 & her cat)", cat());

        assertThat(spans()).hasSize(2);
        assertThat(spans())
                .allSatisfy(
                        span ->
                                assertThat(span.toString())
                                        .doesNotContain("her cat", "rain", KEY, PROMPT));
    }

    /**
     * The second step starts on a worker thread, on which the tracer leaves its context. Other
     * exchanges continue there.
     */
    @Test
    void tracesOfStepsOnWorkerThreadsDoNotMix() throws Exception {
        List<CompletableFuture<Exchange>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(
                    template.asyncSend(
                            "direct:twice", exchange -> exchange.getMessage().setBody(cat())));
        }
        for (CompletableFuture<Exchange> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).getException()).isNull();
        }

        Map<String, List<SpanData>> traces =
                spans().stream().collect(Collectors.groupingBy(SpanData::getTraceId));
        assertThat(traces).hasSize(40);
        assertThat(traces.values())
                .allSatisfy(
                        trace -> {
                            assertThat(trace)
                                    .extracting(span -> tag(span, "camel.refvideo.operation"))
                                    .containsExactly("submit", "await");
                            assertThat(trace)
                                    .extracting(SpanData::getParentSpanId)
                                    .containsOnly(trace.get(0).getParentSpanId());
                            assertThat(trace)
                                    .extracting(span -> tag(span, "camel.refvideo.job.id"))
                                    .containsOnly(tag(trace.get(0), "camel.refvideo.job.id"));
                        });
    }
}
