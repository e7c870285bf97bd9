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

import java.io.IOException;
import java.util.Set;

/** Formats whose header is a few numbers at fixed places. */
final class Pictures {

    /** Lengths of the headers that BMP has had; the two letters alone are too weak a mark. */
    private static final Set<Long> BMP_HEADERS = Set.of(12L, 40L, 52L, 56L, 64L, 108L, 124L);

    private static final long OLD_BMP = 12;

    /** The document type stands among the first elements of the header. */
    private static final int MATROSKA_HEAD = 64;

    private Pictures() {}

    static MediaLook gif(Octets octets) throws IOException {
        return MediaLook.picture("image/gif", octets.u16Little(6), octets.u16Little(8), false);
    }

    static boolean isBmp(Octets octets) throws IOException {
        return octets.has(0, "BM") && BMP_HEADERS.contains(octets.u32Little(14));
    }

    /** A negative height says that the lines go downwards. */
    static MediaLook bmp(Octets octets) throws IOException {
        return octets.u32Little(14) == OLD_BMP
                ? MediaLook.picture("image/bmp", octets.u16Little(18), octets.u16Little(20), false)
                : MediaLook.picture(
                        "image/bmp",
                        (int) octets.u32Little(18),
                        Math.abs((long) (int) octets.u32Little(22)),
                        false);
    }

    static MediaLook matroska(Octets octets) throws IOException {
        for (int at = 4; at < MATROSKA_HEAD; at++) {
            if (octets.has(at, "webm")) {
                return MediaLook.of("video/webm");
            }
        }
        return MediaLook.of("video/x-matroska");
    }
}
