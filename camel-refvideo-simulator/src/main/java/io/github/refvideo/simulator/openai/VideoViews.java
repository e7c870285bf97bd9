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
import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobSpec;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.media.ResultLinks;
import io.github.refvideo.simulator.server.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The JSON views of jobs and models. */
final class VideoViews {
    private final Clock clock;
    private final ResultLinks links;

    VideoViews(Clock clock, ResultLinks links) {
        this.clock = clock;
        this.links = links;
    }

    /** The job as its server describes it. */
    ObjectNode job(VideoServer server, VideoJob video, String origin) {
        Job job = video.job();
        JobState state = job.stateAt(clock.instant());
        ObjectNode view =
                Json.object()
                        .put("id", job.id())
                        .put("object", "video")
                        .put("model", video.request().model())
                        .put("status", status(server.dialect(), state))
                        .put("progress", state == JobState.COMPLETED ? 100 : 0)
                        .put("created_at", job.createdAt().getEpochSecond())
                        .put("size", video.request().size())
                        .put("seconds", video.request().seconds())
                        .put("quality", video.request().quality())
                        .putNull("remixed_from_video_id")
                        .putNull("completed_at")
                        .putNull("expires_at")
                        .putNull("error");
        if (state.isFinal()) {
            view.put("completed_at", job.finishedAt(clock.instant()).getEpochSecond());
        }
        if (server.dialect() == Dialect.VLLM_OMNI) {
            vllmOmni(view, video, state);
        } else {
            sglang(view, video, state, origin);
        }
        return view;
    }

    private void vllmOmni(ObjectNode view, VideoJob video, JobState state) {
        JobSpec spec = video.job().spec();
        view.put("prompt", spec.prompt())
                .put("media_type", "video/mp4")
                .putNull("file_name")
                .put("fps", spec.framesPerSecond())
                .put("num_frames", video.request().frames())
                .put("duration_s", Double.parseDouble(video.request().seconds()))
                .putNull("inference_time_s")
                .put("peak_memory_mb", 0.0)
                .putNull("action")
                .putObject("stage_durations");
        if (state.isFinal()) {
            view.put("inference_time_s", runningTime(video.job()));
        }
        if (state == JobState.COMPLETED) {
            view.put("file_name", fileName(video))
                    .put("num_frames", Math.round(spec.seconds() * spec.framesPerSecond()))
                    .put("duration_s", spec.seconds());
        } else if (state == JobState.FAILED) {
            VideoFailure failure = VideoFailure.of(video.job().failure());
            view.putObject("error").put("code", failure.status()).put("message", failure.message());
        }
    }

    private void sglang(ObjectNode view, VideoJob video, JobState state, String origin) {
        String path = "/srv/sglang/outputs/" + fileName(video);
        view.putNull("url")
                .put("file_path", path)
                .putNull("file_paths")
                .putNull("num_outputs")
                .putNull("peak_memory_mb")
                .putNull("inference_time_s")
                .putNull("action");
        if (state == JobState.COMPLETED) {
            view.put("num_outputs", video.request().outputs())
                    .put("inference_time_s", runningTime(video.job()));
            if (video.uploaded() != null) {
                view.put("url", url(video, origin)).putNull("file_path");
            } else {
                ArrayNode paths = view.putArray("file_paths").add(path);
                for (int i = 1; i < video.request().outputs(); i++) {
                    paths.add(path.replace(".mp4", "_" + i + ".mp4"));
                }
            }
        } else if (state.isFinal()) {
            view.putNull("completed_at").putNull("file_path");
            view.putObject("error").put("message", failure(video.job(), state));
        }
    }

    private static String failure(Job job, JobState state) {
        return state == JobState.CANCELLED
                ? "Video generation cancelled"
                : VideoFailure.of(job.failure()).message();
    }

    /** Where the video of a job is that was uploaded to a bucket. */
    String url(VideoJob video, String origin) {
        return video.uploaded().isEmpty() ? links.link(origin, video.job()) : video.uploaded();
    }

    static String fileName(VideoJob video) {
        return video.id() + ".mp4";
    }

    private double runningTime(Job job) {
        Instant end = job.finishedAt(clock.instant());
        return job.begin().isAfter(end)
                ? 0
                : Duration.between(job.begin(), end).toMillis() / 1000.0;
    }

    /** SGLang has no word for a running job. */
    static String status(Dialect dialect, JobState state) {
        return switch (state) {
            case QUEUED -> "queued";
            case RUNNING -> dialect == Dialect.SGLANG ? "queued" : "in_progress";
            case COMPLETED -> "completed";
            case FAILED, CANCELLED -> "failed";
        };
    }

    /** The list of models, which has one entry. */
    ObjectNode models(VideoServer server) {
        ObjectNode list = Json.object().put("object", "list");
        boolean sglang = server.dialect() == Dialect.SGLANG;
        ObjectNode card =
                list.putArray("data")
                        .addObject()
                        .put("id", server.model())
                        .put("object", "model")
                        .put("created", clock.instant().getEpochSecond())
                        .put("owned_by", sglang ? "sglang" : "vllm")
                        .put("root", server.model())
                        .putNull("parent")
                        .putNull("max_model_len");
        if (sglang) {
            card.put("num_gpus", 1)
                    .put("task_type", SglangReader.task(server.model()))
                    .put("dit_precision", "bf16")
                    .put("vae_precision", "fp32");
        } else {
            card.putArray("permission");
        }
        return list;
    }

    /** SGLang's answer at the older path without {@code /v1}. */
    static ObjectNode servedModel(VideoServer server) {
        return Json.object()
                .put("model_path", server.model())
                .put("task_type", SglangReader.task(server.model()));
    }
}
