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

/** Two characters on the web; values that change per message are in headers. */
final class CharactersRoute extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        from("direct:scene") // the body: URLs of images
                .setHeader("CamelRefVideoPrompt", constant("character1 and character2 play chess"))
                .setHeader("CamelRefVideoShotType", constant("multi"))
                .setHeader("CamelRefVideoDuration", constant(5))
                .to("refvideo:generate?model=alibaba/wan-v2.6-r2v&resolution=1280x720")
                .log(
                        "${header.CamelRefVideoJobId}: ${header.CamelRefVideoEstimatedCost} USD at most");
        // end::route[]
    }
}
