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
package io.github.refvideo.it.patterns;

import java.util.List;
import java.util.function.Function;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.saga.InMemorySagaService;

/** A way in which Camel retries, copies or repeats an exchange with a purchase. */
enum RoutePattern {
    REDELIVERY_OF_THE_STEP(
            "redelivery of the step itself",
            routes -> routes.buy(routes.order().errorHandler(routes.redelivers()))),

    ENCLOSING_ROUTE(
            "redelivery of an enclosing route; the route of the step has `noErrorHandler()`",
            routes -> routes.buy(routes.inner())),

    CIRCUIT_BREAKER(
            "circuit breaker",
            routes -> routes.inner().circuitBreaker().to(routes.purchase()).end()),

    CIRCUIT_BREAKER_WITH_TIMEOUT(
            "circuit breaker with a timeout",
            routes ->
                    routes.inner()
                            .circuitBreaker()
                            .resilience4jConfiguration()
                            .timeoutEnabled(true)
                            .timeoutDuration(Routes.PATTERN_TIMEOUT_MILLIS)
                            .end()
                            .to(routes.purchase())
                            .end()),

    RECIPIENT_LIST(
            "recipient list",
            routes ->
                    routes.inner()
                            .recipientList(routes.constant(routes.purchase()))
                            .stopOnException()
                            .end()),

    MULTICAST(
            "multicast",
            routes ->
                    routes.inner()
                            .multicast(Routes::theVideo)
                            .stopOnException()
                            .to("direct:other", routes.purchase())
                            .end()),

    PARALLEL_MULTICAST(
            "multicast, parallel",
            routes ->
                    routes.inner()
                            .multicast(Routes::theVideo)
                            .parallelProcessing()
                            .stopOnException()
                            .to("direct:other", routes.purchase())
                            .end()),

    MULTICAST_WITH_SHARED_UNIT_OF_WORK(
            "multicast with a shared unit of work",
            routes ->
                    routes.inner()
                            .multicast(Routes::theVideo)
                            .shareUnitOfWork()
                            .stopOnException()
                            .to("direct:other", routes.purchase())
                            .end()),

    SPLIT(
            "split into two parts",
            routes ->
                    routes.inner()
                            .split(routes.exchangeProperty("two"), Routes::theVideo)
                            .stopOnException()
                            .to(routes.part())
                            .end()),

    STREAMING_SPLIT(
            "split into two parts, streaming",
            routes ->
                    routes.inner()
                            .split(routes.exchangeProperty("two"), Routes::theVideo)
                            .streaming()
                            .stopOnException()
                            .to(routes.part())
                            .end()),

    PARALLEL_SPLIT(
            "split into two parts, parallel",
            routes ->
                    routes.inner()
                            .split(routes.exchangeProperty("two"), Routes::theVideo)
                            .parallelProcessing()
                            .stopOnException()
                            .to(routes.part())
                            .end()),

    NESTED_SPLIT(
            "split into two parts, nested in a split into one part",
            routes ->
                    routes.inner()
                            .split(routes.exchangeProperty("nested"), Routes::theVideo)
                            .stopOnException()
                            .split(routes.body(), Routes::theVideo)
                            .stopOnException()
                            .to(routes.part())
                            .end()
                            .end()),

    ENRICH("enrich", routes -> routes.inner().enrich(routes.purchase(), Routes::theVideo)),

    WIRE_TAP(
            "wire tap to a route with redeliveries",
            routes -> {
                routes.order().wireTap("direct:tapped");
                return routes.from("direct:tapped")
                        .errorHandler(routes.redelivers())
                        .to(routes.purchase());
            }),

    LOOP(
            "loop with two iterations",
            routes ->
                    routes.inner()
                            .loop(2)
                            .setBody(routes.exchangeProperty("one"))
                            .to(routes.purchase())
                            .end()),

    LOOP_WITH_COPY(
            "loop with two iterations and `copy()`",
            routes -> routes.inner().loop(2).copy().to(routes.purchase()).end()),

    ROUTING_SLIP(
            "routing slip",
            routes ->
                    routes.inner()
                            .routingSlip(routes.constant(routes.purchase() + ",direct:other-step"))
                            .end()),

    DYNAMIC_ROUTER(
            "dynamic router",
            routes ->
                    routes.inner()
                            .dynamicRouter(
                                    routes.simple(
                                            "${header.CamelSlipEndpoint == null ? '"
                                                    + routes.purchase()
                                                    + "' : null}"))
                            .end()),

    FAILOVER(
            "load balancer with failover",
            routes -> {
                String purchase = routes.purchase();
                for (String branch : List.of("direct:first", "direct:second")) {
                    routes.flaky(
                            routes.from(branch).errorHandler(routes.noErrorHandler()).to(purchase));
                }
                return routes.order()
                        .loadBalance()
                        .failover(3, false, true)
                        .to("direct:first", "direct:second")
                        .end();
            }),

    SAGA(
            "saga",
            routes -> {
                routes.add(new InMemorySagaService());
                return routes.inner().saga().to(routes.purchase()).end();
            }),

    THREADS("threads", routes -> routes.inner().threads(2).to(routes.purchase())),

    SEDA(
            "SEDA request-reply",
            routes -> {
                routes.from("seda:purchase")
                        .errorHandler(routes.noErrorHandler())
                        .to(routes.purchase());
                return routes.inner().to("seda:purchase?timeout=10000");
            }),

    SEDA_WITH_SHORT_TIMEOUT(
            "SEDA request-reply with a shorter timeout than the attempt",
            routes -> {
                routes.from("seda:purchase?concurrentConsumers=4")
                        .errorHandler(routes.noErrorHandler())
                        .to(routes.purchase());
                return routes.inner().to("seda:purchase?timeout=" + Routes.PATTERN_TIMEOUT_MILLIS);
            }),

    TO_D("`toD`", routes -> routes.buyDynamically(routes.inner())),

    KAMELET(
            "Kamelet",
            routes -> {
                routes.buy(
                        routes.routeTemplate("own-purchase")
                                .from("kamelet:source")
                                .errorHandler(routes.noErrorHandler()));
                return routes.inner().to("kamelet:own-purchase").id("kamelet");
            }),

    ROUTE_TEMPLATE(
            "route template",
            routes -> {
                routes.buy(
                        routes.routeTemplate("template")
                                .templateParameter("in")
                                .from("direct:{{in}}")
                                .errorHandler(routes.noErrorHandler()));
                routes.templatedRoute("template").parameter("in", "templated");
                return routes.inner().to("direct:templated");
            }),

    BEAN_THAT_SENDS_A_COPY(
            "bean that sends a copy of the exchange",
            routes -> {
                String purchase = routes.purchase();
                return routes.inner().process(exchange -> Routes.sendACopy(exchange, purchase));
            }),

    SAME_EXCHANGE_AGAIN(
            "same exchange sent again by the caller",
            Caller.SAME_EXCHANGE,
            routes -> routes.buy(routes.order().errorHandler(routes.noErrorHandler()))),

    NEW_EXCHANGE(
            "message sent again as a new exchange by a broker or caller",
            Caller.NEW_EXCHANGE,
            routes -> routes.buy(routes.order().errorHandler(routes.noErrorHandler()))),

    TRANSACTED(
            "rollback of a transacted route; message redelivered as a new exchange",
            Caller.NEW_EXCHANGE,
            routes -> {
                routes.bindTransactions();
                return routes.order().transacted().to(routes.purchase());
            }),

    DO_TRY(
            "`doTry` with a `doCatch` that calls the route of the step again",
            routes -> {
                routes.flaky(
                        routes.from("direct:tried")
                                .errorHandler(routes.noErrorHandler())
                                .to(routes.purchase()));
                return routes.inner()
                        .doTry()
                        .to("direct:tried")
                        .doCatch(Exception.class)
                        .setBody(routes.exchangeProperty("one"))
                        .to("direct:tried")
                        .end();
            }),

    RETRY_WHILE(
            "`onException` with `retryWhile`",
            routes ->
                    routes.buy(
                            routes.order()
                                    .onException(Exception.class)
                                    .retryWhile(Routes::isRetried)
                                    .redeliveryDelay(1)
                                    .end())),

    CONTINUED(
            "`onException` with `continued`",
            routes ->
                    routes.buy(routes.order().onException(Exception.class).continued(true).end())),

    HANDLED(
            "`onException` with `handled`",
            routes -> routes.buy(routes.order().onException(Exception.class).handled(true).end())),

    DEAD_LETTER(
            "dead letter channel",
            routes ->
                    routes.buy(
                            routes.order().errorHandler(routes.deadLetterChannel("direct:dead"))));

    /** The action of the caller after an error. */
    enum Caller {
        SENDS_ONCE,
        SAME_EXCHANGE,
        NEW_EXCHANGE
    }

    private final String row;
    private final Caller caller;
    private final Function<Routes, ProcessorDefinition<?>> configuration;

    RoutePattern(String row, Function<Routes, ProcessorDefinition<?>> configuration) {
        this(row, Caller.SENDS_ONCE, configuration);
    }

    RoutePattern(
            String row, Caller caller, Function<Routes, ProcessorDefinition<?>> configuration) {
        this.row = row;
        this.caller = caller;
        this.configuration = configuration;
    }

    /** The first cell of the row on the page. */
    String row() {
        return row;
    }

    /** Whether Camel stops waiting before the attempt times out. */
    boolean hasTimeout() {
        return this == CIRCUIT_BREAKER_WITH_TIMEOUT || this == SEDA_WITH_SHORT_TIMEOUT;
    }

    Caller caller() {
        return caller;
    }

    /** Adds its routes; returns the position of the step after the purchase. */
    ProcessorDefinition<?> configure(Routes routes) {
        return configuration.apply(routes);
    }
}
