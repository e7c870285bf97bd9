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
package io.github.refvideo.it.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The iteration of the loops and splits around a step: another one for each iteration, the same one
 * for each attempt, independent of other loops and splits.
 */
class IterationIT extends JobCountingTestSupport {

    @ParameterizedTest
    @CsvSource({
        "direct:loops,",
        "direct:loops, order-17",
        "direct:splits,",
        "direct:splits, order-17",
    })
    void loopBehindOthersBuysInEachIteration(String others, String key) throws Exception {
        Routes routes = at -> order(at).loop(2).to(others).to("direct:buy").end();

        assertThat(paid(routes, null, key)).isEqualTo(2);
    }

    @Test
    void loopOfCopiesBehindAnInnerLoopBuysInEachIteration() throws Exception {
        Routes routes =
                at ->
                        order(at)
                                .loop(2)
                                .copy()
                                .loop(3)
                                .setProperty("p", at.constant(1))
                                .end()
                                .to("direct:buy")
                                .end();

        assertThat(paid(routes, null, "order-17")).isEqualTo(2);
    }

    @Test
    void loopBehindAnEnrichmentWithALoopBuysInEachIteration() throws Exception {
        Routes routes =
                at -> order(at).loop(2).enrich("direct:loops", (o, n) -> n).to("direct:buy").end();

        assertThat(paid(routes, null, "order-17")).isEqualTo(2);
    }

    @Test
    void splitBehindAnInnerSplitBuysForEachPart() throws Exception {
        Routes routes =
                at ->
                        order(at)
                                .split(at.body())
                                .split(at.constant(List.of("a", "b")), (o, n) -> n)
                                .setProperty("p", at.constant(1))
                                .end()
                                .to("direct:buy")
                                .end();

        assertThat(paid(routes, List.of("x", "y"), null)).isEqualTo(2);
    }

    @Test
    void nestedLoopsBuyInEachIterationOfBoth() throws Exception {
        Routes routes = at -> order(at).loop(2).loop(3).to("direct:buy").end().end();

        assertThat(paid(routes, null, "order-17")).isEqualTo(6);
    }

    @Test
    void loopWhoseFirstNodeIsDisabledBuysInEachIteration() throws Exception {
        Routes routes =
                at ->
                        order(at)
                                .loop(2)
                                .to("mock:disabled")
                                .disabled()
                                .to("direct:loops")
                                .to("direct:buy")
                                .end();

        assertThat(paid(routes, null, "order-17")).isEqualTo(2);
    }

    @Test
    void innerLoopThatEndedEarlyOnceChangesNothingForTheRetry() throws Exception {
        Failing early = new Failing(2);
        Failing later = new Failing(1);
        Routes routes =
                at -> {
                    at.from("direct:probe")
                            .errorHandler(at.noErrorHandler())
                            .loop(3)
                            .process(early::at)
                            .end();
                    order(at)
                            .loop(1)
                            .doTry()
                            .to("direct:probe")
                            .doCatch(Exception.class)
                            .setProperty("p", at.constant(1))
                            .end()
                            .to("direct:buy")
                            .process(later::at)
                            .end();
                };

        assertThat(paid(routes, null, null)).isEqualTo(1);
    }

    @Test
    void redeliveryAfterAnInnerLoopStaysInItsIteration() throws Exception {
        Failing once = new Failing(2);
        Routes routes =
                at -> {
                    at.from("direct:first")
                            .errorHandler(at.noErrorHandler())
                            .to("direct:loops")
                            .to("direct:buy")
                            .process(once::at);
                    at.from("direct:order")
                            .errorHandler(
                                    at.defaultErrorHandler()
                                            .maximumRedeliveries(1)
                                            .redeliveryDelay(1))
                            .loop(2)
                            .to("direct:first")
                            .end();
                };

        assertThat(paid(routes, null, "order-17")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"*,", "*, order-17", "Camel*,", "Camel*, order-17"})
    void loopThatRemovesPropertiesBuysInEachIteration(String removed, String key) throws Exception {
        Routes routes = at -> order(at).loop(2).removeProperties(removed).to("direct:buy").end();

        assertThat(paid(routes, null, key)).isEqualTo(2);
    }
}
