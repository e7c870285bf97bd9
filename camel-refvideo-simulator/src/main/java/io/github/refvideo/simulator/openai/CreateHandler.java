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
package io.github.refvideo.simulator.openai;

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobReference;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.media.JobPreparer;
import io.github.refvideo.simulator.render.ReferenceImage;
import io.github.refvideo.simulator.render.UndecodableReferenceException;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.MultipartForm;
import io.github.refvideo.simulator.server.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code POST /videos}: creates a job for every accepted request. There is no idempotency. */
final class CreateHandler {
    private static final Set<String> IMAGE_FORMATS = Set.of("JPEG", "PNG", "WEBP", "HEIF");

    private static final long MAX_JSON = 64L << 20;

    private final OpenAiParts parts;
    private final VideoViews views;

    CreateHandler(OpenAiParts parts, VideoViews views) {
        this.parts = parts;
        this.views = views;
    }

    void handle(VideoServer server, Call call) {
        Optional<Reply> refusal = server.refuseWithoutKey(call);
        if (refusal.isPresent()) {
            call.reply(refusal.get());
            return;
        }
        Content body = call.takeUpload().content();
        long starts = server.starts();
        read(server, call, body)
                .compose(request -> checked(server, request))
                .map(request -> reply(server, call, request, body, starts))
                .otherwise(e -> refusal(server, e))
                .onComplete(
                        done -> {
                            // A job that needs the files has retained the body.
                            body.release();
                            call.reply(done.result());
                        });
    }

    private Future<VideoRequest> read(VideoServer server, Call call, Content body) {
        Optional<String> boundary = MultipartForm.boundary(call.header("content-type"));
        boolean vllmOmni = server.dialect() == Dialect.VLLM_OMNI;
        if (boundary.isPresent()) {
            return MultipartForm.read(body, boundary.get())
                    .recover(e -> refused(server, 400, "There was an error parsing the body"))
                    .compose(
                            form ->
                                    attempt(
                                            () ->
                                                    vllmOmni
                                                            ? new VllmOmniReader(server.model())
                                                                    .read(form)
                                                            : new SglangReader(server.model())
                                                                    .read(form)));
        }
        if (vllmOmni) {
            return attempt(() -> new VllmOmniReader(server.model()).read(null));
        }
        if (body.length() > MAX_JSON) {
            return refused(server, 413, "The simulator reads JSON of at most 64 MiB.");
        }
        return body.read(0, (int) body.length())
                .compose(
                        json ->
                                attempt(
                                        () ->
                                                new SglangReader(server.model())
                                                        .read(json.toString())));
    }

    /**
     * vLLM-Omni decodes the references before it creates the job, as SGLang does for MiniMax H3.
     * For other models SGLang only downloads them; what it cannot decode fails the job.
     */
    private Future<VideoRequest> checked(VideoServer server, VideoRequest request) {
        JobPreparer preparer = parts.preparer();
        if (server.dialect() == Dialect.VLLM_OMNI) {
            return formats(server, request.spec().references(), 0)
                    .compose(ignored -> preparer.check(request.spec()))
                    .map(ignored -> request)
                    .recover(
                            e ->
                                    e instanceof RefusedRequestException
                                            ? Future.failedFuture(e)
                                            : refused(server, 400, e.getMessage()));
        }
        return preparer.check(request.spec())
                .map(ignored -> request)
                .recover(
                        e ->
                                e instanceof UndecodableReferenceException
                                                && !MiniMaxH3Rules.isServed(server.model())
                                        ? Future.succeededFuture(
                                                request.refusedByModel(e.getMessage()))
                                        : refused(
                                                server,
                                                400,
                                                "Failed to process image source: "
                                                        + e.getMessage()));
    }

    /** MiniMax H3 takes fewer image formats than can be decoded. */
    private Future<Void> formats(VideoServer server, List<JobReference> references, int next) {
        boolean checked = MiniMaxH3Rules.isServed(server.model()) && parts.preparer().fetches();
        if (!checked || next == references.size()) {
            return Future.succeededFuture();
        }
        JobReference reference = references.get(next);
        if (reference.kind() != MediaKind.IMAGE || reference.inline() == null) {
            return formats(server, references, next + 1);
        }
        return reference
                .inline()
                .read(0, (int) Math.min(64, reference.inline().length()))
                .compose(
                        head -> {
                            String format = ReferenceImage.format(head.getBytes());
                            return IMAGE_FORMATS.contains(format)
                                    ? formats(server, references, next + 1)
                                    : refused(
                                            server,
                                            400,
                                            "MiniMax H3 reference images must use JPG, JPEG, PNG,"
                                                    + " WEBP, HEIC, or HEIF; got "
                                                    + format.toLowerCase(Locale.ROOT)
                                                    + ".");
                        });
    }

    private Reply reply(
            VideoServer server, Call call, VideoRequest request, Content body, long starts) {
        if (server.starts() != starts) {
            // The server restarted while it read the references. The connection is closed.
            return server.errors().error(503, "The server restarted.");
        }
        VideoJob video = create(server, call.fault(), request, body);
        return Reply.json(200, Json.text(views.job(server, video, call.origin())));
    }

    private VideoJob create(
            VideoServer server, Optional<Fault> fault, VideoRequest request, Content body) {
        boolean keep = parts.preparer().keepsReferences() && !request.spec().references().isEmpty();
        if (keep) {
            body.retain();
        }
        String id = UUID.randomUUID().toString();
        Job job =
                parts.jobs()
                        .enqueue(
                                server.dialect() == Dialect.VLLM_OMNI
                                        ? "video_gen_" + id.replace("-", "")
                                        : id,
                                request.spec(),
                                Json.text(request.summary()),
                                server.queue());
        String uploaded =
                fault.filter(hit -> hit.kind() == FaultKind.UPLOADED_RESULT)
                        .map(Fault::text)
                        .orElse(null);
        VideoJob video = new VideoJob(job, request, uploaded, keep ? body : null);
        server.add(video);
        parts.ledger().jobCreated(null, server.model());
        request.serverPaths().forEach(parts.ledger()::serverPath);
        fault.ifPresent(hit -> VideoFailure.apply(job, hit));
        job.prepared(parts.clock().instant());
        return video;
    }

    private static Reply refusal(VideoServer server, Throwable e) {
        return e instanceof RefusedRequestException refused
                ? refused.reply()
                : server.errors().error(500, "The simulator itself failed: " + e);
    }

    private static <T> Future<T> refused(VideoServer server, int status, String message) {
        return Future.failedFuture(
                new RefusedRequestException(server.errors().error(status, message)));
    }

    /** Reads a request, or throws. */
    @FunctionalInterface
    private interface Reading {
        VideoRequest read() throws RefusedRequestException;
    }

    private static Future<VideoRequest> attempt(Reading reading) {
        try {
            return Future.succeededFuture(reading.read());
        } catch (RefusedRequestException e) {
            return Future.failedFuture(e);
        }
    }
}
