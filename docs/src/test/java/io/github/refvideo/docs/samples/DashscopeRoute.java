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

/** Uses DashScope without the gateway. */
final class DashscopeRoute extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        from("direct:scene")
                .setHeader("CamelRefVideoPrompt", constant("Image 1 waves at Image 2"))
                .to(
                        "refvideo:generate?provider=dashscope&region=singapore&model=wan2.7-r2v"
                                + "&resolution=1280x720&duration=5&referenceStore=dashscope")
                .to("file:outbox?fileName=${header.CamelRefVideoJobId}.mp4");
        // end::route[]
    }
}
