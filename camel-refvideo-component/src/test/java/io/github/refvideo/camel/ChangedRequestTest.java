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

import static io.github.refvideo.camel.fuzz.MediaSamples.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.error.RefVideoSubmitUncertainException;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message whose request changes between the attempts of a step: the current request is sent. */
class ChangedRequestTest extends RefVideoTestSupport {

    private static final String SOFTER = "a softer character1";

    private static final String BLOB = "refvideo:generate?output=url&referenceStore=vercel-blob";

    private final Queue<WeakReference<byte[]>> images = new ConcurrentLinkedQueue<>();

    @Override
    void configure(RefVideoConfiguration configuration) {
        super.configure(configuration);
        configuration.setBlobAccessKey(RefVideoSimulator.BLOB_TOKEN);
        configuration.setBlobBaseUrl(simulator().blobUrl());
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:buy").to("refvideo:generate?output=url");
                from("direct:waiting")
                        .process(
                                exchange ->
                                        exchange.getProperty("change", Change.class).to(exchange))
                        .to("refvideo:generate?output=url");
                from("direct:dashscope")
                        .to(
                                "refvideo:generate?output=url&provider=dashscope&model=wan2.6-r2v"
                                        + "&baseUrl="
                                        + simulator().dashscopeUrl());
                from("direct:stream")
                        .to("refvideo:generate?output=url&gatewayFlow=stream&pollTimeout=8000");
                from("direct:dynamic").toD("refvideo:generate?output=url&duration=${header.more}");
                from("direct:local").to(BLOB);
                from("direct:caught")
                        .setHeader("more", constant("5"))
                        .doTry()
                        .toD("${header.buy}")
                        .doCatch(Exception.class)
                        .process(
                                exchange ->
                                        exchange.getProperty("change", Change.class).to(exchange))
                        .toD("${header.buy}")
                        .end();
                from("direct:redelivered")
                        .errorHandler(
                                defaultErrorHandler()
                                        .maximumRedeliveries(1)
                                        .redeliveryDelay(0)
                                        .onRedelivery(
                                                exchange ->
                                                        exchange.getProperty("change", Change.class)
                                                                .to(exchange)))
                        .toD("${header.buy}");
                from("direct:restarted")
                        .errorHandler(
                                defaultErrorHandler()
                                        .maximumRedeliveries(2)
                                        // Not on a worker thread, because the stop waits for those.
                                        .asyncDelayedRedelivery()
                                        .redeliveryDelay(1)
                                        .onRedelivery(exchange -> restart()))
                        .to(BLOB);
                from("direct:parts")
                        .split(body())
                        .streaming()
                        .to(BLOB)
                        .end()
                        .process(exchange -> awaitRelease());
            }
        };
    }

    /** The change of the message after its first attempt. */
    @FunctionalInterface
    private interface Change {
        void to(Exchange exchange);
    }

    private void restart() throws Exception {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        component.stop();
        component.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:caught", "direct:redelivered"})
    void otherPromptAfterARefusalIsSentUnderTheKey(String route) {
        refuse(Step.START);

        Exchange answer =
                send(
                        route,
                        "direct:buy",
                        cat(),
                        exchange ->
                                exchange.getMessage().setHeader(RefVideoConstants.PROMPT, SOFTER));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.ACTUAL_PROMPT, String.class))
                .contains(SOFTER);
        simulator().assertThat().paidJobs(1);
        assertThat(bodies(Step.START)).hasSize(2);
        assertThat(bodies(Step.START).get(0)).doesNotContain(SOFTER);
        assertThat(bodies(Step.START).get(1)).contains(SOFTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:caught", "direct:redelivered"})
    void otherPromptIsSentToDashscopeAsWell(String route) {
        simulator()
                .faults()
                .on(Step.DASHSCOPE_CREATE)
                .times(1)
                .inject(Fault.dashscopeError(400, "DataInspectionFailed"));

        Exchange answer =
                send(
                        route,
                        "direct:dashscope",
                        cat(),
                        exchange ->
                                exchange.getMessage().setHeader(RefVideoConstants.PROMPT, SOFTER));

        assertThat(answer.getException()).isNull();
        assertThat(bodies(Step.DASHSCOPE_CREATE)).hasSize(2);
        assertThat(bodies(Step.DASHSCOPE_CREATE).get(1)).contains(SOFTER);
    }

    @Test
    void otherReferenceAfterARefusalIsSentUnderTheKey() {
        refuse(Step.START);

        Exchange answer =
                send(
                        "direct:caught",
                        "direct:buy",
                        cat(),
                        exchange -> exchange.getMessage().setBody(dog()));

        assertThat(answer.getException()).isNull();
        assertThat(bodies(Step.START).get(1)).contains("dog.png").doesNotContain("cat.png");
    }

    @Test
    void otherLocalReferenceAfterARefusalIsSentUnderTheKey() {
        refuse(Step.START);

        Exchange answer =
                send(
                        "direct:caught",
                        "direct:local",
                        png(Color.RED),
                        exchange -> exchange.getMessage().setBody(png(Color.BLUE)));

        assertThat(answer.getException()).isNull();
        simulator().assertThat().paidJobs(1).uploadedBlobs(2);
        assertThat(bodies(Step.START)).doesNotHaveDuplicates();
    }

    @Test
    void otherOptionsOfToDAfterARefusalAreSentUnderTheKey() {
        refuse(Step.START);

        Exchange answer =
                send(
                        "direct:caught",
                        "direct:dynamic",
                        cat(),
                        exchange -> exchange.getMessage().setHeader("more", "2"));

        assertThat(answer.getException()).isNull();
        assertThat(bodies(Step.START).get(0)).contains("\"duration\":5");
        assertThat(bodies(Step.START).get(1)).contains("\"duration\":2");
    }

    /** The video may be paid for; another one with the same key would be paid again. */
    @Test
    void otherPromptAfterAnUncertainSubmitIsRefused() {
        simulator().faults().on(Step.DASHSCOPE_CREATE).inject(Fault.resetAfterRead());
        List<Class<?>> failures = new ArrayList<>();

        Exchange answer =
                send(
                        "direct:caught",
                        "direct:dashscope",
                        cat(),
                        exchange -> {
                            failures.add(
                                    exchange.getProperty(Exchange.EXCEPTION_CAUGHT).getClass());
                            exchange.getMessage().setHeader(RefVideoConstants.PROMPT, SOFTER);
                        });

        assertThat(failures).hasToString("[" + RefVideoSubmitUncertainException.class + "]");
        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining(RefVideoConstants.IDEMPOTENCY_KEY)
                .hasMessageContaining("different request")
                .hasMessageContaining("nothing was sent");
        assertThat(bodies(Step.DASHSCOPE_CREATE)).hasSize(1);
    }

    /** The gateway rejects other bytes with a known key. */
    @Test
    void otherWaitingTimesAfterAnUncertainSubmitAreTheSameRequest() {
        simulator().faults().on(Step.START).times(3).inject(Fault.resetAfterRead());

        Exchange first = waiting("20s", "50ms");
        Exchange again = waiting("30s", "40ms");

        assertThat(first.getException()).isInstanceOf(RefVideoSubmitUncertainException.class);
        assertThat(again.getException()).isNull();
        assertThat(bodies(Step.START).stream().distinct()).hasSize(1);
        simulator().assertThat().paidJobs(1);
    }

    /** A new message with the same key. */
    private Exchange waiting(String timeout, String interval) {
        return send(
                "direct:waiting",
                null,
                cat(),
                exchange -> {
                    exchange.getMessage().setHeader(RefVideoConstants.POLL_TIMEOUT, timeout);
                    exchange.getMessage().setHeader(RefVideoConstants.POLL_INTERVAL, interval);
                });
    }

    /** In this flow the gateway waits for the job, and no call is repeated. */
    @Test
    void waitingTimesAreSentInTheFlowStream() {
        send("direct:stream", null, cat(), exchange -> {});

        assertThat(bodies(Step.STREAM).get(0)).contains("\"pollTimeoutMs\":8000");
    }

    @Test
    void otherPromptForAPaidVideoIsRejected() {
        simulator().faults().on(Step.STATUS).times(3).inject(Fault.status(404));

        Exchange answer =
                send(
                        "direct:caught",
                        "direct:buy",
                        cat(),
                        exchange ->
                                exchange.getMessage().setHeader(RefVideoConstants.PROMPT, SOFTER));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("different request");
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void otherPromptOfACallThatHoldsAStreamIsSent() {
        refuse(Step.START);
        Map<String, Object> call = new HashMap<>();
        call.put("prompt", PROMPT);
        call.put("inputReferences", List.of(new ByteArrayInputStream(png(Color.RED))));

        Exchange answer =
                send(
                        "direct:caught",
                        "direct:local",
                        call,
                        exchange -> {
                            exchange.getMessage().removeHeader(RefVideoConstants.IDEMPOTENCY_KEY);
                            call.put("prompt", SOFTER);
                        });

        assertThat(answer.getException()).isNull();
        simulator().assertThat().paidJobs(1).uploadedBlobs(1);
        assertThat(bodies(Step.START).get(1)).contains(SOFTER);
    }

    @Test
    void referenceThatIsAddedToAListWithAStreamIsSent() {
        refuse(Step.START);
        List<Object> list = new ArrayList<>();
        list.add(new ByteArrayInputStream(png(Color.RED)));

        Exchange answer = send("direct:caught", "direct:local", list, exchange -> list.add(dog()));

        assertThat(answer.getException()).isNull();
        simulator().assertThat().paidJobs(1).uploadedBlobs(1);
        assertThat(bodies(Step.START).get(1)).contains("dog.png");
    }

    @Test
    void oneTimeBodiesAreAvailableAtTheNextAttempt() {
        refuse(Step.START);
        List<Object> once =
                List.of(
                        new ByteArrayInputStream(png(Color.RED)),
                        new StringReader(cat()),
                        Stream.of(dog(), new ByteArrayInputStream(png(Color.BLUE))),
                        Collections.enumeration(List.of(cat() + "?again")));

        Exchange answer = send("direct:caught", "direct:local", once.iterator(), exchange -> {});

        assertThat(answer.getException()).isNull();
        simulator().assertThat().paidJobs(1).uploadedBlobs(2);
        assertThat(bodies(Step.START)).hasSize(2);
        assertThat(bodies(Step.START).stream().distinct()).hasSize(1);
    }

    /** Its content is deleted with the first exchange; the service has it already. */
    @Test
    void exchangeWithAStreamCanBeSentAgain() {
        refuse(Step.START);
        Exchange exchange = context.getEndpoint("direct:local").createExchange();
        exchange.getMessage().setBody(List.of(new ByteArrayInputStream(png(Color.RED))));

        template.send("direct:local", exchange);
        assertThat(exchange.getException()).isInstanceOf(RefVideoInvalidRequestException.class);
        exchange.setException(null);
        template.send("direct:local", exchange);

        assertThat(exchange.getException()).isNull();
        simulator().assertThat().paidJobs(1).uploadedBlobs(1);
    }

    @Test
    void textStreamIsAvailableAtTheNextAttempt() {
        refuse(Step.START);
        context.setStreamCaching(false);
        String call = "{\"prompt\":\"" + PROMPT + "\",\"inputReferences\":[\"" + cat() + "\"]}";

        Exchange answer =
                send(
                        "direct:caught",
                        "refvideo:generate?output=url",
                        new ByteArrayInputStream(call.getBytes(StandardCharsets.UTF_8)),
                        exchange ->
                                exchange.getMessage().setHeader(RefVideoConstants.PROMPT, SOFTER));

        assertThat(answer.getException()).isNull();
        assertThat(bodies(Step.START).get(1)).contains(SOFTER, "cat.png");
    }

    /** The stores of a stopped component cannot be used. */
    @Test
    void componentThatIsRestartedBetweenAttemptsUploadsAgain() {
        simulator().faults().on(Step.BLOB_PUT).times(1).inject(Fault.blobError(400, "bad_request"));

        Exchange answer = send("direct:restarted", null, png(Color.RED), exchange -> {});

        assertThat(answer.getException()).isNull();
        simulator().assertThat().paidJobs(1).uploadedBlobs(1);
    }

    /** The gateway rejects another URL with a known key. */
    @Test
    void componentThatIsRestartedAfterAnUncertainSubmitSendsTheSameBytes() {
        simulator().faults().on(Step.START).times(4).inject(Fault.resetAfterRead());

        Exchange answer = send("direct:restarted", null, png(Color.RED), exchange -> {});

        assertThat(answer.getException()).isNull();
        simulator().assertThat().paidJobs(1);
        assertThat(bodies(Step.START).stream().distinct()).hasSize(1);
    }

    @Test
    void imagesOfFinishedPartsAreReleasedBeforeTheWholeMessageIsDone() {
        Iterator<byte[]> parts =
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return images.size() < 20;
                    }

                    @Override
                    public byte[] next() {
                        byte[] image = png(new Color(images.size() * 10, 0, 0));
                        images.add(new WeakReference<>(image));
                        return image;
                    }
                };

        Exchange answer =
                template.request("direct:parts", exchange -> exchange.getMessage().setBody(parts));

        assertThat(answer.getException()).isNull();
        simulator().assertThat().paidJobs(20);
    }

    /** The last part may still be on a stack. */
    private void awaitRelease() {
        await().untilAsserted(
                        () -> {
                            System.gc();
                            assertThat(images.stream().filter(image -> image.get() != null))
                                    .hasSizeLessThan(3);
                        });
    }

    private static void refuse(Step step) {
        simulator().faults().on(step).times(1).inject(Fault.status(400));
    }

    private static List<String> bodies(Step step) {
        return simulator().ledger().requestLog(step).stream()
                .map(request -> request.body())
                .toList();
    }

    /**
     * @param buy the route or step that is attempted; null when the route knows it
     * @param change what happens between the attempts
     */
    private Exchange send(String route, String buy, Object body, Change change) {
        return template.request(
                route,
                exchange -> {
                    exchange.setProperty("change", change);
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeader("buy", buy);
                    if (body instanceof InputStream) {
                        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
                    }
                    exchange.getMessage().setHeader(RefVideoConstants.IDEMPOTENCY_KEY, "order-17");
                });
    }
}
