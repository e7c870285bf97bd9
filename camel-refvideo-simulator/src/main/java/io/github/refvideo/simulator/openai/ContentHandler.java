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

import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.media.Video;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;
import java.util.Optional;

/** {@code GET /videos/{id}/content}: the video, always complete. */
final class ContentHandler {
    private final OpenAiParts parts;
    private final VideoViews views;

    ContentHandler(OpenAiParts parts, VideoViews views) {
        this.parts = parts;
        this.views = views;
    }

    void handle(VideoServer server, Call call) {
        Optional<VideoJob> found = server.find(JobHandlers.id(server, call));
        Optional<Reply> refusal =
                server.refuseWithoutKey(call)
                        .or(
                                () ->
                                        found.isEmpty()
                                                ? Optional.of(server.notFound())
                                                : refusal(server, call, found.get()));
        if (refusal.isPresent()) {
            call.reply(refusal.get());
            return;
        }
        VideoJob job = found.orElseThrow();
        parts.videos()
                .videoOf(job.job())
                .onSuccess(video -> call.reply(reply(job, video)))
                .onFailure(
                        e ->
                                call.reply(
                                        server.errors()
                                                .error(
                                                        500,
                                                        "The simulator could not render: " + e)));
    }

    private Optional<Reply> refusal(VideoServer server, Call call, VideoJob video) {
        JobState state = video.job().stateAt(parts.clock().instant());
        Integer index = index(server.dialect(), call);
        OpenAiErrors errors = server.errors();
        if (server.dialect() == Dialect.SGLANG) {
            return sglang(errors, call, video, state, index);
        }
        if (state == JobState.FAILED) {
            return Optional.of(
                    errors.error(
                            422, "Video generation failed. Check job status for error details."));
        }
        if (state != JobState.COMPLETED) {
            return Optional.of(errors.error(404, "Generation is still in-progress"));
        }
        return call.hitBy(FaultKind.EXPIRED_RESULT)
                        || index == null
                        || index >= video.request().outputs()
                ? Optional.of(errors.error(404, "Generated video file not found on disk"))
                : Optional.empty();
    }

    private Optional<Reply> sglang(
            OpenAiErrors errors, Call call, VideoJob video, JobState state, Integer index) {
        String variant = call.query("variant");
        if (variant != null && !variant.equals("video") && !variant.matches("\\d{1,3}")) {
            return Optional.of(
                    errors.error(400, "Unsupported video content variant: '" + variant + "'"));
        }
        if (state == JobState.COMPLETED && video.uploaded() != null) {
            return Optional.of(
                    errors.error(
                            400,
                            "Video has been uploaded to cloud storage. Please use the cloud URL: "
                                    + views.url(video, call.origin())));
        }
        if (!state.isFinal()) {
            return Optional.of(errors.error(404, "Generation is still in-progress"));
        }
        return state != JobState.COMPLETED
                        || call.hitBy(FaultKind.EXPIRED_RESULT)
                        || index == null
                        || index >= video.request().outputs()
                ? Optional.of(errors.error(404, "Video output not found"))
                : Optional.empty();
    }

    /** The number of the output, from 0; null if it is not a number. */
    private static Integer index(Dialect dialect, Call call) {
        String text = call.query("variant");
        if (dialect == Dialect.SGLANG && (text == null || text.equals("video"))) {
            text = call.query("output_index");
        }
        if (text == null || text.equals("video")) {
            return 0;
        }
        return text.matches("\\d{1,3}") ? Integer.valueOf(text) : null;
    }

    private Reply reply(VideoJob job, Video video) {
        parts.ledger().resultRead(job.id());
        return Reply.of(200, "video/mp4", video.content())
                .with("etag", video.etag())
                .with(
                        "content-disposition",
                        "attachment; filename=\"" + VideoViews.fileName(job) + '"')
                .paced(parts.sizes().bytesPerSecond())
                .whenSent(() -> parts.ledger().delivered(job.id()));
    }
}
