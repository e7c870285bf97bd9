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

/** Videos that are larger than the heap. */
public final class LargeVideos extends RouteBuilder {

    @Override
    public void configure() {
        // tag::stream[]
        from("seda:to-file")
                .to("refvideo:generate?output=stream&maxVideoSize=4294967296")
                .to(
                        "file:{{outbox}}?fileName=${header.CamelRefVideoJobId}.mp4&tempPrefix=.arriving-");
        // end::stream[]

        // tag::store[]
        from("seda:to-store")
                .to(
                        "refvideo:generate?output=file&outputDirectory={{arriving}}&maxVideoSize=4294967296")
                .setHeader("CamelAwsS3Key", simple("${header.CamelRefVideoJobId}.mp4"))
                .to("aws2-s3:{{bucket}}?deleteAfterWrite=true");
        // end::store[]
    }
}
