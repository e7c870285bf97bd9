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

import io.github.refvideo.camel.RefVideoConstants;
import java.io.File;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.saga.CamelSagaService;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.ExchangeHelper;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** The routes of one case: the pattern, the purchase and a later step that may fail once. */
final class Routes extends RouteBuilder {

    /**
     * The timeout of a pattern that has one. Only an attempt that receives no answer takes longer:
     * on a loaded machine an attempt takes up to a second.
     */
    static final int PATTERN_TIMEOUT_MILLIS = 3_000;

    /** The exchange property with the key of the message; not set without a key. */
    static final String KEY = "key";

    private final PatternCase patternCase;
    private final Set<String> videos = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean failed = new AtomicBoolean();

    Routes(PatternCase patternCase) {
        this.patternCase = patternCase;
    }

    @Override
    public void configure() {
        from("direct:other").setBody(constant("other"));
        from("direct:other-step").log(LoggingLevel.TRACE, "other");
        from("direct:dead").log(LoggingLevel.TRACE, "dead");
        flaky(patternCase.pattern().configure(this));
    }

    /** Jobs whose video passed the step after the purchase. */
    Set<String> videos() {
        return videos;
    }

    RouteDefinition order() {
        return from("direct:order").routeId("order");
    }

    /** A route without an error handler, inside one with redeliveries. */
    RouteDefinition inner() {
        order().errorHandler(redelivers()).to("direct:inner");
        return from("direct:inner").routeId("inner").errorHandler(noErrorHandler());
    }

    DefaultErrorHandlerDefinition redelivers() {
        return defaultErrorHandler()
                .maximumRedeliveries(5)
                .redeliveryDelay(1)
                .logExhausted(false)
                .logRetryAttempted(false);
    }

    // ---- the purchase

    /** Adds the steps of the purchase. */
    ProcessorDefinition<?> buy(ProcessorDefinition<?> route) {
        return patternCase.submitAndAwait()
                ? route.to(uri("submit")).id("submit").to(uri("await")).id("await")
                : route.to(uri("generate")).id("generate");
    }

    /** The same with dynamic URIs. */
    ProcessorDefinition<?> buyDynamically(ProcessorDefinition<?> route) {
        String seed = "&seed=${exchangeProperty.seed}";
        return patternCase.submitAndAwait()
                ? route.toD(uri("submit") + seed).id("submit").toD(uri("await") + seed).id("await")
                : route.toD(uri("generate") + seed).id("generate");
    }

    private String uri(String operation) {
        return "refvideo:"
                + operation
                + "?output="
                + patternCase.output()
                + "&pollTimeout="
                + (patternCase.pattern().hasTimeout() ? "5s" : "2s");
    }

    /** The URI of a route that generates a video and handles no errors. */
    String purchase() {
        buy(from("direct:purchase").routeId("purchase").errorHandler(noErrorHandler()));
        return "direct:purchase";
    }

    /**
     * The URI of a route for each part of a split, with the step that may fail; under a key each
     * part has one of its own.
     */
    String part() {
        RouteDefinition part = from("direct:part").routeId("part").errorHandler(noErrorHandler());
        flaky(buy(part.process(Routes::setKeyOfPart)));
        return "direct:part";
    }

    private static void setKeyOfPart(Exchange exchange) {
        String key = exchange.getProperty(KEY, String.class);
        if (key != null) {
            Object index = exchange.getProperty(Exchange.SPLIT_INDEX);
            exchange.getMessage().setHeader(RefVideoConstants.IDEMPOTENCY_KEY, key + "-" + index);
        }
    }

    // ---- around it

    /** Adds a step that fails once, if the fault is in a later step. */
    void flaky(ProcessorDefinition<?> route) {
        route.process(this::later);
    }

    private void later(Exchange exchange) {
        if (hasVideo(exchange)) {
            if (patternCase.fault() == Fault.LATER_STEP_FAILS
                    && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("later step");
            }
            videos.add(exchange.getMessage().getHeader(RefVideoConstants.JOB_ID, String.class));
        }
    }

    /** Whether the body is a video that can be read. */
    static boolean hasVideo(Exchange exchange) {
        return isVideo(exchange.getMessage().getBody())
                && exchange.getMessage().getBody(byte[].class).length > 0;
    }

    static boolean isVideo(Object body) {
        return body instanceof byte[] || body instanceof InputStream || body instanceof File;
    }

    /** Aggregates to the exchange with the video, or with the failure. */
    static Exchange theVideo(Exchange before, Exchange next) {
        boolean wanted = next.isFailed() || hasVideo(next);
        return before == null || wanted ? next : before;
    }

    static void sendACopy(Exchange exchange, String uri) throws Exception {
        Exchange copy = ExchangeHelper.createCopy(exchange, true);
        try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
            template.send(uri, copy);
        }
        if (copy.getException() != null) {
            throw copy.getException();
        }
        exchange.setMessage(copy.getMessage());
    }

    static boolean isRetried(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, int.class) < 3;
    }

    void add(CamelSagaService saga) {
        try {
            getContext().addService(saga);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    void bindTransactions() {
        getContext()
                .getRegistry()
                .bind("transactions", new SpringTransactionPolicy(new NoResources()));
    }

    /** A transaction manager whose transactions span nothing but the route. */
    private static final class NoResources extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
