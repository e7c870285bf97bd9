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

import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** {@code POST /tasks/{id}/cancel}: cancels a task that is still PENDING. */
final class CancelHandler {
    private final ApiKeys keys;
    private final Quotas quotas;
    private final Tasks tasks;
    private final Clock clock;

    CancelHandler(ApiKeys keys, Quotas quotas, Tasks tasks, Clock clock) {
        this.keys = keys;
        this.quotas = quotas;
        this.tasks = tasks;
        this.clock = clock;
    }

    void handle(Call call) {
        Optional<Caller> caller = keys.caller(call);
        if (caller.isEmpty()) {
            call.reply(DashScopeErrors.invalidKey());
        } else if (!quotas.takeStatus(caller.get())) {
            call.reply(DashScopeErrors.throttled("queries, lists and cancels per second"));
        } else {
            call.reply(cancel(call, caller.get()));
        }
    }

    private Reply cancel(Call call, Caller caller) {
        String id = Paths.taskId(call.path());
        Instant now = clock.instant();
        Optional<Task> waiting =
                tasks.find(id, caller).filter(task -> task.job().stateAt(now) == JobState.QUEUED);
        if (waiting.isEmpty() || call.hitBy(FaultKind.CANCEL_REFUSED)) {
            return DashScopeErrors.of(
                    400, "UnsupportedOperation", "Only a task that is PENDING can be canceled.");
        }
        waiting.get().job().end(JobState.CANCELLED, "", now);
        return TaskViews.ok(TaskViews.view());
    }
}
