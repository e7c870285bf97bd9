package io.github.refvideo.camel;

import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Where in a message the references are. */
final class MessageReferences {

    private MessageReferences() {}

    /**
     * The header when it is set, else the body. A body that an HTTP or file consumer delivers as bytes
     * or stream is text when the message says so; otherwise bytes are media.
     */
    static Object of(Message message) {
        Object header = message.getHeader(RefVideoConstants.REFERENCE_URLS);
        if (header != null) {
            return header;
        }
        return saysText(message) ? message.getBody(String.class) : message.getBody();
    }

    private static boolean saysText(Message message) {
        if (message.getBody() == null || message.getBody() instanceof Iterable<?>) {
            return false;
        }
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        String lower = type.toLowerCase(Locale.ROOT);
        boolean text = lower.startsWith("application/json") || lower.startsWith("text/");
        return text && isRaw(message.getBody());
    }

    private static boolean isRaw(Object body) {
        return body instanceof byte[]
                || body instanceof java.io.InputStream
                || body instanceof org.apache.camel.StreamCache;
    }
}
