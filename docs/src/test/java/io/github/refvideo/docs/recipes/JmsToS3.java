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

import org.apache.camel.builder.RouteBuilder;

/** Reads requests from a JMS queue and writes the videos to a bucket. */
public final class JmsToS3 extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        from("jms:queue:video.requests?transacted=true&lazyCreateTransactionManager=false"
                        + "&concurrentConsumers=20")
                .routeId("jms-to-s3")
                .to(
                        "refvideo:generate?idempotencyKeyFromMessage=true"
                                + "&output=file&outputDirectory={{arriving}}")
                .id("buy-video")
                .setHeader("CamelAwsS3Key", simple("${header.CamelRefVideoJobId}.mp4"))
                .setHeader("CamelAwsS3ContentType", header("Content-Type"))
                .to("aws2-s3:{{bucket}}?deleteAfterWrite=true");
        // end::route[]
    }
}
