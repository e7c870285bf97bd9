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
package io.github.refvideo.examples.quickstart;

import org.apache.camel.builder.RouteBuilder;

/** Generates a video from the images of a folder and a prompt. */
public final class QuickstartRoute extends RouteBuilder {

    @Override
    public void configure() {
        // One line instead of the stack trace that Camel logs by default.
        onException(Exception.class).handled(true).bean("terminal", "reportFailure(${exception})");

        from("timer:once?delay=0&repeatCount=1")
                .setBody(simple("${ref:references}"))
                .setHeader("CamelRefVideoPrompt", simple("${ref:prompt}"))
                .to("refvideo:generate?resolution=1280x720&duration=4")
                .to("file:target/videos?fileName=${header.CamelRefVideoJobId}.mp4")
                .bean("terminal", "done");
    }
}
