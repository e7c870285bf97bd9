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

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Accepts a form with images and a prompt; the video can be fetched when it is ready. */
public final class UploadToVideo extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        String videos = "jetty:http://{{http.host}}:{{http.port}}/videos";

        // 202 as soon as the job is submitted: no connection stays open for minutes.
        from(videos + "?httpMethodRestrict=POST&enableMultipartFilter=true")
                .setHeader("CamelRefVideoPrompt", header("prompt"))
                .to(
                        "refvideo:submit?model=alibaba/wan-v2.6-r2v&resolution=1280x720&duration=4"
                                + "&referenceStore=vercel-blob&maxReferenceSize=20971520")
                .wireTap("seda:handles?size=100000")
                .setHeader("Location", simple("/videos?job=${header.CamelRefVideoJobId}"))
                // The form fields are headers now. Without this, they would be sent back.
                .removeHeaders("*", "Location")
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
                .setBody(constant(""));

        from("seda:handles?size=100000")
                .to("refvideo:await?output=file&outputDirectory={{arriving}}")
                .to(
                        "file:{{videos}}?fileName=${header.CamelRefVideoJobId}.mp4&tempPrefix=.arriving-");

        from(videos + "?httpMethodRestrict=GET")
                .filter(simple("${header.job} !regex '[A-Za-z0-9_-]{1,200}'"))
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(404))
                .setBody(constant(""))
                .stop()
                .end()
                .setHeader("Content-Type", constant("video/mp4"))
                .pollEnrich()
                .simple("file:{{videos}}?fileName=${header.job}.mp4&noop=true&idempotent=false")
                .timeout(0)
                .filter(body().isNull())
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(404))
                .end();
        // end::route[]
    }
}
