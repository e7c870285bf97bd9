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
import io.github.refvideo.camel.internal.model.ModelCapabilities.InlineMedia;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.internal.util.Json;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.VideoRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which local references are sent as bytes inside the request, as {@code data:} URLs, and
 * which go to a store.
 *
 * @param accepted which media the model accepts as bytes
 * @param maxRequestBytes the maximum length of the whole request, with the bytes as base64
 * @param limitName the owner of that limit, for messages, such as {@code the gateway}
 */
public record InlinePolicy(InlineMedia accepted, long maxRequestBytes, String limitName) {

    /** URLs only. */
    public static final InlinePolicy NONE = new InlinePolicy(InlineMedia.NONE, 0, "the service");

    /** Keys, numbers and small options of a request; an upper bound. */
    private static final int FRAME_BYTES = 4096;

    private static final int FRAME_BYTES_PER_REFERENCE = 256;

    private static final String ALTERNATIVES =
            "set referenceStore to vercel-blob, dashscope (with"
                    + " provider=dashscope), endpoint: followed by an endpoint's"
                    + " URI, or #name for a bean of type ReferenceStore, or use an"
                    + " http or https URL";

    /** How a reference reaches the service. */
    enum Transfer {
        /** It is a URL already. */
        URL,
        INLINE,
        STORE
    }

    /**
     * @param transfers one per reference of the request, in order
     * @param errors the references that cannot reach the service; then nothing may be sent
     */
    record Plan(List<Transfer> transfers, List<ValidationError> errors) {}

    /**
     * @param store whether a store is configured
     */
    Plan plan(VideoRequest request, boolean store) {
        List<Transfer> transfers = new ArrayList<>();
        List<ValidationError> errors = new ArrayList<>();
        long inlineBytes = 0;
        for (Reference reference : request.references()) {
            MediaInfo local = reference.local();
            if (local == null) {
                transfers.add(Transfer.URL);
            } else if (accepts(reference) && (accepted == InlineMedia.REQUIRED || !store)) {
                transfers.add(Transfer.INLINE);
                inlineBytes += prefix(local).length() + (local.length() + 2) / 3 * 4;
            } else {
                transfers.add(Transfer.STORE);
                if (!store) {
                    errors.add(unreachable(local));
                }
            }
        }
        if (inlineBytes > 0) {
            long available = maxRequestBytes - otherBytes(request);
            if (inlineBytes > available) {
                errors.add(tooLong(inlineBytes, Math.max(0, available)));
            }
        }
        return new Plan(List.copyOf(transfers), List.copyOf(errors));
    }

    private boolean accepts(Reference reference) {
        return accepted != InlineMedia.NONE
                && ReferenceUrls.kindOf(reference) == ReferenceKind.IMAGE;
    }

    private static ValidationError unreachable(MediaInfo local) {
        return ValidationError.invalid(
                RequestOption.REFERENCE_URLS,
                "local " + local.mediaType() + " of " + local.length() + " bytes",
                "the service cannot fetch media of this machine; " + ALTERNATIVES);
    }

    private ValidationError tooLong(long inlineBytes, long available) {
        String allowed =
                accepted == InlineMedia.REQUIRED
                        ? "this model does not accept URLs: use smaller images"
                        : "use smaller images, or " + ALTERNATIVES;
        return ValidationError.invalid(
                RequestOption.REFERENCE_URLS,
                "local images of " + inlineBytes + " bytes as base64",
                "the limit of %s is %d bytes per request, of which %d are available for images; %s"
                        .formatted(limitName, maxRequestBytes, available, allowed));
    }

    /** The length of the rest of the request; an upper bound. */
    private static long otherBytes(VideoRequest request) {
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

    private static long size(@Nullable Object value) {
        try {
            return Json.MAPPER.writeValueAsBytes(value).length;
        } catch (JsonProcessingException e) {
            // The provider reports it when it writes the request.
            return 0;
        }
    }

    /**
     * Reads media as a {@code data:} URL. Blocks while it reads the file.
     *
     * @throws IOException also if the media is shorter than before
     */
    static String dataUrl(LocalMedia media) throws IOException {
        MediaInfo info = media.facts();
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(info.length()));
        try (SeekableByteChannel channel = media.open()) {
            while (content.hasRemaining()) {
                if (channel.read(content) <= 0) {
                    throw new IOException("The media is shorter than before");
                }
            }
        }
        return prefix(info) + Base64.getEncoder().encodeToString(content.array());
    }

    private static String prefix(MediaInfo info) {
        return "data:" + info.mediaType() + ";base64,";
    }
}
