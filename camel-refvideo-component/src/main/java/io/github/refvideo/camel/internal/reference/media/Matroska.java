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

/**
 * Matroska and WebM: nested elements with identifiers and sizes of variable length. The types of
 * the tracks decide whether a file is video or audio.
 */
final class Matroska {

    private static final long SEGMENT = 0x1853_8067L;
    private static final long INFO = 0x1549_a966L;
    private static final long TIMESTAMP_SCALE = 0x2a_d7b1L;
    private static final long DURATION = 0x4489L;
    private static final long TRACKS = 0x1654_ae6bL;
    private static final long TRACK = 0xaeL;
    private static final long TRACK_TYPE = 0x83L;
    private static final long VIDEO_SETTINGS = 0xe0L;
    private static final long PIXEL_WIDTH = 0xb0L;
    private static final long PIXEL_HEIGHT = 0xbaL;

    private static final int VIDEO = 1;
    private static final int AUDIO = 2;

    /** The document type is one of the first elements of the header. */
    private static final int HEAD = 64;

    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final double MAX_DURATION = 1e15;

    private final ByteWindow window;
    private boolean video;
    private boolean audio;
    private boolean tracks;
    private long width;
    private long height;
    private double duration;
    private long scale = 1_000_000;

    private Matroska(ByteWindow window) {
        this.window = window;
    }

    static MediaDescription measure(ByteWindow window) throws IOException {
        boolean webm = false;
        for (int at = 4; at < HEAD && !webm; at++) {
            webm = window.has(at, MediaType.WEBM.extension());
        }
        Matroska file = new Matroska(window);
        try {
            file.read();
        } catch (ByteWindow.OutOfContentException e) {
            // The values read so far are used.
        }
        return file.describe(webm);
    }

    /** An element of unknown size extends to the end, for example in recordings of browsers. */
    static @Nullable String defect(ByteWindow window) throws IOException {
        Elements top = new Elements(window, 0, window.length());
        while (top.next()) {
            if (top.id() == SEGMENT) {
                return top.isCutOff() ? "it is cut off within its segment" : null;
            }
        }
        return null;
    }

    private void read() throws IOException {
        Elements top = new Elements(window, 0, window.length());
        while (top.next()) {
            if (top.id() == SEGMENT) {
                Elements parts = top.inside();
                while (parts.next() && !(tracks && duration > 0)) {
                    if (parts.id() == INFO) {
                        readInfo(parts.inside());
                    } else if (parts.id() == TRACKS) {
                        readTracks(parts.inside());
                    }
                }
                return;
            }
        }
    }

    private void readInfo(Elements parts) throws IOException {
        while (parts.next()) {
            if (parts.id() == TIMESTAMP_SCALE) {
                scale = parts.number();
            } else if (parts.id() == DURATION) {
                duration = parts.decimal();
            }
        }
    }

    private void readTracks(Elements list) throws IOException {
        while (list.next()) {
            if (list.id() == TRACK) {
                Elements parts = list.inside();
                while (parts.next()) {
                    if (parts.id() == TRACK_TYPE) {
                        tracks = true;
                        video |= parts.number() == VIDEO;
                        audio |= parts.number() == AUDIO;
                    } else if (parts.id() == VIDEO_SETTINGS) {
                        readSize(parts.inside());
                    }
                }
            }
        }
    }

    private void readSize(Elements parts) throws IOException {
        long wide = 0;
        long high = 0;
        while (parts.next()) {
            if (parts.id() == PIXEL_WIDTH) {
                wide = parts.number();
            } else if (parts.id() == PIXEL_HEIGHT) {
                high = parts.number();
            }
        }
        if (wide > width) {
            width = wide;
            height = high;
        }
    }

    private MediaDescription describe(boolean webm) {
        double millis = duration * scale / NANOS_PER_MILLI;
        long known = millis > 0 && millis < MAX_DURATION ? (long) millis : 0;
        if (video || !tracks) {
            MediaType type = webm ? MediaType.WEBM : MediaType.MATROSKA;
            return MediaDescription.playing(type, known).sized(width, height, false);
        }
        MediaType type = webm ? MediaType.WEBM_AUDIO : MediaType.MATROSKA_AUDIO;
        MediaDescription description = MediaDescription.playing(type, known);
        return audio ? description : description.withDefect("it has neither video nor audio");
    }

    /** Goes through the elements of one level of Matroska. The number of steps is bounded. */
    static final class Elements {

        private static final int MAX_STEPS = 1000;
        private static final int MAX_ID_LENGTH = 4;

        private final ByteWindow window;
        private final long end;
        private int steps;
        private long next;
        private long id;
        private long body;
        private long size;

        Elements(ByteWindow window, long start, long end) {
            this.window = window;
            this.next = start;
            this.end = Math.min(end, window.length());
        }

        /** Moves to the next element; false if there is none. */
        boolean next() throws IOException {
            if (next >= end || ++steps > MAX_STEPS) {
                return false;
            }
            int idLength = length(window.u8(next));
            if (idLength > MAX_ID_LENGTH) {
                return false;
            }
            id = number(next, idLength);
            long at = next + idLength;
            int first = window.u8(at);
            int sizeLength = length(first);
            if (sizeLength > Long.BYTES) {
                return false;
            }
            // The bit that marks the length is not part of the size.
            long value = number(at, sizeLength) & (1L << 7 * sizeLength) - 1;
            body = at + sizeLength;
            boolean unknown = value == (1L << 7 * sizeLength) - 1;
            size = unknown ? end - body : value;
            next = size > end - body ? end : body + size;
            return true;
        }

        /** The number of leading zero bits is the number of bytes after the first one. */
        private static int length(int first) {
            return Integer.numberOfLeadingZeros(first) - 23;
        }

        private long number(long at, int length) throws IOException {
            long number = 0;
            for (int i = 0; i < length; i++) {
                number = number << 8 | window.u8(at + i);
            }
            return number;
        }

        long id() {
            return id;
        }

        /** Whether the current element is longer than the rest of the content. */
        boolean isCutOff() {
            return size > end - body;
        }

        /** The current element's content as an integer; 0 if it has more than eight bytes. */
        long number() throws IOException {
            return size > Long.BYTES ? 0 : number(body, (int) size);
        }

        /** The current element's content as a floating-point number; 0 if it is not one. */
        double decimal() throws IOException {
            if (size == Float.BYTES) {
                return Float.intBitsToFloat((int) number());
            }
            return size == Double.BYTES ? Double.longBitsToDouble(number()) : 0;
        }

        Elements inside() {
            return new Elements(window, body, next);
        }
    }
}
