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
package io.github.refvideo.simulator.dashscope;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code GET /tasks/}: the states of many tasks, without their results. */
final class ListHandler {
    private final ApiKeys keys;
    private final Quotas quotas;
    private final Tasks tasks;
    private final Clock clock;
    private final int pageLimit;
    private final Duration lag;

    ListHandler(
            ApiKeys keys, Quotas quotas, Tasks tasks, Clock clock, int pageLimit, Duration lag) {
        this.keys = keys;
        this.quotas = quotas;
        this.tasks = tasks;
        this.clock = clock;
        this.pageLimit = pageLimit;
        this.lag = lag;
    }

    void handle(Call call) {
        Optional<Caller> caller = keys.caller(call);
        if (caller.isEmpty()) {
            call.reply(DashScopeErrors.invalidKey());
        } else if (!call.path().endsWith("/tasks") && !call.path().endsWith("/tasks/")) {
            call.reply(DashScopeErrors.STYLE.error(404, "There is nothing at " + call.path()));
        } else if (!quotas.takeStatus(caller.get())) {
            call.reply(DashScopeErrors.throttled("queries, lists and cancels per second"));
        } else {
            call.reply(list(call, caller.get()));
        }
    }

    private Reply list(Call call, Caller caller) {
        try {
            return page(call, caller, ListQuery.read(call, clock.instant(), pageLimit));
        } catch (InvalidRequestException e) {
            return DashScopeErrors.of(400, "InvalidParameter", e.getMessage());
        }
    }

    private Reply page(Call call, Caller caller, ListQuery query) {
        // With a lag, the list shows an earlier state, without newer tasks.
        Instant known = clock.instant().minus(lag);
        Instant to = query.to().isAfter(known) ? known : query.to();
        Instant from = query.from().isAfter(to) ? to : query.from();
        TaskStore.Page page =
                tasks.page(
                        caller,
                        query.model(),
                        from,
                        to,
                        filter(query, known),
                        query.skip(),
                        query.size());
        ObjectNode view =
                TaskViews.view()
                        .put("total", page.total())
                        .put("total_page", (page.total() + query.size() - 1) / query.size())
                        .put("page_no", query.page())
                        .put("page_size", query.size());
        ArrayNode rows = view.putArray("data");
        Optional<String> word =
                call.fault()
                        .filter(fault -> fault.kind() == FaultKind.UNKNOWN_STATUS)
                        .map(Fault::text);
        page.tasks().forEach(task -> row(rows.addObject(), task, known, word));
        return TaskViews.ok(view);
    }

    private static Predicate<Task> filter(ListQuery query, Instant known) {
        Predicate<Task> wanted = null;
        if (query.status() != null) {
            wanted = task -> state(task, known).name().equals(query.status());
        }
        if (query.taskId() != null) {
            Predicate<Task> same = task -> task.id().equals(query.taskId());
            wanted = wanted == null ? same : same.and(wanted);
        }
        return wanted;
    }

    private static void row(ObjectNode row, Task task, Instant known, Optional<String> word) {
        Job job = task.job();
        JobState state = job.stateAt(known);
        row.put("task_id", task.id())
                .put("status", word.orElse(TaskState.of(state).name()))
                .put("model_name", task.model().name())
                .put("region", task.owner().region().id())
                .put("gmt_create", job.createdAt().toEpochMilli());
        if (!job.begin().isAfter(known)) {
            row.put("start_time", job.begin().toEpochMilli());
        }
        if (state.isFinal()) {
            row.put("end_time", job.finishedAt(known).toEpochMilli());
        }
        String account = Ids.number(task.owner().account());
        row.put("request_id", task.requestId())
                .put("api_key_id", task.apiKeyId())
                .put("caller_uid", account)
                .put("caller_parent_id", account)
                .put(
                        "user_api_unique_key",
                        "apikey:v1:aigc:video-generation:video-synthesis:" + task.model().name());
    }

    private static TaskState state(Task task, Instant known) {
        return TaskState.of(task.job().stateAt(known));
    }
}
