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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoExceptions;
import io.github.refvideo.camel.internal.exchange.ResultWriter;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An error handler that is written for Camel's AI components works for this one. */
class AiErrorPropertiesTest extends RefVideoTestSupport {

    private static final String CATEGORY = "CamelAiErrorCategory";

    private static final String RETRY_AFTER = "CamelAiRetryAfterMillis";

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .handled(true)
                        .setBody(simple("${exchangeProperty.CamelAiErrorCategory}"));
                from("direct:portable").to("refvideo:generate?pollTimeout=2s");
                from("direct:forgiving")
                        .doTry()
                        .to("refvideo:generate?duration=99")
                        .doCatch(Exception.class)
                        .end()
                        .setBody(constant(cat()))
                        .to("refvideo:generate");
            }
        };
    }

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void everyErrorHasOneOfTheCategories(ErrorKind kind) {
        Exchange exchange = new DefaultExchange(context);

        ResultWriter.fail(exchange, RefVideoExceptions.of(ErrorDetails.of(kind, "x")));

        assertThat(exchange.getProperty(CATEGORY))
                .isIn("RATE_LIMIT", "SERVER_ERROR", "VALIDATION", "AUTH", "UNKNOWN");
        assertThat(exchange.getException()).isNotNull();
    }

    @Test
    void wrongKeyIsAuth() {
        simulator().faults().on(Step.START).inject(Fault.status(401));

        assertThat(template.requestBody("direct:portable", cat())).isEqualTo("AUTH");
    }

    @Test
    void invalidRequestIsValidation() {
        assertThat(
                        template.requestBodyAndHeader(
                                "direct:portable", cat(), RefVideoConstants.DURATION, 99))
                .isEqualTo("VALIDATION");
    }

    @Test
    void serverErrorIsServerError() {
        simulator().faults().on(Step.START).inject(Fault.resetBeforeRead());

        assertThat(template.requestBody("direct:portable", cat())).isEqualTo("SERVER_ERROR");
    }

    @Test
    void rateLimitErrorContainsRetryAfter() {
        simulator().faults().on(Step.START).inject(Fault.rateLimited(Duration.ofHours(1)));

        Exchange answer =
                template.request(
                        "refvideo:generate?pollTimeout=2s", e -> e.getMessage().setBody(cat()));

        assertThat(answer.getProperty(CATEGORY)).isEqualTo("RATE_LIMIT");
        assertThat(answer.getProperty(RETRY_AFTER)).isEqualTo(3_600_000L);
    }

    @Test
    void failedStatusRequestHasACategory() {
        String handle = template.requestBody("refvideo:submit", cat(), String.class);
        simulator().faults().on(Step.STATUS).inject(Fault.status(503));

        Exchange answer = template.request("refvideo:status", e -> e.getMessage().setBody(handle));

        assertThat(answer.getProperty(CATEGORY)).isEqualTo("SERVER_ERROR");
    }

    @Test
    void errorOfAnEarlierStepIsRemovedBySuccess() {
        Exchange answer = template.request("direct:forgiving", e -> e.getMessage().setBody(cat()));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isInstanceOf(byte[].class);
        assertThat(answer.getProperties()).doesNotContainKeys(CATEGORY, RETRY_AFTER);
    }
}
