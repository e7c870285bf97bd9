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

import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of a mail in the order of the mail. Camel's mail consumer sets them in the order of a
 * {@code HashMap}, and omits files without a name and files whose name occurred before. Loaded only
 * for the body of a mail, because jakarta.mail is an optional dependency.
 */
final class MailAttachments {

    private static final int MAX_DEPTH = 8;

    private final Map<DataHandler, String> attached = new IdentityHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final List<Map.Entry<String, DataHandler>> files = new ArrayList<>();

    private MailAttachments(Map<String, DataHandler> attachments) {
        attachments.forEach((name, content) -> attached.put(content, String.valueOf(name)));
    }

    /**
     * @param body of the message, which is a {@code Multipart}
     * @param attachments of the message. A file of the mail that Camel attached, and that the route
     *     removed, is not returned
     */
    static List<Map.Entry<String, DataHandler>> inOrder(
            Object body, Map<String, DataHandler> attachments) {
        MailAttachments mail = new MailAttachments(attachments);
        try {
            mail.add((Multipart) body, 0);
        } catch (MessagingException | IOException e) {
            // The rest of the mail cannot be read; its attachments follow.
        }
        attachments.forEach(
                (name, content) -> {
                    if (mail.attached.containsKey(content)) {
                        mail.files.add(Map.entry(String.valueOf(name), content));
                    }
                });
        return mail.files;
    }

    private void add(Multipart parts, int depth) throws MessagingException, IOException {
        for (int i = 0; i < parts.getCount() && depth < MAX_DEPTH; i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType("multipart/*")) {
                if (part.getContent() instanceof Multipart inner) {
                    add(inner, depth + 1);
                }
            } else {
                add(part, "part " + (i + 1));
            }
        }
    }

    private void add(BodyPart part, String defaultName) throws MessagingException {
        String name = part.getFileName();
        String attachment = attached.remove(part.getDataHandler());
        if (attachment != null) {
            files.add(Map.entry(attachment, part.getDataHandler()));
        } else if ((name == null || names.contains(name)) && !part.isMimeType("text/*")) {
            files.add(Map.entry(name == null ? defaultName : name, part.getDataHandler()));
        }
        if (name != null) {
            names.add(name);
        }
    }
}
