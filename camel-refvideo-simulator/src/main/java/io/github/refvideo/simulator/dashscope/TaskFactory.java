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

import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.Jobs;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.media.JobPreparer;
import io.github.refvideo.simulator.server.Call;
import java.util.UUID;

/** Creates a task for every accepted request. There is no idempotency. */
final class TaskFactory {
    private final Tasks tasks;
    private final Jobs jobs;
    private final JobPreparer preparer;
    private final Ledger ledger;
    private final Uploads uploads;
    private final boolean fetch;

    TaskFactory(
            Tasks tasks,
            Jobs jobs,
            JobPreparer preparer,
            Ledger ledger,
            Uploads uploads,
            boolean fetch) {
        this.tasks = tasks;
        this.jobs = jobs;
        this.preparer = preparer;
        this.ledger = ledger;
        this.uploads = uploads;
        this.fetch = fetch;
    }

    Task make(Call call, Caller caller, Model model, TaskRequest request) {
        TaskDraft draft =
                new TaskDraft(model, request, new ReferenceReader(uploads, caller, !fetch));
        model.dialect().rules().read(request, draft);
        ParsedRequest reading = draft.finish();
        Job job =
                jobs.enqueue(
                        UUID.randomUUID().toString(),
                        reading.spec(),
                        call.body().toString(),
                        tasks.line(caller, model));
        Task task =
                new Task(
                        job,
                        model,
                        caller,
                        reading,
                        UUID.randomUUID().toString(),
                        Ids.number(ApiKeys.key(call)));
        tasks.add(task);
        ledger.jobCreated(null, model.name());
        call.fault().ifPresent(fault -> TaskFailure.doom(job, fault));
        preparer.prepare(job, TaskFailure::ofReference);
        return task;
    }
}
