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

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.exchange.OriginalMessage;
import io.github.refvideo.camel.outcome.Warning;
import io.github.refvideo.camel.reference.CallShape;
import io.github.refvideo.camel.reference.LocalMedia;
import io.github.refvideo.camel.reference.ReferenceReader;
import io.github.refvideo.camel.reference.ReferenceSettings;
import io.github.refvideo.camel.request.Problem;
import io.github.refvideo.camel.request.Reference;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.BaseStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

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
record MessageReferences(
        List<Reference> references,
        CallShape call,
        Map<String, LocalMedia> media,
        List<Problem> problems,
        List<Warning> warnings) {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_LOOKED_AT = 1000;

    /**
     * Reads a message, or takes what an earlier attempt read from it: an iterator or a stream that
     * was read to its end gives nothing any more.
     */
    static MessageReferences ofAnyAttempt(Exchange exchange, ReferenceSettings settings)
            throws RefVideoInvalidRequestException {
        Object header = header(exchange.getMessage());
        Object source = header == null ? exchange.getMessage().getBody() : header;
        if (!canBeReadOnce(source, 0)) {
            return of(exchange, settings);
        }
        AtomicReference<MessageReferences> read =
                OriginalMessage.of(exchange)
                        .remembered(
                                new Source(source, settings),
                                AtomicReference<MessageReferences>::new);
        synchronized (read) {
            if (read.get() == null) {
                read.set(of(exchange, settings));
            }
            return read.get();
        }
    }

    private static boolean canBeReadOnce(Object source, int depth) {
        if (source instanceof Collection<?> values && depth < MAX_DEPTH) {
            return values.stream()
                    .limit(MAX_LOOKED_AT)
                    .anyMatch(value -> canBeReadOnce(value, depth + 1));
        } else if (source instanceof Object[] values) {
            return canBeReadOnce(Arrays.asList(values), depth);
        } else if (source instanceof Map<?, ?> map) {
            return canBeReadOnce(map.values(), depth);
        }
        return source instanceof Iterator
                || source instanceof Enumeration
                || source instanceof BaseStream
                || source instanceof Reader
                || source instanceof InputStream && !(source instanceof StreamCache);
    }

    /**
     * What was read, and for which endpoint. Compares the object by identity: many iterators and
     * streams do not compare themselves.
     */
    private record Source(Object object, ReferenceSettings settings) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Source source
                    && source.object == object
                    && source.settings.equals(settings);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    /** Headers of Kafka and JMS may be bytes: text that names references, not media. */
    private static Object header(Message message) {
        Object header = message.getHeader(RefVideoConstants.REFERENCE_URLS);
        if (header instanceof byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return MessageBody.isReferenceText(text) ? text : header;
        }
        return header instanceof CharSequence text && text.toString().isBlank() ? null : header;
    }

    /** Reads a message. Streams in it are used up, stream caches are left at their beginning. */
    static MessageReferences of(Exchange exchange, ReferenceSettings settings)
            throws RefVideoInvalidRequestException {
        Message message = exchange.getMessage();
        ReferenceReader body =
                new ReferenceReader(
                        settings,
                        exchange,
                        atEnd -> OriginalMessage.of(exchange).whenDone(exchange, atEnd));
        ReferenceReader attached = body.another();
        List<Warning> warnings = new ArrayList<>();
        Object header = header(message);
        if (header != null) {
            body.read(header);
        } else {
            new MessageAttachments(exchange).read(attached, warnings);
            body.read(MessageBody.of(message, !attached.references().isEmpty()));
        }
        CallShape call =
                new CallShape(body.call() == null ? Map.of() : body.call(), body.another());

        List<Reference> references =
                new ArrayList<>(
                        body.references().isEmpty() ? call.references() : body.references());
        references.addAll(attached.references());
        List<Problem> problems = new ArrayList<>(body.problems());
        problems.addAll(call.problems());
        problems.addAll(attached.problems());
        warnings.addAll(call.warnings());
        warnings.addAll(body.warnings());
        return new MessageReferences(references, call, body.media(), problems, warnings);
    }
}
