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
import io.github.refvideo.simulator.gateway.SeedanceRules.Content;
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.server.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** MiniMax H3 through adapter minimax 3.0.45: 2K unless the requested size is in its table. */
final class MiniMaxRules implements ModelRules {
    /** Lines of a 2K video. */
    static final int K2 = 1440;

    private static final String PATH = "/v2/video_generation";
    private static final String REFERENCES = "inputReferences";
    private static final String FRAMES = "frameImages";
    private static final int MAX_IMAGES = 9;
    private static final int MAX_VIDEOS = 3;
    private static final int MAX_AUDIOS = 3;
    private static final int USUAL_SECONDS = 5;
    private static final int MAX_SECONDS = 15;
    private static final List<String> RATIOS =
            List.of("adaptive", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16");
    private static final Set<String> WORDS = Set.of("480P", "768P", "2K");
    private static final Map<String, String> TIERS =
            ModelRules.tiers(
                    "480P 480x480 1120x480 854x480 640x480 480x854 480x640",
                    "768P 768x768 1792x768 1366x768 1024x768 768x1366 768x1024",
                    "2K 2048x2048 2560x1080 2560x1440 2048x1536 1440x2560 1536x2048");

    @Override
    public VendorRequest translate(GatewayModel model, VideoRequest request)
            throws InvalidRequestException {
        ProviderOptions options = ProviderOptions.of(request, "minimax");
        options.notNull(
                "resolution",
                "ratio",
                "referenceAudioUrls",
                "aigcWatermark",
                "pollIntervalMs",
                "pollTimeoutMs");
        options.positive("pollIntervalMs");
        options.positive("pollTimeoutMs");
        boolean max = model.id().endsWith("-max");
        VendorRequest arrival =
                VendorRequest.at(PATH)
                        .warn(request.fps() != null, "fps", "The frame rate is fixed.")
                        .warn(request.seed() != null, "seed", "There is no seed.")
                        .warn(request.count() > 1, "n", "One video is made per call.")
                        .warn(
                                request.generateAudio() != null,
                                "generateAudio",
                                "There is no switch for audio.");
        String resolution = resolution(request, options, max, arrival);
        Content content = new Content(arrival.body().putArray("content"));
        content.text(request.prompt() == null ? "" : request.prompt());
        boolean frames = frames(request, content, arrival);
        references(request, options, max, frames, content, arrival);
        arrival.body().put("resolution", resolution);
        boolean textOnly = arrival.body().get("content").size() == 1;
        arrival.put("ratio", ratio(request, options, textOnly, frames, arrival))
                .put("duration", duration(request.duration(), max ? 5 : 4, arrival))
                .put("aigc_watermark", options.flag("aigcWatermark"));
        return arrival;
    }

    private static String resolution(
            VideoRequest request, ProviderOptions options, boolean max, VendorRequest arrival)
            throws InvalidRequestException {
        Set<String> supported = max ? Set.of("480P", "768P") : Set.of("768P", "2K");
        JsonNode option = options.oneOf("resolution", "480P", "768P", "2K");
        String chosen = option == null ? null : option.textValue();
        if (chosen != null && !supported.contains(chosen)) {
            arrival.warn(true, "resolution", "The model does not make " + chosen + ".");
            chosen = null;
        }
        if (request.resolution() != null) {
            String word = request.resolution().toUpperCase(Locale.ROOT);
            String asked = WORDS.contains(word) ? word : TIERS.get(request.resolution());
            boolean usable = asked != null && supported.contains(asked);
            arrival.warn(
                    chosen == null ? !usable : !chosen.equals(asked),
                    "resolution",
                    "'" + request.resolution() + "' was not used.");
            chosen = chosen == null && usable ? asked : chosen;
        }
        return chosen == null ? max ? "768P" : "2K" : chosen;
    }

    private static boolean frames(VideoRequest request, Content content, VendorRequest arrival) {
        RequestFile first = request.startImage();
        RequestFile last = request.frame("last_frame");
        if (first != null && !isImage(first)) {
            boolean frame = request.frame("first_frame") != null;
            arrival.warn(true, frame ? FRAMES : "image", "A frame must be an image.");
            first = null;
        }
        if (last != null && (first == null || !isImage(last))) {
            arrival.warn(true, FRAMES, "A last frame must be an image, and needs a first one.");
            last = null;
        }
        if (first != null) {
            content.add(MediaKind.IMAGE, first.asUrl(), "first_frame");
        }
        if (last != null) {
            content.add(MediaKind.IMAGE, last.asUrl(), "last_frame");
        }
        return first != null;
    }

    private static boolean isImage(RequestFile file) {
        return file.mediaType() == null || file.is("image");
    }

    private static void references(
            VideoRequest request,
            ProviderOptions options,
            boolean max,
            boolean frames,
            Content content,
            VendorRequest arrival)
            throws InvalidRequestException {
        JsonNode audios = options.texts("referenceAudioUrls");
        boolean audio = audios != null && !audios.isEmpty();
        List<RequestFile> files = request.inputReferences();
        if (max) {
            arrival.warn(!files.isEmpty(), REFERENCES, "The model takes no references.")
                    .warn(audio, "referenceAudioUrls", "The model takes no audio.");
            return;
        }
        if (frames || files.isEmpty() && !audio) {
            arrival.warn(!files.isEmpty() || audio, REFERENCES, "Frames exclude references.");
            return;
        }
        List<RequestFile> images = new ArrayList<>();
        List<RequestFile> videos = new ArrayList<>();
        for (RequestFile file : files) {
            boolean video = file.is("video");
            arrival.warn(
                    !video && !file.is("image"),
                    REFERENCES,
                    "A reference without the media type of an image or a video.");
            if (video) {
                videos.add(file);
            } else if (isImage(file)) {
                images.add(file);
            }
        }
        images.stream()
                .limit(MAX_IMAGES)
                .forEach(file -> content.add(MediaKind.IMAGE, file.asUrl(), "reference_image"));
        arrival.warn(images.size() > MAX_IMAGES, REFERENCES, "Too many images.");
        videos.stream()
                .limit(MAX_VIDEOS)
                .forEach(file -> content.add(MediaKind.VIDEO, file.asUrl(), "reference_video"));
        arrival.warn(videos.size() > MAX_VIDEOS, REFERENCES, "Too many videos.");
        boolean alone = images.isEmpty() && videos.isEmpty();
        arrival.warn(
                audio && (alone || audios.size() > MAX_AUDIOS),
                "referenceAudioUrls",
                alone ? "Audio alone was ignored." : "Too many audios.");
        for (int i = 0; audio && !alone && i < Math.min(audios.size(), MAX_AUDIOS); i++) {
            content.add(MediaKind.AUDIO, audios.get(i).textValue(), "reference_audio");
        }
    }

    private static JsonNode ratio(
            VideoRequest request,
            ProviderOptions options,
            boolean textOnly,
            boolean frames,
            VendorRequest arrival)
            throws InvalidRequestException {
        JsonNode option = options.oneOf("ratio", RATIOS.toArray(String[]::new));
        String ratio = option == null ? null : option.textValue();
        if (ratio == null && request.aspectRatio() != null) {
            boolean known = RATIOS.contains(request.aspectRatio());
            arrival.warn(!known, "aspectRatio", "The model does not make that ratio.");
            ratio = known ? request.aspectRatio() : null;
        }
        if (textOnly && "adaptive".equals(ratio)) {
            arrival.warn(true, "aspectRatio", "There is nothing to adapt to.");
            ratio = null;
        }
        if (frames && ratio != null) {
            arrival.warn(true, "aspectRatio", "The frame decides.");
            ratio = null;
        }
        return VendorRequest.node(ratio == null && textOnly ? "16:9" : ratio);
    }

    private static JsonNode duration(Double asked, int min, VendorRequest arrival) {
        if (asked == null) {
            return VendorRequest.node((double) USUAL_SECONDS);
        }
        // As Math.round in JavaScript.
        double whole = Math.floor(asked + 0.5);
        arrival.warn(whole != asked, "duration", "It was rounded.");
        arrival.warn(whole > MAX_SECONDS || whole < min, "duration", "It was clamped.");
        return VendorRequest.node(Math.max(min, Math.min(MAX_SECONDS, whole)));
    }

    @Override
    public void read(VendorRequest arrival, JobDraft draft) {
        JsonNode body = arrival.body();
        Content.read(body.path("content"), draft);
        draft.seconds(body.path("duration"));
        int lines =
                switch (body.path("resolution").asText()) {
                    case "480P" -> 480;
                    case "768P" -> 768;
                    default -> K2;
                };
        draft.size(Frame.of(lines, body.path("ratio").asText(null)), lines);
    }
}
