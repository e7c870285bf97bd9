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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reading one job, listing jobs, and deleting a job. */
final class JobHandlers {
    private static final int MAX_PAGE = 100;

    private final OpenAiParts parts;
    private final VideoViews views;

    JobHandlers(OpenAiParts parts, VideoViews views) {
        this.parts = parts;
        this.views = views;
    }

    /** The id in a path below {@code /videos/}. */
    static String id(VideoServer server, Call call) {
        String rest = call.path().substring((server.dialect().base() + "/videos/").length());
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    void query(VideoServer server, Call call) {
        call.reply(
                server.refuseWithoutKey(call)
                        .or(
                                () ->
                                        server.find(id(server, call))
                                                .map(job -> query(server, call, job)))
                        .orElseGet(server::notFound));
    }

    private Reply query(VideoServer server, Call call, VideoJob video) {
        if (call.hitBy(FaultKind.UNKNOWN_TASK)) {
            return server.notFound();
        }
        call.fault()
                .ifPresent(
                        fault ->
                                VideoFailure.applyNow(video.job(), fault, parts.clock().instant()));
        if (server.find(video.id()).isEmpty()) {
            return server.notFound();
        }
        JobState state = video.job().stateAt(parts.clock().instant());
        if (!state.isFinal()) {
            parts.ledger().unfinishedStatusRead();
        }
        ObjectNode view = view(server, call, video);
        // vLLM-Omni answers with the status of the failure.
        int status =
                server.dialect() == Dialect.VLLM_OMNI && view.path("error").has("code")
                        ? view.path("error").path("code").intValue()
                        : 200;
        return Reply.json(status, Json.text(view));
    }

    private ObjectNode view(VideoServer server, Call call, VideoJob video) {
        ObjectNode view = views.job(server, video, call.origin());
        if (call.hitBy(FaultKind.UNKNOWN_STATUS)) {
            view.put("status", call.fault().orElseThrow().text()).putNull("error");
        }
        return view;
    }

    void list(VideoServer server, Call call) {
        call.reply(server.refuseWithoutKey(call).orElseGet(() -> list(server, call, Json.array())));
    }

    private Reply list(VideoServer server, Call call, ArrayNode problems) {
        boolean vllmOmni = server.dialect() == Dialect.VLLM_OMNI;
        Integer limit = limit(call, vllmOmni ? 0 : 1, problems);
        String order = call.query("order") == null ? "desc" : call.query("order");
        if (vllmOmni && !order.equals("asc") && !order.equals("desc")) {
            problems.add(
                    OpenAiErrors.problem(
                            "literal_error", "query", "order", "Input should be 'asc' or 'desc'"));
        }
        if (!problems.isEmpty()) {
            return OpenAiErrors.invalid(problems);
        }
        List<VideoJob> jobs = ordered(server.all(), order.equalsIgnoreCase("asc"));
        String after = call.query("after");
        if (after != null) {
            int at = jobs.stream().map(VideoJob::id).toList().indexOf(after);
            jobs = at < 0 ? List.of() : jobs.subList(at + 1, jobs.size());
        }
        int size = limit == null ? jobs.size() : Math.min(limit, jobs.size());
        boolean more = size < jobs.size();
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        jobs.subList(0, size).forEach(job -> data.add(view(server, call, job)));
        if (vllmOmni) {
            list.put("first_id", size == 0 ? null : jobs.get(0).id())
                    .put("last_id", size == 0 ? null : jobs.get(size - 1).id())
                    .put("has_more", more);
        }
        return Reply.json(200, Json.text(list));
    }

    /**
     * By creation time in whole seconds. Both servers sort with a stable algorithm, so jobs of the
     * same second are oldest first even in descending order.
     */
    private static List<VideoJob> ordered(List<VideoJob> jobs, boolean ascending) {
        Comparator<VideoJob> order =
                Comparator.comparingLong(video -> video.job().createdAt().getEpochSecond());
        jobs.sort(ascending ? order : order.reversed());
        return jobs;
    }

    private static Integer limit(Call call, int min, ArrayNode problems) {
        String text = call.query("limit");
        if (text == null) {
            return null;
        }
        if (!text.matches("-?\\d{1,9}")) {
            problems.add(
                    OpenAiErrors.problem(
                            "int_parsing", "query", "limit", "Input should be a valid integer"));
            return null;
        }
        int limit = Integer.parseInt(text);
        if (limit < min || limit > MAX_PAGE) {
            problems.add(
                    OpenAiErrors.problem(
                            limit < min ? "greater_than_equal" : "less_than_equal",
                            "query",
                            "limit",
                            "Input should be from " + min + " to " + MAX_PAGE));
        }
        return limit;
    }

    void delete(VideoServer server, Call call) {
        Optional<Reply> refusal = server.refuseWithoutKey(call);
        String id = id(server, call);
        call.reply(
                refusal.or(() -> server.find(id).map(job -> delete(server, call, job)))
                        .orElseGet(server::notFound));
    }

    private Reply delete(VideoServer server, Call call, VideoJob video) {
        if (server.dialect() == Dialect.SGLANG) {
            // The work goes on.
            ObjectNode view = views.job(server, video, call.origin()).put("status", "deleted");
            server.forget(video.id());
            return Reply.json(200, Json.text(view));
        }
        Instant now = parts.clock().instant();
        if (!video.job().stateAt(now).isFinal()) {
            if (call.hitBy(FaultKind.CANCEL_REFUSED)) {
                return server.errors()
                        .error(409, "Cancellation in progress. Please try again later.");
            }
            video.job().end(JobState.CANCELLED, "", now);
        }
        server.forget(video.id());
        return Reply.json(
                200,
                Json.text(
                        Json.object()
                                .put("id", video.id())
                                .put("deleted", true)
                                .put("object", "video.deleted")));
    }
}
