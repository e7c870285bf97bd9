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

import io.github.refvideo.camel.model.Dialect;
import io.github.refvideo.camel.model.Frame;
import io.github.refvideo.camel.model.ModelCapabilities;
import io.github.refvideo.camel.model.ModelTable;
import io.github.refvideo.camel.request.Reference;
import io.github.refvideo.camel.request.ReferenceKind;
import io.github.refvideo.camel.request.Resolution;
import io.github.refvideo.camel.request.VideoRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the gateway's adapter for Wan 2.7 and later would misunderstand in the ordinary form, and
 * how to say it so that it does not. The adapter looks at file endings only, has no place for
 * voices, and knows the sizes of Wan 2.6; what it does not understand it drops, and the video is
 * billed.
 */
final class NewerWan {

    private static final Set<String> ENDINGS_OF_CLIPS = Set.of("mp4", "mov");
    private static final String LANDSCAPE = "16:9";

    /** The 4:3 and 3:4 sizes that Wan 2.7 makes and the adapter does not know. */
    private static final Set<Resolution> UNKNOWN_SIZES =
            Set.of(
                    new Resolution(1104, 832),
                    new Resolution(832, 1104),
                    new Resolution(1648, 1248),
                    new Resolution(1248, 1648));

    private final ModelCapabilities model;

    private NewerWan(ModelCapabilities model) {
        this.model = model;
    }

    /** Empty for any other model. */
    static Optional<NewerWan> of(GatewayModel model, ModelTable models) {
        return model.isAlibaba()
                ? models.find(model.id())
                        .filter(known -> known.dialect() == Dialect.MEDIA)
                        .map(NewerWan::new)
                : Optional.empty();
    }

    /** Whether the references have to be spelled out in the service's own form. */
    static boolean needsMedia(VideoRequest request) {
        return request.references().stream()
                .anyMatch(
                        reference ->
                                reference.voiceUrl() != null
                                        || ReferenceKind.of(reference) == ReferenceKind.VIDEO
                                                && !looksLikeAClip(reference.url()));
    }

    private static boolean looksLikeAClip(String url) {
        String path = URI.create(url).getPath();
        int dot = path == null ? -1 : path.lastIndexOf('.');
        return dot >= 0
                && ENDINGS_OF_CLIPS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** The value of {@code providerOptions.alibaba.media}. */
    static List<Map<String, Object>> media(List<Reference> references) {
        return references.stream().map(NewerWan::item).toList();
    }

    private static Map<String, Object> item(Reference reference) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put(
                "type", "reference_" + ReferenceKind.of(reference).name().toLowerCase(Locale.ROOT));
        item.put("url", reference.url());
        if (reference.voiceUrl() != null) {
            item.put("referenceVoice", reference.voiceUrl());
        }
        return item;
    }

    /**
     * A size that the adapter does not know, as the landscape size of its tier with a ratio beside
     * it.
     */
    Optional<Size> sizeInOtherWords(VideoRequest request) {
        if (request.resolution() == null || !UNKNOWN_SIZES.contains(request.resolution())) {
            return Optional.empty();
        }
        Optional<Frame> frame = model.sizes().frameOf(request.resolution(), request.aspectRatio());
        return frame.flatMap(
                f ->
                        model.sizes()
                                .sizeOf(f.tier(), LANDSCAPE)
                                .map(landscape -> new Size(landscape.toString(), f.ratio())));
    }

    /**
     * @param resolution {@code WIDTHxHEIGHT}
     * @param aspectRatio such as {@code 4:3}
     */
    record Size(String resolution, String aspectRatio) {}
}
