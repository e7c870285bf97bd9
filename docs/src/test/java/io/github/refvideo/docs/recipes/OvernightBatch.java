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

/** Processes a list of prompts overnight within the quota, and reports the result of each. */
public final class OvernightBatch extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        // Each line: id;URL of the image;prompt
        from("file:{{batches}}?antInclude=*.csv")
                .routeId("batch")
                .setProperty("batch", simple("${file:name.noext}"))
                .split(body().tokenize("\n"))
                .streaming()
                .parallelProcessing()
                .filter(body().regex("[^;]+;[^;]+;.+"))
                .setHeader("id", simple("${body.split(';')[0]}"))
                .setHeader("CamelRefVideoPrompt", simple("${body.split(';')[2]}"))
                .setHeader(
                        "CamelRefVideoIdempotencyKey",
                        simple("${exchangeProperty.batch}/${header.id}"))
                .setBody(simple("${body.split(';')[1]}"))
                .doTry()
                .to(
                        "refvideo:generate?resolution=1280x720&duration=4&maxInFlight=4&queueTimeout=12h"
                                + "&pollTimeout=30m&output=file&outputDirectory={{outbox}}")
                .id("buy-video")
                .setBody(
                        simple(
                                "${header.id};done;${body.name};${header.CamelRefVideoEstimatedCost}"))
                .doCatch(RefVideoException.class)
                .setBody(simple("${header.id};${exception.kind};${header.CamelRefVideoJobId};"))
                .end()
                .to(
                        "file:{{reports}}?fileName=${exchangeProperty.batch}.report.csv"
                                + "&fileExist=Append&appendChars=\\n");
        // end::route[]
    }
}
