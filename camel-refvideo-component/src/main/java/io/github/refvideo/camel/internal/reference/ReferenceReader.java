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
package io.github.refvideo.camel.internal.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.Warning;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Array;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.apache.camel.Exchange;

/**
 * Reads references out of a body or header value, in order:
 *
 * <ul>
 *   <li>text (one URL, several on lines or separated by commas, or JSON), {@code URI}, {@code URL},
 *       {@link Reference};
 *   <li>local media: {@code File}, {@code Path}, Camel's file body, bytes and streams, {@code
 *       data:} URLs, whatever Camel's type converters turn into a stream;
 *   <li>arrays, collections, iterators and streams of these;
 *   <li>a {@code Map} or JSON object that is either one reference or a whole call in the shape of
 *       the AI SDK.
 * </ul>
 *
 * <p>Text names a file only where the settings permit it. Streams are read to their end and kept
 * until the exchange is completed. Not thread-safe; used for one message.
 */
public final class ReferenceReader {

    private static final int DEEPEST_NESTING = 8;

    /** No model takes nearly as many. */
    private static final int MOST_REFERENCES = 100;

    /** Lists may hold nothing but empty lists. */
    private static final int MOST_VALUES = 10_000;

    private final LocalReferences local;
    private final Exchange exchange;
    private final ReadOnce readOnce;
    private final List<Reference> references = new ArrayList<>();
    private final List<ValidationError> problems = new ArrayList<>();
    private Map<?, ?> call;
    private boolean base64Text;
    private boolean full;
    private int values;

    /**
     * @param exchange whose message is read
     * @param atEnd takes work to do when no further attempt of the message can come: spooled
     *     streams are deleted then
     */
    public ReferenceReader(
            ReferenceSettings settings, Exchange exchange, Consumer<Runnable> atEnd) {
        this(
                settings,
                exchange,
                atEnd,
                new ReadOnce() {
                    @Override
                    public <T> T memoryOf(Object source, Supplier<T> initial) {
                        return initial.get();
                    }
                });
    }

    /**
     * @param readOnce what earlier attempts of the message have read
     */
    public ReferenceReader(
            ReferenceSettings settings,
            Exchange exchange,
            Consumer<Runnable> atEnd,
            ReadOnce readOnce) {
        this(new LocalReferences(settings, exchange, atEnd, readOnce), exchange, readOnce);
    }

    private ReferenceReader(LocalReferences local, Exchange exchange, ReadOnce readOnce) {
        this.local = local;
        this.exchange = exchange;
        this.readOnce = readOnce;
    }

    /** An empty reader for another part of the same message. Both know the media of both. */
    public ReferenceReader another() {
        return new ReferenceReader(local, exchange, readOnce);
    }

    /** Reads a value; null counts as nothing. */
    public void read(Object value) {
        read(value, 0);
    }

    /** Reads a list as the AI SDK takes it: text that is no URL is media in base64. */
    public void readTyped(Object value) {
        base64Text = true;
        read(value, 1);
        base64Text = false;
    }

    /**
     * Reads one attachment or part.
     *
     * @param value bytes, a stream or a file
     * @param mediaType that somebody declares; null when nobody does
     */
    public void readMedia(Object value, String mediaType) {
        media(value, mediaType, null);
    }

    /** Reads one part of which nobody says what it is: then it is no mistake to be no media. */
    public void readIfMedia(Object value) {
        try {
            add(local.read(value, null, null));
        } catch (BadMediaException e) {
            // Something else, such as the field of a form.
        }
    }

    /** What was found, in order. */
    public List<Reference> references() {
        return List.copyOf(references);
    }

    /** What could not be read. */
    public List<ValidationError> problems() {
        return List.copyOf(problems);
    }

    /** What the user should know about local media; the same for all parts of a message. */
    public List<Warning> warnings() {
        return List.copyOf(local.warnings());
    }

    /** The local media by the references' URLs; the same for all parts of a message. */
    public Map<String, LocalMedia> media() {
        return local.media();
    }

    /** A body in the shape of the AI SDK's call, not yet looked into; null when there was none. */
    public Map<?, ?> call() {
        return call;
    }

    private void read(Object value, int depth) {
        if (value == null || isFull()) {
            return;
        }
        if (depth > DEEPEST_NESTING) {
            problem("a list", "it is nested too deeply");
        } else if (value instanceof Reference reference) {
            element(reference);
        } else if (value instanceof CharSequence text) {
            readText(text.toString(), depth);
        } else if (value instanceof URI || value instanceof URL) {
            text(value.toString(), null, null);
        } else if (LocalReferences.isMedia(value)) {
            media(value, null, null);
        } else if (value instanceof JsonNode node) {
            read(ReferenceText.plain(node), depth);
        } else if (value instanceof Map<?, ?> map) {
            readMap(map, depth);
        } else if (value instanceof Iterable<?> items) {
            readAll(items.iterator(), depth);
        } else if (value instanceof Iterator<?> items) {
            readAll(replayed(items, () -> items), depth);
        } else if (value instanceof Enumeration<?> items) {
            readAll(replayed(items, items::asIterator), depth);
        } else if (value instanceof BaseStream<?, ?> items) {
            readAll(replayed(items, items::iterator), depth);
        } else if (value instanceof char[] text) {
            readText(new String(text), depth);
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value) && !full; i++) {
                read(Array.get(value, i), depth + 1);
            }
        } else {
            readOther(value, depth);
        }
    }

    private Iterator<Object> replayed(Object items, Supplier<Iterator<?>> iterator) {
        return readOnce.memoryOf(items, () -> new ReplayedItems(iterator.get())).iterator();
    }

    private void readAll(Iterator<?> items, int depth) {
        while (!full && items.hasNext()) {
            read(items.next(), depth + 1);
        }
    }

    /** Whatever else Camel can read as text or stream. */
    private void readOther(Object value, int depth) {
        if (value instanceof Reader reader) {
            readText(readOnce.memoryOf(reader, SpooledText::new).orElse(() -> text(reader)), depth);
            return;
        }
        InputStream stream = value instanceof Number ? null : local.converted(value);
        if (stream == null) {
            problem(
                    value.getClass().getSimpleName(),
                    "give URLs as text, URI, URL, Map, JSON, local media as file, bytes or stream,"
                            + " or a list of these");
        } else {
            media(stream, null, null);
        }
    }

    private String text(Reader reader) {
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, reader);
        return text == null ? "" : text;
    }

    private void readText(String text, int depth) {
        String stripped = ReferenceText.strip(text);
        if (ReferenceText.isJson(stripped)) {
            try {
                read(ReferenceText.json(stripped), depth + 1);
            } catch (BadMediaException e) {
                problems.add(e.problem());
            }
        } else if (base64Text || ReferenceUrls.isInline(stripped)) {
            text(stripped, null, null);
        } else {
            for (String url : ReferenceText.urls(stripped)) {
                if (isFull()) {
                    return;
                }
                text(url, null, null);
            }
        }
    }

    private void readMap(Map<?, ?> map, int depth) {
        String type = string(map.get("mediaType"));
        String voice = string(map.get("referenceVoice"));
        if (map.get("url") != null) {
            element(map.get("url"), type, voice);
        } else if (map.get("data") != null) {
            boolean before = base64Text;
            base64Text = true;
            element(map.get("data"), type, voice);
            base64Text = before;
        } else if (depth <= 1 && call == null) {
            call = map;
        } else {
            problem("an object without url", "write {\"url\": \"https://…\"}");
        }
    }

    private void element(Reference reference) {
        if (reference.local() == null) {
            text(reference.url(), reference.mediaType(), reference.voiceUrl());
        } else {
            problem("a Reference of local media", "give the file, the bytes or the stream itself");
        }
    }

    /** One reference in whatever form its object or Map holds it. */
    private void element(Object value, String mediaType, String voice) {
        if (LocalReferences.isMedia(value)) {
            media(value, mediaType, voice);
        } else {
            text(value.toString(), mediaType, voice);
        }
    }

    private void text(String text, String mediaType, String voice) {
        String url = text.strip();
        try {
            if (url.isEmpty()) {
                return;
            } else if (ReferenceUrls.isInline(url)) {
                add(local.inline(url, mediaType, voice));
            } else if (base64Text && isBase64(url)) {
                add(local.base64(url, mediaType, voice));
            } else if (local.isFile(url)) {
                add(local.file(url, mediaType, voice));
            } else {
                add(new Reference(url, mediaType, voice));
            }
        } catch (BadMediaException e) {
            problems.add(e.problem());
        }
    }

    /** Where text may name files, only what is media for certain goes before. */
    private boolean isBase64(String text) {
        return !RestrictedFileResolver.hasScheme(text)
                && (!local.isFile(text) || InlineData.isMedia(text));
    }

    private void media(Object value, String mediaType, String voice) {
        try {
            add(local.read(value, mediaType, voice));
        } catch (BadMediaException e) {
            problems.add(e.problem());
        }
    }

    private void add(Reference reference) {
        references.add(reference);
    }

    /** Counts the values looked at, and says once when there are too many. */
    private boolean isFull() {
        if (!full
                && (references.size() + problems.size() >= MOST_REFERENCES
                        || ++values > MOST_VALUES)) {
            full = true;
            problem("a list", "a message may have up to " + MOST_REFERENCES + " references");
        }
        return full;
    }

    private void problem(String what, String allowed) {
        problems.add(ValidationError.bad(RequestOption.REFERENCE_URLS, what, allowed));
    }

    private static String string(Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString().strip();
    }
}
