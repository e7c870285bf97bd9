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

/** The fields of a VideoSynthesisParam as options and headers. */
public final class DashscopeCall extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        // Body: the former referenceUrls, as List, JSON array, or one URL per line.
        from("direct:videoSynthesis")
                .setHeader("CamelRefVideoPrompt", constant("character1 and character2 dance"))
                .setHeader("CamelRefVideoSeed", constant(7))
                .to(
                        "refvideo:generate?provider=dashscope&region=singapore&model=wan2.6-r2v"
                                + "&resolution=1280x720&duration=4&shotType=single&watermark=false"
                                + "&promptExtend=false&pollTimeout=15m")
                .to("file:{{outbox}}?fileName=${header.CamelRefVideoJobId}.mp4");
        // end::route[]
    }
}
