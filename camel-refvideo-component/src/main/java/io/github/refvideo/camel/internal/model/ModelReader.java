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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.model.ModelCapabilities.AudioSetting;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Dialect;
import io.github.refvideo.camel.internal.model.ModelCapabilities.InlineMedia;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Names;
import io.github.refvideo.camel.internal.model.ModelCapabilities.References;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Settings;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Support;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Texts;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.ShotType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads one model of a table. The fields are documented in the manual. */
final class ModelReader {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final JsonFields model;
    private final JsonFields sizeTables;

    /**
     * @param sizeTables the size tables of the file, by name
     */
    ModelReader(JsonFields model, JsonFields sizeTables) {
        this.model = model;
        this.sizeTables = sizeTables;
    }

    /**
     * @throws IllegalArgumentException names file, model and field
     */
    ModelCapabilities read() {
        Names names =
                new Names(
                        model.text("dashscope"),
                        model.text("gateway"),
                        model.text("openaiVideos"),
                        model.texts("aliases"));
        Dialect dialect = dialect(names);
        List<Region> regions = model.words("regions", Region.values(), Region::id);
        ModelCapabilities read =
                new ModelCapabilities(
                        names,
                        dialect,
                        dialect == Dialect.NONE ? Set.of() : Set.copyOf(regions),
                        references(),
                        model.words("placeholders", PlaceholderStyle.values(), ModelReader::word),
                        sizes(),
                        durations(),
                        texts(),
                        settings(),
                        prices(),
                        model.text("warning"));
        model.text("source");
        model.rejectUnknownFields();
        return read;
    }

    private Dialect dialect(Names names) {
        Dialect dialect =
                model.word(
                        "dialect",
                        new Dialect[] {Dialect.LEGACY, Dialect.MEDIA},
                        ModelReader::word);
        if (dialect == null && names.dashScope() != null) {
            throw model.invalid(
                    "dialect", null, "a DashScope model needs a dialect: legacy or media");
        }
        return names.dashScope() == null ? Dialect.NONE : dialect;
    }

    private References references() {
        JsonFields fields = model.object("references");
        Support audioAlone = fields.word("audioAlone", Support.values(), ModelReader::word);
        InlineMedia inline = fields.word("inline", InlineMedia.values(), ModelReader::word);
        References limits =
                new References(
                        range(fields, "images", 0),
                        range(fields, "videos", 0),
                        range(fields, "audios", 0),
                        range(fields, "total", 1),
                        audioAlone == null ? Support.UNKNOWN : audioAlone,
                        inline == null ? InlineMedia.NONE : inline,
                        Boolean.TRUE.equals(fields.flag("voice")),
                        media());
        fields.rejectUnknownFields();
        return limits;
    }

    private static Range range(JsonFields references, String field, int defaultMin) {
        JsonFields fields = references.object(field);
        int max = fields.integer("max", UNLIMITED);
        int min = fields.integer("min", Math.min(defaultMin, max));
        if (min > max) {
            throw fields.invalid("max", max, "write at least the min, " + min);
        }
        fields.rejectUnknownFields();
        return new Range(min, max);
    }

    private Map<ReferenceKind, MediaLimits> media() {
        JsonFields fields = model.object("media");
        Map<ReferenceKind, MediaLimits> media = new EnumMap<>(ReferenceKind.class);
        for (ReferenceKind kind : ReferenceKind.values()) {
            if (fields.has(word(kind))) {
                media.put(kind, mediaLimits(fields.object(word(kind))));
            }
        }
        fields.rejectUnknownFields();
        return media;
    }

    /** A limit that is missing is unlimited. */
    private static MediaLimits mediaLimits(JsonFields fields) {
        Integer megabytes = fields.integer("maxMegabytes");
        MediaLimits limits =
                new MediaLimits(
                        fields.texts("types"),
                        // Services document MB, which may mean either unit; the larger one applies.
                        megabytes == null ? Long.MAX_VALUE : megabytes * MediaLimits.MEBIBYTE,
                        new Range(
                                fields.integer("minSide", 0), fields.integer("maxSide", UNLIMITED)),
                        fields.integer("maxRatio", UNLIMITED),
                        new Range(
                                fields.integer("minSeconds", 0),
                                fields.integer("maxSeconds", UNLIMITED)),
                        fields.integer("maxSecondsTogether", UNLIMITED),
                        Boolean.FALSE.equals(fields.flag("transparency")));
        fields.rejectUnknownFields();
        return limits;
    }

    private Sizes sizes() {
        JsonFields fields = model.object("size");
        Sizes.Rule rule = fields.word("rule", Sizes.Rule.values(), ModelReader::word);
        Tier tier = fields.word("defaultTier", Tier.values(), Tier::word);
        String ratio = fields.text("defaultRatio");
        if (tier == null && ratio != null) {
            throw fields.invalid("defaultTier", null, "defaultRatio requires it");
        }
        Sizes sizes =
                new Sizes(
                        rule == null ? Sizes.Rule.OPEN : rule,
                        table(fields, "tables"),
                        table(fields, "siblingTables"),
                        fields.texts("ratios"),
                        tier == null ? null : new Sizes.Frame(tier, ratio));
        fields.rejectUnknownFields();
        return sizes;
    }

    private Map<Resolution, Sizes.Frame> table(JsonFields fields, String field) {
        Map<Resolution, Sizes.Frame> sizes = new LinkedHashMap<>();
        for (String name : fields.texts(field)) {
            if (!sizeTables.has(name)) {
                throw fields.invalid(field, name, "write names of sizeTables");
            }
            JsonFields tiers = sizeTables.object(name);
            for (Tier tier : Tier.values()) {
                if (tiers.has(tier.word())) {
                    addTier(tiers, tier, sizes);
                }
            }
            tiers.rejectUnknownFields();
        }
        return sizes;
    }

    /** An object of sizes with their ratios, or an array of sizes. */
    private static void addTier(JsonFields tiers, Tier tier, Map<Resolution, Sizes.Frame> sizes) {
        JsonNode listed = tiers.node().get(tier.word());
        if (listed.isObject()) {
            JsonFields ratios = tiers.object(tier.word());
            listed.fieldNames()
                    .forEachRemaining(
                            size ->
                                    sizes.putIfAbsent(
                                            size(tiers, tier, size),
                                            new Sizes.Frame(tier, ratios.text(size))));
        } else {
            tiers.texts(tier.word())
                    .forEach(
                            size ->
                                    sizes.putIfAbsent(
                                            size(tiers, tier, size), new Sizes.Frame(tier, null)));
        }
    }

    private static Resolution size(JsonFields tiers, Tier tier, String size) {
        return Resolution.parse(size)
                .orElseThrow(
                        () ->
                                tiers.invalid(
                                        tier.word(), size, "write WIDTHxHEIGHT, such as 1280x720"));
    }

    private Durations durations() {
        JsonFields fields = model.object("duration");
        List<Integer> only = fields.integers("only").stream().sorted().toList();
        Integer min = only.isEmpty() ? fields.integer("min") : only.get(0);
        Integer max = only.isEmpty() ? fields.integer("max") : only.get(only.size() - 1);
        if (min == null || max == null || min < 1 || min > max) {
            throw fields.invalid(
                    min == null ? "min" : "max",
                    min == null ? null : max,
                    "write min and max in seconds, with min at least 1, or the lengths in only");
        }
        fields.integer("min");
        fields.integer("max");
        Durations durations =
                new Durations(
                        min,
                        max,
                        Math.min(max, fields.integer("maxWithVideo", max)),
                        only,
                        Boolean.TRUE.equals(fields.flag("automatic")),
                        fields.integer("maxWithInput"),
                        fields.integer("default"));
        Integer defaultSeconds = durations.defaultSeconds();
        if (defaultSeconds != null && !durations.allows(defaultSeconds, false)) {
            throw fields.invalid("default", defaultSeconds, "write one of " + durations);
        }
        fields.rejectUnknownFields();
        return durations;
    }

    private Texts texts() {
        JsonFields prompt = model.object("prompt");
        JsonFields negative = model.object("negativePrompt");
        Texts limits =
                new Texts(
                        prompt.integer("max", UNLIMITED),
                        prompt.integer("cjkWeight", 1),
                        Boolean.TRUE.equals(prompt.flag("truncates")),
                        support(negative, "support"),
                        negative.integer("max", UNLIMITED));
        prompt.rejectUnknownFields();
        negative.rejectUnknownFields();
        return limits;
    }

    private Settings settings() {
        AudioSetting audio = model.word("audio", AudioSetting.values(), ModelReader::word);
        return new Settings(
                Set.copyOf(model.words("shotTypes", ShotType.values(), ShotType::word)),
                audio == null ? AudioSetting.UNKNOWN : audio,
                support(model, "seed"),
                support(model, "promptExtend"),
                support(model, "watermark"),
                model.flag("watermarkDefault"),
                model.integer("framesPerSecond"));
    }

    private static Support support(JsonFields fields, String field) {
        Support support = fields.word(field, Support.values(), ModelReader::word);
        return support == null ? Support.UNKNOWN : support;
    }

    private Prices prices() {
        JsonFields fields = model.object("price");
        List<Prices.Rate> rates = new ArrayList<>();
        for (JsonFields rate : fields.objects("perSecond")) {
            BigDecimal usd = rate.number("usd");
            if (usd == null) {
                throw rate.invalid("usd", null, "write the price in US dollars");
            }
            rates.add(
                    new Prices.Rate(
                            rate.word("tier", Tier.values(), Tier::word),
                            rate.flag("audio"),
                            rate.flag("inputVideo"),
                            usd));
            rate.rejectUnknownFields();
        }
        BigDecimal perImage = fields.number("perImage");
        Prices prices =
                new Prices(
                        rates,
                        perImage == null ? BigDecimal.ZERO : perImage,
                        fields.has("inputVideo")
                                ? inputVideo(fields.object("inputVideo"))
                                : Prices.InputVideo.FREE);
        fields.rejectUnknownFields();
        return prices;
    }

    private static Prices.InputVideo inputVideo(JsonFields fields) {
        Prices.SharedBy sharedBy =
                fields.word("sharedBy", Prices.SharedBy.values(), ModelReader::word);
        List<BigDecimal> each = fields.numbers("maxSecondsEach");
        BigDecimal together = fields.number("maxSeconds");
        if ((sharedBy == null) != each.isEmpty() || each.isEmpty() == (together == null)) {
            throw fields.invalid(
                    "maxSeconds",
                    together,
                    "write maxSeconds, or sharedBy and maxSecondsEach, but not both");
        }
        Prices.InputVideo input =
                new Prices.InputVideo(sharedBy, each, together, fields.number("perSecond"));
        fields.rejectUnknownFields();
        return input;
    }

    /** The name of a constant in the file: {@code listed} for LISTED. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
