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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.request.BadValueException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Converts a value of a message to text, a number or a boolean. {@code toString()} of arbitrary
 * objects is not used, because their text must not be sent to a service.
 */
public final class MessageValue {

    /** In bytes or characters; a prompt has a few thousand. */
    private static final int MAX_LENGTH = 1 << 20;

    private static final char REPLACEMENT = '\uFFFD';

    private MessageValue() {}

    /**
     * @param value of a header, or of a field of the body
     * @return a {@code String}, {@code Number}, {@code Boolean} or {@code Duration}; null if the
     *     value is null, empty or blank
     * @throws BadValueException if the value cannot be converted
     */
    static @Nullable Object of(Exchange exchange, @Nullable Object value) {
        if (value instanceof Number || value instanceof Boolean || value instanceof Duration) {
            return value;
        } else if (value instanceof CharSequence
                || value instanceof Character
                || value instanceof Enum
                || value instanceof UUID
                || value instanceof URI
                || value instanceof URL) {
            return orNull(value.toString());
        } else if (value instanceof AtomicBoolean flag) {
            return flag.get();
        } else if (value == null) {
            return null;
        }
        Optional<?> optional = optional(value);
        if (optional != null) {
            return of(exchange, optional.orElse(null));
        } else if (value instanceof JsonNode json) {
            return json(exchange, json);
        } else if (value instanceof Node || value instanceof NodeList) {
            return orNull(xml(value));
        } else if (value instanceof byte[]
                || value instanceof ByteBuffer
                || value instanceof StreamCache) {
            return orNull(converted(exchange, value));
        } else if (value instanceof InputStream || value instanceof Reader) {
            return orNull(streamed(exchange, value));
        }
        throw notText();
    }

    /** Like {@link #of}, as text. */
    public static @Nullable String text(Exchange exchange, @Nullable Object value) {
        Object read = of(exchange, value);
        return read == null ? null : read.toString().strip();
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }

    /** Null if the value is not an optional. */
    private static @Nullable Optional<?> optional(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional;
        } else if (value instanceof OptionalInt number) {
            return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
        } else if (value instanceof OptionalLong number) {
            return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
        } else if (value instanceof OptionalDouble number) {
            return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
        }
        return null;
    }

    private static @Nullable Object json(Exchange exchange, JsonNode json) {
        if (json.isNull() || json.isMissingNode()) {
            return null;
        } else if (json.isNumber()) {
            return json.numberValue();
        } else if (json.isBoolean()) {
            return json.booleanValue();
        } else if (json.isTextual()) {
            return of(exchange, json.textValue());
        }
        throw notText();
    }

    /** XPath returns a list with one node. */
    private static String xml(Object value) {
        if (value instanceof NodeList nodes && !(value instanceof Node)) {
            if (nodes.getLength() > 1) {
                throw notText();
            }
            return nodes.getLength() == 0 ? "" : xml(nodes.item(0));
        }
        String text = ((Node) value).getTextContent();
        return text == null ? "" : text;
    }

    /** A stream can be read once; a redelivery gets the text that the first attempt read. */
    private static String streamed(Exchange exchange, Object stream) {
        StringBuilder read =
                OriginalMessage.of(exchange)
                        .remembered(
                                new OriginalMessage.SingleReadKey(stream, MessageValue.class),
                                StringBuilder::new);
        synchronized (read) {
            if (read.isEmpty()) {
                read.append(converted(exchange, limited(stream)));
            }
            return read.toString();
        }
    }

    private static Object limited(Object stream) {
        try {
            if (stream instanceof InputStream in) {
                byte[] start = in.readNBytes(MAX_LENGTH + 1);
                return checkLength(start, start.length);
            }
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            Reader reader = (Reader) stream;
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.append(buffer, 0, n);
                checkLength(text, text.length());
            }
            return text.toString();
        } catch (IOException e) {
            throw new BadValueException("reading it failed with " + e);
        }
    }

    private static <T> T checkLength(T value, long length) {
        if (length > MAX_LENGTH) {
            throw new BadValueException("use at most " + MAX_LENGTH + " bytes or characters");
        }
        return value;
    }

    /** In the charset of the exchange, as Camel's converters do. */
    private static String converted(Exchange exchange, Object value) {
        if (value instanceof byte[] bytes) {
            checkLength(value, bytes.length);
        } else if (value instanceof ByteBuffer buffer) {
            checkLength(value, buffer.remaining());
        } else if (value instanceof StreamCache cache) {
            checkLength(value, cache.length());
        }
        String text;
        try {
            Object own = value instanceof ByteBuffer buffer ? buffer.duplicate() : value;
            text = exchange.getContext().getTypeConverter().convertTo(String.class, exchange, own);
        } catch (TypeConversionException e) {
            throw notText();
        } finally {
            if (value instanceof StreamCache cache) {
                cache.reset();
            }
        }
        if (text == null) {
            throw notText();
        } else if (!(value instanceof String) && text.indexOf(REPLACEMENT) >= 0) {
            throw new BadValueException("its bytes are not text in the charset of the exchange");
        }
        return text;
    }

    private static BadValueException notText() {
        return new BadValueException("use text, a number or a boolean");
    }
}
