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

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.error.RefVideoTimeoutException;
import io.github.refvideo.camel.internal.exchange.PurchaseKey;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The idempotency key of the user, within one exchange and across exchanges. */
class IdempotencyTest extends RefVideoTestSupport {

    private static final String KEY_OF_MESSAGE = "ID:broker-1:7:1";

    private final MemoryVideoJobRepository repository = new MemoryVideoJobRepository();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("refvideo", RefVideoComponent.class).setJobRepository(repository);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one").routeId("one").to("refvideo:generate?output=url").id("generate");
                from("direct:keyOfOrder")
                        .setHeader(RefVideoConstants.IDEMPOTENCY_KEY, simple("${header.orderId}"))
                        .to("refvideo:generate?output=url");
                from("direct:two")
                        .routeId("two")
                        .setProperty("request", body())
                        .choice()
                        .when(header("skip").isNull())
                        .to("refvideo:generate?output=url")
                        .id("first")
                        .end()
                        .setBody(exchangeProperty("request"))
                        .to("refvideo:generate?output=url")
                        .id("second");
                from("direct:loop")
                        .routeId("loop")
                        .setProperty("request", body())
                        .loop(3)
                        .setBody(exchangeProperty("request"))
                        .to("refvideo:generate?output=url")
                        .id("generateInLoop")
                        .end();
                from("direct:split")
                        .split(body())
                        .stopOnException()
                        .to("refvideo:generate?output=url")
                        .end();
                from("direct:keyPerPart")
                        .routeId("parts")
                        .split(body())
                        .stopOnException()
                        .setHeader(
                                RefVideoConstants.IDEMPOTENCY_KEY,
                                simple("part ${exchangeProperty.CamelSplitIndex}"))
                        .to("refvideo:generate?output=url")
                        .id("generatePart")
                        .end();
                from("direct:redelivered")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1))
                        .to("refvideo:generate?output=url&pollTimeout=8000");
                from("direct:impatient")
                        .routeId("impatient")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(1))
                        .to("refvideo:generate?output=url&pollTimeout=2000")
                        .id("generateSoon");
            }
        };
    }

    @Test
    void keyContainsTheStep() {
        assertThat(send("direct:one", cat()).getException()).isNull();

        assertThat(simulator().ledger().startsByIdempotencyKey())
                .containsOnlyKeys(KEY_OF_MESSAGE + "@one/generate");
        assertThat(state(KEY_OF_MESSAGE + "@one/generate")).isEqualTo(Name.TAKEN);
    }

    @Test
    void eachStepHasItsOwnPurchaseUnderTheKey() {
        assertThat(send("direct:two", cat()).getException()).isNull();

        assertThat(simulator().ledger().startsByIdempotencyKey())
                .containsOnlyKeys(KEY_OF_MESSAGE + "@two/first", KEY_OF_MESSAGE + "@two/second");
        simulator().assertThat().paidJobs(2);
    }

    @Test
    void redeliveredMessageGetsTheSameVideosFromTheSameSteps() {
        Exchange first = send("direct:two", cat());
        Exchange again = send("direct:two", cat());

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeader(RefVideoConstants.JOB_ID))
                .isEqualTo(first.getMessage().getHeader(RefVideoConstants.JOB_ID));
        simulator().assertThat().paidJobs(2).received(Step.START).exactly(2);
    }

    @Test
    void redeliveredMessageThatSkipsTheFirstStepGetsTheVideoOfTheSecond() {
        Exchange first = send("direct:two", cat());
        Exchange again =
                template.request(
                        "direct:two",
                        exchange -> {
                            exchange.getMessage().setBody(cat());
                            exchange.getMessage()
                                    .setHeader(RefVideoConstants.IDEMPOTENCY_KEY, KEY_OF_MESSAGE);
                            exchange.getMessage().setHeader("skip", true);
                        });

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeader(RefVideoConstants.JOB_ID))
                .isEqualTo(first.getMessage().getHeader(RefVideoConstants.JOB_ID));
        simulator().assertThat().paidJobs(2);
    }

    /** Different keys are different purchases, whatever characters they contain. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "order",
                "order.2",
                "order@one/generate",
                "order@one",
                "order%40one/generate",
                "order#0",
                "order@two/first#0"
            })
    void keysCannotCollide(String key) {
        assertThat(sendWith("direct:one", cat(), "order").getException()).isNull();
        assertThat(sendWith("direct:two", cat(), "order").getException()).isNull();
        assertThat(sendWith("direct:loop", cat(), "order").getException()).isNull();
        int before = simulator().ledger().jobsCreated();
        assertThat(before).isEqualTo(6);

        assertThat(sendWith("direct:one", cat(), key).getException()).isNull();

        assertThat(simulator().ledger().jobsCreated())
                .isEqualTo(key.equals("order") ? before : before + 1);
    }

    @Test
    void eachLoopIterationHasItsOwnPurchase() {
        assertThat(send("direct:loop", cat()).getException()).isNull();
        assertThat(send("direct:loop", cat()).getException()).isNull();

        assertThat(simulator().ledger().startsByIdempotencyKey())
                .containsOnlyKeys(
                        KEY_OF_MESSAGE + "@loop/generateInLoop#0",
                        KEY_OF_MESSAGE + "@loop/generateInLoop#1",
                        KEY_OF_MESSAGE + "@loop/generateInLoop#2");
    }

    @Test
    void partsOfASplitWithOneKeyForAllAreRefusedWhenTheyDiffer() {
        Exchange answer = send("direct:split", List.of(cat(), dog()));

        assertThat(answer.getException()).hasRootCauseInstanceOf(RefVideoException.class);
        assertThat(answer.getException())
                .hasStackTraceContaining("Use one key per video")
                .hasStackTraceContaining(RefVideoInvalidRequestException.class.getName());
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void equalPartsOfASplitWithOneKeyAreOneVideo() {
        assertThat(send("direct:split", List.of(cat(), cat())).getException()).isNull();

        simulator().assertThat().paidJobs(1);
    }

    @Test
    void splitPartsWithDifferentKeysAreDifferentVideos() {
        assertThat(send("direct:keyPerPart", List.of(cat(), dog())).getException()).isNull();

        assertThat(simulator().ledger().startsByIdempotencyKey())
                .containsOnlyKeys("part 0@parts/generatePart", "part 1@parts/generatePart");
    }

    @Test
    void redeliveryKeepsTheKey() {
        simulator().faults().on(Step.START).times(4).inject(Fault.resetAfterRead());

        assertThat(send("direct:redelivered", cat()).getException()).isNull();

        assertThat(simulator().ledger().startsByIdempotencyKey()).hasSize(1);
        simulator().assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
    }

    @Test
    void redeliveryAfterATimeoutKeepsTheKeyAndTheJob() {
        simulator().faults().on(Step.STATUS).times(1).inject(Fault.noResponse());

        assertThat(send("direct:impatient", cat()).getException()).isNull();

        simulator().assertThat().paidJobs(1).received(Step.START).exactly(1);
        assertThat(state(KEY_OF_MESSAGE + "@impatient/generateSoon")).isEqualTo(Name.TAKEN);
    }

    @Test
    void timeoutLeavesTheHandleUnderTheKeyForTheNextExchange() {
        simulator().faults().on(Step.STATUS).times(2).inject(Fault.noResponse());
        Exchange late = send("direct:impatient", cat());
        assertThat(late.getException()).isInstanceOf(RefVideoTimeoutException.class);
        String key = KEY_OF_MESSAGE + "@impatient/generateSoon";
        assertThat(repository.find(key).orElseThrow().handle().toJson())
                .isEqualTo(late.getMessage().getHeader(RefVideoConstants.JOB));

        assertThat(send("direct:impatient", cat()).getException()).isNull();
        simulator().assertThat().paidJobs(1).received(Step.START).exactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "ключ", "a\u0000b"})
    void keyWithInvalidCharactersIsRejected(String key) {
        refuses(key);
    }

    @Test
    void tooLongKeyIsRejected() {
        refuses("k".repeat(251));
        assertThat(sendWith("direct:one", cat(), "k".repeat(250)).getException()).isNull();
    }

    private void refuses(String key) {
        assertThat(sendWith("direct:one", cat(), key).getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining(RefVideoConstants.IDEMPOTENCY_KEY);
        simulator().assertThat().paidJobs(0).received(Step.START).exactly(0);
    }

    /** A missing order number must not silently disable the protection. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   "})
    void emptyKeyIsRejected(String key) {
        refuses(key);
    }

    @Test
    void expressionWithoutAResultIsRejected() {
        Exchange answer =
                template.request(
                        "direct:keyOfOrder", exchange -> exchange.getMessage().setBody(cat()));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining(RefVideoConstants.IDEMPOTENCY_KEY)
                .hasMessageContaining("has no value");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void messageWithoutAKeyIsPaidEachTime() {
        for (int i = 0; i < 2; i++) {
            Exchange answer =
                    template.request(
                            "direct:one", exchange -> exchange.getMessage().setBody(cat()));
            assertThat(answer.getException()).isNull();
        }

        simulator().assertThat().paidJobs(2).everyJobHasAKey();
    }

    /** The service gets a short form; the record and the handle keep the user's key. */
    @Test
    void keyOfMaximumLengthIsReturnedWithTheHandle() {
        String key = "/k".repeat(125);

        Exchange first = sendWith("direct:one", cat(), key);
        Exchange again = sendWith("direct:one", cat(), key);

        assertThat(first.getException()).isNull();
        assertThat(again.getException()).isNull();
        String job = first.getMessage().getHeader(RefVideoConstants.JOB, String.class);
        assertThat(PurchaseKey.userKey(JobHandle.fromJson(job).idempotencyKey())).isEqualTo(key);
        assertThat(state(JobHandle.fromJson(job).idempotencyKey())).isEqualTo(Name.TAKEN);
        simulator().assertThat().paidJobs(1);
        assertThat(simulator().ledger().startsByIdempotencyKey().keySet())
                .allMatch(sent -> sent.length() <= 200);
    }

    @Test
    void sameOptionsInAnotherOrderAreTheSameRequest() {
        for (List<String> fields : List.of(List.of("alpha", "beta"), List.of("beta", "alpha"))) {
            Map<String, Object> options = new LinkedHashMap<>();
            fields.forEach(field -> options.put(field, Map.of("length", field.length())));
            Exchange answer =
                    template.request(
                            "direct:one",
                            exchange -> {
                                exchange.getMessage().setBody(cat());
                                exchange.getMessage()
                                        .setHeader(
                                                RefVideoConstants.IDEMPOTENCY_KEY, KEY_OF_MESSAGE);
                                exchange.getMessage()
                                        .setHeader(
                                                RefVideoConstants.PROVIDER_OPTIONS,
                                                Map.of("alibaba", options));
                            });
            assertThat(answer.getException()).isNull();
        }

        simulator().assertThat().paidJobs(1);
    }

    @Test
    void sameOptionsGiveTheSameBytesInAnotherProcess(@TempDir Path folder) throws Exception {
        Printer.send(simulator().gatewayUrl(), cat());

        ForkedJvm.run(folder, Printer.class, List.of(), simulator().gatewayUrl(), cat());

        // The service rejects other bytes with the same key.
        simulator().assertThat().paidJobs(1).received(Step.START).exactly(2);
        assertThat(simulator().ledger().startsByIdempotencyKey()).hasSize(1);
    }

    /** Sends one request with many provider options and a fixed key. */
    static final class Printer {

        private Printer() {}

        public static void main(String[] arguments) throws Exception {
            send(arguments[0], arguments[1]);
        }

        static void send(String url, String reference) throws Exception {
            Map<String, Object> inner = new LinkedHashMap<>();
            for (String name : List.of("zeta", "alpha", "mid", "beta", "omega", "nu")) {
                inner.put(name, name.length());
            }
            try (CamelContext camel = new DefaultCamelContext()) {
                RefVideoConfiguration configuration =
                        camel.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
                configuration.setApiKey(KEY);
                configuration.setBaseUrl(url);
                configuration.setAllowPrivateAddresses(true);
                configuration.setPollInterval(20L);
                camel.start();
                Exchange answer =
                        camel.createProducerTemplate()
                                .request(
                                        "refvideo:generate?output=url&model=alibaba/wan-v2.6-r2v",
                                        exchange -> {
                                            exchange.getMessage().setBody(reference);
                                            exchange.getMessage()
                                                    .setHeader(RefVideoConstants.PROMPT, PROMPT);
                                            exchange.getMessage()
                                                    .setHeader(
                                                            RefVideoConstants.IDEMPOTENCY_KEY,
                                                            "the same");
                                            exchange.getMessage()
                                                    .setHeader(
                                                            RefVideoConstants.PROVIDER_OPTIONS,
                                                            Map.of("alibaba", inner));
                                        });
                if (answer.getException() != null) {
                    throw answer.getException();
                }
            }
        }
    }

    private Name state(String key) {
        return repository.find(key).orElseThrow().state().name();
    }

    private Exchange send(String uri, Object body) {
        return sendWith(uri, body, KEY_OF_MESSAGE);
    }

    private Exchange sendWith(String uri, Object body, String key) {
        return template.request(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeader(RefVideoConstants.IDEMPOTENCY_KEY, key);
                });
    }
}
