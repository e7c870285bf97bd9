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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/** What of a message's body can be references. */
final class MessageBody {

    /** How text starts that is references for certain. */
    private static final Pattern REFERENCES =
            Pattern.compile("\\s*(?:[\\[{]|(?:https?|oss|data|file):)", Pattern.CASE_INSENSITIVE);

    /** Text may hold pictures as base64, but not films: it is all in memory. */
    private static final int MOST_TEXT = 64 * 1024 * 1024;

    private MessageBody() {}

    /**
     * A body that an HTTP or file consumer delivers as bytes or stream is text when the message
     * says so; otherwise bytes are media.
     *
     * @param attachments whether references are attached: then text that is none is what a mail
     *     says or a form held, and no mistake
     * @return null when there is nothing
     * @throws RefVideoInvalidRequestException when it is more text than references can be
     */
    static Object of(Message message, boolean attachments) throws RefVideoInvalidRequestException {
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        String lower = type.toLowerCase(Locale.ROOT);
        Object body = message.getBody();
        if (attachments && (lower.startsWith("multipart/") || isForm(lower)) && isRaw(body)) {
            // The same that was attached, as it came over the wire.
            return null;
        }
        if (isText(lower) && isRaw(body)) {
            body = text(message);
        }
        boolean plain = body instanceof CharSequence text && !isReferenceText(text);
        return plain && attachments ? null : body;
    }

    /** Whether text is references for certain: URLs, or JSON with URLs. */
    static boolean isReferenceText(CharSequence text) {
        return REFERENCES.matcher(text).lookingAt();
    }

    private static String text(Message message) throws RefVideoInvalidRequestException {
        try {
            return boundedText(message)
                    .orElseThrow(
                            () ->
                                    unreadable(
                                            "it is longer than "
                                                    + MOST_TEXT / 1024 / 1024
                                                    + " MiB; give large media as files, streams"
                                                    + " or URLs",
                                            null));
        } catch (IOException e) {
            throw unreadable("it cannot be read", e);
        }
    }

    /** A stream can be read once; a later attempt gets what the first one read. */
    private static Optional<String> boundedText(Message message) throws IOException {
        Object body = message.getBody();
        if (!(body instanceof InputStream) || body instanceof StreamCache) {
            return BoundedBodyReader.of(message, MOST_TEXT);
        }
        AtomicReference<Optional<String>> read =
                OriginalMessage.of(message.getExchange())
                        .remembered(
                                new ReadObject(body, MessageBody.class),
                                AtomicReference<Optional<String>>::new);
        synchronized (read) {
            if (read.get() == null) {
                read.set(BoundedBodyReader.of(message, MOST_TEXT));
            }
            return read.get();
        }
    }

    private static RefVideoInvalidRequestException unreadable(String why, Throwable cause) {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(
                                ErrorKind.INVALID_REQUEST,
                                "Nothing was sent: the body is text, and " + why)
                        .cause(cause));
    }

    private static boolean isForm(String type) {
        return type.startsWith("application/x-www-form-urlencoded");
    }

    private static boolean isText(String type) {
        return type.startsWith("application/json")
                || type.startsWith("text/")
                || type.startsWith("application/") && type.contains("+json");
    }

    private static boolean isRaw(Object body) {
        return body instanceof byte[]
                || body instanceof ByteBuffer
                || body instanceof InputStream
                || body instanceof StreamCache
                || body instanceof WrappedFile;
    }
}
