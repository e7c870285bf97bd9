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
package io.github.refvideo.examples.fallback;

import io.github.refvideo.camel.error.RefVideoException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Gets the video of each order from the gateway or, while its circuit is open, from DashScope. */
public final class FallbackRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        // Temporary errors are retried. Each attempt chooses the service again, but an order that
        // was bought, or may have been bought, stays with its service.
        onException(RefVideoException.class)
                .onWhen(FallbackRoutes::isRetryable)
                .maximumRedeliveries("{{fallback.redeliveries}}")
                .redeliveryDelay("{{fallback.redelivery-delay}}")
                .asyncDelayedRedelivery()
                .logRetryAttempted(false);

        // The header "order" contains the order number, body and headers the request.
        from("direct:order")
                .routeId("order")
                .setHeader("CamelRefVideoIdempotencyKey", header("order"))
                .to("direct:buy")
                // A job of the gateway is still running; DashScope's video is already in the body.
                .filter(header("CamelRefVideoProvider").isEqualTo("gateway"))
                .to("refvideo:await?provider=gateway&baseUrl={{?fallback.gateway-url}}")
                .end()
                .to("file:{{fallback.videos}}?fileName=${header.order}.mp4")
                .bean("terminal", "delivered");

        // No error handler: the route above retries this route as a whole.
        from("direct:buy")
                .routeId("buy")
                .errorHandler(noErrorHandler())
                .removeProperty("why")
                .choice()
                .when(method("purchases", "isAtGateway"))
                .setProperty("why", constant("asked again, under the same key"))
                .to("direct:gateway")
                .when(method("purchases", "isAtDashscope"))
                .setProperty("why", constant("asked again, under the same key"))
                .to("direct:dashscope")
                .otherwise()
                .circuitBreaker()
                .resilience4jConfiguration()
                .circuitBreaker("gatewayCircuit")
                .end()
                .to("direct:gateway")
                .onFallback()
                .setProperty("why", method("purchases", "fallbackReason"))
                .end()
                // Outside the circuit breaker, which would block a thread until the video is done.
                .filter(exchangeProperty("CamelCircuitBreakerResponseFromFallback"))
                .to("direct:dashscope")
                .end()
                .end();

        // Only the submit, which takes seconds. Waiting takes minutes and is not in the breaker.
        from("direct:gateway")
                .routeId("gateway")
                .errorHandler(noErrorHandler())
                .to("refvideo:submit?provider=gateway&baseUrl={{?fallback.gateway-url}}")
                .id("submit");

        from("direct:dashscope")
                .routeId("dashscope")
                .errorHandler(noErrorHandler())
                // Another step, therefore another purchase under the same key.
                .to("refvideo:generate?provider=dashscope&baseUrl={{?fallback.dashscope-url}}")
                .id("generate");
        // end::route[]
    }

    private static boolean isRetryable(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RefVideoException.class)
                .isRetryable();
    }
}
