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
import io.github.refvideo.simulator.job.WanFrames;
import io.github.refvideo.simulator.media.MediaTypes;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Wan 2.6, 2.7 and 3 through adapter alibaba 2.0.58. */
final class WanRules implements ModelRules {
    private static final String PATH = "/api/v1/services/aigc/video-generation/video-synthesis";
    private static final String ALIBABA = "alibaba";
    private static final String INPUT_REFERENCES = "inputReferences";
    private static final String DEFAULT_SIZE = "1920x1080";
    private static final String DEFAULT_RATIO = "16:9";
    private static final int MAX_SECONDS_WITH_VIDEO = 10;
    private static final double WAN_3_INPUT_SECONDS = 15;
    private static final double WAN_3_SECONDS_EACH = 5;
    private static final double[] INPUT_SECONDS = {5, 5, 2.5, 1.65, 1.25, 1};
    private static final Set<String> RATIOS = Set.of("16:9", "9:16", "1:1", "4:3", "3:4");
    private static final Set<String> MEDIA_TYPES =
            Set.of(
                    "reference_image",
                    "reference_video",
                    "reference_audio",
                    "first_frame",
                    "last_frame",
                    "file",
                    "link");
    private static final Map<String, String> TIERS =
            ModelRules.tiers(
                    "720P 1280x720 720x1280 960x960 1088x832 832x1088",
                    "1080P 1920x1080 1080x1920 1440x1440 1632x1248 1248x1632",
                    "480P 832x480 480x832 624x624");

    @Override
    public VendorRequest translate(GatewayModel model, VideoRequest request)
            throws InvalidRequestException {
        ProviderOptions options = ProviderOptions.of(request, ALIBABA);
        JsonNode shotType = options.oneOf("shotType", "single", "multi");
        JsonNode audioOption = options.flag("audio");
        JsonNode ratioOption =
                options.oneOf("ratio", "adaptive", "16:9", "9:16", "1:1", "4:3", "3:4");
        options.positive("pollIntervalMs");
        options.positive("pollTimeoutMs");
        VendorRequest arrival = VendorRequest.at(PATH);
        ObjectNode input = arrival.body().putObject("input");
        ObjectNode parameters = arrival.body().putObject("parameters");
        VendorRequest.put(input, "prompt", VendorRequest.node(request.prompt()));
        VendorRequest.put(input, "negative_prompt", options.text("negativePrompt"));
        VendorRequest.put(input, "audio_url", options.text("audioUrl"));
        JsonNode media = options.list("media", WanRules::isMedia, "typed media");
        JsonNode urls = options.texts("referenceUrls");
        boolean tiers = model.dialect() != Dialect.WAN_2_6;
        if (tiers) {
            VendorRequest.put(input, "media", media(model, request, media, arrival));
        } else {
            VendorRequest.put(input, "reference_urls", urls(request, urls, arrival));
        }
        arrival.warn(
                model.dialect() != Dialect.WAN_3 && request.frame("last_frame") != null,
                "frameImages",
                "A last frame is not used.");
        VendorRequest.put(parameters, "duration", VendorRequest.node(request.duration()));
        VendorRequest.put(parameters, "seed", VendorRequest.node(request.seed()));
        size(model, request, arrival, parameters);
        if (tiers) {
            VendorRequest.put(parameters, "ratio", ratio(request, ratioOption));
        }
        VendorRequest.put(parameters, "prompt_extend", options.flag("promptExtend"));
        arrival.warn(tiers && shotType != null, "shotType", "Shots are taken from the prompt.");
        VendorRequest.put(parameters, "shot_type", tiers ? null : shotType);
        VendorRequest.put(parameters, "watermark", options.flag("watermark"));
        JsonNode audio =
                request.generateAudio() == null
                        ? audioOption
                        : VendorRequest.node(request.generateAudio());
        boolean always = model.dialect() == Dialect.WAN_2_7;
        arrival.warn(always && audio != null, "generateAudio", "Wan 2.7 always makes audio.");
        VendorRequest.put(parameters, "audio", always ? null : audio);
        return arrival.warn(
                        !tiers && request.aspectRatio() != null,
                        "aspectRatio",
                        "Wan 2.6 takes its shape from the resolution.")
                .warn(request.fps() != null, "fps", "The frame rate is fixed.")
                .warn(request.count() > 1, "n", "One video is made per call.");
    }

    private static boolean isMedia(JsonNode item) {
        JsonNode voice = item.path("referenceVoice");
        return MEDIA_TYPES.contains(item.path("type").textValue())
                && item.path("url").isTextual()
                && (voice.isMissingNode() || voice.isNull() || voice.isTextual());
    }

    /** The option overrides everything else. */
    private static ArrayNode media(
            GatewayModel model, VideoRequest request, JsonNode option, VendorRequest arrival) {
        ArrayNode media = Json.array();
        if (option != null && !option.isEmpty()) {
            for (JsonNode item : option) {
                ObjectNode added = media.addObject();
                added.set("type", item.get("type"));
                added.set("url", item.get("url"));
                VendorRequest.put(added, "reference_voice", item.path("referenceVoice"));
            }
            return media;
        }
        for (RequestFile file : request.inputReferences()) {
            boolean image = file.isLink() || file.mediaType().startsWith("image/");
            arrival.warn(!image, INPUT_REFERENCES, "Inline videos are not taken; one was skipped.");
            if (image) {
                boolean video = file.isLink() && Links.looksLikeVideo(file.url());
                media.addObject()
                        .put("type", video ? "reference_video" : "reference_image")
                        .put("url", file.asUrl());
            }
        }
        boolean wan3 = model.dialect() == Dialect.WAN_3;
        frame(media, "first_frame", wan3 ? request.startImage() : request.frame("first_frame"));
        frame(media, "last_frame", wan3 ? request.frame("last_frame") : null);
        return media.isEmpty() ? null : media;
    }

    private static void frame(ArrayNode media, String type, RequestFile image) {
        if (image != null) {
            media.addObject().put("type", type).put("url", image.asUrl());
        }
    }

    /** With frames, references are silently ignored. */
    private static JsonNode urls(VideoRequest request, JsonNode option, VendorRequest arrival) {
        if (!request.frameTypes().isEmpty()) {
            return null;
        }
        if (request.inputReferences().isEmpty()) {
            return option == null || option.isEmpty() ? null : option;
        }
        ArrayNode urls = Json.array();
        for (RequestFile file : request.inputReferences()) {
            arrival.warn(!file.isLink(), INPUT_REFERENCES, "Wan 2.6 takes links only.");
            if (file.isLink()) {
                urls.add(file.url());
            }
        }
        return urls.isEmpty() ? null : urls;
    }

    private static void size(
            GatewayModel model,
            VideoRequest request,
            VendorRequest arrival,
            ObjectNode parameters) {
        String resolution = request.resolution();
        if (resolution == null) {
            return;
        }
        if (model.dialect() == Dialect.WAN_2_6) {
            parameters.put("size", resolution.replaceFirst("x", "*"));
            return;
        }
        String tier = TIERS.getOrDefault(resolution, resolution);
        boolean known =
                tier.equals("720P")
                        || tier.equals("1080P")
                        || model.dialect() == Dialect.WAN_3 && tier.equals("480P");
        arrival.warn(
                !known, "resolution", "'" + resolution + "' has no tier; the default is used.");
        if (known) {
            parameters.put("resolution", tier);
        }
    }

    /** The option overrides the field, and the field overrides the ratio derived from the size. */
    private static JsonNode ratio(VideoRequest request, JsonNode option) {
        if (option != null) {
            return option;
        }
        return request.aspectRatio() != null
                ? VendorRequest.node(request.aspectRatio())
                : VendorRequest.node(
                        Frame.parse(request.resolution())
                                .map(WanRules::reduced)
                                .filter(RATIOS::contains)
                                .orElse(null));
    }

    private static String reduced(Frame frame) {
        int divisor =
                BigInteger.valueOf(frame.width())
                        .gcd(BigInteger.valueOf(frame.height()))
                        .intValue();
        return frame.width() / divisor + ":" + frame.height() / divisor;
    }

    @Override
    public void read(VendorRequest arrival, JobDraft draft) {
        JsonNode input = arrival.body().path("input");
        JsonNode parameters = arrival.body().path("parameters");
        draft.prompt(input.path("prompt"));
        draft.seconds(parameters.path("duration"));
        draft.seed(parameters.path("seed"));
        if (draft.model().dialect() == Dialect.WAN_2_6) {
            readUrls(input, parameters, draft);
        } else {
            readMedia(input.path("media"), draft);
            readTier(parameters, draft);
        }
        long videos = draft.count(MediaKind.VIDEO);
        long sharers = draft.model().dialect() == Dialect.WAN_2_6 ? draft.references() : videos;
        draft.inputSeconds(
                draft.model().dialect() == Dialect.WAN_3
                        ? Math.min(WAN_3_INPUT_SECONDS, videos * WAN_3_SECONDS_EACH)
                        : videos
                                * INPUT_SECONDS[(int) Math.min(sharers, INPUT_SECONDS.length - 1)]);
        draft.refuse(
                draft.model().dialect() == Dialect.WAN_2_7
                        && videos > 0
                        && draft.seconds() > MAX_SECONDS_WITH_VIDEO,
                "With a reference video the duration is at most "
                        + MAX_SECONDS_WITH_VIDEO
                        + " seconds.");
    }

    private static void readUrls(JsonNode input, JsonNode parameters, JobDraft draft) {
        for (JsonNode url : input.path("reference_urls")) {
            MediaKind kind = MediaTypes.kindOf(Links.mediaType(url.asText()));
            draft.add("character" + (draft.references() + 1), kind, url.asText(), false);
        }
        String size = parameters.path("size").asText(DEFAULT_SIZE.replace('x', '*'));
        Optional<Frame> frame = WanFrames.wan26(size.replace('*', 'x'));
        draft.refuse(frame.isEmpty(), "The size '" + size + "' is not one that the model makes.");
        frame.or(() -> WanFrames.wan26(DEFAULT_SIZE))
                .ifPresent(made -> draft.size(made, made.tier()));
        draft.multiShot(parameters.path("shot_type").asText().equals("multi"));
        draft.halfPrice(
                draft.model().upstreamId().endsWith("-flash")
                        && parameters.path("audio").isBoolean()
                        && !parameters.path("audio").booleanValue());
    }

    private static void readMedia(JsonNode media, JobDraft draft) {
        boolean frames = false;
        for (JsonNode item : media) {
            String url = item.path("url").asText();
            switch (item.path("type").asText()) {
                case "reference_image" -> draft.add(MediaKind.IMAGE, url);
                case "reference_video" -> draft.add(MediaKind.VIDEO, url);
                case "reference_audio" -> draft.add(MediaKind.AUDIO, url);
                case "first_frame" -> frames = true;
                default -> {
                    frames = true;
                    draft.refuse(
                            draft.model().dialect() == Dialect.WAN_2_7,
                            "A media item has an unknown type.");
                }
            }
        }
        draft.refuse(
                draft.model().dialect() == Dialect.WAN_3 && frames && draft.references() > 0,
                "Frames and references cannot be combined.");
    }

    private static void readTier(JsonNode parameters, JobDraft draft) {
        String tier = parameters.path("resolution").asText("1080P");
        String ratio = parameters.path("ratio").asText(DEFAULT_RATIO);
        boolean adaptive = ratio.equals("adaptive") && draft.model().dialect() == Dialect.WAN_3;
        draft.refuse(
                !adaptive && !RATIOS.contains(ratio),
                "The ratio " + ratio + " is not one that the model makes.");
        String shape = RATIOS.contains(ratio) ? ratio : DEFAULT_RATIO;
        int lines = Integer.parseInt(tier.substring(0, tier.length() - 1));
        Frame frame =
                WanFrames.wan27(tier, shape)
                        .orElseGet(
                                () ->
                                        switch (shape) {
                                            case "16:9" -> new Frame(832, 480);
                                            case "9:16" -> new Frame(480, 832);
                                            case "1:1" -> new Frame(624, 624);
                                            default -> Frame.of(lines, shape);
                                        });
        draft.size(frame, lines);
    }
}
