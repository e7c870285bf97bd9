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
package io.github.refvideo.camel.internal.provider.gateway;

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.Resolution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The adapters of the AI SDK, with which the gateway translates a request for the vendor of the
 * model. An adapter drops unknown fields, usually without an error, and the video is still billed.
 * This table says what each adapter reads. As of November 2026: alibaba 2.0.58, bytedance 1.0.29,
 * minimax 3.0.45, xai 5.0.12, google-vertex 5.0.141. The adapter of Kling is known from its
 * documentation only.
 */
enum Adapter {
    WAN_2_6("alibaba"),
    WAN_2_7("alibaba"),
    WAN_3("alibaba"),
    SEEDANCE("bytedance"),
    MINIMAX("minimax"),
    XAI("xai"),
    VERTEX("vertex"),
    KLING("klingai"),
    FLUX("blackForestLabs"),
    /** Unknown; fields are sent under their usual names. */
    OTHER(null);

    /** The only ratios that the adapter of Wan derives from a size. */
    private static final Set<String> WAN_RATIOS = Set.of("16:9", "9:16", "1:1", "4:3", "3:4");

    /** A tier and its sizes, landscape first. */
    private static final String WAN_SIZES =
            """
            720P 1280x720 720x1280 960x960 1088x832 832x1088
            1080P 1920x1080 1080x1920 1440x1440 1632x1248 1248x1632
            """;

    private static final Map<Adapter, Map<Resolution, String>> SIZES =
            Map.of(
                    WAN_2_7,
                    sizes(WAN_SIZES),
                    WAN_3,
                    sizes(WAN_SIZES + "480P 832x480 480x832 624x624"),
                    SEEDANCE,
                    sizes(
                            """
                            480p 864x480 480x864 864x496 496x864 752x560 560x752 640x640 992x432 432x992
                            480p 736x544 544x736 960x416 416x960 832x480 480x832 624x624
                            720p 1280x720 720x1280 1112x834 834x1112 960x960 1470x630 630x1470
                            720p 1248x704 704x1248 1120x832 832x1120 1504x640 640x1504
                            1080p 1920x1080 1080x1920 1664x1248 1248x1664 1440x1440 2206x946 946x2206
                            1080p 1920x1088 1088x1920 2176x928 928x2176
                            """),
                    MINIMAX,
                    sizes(
                            """
                            768P 1366x768 768x768 1792x768 1024x768 768x1366 768x1024
                            2K 2560x1440 2048x2048 2560x1080 2048x1536 1440x2560 1536x2048
                            """),
                    XAI,
                    // 1920x1080 is supported too, but becomes 720p with references.
                    sizes("720p 1280x720\n480p 854x480 640x480"),
                    VERTEX,
                    sizes("720p 1280x720\n1080p 1920x1080\n4k 3840x2160"));

    private final @Nullable String namespace;

    Adapter(@Nullable String namespace) {
        this.namespace = namespace;
    }

    static Adapter of(GatewayModel model) {
        return switch (model.id().substring(0, model.id().indexOf('/'))) {
            case "alibaba" -> wan(model.id());
            case "bytedance" -> SEEDANCE;
            case "minimax" -> MINIMAX;
            case "spacexai", "xai" -> XAI;
            case "google" -> VERTEX;
            case "klingai" -> KLING;
            case "bfl" -> FLUX;
            default -> OTHER;
        };
    }

    private static Adapter wan(String id) {
        if (id.startsWith("alibaba/wan-v3")) {
            return WAN_3;
        }
        return id.startsWith("alibaba/wan-v2.7") ? WAN_2_7 : WAN_2_6;
    }

    private static Map<Resolution, String> sizes(String lines) {
        Map<Resolution, String> sizes = new LinkedHashMap<>();
        for (String line : lines.strip().split("\n")) {
            String[] words = line.strip().split(" ");
            for (int i = 1; i < words.length; i++) {
                sizes.put(Resolution.parse(words[i]).orElseThrow(), words[0]);
            }
        }
        return sizes;
    }

    /** The key of the vendor in providerOptions; null if unknown. */
    @Nullable String namespace() {
        return namespace;
    }

    boolean isWan() {
        return namespace != null && namespace.equals("alibaba");
    }

    /** Whether references can be given as a typed list of the vendor, {@code alibaba.media}. */
    boolean takesMedia() {
        return this == WAN_2_7 || this == WAN_3;
    }

    /** The tier of a size; empty if the adapter does not know the size. */
    Optional<String> tier(Resolution size) {
        return Optional.ofNullable(SIZES.getOrDefault(this, Map.of()).get(size));
    }

    /** The landscape size of a tier, to be sent with a ratio. */
    Optional<Resolution> landscape(String tier) {
        return SIZES.getOrDefault(this, Map.of()).entrySet().stream()
                .filter(size -> size.getValue().equalsIgnoreCase(tier))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** All known sizes, for a message. */
    String sizesInWords() {
        return SIZES.getOrDefault(this, Map.of()).keySet().stream()
                .map(Resolution::toString)
                .collect(Collectors.joining(", "));
    }

    /** Whether the adapter has a table of sizes and drops all others. */
    boolean dropsOtherSizes() {
        return takesMedia() || this == MINIMAX || this == XAI;
    }

    boolean hasSizes() {
        return SIZES.containsKey(this);
    }

    /** Whether the adapter derives this ratio from a size. */
    boolean derives(String ratio) {
        return takesMedia() && WAN_RATIOS.contains(ratio);
    }

    /** The number of references of a kind that are used; others are dropped or misread. */
    int maxReferences(ReferenceKind kind) {
        int any = Integer.MAX_VALUE;
        return switch (this) {
            case MINIMAX -> kind == ReferenceKind.IMAGE ? 9 : 3;
            case XAI -> kind == ReferenceKind.IMAGE ? any : kind == ReferenceKind.AUDIO ? 3 : 0;
            case VERTEX, KLING -> kind == ReferenceKind.IMAGE ? any : 0;
            case FLUX -> kind == ReferenceKind.VIDEO ? 1 : 0;
            case WAN_2_7 -> kind == ReferenceKind.AUDIO ? 0 : any;
            default -> any;
        };
    }

    /** The field of the vendor for audio references; null if they are not separate. */
    @Nullable String audioField() {
        return switch (this) {
            case SEEDANCE -> "referenceAudio";
            case MINIMAX -> "referenceAudioUrls";
            default -> null;
        };
    }

    /**
     * The field of the vendor for an option without a field in the gateway request.
     *
     * @return null if the vendor has no such field
     */
    @Nullable String field(RequestOption option) {
        return switch (option) {
            case SHOT_TYPE -> this == WAN_2_6 || this == OTHER ? "shotType" : null;
            case PROMPT_EXTEND -> isWan() || this == OTHER ? "promptExtend" : null;
            case NEGATIVE_PROMPT ->
                    switch (this) {
                        case SEEDANCE, MINIMAX, XAI, FLUX -> null;
                        default -> "negativePrompt";
                    };
            case WATERMARK ->
                    switch (this) {
                        case KLING -> "watermarkEnabled";
                        case MINIMAX -> "aigcWatermark";
                        case XAI, VERTEX, FLUX -> null;
                        default -> "watermark";
                    };
            default -> throw new IllegalArgumentException(option.optionName());
        };
    }

    /** Whether the adapter passes a seed on. */
    boolean takesSeed(long seed) {
        return switch (this) {
            case MINIMAX, XAI -> false;
            case SEEDANCE -> seed != 0;
            default -> true;
        };
    }

    boolean hasAudioSwitch() {
        return this != MINIMAX && this != WAN_2_7;
    }

    boolean takesFramesPerSecond() {
        return this == OTHER || this == KLING || this == FLUX;
    }

    /**
     * The options that correspond to fields of the vendor. Most adapters copy unknown fields into
     * the request to the vendor, where they replace the adapter's own values.
     */
    Map<String, RequestOption> meanings() {
        Map<String, RequestOption> meanings = new LinkedHashMap<>();
        for (RequestOption option :
                Set.of(
                        RequestOption.SHOT_TYPE,
                        RequestOption.PROMPT_EXTEND,
                        RequestOption.NEGATIVE_PROMPT,
                        RequestOption.WATERMARK)) {
            if (field(option) != null) {
                meanings.put(field(option), option);
            }
        }
        switch (this) {
            case WAN_2_6, WAN_2_7, WAN_3 -> {
                meanings.put("ratio", RequestOption.ASPECT_RATIO);
                meanings.put("audio", RequestOption.AUDIO);
            }
            case MINIMAX -> {
                meanings.put("ratio", RequestOption.ASPECT_RATIO);
                meanings.put("resolution", RequestOption.RESOLUTION);
            }
            case SEEDANCE -> {
                meanings.put("ratio", RequestOption.ASPECT_RATIO);
                meanings.put("resolution", RequestOption.RESOLUTION);
                meanings.put("duration", RequestOption.DURATION);
                meanings.put("seed", RequestOption.SEED);
                meanings.put("generateAudio", RequestOption.AUDIO);
                meanings.put("generate_audio", RequestOption.AUDIO);
            }
            case XAI -> {
                meanings.put("aspect_ratio", RequestOption.ASPECT_RATIO);
                meanings.put("resolution", RequestOption.RESOLUTION);
                meanings.put("duration", RequestOption.DURATION);
                meanings.put("generate_audio", RequestOption.AUDIO);
                meanings.put("prompt", RequestOption.PROMPT);
            }
            case VERTEX -> {
                meanings.put("aspectRatio", RequestOption.ASPECT_RATIO);
                meanings.put("resolution", RequestOption.RESOLUTION);
                meanings.put("durationSeconds", RequestOption.DURATION);
                meanings.put("seed", RequestOption.SEED);
                meanings.put("generateAudio", RequestOption.AUDIO);
            }
            default -> {}
        }
        return meanings;
    }

    /** Fields of the vendor that make the adapter drop the references. */
    Set<String> fieldsAgainstReferences() {
        return switch (this) {
            case WAN_2_6 -> Set.of("media");
            case WAN_2_7, WAN_3 -> Set.of("referenceUrls");
            case SEEDANCE -> Set.of("referenceImages", "referenceVideos", "content", "model");
            case XAI ->
                    Set.of(
                            "referenceImageUrls",
                            "videoUrl",
                            "reference_images",
                            "reference_audios",
                            "video",
                            "model");
            case VERTEX -> Set.of("referenceImages");
            default -> Set.of();
        };
    }
}
