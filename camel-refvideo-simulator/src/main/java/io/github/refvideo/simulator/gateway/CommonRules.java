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
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.media.MediaTypes;

/**
 * Models of vendors with unknown adapters: references by declared media type, a tier or a size, and
 * an aspect ratio.
 */
final class CommonRules implements ModelRules {

    @Override
    public VendorRequest translate(GatewayModel model, VideoRequest request) {
        boolean frames = !request.frameTypes().isEmpty();
        VendorRequest arrival =
                VendorRequest.at("/videos")
                        .warn(request.count() > 1, "n", "One video is made per call.")
                        .warn(request.fps() != null, "fps", "The frame rate is fixed.")
                        .warn(
                                frames && !request.inputReferences().isEmpty(),
                                "inputReferences",
                                "Frames were given, so references were ignored.")
                        .put("prompt", VendorRequest.node(request.prompt()))
                        .put("duration", VendorRequest.node(request.duration()))
                        .put("seed", VendorRequest.node(request.seed()))
                        .put("ratio", VendorRequest.node(request.aspectRatio()));
        ArrayNode references = arrival.body().putArray("references");
        for (RequestFile file : request.inputReferences()) {
            MediaKind kind = MediaTypes.kindOf(file.mediaType());
            boolean used = !frames && model.max(kind) > 0;
            arrival.warn(!frames && !used, "inputReferences", "A reference was ignored.");
            if (used) {
                references.addObject().put("kind", kind.name()).put("url", file.asUrl());
            }
        }
        String resolution = request.resolution();
        boolean known =
                resolution == null
                        || Frame.parse(resolution).isPresent()
                        || resolution.matches("(?i)(480|720|768|1080)p");
        return arrival.warn(!known, "resolution", "'" + resolution + "' is not known here.")
                .put("resolution", known ? VendorRequest.node(resolution) : null);
    }

    @Override
    public void read(VendorRequest arrival, JobDraft draft) {
        JsonNode body = arrival.body();
        draft.prompt(body.path("prompt"));
        draft.seconds(body.path("duration"));
        draft.seed(body.path("seed"));
        for (JsonNode reference : body.path("references")) {
            draft.add(
                    MediaKind.valueOf(reference.path("kind").asText()),
                    reference.path("url").asText());
        }
        String resolution = body.path("resolution").asText(draft.model().defaultTier() + "p");
        Frame frame =
                Frame.parse(resolution)
                        .orElseGet(
                                () ->
                                        Frame.of(
                                                Integer.parseInt(
                                                        resolution.substring(
                                                                0, resolution.length() - 1)),
                                                body.path("ratio").asText(null)));
        draft.size(frame, frame.tier());
    }
}
