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
package io.github.refvideo.camel.internal.provider.dashscope;

import io.github.refvideo.camel.internal.model.ModelCapabilities.Dialect;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.Sizes.Frame;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.BillableRequest;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the body of a submit, with the fields in the order of the AI SDK. Options that the model
 * does not take are omitted with a warning: the service would ignore them, or accept the job and
 * fail it.
 */
final class DashscopeRequestWriter {

    private DashscopeRequestWriter() {}

    /**
     * @param models the model table
     * @throws IllegalArgumentException if the model does not take the request; the message names
     *     option and header
     */
    static PreparedSubmit write(VideoRequest request, ModelTable models) {
        if (models.hasOtherDialect(request.model())) {
            throw new IllegalArgumentException(
                    ValidationError.invalid(
                                    RequestOption.MODEL,
                                    request.model(),
                                    "the component does not support the request format of this"
                                            + " vendor at DashScope; use provider=gateway if the gateway"
                                            + " offers the model")
                            .toString());
        }
        DashscopeModel model = DashscopeModel.of(request.model(), models);
        DashscopeRequestBody body = new DashscopeRequestBody();
        body.input("prompt", request.prompt())
                .input("negative_prompt", request.negativePrompt())
                .parameter("duration", request.durationSeconds())
                .parameter("seed", request.seed());
        switch (model.dialect()) {
            case MEDIA -> writeMedia(request, model, body);
            case LEGACY, NONE -> writeLegacy(request, model, body);
        }
        body.parameter("watermark", request.watermark());
        audio(request, model, body);
        if (request.framesPerSecond() != null) {
            body.warn(RequestOption.FRAMES_PER_SECOND, "DashScope does not support it; ignored");
        }
        body.addProviderOptions(request.providerOptions());
        return new PreparedSubmit(
                model.id(),
                body.bytes(model.id()),
                body.warnings(),
                billable(model, body, request));
    }

    private static void audio(
            VideoRequest request, DashscopeModel model, DashscopeRequestBody body) {
        if (model.hasAudioSwitch()) {
            body.parameter("audio", request.audio());
        } else if (Boolean.FALSE.equals(request.audio())) {
            body.warn(RequestOption.AUDIO, "this model has no audio setting; ignored");
        }
    }

    /** Wan 2.6: a list of URLs, an exact size, a shot type. */
    private static void writeLegacy(
            VideoRequest request, DashscopeModel model, DashscopeRequestBody body) {
        Resolution size = request.resolution();
        checkRatio(request, model);
        body.input("reference_urls", request.references().stream().map(Reference::url).toList())
                .parameter("size", size == null ? null : size.width() + "*" + size.height())
                .parameter("prompt_extend", request.promptExtend())
                .parameter(
                        "shot_type", request.shotType() == null ? null : request.shotType().word());
        if (request.references().stream().anyMatch(r -> r.voiceUrl() != null)) {
            body.warn(
                    RequestOption.REFERENCE_URLS,
                    "this model does not support a voice for a reference; ignored");
        }
    }

    /** An aspect ratio that contradicts the size would be ignored, and the video billed. */
    private static void checkRatio(VideoRequest request, DashscopeModel model) {
        String ratio = request.aspectRatio();
        boolean made =
                ratio == null
                        || request.resolution() != null
                                && model.frameOf(request.resolution())
                                        .filter(frame -> ratio.equals(frame.ratio()))
                                        .isPresent();
        if (!made) {
            throw new IllegalArgumentException(
                    ValidationError.invalid(
                                    RequestOption.ASPECT_RATIO,
                                    ratio,
                                    "this model requires a size: set resolution (header"
                                            + " CamelRefVideoResolution) to a size with that ratio, such"
                                            + " as 720x1280 for 9:16")
                            .toString());
        }
    }

    /** Wan 2.7 and later, HappyHorse: typed media, a resolution tier and an aspect ratio. */
    private static void writeMedia(
            VideoRequest request, DashscopeModel model, DashscopeRequestBody body) {
        Frame frame = request.resolution() == null ? null : frame(request.resolution(), model);
        String ratio = request.aspectRatio();
        body.input(
                        "media",
                        request.references().stream().map(DashscopeRequestWriter::item).toList())
                .parameter("resolution", frame == null ? null : frame.tier().word())
                .parameter("ratio", ratio == null && frame != null ? frame.ratio() : ratio)
                .parameter("prompt_extend", request.promptExtend());
        if (request.shotType() != null) {
            body.warn(
                    RequestOption.SHOT_TYPE,
                    "this model does not support it; describe the cuts in the"
                            + " prompt. Ignored");
        }
    }

    private static Frame frame(Resolution size, DashscopeModel model) {
        return model.frameOf(size)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        ValidationError.invalid(
                                                        RequestOption.RESOLUTION,
                                                        size,
                                                        "it does not match a tier of this model; write 1280x720 or"
                                                                + " 1920x1080, and set aspectRatio for other shapes")
                                                .toString()));
    }

    private static Map<String, String> item(Reference reference) {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("type", typeOf(reference));
        item.put("url", reference.url());
        if (reference.voiceUrl() != null) {
            item.put("reference_voice", reference.voiceUrl());
        }
        return item;
    }

    private static String typeOf(Reference reference) {
        return "reference_" + ReferenceUrls.kindOf(reference).name().toLowerCase(Locale.ROOT);
    }

    /**
     * The fields of the body that decide the price.
     *
     * @param body the complete body, with provider options
     */
    private static BillableRequest billable(
            DashscopeModel model, DashscopeRequestBody body, VideoRequest request) {
        Map<String, Object> parameters = body.parameters();
        Map<String, Object> input = body.input();
        BillableRequest.Builder billable =
                new BillableRequest.Builder(model.id())
                        .seconds(parameters.get("duration"))
                        .audio(parameters.get("audio"))
                        .count(parameters.get("n"), "n");
        boolean legacy = model.dialect() == Dialect.LEGACY;
        Object size = parameters.get(legacy ? "size" : "resolution");
        billable.size(size == null ? null : size.toString().replace('*', 'x'));
        String other = legacy ? "resolution" : "size";
        if (parameters.get(other) != null) {
            billable.uncertain(other);
        }
        billable.media(input.get("media"))
                .urls(input.get("reference_urls"), request.references())
                // Deprecated, but still accepted.
                .references(input.get("reference_video_urls"), ReferenceKind.VIDEO);
        return billable.build();
    }
}
