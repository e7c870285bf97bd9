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
package io.github.refvideo.camel.builder;

import io.github.refvideo.camel.builder.endpoint.dsl.RefVideoEndpointBuilderFactory.RefVideoBuilders;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

// tag::endpoint-dsl[]
/** Generates a video from each image, and names the file by the job id. */
public class VideoRoutes extends EndpointRouteBuilder implements RefVideoBuilders {

    @Override
    public void configure() {
        from(file("{{inbox}}"))
                .setHeader(refvideo().refVideoPrompt())
                .constant("character1 waves at the camera in a sunny garden")
                .to(
                        refvideo("generate")
                                .model("alibaba/wan-v2.6-r2v")
                                .resolution("1280x720")
                                .duration(4)
                                .shotType("single")
                                .referenceStore("vercel-blob")
                                .pollTimeout("15m"))
                .to(
                        file("{{outbox}}")
                                .fileName("${header." + refvideo().refVideoJobId() + "}.mp4"));
    }
}
// end::endpoint-dsl[]
