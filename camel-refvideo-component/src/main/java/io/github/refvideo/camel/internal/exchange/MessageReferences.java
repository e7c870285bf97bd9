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
import io.github.refvideo.camel.internal.reference.ReferenceReader;
import io.github.refvideo.camel.internal.reference.ReferenceSettings;
import io.github.refvideo.camel.internal.reference.ReplayCache;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Warning;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The references of a message and where they are: the header when it is set; else the body and,
 * behind it, the attachments.
 *
 * @param references in the order of their numbers
 * @param call what else a body in the shape of a call says
 * @param media the local media by the references' URLs
 * @param problems what cannot be read
 * @param warnings about what was read
 */
public record MessageReferences(
        List<Reference> references,
        AiSdkCallBody call,
        Map<String, LocalMedia> media,
        List<ValidationError> problems,
        List<Warning> warnings) {

    /** Headers of Kafka and JMS may be bytes: text that names references, not media. */
    private static Object header(Message message) {
        Object header = message.getHeader(RefVideoConstants.REFERENCE_URLS);
        if (header instanceof byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return MessageBody.isReferenceText(text) ? text : header;
        }
        return header instanceof CharSequence text && text.toString().isBlank() ? null : header;
    }

    /**
     * Reads a message. Streams in it are used up, stream caches are left at their beginning. An
     * iterator or a stream that an earlier attempt has read gives nothing any more: what it gave is
     * taken instead. The rest of the message is read again and may have changed.
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
                                        new ReadObject(source, MessageReferences.class), factory);
                            }
                        });
        ReferenceReader attached = body.newReader();
        List<Warning> warnings = new ArrayList<>();
        Object header = header(message);
        if (header != null) {
            body.read(header);
        } else {
            new MessageAttachments(exchange).read(attached, warnings);
            body.read(MessageBody.of(message, !attached.references().isEmpty()));
        }
        AiSdkCallBody call =
                new AiSdkCallBody(body.call() == null ? Map.of() : body.call(), body.newReader());

        List<Reference> references =
                new ArrayList<>(
                        body.references().isEmpty() ? call.references() : body.references());
        references.addAll(attached.references());
        List<ValidationError> problems = new ArrayList<>(body.errors());
        problems.addAll(call.errors());
        problems.addAll(attached.errors());
        warnings.addAll(call.warnings());
        warnings.addAll(body.warnings());
        return new MessageReferences(references, call, body.media(), problems, warnings);
    }
}
