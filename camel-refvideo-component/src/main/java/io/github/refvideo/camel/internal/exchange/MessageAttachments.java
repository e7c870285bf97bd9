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

import io.github.refvideo.camel.internal.reference.ReferenceReader;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.Warning;
import jakarta.activation.DataHandler;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;

/**
 * Pictures, clips and sounds attached to a message, in the order in which they were attached. What
 * is declared to be something else, such as the fields of a form, is no reference.
 */
final class MessageAttachments {

    private final AttachmentMessage message;

    MessageAttachments(Exchange exchange) {
        this.message = exchange.getMessage(AttachmentMessage.class);
    }

    void read(ReferenceReader reader, List<Warning> warnings) {
        if (message == null || !message.hasAttachments()) {
            return;
        }
        for (Map.Entry<String, DataHandler> attachment : message.getAttachments().entrySet()) {
            DataHandler content = attachment.getValue();
            String type = content.getContentType();
            if (isMedia(type)) {
                reader.readMedia(content, type);
            } else if (lower(type).isBlank()) {
                // A field of a form has no type. Neither have files of careless senders.
                reader.readIfMedia(content);
            } else if (!lower(type).startsWith("text/plain")) {
                warnings.add(
                        Warning.local(
                                "attachments",
                                "'" + attachment.getKey() + "' is " + type + "; not a reference"));
            }
        }
    }

    /** Also what only says that it is a file: its content must tell. */
    private static boolean isMedia(String type) {
        String lower = lower(type);
        return MediaType.isMedia(lower)
                || lower.startsWith("application/octet-stream")
                || lower.startsWith("binary/");
    }

    private static String lower(String type) {
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }
}
