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

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;
import java.time.Clock;
import java.util.Optional;

/** {@code GET /tasks/{id}}: the only call that returns the video URL or the failure. */
final class QueryHandler {
    private final ApiKeys keys;
    private final Quotas quotas;
    private final Tasks tasks;
    private final TaskViews views;
    private final Ledger ledger;
    private final Clock clock;

    QueryHandler(
            ApiKeys keys, Quotas quotas, Tasks tasks, TaskViews views, Ledger ledger, Clock clock) {
        this.keys = keys;
        this.quotas = quotas;
        this.tasks = tasks;
        this.views = views;
        this.ledger = ledger;
        this.clock = clock;
    }

    void handle(Call call) {
        Optional<Caller> caller = keys.caller(call);
        if (caller.isEmpty()) {
            call.reply(DashScopeErrors.invalidKey());
        } else if (!quotas.takeStatus(caller.get())) {
            call.reply(DashScopeErrors.throttled("queries, lists and cancels per second"));
        } else {
            String id = Paths.taskId(call.path());
            call.reply(
                    tasks.find(id, caller.get())
                            .map(task -> view(call, task))
                            .orElseGet(() -> TaskViews.unknown(id)));
        }
    }

    private Reply view(Call call, Task task) {
        Optional<Reply> wrong = call.fault().flatMap(fault -> wrongView(call, fault, task));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        call.fault().ifPresent(fault -> TaskFailure.doomNow(task.job(), fault, clock.instant()));
        TaskState state = TaskState.of(task.job().stateAt(clock.instant()));
        return switch (state) {
            case PENDING, RUNNING -> {
                ledger.unfinishedStatusRead();
                yield views.unfinished(task, state.name());
            }
            case SUCCEEDED ->
                    call.hitBy(FaultKind.USAGE_AS_TEXT)
                            ? views.succeededWithTextualUsage(task, call.origin())
                            : views.succeeded(task, call.origin());
            case FAILED, CANCELED -> views.ended(task, state);
            case UNKNOWN -> TaskViews.unknown(task.id());
        };
    }

    private Optional<Reply> wrongView(Call call, Fault fault, Task task) {
        return switch (fault.kind()) {
            case UNKNOWN_STATUS -> Optional.of(views.unfinished(task, fault.text()));
            case UNKNOWN_TASK -> Optional.of(TaskViews.unknown(task.id()));
            case SUCCESS_WITHOUT_URL -> Optional.of(views.succeededWithoutLink(task));
            case EXPIRED_RESULT -> Optional.of(views.succeededWithExpiredLink(task, call.origin()));
            default -> Optional.empty();
        };
    }
}
