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
import java.util.List;

/** Audio formats other than WAV and M4A: MP3, AAC, FLAC and Ogg. */
final class AudioFormats {

    private static final long MILLIS = 1000;

    /** Kilobits per second of MPEG audio layer 3, by version and index; 0 is not valid. */
    private static final int[] MPEG_1 = {
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0
    };

    private static final int[] MPEG_2 = {
        0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0
    };

    private static final int[] RATES = {44_100, 48_000, 32_000};

    private AudioFormats() {}

    static boolean isFlac(ByteWindow window) throws IOException {
        return window.has(afterTag(window), "fLaC");
    }

    static MediaDescription flac(ByteWindow window) throws IOException {
        long at = afterTag(window);
        long rate = window.u32(at + 18) >> 12;
        long samples = (window.u8(at + 21) & 0xfL) << 32 | window.u32(at + 22);
        return rate == 0
                ? MediaDescription.of(MediaType.FLAC)
                : MediaDescription.playing(MediaType.FLAC, samples * MILLIS / rate);
    }

    /**
     * Two bytes are too short a signature: a second frame must follow the first one. After an ID3
     * tag, content is MP3 unless it is one of the other formats.
     */
    static boolean isMp3(ByteWindow window) throws IOException {
        if (window.has(0, "ID3")) {
            return true;
        }
        int next = mp3Frame(window, 0);
        return next > 0 && (next == window.length() || mp3Frame(window, next) > 0);
    }

    static boolean isAdts(ByteWindow window) throws IOException {
        long start = afterTag(window);
        long next = start + adtsFrame(window, start);
        return next > start && (next == window.length() || adtsFrame(window, next) > 0);
    }

    /** The size of an ID3 tag has seven bits per byte. */
    private static long afterTag(ByteWindow window) throws IOException {
        if (!window.has(0, "ID3")) {
            return 0;
        }
        long size = 0;
        for (int i = 6; i < 10; i++) {
            size = size << 7 | window.u8(i) & 0x7f;
        }
        boolean footer = (window.u8(5) & 0x10) != 0;
        return size + (footer ? 20 : 10);
    }

    /** The length of the layer 3 frame at a position; 0 if there is none. */
    private static int mp3Frame(ByteWindow window, long at) throws IOException {
        int head = window.u16(at);
        int rest = window.u8(at + 2);
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

    /** The length of the AAC frame at a position; 0 if there is none. */
    private static int adtsFrame(ByteWindow window, long at) throws IOException {
        boolean sync = (window.u16(at) & 0xfff6) == 0xfff0;
        int length =
                (window.u8(at + 3) & 3) << 11 | window.u8(at + 4) << 3 | window.u8(at + 5) >> 5;
        return sync && length > 7 ? length : 0;
    }

    /**
     * Ogg: the first page of every stream, all of them at the beginning, says what the stream
     * holds.
     */
    static final class Ogg {

        private static final int HEADER = 27;
        private static final int BEGIN_OF_STREAM = 2;
        private static final int MAX_STREAMS = 64;

        /** Theora, VP8, Dirac, and the form that old programs write for any video. */
        private static final List<String> VIDEO =
                List.of("\u0080theora", "OVP80", "BBCD\0", "\u0001video");

        private Ogg() {}

        static MediaDescription measure(ByteWindow window) throws IOException {
            long at = 0;
            for (int stream = 0; stream < MAX_STREAMS && window.has(at, "OggS"); stream++) {
                if ((window.u8(at + 5) & BEGIN_OF_STREAM) == 0) {
                    break;
                }
                int segments = window.u8(at + 26);
                long body = at + HEADER + segments;
                for (String codec : VIDEO) {
                    if (window.has(body, codec)) {
                        return MediaDescription.of(MediaType.OGG_VIDEO);
                    }
                }
                at = body;
                for (int i = 0; i < segments; i++) {
                    at += window.u8(body - segments + i);
                }
            }
            return MediaDescription.of(MediaType.OGG);
        }
    }
}
