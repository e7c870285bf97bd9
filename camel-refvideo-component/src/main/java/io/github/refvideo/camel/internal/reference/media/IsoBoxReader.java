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

    private static final int MAX_STEPS = 1000;

    private final ByteWindow window;
    private final long end;
    private int steps;
    private long next;
    private String name = "";
    private long body;
    private long bodyEnd;
    private boolean cutOff;

    /**
     * @param start of the first box
     * @param end of the last box, exclusive
     */
    IsoBoxReader(ByteWindow window, long start, long end) {
        this.window = window;
        this.next = start;
        this.end = Math.min(end, window.length());
    }

    /** Moves to the next box; false if there is none. */
    boolean next() throws IOException {
        if (next + 8 > end || ++steps > MAX_STEPS) {
            return false;
        }
        long size = window.u32(next);
        body = next + 8;
        name = window.name(next + 4);
        if (size == 1) {
            size = window.u64(next + 8);
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

    /** Moves to the next box with a name; false if there is none. */
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

    /** The start of the content of the current box. */
    long body() {
        return body;
    }

    /** The end of the content of the current box, exclusive. */
    long bodyEnd() {
        return bodyEnd;
    }

    /** Whether the current box is longer than the rest of the content. */
    boolean isCutOff() {
        return cutOff;
    }

    /** Whether there are no more boxes because this level ends, and not because of an error. */
    boolean isAtEnd() {
        return next + 8 > end;
    }

    /** Whether the last box is followed by bytes that are too few for another box. */
    boolean hasRest() {
        return next < end && isAtEnd();
    }

    /** The boxes inside the current one, after its own fields. */
    IsoBoxReader inside(int ownBytes) {
        return new IsoBoxReader(window, body + ownBytes, bodyEnd);
    }
}
