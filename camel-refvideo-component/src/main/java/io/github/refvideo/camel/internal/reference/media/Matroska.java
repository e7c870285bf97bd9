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

/**
 * Matroska and WebM: elements in elements, with identifiers and sizes of variable length. What its
 * tracks hold decides whether a file is video or audio.
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

    /** The document type stands among the first elements of the header. */
    private static final int HEAD = 64;

    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final double LONGEST = 1e15;

    private final ByteWindow octets;
    private boolean video;
    private boolean audio;
    private boolean tracks;
    private long width;
    private long height;
    private double duration;
    private long scale = 1_000_000;

    private Matroska(ByteWindow octets) {
        this.octets = octets;
    }

    static MediaDescription measure(ByteWindow octets) throws IOException {
        boolean webm = false;
        for (int at = 4; at < HEAD && !webm; at++) {
            webm = octets.has(at, MediaType.WEBM.extension());
        }
        Matroska file = new Matroska(octets);
        try {
            file.read();
        } catch (OutOfContentException e) {
            // What has been read up to here counts.
        }
        return file.look(webm);
    }

    /** A size that is not known reaches to the end, as in a recording of a browser. */
    static String defect(ByteWindow octets) throws IOException {
        EbmlElements top = new EbmlElements(octets, 0, octets.length());
        while (top.next()) {
            if (top.id() == SEGMENT) {
                return top.isCutOff() ? "it is cut off within its segment" : null;
            }
        }
        return null;
    }

    private void read() throws IOException {
        EbmlElements top = new EbmlElements(octets, 0, octets.length());
        while (top.next()) {
            if (top.id() == SEGMENT) {
                EbmlElements parts = top.inside();
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

    private void readInfo(EbmlElements parts) throws IOException {
        while (parts.next()) {
            if (parts.id() == TIMESTAMP_SCALE) {
                scale = parts.number();
            } else if (parts.id() == DURATION) {
                duration = parts.decimal();
            }
        }
    }

    private void readTracks(EbmlElements list) throws IOException {
        while (list.next()) {
            if (list.id() == TRACK) {
                EbmlElements parts = list.inside();
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

    private void readSize(EbmlElements parts) throws IOException {
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

    private MediaDescription look(boolean webm) {
        double millis = duration * scale / NANOS_PER_MILLI;
        long known = millis > 0 && millis < LONGEST ? (long) millis : 0;
        if (video || !tracks) {
            MediaType type = webm ? MediaType.WEBM : MediaType.MATROSKA;
            return MediaDescription.playing(type, known).sized(width, height, false);
        }
        MediaType type = webm ? MediaType.WEBM_AUDIO : MediaType.MATROSKA_AUDIO;
        MediaDescription look = MediaDescription.playing(type, known);
        return audio ? look : look.with("it has neither video nor audio");
    }
}
