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

import io.github.refvideo.camel.error.RefVideoContentRejectedException;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoSubmitUncertainException;
import io.github.refvideo.camel.error.RefVideoTimeoutException;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redelivery by Camel must not pay for a second video. */
class RedeliveryTest extends RefVideoTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));

                from("direct:short").to("refvideo:generate?output=url&pollTimeout=1200");
                from("direct:bytes").to("refvideo:generate?pollTimeout=8000");
                from("direct:stream")
                        .to("refvideo:generate?output=url&gatewayFlow=stream&pollTimeout=8000");
                from("direct:twice")
                        .setProperty("request", body())
                        .to("refvideo:generate?output=url")
                        .setProperty("first", header(RefVideoConstants.JOB_ID))
                        .setBody(exchangeProperty("request"))
                        .to("refvideo:generate?output=url");
                from("direct:loop")
                        .setProperty("request", body())
                        .loop(3)
                        .setBody(exchangeProperty("request"))
                        .to("refvideo:generate?output=url")
                        .end();
                from("direct:scenes")
                        .setProperty("request", body())
                        .process(RedeliveryTest::failTheFirstTime)
                        .loop(2)
                        .setBody(exchangeProperty("request"))
                        .setHeader(
                                RefVideoConstants.PROMPT,
                                simple("scene ${exchangeProperty.CamelLoopIndex}"))
                        .doTry()
                        .to("refvideo:generate?output=url&pollTimeout=2000")
                        .doCatch(RefVideoTimeoutException.class)
                        .end()
                        .end();
                from("direct:softer")
                        .setProperty("request", body())
                        .process(RedeliveryTest::failTheFirstTime)
                        .doTry()
                        .to("refvideo:generate?output=url")
                        .doCatch(RefVideoContentRejectedException.class)
                        .setBody(exchangeProperty("request"))
                        .setHeader(RefVideoConstants.PROMPT, constant("a softer prompt"))
                        .to("refvideo:generate?output=url")
                        .end();
                from("direct:rejected")
                        .errorHandler(
                                defaultErrorHandler()
                                        .maximumRedeliveries(2)
                                        .redeliveryDelay(1)
                                        .onRedelivery(
                                                e ->
                                                        e.getMessage()
                                                                .setHeader(
                                                                        RefVideoConstants.PROMPT,
                                                                        "a softer prompt")))
                        .to("refvideo:generate?output=url");
                from("direct:caught")
                        .errorHandler(noErrorHandler())
                        .doTry()
                        .to("refvideo:generate?output=url&pollTimeout=2000")
                        .doCatch(RefVideoTimeoutException.class)
                        .end();
            }
        };
    }

    private static void failTheFirstTime(Exchange exchange) {
        if (exchange.getMessage().getHeader(Exchange.REDELIVERED) == null) {
            throw new IllegalStateException("once");
        }
    }

    @Test
    void redeliveryAfterATimeoutWaitsForTheSameJob() {
        // Two status requests get no answer and end at the short deadline.
        simulator().faults().on(Step.STATUS).times(2).inject(Fault.noResponse());

        Exchange answer = send("direct:short", cat());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class))
                .isEqualTo(2);
        simulator().assertThat().paidJobs(1).received(Step.START).exactly(1);
    }

    @Test
    void redeliveryOfABodyThatCanBeReadOnlyOnceStillFindsItsJob() {
        simulator().faults().on(Step.STATUS).times(1).inject(Fault.noResponse());
        Iterator<String> once = List.of(cat(), dog()).iterator();

        Exchange answer = send("direct:short", once);

        assertThat(answer.getException()).isNull();
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void redeliveryAfterAFailedDownloadFetchesTheSameVideoAgain() {
        simulator().faults().on(Step.RESULT).times(1).inject(Fault.status(400));

        Exchange answer = send("direct:bytes", cat());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isInstanceOf(byte[].class);
        simulator().assertThat().paidJobs(1).received(Step.START).exactly(1);
    }

    @Test
    void redeliveryAfterALostAcknowledgementUsesTheSameKey() {
        // More failures than attempts of one call, so that the exchange is redelivered.
        simulator().faults().on(Step.START).times(4).inject(Fault.resetAfterRead());

        Exchange answer = send("direct:bytes", cat());

        assertThat(answer.getException()).isNull();
        assertThat(simulator().ledger().startsByIdempotencyKey()).hasSize(1);
        simulator().assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
    }

    @Test
    void uncertainStreamIsNotSentAgainByRedelivery() {
        simulator().faults().on(Step.STREAM).inject(Fault.resetAfterRead());

        Exchange answer = send("direct:stream", cat());

        assertThat(answer.getException()).isInstanceOf(RefVideoSubmitUncertainException.class);
        assertThat(answer.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class))
                .isEqualTo(3);
        simulator().assertThat().paidJobs(1).received(Step.STREAM).exactly(1);
    }

    @Test
    void redeliveryOfAFailedJobReportsTheSameFailure() {
        simulator().faults().on(Step.START).inject(Fault.jobFailure("no more ideas"));

        Exchange answer = send("direct:short", cat());

        assertThat(answer.getException())
                .isInstanceOf(RefVideoException.class)
                .hasMessageContaining("no more ideas");
        simulator().assertThat().paidJobs(1).received(Step.START).exactly(1);
    }

    @Test
    void twoStepsWithTheSameRequestMakeTwoVideos() {
        Exchange answer = send("direct:twice", cat());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.JOB_ID))
                .isNotEqualTo(answer.getProperty("first"));
        simulator().assertThat().paidJobs(2);
    }

    @Test
    void stepInALoopMakesAVideoEachTime() {
        assertThat(send("direct:loop", cat()).getException()).isNull();

        simulator().assertThat().paidJobs(3);
    }

    @Test
    void callerThatSendsTheSameExchangeAgainGetsTheSameJob() {
        simulator().faults().on(Step.STATUS).times(1).inject(Fault.noResponse());
        Exchange exchange = context.getEndpoint("direct:caught").createExchange();
        exchange.getMessage().setBody(cat());

        template.send("direct:caught", exchange);
        assertThat(exchange.getMessage().getHeader(RefVideoConstants.STATUS)).isEqualTo("QUEUED");
        exchange.getMessage().setBody(cat());
        template.send("direct:caught", exchange);

        assertThat(exchange.getMessage().getHeader(RefVideoConstants.STATUS))
                .isEqualTo("SUCCEEDED");
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void longerTimeoutIsTheSameRequest() {
        simulator().faults().on(Step.STATUS).times(1).inject(Fault.noResponse());
        Exchange exchange = context.getEndpoint("direct:caught").createExchange();
        exchange.getMessage().setBody(cat());
        template.send("direct:caught", exchange);

        exchange.getMessage().setHeader(RefVideoConstants.POLL_TIMEOUT, "9s");
        exchange.getMessage().setBody(cat());
        template.send("direct:caught", exchange);

        assertThat(exchange.getMessage().getHeader(RefVideoConstants.STATUS))
                .isEqualTo("SUCCEEDED");
        simulator().assertThat().paidJobs(1).received(Step.START).exactly(1);
    }

    @Test
    void waitingTimesAndOutputOfTheSecondAttemptCount() {
        simulator().faults().on(Step.STATUS).times(1).inject(Fault.noResponse());
        Exchange exchange = context.getEndpoint("direct:caught").createExchange();
        exchange.getMessage().setBody(cat());
        template.send("direct:caught", exchange);

        exchange.getMessage().setHeader(RefVideoConstants.OUTPUT, "bytes");
        template.send("direct:caught", exchange);

        assertThat(exchange.getMessage().getBody()).isInstanceOf(byte[].class);
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void oldRedeliveryMarkDoesNotMatchAnotherRequest() {
        // The first scene ends at its deadline, and the route continues with the second.
        simulator().faults().on(Step.STATUS).times(1).inject(Fault.noResponse());

        Exchange answer = send("direct:scenes", cat());

        assertThat(answer.getMessage().getHeader(Exchange.REDELIVERED)).isEqualTo(true);
        assertThat(answer.getMessage().getHeader(RefVideoConstants.ACTUAL_PROMPT, String.class))
                .contains("scene 1");
        simulator().assertThat().paidJobs(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:softer", "direct:rejected"})
    void otherPromptAfterARejectionIsAnotherRequest(String route) {
        simulator().faults().on(Step.START).times(1).inject(Fault.moderationFailure());

        Exchange answer = send(route, cat());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.ACTUAL_PROMPT, String.class))
                .contains("a softer prompt");
        simulator().assertThat().paidJobs(2);
    }

    private Exchange send(String uri, Object body) {
        return template.request(uri, exchange -> exchange.getMessage().setBody(body));
    }
}
