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

import io.github.refvideo.camel.internal.model.Durations;
import io.github.refvideo.camel.internal.model.ModelCapabilities;
import io.github.refvideo.camel.internal.model.Tier;
import io.github.refvideo.camel.spi.BillableRequest;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the billable fields of a request as the AI SDK's adapters pass them to the vendor: which
 * provider options replace a field of the request, which defaults apply, and which references are
 * used.
 */
final class GatewayBilling {

    /** Fields of provider options that do not change the price. */
    private static final Set<String> WITHOUT_PRICE =
            Set.of(
                    "negativePrompt",
                    "promptExtend",
                    "shotType",
                    "watermark",
                    "watermarkEnabled",
                    "pollIntervalMs",
                    "pollTimeoutMs");

    private final GatewayModel model;
    private final Map<String, Object> body;
    private final VideoRequest request;
    private final Optional<ModelCapabilities> known;
    private final BillableRequest.Builder billable;

    private GatewayBilling(
            GatewayModel model,
            Map<String, Object> body,
            VideoRequest request,
            Optional<ModelCapabilities> known) {
        this.model = model;
        this.body = body;
        this.request = request;
        this.known = known;
        this.billable = new BillableRequest.Builder(model.id());
    }

    /**
     * @param body as it is sent
     * @param request that it was written from
     * @param known the limits of the model, if they are known
     */
    static BillableRequest of(
            GatewayModel model,
            Map<String, Object> body,
            VideoRequest request,
            Optional<ModelCapabilities> known) {
        return new GatewayBilling(model, body, request, known).read();
    }

    private BillableRequest read() {
        billable.size(body.get("resolution"))
                .seconds(body.get("duration"))
                .audio(body.get("generateAudio"));
        switch (model.id().substring(0, model.id().indexOf('/'))) {
            case "alibaba" -> alibaba(own("alibaba"));
            case "bytedance" -> byteDance(own("bytedance"));
            case "minimax" -> miniMax(own("minimax"));
            case "spacexai", "xai" -> xai();
            case "google" -> google();
            default -> other();
        }
        gateway(own("gateway"));
        if (body.get("providerOptions") instanceof Map<?, ?> all) {
            all.forEach(
                    (name, value) -> {
                        if (!(value instanceof Map<?, ?>)) {
                            billable.uncertain("providerOptions." + name);
                        }
                    });
        }
        return billable.build();
    }

    /** Takes {@code media}, else the references of the body, else the older option. */
    private void alibaba(Map<?, ?> own) {
        if (body.get("generateAudio") == null) {
            billable.audio(own.get("audio"));
        }
        List<?> media = list(own.get("media"));
        if (!media.isEmpty()) {
            billable.media(media);
        } else if (!inputReferences()) {
            billable.urls(own.get("referenceUrls"), request.references());
        }
    }

    /** Copies fields that it does not know into the request, over those that it has set. */
    private void byteDance(Map<?, ?> own) {
        if (!inputReferences()) {
            billable.references(own.get("referenceImages"), ReferenceKind.IMAGE);
            billable.references(own.get("referenceVideos"), ReferenceKind.VIDEO);
        }
        billable.references(own.get("referenceAudio"), ReferenceKind.AUDIO);
        if (body.get("generateAudio") == null) {
            billable.audio(own.get("generateAudio"));
        }
        copied(own, "resolution", "duration", "n");
        if (own.get("content") != null) {
            billable.uncertain("providerOptions.bytedance.content");
        }
    }

    private void google() {
        Map<?, ?> own = own("googleVertex").isEmpty() ? own("vertex") : own("googleVertex");
        if (!inputReferences()) {
            billable.references(own.get("referenceImages"), ReferenceKind.IMAGE);
        }
        if (body.get("generateAudio") == null) {
            billable.audio(own.get("generateAudio"));
        }
        billable.count(body.get("n"), "n");
        copied(own, "resolution", "durationSeconds", "sampleCount");
    }

    private void copied(Map<?, ?> own, String size, String seconds, String count) {
        if (own.get(size) != null) {
            billable.size(own.get(size));
        }
        if (own.get(seconds) != null) {
            billable.seconds(own.get(seconds));
        }
        if (own.get(count) != null) {
            billable.count(own.get(count), "providerOptions." + count);
        }
    }

    /**
     * Its own resolution replaces that of the request, if the model has it; lengths are bounded.
     */
    private void miniMax(Map<?, ?> own) {
        Object size = own.get("resolution");
        if (size != null && !isTierOfOthers(size.toString())) {
            billable.size(size);
        }
        if (body.get("duration") instanceof Integer seconds && known.isPresent()) {
            Durations durations = known.get().durations();
            billable.seconds(Math.max(durations.min(), Math.min(durations.max(), seconds)));
        }
        inputReferences();
        billable.references(own.get("referenceAudioUrls"), ReferenceKind.AUDIO);
    }

    /** A tier that only other models of the vendor have is ignored. */
    private boolean isTierOfOthers(String word) {
        return known.isPresent()
                && Arrays.stream(Tier.values())
                        .filter(tier -> tier.word().equalsIgnoreCase(word))
                        .anyMatch(tier -> !known.get().sizes().tiers().contains(tier));
    }

    /** Newer documentation of the gateway calls the namespace spacexai, the adapter xai. */
    private void xai() {
        boolean typed = inputReferences();
        for (String namespace : List.of("spacexai", "xai")) {
            Map<?, ?> own = own(namespace);
            if (own.get("resolution") != null) {
                billable.size(own.get("resolution"));
            }
            if (!typed) {
                billable.references(own.get("referenceImageUrls"), ReferenceKind.IMAGE);
            }
            billable.references(own.get("keyframes"), ReferenceKind.IMAGE);
            Object mode = own.get("mode");
            if (own.get("videoUrl") != null || mode != null && !mode.equals("reference-to-video")) {
                billable.uncertain("providerOptions." + namespace + ".mode");
            }
        }
    }

    /** Options that the adapter is not known to ignore may change the price. */
    private void other() {
        inputReferences();
        billable.count(body.get("n"), "n");
        String namespace = model.namespace();
        own(namespace).keySet().stream()
                .map(String::valueOf)
                .filter(field -> !WITHOUT_PRICE.contains(field))
                .forEach(field -> billable.uncertain("providerOptions." + namespace + "." + field));
    }

    private void gateway(Map<?, ?> own) {
        list(own.get("models")).forEach(billable::fallbackModel);
        String tier = String.valueOf(own.get("serviceTier")).toLowerCase(Locale.ROOT);
        if (!Set.of("null", "default", "flex").contains(tier)) {
            billable.uncertain("providerOptions.gateway.serviceTier");
        }
    }

    private boolean inputReferences() {
        List<?> references = list(body.get("inputReferences"));
        for (Object item : references) {
            if (item instanceof Map<?, ?> file) {
                String url = file.get("url") == null ? "data:," : file.get("url").toString();
                Object type = file.get("mediaType");
                billable.reference(new Reference(url, type == null ? null : type.toString(), null));
            }
        }
        return !references.isEmpty();
    }

    private Map<?, ?> own(String namespace) {
        return body.get("providerOptions") instanceof Map<?, ?> all
                        && all.get(namespace) instanceof Map<?, ?> own
                ? own
                : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
