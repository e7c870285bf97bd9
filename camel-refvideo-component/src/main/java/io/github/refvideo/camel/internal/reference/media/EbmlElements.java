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

import java.io.IOException;

/** Goes through the elements of one level of Matroska. The number of steps is bounded. */
final class EbmlElements {

    private static final int MOST = 1000;
    private static final int LONGEST_ID = 4;

    private final ByteWindow octets;
    private final long end;
    private int steps;
    private long next;
    private long id;
    private long body;
    private long size;

    EbmlElements(ByteWindow octets, long start, long end) {
        this.octets = octets;
        this.next = start;
        this.end = Math.min(end, octets.length());
    }

    /** Goes to the next element; false when there is none. */
    boolean next() throws IOException {
        if (next >= end || ++steps > MOST) {
            return false;
        }
        int idLength = length(octets.u8(next));
        if (idLength > LONGEST_ID) {
            return false;
        }
        id = number(next, idLength);
        long at = next + idLength;
        int first = octets.u8(at);
        int sizeLength = length(first);
        if (sizeLength > Long.BYTES) {
            return false;
        }
        // The bit that tells the length is no part of the size.
        long value = number(at, sizeLength) & (1L << 7 * sizeLength) - 1;
        body = at + sizeLength;
        boolean unknown = value == (1L << 7 * sizeLength) - 1;
        size = unknown ? end - body : value;
        next = size > end - body ? end : body + size;
        return true;
    }

    /** Numbers start with as many zero bits as there are bytes after the first one. */
    private static int length(int first) {
        return Integer.numberOfLeadingZeros(first) - 23;
    }

    private long number(long at, int length) throws IOException {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | octets.u8(at + i);
        }
        return number;
    }

    long id() {
        return id;
    }

    /** Whether the current element is longer than what is left. */
    boolean isCutOff() {
        return size > end - body;
    }

    /** The current element's content as a whole number; 0 when it is longer than one can be. */
    long number() throws IOException {
        return size > Long.BYTES ? 0 : number(body, (int) size);
    }

    /** The current element's content as a floating-point number; 0 when it is none. */
    double decimal() throws IOException {
        if (size == Float.BYTES) {
            return Float.intBitsToFloat((int) number());
        }
        return size == Double.BYTES ? Double.longBitsToDouble(number()) : 0;
    }

    EbmlElements inside() {
        return new EbmlElements(octets, body, next);
    }
}
