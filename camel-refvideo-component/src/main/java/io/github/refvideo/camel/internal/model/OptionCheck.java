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

import io.github.refvideo.camel.internal.model.ModelCapabilities.Support;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Texts;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationResult;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.ShotType;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.List;
import java.util.stream.Collectors;

/** Checks the options of a request, all except the references, against the limits of a model. */
final class OptionCheck {

    private OptionCheck() {}

    static void check(
            VideoRequest request, ModelCapabilities model, ValidationResult.Collector result) {
        checkSize(request, model, result);
        checkDuration(request, model, result);
        checkSettings(request, model, result);
        checkTexts(request, model, result);
    }

    private static void checkSize(
            VideoRequest request, ModelCapabilities model, ValidationResult.Collector result) {
        if (request.resolution() != null) {
            checkResolution(request.resolution(), model, result);
        }
        if (request.aspectRatio() != null) {
            checkRatio(request, model, result);
        }
    }

    private static void checkResolution(
            Resolution resolution, ModelCapabilities model, ValidationResult.Collector result) {
        Sizes sizes = model.sizes();
        if (sizes.rule() == Sizes.Rule.NONE) {
            result.error(
                    RequestOption.RESOLUTION,
                    resolution,
                    model + " supports no size; omit it, and set aspectRatio for the shape");
        } else if (sizes.frameOf(resolution).isEmpty()) {
            if (sizes.rule() == Sizes.Rule.LISTED) {
                result.error(
                        RequestOption.RESOLUTION,
                        resolution,
                        model + " generates " + sizes.list() + others(sizes));
            } else {
                result.warning(
                        RequestOption.RESOLUTION,
                        resolution + " is not among the sizes known for " + model);
            }
        }
    }

    private static String others(Sizes sizes) {
        return sizes.ratios().isEmpty() ? "" : "; set aspectRatio for other shapes";
    }

    private static void checkRatio(
            VideoRequest request, ModelCapabilities model, ValidationResult.Collector result) {
        Sizes sizes = model.sizes();
        String ratio = request.aspectRatio();
        String own =
                request.resolution() == null
                        ? null
                        : sizes.frameOf(request.resolution()).map(Sizes.Frame::ratio).orElse(null);
        List<String> allowed = sizes.ratios();
        if (allowed.isEmpty() && sizes.rule() == Sizes.Rule.LISTED) {
            checkShapeOfSizeOnly(ratio, own, model, result);
        } else if (!allowed.isEmpty() && !allowed.contains(ratio)) {
            result.error(
                    RequestOption.ASPECT_RATIO,
                    ratio,
                    model + " accepts " + String.join(", ", allowed));
        } else if (own != null && !own.equals(ratio) && !own.equals(Sizes.LANDSCAPE)) {
            // A landscape size with a ratio selects the tier in another shape.
            result.warning(
                    RequestOption.ASPECT_RATIO,
                    ratio
                            + " is used instead of the shape of "
                            + request.resolution()
                            + ", "
                            + own);
        }
    }

    private static void checkShapeOfSizeOnly(
            String ratio, String own, ModelCapabilities model, ValidationResult.Collector result) {
        if (ratio.equals(own)) {
            result.warning(
                    RequestOption.ASPECT_RATIO,
                    model + " supports no ratio; the resolution already determines it");
            return;
        }
        String fitting = model.sizes().list(ratio);
        result.error(
                RequestOption.ASPECT_RATIO,
                ratio,
                model
                        + " supports no ratio; omit it and choose the shape by resolution: "
                        + (fitting.isEmpty() ? model.sizes().list() : fitting));
    }

    private static void checkDuration(
            VideoRequest request, ModelCapabilities model, ValidationResult.Collector result) {
        Integer seconds = request.durationSeconds();
        if (seconds == null) {
            return;
        }
        boolean withVideo = ReferenceCheck.count(request.references()).get(ReferenceKind.VIDEO) > 0;
        Durations durations = model.durations();
        if (!durations.allows(seconds, withVideo)) {
            result.error(RequestOption.DURATION, seconds, model + " generates " + durations);
        } else if (withVideo
                && durations.maxWithInput() != null
                && seconds + maxInputSeconds(model) > durations.maxWithInput()) {
            result.warning(
                    RequestOption.DURATION,
                    "reference videos and new video may have at most "
                            + durations.maxWithInput()
                            + " seconds together: the reference videos must not exceed "
                            + (durations.maxWithInput() - seconds)
                            + " seconds");
        }
    }

    /** The maximum total length of the reference videos, in seconds. */
    private static long maxInputSeconds(ModelCapabilities model) {
        MediaLimits videos = model.references().media().get(ReferenceKind.VIDEO);
        return videos == null ? Integer.MAX_VALUE : videos.maxSecondsTogether();
    }

    private static void checkSettings(
            VideoRequest request, ModelCapabilities model, ValidationResult.Collector result) {
        checkShotType(request.shotType(), model, result);
        checkAudio(request.audio(), model, result);
        checkSeed(request.seed(), model, result);
        checkFrameRate(request.framesPerSecond(), model, result);
        checkSupport(
                RequestOption.PROMPT_EXTEND,
                request.promptExtend(),
                model.settings().promptExtend(),
                model,
                result);
        checkSupport(
                RequestOption.WATERMARK,
                request.watermark(),
                model.settings().watermark(),
                model,
                result);
    }

    private static void checkShotType(
            ShotType type, ModelCapabilities model, ValidationResult.Collector result) {
        if (type != null && !model.settings().shotTypes().contains(type)) {
            result.error(
                    RequestOption.SHOT_TYPE,
                    type.word(),
                    model.settings().shotTypes().isEmpty()
                            ? model + " supports no shot type; describe the cuts in the prompt"
                            : model
                                    + " accepts "
                                    + model.settings().shotTypes().stream()
                                            .map(ShotType::word)
                                            .sorted()
                                            .collect(Collectors.joining(" or ")));
        }
    }

    private static void checkAudio(
            Boolean audio, ModelCapabilities model, ValidationResult.Collector result) {
        if (audio == null) {
            return;
        }
        switch (model.settings().audio()) {
            case SWITCH -> {}
            case ALWAYS -> {
                if (audio) {
                    result.warning(
                            RequestOption.AUDIO,
                            model + " always has audio; it cannot be switched");
                } else {
                    result.error(
                            RequestOption.AUDIO,
                            audio,
                            model + " always has audio; omit it or choose another model");
                }
            }
            case UNKNOWN -> result.warning(RequestOption.AUDIO, mayIgnore(model));
        }
    }

    private static void checkSeed(
            Long seed, ModelCapabilities model, ValidationResult.Collector result) {
        if (seed != null && (seed < 0 || seed > Integer.MAX_VALUE)) {
            result.error(RequestOption.SEED, seed, "write a whole number from 0 to 2147483647");
        } else {
            checkSupport(RequestOption.SEED, seed, model.settings().seed(), model, result);
        }
    }

    private static void checkFrameRate(
            Integer framesPerSecond, ModelCapabilities model, ValidationResult.Collector result) {
        Integer fixed = model.settings().framesPerSecond();
        if (framesPerSecond != null && fixed != null && !fixed.equals(framesPerSecond)) {
            result.error(
                    RequestOption.FRAMES_PER_SECOND,
                    framesPerSecond,
                    model + " always generates " + fixed + "; omit it");
        } else if (framesPerSecond != null && fixed == null) {
            result.warning(RequestOption.FRAMES_PER_SECOND, mayIgnore(model));
        }
    }

    private static void checkSupport(
            RequestOption option,
            Object value,
            Support support,
            ModelCapabilities model,
            ValidationResult.Collector result) {
        if (value == null || support == Support.YES) {
            return;
        }
        if (support == Support.NO) {
            result.error(option, value, model + " does not support it; omit it");
        } else {
            result.warning(option, mayIgnore(model));
        }
    }

    private static String mayIgnore(ModelCapabilities model) {
        return "it is not known whether " + model + " supports it; it may be ignored";
    }

    private static void checkTexts(
            VideoRequest request, ModelCapabilities model, ValidationResult.Collector result) {
        if (request.prompt() != null) {
            checkPrompt(request.prompt(), model, result);
        }
        if (request.negativePrompt() != null) {
            checkNegativePrompt(request.negativePrompt(), model, result);
        }
    }

    private static void checkPrompt(
            String prompt, ModelCapabilities model, ValidationResult.Collector result) {
        Texts limits = model.texts();
        int length = limits.lengthOf(prompt);
        if (length <= limits.maxPrompt()) {
            return;
        }
        if (limits.truncates()) {
            result.warning(
                    RequestOption.PROMPT,
                    "has "
                            + characterCount(length, limits)
                            + "; the service cuts off the text after "
                            + limits.maxPrompt()
                            + " characters");
        } else {
            result.error(
                    RequestOption.PROMPT,
                    characterCount(length, limits),
                    model + " accepts at most " + limits.maxPrompt());
        }
    }

    private static void checkNegativePrompt(
            String text, ModelCapabilities model, ValidationResult.Collector result) {
        Texts limits = model.texts();
        int length = text.codePointCount(0, text.length());
        if (limits.negativePrompt() == Support.NO) {
            result.error(
                    RequestOption.NEGATIVE_PROMPT,
                    length + " characters",
                    model + " supports none; describe in the prompt what the scene must show");
        } else if (length > limits.maxNegativePrompt()) {
            result.error(
                    RequestOption.NEGATIVE_PROMPT,
                    length + " characters",
                    model + " accepts at most " + limits.maxNegativePrompt());
        } else {
            checkSupport(
                    RequestOption.NEGATIVE_PROMPT, text, limits.negativePrompt(), model, result);
        }
    }

    private static String characterCount(int length, Texts limits) {
        return length
                + " characters"
                + (limits.cjkWeight() > 1
                        ? " (Chinese, Japanese and Korean ones count " + limits.cjkWeight() + ")"
                        : "");
    }
}
