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

/** An order in, its video as a file out: from the gateway, or from DashScope where that is due. */
public final class FallbackRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        // What may pass is tried again. Each time it is decided anew where; an order that was
        // bought, or may have been, stays where it is.
        onException(RefVideoException.class)
                .onWhen(FallbackRoutes::mayPass)
                .maximumRedeliveries("{{fallback.redeliveries}}")
                .redeliveryDelay("{{fallback.redelivery-delay}}")
                .asyncDelayedRedelivery()
                .logRetryAttempted(false);

        // Header "order" names the order; body and headers say what the video shall show.
        from("direct:order")
                .routeId("order")
                .setHeader("CamelRefVideoIdempotencyKey", header("order"))
                .to("direct:buy")
                // The gateway's job is bought and not awaited yet; DashScope's video is there.
                .filter(header("CamelRefVideoProvider").isEqualTo("gateway"))
                .to("refvideo:await?provider=gateway&baseUrl={{?fallback.gateway-url}}")
                .end()
                .to("file:{{fallback.videos}}?fileName=${header.order}.mp4")
                .bean("terminal", "delivered");

        // Redelivered as a whole, by the route above.
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
                .setProperty("why", method("purchases", "whyElsewhere"))
                .end()
                // Behind the breaker, which would hold a thread until the video is there.
                .filter(exchangeProperty("CamelCircuitBreakerResponseFromFallback"))
                .to("direct:dashscope")
                .end()
                .end();

        // The paid call alone: a second or three. The wait of minutes is not the breaker's.
        from("direct:gateway")
                .routeId("gateway")
                .errorHandler(noErrorHandler())
                .to("refvideo:submit?provider=gateway&baseUrl={{?fallback.gateway-url}}")
                .id("submit");

        from("direct:dashscope")
                .routeId("dashscope")
                .errorHandler(noErrorHandler())
                // Another step, and so another purchase under the same key.
                .to("refvideo:generate?provider=dashscope&baseUrl={{?fallback.dashscope-url}}")
                .id("generate");
        // end::route[]
    }

    private static boolean mayPass(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RefVideoException.class)
                .isRetryable();
    }
}
