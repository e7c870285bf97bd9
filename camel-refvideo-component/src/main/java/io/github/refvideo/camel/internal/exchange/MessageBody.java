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

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.reference.LocalReferences;
import jakarta.activation.DataHandler;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/** Reads the body of a message: text up to a limit, and what may be references. */
final class MessageBody {

    /** The start of text that certainly contains references. */
    private static final Pattern REFERENCES =
            Pattern.compile("\\s*(?:[\\[{]|(?:https?|oss|data|file):)", Pattern.CASE_INSENSITIVE);

    /**
     * In bytes. Text may contain images as base64, but not large videos, because it is in memory.
     */
    private static final int MAX_TEXT = 64 * 1024 * 1024;

    private MessageBody() {}

    /**
     * The body as references. Bytes and streams, as HTTP and file consumers create them, are text
     * if the content type says so; otherwise they are media.
     *
     * @param attachments whether references are attached: then other text is the text of a mail or
     *     a form, and not an error
     * @return null if there are none
     * @throws RefVideoInvalidRequestException if the text is too long
     */
    static @Nullable Object references(Message message, boolean attachments)
            throws RefVideoInvalidRequestException {
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        String lower = type.toLowerCase(Locale.ROOT);
        Object body = message.getBody();
        if (body instanceof Map<?, ?> form && isForm(lower)) {
            return decoded(form, message);
        } else if (body instanceof Map<?, ?> form && attachments) {
            return withoutAttachments(form, message);
        } else if (isMail(body)) {
            // A mail. Its files are attachments.
            body = message.getBody(String.class);
        } else if (attachments
                && (lower.startsWith("multipart/") || isForm(lower))
                && isRaw(body)) {
            // The raw form of the attachments.
            return null;
        }
        if (isText(lower) && isRaw(body) && !isMediaDespiteItsType(body)) {
            body = requiredText(message);
        }
        boolean plain = body instanceof CharSequence text && !isReferenceText(text);
        return plain && attachments ? null : body;
    }

    /** An earlier step, such as {@code submit}, can have set the content type of its result. */
    private static boolean isMediaDespiteItsType(Object body) {
        return body instanceof byte[] bytes
                && !isReferenceText(new String(bytes, 0, Math.min(bytes.length, 64), ISO_8859_1))
                && LocalReferences.isMediaContent(bytes);
    }

    /** Whether text certainly contains references: URLs, or JSON with URLs. */
    static boolean isReferenceText(CharSequence text) {
        return REFERENCES.matcher(text).lookingAt();
    }

    private static String requiredText(Message message) throws RefVideoInvalidRequestException {
        try {
            return boundedText(message)
                    .orElseThrow(
                            () ->
                                    unreadable(
                                            "it is longer than "
                                                    + MAX_TEXT / 1024 / 1024
                                                    + " MiB; send large media as files, streams"
                                                    + " or URLs",
                                            null));
        } catch (IOException e) {
            throw unreadable("it cannot be read", e);
        }
    }

    /** A stream can be read once; a later attempt gets the text that the first one read. */
    private static Optional<String> boundedText(Message message) throws IOException {
        Object body = message.getBody();
        if (!(body instanceof InputStream) || body instanceof StreamCache) {
            return text(message, MAX_TEXT);
        }
        AtomicReference<Optional<String>> read =
                OriginalMessage.of(message.getExchange())
                        .remembered(
                                new OriginalMessage.SingleReadKey(body, MessageBody.class),
                                AtomicReference<Optional<String>>::new);
        synchronized (read) {
            if (read.get() == null) {
                read.set(text(message, MAX_TEXT));
            }
            return read.get();
        }
    }

    /**
     * Reads a body as text, up to a limit, because it is untrusted input.
     *
     * @param maxBytes the limit; of a body that is already text, in characters
     * @return empty if the body is longer, or if Camel cannot convert it to text
     */
    static Optional<String> text(Message message, int maxBytes) throws IOException {
        Object body = message.getBody();
        if (body instanceof StreamCache cache) {
            if (cache.length() > maxBytes) {
                return Optional.empty();
            }
            String text = message.getBody(String.class);
            MessageHelper.resetStreamCache(message);
            return Optional.ofNullable(text);
        }
        if (body instanceof InputStream stream) {
            byte[] start = stream.readNBytes(maxBytes + 1);
            if (start.length > maxBytes) {
                return Optional.empty();
            }
            // In the charset of the exchange.
            return Optional.ofNullable(
                    message.getExchange()
                            .getContext()
                            .getTypeConverter()
                            .convertTo(
                                    String.class,
                                    message.getExchange(),
                                    new ByteArrayInputStream(start)));
        }
        String text = message.getBody(String.class);
        return text == null || text.length() > maxBytes ? Optional.empty() : Optional.of(text);
    }

    private static RefVideoInvalidRequestException unreadable(
            String why, @Nullable Throwable cause) {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(
                                ErrorKind.INVALID_REQUEST,
                                "Nothing was sent: the body is text, and " + why)
                        .cause(cause));
    }

    /** Whether a body is one file. */
    static boolean isMedia(@Nullable Object body) {
        return isRaw(body) || body instanceof File || body instanceof Path;
    }

    /** Whether the body is a jakarta.mail.Multipart, a class of an optional dependency. */
    static boolean isMail(@Nullable Object body) {
        for (Class<?> type = body == null ? null : body.getClass();
                type != null;
                type = type.getSuperclass()) {
            if (type.getName().equals("jakarta.mail.Multipart")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The fields of a form. Camel's platform-http of Spring Boot decodes {@code +} in the values of
     * the body, but not {@code %2C}. It also sets headers with the names of the fields, which are
     * decoded. Other consumers set headers as well, but with the same values as in the body.
     */
    private static Map<?, ?> decoded(Map<?, ?> form, Message message) {
        Map<Object, Object> fields = new LinkedHashMap<>();
        form.forEach(
                (name, value) ->
                        fields.put(name, decoded(value, message.getHeader(String.valueOf(name)))));
        return fields;
    }

    private static @Nullable Object decoded(@Nullable Object value, @Nullable Object header) {
        if (value instanceof List<?> values
                && header instanceof List<?> headers
                && headers.size() == values.size()) {
            return IntStream.range(0, values.size())
                    .mapToObj(i -> decoded(values.get(i), headers.get(i)))
                    .toList();
        }
        return value instanceof String text && isDecoded(text, header) ? header : value;
    }

    /** Whether a header is the value without its percent-encoding. */
    private static boolean isDecoded(String value, @Nullable Object header) {
        try {
            // A plus sign was decoded before.
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .equals(header);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Undertow sets the files of a form as attachments and in the body. */
    private static Map<?, ?> withoutAttachments(Map<?, ?> form, Message message) {
        Collection<DataHandler> attached =
                message.getExchange().getMessage(AttachmentMessage.class).getAttachments().values();
        Map<Object, Object> fields = new LinkedHashMap<>(form);
        fields.values().removeIf(attached::contains);
        return fields;
    }

    private static boolean isForm(String type) {
        return type.startsWith("application/x-www-form-urlencoded");
    }

    private static boolean isText(String type) {
        return type.startsWith("application/json")
                || type.startsWith("text/")
                || type.startsWith("application/") && type.contains("+json");
    }

    private static boolean isRaw(@Nullable Object body) {
        return body instanceof byte[]
                || body instanceof ByteBuffer
                || body instanceof InputStream
                || body instanceof StreamCache
                || body instanceof WrappedFile;
    }
}
