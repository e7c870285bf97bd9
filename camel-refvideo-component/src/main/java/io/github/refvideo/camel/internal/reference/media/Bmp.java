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
import java.util.Set;

/** Size of a BMP, and whether its pixels are there. */
final class Bmp {

    /** Lengths of the headers that BMP has had; the two letters alone are too weak a mark. */
    private static final Set<Long> HEADERS = Set.of(12L, 40L, 52L, 56L, 64L, 108L, 124L);

    private static final long OLD = 12;

    /** Compressions that leave rows as they are: none, and two that only name colour masks. */
    private static final Set<Long> PLAIN = Set.of(0L, 3L, 6L);

    private Bmp() {}

    static boolean isBmp(ByteWindow octets) throws IOException {
        return octets.has(0, "BM") && HEADERS.contains(octets.u32Little(14));
    }

    /** A negative height says that the rows go downwards. */
    static MediaDescription measure(ByteWindow octets) throws IOException {
        return MediaDescription.image(MediaType.BMP, width(octets), height(octets), false);
    }

    private static boolean isOld(ByteWindow octets) throws IOException {
        return octets.u32Little(14) == OLD;
    }

    private static long width(ByteWindow octets) throws IOException {
        return isOld(octets) ? octets.u16Little(18) : (int) octets.u32Little(18);
    }

    private static long height(ByteWindow octets) throws IOException {
        return isOld(octets) ? octets.u16Little(20) : Math.abs((long) (int) octets.u32Little(22));
    }

    static String defect(ByteWindow octets) throws IOException {
        boolean old = isOld(octets);
        long bits = octets.u16Little(old ? 24 : 28);
        boolean plain = old || PLAIN.contains(octets.u32Little(30));
        // Rows are filled up to four bytes.
        long rows = (bits * Math.max(0, width(octets)) + 31) / 32 * 4;
        double size = plain ? (double) rows * height(octets) : octets.u32Little(34);
        return octets.u32Little(10) + size > octets.length()
                ? "it is cut off: it has fewer pixels than its header says"
                : null;
    }
}
