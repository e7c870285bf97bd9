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
package io.github.refvideo.camel.internal.model;

import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ShotType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits and prices of one model: one entry of {@link ModelTable}.
 *
 * @param dialect the request format of DashScope that it supports
 * @param regions where DashScope offers it; empty if DashScope does not
 * @param placeholders how a prompt names a reference, the documented form first; empty if a prompt
 *     cannot name one
 * @param warning for users of the model, for example that its limits are not documented
 */
public record ModelCapabilities(
        Names names,
        Dialect dialect,
        Set<Region> regions,
        References references,
        List<PlaceholderStyle> placeholders,
        Sizes sizes,
        Durations durations,
        Texts texts,
        Settings settings,
        Prices prices,
        @Nullable String warning) {

    public ModelCapabilities {
        Set<Region> sorted = EnumSet.noneOf(Region.class);
        sorted.addAll(regions);
        regions = Collections.unmodifiableSet(sorted);
        placeholders = List.copyOf(placeholders);
    }

    /** The name, for messages. */
    @Override
    public String toString() {
        return names.displayName();
    }

    /** Whether a model supports an option. */
    public enum Support {
        YES,
        NO,
        /** Not known: the service may use the option, ignore it or reject it. */
        UNKNOWN
    }

    /** The two request formats of DashScope. */
    public enum Dialect {
        /** A plain list of reference URLs, an exact size and a shot type: Wan 2.6. */
        LEGACY,
        /** A list of typed media, a tier and a ratio: Wan 2.7, Wan 3 and HappyHorse. */
        MEDIA,
        /** Not on DashScope. */
        NONE
    }

    /**
     * The names of a model.
     *
     * @param dashScope at DashScope; null if DashScope does not offer it
     * @param gateway at the gateway, {@code creator/model}; null if it is not known there
     * @param openAiVideos at self-hosted servers; null if its weights are not open
     * @param aliases older spellings
     */
    public record Names(
            @Nullable String dashScope,
            @Nullable String gateway,
            @Nullable String openAiVideos,
            List<String> aliases) {

        public Names {
            aliases = List.copyOf(aliases);
        }

        /** The name for messages and documentation. */
        public @Nullable String displayName() {
            return dashScope != null ? dashScope : gateway != null ? gateway : openAiVideos;
        }

        /** The name at a service; empty if the service is not known to offer the model. */
        public Optional<String> at(Service service) {
            return Optional.ofNullable(
                    switch (service) {
                        case DASHSCOPE -> dashScope;
                        case GATEWAY -> gateway;
                        case OPENAI_VIDEOS -> openAiVideos;
                    });
        }

        /** All names by which users can select the model. */
        public List<String> all() {
            List<String> all = new ArrayList<>(aliases);
            if (openAiVideos != null) {
                all.add(0, openAiVideos);
            }
            if (gateway != null) {
                all.add(0, gateway);
            }
            if (dashScope != null) {
                all.add(0, dashScope);
            }
            return List.copyOf(all);
        }
    }

    /**
     * The references that a model accepts.
     *
     * @param images the number of images
     * @param videos the number of videos
     * @param audios the number of audio references
     * @param total the number of all references
     * @param audioAlone whether audio is accepted without an image or video
     * @param inline whether media is accepted as bytes instead of a URL
     * @param voice whether each reference can have its own voice
     * @param media the limits of the files; a kind that is missing has no known limits
     */
    public record References(
            Range images,
            Range videos,
            Range audios,
            Range total,
            Support audioAlone,
            InlineMedia inline,
            boolean voice,
            Map<ReferenceKind, MediaLimits> media) {

        public References {
            media = Map.copyOf(media);
        }

        /** The number of references of one kind. */
        public Range count(ReferenceKind kind) {
            return switch (kind) {
                case IMAGE -> images;
                case VIDEO -> videos;
                case AUDIO -> audios;
            };
        }
    }

    /** Whether a reference may be sent as bytes, in a {@code data:} URL, instead of a URL. */
    public enum InlineMedia {
        /** URLs only. */
        NONE,
        /** Images also as bytes; videos and audio as URLs only. */
        IMAGES,
        /** Bytes only: URLs are ignored, but the job is billed nevertheless. */
        REQUIRED
    }

    /**
     * The maximum lengths of the texts, in Unicode characters; {@link Integer#MAX_VALUE} if not
     * known.
     *
     * @param maxPrompt the maximum length of the prompt
     * @param cjkWeight as how many characters a Chinese, Japanese or Korean one counts
     * @param truncates whether the service silently truncates a longer prompt instead of rejecting
     *     it
     * @param negativePrompt whether the model supports a negative prompt
     * @param maxNegativePrompt the maximum length of the negative prompt
     */
    public record Texts(
            int maxPrompt,
            int cjkWeight,
            boolean truncates,
            Support negativePrompt,
            int maxNegativePrompt) {

        /** The length of a prompt as this model counts it. */
        public int lengthOf(String text) {
            long length =
                    text.codePoints()
                            .mapToLong(c -> cjkWeight > 1 && isCjk(c) ? cjkWeight : 1)
                            .sum();
            return (int) Math.min(length, Integer.MAX_VALUE);
        }

        private static boolean isCjk(int codePoint) {
            return switch (Character.UnicodeScript.of(codePoint)) {
                case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
                default -> false;
            };
        }
    }

    /**
     * The settings of a model besides size and duration.
     *
     * @param shotTypes the supported shot types; empty for none
     * @param seed whether it supports a seed, from 0 to 2147483647
     * @param promptExtend whether rewriting of the prompt can be switched on and off
     * @param watermark whether the watermark can be switched on and off
     * @param watermarkDefault whether the video has a watermark if the request does not say; null
     *     if not known
     * @param framesPerSecond the fixed frame rate; null if not known
     */
    public record Settings(
            Set<ShotType> shotTypes,
            AudioSetting audio,
            Support seed,
            Support promptExtend,
            Support watermark,
            @Nullable Boolean watermarkDefault,
            @Nullable Integer framesPerSecond) {

        public Settings {
            shotTypes = Set.copyOf(shotTypes);
        }
    }

    /** Whether audio can be switched on and off. */
    public enum AudioSetting {
        /** It can. */
        SWITCH,
        /** Videos always have audio. */
        ALWAYS,
        /** Not known. */
        UNKNOWN
    }
}
