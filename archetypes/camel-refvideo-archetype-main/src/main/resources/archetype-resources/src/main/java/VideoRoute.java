## Licensed under the Apache License, Version 2.0 (the "License");
## you may not use this file except in compliance with the License.
## You may obtain a copy of the License at
##
## http://www.apache.org/licenses/LICENSE-2.0
##
## Unless required by applicable law or agreed to in writing, software
## distributed under the License is distributed on an "AS IS" BASIS,
## WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
## See the License for the specific language governing permissions and
## limitations under the License.
package ${package};

import org.apache.camel.builder.RouteBuilder;

## tag::class[]
/** Generates a video from each image in a folder. */
public class VideoRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{inbox}}?readLock=changed&moveFailed=.failed")
                .setHeader("CamelRefVideoPrompt", constant("{{prompt}}"))
                .to("refvideo:generate")
                .to("file:{{outbox}}?fileName=${header.CamelRefVideoJobId}.mp4")
                .log("${header.CamelFileNameProduced}: ${header.Content-Length} bytes");
    }
}
## end::class[]
