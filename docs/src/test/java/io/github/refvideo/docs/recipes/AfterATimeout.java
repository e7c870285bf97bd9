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

import io.github.refvideo.camel.error.RefVideoTimeoutException;
import org.apache.camel.builder.RouteBuilder;

/** Keeps a job that exceeds its timeout, and fetches its video later. */
public final class AfterATimeout extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        // A new name each time, because the file consumer deletes the file that it has read.
        onException(RefVideoTimeoutException.class)
                .onWhen(header("CamelRefVideoJob").isNotNull())
                .handled(true)
                .setBody(header("CamelRefVideoJob"))
                .to(
                        "file:{{handles}}?fileName=${header.CamelRefVideoJobId}-${date:now:HHmmssSSS}.json"
                                + "&tempPrefix=.new-");

        from("direct:video")
                .to("refvideo:generate?pollTimeout=10m")
                .to("file:{{outbox}}?fileName=${header.CamelRefVideoJobId}.mp4");

        from("file:{{handles}}?antInclude=*.json&delete=true&moveFailed=.failed")
                .to("refvideo:await?pollTimeout={{await.timeout}}&output=bytes")
                .to("file:{{outbox}}?fileName=${header.CamelRefVideoJobId}.mp4");
        // end::route[]
    }
}
