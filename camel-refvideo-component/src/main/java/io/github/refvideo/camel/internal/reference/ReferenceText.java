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
import io.github.refvideo.camel.spi.ReferenceUrls;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Parses text of messages, which is untrusted input: JSON, lists of URLs, {@code data:} URLs and
 * base64. Needs time linear in the length of the text.
 */
final class ReferenceText {

    /** An image of the largest size that services accept, in base64. */
    private static final int MAX_JSON_STRING = 64 * 1024 * 1024;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(MAX_JSON_STRING)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    /** Characters of base64 that contain the header of a media file; a multiple of four. */
    private static final int BASE64_HEAD = 128;

    /** Shorter text is not media. */
    private static final int MIN_BASE64 = 16;

    private ReferenceText() {}

    /** The text without surrounding white space and without a byte order mark. */
    static String strip(String text) {
        String stripped = text.strip();
        return stripped.startsWith(BYTE_ORDER_MARK) ? stripped.substring(1).strip() : stripped;
    }

    /** Whether stripped text is JSON, valid or not. */
    static boolean isJson(String stripped) {
        return stripped.startsWith("[") || stripped.startsWith("{");
    }

    /**
     * Parses JSON to maps, lists, text and numbers.
     *
     * @throws BadMediaException if it is not valid; contains the position, and no part of the text
     */
    static Object parseJson(String stripped) throws BadMediaException {
        try {
            return JSON.readValue(stripped, Object.class);
        } catch (JsonProcessingException e) {
            throw new BadMediaException(
                    "text that starts with " + stripped.charAt(0),
                    "it must be a JSON array of URLs or a JSON object, and it is not valid JSON"
                            + position(e));
        }
    }

    static Object toJava(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }

    /**
     * The references in text: one per line, or separated by commas. URLs and file names can contain
     * commas, so only a comma before a URL separates.
     */
    static List<String> urls(String text) {
        List<String> urls = new ArrayList<>();
        text.lines().forEach(line -> splitLine(line, urls));
        return urls;
    }

    private static void splitLine(String line, List<String> urls) {
        int start = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', comma + 1)) {
            if (startsUrl(line, comma + 1)) {
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

    /** Whether a scheme and a colon follow. */
    private static boolean startsUrl(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        int scheme = at;
        while (at < line.length() && isSchemeCharacter(line.charAt(at), at > scheme)) {
            at++;
        }
        return at > scheme && at < line.length() && line.charAt(at) == ':';
    }

    private static boolean isSchemeCharacter(char c, boolean inside) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || inside && (c >= '0' && c <= '9' || "+.-".indexOf(c) >= 0);
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (line %d, column %d)",
                        e.getLocation().getLineNr(),
                        e.getLocation().getColumnNr());
    }

    /** The bytes of a {@code data:} URL. */
    static ByteBuffer decodeDataUrl(String url, long maxBytes) throws BadMediaException {
        int comma = url.indexOf(',');
        String head = comma < 0 ? "" : url.substring(0, comma).stripTrailing();
        if (!head.regionMatches(true, head.length() - 7, ";base64", 0, 7)) {
            throw new BadMediaException(
                    ReferenceUrls.printable(url),
                    "write data:image/png;base64, followed by the bytes in base64");
        }
        return decodeBase64(url.substring(comma + 1), maxBytes);
    }

    /** The bytes of base64, in the standard or in the URL-safe alphabet. */
    static ByteBuffer decodeBase64(String base64, long maxBytes) throws BadMediaException {
        String text = WHITESPACE.matcher(base64).replaceAll("");
        LocalMediaFactory.checkSize(text.length() / 4L * 3 - 2, maxBytes);
        try {
            boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
            Base64.Decoder decoder = urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
            return ByteBuffer.wrap(decoder.decode(text));
        } catch (IllegalArgumentException e) {
            throw new BadMediaException("inline data", "it must be base64");
        }
    }

    /**
     * Whether text is media in base64. The base64 of a JPEG starts with {@code /9j/}, which can
     * also start a path, so the decoded bytes decide.
     */
    static boolean isBase64Media(String text) {
        String head =
                WHITESPACE
                        .matcher(text.substring(0, Math.min(text.length(), 2 * BASE64_HEAD)))
                        .replaceAll("");
        if (head.length() < MIN_BASE64) {
            return false;
        }
        int usable = Math.min(BASE64_HEAD, head.length()) / 4 * 4;
        try {
            return LocalMediaFactory.isMedia(
                    decodeBase64(head.substring(0, usable), Long.MAX_VALUE));
        } catch (BadMediaException e) {
            return false;
        }
    }
}
