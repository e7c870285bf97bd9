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

/** Audio without a container, or with one of its own: MP3, AAC and FLAC. */
final class AudioHeaders {

    private static final long MILLIS = 1000;

    /** Kilobits per second of MPEG audio layer 3, by version and index; 0 is no frame. */
    private static final int[] MPEG_1 = {
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0
    };

    private static final int[] MPEG_2 = {
        0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0
    };

    private static final int[] RATES = {44_100, 48_000, 32_000};

    private AudioHeaders() {}

    static boolean isFlac(ByteWindow octets) throws IOException {
        return octets.has(afterTag(octets), "fLaC");
    }

    static MediaDescription flac(ByteWindow octets) throws IOException {
        long at = afterTag(octets);
        long rate = octets.u32(at + 18) >> 12;
        long samples = (octets.u8(at + 21) & 0xfL) << 32 | octets.u32(at + 22);
        return rate == 0
                ? MediaDescription.of(MediaType.FLAC)
                : MediaDescription.playing(MediaType.FLAC, samples * MILLIS / rate);
    }

    /**
     * Two bytes alone are too weak a mark: a second frame must stand where the first one ends. Tags
     * (ID3) stand before MP3 unless one of the other formats follows them.
     */
    static boolean isMp3(ByteWindow octets) throws IOException {
        if (octets.has(0, "ID3")) {
            return true;
        }
        int next = mp3Frame(octets, 0);
        return next > 0 && (next == octets.length() || mp3Frame(octets, next) > 0);
    }

    static boolean isAdts(ByteWindow octets) throws IOException {
        long start = afterTag(octets);
        long next = start + adtsFrame(octets, start);
        return next > start && (next == octets.length() || adtsFrame(octets, next) > 0);
    }

    /** The size of an ID3 tag is written with seven bits a byte. */
    private static long afterTag(ByteWindow octets) throws IOException {
        if (!octets.has(0, "ID3")) {
            return 0;
        }
        long size = 0;
        for (int i = 6; i < 10; i++) {
            size = size << 7 | octets.u8(i) & 0x7f;
        }
        boolean footer = (octets.u8(5) & 0x10) != 0;
        return size + (footer ? 20 : 10);
    }

    /** The length of the layer 3 frame at that place; 0 when there is none. */
    private static int mp3Frame(ByteWindow octets, long at) throws IOException {
        int head = octets.u16(at);
        int rest = octets.u8(at + 2);
        boolean sync = (head & 0xffe6) == 0xffe2;
        int version = head >> 3 & 3;
        int rateIndex = rest >> 2 & 3;
        if (!sync || version == 1 || rateIndex == 3) {
            return 0;
        }
        boolean first = version == 3;
        int kilobits = (first ? MPEG_1 : MPEG_2)[rest >> 4];
        int rate = RATES[rateIndex] >> (first ? 0 : version == 2 ? 1 : 2);
        return kilobits == 0 ? 0 : (first ? 144 : 72) * kilobits * 1000 / rate + (rest >> 1 & 1);
    }

    /** The length of the AAC frame at that place; 0 when there is none. */
    private static int adtsFrame(ByteWindow octets, long at) throws IOException {
        boolean sync = (octets.u16(at) & 0xfff6) == 0xfff0;
        int length =
                (octets.u8(at + 3) & 3) << 11 | octets.u8(at + 4) << 3 | octets.u8(at + 5) >> 5;
        return sync && length > 7 ? length : 0;
    }
}
