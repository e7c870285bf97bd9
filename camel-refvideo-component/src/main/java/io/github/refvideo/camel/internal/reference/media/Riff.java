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
import org.jspecify.annotations.Nullable;

/** RIFF, the container of WAV, AVI and WebP: the four letters after its size are the type. */
final class Riff {

    private static final int MAX_CHUNKS = 64;
    private static final long MILLIS = 1000;
    private static final long MICROS = 1_000_000;

    /** Programs that write to a pipe set sizes to 0 or near the largest number of 31 or 32 bits. */
    private static final long UNKNOWN_SIZE = 0x7fff_0000L;

    private Riff() {}

    /** A missing padding byte at the end is not a defect. */
    static @Nullable String defect(ByteWindow window) throws IOException {
        long size = window.u32Little(4);
        return size < UNKNOWN_SIZE && size + 8 > window.length() + 1
                ? "it is cut off: its header says "
                        + (size + 8)
                        + " bytes, and it has "
                        + window.length()
                : null;
    }

    static MediaDescription wav(ByteWindow window) throws IOException {
        long at = 12;
        long bytesPerSecond = 0;
        for (int chunk = 0; chunk < MAX_CHUNKS && at + 8 <= window.length(); chunk++) {
            String name = window.name(at);
            long size = window.u32Little(at + 4);
            if (name.equals("fmt ")) {
                bytesPerSecond = window.u32Little(at + 16);
            } else if (name.equals("data") && bytesPerSecond > 0) {
                long rest = window.length() - at - 8;
                long there = size == 0 || size > rest ? rest : size;
                return MediaDescription.playing(MediaType.WAV, there * MILLIS / bytesPerSecond);
            }
            at += 8 + size + (size & 1);
        }
        return MediaDescription.of(MediaType.WAV);
    }

    /** The main header has size and duration; the header of a stream has its type. */
    static MediaDescription avi(ByteWindow window) throws IOException {
        if (!window.has(12, "LIST") || !window.has(20, "hdrl") || !window.has(24, "avih")) {
            return MediaDescription.of(MediaType.AVI);
        }
        double millis = (double) window.u32Little(32) * window.u32Little(48) * MILLIS / MICROS;
        MediaDescription description =
                MediaDescription.playing(MediaType.AVI, (long) millis)
                        .sized(window.u32Little(64), window.u32Little(68), false);
        long end = Math.min(window.length(), 20 + window.u32Little(16));
        long at = 24;
        boolean streams = false;
        for (int chunk = 0; chunk < MAX_CHUNKS && at + 24 <= end; chunk++) {
            if (window.has(at, "LIST") && window.has(at + 8, "strl")) {
                streams = true;
                if (window.has(at + 12, "strh") && window.has(at + 20, "vids")) {
                    return description;
                }
            }
            long size = window.u32Little(at + 4);
            at += 8 + size + (size & 1);
        }
        return streams ? description.withDefect("it has no video stream") : description;
    }

    /** Size of a WEBP in its three forms: lossy, lossless and extended. */
    static final class Webp {

        private static final MediaType TYPE = MediaType.WEBP;
        private static final int SIDE = 0x3fff;

        private Webp() {}

        static MediaDescription measure(ByteWindow window) throws IOException {
            return switch (window.name(12)) {
                case "VP8 " -> lossy(window);
                case "VP8L" -> lossless(window);
                case "VP8X" ->
                        MediaDescription.image(
                                TYPE,
                                window.u24Little(24) + 1L,
                                window.u24Little(27) + 1L,
                                (window.u8(20) & 0x10) != 0);
                default -> MediaDescription.of(TYPE);
            };
        }

        private static MediaDescription lossy(ByteWindow window) throws IOException {
            return window.has(23, "\u009d\u0001\u002a")
                    ? MediaDescription.image(
                            TYPE, window.u16Little(26) & SIDE, window.u16Little(28) & SIDE, false)
                    : MediaDescription.of(TYPE);
        }

        private static MediaDescription lossless(ByteWindow window) throws IOException {
            if (window.u8(20) != 0x2f) {
                return MediaDescription.of(TYPE);
            }
            long bits = window.u32Little(21);
            return MediaDescription.image(
                    TYPE, (bits & SIDE) + 1, (bits >> 14 & SIDE) + 1, (bits >> 28 & 1) != 0);
        }
    }
}
