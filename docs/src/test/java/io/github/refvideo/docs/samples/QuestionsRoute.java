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

/** Reads the status of a job, and cancels it. */
final class QuestionsRoute extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        from("direct:status") // the body, or the header CamelRefVideoJob: a handle
                .to("refvideo:status")
                .log("${header.CamelRefVideoJobId} is ${body}");

        from("direct:cancel")
                .to("refvideo:cancel?provider=dashscope")
                .log("${header.CamelRefVideoJobId}: ${body}"); // CANCELED or TOO_LATE
        // end::route[]
    }
}
