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

import io.github.refvideo.camel.error.RefVideoContentRejectedException;
import org.apache.camel.builder.RouteBuilder;

/** Sends requests that the content check of the service rejects to a review by people. */
public final class ReviewQueue extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        onException(RefVideoContentRejectedException.class)
                .handled(true)
                .setHeader("rejectedBy", simple("${exception.provider}"))
                .setHeader("rejectedCode", simple("${exception.providerCode}"))
                .setHeader("rejectedReason", simple("${exception.message}"))
                .setHeader("rejectedJob", header("CamelRefVideoJobId"))
                .to("jms:queue:video.review");

        from("jms:queue:video.requests?transacted=true&lazyCreateTransactionManager=false"
                        + "&concurrentConsumers=20")
                .routeId("requests")
                .to("refvideo:generate?idempotencyKeyFromMessage=true")
                .id("buy-video")
                .to("file:{{outbox}}?fileName=${header.CamelRefVideoJobId}.mp4");
        // end::route[]
    }
}
