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

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ReferenceUrls;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether references that are URLs are media that the model takes, as far as declared types and
 * extensions tell. Both may be wrong, so that this raises doubts only.
 */
final class ReferenceTypeCheck {

    /** Images that services decode when they do not say which. */
    private static final Set<MediaType> COMMON_IMAGES =
            EnumSet.of(MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.BMP, MediaType.GIF);

    /** What follows a dot may also be a part of a version or a date. */
    private static final Pattern EXTENSION = Pattern.compile("(?=.*[a-z])[a-z0-9]{1,10}");

    private ReferenceTypeCheck() {}

    /**
     * @param limits by kind; a kind without limits is judged by what is common
     * @param model for messages
     */
    static void check(
            List<Reference> references,
            Map<ReferenceKind, MediaLimits> limits,
            String model,
            ValidationCollector findings) {
        for (int i = 0; i < references.size(); i++) {
            Reference reference = references.get(i);
            if (reference.local() == null) {
                MediaLimits allowed = limits.get(ReferenceKind.of(reference));
                doubt(reference, allowed, model)
                        .map(("reference " + (i + 1) + " ")::concat)
                        .ifPresent(text -> findings.doubt(RequestOption.REFERENCE_URLS, text));
            }
        }
    }

    private static Optional<String> doubt(Reference reference, MediaLimits limits, String model) {
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
                                    + " take it for an image unless its mediaType is given")
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
                                    + " takes "
                                    + limits.typesInWords());
        }
        return ReferenceKind.of(reference) != ReferenceKind.IMAGE
                        || COMMON_IMAGES.contains(type.get())
                ? Optional.empty()
                : Optional.of(
                        "is " + value + " by its type or extension; most models do not take it");
    }

    private static Optional<MediaType> declaredType(Reference reference) {
        return MediaType.of(
                reference.mediaType() == null
                        ? ReferenceUrls.inlineType(reference.url())
                        : reference.mediaType());
    }
}
