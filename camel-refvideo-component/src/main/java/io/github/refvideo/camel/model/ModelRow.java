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
package io.github.refvideo.camel.model;

import io.github.refvideo.camel.request.ReferenceKind;
import io.github.refvideo.camel.request.Resolution;
import io.github.refvideo.camel.request.ShotType;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes one line of the table after the other: each starts as a copy of the line before, or empty,
 * and states what differs. Until something is said, a model takes what nobody knows it not to take.
 *
 * <p>Not thread-safe; used while the table is built.
 */
final class ModelRow {

    private static final int NOBODY_SAYS = Integer.MAX_VALUE;

    private Dialect dialect = Dialect.NONE;
    private Set<Region> regions = Set.of();
    private final Map<ReferenceKind, Range> counts = new EnumMap<>(ReferenceKind.class);
    private Range total = Range.NOBODY_SAYS;
    private InlineMedia inline = InlineMedia.NONE;
    private boolean voice;
    private final Map<ReferenceKind, MediaLimits> media = new EnumMap<>(ReferenceKind.class);
    private List<PlaceholderStyle> placeholders = List.of();
    private Sizes sizes = new Sizes(Sizes.Rule.OPEN, Map.of(), Map.of(), List.of(), null);
    private Durations durations;
    private TextLimits texts = new TextLimits(NOBODY_SAYS, 1, false, Support.UNKNOWN, NOBODY_SAYS);
    private Set<ShotType> shotTypes = Set.of();
    private AudioSwitch audio = AudioSwitch.UNKNOWN;
    private Support seed = Support.UNKNOWN;
    private Support promptExtend = Support.UNKNOWN;
    private Support watermark = Support.UNKNOWN;
    private Boolean watermarkUsually;
    private Integer framesPerSecond;
    private final Map<Tier, BigDecimal> prices = new EnumMap<>(Tier.class);
    private final Map<Tier, BigDecimal> silentPrices = new EnumMap<>(Tier.class);
    private InputSeconds input = InputSeconds.NONE;

    ModelRow dialect(Dialect value) {
        dialect = value;
        return this;
    }

    ModelRow regions(Region... values) {
        regions = Set.of(values);
        return this;
    }

    ModelRow images(int min, int max) {
        counts.put(ReferenceKind.IMAGE, new Range(min, max));
        return this;
    }

    ModelRow videos(int min, int max) {
        counts.put(ReferenceKind.VIDEO, new Range(min, max));
        return this;
    }

    ModelRow audios(int min, int max) {
        counts.put(ReferenceKind.AUDIO, new Range(min, max));
        return this;
    }

    ModelRow total(int min, int max) {
        total = new Range(min, max);
        return this;
    }

    ModelRow inline(InlineMedia value) {
        inline = value;
        return this;
    }

    ModelRow voicePerReference() {
        voice = true;
        return this;
    }

    /** What the files of one kind may be. */
    ModelRow media(ReferenceKind kind, MediaLimits limits) {
        media.put(kind, limits);
        return this;
    }

    ModelRow placeholders(PlaceholderStyle... documentedFirst) {
        placeholders = List.of(documentedFirst);
        return this;
    }

    ModelRow exactSizes(Map<Resolution, Frame> own, Frame usual) {
        sizes = new Sizes(Sizes.Rule.LISTED, own, Map.of(), List.of(), usual);
        return this;
    }

    /**
     * @param ratios separated by spaces
     */
    ModelRow sizes(
            Map<Resolution, Frame> own,
            Map<Resolution, Frame> alsoRead,
            Frame usual,
            String ratios) {
        sizes = new Sizes(Sizes.Rule.LISTED, own, alsoRead, List.of(ratios.split(" ")), usual);
        return this;
    }

    ModelRow openSizes(Map<Resolution, Frame> own, String ratios) {
        sizes = new Sizes(Sizes.Rule.OPEN, own, Map.of(), List.of(ratios.split(" ")), null);
        return this;
    }

    ModelRow openSizes(Map<Resolution, Frame> own) {
        sizes = new Sizes(Sizes.Rule.OPEN, own, Map.of(), List.of(), null);
        return this;
    }

    ModelRow noSizes(String ratios) {
        sizes = new Sizes(Sizes.Rule.NO_SIZE, Map.of(), Map.of(), List.of(ratios.split(" ")), null);
        return this;
    }

    ModelRow seconds(int min, int max, Integer usual) {
        durations = new Durations(min, max, max, List.of(), false, null, usual);
        return this;
    }

    ModelRow secondsWithClip(int min, int max, int maxWithClip, Integer usual) {
        durations = new Durations(min, max, maxWithClip, List.of(), false, null, usual);
        return this;
    }

    ModelRow secondsOrAutomatic(int min, int max, int maxWithInput, Integer usual) {
        durations = new Durations(min, max, max, List.of(), true, maxWithInput, usual);
        return this;
    }

    ModelRow secondsOnly(Integer... lengths) {
        List<Integer> only = List.of(lengths);
        int last = only.get(only.size() - 1);
        durations = new Durations(only.get(0), last, last, only, false, null, null);
        return this;
    }

    /**
     * @param cjkWeight how many characters a Chinese, Japanese or Korean one counts for
     * @param cuts whether a longer prompt is cut without a word
     */
    ModelRow prompt(int longest, int cjkWeight, boolean cuts) {
        texts =
                new TextLimits(
                        longest,
                        cjkWeight,
                        cuts,
                        texts.negativePrompt(),
                        texts.negativePromptMax());
        return this;
    }

    ModelRow negativePrompt(Support support, int longest) {
        texts = new TextLimits(texts.prompt(), texts.cjkWeight(), texts.cuts(), support, longest);
        return this;
    }

    ModelRow shots(ShotType... types) {
        shotTypes = Set.of(types);
        return this;
    }

    ModelRow audio(AudioSwitch value) {
        audio = value;
        return this;
    }

    ModelRow seed(Support support) {
        seed = support;
        return this;
    }

    ModelRow promptExtend(Support support) {
        promptExtend = support;
        return this;
    }

    ModelRow watermark(Support support, Boolean usually) {
        watermark = support;
        watermarkUsually = usually;
        return this;
    }

    ModelRow framesPerSecond(Integer fixed) {
        framesPerSecond = fixed;
        return this;
    }

    ModelRow price(Tier tier, String dollarsPerSecond) {
        prices.put(tier, new BigDecimal(dollarsPerSecond));
        return this;
    }

    ModelRow silentPrice(Tier tier, String dollarsPerSecond) {
        silentPrices.put(tier, new BigDecimal(dollarsPerSecond));
        return this;
    }

    ModelRow noPrice() {
        prices.clear();
        silentPrices.clear();
        return this;
    }

    ModelRow inputSeconds(InputSeconds value) {
        input = value;
        return this;
    }

    /**
     * Finishes the line.
     *
     * @param dashScope null when not on DashScope
     * @param gateway null when not at the gateway
     */
    ModelCapabilities named(String dashScope, String gateway, String... aliases) {
        Set<Region> offered = EnumSet.noneOf(Region.class);
        offered.addAll(regions);
        return new ModelCapabilities(
                new ModelNames(dashScope, gateway, List.of(aliases)),
                dialect,
                offered,
                new ReferenceLimits(
                        count(ReferenceKind.IMAGE),
                        count(ReferenceKind.VIDEO),
                        count(ReferenceKind.AUDIO),
                        total,
                        inline,
                        voice,
                        media),
                placeholders,
                sizes,
                durations,
                texts,
                new Switches(
                        shotTypes,
                        audio,
                        seed,
                        promptExtend,
                        watermark,
                        watermarkUsually,
                        framesPerSecond),
                new Prices(prices, silentPrices, input));
    }

    private Range count(ReferenceKind kind) {
        return counts.getOrDefault(kind, Range.ZERO);
    }
}
