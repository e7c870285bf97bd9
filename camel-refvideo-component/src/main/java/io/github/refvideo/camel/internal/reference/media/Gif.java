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

/** Size of a GIF, and whether its blocks are there up to the trailer. */
final class Gif {

    private static final int FIRST_BLOCK = 13;
    private static final int COLOURS = 0x80;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final String CUT_OFF = "it is cut off: its trailer is missing";

    private Gif() {}

    static MediaDescription measure(ByteWindow octets) throws IOException {
        return MediaDescription.image(
                MediaType.GIF, octets.u16Little(6), octets.u16Little(8), false);
    }

    static String defect(ByteWindow octets) throws IOException {
        try {
            return walk(octets);
        } catch (OutOfContentException e) {
            // Too many blocks to walk: then the last byte has to tell.
            return !e.isEnd() && octets.endsWith(TRAILER) ? null : CUT_OFF;
        }
    }

    private static String walk(ByteWindow octets) throws IOException {
        boolean image = false;
        long at = FIRST_BLOCK + colours(octets.u8(10));
        int block = octets.u8(at);
        while (block == EXTENSION || block == IMAGE) {
            image |= block == IMAGE;
            at += block == IMAGE ? 11 + colours(octets.u8(at + 9)) : 2;
            for (int size = octets.u8(at); size > 0; size = octets.u8(at)) {
                at += 1 + size;
            }
            block = octets.u8(++at);
        }
        if (block == TRAILER) {
            return image ? null : "it has no image data";
        }
        return octets.endsWith(TRAILER) ? null : CUT_OFF;
    }

    private static int colours(int flags) {
        return (flags & COLOURS) == 0 ? 0 : 3 << (flags & 7) + 1;
    }
}
