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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.spi.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What the first bytes of a file say it is. Of the containers only those that video services
 * deliver count: MP4, QuickTime, WebM and its parent Matroska.
 *
 * @param video whether it is a video
 * @param name its media type, or words for what it is instead
 */
record ContainerSniffer(boolean video, String name) {

    /** As many bytes as {@link #of} wants to see, unless the file is shorter. */
    static final int LENGTH = 64;

    /** QuickTime files older than the {@code ftyp} box begin with one of these. */
    private static final Set<String> OLD_QUICKTIME = Set.of("moov", "mdat", "wide", "pnot");

    /** Other boxes that a video can begin with: empty space, extensions, and a segment's own. */
    private static final Set<String> FIRST =
            Set.of("free", "skip", "uuid", "pdin", "styp", "sidx", "moof");

    /**
     * @param bytes the beginning of the file
     * @param length how many of them count
     */
    static ContainerSniffer of(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        String box = length >= 8 ? text.substring(4, 8) : "";
        // The type of the file may follow after empty space; text has no zero before the name.
        int type = isPadding(text, box) ? text.indexOf("ftyp", 8) : -1;
        if (box.equals("ftyp") || type > 0) {
            int brand = (type > 0 ? type : 4) + 4;
            return brand(text.substring(brand, Math.min(text.length(), brand + 4)));
        }
        if (OLD_QUICKTIME.contains(box)) {
            return video(MediaType.QUICKTIME);
        }
        if (FIRST.contains(box) && text.charAt(0) == 0) {
            return video(MediaType.MP4);
        }
        if (text.startsWith("\u001a\u0045\u00df\u00a3")) {
            boolean webm = text.contains(MediaType.WEBM.extension());
            return video(webm ? MediaType.WEBM : MediaType.MATROSKA);
        }
        return new ContainerSniffer(false, lookalike(text));
    }

    private static boolean isPadding(String text, String box) {
        return text.startsWith("\0") && (FIRST.contains(box) || OLD_QUICKTIME.contains(box));
    }

    private static ContainerSniffer video(MediaType type) {
        return new ContainerSniffer(true, type.value());
    }

    /** Which tracks there are cannot be told from the beginning. */
    private static ContainerSniffer brand(String brand) {
        MediaType type = MediaType.ofBrand(brand).orElse(MediaType.MP4);
        if (type == MediaType.HEIC || type == MediaType.AVIF) {
            return new ContainerSniffer(false, "an image");
        }
        if (type == MediaType.M4A) {
            return new ContainerSniffer(false, "audio without video");
        }
        return video(type == MediaType.QUICKTIME ? type : MediaType.MP4);
    }

    private static String lookalike(String text) {
        if (text.isEmpty()) {
            return "nothing";
        }
        if (text.chars().allMatch(c -> c == 0)) {
            return "nothing but zeros";
        }
        String start = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
        start = start.strip().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html")
                || start.startsWith("<html")
                || start.startsWith("<head")
                || start.startsWith("<body")) {
            return "an HTML page";
        }
        if (start.startsWith("<")) {
            return "XML";
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return "JSON";
        }
        if (text.startsWith("\u0089PNG")
                || text.startsWith("\u00ff\u00d8\u00ff")
                || text.startsWith("GIF8")
                || text.startsWith("RIFF") && text.contains("WEBP")) {
            return "an image";
        }
        if (text.startsWith("\u001f\u008b") || text.startsWith("PK\u0003\u0004")) {
            return "compressed data";
        }
        boolean printable = text.chars().allMatch(c -> c >= 32 && c < 127 || c >= 9 && c <= 13);
        return printable ? "text" : "an unknown format";
    }
}
