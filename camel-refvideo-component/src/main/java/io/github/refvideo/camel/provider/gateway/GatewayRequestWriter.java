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
package io.github.refvideo.camel.provider.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.model.ModelTable;
import io.github.refvideo.camel.outcome.Warning;
import io.github.refvideo.camel.provider.PollHints;
import io.github.refvideo.camel.provider.PreparedSubmit;
import io.github.refvideo.camel.request.Reference;
import io.github.refvideo.camel.request.ReferenceUrls;
import io.github.refvideo.camel.request.VideoRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the body of start and of the streamed request; both are the same. Keys stand in the order
 * in which the AI SDK sends them: one upstream provider was seen to fail on another order.
 */
final class GatewayRequestWriter {

    /** The service keeps 300 KiB, of which up to 8 KiB are its own. */
    static final int MAX_BODY_BYTES = 292 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReferenceStyle chosenStyle;
    private final ModelTable models;

    GatewayRequestWriter(ReferenceStyle chosenStyle) {
        this(chosenStyle, ModelTable.builtIn());
    }

    /**
     * @param models what is known about models
     */
    GatewayRequestWriter(ReferenceStyle chosenStyle, ModelTable models) {
        this.chosenStyle = chosenStyle;
        this.models = models;
    }

    PreparedSubmit write(VideoRequest request, PollHints hints) {
        GatewayModel model = GatewayModel.of(request.model(), models);
        ReferenceStyle style =
                chosenStyle == ReferenceStyle.auto ? model.referenceStyle() : chosenStyle;
        Optional<NewerWan> newerWan = NewerWan.of(model, models);
        boolean asMedia =
                chosenStyle == ReferenceStyle.auto
                        && newerWan.isPresent()
                        && NewerWan.needsMedia(request);
        NewerWan.Size size =
                newerWan.flatMap(wan -> wan.sizeInOtherWords(request))
                        .orElseGet(() -> sizeAsItStands(request));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("prompt", request.prompt());
        body.put("n", 1);
        putIfSet(body, "aspectRatio", size.aspectRatio());
        putIfSet(body, "resolution", size.resolution());
        putIfSet(body, "duration", request.durationSeconds());
        putIfSet(body, "fps", request.framesPerSecond());
        putIfSet(body, "seed", request.seed());
        putIfSet(body, "generateAudio", request.audio());
        Map<String, Object> options = providerOptions(request, hints, model, style, asMedia);
        body.put("providerOptions", options);
        if (style == ReferenceStyle.inputReferences && !asMedia) {
            body.put(
                    "inputReferences",
                    request.references().stream().map(GatewayRequestWriter::typed).toList());
        }
        boolean inline =
                request.references().stream()
                        .anyMatch(reference -> ReferenceUrls.isInline(reference.url()));
        return new PreparedSubmit(
                model.id(),
                bytes(body, inline),
                warnings(request, asMedia),
                GatewayBilling.of(model, body, request, models.find(model.id())));
    }

    private static NewerWan.Size sizeAsItStands(VideoRequest request) {
        return new NewerWan.Size(
                request.resolution() == null ? null : request.resolution().toString(),
                request.aspectRatio());
    }

    private static List<Warning> warnings(VideoRequest request, boolean asMedia) {
        boolean voices = request.references().stream().anyMatch(r -> r.voiceUrl() != null);
        return voices && !asMedia
                ? List.of(
                        Warning.local("referenceVoice", "this model's request has no place for it"))
                : List.of();
    }

    private static Map<String, Object> providerOptions(
            VideoRequest request,
            PollHints hints,
            GatewayModel model,
            ReferenceStyle style,
            boolean asMedia) {
        Map<String, Object> own = new LinkedHashMap<>();
        if (asMedia) {
            own.put("media", NewerWan.media(request.references()));
        }
        if (style == ReferenceStyle.referenceUrls) {
            own.put("referenceUrls", request.references().stream().map(Reference::url).toList());
        }
        putIfSet(own, "shotType", request.shotType() == null ? null : request.shotType().word());
        putIfSet(own, "negativePrompt", request.negativePrompt());
        putIfSet(own, "promptExtend", request.promptExtend());
        putIfSet(own, "watermark", request.watermark());
        if (model.isAlibaba()) {
            putIfSet(own, "pollIntervalMs", millis(hints.pollInterval()));
            putIfSet(own, "pollTimeoutMs", millis(hints.pollTimeout()));
        }
        String namespace = style == ReferenceStyle.referenceUrls ? "alibaba" : model.namespace();
        Map<String, Object> all = new LinkedHashMap<>();
        if (!own.isEmpty()) {
            all.put(namespace, own);
        }
        request.providerOptions().forEach((key, value) -> merge(all, key, value));
        return all;
    }

    /**
     * What the user set by an option of ours stands; the rest of a provider's map is added to it.
     */
    private static void merge(Map<String, Object> all, String key, Object value) {
        if (all.get(key) instanceof Map<?, ?> ours && value instanceof Map<?, ?> theirs) {
            Map<Object, Object> merged = new LinkedHashMap<>(ours);
            theirs.forEach(merged::putIfAbsent);
            all.put(key, merged);
        } else {
            all.put(key, value);
        }
    }

    private static Map<String, Object> typed(Reference reference) {
        if (ReferenceUrls.isInline(reference.url())) {
            return InlineFile.of(reference);
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("type", "url");
        file.put("url", reference.url());
        putIfSet(file, "mediaType", ReferenceMediaType.of(reference));
        return file;
    }

    private static byte[] bytes(Map<String, Object> body, boolean inline) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(body);
            if (bytes.length > MAX_BODY_BYTES) {
                throw new IllegalArgumentException(
                        "The request has "
                                + bytes.length
                                + " bytes, the gateway takes "
                                + MAX_BODY_BYTES
                                + (inline
                                        ? "; give smaller references (header"
                                                + " CamelRefVideoReferenceUrls), or links to them: a"
                                                + " referenceStore makes links of local media"
                                        : "; shorten providerOptions (header"
                                                + " CamelRefVideoProviderOptions) or the prompt"
                                                + " (header CamelRefVideoPrompt)"));
            }
            return bytes;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "providerOptions (header CamelRefVideoProviderOptions): holds a value that"
                            + " cannot be written as JSON",
                    e);
        }
    }

    private static Long millis(Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static void putIfSet(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
