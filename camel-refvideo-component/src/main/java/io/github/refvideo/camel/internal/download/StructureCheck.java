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
package io.github.refvideo.camel.internal.download;

import java.nio.ByteBuffer;

/**
 * Walks the outer structure of a video while it arrives: the top-level boxes of MP4 and QuickTime,
 * or the elements of WebM and Matroska. A video that was cut off ends inside one of them, or lacks
 * one that every video has. Reads headers only. Not thread-safe.
 */
final class StructureCheck {

    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int CLUSTER = 0x1F43B675;
    private static final int MOOV = 0x6D6F6F76;
    private static final int MDAT = 0x6D646174;
    private static final int LONGEST_HEADER = 16;

    private final byte[] header = new byte[LONGEST_HEADER];
    private int filled;
    private long toSkip;
    private Boolean matroska;
    private boolean description;
    private boolean content;
    private boolean toTheEnd;
    private boolean foreign;

    /** Takes the next bytes; the buffer is consumed. */
    void take(ByteBuffer piece) {
        while (piece.hasRemaining()) {
            if (toTheEnd || foreign) {
                piece.position(piece.limit());
            } else if (toSkip > 0) {
                int count = (int) Math.min(toSkip, piece.remaining());
                piece.position(piece.position() + count);
                toSkip -= count;
            } else {
                header[filled++] = piece.get();
                readHeader();
            }
        }
    }

    /** Whether the video may end here. */
    boolean isComplete() {
        boolean atBoundary = foreign || toTheEnd || toSkip == 0 && filled == 0;
        return atBoundary && description && content;
    }

    private void readHeader() {
        if (matroska == null && filled == 4) {
            matroska = (int) number(0, 4) == EBML;
        }
        if (matroska == null) {
            return;
        }
        if (matroska) {
            element();
        } else {
            box();
        }
    }

    private void box() {
        if (filled < 8) {
            return;
        }
        long size = number(0, 4);
        int length = size == 1 ? 16 : 8;
        if (filled < length) {
            return;
        }
        if (size == 1) {
            size = number(8, 8);
        }
        int type = (int) number(4, 4);
        if (size == 0) {
            toTheEnd = true;
        } else if (size < length) {
            // Padding that is no box. What came before counts.
            foreign = true;
            return;
        }
        description |= type == MOOV;
        content |= type == MDAT;
        next(size - length);
    }

    private void element() {
        int idLength = vintLength(header[0]);
        if (idLength > 4) {
            foreign = true;
            return;
        }
        if (filled <= idLength) {
            return;
        }
        int sizeLength = vintLength(header[idLength]);
        if (sizeLength > 8) {
            foreign = true;
            return;
        }
        if (filled < idLength + sizeLength) {
            return;
        }
        int id = (int) number(0, idLength);
        long mask = (1L << 7 * sizeLength) - 1;
        long size = number(idLength, sizeLength) & mask;
        boolean unknown = size == mask;
        description |= id == SEGMENT;
        content |= id == CLUSTER || id == SEGMENT && !unknown;
        boolean open = unknown && (id == SEGMENT || id == CLUSTER);
        if (unknown && !open) {
            toTheEnd = true;
        }
        next(open ? 0 : size);
    }

    private void next(long bytes) {
        filled = 0;
        toSkip = toTheEnd ? 0 : Math.max(0, bytes);
    }

    /** From 1 to 8; 9 for a byte that begins none. */
    private static int vintLength(byte first) {
        return Integer.numberOfLeadingZeros(first & 0xff) - 23;
    }

    private long number(int at, int length) {
        long value = 0;
        for (int i = at; i < at + length; i++) {
            value = value << 8 | header[i] & 0xff;
        }
        return value;
    }
}
