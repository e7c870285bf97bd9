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
package io.github.refvideo.examples.springboot;

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoShutdownException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The routes from an order to its video, with error handling. */
@Component
class VideoRoutes extends RouteBuilder {

    private final int retries;
    private final Duration retryDelay;

    VideoRoutes(
            @Value("${videos.retries}") int retries,
            @Value("${videos.retry-delay}") Duration retryDelay) {
        this.retries = retries;
        this.retryDelay = retryDelay;
    }

    @Override
    public void configure() {
        // tag::errors[]
        // The job is resumed at the next start.
        onException(RefVideoShutdownException.class).handled(true);

        // A retry continues with the same job and pays nothing.
        onException(RefVideoException.class)
                .onWhen(VideoRoutes::isRetryable)
                .maximumRedeliveries(retries)
                .redeliveryDelay(retryDelay.toMillis())
                .asyncDelayedRedelivery()
                .handled(true)
                .bean(OutcomeRecorder.class, "failed");

        onException(Exception.class).handled(true).bean(OutcomeRecorder.class, "failed");
        // end::errors[]

        // tag::route[]
        from("direct:order")
                .routeId("order")
                .bean(RequestBuilder.class)
                .to("refvideo:generate?output=file")
                .id("generate")
                .to("direct:keep");

        from("refvideo:resume")
                .routeId("resume")
                .bean(RequestBuilder.class, "fromHandle")
                .to("refvideo:await?output=file")
                .to("direct:keep");

        from("direct:keep").routeId("keep").bean(OutcomeRecorder.class, "succeeded");
        // end::route[]
    }

    private static boolean isRetryable(Exchange exchange) {
        RefVideoException error =
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RefVideoException.class);
        return error != null && error.isRetryable();
    }
}
