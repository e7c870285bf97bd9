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

/** Generates the video in one step: a request stays on its node until the video is stored. */
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
                // The message id is the same at each delivery, so the purchase is found again on
                // every node.
                .to("refvideo:generate?idempotencyKeyFromMessage=true")
                .id("generate-video")
                .bean("videoDirectory")
                .log("video ${body}");
    }
}
