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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes text apart. In time that grows with its length and no faster: text comes from strangers.
 */
final class ReferenceText {

    /** A picture of the largest size that services take, in base64. */
    private static final int LONGEST_JSON_TEXT = 64 * 1024 * 1024;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(LONGEST_JSON_TEXT)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private ReferenceText() {}

    /** Without blanks around it and without the mark that some editors write. */
    static String strip(String text) {
        String stripped = text.strip();
        return stripped.startsWith(BYTE_ORDER_MARK) ? stripped.substring(1).strip() : stripped;
    }

    /** Whether stripped text is JSON, good or bad. */
    static boolean isJson(String stripped) {
        return stripped.startsWith("[") || stripped.startsWith("{");
    }

    /**
     * Maps, lists, text, numbers.
     *
     * @throws BadMediaException when it is not JSON; says where, and repeats nothing of it
     */
    static Object json(String stripped) throws BadMediaException {
        try {
            return JSON.readValue(stripped, Object.class);
        } catch (JsonProcessingException e) {
            throw new BadMediaException(
                    "text that starts with " + stripped.charAt(0),
                    "it must be a JSON array of URLs, or a JSON object; it cannot be read as JSON"
                            + place(e));
        }
    }

    static Object plain(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }

    /**
     * The references in text: on lines of their own, or separated by commas. Commas are legal in
     * URLs and in names of files: only one in front of a URL separates.
     */
    static List<String> urls(String text) {
        List<String> urls = new ArrayList<>();
        text.lines().forEach(line -> splitLine(line, urls));
        return urls;
    }

    private static void splitLine(String line, List<String> urls) {
        int start = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', comma + 1)) {
            if (isUrl(line, comma + 1)) {
                add(line.substring(start, comma), urls);
                start = comma + 1;
            }
        }
        add(line.substring(start), urls);
    }

    private static void add(String url, List<String> urls) {
        if (!url.isBlank()) {
            urls.add(url.strip());
        }
    }

    /** Whether a scheme and a colon come next. */
    private static boolean isUrl(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        int scheme = at;
        while (at < line.length() && isOfScheme(line.charAt(at), at > scheme)) {
            at++;
        }
        return at > scheme && at < line.length() && line.charAt(at) == ':';
    }

    private static boolean isOfScheme(char c, boolean inside) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || inside && (c >= '0' && c <= '9' || "+.-".indexOf(c) >= 0);
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (line %d, column %d)",
                        e.getLocation().getLineNr(),
                        e.getLocation().getColumnNr());
    }
}
