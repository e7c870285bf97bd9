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

/** Size of a PNG, and whether it has transparency: a channel of its own or a list of colours. */
final class Png {

    private static final int MOST_CHUNKS = 64;
    private static final int ALPHA_BIT = 4;

    /** The last chunk with its checksum. */
    private static final String END = "IEND\u00ae\u0042\u0060\u0082";

    private Png() {}

    static MediaDescription measure(ByteWindow octets) throws IOException {
        if (!octets.has(12, "IHDR")) {
            return MediaDescription.of(MediaType.PNG);
        }
        boolean alpha = (octets.u8(25) & ALPHA_BIT) != 0 || hasTransparentColours(octets);
        return MediaDescription.image(MediaType.PNG, octets.u32(16), octets.u32(20), alpha);
    }

    static String defect(ByteWindow octets) throws IOException {
        try {
            boolean data = false;
            long at = 8;
            while (!octets.has(at + 4, "IEND")) {
                data |= octets.has(at + 4, "IDAT");
                at += 12 + octets.u32(at);
            }
            return data ? null : "it has no image data";
        } catch (OutOfContentException e) {
            boolean ends = !e.isEnd() && octets.holds(END, 8);
            return ends ? null : "it is cut off: its last chunk (IEND) is missing";
        }
    }

    /** The chunk tRNS, if any, stands before the image data. */
    private static boolean hasTransparentColours(ByteWindow octets) throws IOException {
        long at = 8;
        for (int chunk = 0; chunk < MOST_CHUNKS && at + 8 <= octets.length(); chunk++) {
            String name = octets.name(at + 4);
            if (name.equals("tRNS")) {
                return true;
            }
            if (name.equals("IDAT")) {
                return false;
            }
            at += 12 + octets.u32(at);
        }
        return false;
    }
}
