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
package io.github.refvideo.simulator.render.video;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A packet of an H.264 stream: a header byte and an escaped payload. */
enum NalUnit {
    SLICE(1, 2),
    IDR_SLICE(5, 3),
    SEQUENCE_PARAMETERS(7, 3),
    PICTURE_PARAMETERS(8, 3);

    private final int header;

    NalUnit(int type, int importance) {
        this.header = importance << 5 | type;
    }

    /** Wraps a payload. Three bytes that could be taken for a start code get an escape byte. */
    byte[] wrap(ByteBuffer payload) {
        var out = new ByteArrayOutputStream(payload.remaining() + payload.remaining() / 64 + 8);
        out.write(header);
        int zeros = 0;
        while (payload.hasRemaining()) {
            int next = payload.get() & 0xff;
            if (zeros >= 2 && next <= 3) {
                out.write(3);
                zeros = 0;
            }
            out.write(next);
            zeros = next == 0 ? zeros + 1 : 0;
        }
        return out.toByteArray();
    }
}
