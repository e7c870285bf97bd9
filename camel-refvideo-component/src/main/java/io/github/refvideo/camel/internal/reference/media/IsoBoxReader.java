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

/** Goes through the boxes of one level. The number of steps is bounded. */
final class IsoBoxReader {

    private static final int MOST = 1000;

    private final ByteWindow octets;
    private final long end;
    private int steps;
    private long next;
    private String name = "";
    private long body;
    private long bodyEnd;
    private boolean cutOff;

    /**
     * @param start where the first box is
     * @param end behind the last one
     */
    IsoBoxReader(ByteWindow octets, long start, long end) {
        this.octets = octets;
        this.next = start;
        this.end = Math.min(end, octets.length());
    }

    /** Goes to the next box; false when there is none. */
    boolean next() throws IOException {
        if (next + 8 > end || ++steps > MOST) {
            return false;
        }
        long size = octets.u32(next);
        body = next + 8;
        name = octets.name(next + 4);
        if (size == 1) {
            size = octets.u64(next + 8);
            body += 8;
        } else if (size == 0) {
            size = end - next;
        }
        if (size < body - next || size > Long.MAX_VALUE - next) {
            return false;
        }
        cutOff = size > end - next;
        bodyEnd = Math.min(next + size, end);
        next += size;
        return true;
    }

    /** Goes on to the next box of that name; false when there is none. */
    boolean next(String wanted) throws IOException {
        while (next()) {
            if (name.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    String name() {
        return name;
    }

    /** Where the content of the current box starts. */
    long body() {
        return body;
    }

    /** Behind the content of the current box. */
    long bodyEnd() {
        return bodyEnd;
    }

    /** Whether the current box is longer than what is left. */
    boolean isCutOff() {
        return cutOff;
    }

    /** Whether there is no further box because this level ends, and not for another reason. */
    boolean isAtEnd() {
        return next + 8 > end;
    }

    /** Whether bytes are left behind the last box that are too few for another one. */
    boolean hasRest() {
        return next < end && isAtEnd();
    }

    /** The boxes inside the current one, behind some bytes of its own. */
    IsoBoxReader inside(int ownBytes) {
        return new IsoBoxReader(octets, body + ownBytes, bodyEnd);
    }
}
