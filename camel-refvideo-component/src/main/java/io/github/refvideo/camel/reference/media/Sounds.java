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

/** Sounds, and how long they play where the header says so. */
final class Sounds {

    private static final int MOST_CHUNKS = 64;
    private static final long MILLIS = 1000;
    private static final int OGG_HEAD = 64;

    /** Kilobits per second of MPEG audio layer 3, by version and index; 0 is no frame. */
    private static final int[] MPEG_1 = {
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0
    };

    private static final int[] MPEG_2 = {
        0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0
    };

    private static final int[] RATES = {44_100, 48_000, 32_000};

    private Sounds() {}

    static MediaLook wav(Octets octets) throws IOException {
        long at = 12;
        long bytesPerSecond = 0;
        for (int chunk = 0; chunk < MOST_CHUNKS && at + 8 <= octets.length(); chunk++) {
            String name = octets.name(at);
            long size = octets.u32Little(at + 4);
            if (name.equals("fmt ")) {
                bytesPerSecond = octets.u32Little(at + 16);
            } else if (name.equals("data") && bytesPerSecond > 0) {
                // A recorder that was cut off, or that streams, leaves the size at its maximum.
                long there = Math.min(size, octets.length() - at - 8);
                return MediaLook.playing("audio/wav", there * MILLIS / bytesPerSecond);
            }
            at += 8 + size + (size & 1);
        }
        return MediaLook.of("audio/wav");
    }

    static MediaLook flac(Octets octets) throws IOException {
        long rate = octets.u32(18) >> 12;
        long samples = (octets.u8(21) & 0xfL) << 32 | octets.u32(22);
        return rate == 0
                ? MediaLook.of("audio/flac")
                : MediaLook.playing("audio/flac", samples * MILLIS / rate);
    }

    static MediaLook ogg(Octets octets) throws IOException {
        for (int at = 4; at < OGG_HEAD; at++) {
            if (octets.has(at, "\u0080theora")) {
                return MediaLook.of("video/ogg");
            }
        }
        return MediaLook.of("audio/ogg");
    }

    /** Two bytes alone are too weak a mark: a second frame must stand where the first one ends. */
    static boolean isMp3(Octets octets) throws IOException {
        int next = mp3Frame(octets, 0);
        return next > 0 && (next == octets.length() || mp3Frame(octets, next) > 0);
    }

    static boolean isAdts(Octets octets) throws IOException {
        int next = adtsFrame(octets, 0);
        return next > 0 && (next == octets.length() || adtsFrame(octets, next) > 0);
    }

    /** The length of the layer 3 frame at that place; 0 when there is none. */
    private static int mp3Frame(Octets octets, long at) throws IOException {
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
    private static int adtsFrame(Octets octets, long at) throws IOException {
        boolean sync = (octets.u16(at) & 0xfff6) == 0xfff0;
        int length =
                (octets.u8(at + 3) & 3) << 11 | octets.u8(at + 4) << 3 | octets.u8(at + 5) >> 5;
        return sync && length > 7 ? length : 0;
    }
}
