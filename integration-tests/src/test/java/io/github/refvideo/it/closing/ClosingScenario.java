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
package io.github.refvideo.it.closing;

import java.util.function.Consumer;
import org.apache.camel.ExchangePattern;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** What happens to an exchange after a purchase: a row of the table in pay-once.adoc. */
enum ClosingScenario {
    COMPLETES("the exchange completes", routes -> order(routes).to(ClosingScenario.GENERATE)),
    LATER_STEP_FAILS(
            "a later step fails",
            routes -> order(routes).to(ClosingScenario.GENERATE).to(ClosingScenario.FAIL)),
    HANDLED(
            "a later step fails, `onException` with `handled(true)`",
            routes ->
                    order(routes)
                            .onException(Exception.class)
                            .handled(true)
                            .setBody()
                            .constant("sorry")
                            .end()
                            .to(ClosingScenario.GENERATE)
                            .to(ClosingScenario.FAIL)),
    DEAD_LETTER(
            "a later step fails, dead letter channel",
            routes ->
                    order(routes)
                            .errorHandler(routes.deadLetterChannel("mock:dead"))
                            .to(ClosingScenario.GENERATE)
                            .to(ClosingScenario.FAIL)),
    CONTINUED(
            "a later step fails, `onException` with `continued(true)`",
            routes ->
                    order(routes)
                            .onException(Exception.class)
                            .continued(true)
                            .end()
                            .to(ClosingScenario.GENERATE)
                            .to(ClosingScenario.FAIL)),
    DO_CATCH(
            "a later step fails, `doCatch`",
            routes ->
                    order(routes)
                            .to(ClosingScenario.GENERATE)
                            .doTry()
                            .to(ClosingScenario.FAIL)
                            .doCatch(Exception.class)
                            .log(LoggingLevel.DEBUG, "caught")
                            .end()),
    BREAKER(
            "circuit breaker around both steps, fallback",
            routes ->
                    order(routes)
                            .circuitBreaker()
                            .to(ClosingScenario.GENERATE)
                            .to(ClosingScenario.FAIL)
                            .onFallback()
                            .setBody()
                            .constant("sorry")
                            .end()),
    BREAKER_AROUND_LATER_STEP(
            "circuit breaker around the later step only, fallback",
            routes ->
                    order(routes)
                            .to(ClosingScenario.GENERATE)
                            .circuitBreaker()
                            .to(ClosingScenario.FAIL)
                            .onFallback()
                            .log(LoggingLevel.DEBUG, "fallback")
                            .end()),
    FAILOVER(
            "load balancer that fails over to another step",
            routes -> {
                order(routes).loadBalance().failover().to("direct:first", "mock:second").end();
                routes.from("direct:first")
                        .errorHandler(routes.noErrorHandler())
                        .to(ClosingScenario.GENERATE)
                        .to(ClosingScenario.FAIL);
            }),
    TAP_AFTER(
            "wire tap after the purchase; a step of the tap fails",
            routes -> {
                order(routes).to(ClosingScenario.GENERATE).wireTap("direct:tap");
                routes.from("direct:tap").to(ClosingScenario.FAIL);
            }),
    TAP_AROUND(
            "wire tap with the purchase and a later step that fails",
            routes -> {
                order(routes).wireTap("direct:tap");
                routes.from("direct:tap").to(ClosingScenario.GENERATE).to(ClosingScenario.FAIL);
            }),
    TAP_AND_ENRICH(
            "wire tap with `enrich`, the purchase and a later step that fails",
            routes -> {
                order(routes).wireTap("direct:tap");
                routes.from("direct:tap")
                        .enrich(ClosingScenario.GENERATE, (before, video) -> video)
                        .to(ClosingScenario.FAIL);
            }),
    SEDA_AFTER(
            "SEDA after the purchase; a step after the queue fails",
            routes -> {
                order(routes).to(ClosingScenario.GENERATE).to(ExchangePattern.InOnly, "seda:store");
                routes.from("seda:store").to(ClosingScenario.FAIL);
            }),
    SEDA_AND_SPLIT(
            "SEDA before a split with the purchase; a step after the split fails",
            routes -> {
                order(routes).to(ExchangePattern.InOnly, "seda:work");
                routes.from("seda:work")
                        .split()
                        .body()
                        .to(ClosingScenario.GENERATE)
                        .end()
                        .to(ClosingScenario.FAIL);
            }),
    SEDA_FULL(
            "full SEDA queue after the purchase",
            routes -> {
                order(routes)
                        .to(ClosingScenario.GENERATE)
                        .to(ExchangePattern.InOnly, "seda:full?size=1");
                routes.from("direct:fill").to(ExchangePattern.InOnly, "seda:full?size=1");
            }),
    BREAKER_TIMEOUT(
            "circuit breaker that times out before the video arrives, fallback",
            routes ->
                    order(routes)
                            .circuitBreaker()
                            .resilience4jConfiguration()
                            .timeoutEnabled(true)
                            .timeoutDuration(ClosingScenario.TIMEOUT_MILLIS)
                            .end()
                            .to(ClosingScenario.GENERATE)
                            .onFallback()
                            .setBody()
                            .constant("later")
                            .end()),
    MULTICAST_TIMEOUT(
            "multicast that times out before the video arrives",
            routes ->
                    order(routes)
                            .multicast((before, part) -> part)
                            .parallelProcessing()
                            .timeout(ClosingScenario.TIMEOUT_MILLIS)
                            .to(ClosingScenario.GENERATE)
                            .end()),
    SEDA_TIMEOUT(
            "SEDA request-reply that times out before the video arrives, `doCatch`",
            routes -> {
                order(routes)
                        .doTry()
                        .to(
                                ExchangePattern.InOut,
                                "seda:work?timeout=" + ClosingScenario.TIMEOUT_MILLIS)
                        .doCatch(Exception.class)
                        .log(LoggingLevel.DEBUG, "caught")
                        .end();
                routes.from("seda:work").to(ClosingScenario.GENERATE);
            }),
    ON_COMPLETION(
            "`onCompletion` with the purchase and a later step that fails",
            routes ->
                    order(routes)
                            .onCompletion()
                            .to(ClosingScenario.GENERATE)
                            .to(ClosingScenario.FAIL)
                            .end()
                            .to("mock:done")),
    ON_COMPLETION_AND_ENRICH(
            "`onCompletion` with `enrich`, the purchase and a later step that fails",
            routes ->
                    order(routes)
                            .onCompletion()
                            .enrich(ClosingScenario.GENERATE, (before, video) -> video)
                            .to(ClosingScenario.FAIL)
                            .end()
                            .to("mock:done")),
    RESEQUENCE(
            "resequencer after the purchase; a step after it fails",
            routes ->
                    order(routes)
                            .to(ClosingScenario.GENERATE)
                            .resequence(routes.header("n"))
                            .batch()
                            .timeout(50)
                            .to(ClosingScenario.FAIL)),
    AGGREGATE(
            "aggregator after the purchase; a step after it fails",
            routes ->
                    order(routes)
                            .to(ClosingScenario.GENERATE)
                            .aggregate(routes.constant(true), (before, part) -> part)
                            .completionSize(1)
                            .to(ClosingScenario.FAIL)),
    HANDLE_COMPLETES(
            "`submit`, the exchange completes", routes -> order(routes).to(ClosingScenario.SUBMIT)),
    HANDLE_LATER_STEP_FAILS(
            "`submit`, a later step fails",
            routes -> order(routes).to(ClosingScenario.SUBMIT).to(ClosingScenario.FAIL)),
    HANDLE_TO_TAP(
            "`submit`, wire tap with `await` and a later step that fails",
            routes -> {
                order(routes).to(ClosingScenario.SUBMIT).wireTap("direct:tap");
                routes.from("direct:tap").to("refvideo:await").to(ClosingScenario.FAIL);
            });

    static final String GENERATE = "refvideo:generate";
    private static final String SUBMIT = "refvideo:submit";

    /** Long enough for the submit on a loaded machine; the job runs until it has passed. */
    private static final int TIMEOUT_MILLIS = 2_000;

    /** A bean that always fails. */
    static final String FAIL = "bean:fail";

    private final String row;
    private final Consumer<RouteBuilder> routes;

    ClosingScenario(String row, Consumer<RouteBuilder> routes) {
        this.row = row;
        this.routes = routes;
    }

    /** The first cell of the row. */
    String row() {
        return row;
    }

    /** Whether Camel stops waiting before the video arrives. */
    boolean timesOut() {
        return this == BREAKER_TIMEOUT || this == MULTICAST_TIMEOUT || this == SEDA_TIMEOUT;
    }

    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                routes.accept(this);
            }
        };
    }

    private static RouteDefinition order(RouteBuilder routes) {
        return routes.from("direct:order").routeId("order");
    }
}
