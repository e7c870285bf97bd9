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

import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A message keeps its identity, independent of what a route does to the exchange before the step.
 */
class SameMessageIT extends JobCountingTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {"*", "Camel*"})
    void removedProperties(String removed) throws Exception {
        Failing once = new Failing(1);
        Routes routes =
                at -> order(at).removeProperties(removed).to("direct:buy").process(once::at);

        assertThat(paid(routes, null, null)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pollEnrich", "poll"})
    void anotherMessagePolledIntoTheExchange(String eip) throws Exception {
        Failing once = new Failing(1);
        Routes routes =
                at -> {
                    var route =
                            order(at)
                                    .process(
                                            exchange -> {
                                                try (ProducerTemplate other =
                                                        exchange.getContext()
                                                                .createProducerTemplate()) {
                                                    other.sendBody("direct:other", "other");
                                                }
                                            });
                    at.from("direct:other").to("seda:others");
                    (eip.equals("poll")
                                    ? route.poll("seda:others", 5000)
                                    : route.pollEnrich("seda:others", 5000))
                            .process(
                                    exchange ->
                                            assertThat(exchange.getMessage().getBody())
                                                    .isEqualTo("other"))
                            .to("direct:buy")
                            .process(once::at);
                };

        assertThat(paid(routes, null, null)).isEqualTo(1);
    }

    @Test
    void anotherMessagePolledIntoALoop() throws Exception {
        Routes routes =
                at -> {
                    at.from("direct:other")
                            .loop(3)
                            .setProperty(ExchangePropertyKey.LOOP_INDEX.getName(), at.constant(7))
                            .to("seda:others")
                            .end();
                    order(at)
                            .process(
                                    exchange -> {
                                        try (ProducerTemplate other =
                                                exchange.getContext().createProducerTemplate()) {
                                            other.sendBody("direct:other", "other");
                                        }
                                    })
                            .loop(2)
                            .pollEnrich("seda:others", 5000)
                            .to("direct:buy")
                            .end();
                };

        assertThat(paid(routes, null, "order-17")).isEqualTo(2);
    }
}
