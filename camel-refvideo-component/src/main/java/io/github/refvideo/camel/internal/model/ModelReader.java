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
import io.github.refvideo.camel.internal.request.Durations;
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

/** Reads one model of a table. The manual documents the fields. */
final class ModelReader {

    private static final int NOT_KNOWN = Integer.MAX_VALUE;

    private final JsonFields model;
    private final JsonFields sizeTables;

    /**
     * @param sizeTables of the file, by name
     */
    ModelReader(JsonFields model, JsonFields sizeTables) {
        this.model = model;
        this.sizeTables = sizeTables;
    }

    /**
     * @throws IllegalArgumentException names file, model and field
     */
    ModelCapabilities read() {
        ModelNames names =
                new ModelNames(
                        model.text("dashscope"), model.text("gateway"), model.texts("aliases"));
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
                        switches(),
                        prices(),
                        model.text("warning"));
        model.text("source");
        model.checkNoOthers();
        return read;
    }

    private Dialect dialect(ModelNames names) {
        Dialect dialect =
                model.word(
                        "dialect",
                        new Dialect[] {Dialect.LEGACY, Dialect.MEDIA},
                        ModelReader::word);
        if (dialect == null && names.dashScope() != null) {
            throw model.bad("dialect", null, "a model of DashScope needs it: legacy or media");
        }
        return names.dashScope() == null ? Dialect.NONE : dialect;
    }

    private ReferenceLimits references() {
        JsonFields fields = model.object("references");
        Support audioAlone = fields.word("audioAlone", Support.values(), ModelReader::word);
        InlineMedia inline = fields.word("inline", InlineMedia.values(), ModelReader::word);
        ReferenceLimits limits =
                new ReferenceLimits(
                        range(fields, "images", 0),
                        range(fields, "videos", 0),
                        range(fields, "audios", 0),
                        range(fields, "total", 1),
                        audioAlone == null ? Support.UNKNOWN : audioAlone,
                        inline == null ? InlineMedia.NONE : inline,
                        Boolean.TRUE.equals(fields.flag("voice")),
                        media());
        fields.checkNoOthers();
        return limits;
    }

    private static Range range(JsonFields references, String field, int usualMin) {
        JsonFields fields = references.object(field);
        int max = fields.whole("max", NOT_KNOWN);
        int min = fields.whole("min", Math.min(usualMin, max));
        if (min > max) {
            throw fields.bad("max", max, "write at least the min, " + min);
        }
        fields.checkNoOthers();
        return new Range(min, max);
    }

    private Map<ReferenceKind, MediaLimits> media() {
        JsonFields fields = model.object("media");
        Map<ReferenceKind, MediaLimits> media = new EnumMap<>(ReferenceKind.class);
        for (ReferenceKind kind : ReferenceKind.values()) {
            if (fields.has(word(kind))) {
                media.put(kind, MediaLimits.read(fields.object(word(kind))));
            }
        }
        fields.checkNoOthers();
        return media;
    }

    private Sizes sizes() {
        JsonFields fields = model.object("size");
        Sizes.Rule rule = fields.word("rule", Sizes.Rule.values(), ModelReader::word);
        Tier tier = fields.word("defaultTier", Tier.values(), Tier::word);
        String ratio = fields.text("defaultRatio");
        if (tier == null && ratio != null) {
            throw fields.bad("defaultTier", null, "defaultRatio needs it");
        }
        Sizes sizes =
                new Sizes(
                        rule == null ? Sizes.Rule.OPEN : rule,
                        table(fields, "tables"),
                        table(fields, "siblingTables"),
                        fields.texts("ratios"),
                        tier == null ? null : new Frame(tier, ratio));
        fields.checkNoOthers();
        return sizes;
    }

    private Map<Resolution, Frame> table(JsonFields fields, String field) {
        Map<Resolution, Frame> sizes = new LinkedHashMap<>();
        for (String name : fields.texts(field)) {
            if (!sizeTables.has(name)) {
                throw fields.bad(field, name, "write names of sizeTables");
            }
            JsonFields tiers = sizeTables.object(name);
            for (Tier tier : Tier.values()) {
                if (tiers.has(tier.word())) {
                    addTier(tiers, tier, sizes);
                }
            }
            tiers.checkNoOthers();
        }
        return sizes;
    }

    /** An object of sizes with their ratios, or an array of sizes. */
    private static void addTier(JsonFields tiers, Tier tier, Map<Resolution, Frame> sizes) {
        JsonNode listed = tiers.node().get(tier.word());
        if (listed.isObject()) {
            JsonFields ratios = tiers.object(tier.word());
            listed.fieldNames()
                    .forEachRemaining(
                            size ->
                                    sizes.putIfAbsent(
                                            size(tiers, tier, size),
                                            new Frame(tier, ratios.text(size))));
        } else {
            tiers.texts(tier.word())
                    .forEach(
                            size ->
                                    sizes.putIfAbsent(
                                            size(tiers, tier, size), new Frame(tier, null)));
        }
    }

    private static Resolution size(JsonFields tiers, Tier tier, String size) {
        return Resolution.parse(size)
                .orElseThrow(
                        () -> tiers.bad(tier.word(), size, "write WIDTHxHEIGHT, such as 1280x720"));
    }

    private Durations durations() {
        JsonFields fields = model.object("duration");
        List<Integer> only = fields.wholes("only").stream().sorted().toList();
        Integer min = only.isEmpty() ? fields.whole("min") : only.get(0);
        Integer max = only.isEmpty() ? fields.whole("max") : only.get(only.size() - 1);
        if (min == null || max == null || min < 1 || min > max) {
            throw fields.bad(
                    min == null ? "min" : "max",
                    min == null ? null : max,
                    "write min and max in seconds, with min at least 1, or the lengths in only");
        }
        fields.whole("min");
        fields.whole("max");
        Durations durations =
                new Durations(
                        min,
                        max,
                        Math.min(max, fields.whole("maxWithVideo", max)),
                        only,
                        Boolean.TRUE.equals(fields.flag("automatic")),
                        fields.whole("maxWithInput"),
                        fields.whole("default"));
        Integer usual = durations.usual();
        if (usual != null && !durations.allows(usual, false)) {
            throw fields.bad("default", usual, "write one of " + durations);
        }
        fields.checkNoOthers();
        return durations;
    }

    private TextLimits texts() {
        JsonFields prompt = model.object("prompt");
        JsonFields negative = model.object("negativePrompt");
        TextLimits limits =
                new TextLimits(
                        prompt.whole("max", NOT_KNOWN),
                        prompt.whole("cjkWeight", 1),
                        Boolean.TRUE.equals(prompt.flag("truncates")),
                        support(negative, "support"),
                        negative.whole("max", NOT_KNOWN));
        prompt.checkNoOthers();
        negative.checkNoOthers();
        return limits;
    }

    private BooleanOptions switches() {
        AudioSwitch audio = model.word("audio", AudioSwitch.values(), ModelReader::word);
        return new BooleanOptions(
                Set.copyOf(model.words("shotTypes", ShotType.values(), ShotType::word)),
                audio == null ? AudioSwitch.UNKNOWN : audio,
                support(model, "seed"),
                support(model, "promptExtend"),
                support(model, "watermark"),
                model.flag("watermarkDefault"),
                model.whole("framesPerSecond"));
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
                throw rate.bad("usd", null, "write the price in US dollars");
            }
            rates.add(
                    new Prices.Rate(
                            rate.word("tier", Tier.values(), Tier::word),
                            rate.flag("audio"),
                            rate.flag("inputVideo"),
                            usd));
            rate.checkNoOthers();
        }
        BigDecimal perImage = fields.number("perImage");
        Prices prices =
                new Prices(
                        rates,
                        perImage == null ? BigDecimal.ZERO : perImage,
                        fields.has("inputVideo")
                                ? inputVideo(fields.object("inputVideo"))
                                : Prices.InputVideo.FREE);
        fields.checkNoOthers();
        return prices;
    }

    private static Prices.InputVideo inputVideo(JsonFields fields) {
        Prices.SharedBy sharedBy =
                fields.word("sharedBy", Prices.SharedBy.values(), ModelReader::word);
        List<BigDecimal> each = fields.numbers("maxSecondsEach");
        BigDecimal together = fields.number("maxSeconds");
        if ((sharedBy == null) != each.isEmpty() || each.isEmpty() == (together == null)) {
            throw fields.bad(
                    "maxSeconds",
                    together,
                    "write maxSeconds, or sharedBy and maxSecondsEach, but not both");
        }
        Prices.InputVideo input =
                new Prices.InputVideo(sharedBy, each, together, fields.number("perSecond"));
        fields.checkNoOthers();
        return input;
    }

    /** The word for a constant in the file: {@code listed} for LISTED. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
