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
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Grok Imagine through adapter xai 5.0.12: 480p by default, at most 720p with references. */
final class XaiRules implements ModelRules {
    private static final String API = "/v1/videos/";
    private static final String REFERENCES = "inputReferences";
    private static final String RESOLUTION = "resolution";
    private static final String GROK = "grok-imagine-video";
    private static final String GROK_15 = "grok-imagine-video-1.5";
    private static final int MAX_AUDIOS = 3;
    private static final int MAX_SECONDS_WITH_REFERENCES = 10;
    private static final Map<String, String> TIERS =
            Map.of("1920x1080", "1080p", "1280x720", "720p", "854x480", "480p", "640x480", "480p");
    private static final Set<String> HANDLED =
            Set.of(
                    "mode",
                    "pollIntervalMs",
                    "pollTimeoutMs",
                    RESOLUTION,
                    "videoUrl",
                    "referenceImageUrls",
                    "referenceVoiceIds",
                    "keyframes",
                    "storageOptions",
                    "user");

    /** The mode in which the adapter handles a request. */
    private enum Mode {
        GENERATE("generations"),
        REFERENCES("generations"),
        EDIT("edits"),
        EXTEND("extensions");

        private final String path;

        Mode(String path) {
            this.path = path;
        }

        boolean changesVideo() {
            return this == EDIT || this == EXTEND;
        }
    }

    @Override
    public VendorRequest translate(GatewayModel model, VideoRequest request)
            throws InvalidRequestException {
        ProviderOptions options = options(request);
        Mode mode = mode(request, options);
        VendorRequest arrival = VendorRequest.at(API + mode.path);
        boolean edit = mode == Mode.EDIT;
        boolean changes = mode.changesVideo();
        JsonNode resolutionOption = options.oneOf(RESOLUTION, "480p", "720p", "1080p");
        boolean size = resolutionOption != null || request.resolution() != null;
        arrival.warn(request.fps() != null, "fps", "The frame rate is fixed.")
                .warn(request.seed() != null, "seed", "There is no seed.")
                .warn(request.count() > 1, "n", "One video is made per call.")
                .warn(edit && request.duration() != null, "duration", "The video decides.")
                .warn(changes && request.aspectRatio() != null, "aspectRatio", "The video decides.")
                .warn(changes && size, RESOLUTION, "The video decides.")
                .put("prompt", VendorRequest.node(request.prompt()))
                .put("duration", edit ? null : VendorRequest.node(request.duration()))
                .put("aspect_ratio", changes ? null : VendorRequest.node(request.aspectRatio()));
        if (!changes) {
            resolution(request, resolutionOption, arrival);
        }
        boolean audio = request.generateAudio() != null;
        arrival.warn(audio && changes, "generateAudio", "The video decides.")
                .put(
                        "generate_audio",
                        changes ? null : VendorRequest.node(request.generateAudio()));
        if (changes) {
            arrival.body().set("video", VendorRequest.link(options.text("videoUrl").textValue()));
        }
        frames(model, request, changes, arrival);
        if (mode == Mode.REFERENCES) {
            references(request, options, arrival);
        }
        arrival.warn(
                        model.upstreamId().equals(GROK) && is1080(arrival.body()),
                        RESOLUTION,
                        "The model does not make 1080p.")
                .warn(
                        !request.inputReferences().isEmpty() && mode != Mode.REFERENCES,
                        REFERENCES,
                        "The references were ignored.");
        JsonNode voices = options.texts("referenceVoiceIds");
        arrival.warn(
                voices != null && !voices.isEmpty() && mode != Mode.REFERENCES,
                "referenceVoiceIds",
                "The voices were ignored.");
        arrival.put("user", mode == Mode.EXTEND ? null : options.text("user"));
        for (Map.Entry<String, JsonNode> field : options.fields().properties()) {
            if (!HANDLED.contains(field.getKey())) {
                arrival.body().set(field.getKey(), field.getValue());
            }
        }
        return arrival;
    }

    private static ProviderOptions options(VideoRequest request) throws InvalidRequestException {
        ProviderOptions options = ProviderOptions.of(request, "xai");
        options.notNull("mode", "videoUrl", "referenceImageUrls", "referenceVoiceIds", "user");
        options.oneOf("mode", "edit-video", "extend-video", "reference-to-video");
        options.positive("pollIntervalMs");
        options.positive("pollTimeoutMs");
        options.text("user");
        JsonNode video = options.text("videoUrl");
        JsonNode images = options.texts("referenceImageUrls");
        JsonNode voices = options.texts("referenceVoiceIds");
        if (video != null && video.textValue().isEmpty()) {
            throw options.wrong("videoUrl", "not empty");
        }
        if (images != null && (images.isEmpty() || images.size() > 7)) {
            throw options.wrong("referenceImageUrls", "one to seven URLs");
        }
        if (voices != null && voices.size() > 3) {
            throw options.wrong("referenceVoiceIds", "at most three names");
        }
        return options;
    }

    private static Mode mode(VideoRequest request, ProviderOptions options)
            throws InvalidRequestException {
        JsonNode word = options.text("mode");
        JsonNode video = options.text("videoUrl");
        if (word != null) {
            Mode mode =
                    switch (word.textValue()) {
                        case "edit-video" -> Mode.EDIT;
                        case "extend-video" -> Mode.EXTEND;
                        default -> Mode.REFERENCES;
                    };
            if (mode.changesVideo() && video == null) {
                throw options.wrong("videoUrl", "set in that mode");
            }
            return mode;
        }
        if (video != null) {
            return Mode.EDIT;
        }
        boolean references =
                options.texts("referenceImageUrls") != null
                        || request.inputReferences().stream()
                                .anyMatch(file -> isImage(file) || file.is("audio"));
        return references ? Mode.REFERENCES : Mode.GENERATE;
    }

    private static boolean isImage(RequestFile file) {
        return file.mediaType() == null || file.is("image");
    }

    private static void resolution(VideoRequest request, JsonNode option, VendorRequest arrival) {
        if (option != null) {
            arrival.body().set(RESOLUTION, option);
        } else if (request.resolution() != null) {
            String tier = TIERS.get(request.resolution());
            arrival.warn(tier == null, RESOLUTION, "'" + request.resolution() + "' is not known.")
                    .put(RESOLUTION, VendorRequest.node(tier));
        }
    }

    private static void frames(
            GatewayModel model, VideoRequest request, boolean changes, VendorRequest arrival) {
        RequestFile first = request.startImage();
        if (first != null) {
            boolean frame = request.frame("first_frame") != null;
            arrival.warn(first.is("video"), frame ? "frameImages" : "image", "It is a video.");
            if (!first.is("video")) {
                arrival.body().set("image", VendorRequest.link(first.asUrl()));
            }
        }
        RequestFile last = request.frame("last_frame");
        if (last != null) {
            boolean used = model.upstreamId().equals(GROK_15) && !changes && !last.is("video");
            arrival.warn(!used, "frameImages", "The last frame was ignored.");
            if (used) {
                arrival.body().set("last_frame", VendorRequest.link(last.asUrl()));
            }
        }
    }

    private static void references(
            VideoRequest request, ProviderOptions options, VendorRequest arrival)
            throws InvalidRequestException {
        ArrayNode images = Json.array();
        ArrayNode audios = Json.array();
        for (RequestFile file : request.inputReferences()) {
            if (file.is("audio")) {
                audios.add(VendorRequest.link(file.asUrl()));
            } else {
                arrival.warn(!isImage(file), REFERENCES, "A video was ignored.");
                if (isImage(file)) {
                    images.add(VendorRequest.link(file.asUrl()));
                }
            }
        }
        if (request.inputReferences().isEmpty()) {
            JsonNode older = options.texts("referenceImageUrls");
            for (JsonNode url : older == null ? Json.array() : older) {
                images.add(VendorRequest.link(url.textValue()));
            }
        }
        arrival.warn(
                images.isEmpty() && audios.isEmpty(), "referenceImages", "There is no reference.");
        if (!images.isEmpty()) {
            arrival.body().set("reference_images", images);
        }
        JsonNode voices = options.texts("referenceVoiceIds");
        for (JsonNode voice : voices == null ? Json.array() : voices) {
            audios.addObject().set("voice_id", voice);
        }
        arrival.warn(audios.size() > MAX_AUDIOS, REFERENCES, "Only three audios are used.");
        while (audios.size() > MAX_AUDIOS) {
            audios.remove(MAX_AUDIOS);
        }
        if (!audios.isEmpty()) {
            arrival.body().set("reference_audios", audios);
        }
        if (is1080(arrival.body())) {
            arrival.warn(true, RESOLUTION, "720p at most with references.");
            arrival.body().put(RESOLUTION, "720p");
        }
    }

    private static boolean is1080(ObjectNode body) {
        return body.path(RESOLUTION).asText().equals("1080p");
    }

    @Override
    public void read(VendorRequest arrival, JobDraft draft) {
        JsonNode body = arrival.body();
        draft.prompt(body.path("prompt"));
        draft.seconds(body.path("duration"));
        body.path("reference_images")
                .forEach(image -> draft.add(MediaKind.IMAGE, image.path("url").asText()));
        for (JsonNode audio : body.path("reference_audios")) {
            if (audio.has("url")) {
                draft.add(MediaKind.AUDIO, audio.path("url").asText());
            }
        }
        for (String frame : List.of("image", "last_frame")) {
            if (body.has(frame)) {
                draft.frameImage();
            }
        }
        draft.refuse(
                draft.model().upstreamId().equals(GROK)
                        && draft.references() > 0
                        && draft.seconds() > MAX_SECONDS_WITH_REFERENCES,
                "With references the duration is at most "
                        + MAX_SECONDS_WITH_REFERENCES
                        + " seconds.");
        String tier = body.path(RESOLUTION).asText("480p");
        draft.refuse(
                tier.equals("1080p") && draft.model().upstreamId().equals(GROK),
                "1080p is not one that the model makes.");
        int lines = Integer.parseInt(tier.substring(0, tier.length() - 1));
        draft.size(Frame.of(lines, body.path("aspect_ratio").asText(null)), lines);
    }
}
