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
package io.github.refvideo.examples.folderwatch;

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoShutdownException;
import org.apache.camel.builder.RouteBuilder;

/** Generates a video for each image in a folder that has none, next to the image. */
final class FolderWatchRoute extends RouteBuilder {

    @Override
    public void configure() {
        // tag::errors[]
        // The image stays in the folder, and its job is continued at the next start.
        onException(RefVideoShutdownException.class).handled(true);

        onException(RefVideoException.class)
                .onWhen(simple("${exception.retryable}"))
                .maximumRedeliveries("{{folder.attempts}}")
                .redeliveryDelay("{{folder.attempt-delay}}")
                .useExponentialBackOff()
                .asyncDelayedRedelivery()
                .handled(true)
                .bean("failed", "moveAside")
                .bean("terminal", "moveAside");

        onException(Exception.class)
                .handled(true)
                .bean("failed", "moveAside")
                .bean("terminal", "moveAside");
        // end::errors[]

        // tag::route[]
        from("file:{{folder.images}}?noop=true&idempotent=false&filter=#missingVideoFilter"
                        + "&readLock=changed&readLockMarkerFile=false&readLockMinAge={{folder.settled}}&readLockLoggingLevel=DEBUG")
                .routeId("clips")
                .process("order")
                .bean("terminal", "taken")
                .to(
                        "refvideo:generate?model={{video.model}}&resolution={{video.resolution}}"
                                + "&duration={{video.duration}}&shotType={{video.shot-type}}&output=stream")
                .id("generate")
                .to("file:{{folder.images}}?fileName=${file:name.noext}.mp4&tempPrefix=.part-")
                .bean("missingVideoFilter", "done")
                .bean("terminal", "done");
        // end::route[]
    }
}
