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
package io.github.refvideo.docs.samples;

import org.apache.camel.builder.RouteBuilder;

/** A request that is sent twice is one video. */
final class OnceRoute extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        from("direct:orders")
                .routeId("orders")
                .setHeader("CamelRefVideoIdempotencyKey", simple("order-${header.orderId}"))
                .to("refvideo:generate?model=alibaba/wan-v2.6-r2v&prompt=character1 waves")
                .id("buy-video")
                .to("file:outbox?fileName=${header.CamelRefVideoJobId}.mp4");
        // end::route[]
    }
}
