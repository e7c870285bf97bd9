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
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ReferenceUrls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the references in the form that an {@link Adapter} reads correctly. An adapter drops or
 * misreads other forms, and the video without the references is billed.
 */
final class AdapterReferences {

    /** URLs that the adapter of Wan treats as a video. */
    private static final Pattern WAN_VIDEO =
            Pattern.compile("\\.(mp4|mov)([?#]|$)", Pattern.CASE_INSENSITIVE);

    private final Adapter adapter;
    private final GatewayModel model;
    private final List<Reference> references;

    AdapterReferences(Adapter adapter, GatewayModel model, List<Reference> references) {
        this.adapter = adapter;
        this.model = model;
        this.references = references;
    }

    /**
     * @throws IllegalArgumentException if the adapter would drop or misread a reference
     */
    void check() {
        if (references.isEmpty()) {
            return;
        }
        boolean withoutReferences =
                model.id().equals("minimax/minimax-h3-max")
                        || (adapter == Adapter.WAN_2_6 || adapter == Adapter.WAN_2_7)
                                && !model.id().contains("-r2v");
        for (ReferenceKind kind : ReferenceKind.values()) {
            long count = count(kind);
            long max = withoutReferences ? 0 : adapter.maxReferences(kind);
            if (count > max) {
                throw unusable(
                        kind.count((int) count),
                        model.id()
                                + " accepts "
                                + (max == 0 ? "no " : "at most " + max + " ")
                                + kind.plural()
                                + " through the gateway; "
                                + (max == 0 ? "they" : "the others")
                                + " would be dropped, and the video billed without them");
            }
        }
        if (adapter == Adapter.MINIMAX && count(ReferenceKind.AUDIO) == references.size()) {
            throw unusable(
                    "audio alone",
                    model.id()
                            + " accepts audio only with an image or a video; audio alone"
                            + " would be dropped, and the video billed without it");
        }
        // The form of local media is decided when it is uploaded.
        references.stream().filter(one -> one.local() == null).forEach(this::checkForm);
    }

    private void checkForm(Reference reference) {
        boolean inline = ReferenceUrls.isInline(reference.url());
        String shown = ReferenceUrls.printable(reference.url());
        if (adapter == Adapter.VERTEX && !inline && !reference.url().startsWith("gs://")) {
            throw unusable(
                    shown, model.id() + " ignores URLs and accepts only bytes, in a data URL");
        }
        if (inline && adapter == Adapter.WAN_2_6) {
            throw unusable(
                    shown,
                    model.id() + " accepts URLs only; upload it where the service can fetch it");
        }
        if (inline && adapter.isWan() && ReferenceUrls.kindOf(reference) != ReferenceKind.IMAGE) {
            throw unusable(shown, model.id() + " accepts only images as bytes; send a URL");
        }
    }

    private long count(ReferenceKind kind) {
        return references.stream().filter(one -> ReferenceUrls.kindOf(one) == kind).count();
    }

    private static IllegalArgumentException unusable(String value, String allowed) {
        return new IllegalArgumentException(
                ValidationError.invalid(RequestOption.REFERENCE_URLS, value, allowed).toString());
    }

    /**
     * Whether the adapter of Wan would misread a plain list: it uses the extension of the URL and
     * ignores voices.
     */
    private boolean needsMedia() {
        return adapter.takesMedia()
                && references.stream()
                        .anyMatch(
                                reference ->
                                        reference.voiceUrl() != null
                                                || ReferenceUrls.kindOf(reference)
                                                        != asWan(reference));
    }

    private static ReferenceKind asWan(Reference reference) {
        if (reference.local() != null) {
            return ReferenceUrls.kindOf(reference);
        }
        return !ReferenceUrls.isInline(reference.url()) && WAN_VIDEO.matcher(reference.url()).find()
                ? ReferenceKind.VIDEO
                : ReferenceKind.IMAGE;
    }

    /**
     * @param body gets {@code inputReferences}
     * @param own gets the fields of the vendor
     * @param theirs the fields of the user; not changed
     */
    void write(Map<String, Object> body, Map<String, Object> own, Map<String, Object> theirs) {
        if (model.takesReferenceUrls()) {
            own.put("referenceUrls", references.stream().map(Reference::url).toList());
        } else if (adapter.takesMedia() && (needsMedia() || hasItems(theirs.get("media")))) {
            own.put(
                    "media",
                    joined(references.stream().map(this::media).toList(), theirs, "media"));
        } else {
            writeTyped(body, own, theirs);
        }
    }

    private void writeTyped(
            Map<String, Object> body, Map<String, Object> own, Map<String, Object> theirs) {
        String audioField = adapter.audioField();
        List<Map<String, Object>> typed = new ArrayList<>();
        List<Object> audio = new ArrayList<>();
        for (Reference reference : references) {
            if (audioField != null && ReferenceUrls.kindOf(reference) == ReferenceKind.AUDIO) {
                audio.add(url(reference));
            } else {
                typed.add(typed(reference));
            }
        }
        if (!audio.isEmpty()) {
            own.put(audioField, joined(audio, theirs, audioField));
        }
        body.put("inputReferences", typed);
    }

    static boolean hasItems(@Nullable Object value) {
        return value instanceof List<?> list ? !list.isEmpty() : value != null;
    }

    /** The references come first, because the prompt numbers them. */
    private List<Object> joined(List<?> ours, Map<String, Object> theirs, String field) {
        List<Object> all = new ArrayList<>(ours);
        Object more = theirs.get(field);
        if (more instanceof List<?> list) {
            all.addAll(list);
        } else if (more != null) {
            throw new IllegalArgumentException(
                    ValidationError.invalid(
                                    RequestOption.PROVIDER_OPTIONS,
                                    adapter.namespace() + "." + field,
                                    "it must be a list")
                            .toString());
        }
        return all;
    }

    private Map<String, Object> media(Reference reference) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put(
                "type",
                "reference_" + ReferenceUrls.kindOf(reference).name().toLowerCase(Locale.ROOT));
        item.put("url", url(reference));
        if (reference.voiceUrl() != null) {
            item.put("referenceVoice", reference.voiceUrl());
        }
        return item;
    }

    /** A data URL in canonical form. */
    private static String url(Reference reference) {
        if (!ReferenceUrls.isInline(reference.url())) {
            return reference.url();
        }
        Map<String, Object> file = InlineFile.of(reference);
        return "data:" + file.get("mediaType") + ";base64," + file.get("data");
    }

    private Map<String, Object> typed(Reference reference) {
        if (ReferenceUrls.isInline(reference.url())) {
            return InlineFile.of(reference);
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("type", "url");
        file.put("url", reference.url());
        // The adapter of Wan does not read it, and the AI SDK sends none for an image.
        String type = adapter.isWan() ? mediaType(reference) : anyMediaType(reference);
        if (type != null) {
            file.put("mediaType", type);
        }
        return file;
    }

    /**
     * The declared media type, else that of the extension of a video or audio, else null. The
     * gateway takes a URL without a type for an image, and the AI SDK sends no type for images.
     */
    private static @Nullable String mediaType(Reference reference) {
        String declared = reference.mediaType();
        if (declared != null && MediaType.isMedia(declared)) {
            return declared;
        }
        return ReferenceUrls.kindOf(reference) == ReferenceKind.IMAGE
                ? declared
                : ReferenceUrls.mediaTypeOf(reference.url()).map(MediaType::value).orElse(declared);
    }

    /**
     * Like {@link #mediaType}, with a type for images: the adapters of MiniMax and Seedance, which
     * read only the first part of it, warn about a URL without a type.
     */
    private static String anyMediaType(Reference reference) {
        String type = mediaType(reference);
        if (type != null && MediaType.isMedia(type)) {
            return type;
        }
        return ReferenceUrls.mediaTypeOf(reference.url())
                .map(MediaType::value)
                .filter(MediaType::isMedia)
                .orElse(MediaType.PNG.value());
    }
}
