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
package io.github.refvideo.simulator.gateway;

import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import java.util.Optional;

/** {@code POST /video-model/start}: creates a job and responds immediately. */
final class StartHandler {
    private final HeaderCheck headers;
    private final GatewayJobs jobs;
    private final JobViews views;

    StartHandler(HeaderCheck headers, GatewayJobs jobs, JobViews views) {
        this.headers = headers;
        this.jobs = jobs;
        this.views = views;
    }

    void handle(Call call) {
        call.reply(headers.refuseVideoCall(call).orElseGet(() -> start(call)));
    }

    private Reply start(Call call) {
        String key = call.header("idempotency-key");
        try {
            Optional<GatewayJob> job =
                    jobs.start(call, VideoRequest.read(call.body().toString()), key);
            return job.map(found -> Reply.json(202, Json.text(views.started(found))))
                    .orElseGet(
                            () ->
                                    GatewayErrors.error(
                                            422,
                                            "The idempotency key was used before, for a request with another body."));
        } catch (InvalidRequestException e) {
            return GatewayErrors.invalid(e.getMessage());
        }
    }
}
