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

/** Size of a JPEG: it stands in the frame header, behind any number of other segments. */
final class Jpeg {

    private static final int MARKER = 0xff;
    private static final int START_OF_SCAN = 0xda;
    private static final int END = 0xd9;

    private Jpeg() {}

    static MediaDescription measure(ByteWindow octets) throws IOException {
        long at = 2;
        while (octets.u8(at) == MARKER) {
            int marker = octets.u8(at + 1);
            if (marker == MARKER) {
                at++;
            } else if (isFrame(marker)) {
                return MediaDescription.image(
                        MediaType.JPEG, octets.u16(at + 7), octets.u16(at + 5), false);
            } else if (marker == START_OF_SCAN || marker == END) {
                break;
            } else {
                at += isBare(marker) ? 2 : 2 + octets.u16(at + 2);
            }
        }
        return MediaDescription.of(MediaType.JPEG);
    }

    /** The end marker cannot occur within image data, where a zero follows each 0xff. */
    static String defect(ByteWindow octets) throws IOException {
        long at = 2;
        while (octets.u8(at) == MARKER && octets.u8(at + 1) != START_OF_SCAN) {
            int marker = octets.u8(at + 1);
            if (marker == END) {
                return "it has no image data";
            }
            at += marker == MARKER ? 1 : isBare(marker) ? 2 : 2 + octets.u16(at + 2);
        }
        return octets.holds("\u00ff\u00d9", at) ? null : "it is cut off: its end marker is missing";
    }

    /** C0 to CF, except for the tables that stand between them. */
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
