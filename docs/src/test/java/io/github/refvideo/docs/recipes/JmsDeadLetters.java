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
package io.github.refvideo.docs.recipes;

import io.github.refvideo.camel.error.RefVideoException;
import org.apache.camel.builder.RouteBuilder;

/** Failed messages keep the key and the handle of their purchase. */
public final class JmsDeadLetters extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        // The failure would be the same each time.
        onException(RefVideoException.class)
                .onWhen(simple("${exception.retryable} == false"))
                .handled(true)
                .to("direct:failed-message");

        onException(Exception.class)
                .maximumRedeliveries(3)
                .redeliveryDelay("{{redelivery.delay:10000}}")
                .handled(true)
                .to("direct:failed-message");

        from("jms:queue:video.requests?transacted=true&lazyCreateTransactionManager=false"
                        + "&concurrentConsumers=20")
                .routeId("requests")
                .setProperty("request", body())
                // A message that is sent again has the key of the first one.
                .filter(header("RefVideoKey").isNull())
                .setHeader("RefVideoKey", header("JMSMessageID"))
                .end()
                .setHeader("CamelRefVideoIdempotencyKey", header("RefVideoKey"))
                .to("refvideo:generate")
                .id("buy-video")
                .to("file:{{outbox}}?fileName=${header.CamelRefVideoJobId}.mp4");

        from("direct:failed-message")
                .errorHandler(noErrorHandler())
                .setBody(exchangeProperty("request"))
                // Legal names of JMS properties. Headers that begin with Camel are not sent.
                .setHeader("RefVideoJob", header("CamelRefVideoJob"))
                .setHeader("RefVideoReason", simple("${exception.message}"))
                .to("jms:queue:video.failed");
        // end::route[]

        // tag::await[]
        from("jms:queue:video.handles?transacted=true&lazyCreateTransactionManager=false")
                .routeId("handles")
                .setBody(header("RefVideoJob"))
                .to("refvideo:await?output=bytes")
                .to("file:{{outbox}}?fileName=${header.CamelRefVideoJobId}.mp4");
        // end::await[]
    }
}
