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
package io.github.refvideo.camel.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.request.Problem;
import io.github.refvideo.camel.request.Reference;
import io.github.refvideo.camel.request.RequestOption;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * Reads references out of a body or header value: text (one URL, several on lines or separated by
 * commas, or JSON), {@code URI}, {@code URL}, {@link Reference}, arrays, collections and iterators
 * of these, and a {@code Map} or JSON object that is either one reference or a whole call in the
 * shape of the AI SDK. Text is never a file path.
 *
 * <p>Not thread-safe; used for one message.
 */
public final class ReferenceReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Commas are legal in URLs: only one in front of another URL separates. */
    private static final Pattern SEPARATOR =
            Pattern.compile("[\\r\\n]+|\\s*,\\s*(?=[a-zA-Z][a-zA-Z0-9+.-]*:)");

    private static final int DEEPEST_NESTING = 8;

    private static final String LOCAL_MEDIA =
            "local media cannot be sent; put it where the service can fetch it and give its http or"
                    + " https URL";

    private final List<Reference> references = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private Map<?, ?> call;

    /** Reads a value; null counts as nothing. */
    public void read(Object value) {
        read(value, 0);
    }

    /** What was found, in order. */
    public List<Reference> references() {
        return List.copyOf(references);
    }

    /** What could not be read. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** A body in the shape of the AI SDK's call, not yet looked into; null when there was none. */
    public Map<?, ?> call() {
        return call;
    }

    private void read(Object value, int depth) {
        if (depth > DEEPEST_NESTING) {
            problem("a list", "it is nested too deeply");
        } else if (value instanceof Reference reference) {
            references.add(reference);
        } else if (value instanceof CharSequence text) {
            readText(text.toString(), depth);
        } else if (value instanceof URI || value instanceof URL) {
            references.add(Reference.of(value.toString()));
        } else if (isLocalMedia(value)) {
            problem(value.getClass().getSimpleName(), LOCAL_MEDIA);
        } else if (value instanceof Map<?, ?> map) {
            readMap(map, depth);
        } else if (value instanceof Iterable<?> items) {
            items.forEach(item -> read(item, depth + 1));
        } else if (value instanceof Iterator<?> items) {
            items.forEachRemaining(item -> read(item, depth + 1));
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                read(Array.get(value, i), depth + 1);
            }
        } else if (value != null) {
            problem(
                    value.getClass().getSimpleName(),
                    "give URLs as text, URI, URL, Map, JSON, or a list of these");
        }
    }

    private void readText(String text, int depth) {
        String stripped = text.strip();
        if (stripped.startsWith("[") || stripped.startsWith("{")) {
            readJson(stripped, depth);
            return;
        }
        for (String url : SEPARATOR.split(stripped)) {
            if (!url.isBlank()) {
                references.add(Reference.of(url.strip()));
            }
        }
    }

    private void readJson(String text, int depth) {
        try {
            read(JSON.readValue(text, Object.class), depth + 1);
        } catch (JsonProcessingException e) {
            problem(
                    "text that starts with " + text.charAt(0),
                    "it must be a JSON array of URLs, or a JSON object; it cannot be read as JSON"
                            + " (line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr()
                            + ")");
        }
    }

    private void readMap(Map<?, ?> map, int depth) {
        if (map.get("url") != null) {
            references.add(
                    new Reference(
                            map.get("url").toString().strip(),
                            text(map.get("mediaType")),
                            text(map.get("referenceVoice"))));
        } else if (map.containsKey("data")) {
            problem("inline data", LOCAL_MEDIA);
        } else if (depth <= 1 && call == null) {
            call = map;
        } else {
            problem("an object without url", "write {\"url\": \"https://…\"}");
        }
    }

    private static boolean isLocalMedia(Object value) {
        return value instanceof File
                || value instanceof Path
                || value instanceof WrappedFile
                || value instanceof byte[]
                || value instanceof ByteBuffer
                || value instanceof InputStream
                || value instanceof StreamCache;
    }

    private void problem(String what, String allowed) {
        problems.add(Problem.bad(RequestOption.REFERENCE_URLS, what, allowed));
    }

    private static String text(Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString().strip();
    }
}
