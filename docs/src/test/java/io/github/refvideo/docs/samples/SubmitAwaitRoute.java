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

import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Submit and await as two steps, with a queue between them. */
final class SubmitAwaitRoute extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        from("direct:order")
                .to("refvideo:submit?model=alibaba/wan-v2.6-r2v&resolution=1280x720&duration=4")
                .to(ExchangePattern.InOnly, "seda:jobs"); // the handle, as JSON

        from("seda:jobs")
                .to("refvideo:await?pollTimeout=30m")
                .to("file:outbox?fileName=${header.CamelRefVideoJobId}.mp4");
        // end::route[]
    }
}
