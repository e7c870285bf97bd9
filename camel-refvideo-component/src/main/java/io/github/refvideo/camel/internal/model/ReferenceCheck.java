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

import io.github.refvideo.camel.internal.model.ModelCapabilities.InlineMedia;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationResult;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.VideoRequest;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the references of a request: number, kind, form, and the limits of local media. */
final class ReferenceCheck {

    private static final long MILLIS = 1000;

    /** Containers round: a video of 30 s may say 30.03. */
    private static final long TOLERANCE_MILLIS = 100;

    /** Images that services decode when they do not say which. */
    private static final Set<MediaType> COMMON_IMAGES =
            EnumSet.of(MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.BMP, MediaType.GIF);

    /** What follows a dot may also be a part of a version or a date. */
    private static final Pattern EXTENSION = Pattern.compile("(?=.*[a-z])[a-z0-9]{1,10}");

    private ReferenceCheck() {}

    static void check(
            VideoRequest request, ModelCapabilities model, ValidationResult.Collector result) {
        List<Reference> references = request.references();
        Map<ReferenceKind, Integer> counts = count(references);
        counts.forEach((kind, count) -> checkKind(kind, count, model, result));
        checkTotal(references.size(), counts, model, result);
        checkAudioAlone(references, counts, model, result);
        references.forEach(reference -> checkForm(reference, model, result));
        checkMedia(references, model, result);
        checkTypes(references, model.references().media(), model.toString(), result);
    }

    private static void checkAudioAlone(
            List<Reference> references,
            Map<ReferenceKind, Integer> counts,
            ModelCapabilities model,
            ValidationResult.Collector result) {
        if (references.isEmpty() || counts.get(ReferenceKind.AUDIO) < references.size()) {
            return;
        }
        switch (model.references().audioAlone()) {
            case YES -> {}
            case NO -> {
                if (model.references().audios().max() > 0) {
                    result.error(
                            RequestOption.REFERENCE_URLS,
                            "audio alone",
                            model + " accepts audio only together with an image or video");
                }
            }
            case UNKNOWN ->
                    result.warning(
                            RequestOption.REFERENCE_URLS,
                            "the only references are audio; without an image or video nothing shows what a"
                                    + " character looks like");
        }
    }

    /** The number of references of each kind; contains all kinds. */
    static Map<ReferenceKind, Integer> count(List<Reference> references) {
        Map<ReferenceKind, Integer> counts = new EnumMap<>(ReferenceKind.class);
        for (ReferenceKind kind : ReferenceKind.values()) {
            counts.put(kind, 0);
        }
        references.forEach(
                reference -> counts.merge(ReferenceUrls.kindOf(reference), 1, Integer::sum));
        return Collections.unmodifiableMap(counts);
    }

    private static void checkKind(
            ReferenceKind kind,
            int count,
            ModelCapabilities model,
            ValidationResult.Collector result) {
        Range allowed = model.references().count(kind);
        if (count > allowed.max()) {
            result.error(
                    RequestOption.REFERENCE_URLS,
                    kind.count(count),
                    model
                            + " accepts "
                            + (allowed.max() == 0 ? "no" : allowed.toString())
                            + " "
                            + kind.plural());
        } else if (count < allowed.min()) {
            result.error(
                    RequestOption.REFERENCE_URLS,
                    kind.count(count),
                    model + " needs " + allowed + " " + kind.plural());
        }
    }

    /** Not reported if the check of a single kind has already reported it. */
    private static void checkTotal(
            int count,
            Map<ReferenceKind, Integer> counts,
            ModelCapabilities model,
            ValidationResult.Collector result) {
        Range allowed = model.references().total();
        boolean reportedByKind =
                model.references().images().equals(allowed)
                        || counts.entrySet().stream()
                                .anyMatch(
                                        kind ->
                                                kind.getValue() == count
                                                        && count
                                                                > model.references()
                                                                        .count(kind.getKey())
                                                                        .max());
        if (!allowed.contains(count) && !reportedByKind) {
            result.error(
                    RequestOption.REFERENCE_URLS,
                    count + (count == 1 ? " reference" : " references"),
                    model + " accepts " + allowed + " in total");
        }
    }

    private static void checkForm(
            Reference reference, ModelCapabilities model, ValidationResult.Collector result) {
        // How local media is sent is decided when it is uploaded.
        if (reference.local() == null) {
            checkTransport(reference, model, result);
        }
        if (reference.voiceUrl() != null && !model.references().voice()) {
            result.error(
                    RequestOption.REFERENCE_URLS,
                    "voice " + ReferenceUrls.printable(reference.voiceUrl()),
                    model + " accepts no voice with a reference");
        }
    }

    private static void checkTransport(
            Reference reference, ModelCapabilities model, ValidationResult.Collector result) {
        InlineMedia inline = model.references().inline();
        boolean bytes = ReferenceUrls.isInline(reference.url());
        String shown = ReferenceUrls.printable(reference.url());
        if (!bytes && inline == InlineMedia.REQUIRED) {
            result.error(
                    RequestOption.REFERENCE_URLS,
                    shown,
                    model + " ignores URLs and accepts only bytes, in a data URL");
        } else if (bytes && inline == InlineMedia.NONE) {
            result.error(
                    RequestOption.REFERENCE_URLS,
                    shown,
                    model + " accepts URLs only; upload it where the service can fetch it");
        } else if (bytes && ReferenceUrls.kindOf(reference) != ReferenceKind.IMAGE) {
            result.error(
                    RequestOption.REFERENCE_URLS,
                    shown,
                    model + " accepts only images as bytes; send a URL");
        }
    }

    /**
     * Local media: format, size, sides, length. Properties that the content does not tell are not
     * checked. Media behind a URL is not fetched.
     */
    private static void checkMedia(
            List<Reference> references,
            ModelCapabilities model,
            ValidationResult.Collector result) {
        for (int i = 0; i < references.size(); i++) {
            MediaInfo facts = references.get(i).local();
            MediaLimits limits =
                    model.references().media().get(ReferenceUrls.kindOf(references.get(i)));
            if (facts != null && limits != null) {
                new LocalMediaCheck("reference " + (i + 1), facts, model, limits, result).check();
            }
        }
        model.references()
                .media()
                .forEach((kind, limits) -> checkTogether(kind, limits, references, model, result));
    }

    private static void checkTogether(
            ReferenceKind kind,
            MediaLimits limits,
            List<Reference> references,
            ModelCapabilities model,
            ValidationResult.Collector result) {
        List<Long> lengths =
                references.stream()
                        .filter(r -> r.local() != null && ReferenceUrls.kindOf(r) == kind)
                        .map(r -> r.local().durationMillis())
                        .toList();
        long sum = lengths.stream().reduce(0L, ReferenceCheck::sum);
        // A single file that is too long is reported by itself.
        boolean several = lengths.size() > 1;
        if ((several || limits.seconds().max() > limits.maxSecondsTogether())
                && isLonger(sum, limits.maxSecondsTogether())) {
            result.error(
                    RequestOption.REFERENCE_URLS,
                    kind.count(lengths.size()) + " of " + seconds(sum) + " together",
                    model + " accepts at most " + limits.maxSecondsTogether() + " s together");
        }
    }

    private static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private static boolean isLonger(long millis, int seconds) {
        return millis > seconds * MILLIS + TOLERANCE_MILLIS;
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
    }

    /** The check of one file. */
    private record LocalMediaCheck(
            String name,
            MediaInfo facts,
            ModelCapabilities model,
            MediaLimits limits,
            ValidationResult.Collector result) {

        void check() {
            if (!limits.types().isEmpty() && !limits.types().contains(facts.mediaType())) {
                error(facts.mediaType(), limits.typeList());
            }
            if (facts.length() > limits.maxBytes()) {
                error(facts.length() + " bytes", "at most " + limits.megabytes());
            }
            if (facts.width() > 0 && facts.height() > 0) {
                checkSides(facts.width() + "x" + facts.height());
            }
            checkLength(facts.durationMillis());
            if (facts.alpha() && limits.opaque()) {
                result.warning(
                        RequestOption.REFERENCE_URLS,
                        name + " can be transparent; " + model + " requires opaque images");
            }
        }

        private void checkSides(String size) {
            int shorter = Math.min(facts.width(), facts.height());
            int longer = Math.max(facts.width(), facts.height());
            if (!limits.sides().contains(shorter) || !limits.sides().contains(longer)) {
                error(size, "sides of " + limits.sides() + " pixels");
            }
            if (longer > (long) limits.maxRatio() * shorter) {
                error(
                        size,
                        "shapes from 1:" + limits.maxRatio() + " to " + limits.maxRatio() + ":1");
            }
        }

        private void checkLength(long millis) {
            boolean tooShort = millis + TOLERANCE_MILLIS < limits.seconds().min() * MILLIS;
            if (millis > 0 && (tooShort || isLonger(millis, limits.seconds().max()))) {
                error(seconds(millis), limits.seconds() + " s");
            }
        }

        private void error(String found, String allowed) {
            result.error(
                    RequestOption.REFERENCE_URLS,
                    name + ": " + found,
                    model + " accepts " + allowed);
        }
    }

    /**
     * The types of references that are URLs, by declared type or extension. Both may be wrong, so
     * there are only warnings.
     *
     * @param limits by kind; a kind without limits is checked against common types
     * @param model for messages
     */
    static void checkTypes(
            List<Reference> references,
            Map<ReferenceKind, MediaLimits> limits,
            String model,
            ValidationResult.Collector result) {
        for (int i = 0; i < references.size(); i++) {
            Reference reference = references.get(i);
            if (reference.local() == null) {
                MediaLimits allowed = limits.get(ReferenceUrls.kindOf(reference));
                typeWarning(reference, allowed, model)
                        .map(("reference " + (i + 1) + " ")::concat)
                        .ifPresent(text -> result.warning(RequestOption.REFERENCE_URLS, text));
            }
        }
    }

    private static Optional<String> typeWarning(
            Reference reference, MediaLimits limits, String model) {
        boolean declared = reference.mediaType() != null || ReferenceUrls.isInline(reference.url());
        String extension = ReferenceUrls.ending(reference.url()).toLowerCase(Locale.ROOT);
        Optional<MediaType> type =
                declaredType(reference).or(() -> MediaType.ofExtension(extension));
        if (type.isEmpty()) {
            return !declared && EXTENSION.matcher(extension).matches()
                    ? Optional.of(
                            "has the extension ."
                                    + extension
                                    + ", which is not that of an image, a video or audio; services"
                                    + " treat it as an image unless its mediaType is set")
                    : Optional.empty();
        }
        String value = type.get().value();
        if (limits != null && !limits.types().isEmpty()) {
            return limits.types().contains(value)
                    ? Optional.empty()
                    : Optional.of(
                            "is "
                                    + value
                                    + " by its type or extension; "
                                    + model
                                    + " accepts "
                                    + limits.typeList());
        }
        return ReferenceUrls.kindOf(reference) != ReferenceKind.IMAGE
                        || COMMON_IMAGES.contains(type.get())
                ? Optional.empty()
                : Optional.of(
                        "is " + value + " by its type or extension; most models do not accept it");
    }

    private static Optional<MediaType> declaredType(Reference reference) {
        return MediaType.of(
                reference.mediaType() == null
                        ? ReferenceUrls.inlineType(reference.url())
                        : reference.mediaType());
    }
}
