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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobSpec;
import io.github.refvideo.simulator.media.ResultLinks;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** The JSON views of a task. */
final class TaskViews {
    private final Clock clock;
    private final ResultLinks links;

    TaskViews(Clock clock, ResultLinks links) {
        this.clock = clock;
        this.links = links;
    }

    /** The response to a create call. */
    static Reply created(Task task) {
        ObjectNode view = Json.object().put("request_id", task.requestId());
        output(view, task.id(), TaskState.PENDING.name());
        return ok(view);
    }

    /** The response for an unknown task, which the service sends with status 200. */
    static Reply unknown(String id) {
        ObjectNode view = view();
        output(view, id, TaskState.UNKNOWN.name());
        return ok(view);
    }

    /** An unfinished task with the given status. */
    Reply unfinished(Task task, String word) {
        ObjectNode view = view();
        times(output(view, task.id(), word), task.job());
        return ok(view);
    }

    Reply ended(Task task, TaskState state) {
        ObjectNode view = view();
        ObjectNode output = output(view, task.id(), state.name());
        if (state == TaskState.FAILED) {
            TaskFailure failure = TaskFailure.of(task.job().failure());
            output.put("code", failure.code()).put("message", failure.message());
        } else {
            times(output, task.job()).put("end_time", endTime(task.job()));
        }
        return ok(view);
    }

    Reply succeeded(Task task, String origin) {
        return withLink(task, links.storeLink(origin, task.job()));
    }

    Reply succeededWithExpiredLink(Task task, String origin) {
        return withLink(task, links.expiredStoreLink(origin, task.job()));
    }

    /** With the tier and the durations as strings, which the service also sends. */
    Reply succeededWithTextualUsage(Task task, String origin) {
        ObjectNode view = succeededView(task, links.storeLink(origin, task.job()));
        ObjectNode usage = (ObjectNode) view.path("usage");
        usage.fieldNames().forEachRemaining(name -> usage.put(name, usage.path(name).asText()));
        return ok(view);
    }

    Reply succeededWithoutLink(Task task) {
        return withLink(task, null);
    }

    private Reply withLink(Task task, String link) {
        return ok(succeededView(task, link));
    }

    private ObjectNode succeededView(Task task, String link) {
        ObjectNode view = view();
        ObjectNode output = output(view, task.id(), TaskState.SUCCEEDED.name());
        times(output, task.job())
                .put("end_time", endTime(task.job()))
                .put("orig_prompt", task.job().spec().prompt());
        if (link != null) {
            output.put("video_url", link);
        }
        usage(view.putObject("usage"), task);
        return view;
    }

    /**
     * Integers and decimals are mixed as at the service. The tier is a number: one official client
     * does not accept a string there, the other accepts both.
     */
    private static void usage(ObjectNode usage, Task task) {
        JobSpec spec = task.job().spec();
        Frame frame = new Frame(spec.width(), spec.height());
        double input = task.reading().inputSeconds();
        usage.put("duration", input + spec.seconds())
                .put("input_video_duration", input)
                .put("output_video_duration", (int) spec.seconds())
                .put("video_count", 1);
        if (task.model().dialect() == Dialect.WAN_2_6) {
            usage.put("SR", task.reading().lines()).put("size", frame.with('*'));
            return;
        }
        usage.put("SR", task.reading().lines()).put("ratio", task.reading().ratio());
        if (task.model().dialect() == Dialect.WAN_3) {
            usage.put("fps", spec.framesPerSecond());
        }
    }

    private ObjectNode times(ObjectNode output, Job job) {
        output.put("submit_time", ChinaTime.text(job.createdAt()));
        if (!job.begin().isAfter(clock.instant())) {
            output.put("scheduled_time", ChinaTime.text(job.begin()));
        }
        return output;
    }

    /** A fault can report a task as finished before it is. */
    private String endTime(Job job) {
        Instant now = clock.instant();
        Instant end = job.finishedAt(now);
        return ChinaTime.text(end.isAfter(now) ? now : end);
    }

    private static ObjectNode output(ObjectNode view, String id, String word) {
        return view.putObject("output").put("task_id", id).put("task_status", word);
    }

    static ObjectNode view() {
        return Json.object().put("request_id", UUID.randomUUID().toString());
    }

    static Reply ok(ObjectNode view) {
        return Reply.json(200, Json.text(view));
    }
}
