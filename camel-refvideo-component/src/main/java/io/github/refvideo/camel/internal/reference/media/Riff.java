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

/** RIFF, the container of WAV, AVI and WebP: four letters behind its size say which. */
final class Riff {

    private static final int MOST_CHUNKS = 64;
    private static final long MILLIS = 1000;
    private static final long MICROS = 1_000_000;

    /**
     * Programs that write to a pipe leave sizes at 0 or near the largest number of 31 or 32 bits.
     */
    private static final long LEFT_OPEN = 0x7fff_0000L;

    private Riff() {}

    static boolean is(ByteWindow octets, String form) throws IOException {
        return octets.has(0, "RIFF") && octets.has(8, form);
    }

    /** RF64 has sizes of 64 bits in a chunk of its own. */
    static boolean isWav(ByteWindow octets) throws IOException {
        return is(octets, "WAVE") || octets.has(0, "RF64") && octets.has(8, "WAVE");
    }

    /** A missing byte of padding at the end harms no reader. */
    static String defect(ByteWindow octets) throws IOException {
        long size = octets.u32Little(4);
        return size < LEFT_OPEN && size + 8 > octets.length() + 1
                ? "it is cut off: its header says "
                        + (size + 8)
                        + " bytes, and it has "
                        + octets.length()
                : null;
    }

    static MediaDescription wav(ByteWindow octets) throws IOException {
        long at = 12;
        long bytesPerSecond = 0;
        for (int chunk = 0; chunk < MOST_CHUNKS && at + 8 <= octets.length(); chunk++) {
            String name = octets.name(at);
            long size = octets.u32Little(at + 4);
            if (name.equals("fmt ")) {
                bytesPerSecond = octets.u32Little(at + 16);
            } else if (name.equals("data") && bytesPerSecond > 0) {
                long rest = octets.length() - at - 8;
                long there = size == 0 || size > rest ? rest : size;
                return MediaDescription.playing(MediaType.WAV, there * MILLIS / bytesPerSecond);
            }
            at += 8 + size + (size & 1);
        }
        return MediaDescription.of(MediaType.WAV);
    }

    /** The main header has size and length; each stream's header says what it holds. */
    static MediaDescription avi(ByteWindow octets) throws IOException {
        if (!octets.has(12, "LIST") || !octets.has(20, "hdrl") || !octets.has(24, "avih")) {
            return MediaDescription.of(MediaType.AVI);
        }
        double millis = (double) octets.u32Little(32) * octets.u32Little(48) * MILLIS / MICROS;
        MediaDescription look =
                MediaDescription.playing(MediaType.AVI, (long) millis)
                        .sized(octets.u32Little(64), octets.u32Little(68), false);
        long end = Math.min(octets.length(), 20 + octets.u32Little(16));
        long at = 24;
        boolean streams = false;
        for (int chunk = 0; chunk < MOST_CHUNKS && at + 24 <= end; chunk++) {
            if (octets.has(at, "LIST") && octets.has(at + 8, "strl")) {
                streams = true;
                if (octets.has(at + 12, "strh") && octets.has(at + 20, "vids")) {
                    return look;
                }
            }
            long size = octets.u32Little(at + 4);
            at += 8 + size + (size & 1);
        }
        return streams ? look.with("it has no video stream") : look;
    }
}
