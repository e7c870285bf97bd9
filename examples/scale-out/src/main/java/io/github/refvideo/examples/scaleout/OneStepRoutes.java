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

/** A request in, a video out, in one step on one node: the message waits for its video. */
final class OneStepRoutes extends PaidRoutes {

    @Override
    void routes() {
        from("jms:queue:{{scaleout.one-step-requests}}"
                        + "?concurrentConsumers={{scaleout.one-step-consumers}}")
                .routeId("one-step")
                .autoStartup("{{scaleout.one-step}}")
                .filter(PaidRoutes::redelivered)
                .log("redelivered to one-step")
                .end()
                // The message id is the same at each delivery, on each node: what was bought for it
                // is found again.
                .to("refvideo:generate?idempotencyKeyFromMessage=true")
                .id("generate-video")
                .bean("shelf")
                .log("video ${body}");
    }
}
