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

import io.github.refvideo.camel.internal.util.ContentSignature;
import io.github.refvideo.camel.spi.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detects the type of a file by its first bytes. Supports the containers that video services
 * deliver: MP4, QuickTime, WebM and Matroska.
 *
 * @param video whether it is a video
 * @param name the media type of a video, otherwise a description of the content
 */
record ContainerSniffer(boolean video, String name) {

    /** The number of bytes that {@link #detect} needs, unless the file is shorter. */
    static final int LENGTH = 64;

    /** QuickTime files older than the {@code ftyp} box begin with one of these. */
    private static final Set<String> OLD_QUICKTIME = Set.of("moov", "mdat", "wide", "pnot");

    /** Other boxes that a video can begin with: padding, extensions and segments. */
    private static final Set<String> FIRST =
            Set.of("free", "skip", "uuid", "pdin", "styp", "sidx", "moof");

    private static final Set<ContentSignature> IMAGES =
            EnumSet.of(
                    ContentSignature.JPEG,
                    ContentSignature.PNG,
                    ContentSignature.GIF,
                    ContentSignature.WEBP);

    /**
     * @param bytes the beginning of the file
     * @param length the number of valid bytes
     */
    static ContainerSniffer detect(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        String box = length >= 8 ? text.substring(4, 8) : "";
        // The type may follow after padding; text has no zero before the name.
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
        if (ContentSignature.MATROSKA.matches(text)) {
            boolean webm = text.contains(MediaType.WEBM.extension());
            return video(webm ? MediaType.WEBM : MediaType.MATROSKA);
        }
        return new ContainerSniffer(false, describe(text));
    }

    private static boolean isPadding(String text, String box) {
        return text.startsWith("\0") && (FIRST.contains(box) || OLD_QUICKTIME.contains(box));
    }

    private static ContainerSniffer video(MediaType type) {
        return new ContainerSniffer(true, type.value());
    }

    /** The tracks are not known from the first bytes. */
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

    private static String describe(String text) {
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
        if (IMAGES.stream().anyMatch(format -> format.matches(text))) {
            return "an image";
        }
        if (ContentSignature.GZIP.matches(text) || ContentSignature.ZIP.matches(text)) {
            return "compressed data";
        }
        boolean printable = text.chars().allMatch(c -> c >= 32 && c < 127 || c >= 9 && c <= 13);
        return printable ? "text" : "an unknown format";
    }

    /**
     * Checks the outer structure of a video during the transfer: the top-level boxes of MP4 and
     * QuickTime, or the elements of WebM and Matroska. A truncated video ends inside one of them,
     * or lacks a required one. Reads headers only. Not thread-safe.
     */
    static final class StructureCheck {

        private static final int EBML = 0x1A45DFA3;
        private static final int SEGMENT = 0x18538067;
        private static final int CLUSTER = 0x1F43B675;
        private static final int MOOV = 0x6D6F6F76;
        private static final int MDAT = 0x6D646174;
        private static final int MAX_HEADER = 16;

        private final byte[] header = new byte[MAX_HEADER];
        private int filled;
        private long toSkip;
        private @Nullable Boolean matroska;
        private boolean description;
        private boolean content;
        private boolean toTheEnd;
        private boolean unknownContent;

        /** Processes the next bytes; consumes the buffer. */
        void add(ByteBuffer piece) {
            while (piece.hasRemaining()) {
                if (toTheEnd || unknownContent) {
                    piece.position(piece.limit());
                } else if (toSkip > 0) {
                    int count = (int) Math.min(toSkip, piece.remaining());
                    piece.position(piece.position() + count);
                    toSkip -= count;
                } else {
                    header[filled++] = piece.get();
                    readHeader();
                }
            }
        }

        /** Whether the video may end here. */
        boolean isComplete() {
            boolean atBoundary = unknownContent || toTheEnd || toSkip == 0 && filled == 0;
            return atBoundary && description && content;
        }

        private void readHeader() {
            if (matroska == null && filled == 4) {
                matroska = (int) number(0, 4) == EBML;
            }
            if (matroska == null) {
                return;
            }
            if (matroska) {
                element();
            } else {
                box();
            }
        }

        private void box() {
            if (filled < 8) {
                return;
            }
            long size = number(0, 4);
            int length = size == 1 ? 16 : 8;
            if (filled < length) {
                return;
            }
            if (size == 1) {
                size = number(8, 8);
            }
            int type = (int) number(4, 4);
            if (size == 0) {
                toTheEnd = true;
            } else if (size < length) {
                // Padding that is not a box. The boxes before it are valid.
                unknownContent = true;
                return;
            }
            description |= type == MOOV;
            content |= type == MDAT;
            next(size - length);
        }

        private void element() {
            int idLength = vintLength(header[0]);
            if (idLength > 4) {
                unknownContent = true;
                return;
            }
            if (filled <= idLength) {
                return;
            }
            int sizeLength = vintLength(header[idLength]);
            if (sizeLength > 8) {
                unknownContent = true;
                return;
            }
            if (filled < idLength + sizeLength) {
                return;
            }
            int id = (int) number(0, idLength);
            long mask = (1L << 7 * sizeLength) - 1;
            long size = number(idLength, sizeLength) & mask;
            boolean unknown = size == mask;
            description |= id == SEGMENT;
            content |= id == CLUSTER || id == SEGMENT && !unknown;
            boolean open = unknown && (id == SEGMENT || id == CLUSTER);
            if (unknown && !open) {
                toTheEnd = true;
            }
            next(open ? 0 : size);
        }

        private void next(long bytes) {
            filled = 0;
            toSkip = toTheEnd ? 0 : Math.max(0, bytes);
        }

        /** From 1 to 8; 9 for an invalid first byte. */
        private static int vintLength(byte first) {
            return Integer.numberOfLeadingZeros(first & 0xff) - 23;
        }

        private long number(int at, int length) {
            long value = 0;
            for (int i = at; i < at + length; i++) {
                value = value << 8 | header[i] & 0xff;
            }
            return value;
        }
    }
}
