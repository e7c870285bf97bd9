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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelled header is not ignored and paid for. */
class UnknownHeaderTest extends RefVideoTestSupport {

    @BeforeEach
    void forget() {
        simulator().reset();
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:strict").to("refvideo:generate");
                from("direct:submit").to("refvideo:submit");
                from("direct:lenient").to("refvideo:generate?validation=lenient");
                from("direct:off").to("refvideo:generate?validation=off");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "CamelRefVideoDurration, CamelRefVideoDuration",
        "CamelRefVideoduratoin, CamelRefVideoDuration",
        "camelrefvideoPromt, CamelRefVideoPrompt",
        "CamelRefVideoShot, CamelRefVideoShotType",
        "CamelRefVideo_Model, CamelRefVideoModel",
        "CamelRefVideoIdempotency, CamelRefVideoIdempotencyKey"
    })
    void strictValidationRefusesItAndNamesTheNearest(String header, String nearest) {
        for (String route : new String[] {"direct:strict", "direct:submit"}) {
            assertThatThrownBy(() -> template.requestBodyAndHeader(route, cat(), header, 4))
                    .cause()
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("header " + header + " is not known")
                    .hasMessageContaining("did you mean " + nearest + "?");
        }

        simulator().assertThat().paidJobs(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:lenient", "direct:off"})
    void unknownHeaderCausesAWarning(String route) {
        Exchange result =
                template.request(
                        route,
                        exchange -> {
                            exchange.getMessage().setBody(cat());
                            exchange.getMessage().setHeader("CamelRefVideoDurration", 4);
                        });

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getHeader(RefVideoConstants.WARNINGS).toString())
                .contains("CamelRefVideoDurration", "CamelRefVideoDuration?");
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void headersOfEarlierStepsAndOtherComponentsAreAllowed() {
        Exchange first = template.request("direct:strict", e -> e.getMessage().setBody(cat()));
        Map<String, Object> headers = first.getMessage().getHeaders();
        headers.put("CamelRefvideoDURATION", 5);
        headers.put("RefVideoOwn", "x");
        headers.put("CamelRefOther", "x");

        assertThat(headers).containsKey(RefVideoConstants.JOB);
        template.requestBodyAndHeaders("direct:strict", cat(), headers);

        simulator().assertThat().paidJobs(2);
    }
}
