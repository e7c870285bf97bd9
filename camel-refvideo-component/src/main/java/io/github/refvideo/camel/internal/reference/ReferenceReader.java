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
import org.jspecify.annotations.Nullable;

/**
 * Reads references from a body or header value, in order:
 *
 * <ul>
 *   <li>text (one URL, several on separate lines or separated by commas, or JSON), {@code URI},
 *       {@code URL}, {@link Reference};
 *   <li>local media: {@code File}, {@code Path}, Camel's file body, bytes, streams, {@code data:}
 *       URLs, and values that Camel's type converters convert to a stream;
 *   <li>arrays, collections, iterators and streams of these;
 *   <li>a {@code Map} or JSON object that is either one reference or a whole call in the format of
 *       the AI SDK.
 * </ul>
 *
 * <p>Text can name a file only if the settings permit it. Streams are read to their end and kept
 * until the exchange is done. Not thread-safe; used for one message.
 */
public final class ReferenceReader {

    private static final int MAX_DEPTH = 8;

    /** Far above the limit of any model. */
    private static final int MAX_REFERENCES = 100;

    /** Also counts empty lists and blank text. */
    private static final int MAX_VALUES = 10_000;

    private final LocalReferences local;
    private final Exchange exchange;
    private final ReplayCache replays;
    private final List<Reference> references = new ArrayList<>();
    private final List<ValidationError> errors = new ArrayList<>();
    private @Nullable Map<?, ?> call;
    private boolean base64Text;
    private boolean full;
    private int values;

    /**
     * @param exchange whose message is read
     * @param onDone registers an action for the time when no further attempt of the message can
     *     come: spooled streams are deleted then
     */
    public ReferenceReader(
            ReferenceSettings settings, Exchange exchange, Consumer<Runnable> onDone) {
        this(
                settings,
                exchange,
                onDone,
                new ReplayCache() {
                    @Override
                    public <T> T computeIfAbsent(Object source, Supplier<T> factory) {
                        return factory.get();
                    }
                });
    }

    /**
     * @param replays what earlier attempts of the message read
     */
    public ReferenceReader(
            ReferenceSettings settings,
            Exchange exchange,
            Consumer<Runnable> onDone,
            ReplayCache replays) {
        this(new LocalReferences(settings, exchange, onDone, replays), exchange, replays);
    }

    private ReferenceReader(LocalReferences local, Exchange exchange, ReplayCache replays) {
        this.local = local;
        this.exchange = exchange;
        this.replays = replays;
    }

    /** An empty reader for another part of the same message, with the same local media. */
    public ReferenceReader newReader() {
        return new ReferenceReader(local, exchange, replays);
    }

    /** Reads a value, if any. */
    public void read(@Nullable Object value) {
        read(value, 0);
    }

    /** Reads a list in the format of the AI SDK: text that is not a URL is media in base64. */
    public void readTyped(Object value) {
        base64Text = true;
        read(value, 1);
        base64Text = false;
    }

    /**
     * Reads one attachment or part.
     *
     * @param value bytes, a stream or a file
     * @param mediaType that the message declares
     */
    public void readMedia(Object value, @Nullable String mediaType) {
        readMedia(value, mediaType, null);
    }

    /** Reads one part without a declared media type. It is ignored if it is not media. */
    public void readIfMedia(Object value) {
        try {
            references.add(local.read(value, null, null));
        } catch (BadMediaException e) {
            // Not media, for example the field of a form.
        }
    }

    /** The references so far, in order. */
    public List<Reference> references() {
        return List.copyOf(references);
    }

    /** Values that could not be read. */
    public List<ValidationError> errors() {
        return List.copyOf(errors);
    }

    /** Warnings about local media; the same for all parts of a message. */
    public List<Warning> warnings() {
        return List.copyOf(local.warnings());
    }

    /** The local media by the URLs of the references; the same for all parts of a message. */
    public Map<String, LocalMedia> media() {
        return local.media();
    }

    /** A body in the format of the AI SDK's call, if there was one; not parsed. */
    public @Nullable Map<?, ?> call() {
        return call;
    }

    private void read(@Nullable Object value, int depth) {
        if (value == null || isFull()) {
            return;
        }
        if (depth > MAX_DEPTH) {
            addError("a list", "it is nested too deeply");
        } else if (value instanceof Reference reference) {
            readReference(reference);
        } else if (value instanceof CharSequence text) {
            readText(text.toString(), depth);
        } else if (value instanceof URI || value instanceof URL) {
            readUrl(value.toString(), null, null);
        } else if (LocalReferences.isMedia(value)) {
            readMedia(value, null, null);
        } else if (value instanceof JsonNode node) {
            read(ReferenceText.toJava(node), depth);
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
        return replays.computeIfAbsent(items, () -> new ReplayCache.Elements(iterator.get()))
                .iterator();
    }

    private void readAll(Iterator<?> items, int depth) {
        while (!full && items.hasNext()) {
            read(items.next(), depth + 1);
        }
    }

    /** Reads a value that Camel can convert to text or to a stream. */
    private void readOther(Object value, int depth) {
        if (value instanceof Reader reader) {
            try {
                readText(text(reader), depth);
            } catch (BadMediaException e) {
                errors.add(e.toValidationError());
            }
            return;
        }
        InputStream stream = value instanceof Number ? null : local.convertToStream(value);
        if (stream == null) {
            addError(
                    value.getClass().getSimpleName(),
                    "use URLs as text, URI, URL, Map, JSON, local media as file,"
                            + " bytes or stream, or a list of these");
        } else {
            readMedia(stream, null, null);
        }
    }

    private String text(Reader reader) throws BadMediaException {
        return replays.computeIfAbsent(reader, ReplayCache.Content<String>::new)
                .get(() -> convertToText(reader));
    }

    private String convertToText(Reader reader) throws BadMediaException {
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, reader);
        if (text == null) {
            throw new BadMediaException(
                    "a Reader whose content is not text", "send media as file, bytes or stream");
        }
        return text;
    }

    private void readText(String text, int depth) {
        String stripped = ReferenceText.strip(text);
        if (ReferenceText.isJson(stripped)) {
            try {
                read(ReferenceText.parseJson(stripped), depth + 1);
            } catch (BadMediaException e) {
                errors.add(e.toValidationError());
            }
        } else if (base64Text || ReferenceUrls.isInline(stripped)) {
            readUrl(stripped, null, null);
        } else {
            for (String url : ReferenceText.urls(stripped)) {
                if (isFull()) {
                    return;
                }
                readUrl(url, null, null);
            }
        }
    }

    private void readMap(Map<?, ?> map, int depth) {
        String type = string(map.get("mediaType"));
        String voice = string(map.get("referenceVoice"));
        if (map.get("url") != null) {
            readReference(map.get("url"), type, voice);
        } else if (map.get("data") != null) {
            boolean before = base64Text;
            base64Text = true;
            readReference(map.get("data"), type, voice);
            base64Text = before;
        } else if (depth <= 1 && call == null) {
            call = map;
        } else {
            addError("an object without url", "write {\"url\": \"https://...\"}");
        }
    }

    private void readReference(Reference reference) {
        if (reference.local() == null) {
            readUrl(reference.url(), reference.mediaType(), reference.voiceUrl());
        } else {
            addError("a Reference of local media", "send the file, the bytes or the stream itself");
        }
    }

    /** Reads the reference of a Map or JSON object. */
    private void readReference(Object value, @Nullable String mediaType, @Nullable String voice) {
        if (LocalReferences.isMedia(value)) {
            readMedia(value, mediaType, voice);
        } else {
            readUrl(value.toString(), mediaType, voice);
        }
    }

    private void readUrl(String text, @Nullable String mediaType, @Nullable String voice) {
        String url = text.strip();
        try {
            if (url.isEmpty()) {
                return;
            } else if (ReferenceUrls.isInline(url)) {
                references.add(local.readDataUrl(url, mediaType, voice));
            } else if (base64Text && isBase64(url)) {
                references.add(local.readBase64(url, mediaType, voice));
            } else if (local.isFileName(url)) {
                references.add(local.readNamedFile(url, mediaType, voice));
            } else {
                references.add(new Reference(url, mediaType, voice));
            }
        } catch (BadMediaException e) {
            errors.add(e.toValidationError());
        }
    }

    /** If text can also be a file name, its decoded bytes must be media. */
    private boolean isBase64(String text) {
        return !RestrictedFileResolver.hasScheme(text)
                && (!local.isFileName(text) || ReferenceText.isBase64Media(text));
    }

    private void readMedia(Object value, @Nullable String mediaType, @Nullable String voice) {
        try {
            references.add(local.read(value, mediaType, voice));
        } catch (BadMediaException e) {
            errors.add(e.toValidationError());
        }
    }

    /** Counts the values, and reports once if there are too many. */
    private boolean isFull() {
        if (!full
                && (references.size() + errors.size() >= MAX_REFERENCES || ++values > MAX_VALUES)) {
            full = true;
            addError("a list", "a message can have up to " + MAX_REFERENCES + " references");
        }
        return full;
    }

    private void addError(String found, String allowed) {
        errors.add(ValidationError.invalid(RequestOption.REFERENCE_URLS, found, allowed));
    }

    private static @Nullable String string(@Nullable Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString().strip();
    }
}
