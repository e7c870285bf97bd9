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
import io.github.refvideo.simulator.server.InvalidRequestException;
import java.util.Set;

/**
 * Kling as documented by its adapter, whose source is not published: images only, and a mode
 * instead of a size.
 */
final class KlingRules implements ModelRules {
    private static final int STANDARD = 720;
    private static final int PROFESSIONAL = 1080;

    @Override
    public VendorRequest translate(GatewayModel model, VideoRequest request)
            throws InvalidRequestException {
        ProviderOptions options = ProviderOptions.of(request, "klingai");
        options.positive("pollIntervalMs");
        options.positive("pollTimeoutMs");
        boolean frames = !request.frameTypes().isEmpty();
        VendorRequest arrival =
                VendorRequest.at("/v1/videos/multi-image2video")
                        .warn(request.count() > 1, "n", "One video is made per call.")
                        .warn(request.fps() != null, "fps", "The frame rate is fixed.")
                        .warn(request.seed() != null, "seed", "There is no seed.")
                        .warn(
                                request.resolution() != null,
                                "resolution",
                                "The mode decides the size.")
                        .warn(
                                frames && !request.inputReferences().isEmpty(),
                                "inputReferences",
                                "Frames were given, so references were ignored.")
                        .put("prompt", VendorRequest.node(request.prompt()))
                        .put("negative_prompt", options.text("negativePrompt"))
                        .put("mode", options.oneOf("mode", "std", "pro"))
                        .put("aspect_ratio", VendorRequest.node(request.aspectRatio()))
                        .put("duration", VendorRequest.node(request.duration()))
                        .put("watermark", options.flag("watermarkEnabled"));
        if (request.generateAudio() != null) {
            arrival.body().put("sound", request.generateAudio() ? "on" : "off");
        }
        ArrayNode images = arrival.body().putArray("image_list");
        for (RequestFile file : request.inputReferences()) {
            boolean image = file.mediaType() == null || file.is("image");
            arrival.warn(!frames && !image, "inputReferences", "Only images are used.");
            if (!frames && image) {
                images.addObject().put("image", file.asUrl());
            }
        }
        return arrival;
    }

    @Override
    public void read(VendorRequest arrival, JobDraft draft) {
        JsonNode body = arrival.body();
        draft.prompt(body.path("prompt"));
        draft.seconds(body.path("duration"));
        body.path("image_list")
                .forEach(image -> draft.add(MediaKind.IMAGE, image.path("image").asText()));
        draft.refuse(
                draft.model().id().contains("-v2.") && !Set.of(5.0, 10.0).contains(draft.seconds()),
                "The duration must be 5 or 10 seconds.");
        String ratio = body.path("aspect_ratio").asText("16:9");
        draft.refuse(
                !Set.of("16:9", "9:16", "1:1").contains(ratio),
                "The ratio must be 16:9, 9:16 or 1:1.");
        int lines = body.path("mode").asText().equals("pro") ? PROFESSIONAL : STANDARD;
        draft.size(Frame.of(lines, ratio), lines);
    }
}
