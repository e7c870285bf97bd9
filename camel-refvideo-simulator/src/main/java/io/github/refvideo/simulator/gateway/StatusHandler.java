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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** {@code POST /video-model/status}: returns the state of one job. */
final class StatusHandler {
    private final HeaderCheck headers;
    private final GatewayJobs jobs;
    private final JobViews views;
    private final Ledger ledger;
    private final Clock clock;

    StatusHandler(
            HeaderCheck headers, GatewayJobs jobs, JobViews views, Ledger ledger, Clock clock) {
        this.headers = headers;
        this.jobs = jobs;
        this.views = views;
        this.ledger = ledger;
        this.clock = clock;
    }

    void handle(Call call) {
        Optional<Reply> refusal = headers.refuseVideoCall(call);
        if (refusal.isPresent()) {
            call.reply(refusal.get());
            return;
        }
        String id = jobId(call);
        Optional<GatewayJob> found = id == null ? Optional.empty() : jobs.find(id);
        if (id == null) {
            call.reply(GatewayErrors.invalid("operation.gatewayJobId is missing."));
        } else if (found.isEmpty()) {
            call.reply(GatewayErrors.unknownJob(id));
        } else if (found.get().token() != null && !found.get().token().equals(token(call))) {
            call.reply(GatewayErrors.invalid("operation.token is not the one of the job."));
        } else if (!found.get().model().id().equals(call.header("ai-model-id"))) {
            call.reply(
                    GatewayErrors.invalid(
                            "The job belongs to another model than ai-model-id says."));
        } else {
            view(call, found.get())
                    .onSuccess(
                            view ->
                                    call.reply(
                                            Reply.of(200, "application/json", view.content("", ""))
                                                    .whenSent(view.whenSent())))
                    .onFailure(
                            e ->
                                    call.reply(
                                            GatewayErrors.error(
                                                    500, "The simulator could not render: " + e)));
        }
    }

    /** The job id in a status request, or null. */
    static String jobId(Call call) {
        return inOperation(call, "gatewayJobId");
    }

    private static String token(Call call) {
        return inOperation(call, "token");
    }

    private static String inOperation(Call call, String field) {
        try {
            return Json.readObject(call.body().toString())
                    .path("operation")
                    .path(field)
                    .textValue();
        } catch (InvalidRequestException e) {
            return null;
        }
    }

    private Future<JobView> view(Call call, GatewayJob found) {
        if (call.fault().isPresent()) {
            Optional<ObjectNode> wrong = wrongView(call.fault().get(), found);
            if (wrong.isPresent()) {
                return Future.succeededFuture(JobView.of(wrong.get()));
            }
            jobs.doomNow(found, call.fault().get());
        }
        JobState state = found.job().stateAt(clock.instant());
        return switch (state) {
            case QUEUED, RUNNING -> pending(found);
            case COMPLETED ->
                    views.completed(found, call.origin())
                            .map(view -> view.map(StatusHandler::completed));
            case FAILED, CANCELLED -> Future.succeededFuture(JobView.of(views.ended(found, state)));
        };
    }

    private Future<JobView> pending(GatewayJob found) {
        ledger.unfinishedStatusRead();
        return Future.succeededFuture(JobView.of(views.unfinished(found, "pending")));
    }

    private Optional<ObjectNode> wrongView(Fault fault, GatewayJob found) {
        return switch (fault.kind()) {
            case UNKNOWN_STATUS -> Optional.of(views.unfinished(found, fault.text()));
            case SUCCESS_WITHOUT_URL -> Optional.of(completed(views.withoutVideo(found)));
            case UPLOADED_RESULT -> Optional.of(completed(views.uploaded(found, fault.text())));
            case EXPIRED_RESULT -> Optional.of(completed(views.expired(found)));
            default -> Optional.empty();
        };
    }

    private static ObjectNode completed(ObjectNode view) {
        return Json.object().put("status", "completed").setAll(view);
    }
}
