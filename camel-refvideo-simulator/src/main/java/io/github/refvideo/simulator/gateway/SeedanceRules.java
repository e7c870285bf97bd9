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
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Seedance through adapter bytedance 1.0.29, which passes unknown fields through. */
final class SeedanceRules implements ModelRules {
    private static final String PATH = "/api/v3/contents/generations/tasks";
    private static final Set<String> HANDLED =
            Set.of(
                    "watermark",
                    "generateAudio",
                    "cameraFixed",
                    "returnLastFrame",
                    "serviceTier",
                    "draft",
                    "lastFrameImage",
                    "referenceImages",
                    "referenceVideos",
                    "referenceAudio",
                    "pollIntervalMs",
                    "pollTimeoutMs");
    private static final Map<String, String> TIERS =
            ModelRules.tiers(
                    "480p 864x496 496x864 752x560 560x752 640x640 992x432 432x992 864x480 480x864",
                    "480p 736x544 544x736 960x416 416x960 832x480 480x832 624x624",
                    "720p 1280x720 720x1280 1112x834 834x1112 960x960 1470x630 630x1470 1248x704",
                    "720p 704x1248 1120x832 832x1120 1504x640 640x1504",
                    "1080p 1920x1080 1080x1920 1664x1248 1248x1664 1440x1440 2206x946 946x2206",
                    "1080p 1920x1088 1088x1920 2176x928 928x2176");

    @Override
    public VendorRequest translate(GatewayModel model, VideoRequest request)
            throws InvalidRequestException {
        ProviderOptions options = ProviderOptions.of(request, "bytedance");
        options.positive("pollIntervalMs");
        options.positive("pollTimeoutMs");
        VendorRequest arrival =
                VendorRequest.at(PATH)
                        .warn(request.fps() != null, "fps", "The frame rate is fixed.")
                        .warn(request.count() > 1, "n", "One video is made per call.");
        Content content = new Content(arrival.body().putArray("content"));
        if (request.prompt() != null) {
            content.text(request.prompt());
        }
        JsonNode lastOption = options.text("lastFrameImage");
        String last =
                request.frame("last_frame") != null
                        ? request.frame("last_frame").asUrl()
                        : lastOption == null ? null : lastOption.textValue();
        if (request.startImage() != null) {
            content.add(
                    MediaKind.IMAGE,
                    request.startImage().asUrl(),
                    last == null ? null : "first_frame");
        }
        if (last != null) {
            content.add(MediaKind.IMAGE, last, "last_frame");
        }
        references(request, options, arrival, content);
        content.addAll(MediaKind.AUDIO, options.texts("referenceAudio"), "reference_audio");
        String resolution = request.resolution();
        JsonNode audio = options.flag("generateAudio");
        arrival.put("ratio", VendorRequest.node(request.aspectRatio()))
                .put("duration", VendorRequest.node(request.duration()))
                .put("seed", isZero(request.seed()) ? null : VendorRequest.node(request.seed()))
                .put(
                        "resolution",
                        VendorRequest.node(
                                resolution == null
                                        ? null
                                        : TIERS.getOrDefault(resolution, resolution)))
                .put(
                        "generate_audio",
                        request.generateAudio() == null
                                ? audio
                                : VendorRequest.node(request.generateAudio()))
                .put("watermark", options.flag("watermark"))
                .put("camera_fixed", options.flag("cameraFixed"))
                .put("return_last_frame", options.flag("returnLastFrame"))
                .put("service_tier", options.oneOf("serviceTier", "default", "flex"))
                .put("draft", options.flag("draft"));
        for (Map.Entry<String, JsonNode> field : options.fields().properties()) {
            if (!HANDLED.contains(field.getKey())) {
                arrival.body().set(field.getKey(), field.getValue());
            }
        }
        return arrival;
    }

    private static boolean isZero(Long seed) {
        return seed != null && seed == 0;
    }

    /** With frames, references are silently ignored. */
    private static void references(
            VideoRequest request, ProviderOptions options, VendorRequest arrival, Content content)
            throws InvalidRequestException {
        JsonNode images = options.texts("referenceImages");
        JsonNode videos = options.texts("referenceVideos");
        if (!request.frameTypes().isEmpty()) {
            return;
        }
        for (RequestFile file : request.inputReferences()) {
            arrival.warn(
                    file.isLink() && file.mediaType() == null,
                    "inputReferences",
                    "A link without media type was taken for an image.");
            boolean video = file.is("video");
            content.add(
                    video ? MediaKind.VIDEO : MediaKind.IMAGE,
                    file.asUrl(),
                    video ? "reference_video" : "reference_image");
        }
        if (request.inputReferences().isEmpty()) {
            content.addAll(MediaKind.IMAGE, images, "reference_image");
            content.addAll(MediaKind.VIDEO, videos, "reference_video");
        }
    }

    @Override
    public void read(VendorRequest arrival, JobDraft draft) {
        JsonNode body = arrival.body();
        Content.read(body.path("content"), draft);
        draft.seconds(body.path("duration"));
        draft.seed(body.path("seed"));
        boolean newer = draft.model().id().endsWith("-2.5");
        draft.refuse(
                !newer
                        && draft.references() > 0
                        && draft.count(MediaKind.AUDIO) == draft.references(),
                "Audio needs an image or a video beside it.");
        String resolution = body.path("resolution").asText("720p");
        draft.refuse(
                !Set.of("480p", "720p", "1080p").contains(resolution),
                "The resolution '" + resolution + "' is not one that the model makes.");
        int lines = resolution.matches("\\d{3,4}p") ? lines(resolution) : 720;
        draft.size(Frame.of(lines, body.path("ratio").asText(null)), lines);
    }

    private static int lines(String tier) {
        return Integer.parseInt(tier.substring(0, tier.length() - 1));
    }

    /** The list of texts and media that Seedance and MiniMax accept. */
    static final class Content {
        private final ArrayNode list;

        Content(ArrayNode list) {
            this.list = list;
        }

        void text(String text) {
            list.addObject().put("type", "text").put("text", text);
        }

        void add(MediaKind kind, String url, String role) {
            String type = kind.name().toLowerCase(Locale.ROOT) + "_url";
            ObjectNode item = list.addObject().put("type", type);
            item.set(type, VendorRequest.link(url));
            VendorRequest.put(item, "role", VendorRequest.node(role));
        }

        void addAll(MediaKind kind, JsonNode urls, String role) {
            if (urls != null) {
                urls.forEach(url -> add(kind, url.textValue(), role));
            }
        }

        static void read(JsonNode content, JobDraft draft) {
            for (JsonNode item : content) {
                String type = item.path("type").asText();
                if (type.equals("text")) {
                    draft.prompt(item.path("text"));
                    continue;
                }
                MediaKind kind =
                        type.startsWith("video")
                                ? MediaKind.VIDEO
                                : type.startsWith("audio") ? MediaKind.AUDIO : MediaKind.IMAGE;
                if (item.path("role").asText().startsWith("reference_")) {
                    draft.add(kind, item.path(type).path("url").asText());
                } else {
                    draft.frameImage();
                }
            }
        }
    }
}
