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

import io.github.refvideo.camel.spi.MediaType;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the size of JPEG, PNG, GIF, BMP and TIFF images, and checks that they are complete. */
final class ImageFormats {

    private ImageFormats() {}

    /** JPEG: the size is in the frame header, after any number of other segments. */
    static final class Jpeg {

        private static final int MARKER = 0xff;
        private static final int START_OF_SCAN = 0xda;
        private static final int END = 0xd9;

        private Jpeg() {}

        static MediaDescription measure(ByteWindow window) throws IOException {
            long at = 2;
            while (window.u8(at) == MARKER) {
                int marker = window.u8(at + 1);
                if (marker == MARKER) {
                    at++;
                } else if (isFrame(marker)) {
                    return MediaDescription.image(
                            MediaType.JPEG, window.u16(at + 7), window.u16(at + 5), false);
                } else if (marker == START_OF_SCAN || marker == END) {
                    break;
                } else {
                    at += isBare(marker) ? 2 : 2 + window.u16(at + 2);
                }
            }
            return MediaDescription.of(MediaType.JPEG);
        }

        /** Image data cannot contain the end marker, because a zero follows each 0xff in it. */
        static @Nullable String defect(ByteWindow window) throws IOException {
            long at = 2;
            while (window.u8(at) == MARKER && window.u8(at + 1) != START_OF_SCAN) {
                int marker = window.u8(at + 1);
                if (marker == END) {
                    return "it has no image data";
                }
                at += marker == MARKER ? 1 : isBare(marker) ? 2 : 2 + window.u16(at + 2);
            }
            return window.search("\u00ff\u00d9", at)
                    ? null
                    : "it is cut off: its end marker is missing";
        }

        /** C0 to CF, except for three markers of tables. */
        private static boolean isFrame(int marker) {
            return marker >= 0xc0
                    && marker <= 0xcf
                    && marker != 0xc4
                    && marker != 0xc8
                    && marker != 0xcc;
        }

        /** Markers without a segment. */
        private static boolean isBare(int marker) {
            return marker == 0x01 || marker >= 0xd0 && marker <= 0xd8;
        }
    }

    /** PNG: a sequence of chunks. Transparency is an alpha channel or a list of colors. */
    static final class Png {

        private static final int MAX_CHUNKS = 64;
        private static final int ALPHA_BIT = 4;

        /** The last chunk and its checksum. */
        private static final String END = "IEND\u00ae\u0042\u0060\u0082";

        private Png() {}

        static MediaDescription measure(ByteWindow window) throws IOException {
            if (!window.has(12, "IHDR")) {
                return MediaDescription.of(MediaType.PNG);
            }
            boolean alpha = (window.u8(25) & ALPHA_BIT) != 0 || hasTransparentColors(window);
            return MediaDescription.image(MediaType.PNG, window.u32(16), window.u32(20), alpha);
        }

        static @Nullable String defect(ByteWindow window) throws IOException {
            try {
                boolean data = false;
                long at = 8;
                while (!window.has(at + 4, "IEND")) {
                    data |= window.has(at + 4, "IDAT");
                    at += 12 + window.u32(at);
                }
                return data ? null : "it has no image data";
            } catch (ByteWindow.OutOfContentException e) {
                boolean ends = !e.isEnd() && window.search(END, 8);
                return ends ? null : "it is cut off: its last chunk (IEND) is missing";
            }
        }

        /** The chunk tRNS, if present, precedes the image data. */
        private static boolean hasTransparentColors(ByteWindow window) throws IOException {
            long at = 8;
            for (int chunk = 0; chunk < MAX_CHUNKS && at + 8 <= window.length(); chunk++) {
                String name = window.name(at + 4);
                if (name.equals("tRNS")) {
                    return true;
                }
                if (name.equals("IDAT")) {
                    return false;
                }
                at += 12 + window.u32(at);
            }
            return false;
        }
    }

    /** GIF: a sequence of blocks up to the trailer. */
    static final class Gif {

        private static final int FIRST_BLOCK = 13;
        private static final int COLORS = 0x80;
        private static final int EXTENSION = 0x21;
        private static final int IMAGE = 0x2c;
        private static final int TRAILER = 0x3b;
        private static final String CUT_OFF = "it is cut off: its trailer is missing";

        private Gif() {}

        static MediaDescription measure(ByteWindow window) throws IOException {
            return MediaDescription.image(
                    MediaType.GIF, window.u16Little(6), window.u16Little(8), false);
        }

        static @Nullable String defect(ByteWindow window) throws IOException {
            try {
                return walk(window);
            } catch (ByteWindow.OutOfContentException e) {
                // Too many blocks to read: the last byte decides.
                return !e.isEnd() && window.endsWith(TRAILER) ? null : CUT_OFF;
            }
        }

        private static @Nullable String walk(ByteWindow window) throws IOException {
            boolean image = false;
            long at = FIRST_BLOCK + colors(window.u8(10));
            int block = window.u8(at);
            while (block == EXTENSION || block == IMAGE) {
                image |= block == IMAGE;
                at += block == IMAGE ? 11 + colors(window.u8(at + 9)) : 2;
                for (int size = window.u8(at); size > 0; size = window.u8(at)) {
                    at += 1 + size;
                }
                block = window.u8(++at);
            }
            if (block == TRAILER) {
                return image ? null : "it has no image data";
            }
            return window.endsWith(TRAILER) ? null : CUT_OFF;
        }

        private static int colors(int flags) {
            return (flags & COLORS) == 0 ? 0 : 3 << (flags & 7) + 1;
        }
    }

    /** BMP: the size is in the header, whose length depends on the version. */
    static final class Bmp {

        /** The lengths of all header versions; the two letters alone are too short a signature. */
        private static final Set<Long> HEADERS = Set.of(12L, 40L, 52L, 56L, 64L, 108L, 124L);

        private static final long OLD = 12;

        /** Methods without compressed rows: none, and two with color masks. */
        private static final Set<Long> PLAIN = Set.of(0L, 3L, 6L);

        private Bmp() {}

        static boolean isBmp(ByteWindow window) throws IOException {
            return window.has(0, "BM") && HEADERS.contains(window.u32Little(14));
        }

        /** A negative height means that the rows are stored from top to bottom. */
        static MediaDescription measure(ByteWindow window) throws IOException {
            return MediaDescription.image(MediaType.BMP, width(window), height(window), false);
        }

        private static boolean isOld(ByteWindow window) throws IOException {
            return window.u32Little(14) == OLD;
        }

        private static long width(ByteWindow window) throws IOException {
            return isOld(window) ? window.u16Little(18) : (int) window.u32Little(18);
        }

        private static long height(ByteWindow window) throws IOException {
            return isOld(window)
                    ? window.u16Little(20)
                    : Math.abs((long) (int) window.u32Little(22));
        }

        static @Nullable String defect(ByteWindow window) throws IOException {
            boolean old = isOld(window);
            long bits = window.u16Little(old ? 24 : 28);
            boolean plain = old || PLAIN.contains(window.u32Little(30));
            // Rows are padded to a multiple of four bytes.
            long rows = (bits * Math.max(0, width(window)) + 31) / 32 * 4;
            double size = plain ? (double) rows * height(window) : window.u32Little(34);
            return window.u32Little(10) + size > window.length()
                    ? "it is cut off: it has fewer pixels than its header says"
                    : null;
        }
    }

    /** TIFF: the size of the first image, and the positions of its strips or tiles. */
    static final class Tiff {

        private static final int WIDTH = 256;
        private static final int HEIGHT = 257;
        private static final int STRIPS = 273;
        private static final int STRIP_SIZES = 279;
        private static final int TILES = 324;
        private static final int TILE_SIZES = 325;
        private static final int SHORT = 3;
        private static final int MAX_PARTS = 10_000;

        private final ByteWindow window;
        private final boolean little;

        /** The positions of the entries by tag. */
        private final Map<Integer, Long> entries = new HashMap<>();

        private Tiff(ByteWindow window) throws IOException {
            this.window = window;
            this.little = window.has(0, "II");
            long directory = u32(4);
            int count = u16(directory);
            for (int i = 0; i < count; i++) {
                long entry = directory + 2 + 12L * i;
                entries.putIfAbsent(u16(entry), entry);
            }
        }

        static MediaDescription measure(ByteWindow window) throws IOException {
            Tiff tiff = new Tiff(window);
            return MediaDescription.image(
                    MediaType.TIFF, tiff.first(WIDTH), tiff.first(HEIGHT), false);
        }

        static @Nullable String defect(ByteWindow window) throws IOException {
            Tiff tiff = new Tiff(window);
            boolean tiles = tiff.entries.containsKey(TILES);
            return tiff.isCutOff(tiles ? TILES : STRIPS, tiles ? TILE_SIZES : STRIP_SIZES)
                    ? "it is cut off: it has fewer pixels than its header says"
                    : null;
        }

        private boolean isCutOff(int offsets, int sizes) throws IOException {
            if (!entries.containsKey(offsets) || !entries.containsKey(sizes)) {
                return false;
            }
            long count = Math.min(u32(entries.get(offsets) + 4), u32(entries.get(sizes) + 4));
            for (long i = 0; i < Math.min(count, MAX_PARTS); i++) {
                if (value(offsets, i) + value(sizes, i) > window.length()) {
                    return true;
                }
            }
            return false;
        }

        private long first(int tag) throws IOException {
            return entries.containsKey(tag) ? value(tag, 0) : 0;
        }

        /** Values longer than four bytes are not in the entry itself. */
        private long value(int tag, long index) throws IOException {
            long entry = entries.get(tag);
            int size = u16(entry + 2) == SHORT ? 2 : 4;
            boolean inside = u32(entry + 4) * size <= 4;
            long at = (inside ? entry + 8 : u32(entry + 8)) + index * size;
            return size == 2 ? u16(at) : u32(at);
        }

        private int u16(long at) throws IOException {
            return little ? window.u16Little(at) : window.u16(at);
        }

        private long u32(long at) throws IOException {
            return little ? window.u32Little(at) : window.u32(at);
        }
    }
}
