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
package io.github.refvideo.examples.scaleout;

/**
 * One node submits the request and sends the handle to a second queue. Any node waits for the job
 * and downloads the video.
 */
final class TwoQueueRoutes extends PaidRoutes {

    @Override
    void routes() {
        from("jms:queue:{{scaleout.requests}}?concurrentConsumers={{scaleout.submit-consumers}}")
                .routeId("submit")
                .autoStartup("{{scaleout.submit}}")
                .filter(PaidRoutes::redelivered)
                .log("redelivered to submit")
                .end()
                .setHeader("JMSCorrelationID", header("JMSMessageID"))
                // The message id is the same at each delivery, so the purchase is found again on
                // every node.
                .to("refvideo:submit?idempotencyKeyFromMessage=true")
                .id("submit-video")
                // Sent before the request is acknowledged. If the node dies in between, there are
                // two handles of one job.
                .to("sender:queue:{{scaleout.handles}}");

        from("jms:queue:{{scaleout.handles}}?concurrentConsumers={{scaleout.await-consumers}}")
                .routeId("await")
                .autoStartup("{{scaleout.await}}")
                .filter(PaidRoutes::redelivered)
                .log("redelivered to await")
                .end()
                .to("refvideo:await")
                .bean("videoDirectory")
                .log("video ${body}");
    }
}
