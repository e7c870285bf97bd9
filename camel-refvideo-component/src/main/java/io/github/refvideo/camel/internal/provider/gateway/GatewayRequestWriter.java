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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.provider.ServiceText;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.util.Json;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the request body, which is the same in both flows. Fields have the order of the AI SDK,
 * because an upstream provider was seen to fail with another order.
 */
final class GatewayRequestWriter {

    /** The service stores 300 KiB, of which it uses up to 8 KiB itself. */
    static final int MAX_BODY_BYTES = 292 * 1024;

    private final ModelTable models;

    /**
     * @param models the model table
     */
    GatewayRequestWriter(ModelTable models) {
        this.models = models;
    }

    /**
     * @throws IllegalArgumentException if the adapter of the vendor would misread the request; the
     *     message names option and header
     */
    PreparedSubmit write(VideoRequest request, PollHints hints) {
        GatewayModel model = GatewayModel.of(request.model(), models);
        Adapter adapter = Adapter.of(model);
        List<Warning> warnings = new ArrayList<>();
        VendorOptions theirs = new VendorOptions(adapter, model, request);
        theirs.check();
        AdapterReferences references = new AdapterReferences(adapter, model, request.references());
        references.check();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("prompt", request.prompt());
        body.put("n", 1);
        writeSize(body, request, adapter, model, theirs.saysRatio(), warnings);
        putIfSet(body, "duration", request.durationSeconds());
        writeSwitches(body, request, adapter, model, warnings);
        Map<String, Object> own = new LinkedHashMap<>();
        Map<String, Object> options = new LinkedHashMap<>();
        body.put("providerOptions", options);
        references.write(body, own, theirs.fields());
        writeOwn(own, request, adapter, model, hints, warnings);
        theirs.fields().forEach(own::putIfAbsent);
        if (!own.isEmpty()) {
            options.put(theirs.namespace(), own);
        }
        request.providerOptions().forEach(options::putIfAbsent);
        if (request.references().stream().anyMatch(r -> r.voiceUrl() != null)
                && !own.containsKey("media")) {
            warnings.add(
                    Warning.local(
                            "referenceVoice",
                            "this model does not support a voice for a reference; ignored"));
        }
        warnOfFallbacks(request, adapter, warnings);
        boolean inline =
                request.references().stream()
                        .anyMatch(reference -> ReferenceUrls.isInline(reference.url()));
        return new PreparedSubmit(
                model.id(),
                bytes(body, inline),
                List.copyOf(warnings),
                GatewayBilling.of(model, body, request, models.find(model.id())));
    }

    private void writeSize(
            Map<String, Object> body,
            VideoRequest request,
            Adapter adapter,
            GatewayModel model,
            boolean ratioElsewhere,
            List<Warning> warnings) {
        Resolution resolution = request.resolution();
        String ratio = request.aspectRatio();
        if (adapter == Adapter.KLING && resolution != null) {
            ignored(
                    RequestOption.RESOLUTION,
                    model + " determines the size by its mode," + " providerOptions.klingai.mode",
                    warnings);
            ratio = ratio == null && !ratioElsewhere ? AdapterSize.ratio(resolution) : ratio;
            resolution = null;
        }
        if (adapter == Adapter.WAN_2_6 && ratio != null) {
            if (resolution == null || !ratio.equals(AdapterSize.ratio(resolution))) {
                ignored(
                        RequestOption.ASPECT_RATIO,
                        model + " determines the aspect ratio by the resolution",
                        warnings);
            }
            ratio = null;
        }
        AdapterSize size =
                AdapterSize.of(adapter, models.find(model.id()), resolution, ratio, ratioElsewhere);
        putIfSet(body, "aspectRatio", size.aspectRatio());
        putIfSet(body, "resolution", size.resolution());
    }

    private void writeSwitches(
            Map<String, Object> body,
            VideoRequest request,
            Adapter adapter,
            GatewayModel model,
            List<Warning> warnings) {
        Integer fps = request.framesPerSecond();
        if (fps != null && adapter.takesFramesPerSecond()) {
            body.put("fps", fps);
        } else if (fps != null && !fps.equals(fixedRate(model))) {
            ignored(RequestOption.FRAMES_PER_SECOND, model + " has a fixed frame rate", warnings);
        }
        if (request.seed() != null && adapter.takesSeed(request.seed())) {
            body.put("seed", request.seed());
        } else if (request.seed() != null) {
            ignored(
                    RequestOption.SEED,
                    model
                            + (adapter == Adapter.SEEDANCE
                                    ? " does not accept seed 0"
                                    : " does not support a seed"),
                    warnings);
        }
        if (adapter.hasAudioSwitch()) {
            putIfSet(body, "generateAudio", request.audio());
        } else if (request.audio() != null && !(adapter == Adapter.WAN_2_7 && request.audio())) {
            ignored(RequestOption.AUDIO, model + " has no audio setting", warnings);
        }
    }

    private @Nullable Integer fixedRate(GatewayModel model) {
        return models.find(model.id())
                .map(known -> known.settings().framesPerSecond())
                .orElse(null);
    }

    /** Options without a field in the gateway request, under the names of the vendor. */
    private static void writeOwn(
            Map<String, Object> own,
            VideoRequest request,
            Adapter adapter,
            GatewayModel model,
            PollHints hints,
            List<Warning> warnings) {
        Map<RequestOption, @Nullable Object> values = new LinkedHashMap<>();
        values.put(
                RequestOption.SHOT_TYPE,
                request.shotType() == null ? null : request.shotType().word());
        values.put(RequestOption.NEGATIVE_PROMPT, request.negativePrompt());
        values.put(RequestOption.PROMPT_EXTEND, request.promptExtend());
        values.put(RequestOption.WATERMARK, request.watermark());
        values.forEach(
                (option, value) -> {
                    String field = adapter.field(option);
                    if (field != null) {
                        putIfSet(own, field, value);
                    } else if (value != null) {
                        ignored(option, model + " does not support it", warnings);
                    }
                });
        if (adapter.isWan()) {
            putIfSet(own, "pollIntervalMs", millis(hints.pollInterval()));
            putIfSet(own, "pollTimeoutMs", millis(hints.pollTimeout()));
        }
    }

    /** The service may use another model, but the request is written for the adapter of one. */
    private static void warnOfFallbacks(
            VideoRequest request, Adapter adapter, List<Warning> warnings) {
        if (request.providerOptions().get("gateway") instanceof Map<?, ?> gateway
                && gateway.get("models") instanceof List<?> fallbacks) {
            fallbacks.stream()
                    .map(String::valueOf)
                    .filter(name -> name.indexOf('/') > 0)
                    .filter(name -> Adapter.of(new GatewayModel(name)) != adapter)
                    .map(
                            name ->
                                    Warning.local(
                                            RequestOption.PROVIDER_OPTIONS.optionName(),
                                            "gateway.models: "
                                                    + ServiceText.line(name, List.of())
                                                    + " has a different request format; its video may not use the"
                                                    + " references"))
                    .forEach(warnings::add);
        }
    }

    private static void ignored(RequestOption option, String reason, List<Warning> warnings) {
        warnings.add(Warning.local(option.optionName(), reason + "; ignored"));
    }

    private static byte[] bytes(Map<String, Object> body, boolean inline) {
        try {
            byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
            if (bytes.length > MAX_BODY_BYTES) {
                throw new IllegalArgumentException(
                        "The request has "
                                + bytes.length
                                + " bytes; the gateway accepts at most "
                                + MAX_BODY_BYTES
                                + (inline
                                        ? "; send smaller references (header"
                                                + " CamelRefVideoReferenceUrls) or URLs; a referenceStore"
                                                + " provides URLs for local media"
                                        : "; shorten providerOptions (header"
                                                + " CamelRefVideoProviderOptions) or the prompt"
                                                + " (header CamelRefVideoPrompt)"));
            }
            return bytes;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "providerOptions (header CamelRefVideoProviderOptions):"
                            + " contains a value that cannot be written as JSON",
                    e);
        }
    }

    /**
     * Adds the callback URL, which differs between purchases of the same request, as the last
     * field. A body that would become too large is not changed: the job is polled then.
     */
    static byte[] withCallback(byte[] body, String url) {
        String field = ",\"callbackUrl\":" + TextNode.valueOf(url) + "}";
        byte[] end = field.getBytes(StandardCharsets.UTF_8);
        if (body.length - 1 + end.length > MAX_BODY_BYTES) {
            return body;
        }
        byte[] extended = Arrays.copyOf(body, body.length - 1 + end.length);
        System.arraycopy(end, 0, extended, body.length - 1, end.length);
        return extended;
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static void putIfSet(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
