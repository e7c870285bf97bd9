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
package io.github.refvideo.docs.pages;

import io.github.refvideo.camel.internal.model.MediaLimits;
import io.github.refvideo.camel.internal.model.ModelCapabilities;
import io.github.refvideo.camel.internal.model.ModelCapabilities.AudioSetting;
import io.github.refvideo.camel.internal.model.ModelCapabilities.InlineMedia;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Support;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.PlaceholderStyle;
import io.github.refvideo.camel.internal.model.Prices;
import io.github.refvideo.camel.internal.model.Range;
import io.github.refvideo.camel.internal.model.Sizes;
import io.github.refvideo.camel.internal.model.Tier;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ShotType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The limits and prices of each model, from the model table of the component. */
final class ModelTables {

    /** A column of a table: its heading and its value for a model. */
    private record Column(String heading, Function<ModelCapabilities, String> cell) {}

    private ModelTables() {}

    static List<String> names() {
        return table(
                "3,3,3,3,3",
                List.of(
                        new Column("gateway", model -> name(model.names().gateway())),
                        new Column("DashScope", model -> name(model.names().dashScope())),
                        new Column("self-hosted", model -> name(model.names().openAiVideos())),
                        new Column("aliases", model -> words(model.names().aliases())),
                        new Column("DashScope regions", ModelTables::regions)));
    }

    static List<String> references() {
        return table(
                "3,2,2,2,2,2,3,3",
                List.of(
                        model(),
                        new Column("images", model -> count(model.references().images())),
                        new Column("videos", model -> count(model.references().videos())),
                        new Column("audio", model -> count(model.references().audios())),
                        new Column("total", model -> count(model.references().total())),
                        new Column("audio alone", ModelTables::audioAlone),
                        new Column(
                                "as bytes in the request",
                                model -> inline(model.references().inline())),
                        new Column("name in the prompt", ModelTables::placeholders)));
    }

    static List<String> media() {
        List<List<String>> rows = new ArrayList<>();
        for (ModelCapabilities model : ModelTable.builtIn().all()) {
            for (ReferenceKind kind : ReferenceKind.values()) {
                MediaLimits limits = model.references().media().get(kind);
                if (limits != null) {
                    rows.add(
                            List.of(
                                    shown(model),
                                    kind(kind),
                                    limits.types().isEmpty()
                                            ? "not known"
                                            : String.join(", ", limits.types()),
                                    limits(limits)));
                }
            }
        }
        return AsciiDoc.table(
                null, "3,1,4,5", List.of("model", "kind", "media types", "limits per file"), rows);
    }

    static List<String> videos() {
        return table(
                "3,4,3,4,2,2",
                List.of(
                        model(),
                        new Column("`duration`", model -> model.durations().toString()),
                        new Column("default", ModelTables::usualLength),
                        new Column("`resolution`", ModelTables::sizes),
                        new Column("default", ModelTables::usualSize),
                        new Column("`aspectRatio`", ModelTables::ratios)));
    }

    static List<String> switches() {
        return table(
                "3,2,2,2,2,2,2,2",
                List.of(
                        model(),
                        new Column("`shotType`", ModelTables::shots),
                        new Column("`audio`", model -> audio(model.settings().audio())),
                        new Column("`seed`", model -> support(model.settings().seed())),
                        new Column(
                                "`promptExtend`",
                                model -> support(model.settings().promptExtend())),
                        new Column("`watermark`", model -> support(model.settings().watermark())),
                        new Column(
                                "`negativePrompt`",
                                model ->
                                        support(model.texts().negativePrompt())
                                                + upTo(model.texts().maxNegativePrompt())),
                        new Column("`prompt`", ModelTables::prompt)));
    }

    static List<String> prices() {
        return table(
                "3,4,4,2,4",
                List.of(
                        model(),
                        new Column("USD per second", model -> prices(model, Boolean.TRUE)),
                        new Column(
                                "USD per second without audio",
                                model -> prices(model, Boolean.FALSE)),
                        new Column("USD per reference image", ModelTables::perImage),
                        new Column("billed seconds of reference videos", ModelTables::input)));
    }

    private static Column model() {
        return new Column("model", ModelTables::shown);
    }

    private static List<String> table(String widths, List<Column> columns) {
        return AsciiDoc.table(
                null,
                widths,
                columns.stream().map(Column::heading).toList(),
                ModelTable.builtIn().all().stream()
                        .map(
                                model ->
                                        columns.stream()
                                                .map(column -> column.cell().apply(model))
                                                .toList())
                        .toList());
    }

    private static String shown(ModelCapabilities model) {
        return name(model.toString());
    }

    private static String name(String name) {
        return name == null ? "–" : "`" + name + "`";
    }

    private static String words(List<String> words) {
        return words.stream().map(ModelTables::name).collect(Collectors.joining(", "));
    }

    private static String regions(ModelCapabilities model) {
        return model.regions().stream()
                .map(region -> region.name().replace("_", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String count(Range range) {
        return range.max() == 0 ? "–" : range.toString();
    }

    private static String inline(InlineMedia inline) {
        return switch (inline) {
            case NONE -> "–";
            case IMAGES -> "images";
            case REQUIRED -> "images; URLs are not accepted";
        };
    }

    private static String placeholders(ModelCapabilities model) {
        return model.placeholders().stream()
                .map(ModelTables::example)
                .collect(Collectors.joining(" or "));
    }

    private static String example(PlaceholderStyle style) {
        return AsciiDoc.code(style.write(ReferenceKind.IMAGE, 1));
    }

    private static String kind(ReferenceKind kind) {
        return switch (kind) {
            case IMAGE -> "image";
            case VIDEO -> "video";
            case AUDIO -> "audio";
        };
    }

    private static String limits(MediaLimits limits) {
        List<String> words = new ArrayList<>();
        if (limits.maxBytes() < Long.MAX_VALUE) {
            words.add("at most " + limits.maxBytes() / (1024 * 1024) + " MB");
        }
        if (limits.sides().isBounded()) {
            words.add("sides of " + limits.sides() + " pixels");
        } else if (limits.sides().min() > 0) {
            words.add("sides of at least " + limits.sides().min() + " pixels");
        }
        if (limits.maxRatio() < Integer.MAX_VALUE) {
            words.add("aspect ratio at most 1:" + limits.maxRatio());
        }
        if (limits.seconds().isBounded()) {
            words.add(limits.seconds() + " s");
        }
        if (limits.maxSecondsTogether() < Integer.MAX_VALUE) {
            words.add(limits.maxSecondsTogether() + " s in total");
        }
        if (limits.opaque()) {
            words.add("no transparency");
        }
        return String.join("; ", words);
    }

    private static String usualLength(ModelCapabilities model) {
        Integer usual = model.durations().defaultSeconds();
        return usual == null ? "the service chooses" : usual + " s";
    }

    private static String sizes(ModelCapabilities model) {
        Sizes sizes = model.sizes();
        if (sizes.rule() == Sizes.Rule.NONE) {
            return "–";
        }
        String tiers = sizes.tiers().stream().map(Tier::word).collect(Collectors.joining(", "));
        String open = sizes.rule() == Sizes.Rule.OPEN ? "others are not checked" : "";
        return tiers.isEmpty() ? open : tiers + (open.isEmpty() ? "" : "; " + open);
    }

    private static String usualSize(ModelCapabilities model) {
        if (model.sizes().rule() == Sizes.Rule.NONE) {
            return "–";
        }
        return model.sizes().defaultFrame() == null
                ? "the service chooses"
                : model.sizes().defaultFrame().tier().word();
    }

    private static String ratios(ModelCapabilities model) {
        if (!model.sizes().ratios().isEmpty()) {
            return String.join(" ", model.sizes().ratios());
        }
        return model.sizes().rule() == Sizes.Rule.OPEN ? "not known" : "–";
    }

    private static String shots(ModelCapabilities model) {
        return model.settings().shotTypes().isEmpty()
                ? "–"
                : model.settings().shotTypes().stream()
                        .map(ShotType::word)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String audio(AudioSetting audio) {
        return switch (audio) {
            case SWITCH -> "yes";
            case ALWAYS -> "always with audio";
            case UNKNOWN -> "not known";
        };
    }

    private static String support(Support support) {
        return switch (support) {
            case YES -> "yes";
            case NO -> "–";
            case UNKNOWN -> "not known";
        };
    }

    private static String prompt(ModelCapabilities model) {
        int longest = model.texts().maxPrompt();
        if (longest == Integer.MAX_VALUE) {
            return "not known";
        }
        return longest + (model.texts().truncates() ? ", then truncated" : "");
    }

    private static String upTo(int longest) {
        return longest == 0 || longest == Integer.MAX_VALUE ? "" : ", " + longest;
    }

    /** Rates with and without audio have separate columns if they differ. */
    private static String prices(ModelCapabilities model, Boolean audio) {
        List<Prices.Rate> rates =
                model.prices().perSecond().stream()
                        .filter(rate -> audio.equals(rate.audio()) || rate.audio() == null && audio)
                        .toList();
        return rates.stream().allMatch(rate -> rate.tier() == null)
                ? rates.stream()
                        .map(rate -> rate.usd().toPlainString())
                        .collect(Collectors.joining(" to "))
                : rates.stream()
                        .map(rate -> rate.tier().word() + " " + rate.usd().toPlainString())
                        .collect(Collectors.joining(", "));
    }

    private static String perImage(ModelCapabilities model) {
        return model.prices().perImage().signum() == 0
                ? ""
                : model.prices().perImage().toPlainString();
    }

    private static String audioAlone(ModelCapabilities model) {
        if (model.references().audios().max() == 0) {
            return "–";
        }
        return switch (model.references().audioAlone()) {
            case YES -> "yes";
            case NO -> "with an image or video";
            case UNKNOWN -> "not known";
        };
    }

    private static String input(ModelCapabilities model) {
        Prices.InputVideo input = model.prices().inputVideo();
        if (input.sharedBy() != null) {
            return "at most " + input.maxSecondsEach().get(0) + " s";
        }
        if (input.maxSeconds().signum() > 0) {
            return "all, at most " + input.maxSeconds() + " s";
        }
        return model.prices().isKnown() ? "none known" : "";
    }
}
