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

import io.github.refvideo.simulator.RefVideoSimulator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Counts the jobs that are paid for one message to direct:order, a route of the test. The route is
 * retried when it fails.
 */
abstract class JobCountingTestSupport {

    RefVideoSimulator simulator;
    DefaultCamelContext context;

    @BeforeEach
    void start() {
        simulator = RefVideoSimulator.builder().fetchReferences(false).renderVideos(false).start();
        context = SubmitContexts.context(simulator);
    }

    @AfterEach
    void close() throws Exception {
        context.close();
        simulator.close();
    }

    /** The number of jobs for a message. */
    int paid(Routes routes, Object body, String key) throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:loops").loop(3).setProperty("p", constant(1)).end();
                        from("direct:splits")
                                .split(constant(List.of("a", "b", "c")), (o, n) -> n)
                                .setProperty("p", constant(1))
                                .end();
                        from("direct:buy")
                                .errorHandler(noErrorHandler())
                                .setBody(constant(SubmitContexts.IMAGE))
                                .to("refvideo:submit");
                        from("direct:start")
                                .errorHandler(
                                        defaultErrorHandler()
                                                .maximumRedeliveries(3)
                                                .redeliveryDelay(1))
                                .to("direct:order");
                        routes.add(this);
                    }
                });
        context.start();
        Exchange answer = SubmitContexts.send(context, "direct:start", body, key);
        assertThat(answer.getException()).isNull();
        return simulator.ledger().jobsCreated();
    }

    interface Routes {

        void add(RouteBuilder builder);
    }

    static ProcessorDefinition<?> order(RouteBuilder builder) {
        return builder.from("direct:order").errorHandler(builder.noErrorHandler());
    }

    /** Fails in some calls. */
    static final class Failing {

        private final AtomicInteger calls = new AtomicInteger();
        private final List<Integer> failures;

        Failing(Integer... failures) {
            this.failures = List.of(failures);
        }

        void at(Exchange exchange) {
            if (failures.contains(calls.incrementAndGet())) {
                throw new IllegalStateException("later step");
            }
        }
    }
}
