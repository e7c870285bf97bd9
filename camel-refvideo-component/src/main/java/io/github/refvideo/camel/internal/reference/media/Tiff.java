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

/** Size of the first image of a TIFF, and whether its strips or tiles are there. */
final class Tiff {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int STRIPS = 273;
    private static final int STRIP_SIZES = 279;
    private static final int TILES = 324;
    private static final int TILE_SIZES = 325;
    private static final int SHORT = 3;
    private static final int MOST_PARTS = 10_000;

    private final ByteWindow octets;
    private final boolean little;

    /** Where the entry of a tag is. */
    private final Map<Integer, Long> entries = new HashMap<>();

    private Tiff(ByteWindow octets) throws IOException {
        this.octets = octets;
        this.little = octets.has(0, "II");
        long directory = u32(4);
        int count = u16(directory);
        for (int i = 0; i < count; i++) {
            long entry = directory + 2 + 12L * i;
            entries.putIfAbsent(u16(entry), entry);
        }
    }

    static boolean isTiff(ByteWindow octets) throws IOException {
        return octets.has(0, "II*\0") || octets.has(0, "MM\0*");
    }

    static MediaDescription measure(ByteWindow octets) throws IOException {
        Tiff tiff = new Tiff(octets);
        return MediaDescription.image(MediaType.TIFF, tiff.first(WIDTH), tiff.first(HEIGHT), false);
    }

    static String defect(ByteWindow octets) throws IOException {
        Tiff tiff = new Tiff(octets);
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
        for (long i = 0; i < Math.min(count, MOST_PARTS); i++) {
            if (value(offsets, i) + value(sizes, i) > octets.length()) {
                return true;
            }
        }
        return false;
    }

    private long first(int tag) throws IOException {
        return entries.containsKey(tag) ? value(tag, 0) : 0;
    }

    /** Values that take more than four bytes stand elsewhere. */
    private long value(int tag, long index) throws IOException {
        long entry = entries.get(tag);
        int size = u16(entry + 2) == SHORT ? 2 : 4;
        boolean inside = u32(entry + 4) * size <= 4;
        long at = (inside ? entry + 8 : u32(entry + 8)) + index * size;
        return size == 2 ? u16(at) : u32(at);
    }

    private int u16(long at) throws IOException {
        return little ? octets.u16Little(at) : octets.u16(at);
    }

    private long u32(long at) throws IOException {
        return little ? octets.u32Little(at) : octets.u32(at);
    }
}
