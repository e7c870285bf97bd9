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
package io.github.refvideo.camel;

import java.io.InputStream;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/** Where in a message the references are. */
final class MessageReferences {

    private MessageReferences() {}

    /**
     * The header when it is set, else the body. A body that an HTTP or file consumer delivers as
     * bytes or stream is text when the message says so; otherwise bytes are media.
     */
    static Object of(Message message) {
        Object header = message.getHeader(RefVideoConstants.REFERENCE_URLS);
        if (header != null && !header.toString().isBlank()) {
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
        return body instanceof byte[] || body instanceof InputStream || body instanceof StreamCache;
    }
}
