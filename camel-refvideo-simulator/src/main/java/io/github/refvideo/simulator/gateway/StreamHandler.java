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

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.fault.FaultPhase;
import io.github.refvideo.simulator.fault.StreamForm;
import io.github.refvideo.simulator.job.JobCompletionNotifier;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.Optional;

/**
 * {@code POST /video-model}: creates a job and keeps the connection open until the result event is
 * sent.
 */
final class StreamHandler {
    private final HeaderCheck headers;
    private final GatewayJobs jobs;
    private final JobViews views;
    private final JobCompletionNotifier watch;
    private final EventStreams streams;
    private final Clock clock;

    StreamHandler(
            HeaderCheck headers,
            GatewayJobs jobs,
            JobViews views,
            JobCompletionNotifier watch,
            EventStreams streams,
            Clock clock) {
        this.headers = headers;
        this.jobs = jobs;
        this.views = views;
        this.watch = watch;
        this.streams = streams;
        this.clock = clock;
    }

    void handle(Call call) {
        Optional<Reply> refusal = headers.refuseVideoCall(call);
        if (refusal.isPresent()) {
            call.reply(refusal.get());
            return;
        }
        try {
            // No idempotency: clients send no key on this path, so every call creates and bills a
            // job.
            GatewayJob job =
                    jobs.start(call, VideoRequest.read(call.body().toString()), null).orElseThrow();
            hold(call, job);
        } catch (InvalidRequestException e) {
            call.reply(GatewayErrors.invalid(e.getMessage()));
        }
    }

    private void hold(Call call, GatewayJob job) {
        Optional<Fault> fault = call.fault();
        if (fault.isPresent() && fault.get().ignoresAnswer()) {
            call.reply(Reply.of(200, EventStreams.MEDIA_TYPE, Buffer.buffer()));
        } else if (fault.isPresent() && fault.get().kind().phase() == FaultPhase.REPLY) {
            // A fault that changes the response needs it in one piece, so no heartbeats are sent.
            watch.whenFinished(
                    job.job(),
                    () ->
                            event(call, job)
                                    .onSuccess(
                                            view ->
                                                    call.reply(
                                                            Reply.of(
                                                                    200,
                                                                    EventStreams.MEDIA_TYPE,
                                                                    data(view)))));
        } else if (call.hitBy(FaultKind.STREAM_WITHOUT_EVENT)) {
            streams.open(call, true).end(Content.of(""), () -> {});
        } else if (call.hitBy(FaultKind.STREAM_SILENCE)) {
            streams.open(call, false);
        } else {
            StreamForm form =
                    call.hitBy(FaultKind.STREAM_FORM)
                            ? StreamForm.of(fault.orElseThrow().text())
                            : null;
            // A heartbeat would precede the byte order mark, and contains line feeds.
            boolean heartbeats =
                    form != StreamForm.BYTE_ORDER_MARK && form != StreamForm.CARRIAGE_RETURN;
            EventStreams.Stream stream = streams.open(call, heartbeats);
            watch.whenFinished(
                    job.job(),
                    () ->
                            event(call, job)
                                    .otherwise(
                                            e -> error(500, "The simulator could not render: " + e))
                                    .onSuccess(view -> finish(stream, view, form)));
        }
    }

    private static void finish(EventStreams.Stream stream, JobView view, StreamForm form) {
        if (form == null) {
            stream.end(data(view), view.whenSent());
            return;
        }
        switch (form) {
            case OPEN -> stream.stay(data(view), view.whenSent());
            case PROGRESS ->
                    after("data: {\"type\":\"progress\",\"progress\":0.4}\n\n", stream, view);
            case UNKNOWN -> after("event: note\ndata: {\"type\":\"note\"}\n\n", stream, view);
            case EMPTY -> after("data:\n\n", stream, view);
            case BYTE_ORDER_MARK -> after("\uFEFF", stream, view);
            case CARRIAGE_RETURN ->
                    stream.end(view.content(": heartbeat\r\rdata: ", "\r\r"), view.whenSent());
        }
    }

    private static void after(String first, EventStreams.Stream stream, JobView view) {
        stream.end(view.content(first + "data: ", "\n\n"), view.whenSent());
    }

    private Future<JobView> event(Call call, GatewayJob found) {
        if (call.hitBy(FaultKind.STREAM_ERROR)) {
            return Future.succeededFuture(
                    error((int) call.fault().get().number(), "Injected stream error."));
        }
        if (call.hitBy(FaultKind.UPLOADED_RESULT)) {
            JobView uploaded = JobView.of(views.uploaded(found, call.fault().get().text()));
            return Future.succeededFuture(
                    uploaded.map(json -> Json.object().put("type", "result").setAll(json)));
        }
        JobState state = found.job().stateAt(clock.instant());
        if (state == JobState.FAILED || state == JobState.CANCELLED) {
            return Future.succeededFuture(error(400, views.failure(found)));
        }
        Future<JobView> view =
                call.hitBy(FaultKind.SUCCESS_WITHOUT_URL)
                        ? Future.succeededFuture(JobView.of(views.withoutVideo(found)))
                        : views.completed(found, call.origin());
        return view.map(
                result -> result.map(json -> Json.object().put("type", "result").setAll(json)));
    }

    private static JobView error(int status, String message) {
        return JobView.of(
                Json.object()
                        .put("type", "error")
                        .put("message", message)
                        .put("errorType", GatewayErrors.typeOf(status))
                        .put("statusCode", status)
                        .putNull("param"));
    }

    private static Content data(JobView event) {
        return event.content("data: ", "\n\n");
    }
}
