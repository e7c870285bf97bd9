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
package io.github.refvideo.camel.reference.media;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Names for content that is no media, so that a message can say what was given instead. */
final class Beginnings {

    private static final int SHOWN = 4;
    private static final int LOOKED_AT = 64;

    /** By what it starts with, in lower case; the longer ones first. */
    private static final Map<String, String> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("%pdf", "a PDF");
        KNOWN.put("pk\u0003\u0004", "a ZIP archive or office document");
        KNOWN.put("\u001f\u008b", "gzip data");
        KNOWN.put("%!ps", "PostScript");
        KNOWN.put("8bps", "a Photoshop picture");
        KNOWN.put("flv\u0001", "a Flash video");
        KNOWN.put("\u0000\u0000\u0001\u00ba", "an MPEG program stream");
        KNOWN.put("<svg", "an SVG drawing");
        KNOWN.put("<!doctype html", "HTML");
        KNOWN.put("<html", "HTML");
        KNOWN.put("<?xml", "XML");
        KNOWN.put("{", "JSON text");
        KNOWN.put("[", "JSON text");
        KNOWN.put("http://", "a URL as bytes");
        KNOWN.put("https://", "a URL as bytes");
    }

    private Beginnings() {}

    static String describe(byte[] head) {
        if (head.length == 0) {
            return "nothing (0 bytes)";
        }
        int shown = Math.min(head.length, LOOKED_AT);
        String text = new String(head, 0, shown, StandardCharsets.ISO_8859_1);
        String start = text.strip().toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> known : KNOWN.entrySet()) {
            if (start.startsWith(known.getKey())) {
                return known.getValue();
            }
        }
        return text.chars().allMatch(Beginnings::isText)
                ? "text"
                : "bytes that start with " + hex(head);
    }

    private static boolean isText(int c) {
        return c >= ' ' && c != 0x7f || c == '\n' || c == '\r' || c == '\t';
    }

    private static String hex(byte[] head) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(SHOWN, head.length); i++) {
            hex.append(String.format(Locale.ROOT, i == 0 ? "%02x" : " %02x", head[i]));
        }
        return hex.toString();
    }
}
