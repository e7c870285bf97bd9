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

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code providerOptions} for the vendor of the model. Fields that contradict an option of the
 * component are rejected, because adapters use one of the two without a warning.
 */
final class VendorOptions {

    private static final String SPACEXAI = "spacexai";
    private static final String GOOGLE_VERTEX = "googleVertex";

    private final Adapter adapter;
    private final VideoRequest request;
    private final String namespace;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException if the fields of the vendor are not a map, or two namespaces
     *     exclude each other
     */
    VendorOptions(Adapter adapter, GatewayModel model, VideoRequest request) {
        this.adapter = adapter;
        this.request = request;
        Map<String, Object> all = request.providerOptions();
        String usual = model.namespace();
        if (adapter == Adapter.VERTEX && all.containsKey(GOOGLE_VERTEX)) {
            if (all.containsKey(usual)) {
                throw bad(
                        usual,
                        "the gateway ignores it if googleVertex is also set; set"
                                + " only one of them");
            }
            usual = GOOGLE_VERTEX;
        }
        namespace = usual;
        fields.putAll(map(all, namespace));
        if (adapter == Adapter.XAI) {
            // Newer gateway documentation uses spacexai, but the adapter reads only xai.
            map(all, SPACEXAI).forEach(fields::putIfAbsent);
        }
    }

    private static Map<String, Object> map(Map<String, Object> all, String namespace) {
        Map<String, Object> copy = new LinkedHashMap<>();
        Object value = all.get(namespace);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> copy.put(String.valueOf(key), inner));
        } else if (value != null) {
            throw bad(namespace, "it must be a map of fields");
        }
        return copy;
    }

    /** The key in providerOptions that the adapter reads. */
    String namespace() {
        return namespace;
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** Whether a field sets the aspect ratio. */
    boolean saysRatio() {
        return adapter.meanings().entrySet().stream()
                .anyMatch(
                        meaning ->
                                meaning.getValue() == RequestOption.ASPECT_RATIO
                                        && fields.get(meaning.getKey()) != null);
    }

    /**
     * @throws IllegalArgumentException if a field contradicts an option, or makes the adapter drop
     *     the references; the message names both
     */
    void check() {
        adapter.meanings().forEach(this::checkMeaning);
        for (String field : adapter.fieldsAgainstReferences()) {
            if (AdapterReferences.hasItems(fields.get(field))) {
                throw bad(
                        namespace + "." + field,
                        "with it, the references (header CamelRefVideoReferenceUrls)"
                                + " would be dropped or replaced; send all media as references");
            }
        }
        Object mode = fields.get("mode");
        if (adapter == Adapter.XAI && mode != null && !mode.equals("reference-to-video")) {
            throw bad(
                    namespace + ".mode",
                    "in mode "
                            + mode
                            + " the references (header CamelRefVideoReferenceUrls) would"
                            + " be dropped; write reference-to-video, or omit it");
        }
        Object urls = fields.get("referenceUrls");
        if (adapter == Adapter.WAN_2_6
                && AdapterReferences.hasItems(urls)
                && !urls.equals(request.references().stream().map(r -> r.url()).toList())) {
            throw bad(
                    namespace + ".referenceUrls",
                    "it contradicts referenceUrls (header"
                            + " CamelRefVideoReferenceUrls); send all references there");
        }
    }

    private void checkMeaning(String field, RequestOption option) {
        Object theirs = fields.get(field);
        Object ours = value(option);
        if (theirs != null && ours != null && !same(option, ours, theirs)) {
            throw bad(
                    namespace + "." + field,
                    "it contradicts "
                            + option.optionName()
                            + " (header "
                            + option.headerName()
                            + "), "
                            + ours
                            + "; omit one of them");
        }
        if (option == RequestOption.ASPECT_RATIO && theirs != null && contradictsSize(theirs)) {
            throw bad(
                    namespace + "." + field,
                    "it contradicts the shape of resolution (header CamelRefVideoResolution), "
                            + request.resolution()
                            + "; omit one of them");
        }
    }

    /** A landscape size with a ratio selects a tier in another shape: not a contradiction. */
    private boolean contradictsSize(Object ratio) {
        Resolution size = request.resolution();
        String own = size == null || request.aspectRatio() != null ? null : AdapterSize.ratio(size);
        return own != null && !own.equals("16:9") && !own.equals(ratio);
    }

    private @Nullable Object value(RequestOption option) {
        return switch (option) {
            case RESOLUTION -> request.resolution();
            case ASPECT_RATIO -> request.aspectRatio();
            case DURATION -> request.durationSeconds();
            case SEED -> request.seed();
            case AUDIO -> request.audio();
            case WATERMARK -> request.watermark();
            case NEGATIVE_PROMPT -> request.negativePrompt();
            case PROMPT_EXTEND -> request.promptExtend();
            case SHOT_TYPE -> request.shotType() == null ? null : request.shotType().word();
            case PROMPT -> request.prompt();
            default -> null;
        };
    }

    private boolean same(RequestOption option, Object ours, Object theirs) {
        String text = String.valueOf(theirs);
        boolean sameTier =
                option == RequestOption.RESOLUTION
                        && adapter.tier(request.resolution())
                                .filter(text::equalsIgnoreCase)
                                .isPresent();
        return sameTier || text.equals(String.valueOf(ours));
    }

    private static IllegalArgumentException bad(String name, String allowed) {
        return new IllegalArgumentException(
                ValidationError.invalid(RequestOption.PROVIDER_OPTIONS, name, allowed).toString());
    }
}
