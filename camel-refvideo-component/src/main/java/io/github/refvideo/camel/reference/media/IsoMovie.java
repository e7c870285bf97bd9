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

/** Size and length of a clip: the largest track's frame, and what the movie header says. */
final class IsoMovie {

    private static final long MILLIS = 1000;

    /** Longer than any clip; keeps the multiplication in its bounds. */
    private static final long LONGEST = Long.MAX_VALUE / MILLIS;

    private final Octets octets;
    private long width;
    private long height;
    private long millis;

    IsoMovie(Octets octets) {
        this.octets = octets;
    }

    MediaLook measure(String type) throws IOException {
        Boxes top = new Boxes(octets, 0, octets.length());
        if (top.next("moov")) {
            Boxes parts = top.inside(0);
            while (parts.next()) {
                if (parts.name().equals("mvhd")) {
                    header(parts.body());
                } else if (parts.name().equals("trak")) {
                    track(parts.inside(0));
                }
            }
        }
        return MediaLook.playing(type, millis).sized(width, height, false);
    }

    /** Version 1 has times of 64 bits. */
    private void header(long at) throws IOException {
        boolean wide = octets.u8(at) == 1;
        long scale = octets.u32(at + (wide ? 20 : 12));
        long duration = wide ? octets.u64(at + 24) : octets.u32(at + 16);
        if (scale > 0 && duration > 0 && duration < LONGEST) {
            millis = duration * MILLIS / scale;
        }
    }

    /** Whole pixels stand in the upper half of the numbers; a phone turns by the matrix before. */
    private void track(Boxes parts) throws IOException {
        if (!parts.next("tkhd")) {
            return;
        }
        long matrix = parts.body() + (octets.u8(parts.body()) == 1 ? 52 : 40);
        long wide = octets.u32(matrix + 36) >> 16;
        long high = octets.u32(matrix + 40) >> 16;
        if (wide * high > width * height) {
            boolean turned = octets.u32(matrix) == 0 && octets.u32(matrix + 4) != 0;
            width = turned ? high : wide;
            height = turned ? wide : high;
        }
    }
}
