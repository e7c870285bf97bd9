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
package io.github.refvideo.camel;

// tag::progress[]
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.event.RefVideoJobEvent;
import io.github.refvideo.camel.event.RefVideoJobFailedEvent;
import io.github.refvideo.camel.event.RefVideoJobSucceededEvent;
import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.LRUCacheFactory;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** Generates videos and returns the progress of a job, given its id. */
public class ProgressRoutes extends RouteBuilder {

    /** The last known state of the latest jobs. */
    private final Map<String, Map<String, Object>> board = LRUCacheFactory.newLRUCache(1000);

    @Override
    public void configure() {
        getContext().getManagementStrategy().addEventNotifier(new Board());

        from("direct:order") // such as POST /videos: returns the job id
                .to("refvideo:submit")
                .to(ExchangePattern.InOnly, "seda:wait")
                .setBody(header(RefVideoConstants.JOB_ID));

        from("seda:wait")
                .to("refvideo:await")
                .log("${header.CamelRefVideoJobId}: ${header.Content-Length} bytes");

        from("direct:progress") // such as GET /videos/{id}
                .setBody(e -> board.getOrDefault(e.getMessage().getBody(String.class), Map.of()));
    }

    /** Receives the events of all jobs in this context. */
    private final class Board extends SimpleEventNotifierSupport {

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof RefVideoJobEvent told && told.getJob().jobId() != null;
        }

        @Override
        public void notify(CamelEvent event) {
            JobSnapshot job = ((RefVideoJobEvent) event).getJob();
            String state = "under way";
            if (event instanceof RefVideoJobSucceededEvent) {
                state = "done";
            } else if (event instanceof RefVideoJobFailedEvent failed) {
                state = "failed: " + failed.getMessage();
            }
            board.put(
                    job.jobId(),
                    Map.of(
                            "state", state,
                            "status", String.valueOf(job.status()),
                            "seconds", job.elapsed().toSeconds()));
        }
    }
}
// end::progress[]
