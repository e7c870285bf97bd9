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
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import java.util.Map;
import java.util.Set;

/**
 * Veo through adapter google-vertex 5.0.141: references as bytes, which fix the duration to eight
 * seconds.
 */
final class VeoRules implements ModelRules {
    private static final String GOOGLE_VERTEX = "googleVertex";
    private static final double USUAL_SECONDS = 8;
    private static final int MAX_VIDEOS = 4;
    private static final Set<Double> SECONDS = Set.of(4.0, 6.0, 8.0);
    private static final Map<String, String> TIERS =
            Map.of("1280x720", "720p", "1920x1080", "1080p", "3840x2160", "4k");
    private static final Map<String, Integer> LINES =
            Map.of("720p", 720, "1080p", 1080, "4k", 2160);
    private static final Set<String> HANDLED =
            Set.of(
                    "pollIntervalMs",
                    "pollTimeoutMs",
                    "personGeneration",
                    "negativePrompt",
                    "generateAudio",
                    "gcsOutputDirectory",
                    "referenceImages");

    @Override
    public VendorRequest translate(GatewayModel model, VideoRequest request)
            throws InvalidRequestException {
        boolean newer = request.providerOptions().hasNonNull(GOOGLE_VERTEX);
        ProviderOptions options = ProviderOptions.of(request, newer ? GOOGLE_VERTEX : "vertex");
        options.positive("pollIntervalMs");
        options.positive("pollTimeoutMs");
        JsonNode older =
                options.list("referenceImages", JsonNode::isObject, "images in Google's form");
        VendorRequest arrival =
                VendorRequest.at(
                        "/v1/publishers/google/models/"
                                + model.upstreamId()
                                + ":predictLongRunning");
        ObjectNode instance = arrival.body().putArray("instances").addObject();
        VendorRequest.put(instance, "prompt", VendorRequest.node(request.prompt()));
        VendorRequest.put(instance, "image", image(request.startImage(), arrival));
        VendorRequest.put(instance, "lastFrame", image(request.frame("last_frame"), arrival));
        if (request.frameTypes().isEmpty() && !request.inputReferences().isEmpty()) {
            ArrayNode images = instance.putArray("referenceImages");
            for (RequestFile file : request.inputReferences()) {
                JsonNode image = image(file, arrival);
                if (image != null) {
                    images.addObject().put("referenceType", "asset").set("image", image);
                }
            }
        } else {
            VendorRequest.put(instance, "referenceImages", older);
        }
        ObjectNode parameters = arrival.body().putObject("parameters");
        parameters.put("sampleCount", request.count());
        String resolution = request.resolution();
        VendorRequest.put(parameters, "aspectRatio", VendorRequest.node(request.aspectRatio()));
        VendorRequest.put(
                parameters,
                "resolution",
                VendorRequest.node(
                        resolution == null ? null : TIERS.getOrDefault(resolution, resolution)));
        VendorRequest.put(parameters, "durationSeconds", VendorRequest.node(request.duration()));
        VendorRequest.put(parameters, "seed", VendorRequest.node(request.seed()));
        JsonNode audio = options.flag("generateAudio");
        VendorRequest.put(
                parameters,
                "generateAudio",
                request.generateAudio() == null
                        ? audio
                        : VendorRequest.node(request.generateAudio()));
        VendorRequest.put(
                parameters,
                "personGeneration",
                options.oneOf("personGeneration", "dont_allow", "allow_adult", "allow_all"));
        VendorRequest.put(parameters, "negativePrompt", options.text("negativePrompt"));
        VendorRequest.put(parameters, "gcsOutputDirectory", options.text("gcsOutputDirectory"));
        for (Map.Entry<String, JsonNode> field : options.fields().properties()) {
            if (!HANDLED.contains(field.getKey())) {
                parameters.set(field.getKey(), field.getValue());
            }
        }
        return arrival;
    }

    /** Null for a link, because the adapter ignores links with a warning. */
    private static JsonNode image(RequestFile file, VendorRequest arrival) {
        if (file == null) {
            return null;
        }
        if (!file.isLink()) {
            return Json.object()
                    .put("bytesBase64Encoded", file.base64())
                    .put("mimeType", file.mediaType());
        }
        boolean ofGoogle = file.url().startsWith("gs://");
        arrival.warn(!ofGoogle, "URL-based image input", "A link was ignored.");
        return ofGoogle
                ? Json.object().put("gcsUri", file.url()).put("mimeType", "image/png")
                : null;
    }

    @Override
    public void read(VendorRequest arrival, JobDraft draft) {
        JsonNode instance = arrival.body().path("instances").path(0);
        JsonNode parameters = arrival.body().path("parameters");
        draft.prompt(instance.path("prompt"));
        draft.usualSeconds(USUAL_SECONDS);
        draft.seconds(parameters.path("durationSeconds"));
        draft.seed(parameters.path("seed"));
        draft.videos(parameters.path("sampleCount").asInt(1));
        draft.refuse(
                parameters.path("sampleCount").asInt(1) > MAX_VIDEOS,
                "At most " + MAX_VIDEOS + " videos are made.");
        for (JsonNode reference : instance.path("referenceImages")) {
            JsonNode image = reference.has("image") ? reference.path("image") : reference;
            String type = image.path("mimeType").asText("image/png");
            draft.refuse(!type.startsWith("image/"), "A reference is not an image.");
            draft.add(
                    MediaKind.IMAGE,
                    image.has("gcsUri")
                            ? image.path("gcsUri").asText()
                            : "data:"
                                    + type
                                    + ";base64,"
                                    + image.path("bytesBase64Encoded").asText());
        }
        boolean references = draft.references() > 0;
        draft.refuse(
                !SECONDS.contains(draft.seconds())
                        || references && draft.seconds() != USUAL_SECONDS,
                references
                        ? "With references the duration is 8 seconds."
                        : "The duration must be 4, 6 or 8 seconds.");
        String tier = parameters.path("resolution").asText("720p");
        String ratio = parameters.path("aspectRatio").asText("16:9");
        draft.refuse(!LINES.containsKey(tier), "The resolution '" + tier + "' cannot be made.");
        draft.refuse(!Set.of("16:9", "9:16").contains(ratio), "The ratio must be 16:9 or 9:16.");
        int lines = LINES.getOrDefault(tier, 720);
        draft.size(Frame.of(lines, ratio), lines);
    }
}
