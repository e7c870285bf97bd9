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

/** Uses a self-hosted server. */
final class SelfHostedRoute extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        from("file:inbox")
                .setHeader("CamelRefVideoPrompt", constant("Image 1 waves at the camera"))
                .to(
                        "refvideo:generate?provider=openai-videos&baseUrl={{server}}"
                                + "&model=MiniMaxAI/MiniMax-H3&aspectRatio=16:9&duration=4"
                                + "&maxInFlight=1&pollTimeout=30m")
                .to("file:outbox?fileName=${header.CamelRefVideoJobId}.mp4");
        // end::route[]
    }
}
