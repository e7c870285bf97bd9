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
package io.github.refvideo.camel.internal.reference.media;

import io.github.refvideo.camel.internal.util.ContentSignature;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Describes content that is not media, for error messages. */
final class NonMediaContent {

    private static final int SHOWN = 4;
    private static final int LOOKED_AT = 64;

    private static final Map<ContentSignature, String> BINARY =
            new EnumMap<>(ContentSignature.class);

    /** By the first characters in lower case, after a byte order mark and white space. */
    private static final Map<String, String> TEXT = new LinkedHashMap<>();

    static {
        BINARY.put(ContentSignature.PDF, "a PDF");
        BINARY.put(ContentSignature.ZIP, "a ZIP archive or office document");
        BINARY.put(ContentSignature.GZIP, "gzip data");
        BINARY.put(ContentSignature.BZIP2, "bzip2 data");
        BINARY.put(ContentSignature.XZ, "xz data");
        BINARY.put(ContentSignature.ZSTANDARD, "Zstandard data");
        BINARY.put(ContentSignature.SEVEN_ZIP, "a 7z archive");
        BINARY.put(ContentSignature.RAR, "a RAR archive");
        BINARY.put(ContentSignature.POSTSCRIPT, "PostScript");
        BINARY.put(ContentSignature.PHOTOSHOP, "a Photoshop image");
        BINARY.put(ContentSignature.FLASH_VIDEO, "a Flash video");
        BINARY.put(ContentSignature.MPEG_PROGRAM_STREAM, "an MPEG program stream");
        BINARY.put(ContentSignature.WINDOWS_MEDIA, "a Windows Media file");
        BINARY.put(ContentSignature.JPEG_XL, "a JPEG XL image");
        BINARY.put(ContentSignature.JPEG_2000, "a JPEG 2000 image");
        BINARY.put(ContentSignature.ICON, "an icon");
        TEXT.put("{", "JSON text");
        TEXT.put("[", "JSON text");
        TEXT.put("http://", "a URL as bytes");
        TEXT.put("https://", "a URL as bytes");
    }

    private NonMediaContent() {}

    static String describe(byte[] head) {
        if (head.length == 0) {
            return "nothing (0 bytes)";
        }
        String bytes = new String(head, StandardCharsets.ISO_8859_1);
        for (Map.Entry<ContentSignature, String> known : BINARY.entrySet()) {
            if (known.getKey().matches(bytes)) {
                return known.getValue();
            }
        }
        String text = text(head, bytes).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<")) {
            return markup(text);
        }
        for (Map.Entry<String, String> known : TEXT.entrySet()) {
            if (text.startsWith(known.getKey())) {
                return known.getValue();
            }
        }
        String shown = bytes.substring(0, Math.min(bytes.length(), LOOKED_AT));
        return shown.chars().allMatch(NonMediaContent::isText)
                ? "text"
                : "bytes that start with " + hex(head);
    }

    /** The text without the byte order mark, which defines its encoding. */
    private static String text(byte[] head, String bytes) {
        if (bytes.startsWith("\u00ef\u00bb\u00bf")) {
            return bytes.substring(3);
        }
        boolean wide = bytes.startsWith("\u00fe\u00ff") || bytes.startsWith("\u00ff\u00fe");
        Charset charset = wide ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
        return new String(head, charset);
    }

    /** By the first element after declaration, comments, processing instructions and DOCTYPE. */
    private static String markup(String text) {
        String rest = text;
        while (rest.startsWith("<?") || rest.startsWith("<!")) {
            if (rest.startsWith("<!doctype html")) {
                return "HTML";
            }
            if (rest.startsWith("<!doctype svg")) {
                return "an SVG drawing";
            }
            boolean comment = rest.startsWith("<!--");
            int subset = comment ? -1 : rest.indexOf('[');
            int end = rest.indexOf(comment ? "-->" : ">");
            if (subset >= 0 && subset < end) {
                end = rest.indexOf("]>", subset);
            }
            if (end < 0) {
                return "XML";
            }
            rest = rest.substring(rest.indexOf('>', end) + 1).strip();
        }
        if (rest.matches("(?s)<([a-z_][\\w.-]*:)?svg[\\s>/].*")) {
            return "an SVG drawing";
        }
        boolean html = rest.matches("(?s)<(html|head|body|title|meta)[\\s>].*");
        return html ? "HTML" : "XML";
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
