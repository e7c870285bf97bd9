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

/** One node submits, another one waits and downloads. */
public final class SubmitNowFetchLater extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        from("jms:queue:video.requests?transacted=true&lazyCreateTransactionManager=false")
                .routeId("submit")
                .autoStartup("{{submit}}")
                .to("refvideo:submit?idempotencyKeyFromMessage=true")
                .id("submit-video")
                .to("jms:queue:video.handles");

        from("jms:queue:video.handles?transacted=true&lazyCreateTransactionManager=false"
                        + "&concurrentConsumers=20")
                .routeId("await")
                .autoStartup("{{await}}")
                .to("refvideo:await?output=bytes")
                .to(
                        "file:{{outbox}}?fileName=${header.CamelRefVideoJobId}.mp4&tempPrefix=.arriving-");
        // end::route[]
    }
}
