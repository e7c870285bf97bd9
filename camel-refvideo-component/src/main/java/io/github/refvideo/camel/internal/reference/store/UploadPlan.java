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
package io.github.refvideo.camel.internal.reference.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.internal.reference.store.InlinePolicy.Taking;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which local references go into the request and which to the store.
 *
 * @param ways one per reference of the request, in order
 * @param problems what has no way at all; then nothing may be sent
 */
record UploadPlan(List<Way> ways, List<ValidationError> problems) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keys, numbers and small options of a request; more than any request has of them. */
    private static final int FRAME_BYTES = 4096;

    private static final int FRAME_BYTES_PER_REFERENCE = 256;

    private static final String WAY_OUT =
            "set referenceStore to vercel-blob, dashscope (with provider=dashscope), endpoint:"
                    + " followed by an endpoint's URI, or #name for a bean of type ReferenceStore,"
                    + " or give an http or https URL";

    /** How a reference reaches the service. */
    enum Way {
        AS_IT_IS,
        INSIDE,
        STORE
    }

    static UploadPlan of(VideoRequest request, InlinePolicy inlining, boolean store) {
        List<Way> ways = new ArrayList<>();
        List<ValidationError> problems = new ArrayList<>();
        long inside = 0;
        for (Reference reference : request.references()) {
            if (reference.local() == null) {
                ways.add(Way.AS_IT_IS);
            } else if (noLinks(reference, inlining) || !store && taken(reference, inlining)) {
                ways.add(Way.INSIDE);
                inside += DataUrls.length(reference.local());
            } else {
                ways.add(Way.STORE);
                if (!store) {
                    problems.add(nowhere(reference));
                }
            }
        }
        if (inside > 0) {
            tooLong(request, inlining, inside).ifPresent(problems::add);
        }
        return new UploadPlan(List.copyOf(ways), List.copyOf(problems));
    }

    private static boolean taken(Reference reference, InlinePolicy inlining) {
        return inlining.taking() != Taking.NOTHING
                && ReferenceUrls.kindOf(reference) == ReferenceKind.IMAGE;
    }

    private static boolean noLinks(Reference reference, InlinePolicy inlining) {
        return inlining.taking() == Taking.PICTURES_AND_NO_LINKS && taken(reference, inlining);
    }

    private static ValidationError nowhere(Reference reference) {
        return ValidationError.invalid(
                RequestOption.REFERENCE_URLS,
                shown(reference.local()),
                "the service cannot fetch what is on this machine; " + WAY_OUT);
    }

    private static Optional<ValidationError> tooLong(
            VideoRequest request, InlinePolicy inlining, long inside) {
        long room = inlining.maxRequestBytes() - others(request);
        if (inside <= room) {
            return Optional.empty();
        }
        String wayOut =
                inlining.taking() == Taking.PICTURES_AND_NO_LINKS
                        ? "this model takes no links: give smaller pictures"
                        : "give smaller pictures, or " + WAY_OUT;
        return Optional.of(
                ValidationError.invalid(
                        RequestOption.REFERENCE_URLS,
                        "local pictures of " + inside + " bytes as text",
                        inlining.limitName()
                                + " takes "
                                + inlining.maxRequestBytes()
                                + " bytes per request, of which "
                                + Math.max(0, room)
                                + " are left for pictures; "
                                + wayOut));
    }

    /** What the rest of the request takes, rather too much than too little. */
    private static long others(VideoRequest request) {
        long bytes = FRAME_BYTES;
        for (Reference reference : request.references()) {
            bytes += FRAME_BYTES_PER_REFERENCE;
            bytes += reference.local() == null ? size(reference.url()) : 0;
            bytes += reference.voiceUrl() == null ? 0 : size(reference.voiceUrl());
        }
        return bytes
                + size(request.prompt())
                + size(request.negativePrompt())
                + size(request.providerOptions());
    }

    private static long size(Object value) {
        try {
            return JSON.writeValueAsBytes(value).length;
        } catch (JsonProcessingException e) {
            // The provider says so when it writes the request.
            return 0;
        }
    }

    private static String shown(MediaInfo facts) {
        return "local " + facts.mediaType() + " of " + facts.length() + " bytes";
    }
}
