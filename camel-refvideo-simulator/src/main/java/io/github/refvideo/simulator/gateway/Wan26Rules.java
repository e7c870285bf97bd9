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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.JobReference;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.job.WanFrames;
import io.github.refvideo.simulator.media.MediaTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Wan 2.6: references by link only, one of ten exact sizes, {@code character1} to {@code
 * character5}.
 */
final class Wan26Rules implements ModelRules {
    private static final String DEFAULT_SIZE = "1920x1080";

    @Override
    public Interpretation interpret(GatewayModel model, VideoRequest request) {
        Draft draft = new Draft(model, request);
        Warnings warnings =
                new Warnings()
                        .unsupported(
                                request.aspectRatio() != null,
                                "aspectRatio",
                                "Wan 2.6 takes its shape from the resolution.")
                        .unsupported(request.fps() != null, "fps", "The frame rate is fixed.")
                        .unsupported(request.count() > 1, "n", "One video is made per call.")
                        .unsupported(
                                request.frameTypes().contains("last_frame"),
                                "frameImages",
                                "A last frame is not used.");
        for (GivenFile file : links(request, warnings)) {
            String label =
                    "character" + (draft.count(MediaKind.IMAGE) + draft.count(MediaKind.VIDEO) + 1);
            draft.add(new JobReference(label, kind(file), file.url(), null, file.mediaType()));
        }
        String size = request.resolution() == null ? DEFAULT_SIZE : request.resolution();
        Optional<Frame> frame = WanFrames.wan26(size);
        draft.refuse(
                frame.isEmpty(),
                "The size '" + size.replace('x', '*') + "' is not one that the model makes.");
        frame.or(() -> WanFrames.wan26(DEFAULT_SIZE)).ifPresent(draft::size);
        String shotType = request.option("alibaba", "shotType").asText("single");
        draft.refuse(
                !Set.of("single", "multi").contains(shotType),
                "The shot type must be single or multi.");
        return new Interpretation(draft.finish(shotType), warnings.list());
    }

    /** Frames switch references off without a word; that is how the adapter behaves. */
    private static List<GivenFile> links(VideoRequest request, Warnings warnings) {
        if (!request.frameTypes().isEmpty()) {
            return List.of();
        }
        if (!request.inputReferences().isEmpty()) {
            boolean inline = request.inputReferences().stream().anyMatch(file -> !file.isLink());
            warnings.unsupported(
                    inline,
                    "inputReferences",
                    "Wan 2.6 takes links only; inline references were skipped.");
            return request.inputReferences().stream().filter(GivenFile::isLink).toList();
        }
        List<GivenFile> links = new ArrayList<>();
        for (JsonNode url : request.option("alibaba", "referenceUrls")) {
            links.add(new GivenFile(url.asText(), null, null));
        }
        return links;
    }

    private static MediaKind kind(GivenFile file) {
        return MediaTypes.kindOf(
                file.mediaType() != null ? file.mediaType() : Links.mediaType(file.url()));
    }
}
