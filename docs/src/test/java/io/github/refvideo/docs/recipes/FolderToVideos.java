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

/** Makes a video from each image in a folder. */
public final class FolderToVideos extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        from("file:{{inbox}}?antInclude=*.png,*.jpg,*.jpeg,*.webp&readLock=changed&moveFailed=.failed")
                .routeId("folder")
                .setHeader("CamelRefVideoPrompt", constant("{{prompt}}"))
                .to(
                        "refvideo:generate?idempotencyKeyFromMessage=true"
                                + "&model=alibaba/wan-v2.6-r2v&resolution=1280x720&duration=4"
                                + "&shotType=single&referenceStore=vercel-blob&maxInFlight=5")
                .id("buy-video")
                .to("file:{{outbox}}?fileName=${file:name.noext}.mp4");
        // end::route[]
    }
}
