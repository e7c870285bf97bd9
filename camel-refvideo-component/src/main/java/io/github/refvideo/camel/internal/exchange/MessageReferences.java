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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.reference.AiSdkCallBody;
import io.github.refvideo.camel.internal.reference.LocalReferences;
import io.github.refvideo.camel.internal.reference.ReferenceReader;
import io.github.refvideo.camel.internal.reference.ReferenceSettings;
import io.github.refvideo.camel.internal.reference.ReplayCache;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Warning;
import jakarta.activation.DataHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.attachment.AttachmentMessage;
import org.jspecify.annotations.Nullable;

/**
 * The references of a message: those of the header if it is set, otherwise those of the body,
 * followed by the attachments.
 *
 * @param references in the order of their numbers
 * @param call the other fields of a body in the format of an AI SDK call
 * @param media the local media, by the URLs of the references
 * @param asOption whether they come from the header or from a field of the call, and not from the
 *     body or the attachments themselves
 */
public record MessageReferences(
        List<Reference> references,
        AiSdkCallBody call,
        Map<String, LocalMedia> media,
        List<ValidationError> errors,
        List<Warning> warnings,
        boolean asOption) {

    /** Headers of Kafka and JMS may be bytes that contain text with references. */
    private static @Nullable Object header(Message message) {
        Object header = message.getHeader(RefVideoConstants.REFERENCE_URLS);
        if (header instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            header = copy;
        }
        if (header instanceof byte[] bytes && !LocalReferences.isMediaContent(bytes)) {
            header = new String(bytes, StandardCharsets.UTF_8);
        }
        return header instanceof CharSequence text && text.toString().isBlank() ? null : header;
    }

    /**
     * Reads a message. Streams are consumed, stream caches are reset. The content of an iterator or
     * a stream that an earlier attempt has consumed is remembered. The rest of the message is read
     * again and may have changed.
     */
    public static MessageReferences of(Exchange exchange, ReferenceSettings settings)
            throws RefVideoInvalidRequestException {
        Message message = exchange.getMessage();
        OriginalMessage original = OriginalMessage.of(exchange);
        ReferenceReader body =
                new ReferenceReader(
                        settings,
                        exchange,
                        atEnd -> original.whenDone(exchange, atEnd),
                        new ReplayCache() {
                            @Override
                            public <T> T computeIfAbsent(Object source, Supplier<T> factory) {
                                return original.remembered(
                                        new OriginalMessage.SingleReadKey(
                                                source, MessageReferences.class),
                                        factory);
                            }
                        });
        ReferenceReader attached = body.newReader();
        List<Warning> warnings = new ArrayList<>();
        Object header = header(message);
        if (header != null) {
            body.read(header);
        } else {
            readAttachments(exchange.getMessage(AttachmentMessage.class), attached, warnings);
            body.read(MessageBody.references(message, !attached.references().isEmpty()));
        }
        AiSdkCallBody call =
                new AiSdkCallBody(body.call() == null ? Map.of() : body.call(), body.newReader());

        List<Reference> references =
                new ArrayList<>(
                        body.references().isEmpty() ? call.references() : body.references());
        if (header == null && MessageBody.isMedia(message.getBody())) {
            // Some HTTP consumers set a single uploaded file as body and as attachment.
            references.removeAll(attached.references());
        }
        references.addAll(attached.references());
        List<ValidationError> errors = new ArrayList<>(body.errors());
        errors.addAll(call.errors());
        errors.addAll(attached.errors());
        warnings.addAll(call.warnings());
        warnings.addAll(body.warnings());
        return new MessageReferences(
                references,
                call,
                body.media(),
                errors,
                warnings,
                header != null || !call.references().isEmpty());
    }

    /**
     * Reads attached images, videos and audio, in the order of the attachments. Other attachments,
     * such as the fields of a form, are not references.
     */
    private static void readAttachments(
            @Nullable AttachmentMessage message, ReferenceReader reader, List<Warning> warnings) {
        for (Map.Entry<String, DataHandler> attachment : attachments(message)) {
            DataHandler content = attachment.getValue();
            String type = content.getContentType();
            if (isMedia(type)) {
                reader.readMedia(content, type);
            } else if (lower(type).isBlank()) {
                // The field of a form has no type, and some senders omit the type of files.
                reader.readIfMedia(content);
            } else if (!lower(type).startsWith("text/plain")) {
                warnings.add(
                        Warning.local(
                                "attachments",
                                "'" + attachment.getKey() + "' is " + type + "; not a reference"));
            }
        }
    }

    private static Collection<Map.Entry<String, DataHandler>> attachments(
            @Nullable AttachmentMessage message) {
        Map<String, DataHandler> attachments =
                message != null && message.hasAttachments() ? message.getAttachments() : Map.of();
        return message != null && MessageBody.isMail(message.getBody())
                ? MailAttachments.inOrder(message.getBody(), attachments)
                : attachments.entrySet();
    }

    /** Includes files of an unspecified type: their content determines the type. */
    private static boolean isMedia(@Nullable String type) {
        String lower = lower(type);
        return MediaType.isMedia(lower)
                || lower.startsWith("application/octet-stream")
                || lower.startsWith("binary/");
    }

    private static String lower(@Nullable String type) {
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }
}
