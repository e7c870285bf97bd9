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

/**
 * Ogg: the first page of every stream, all of them at the beginning, says what the stream holds.
 */
final class Ogg {

    private static final int HEADER = 27;
    private static final int BEGIN_OF_STREAM = 2;
    private static final int MOST_STREAMS = 64;

    /** Theora, VP8, Dirac, and the form that old programs write for any video. */
    private static final List<String> VIDEO =
            List.of("\u0080theora", "OVP80", "BBCD\0", "\u0001video");

    private Ogg() {}

    static MediaDescription measure(ByteWindow octets) throws IOException {
        long at = 0;
        for (int stream = 0; stream < MOST_STREAMS && octets.has(at, "OggS"); stream++) {
            if ((octets.u8(at + 5) & BEGIN_OF_STREAM) == 0) {
                break;
            }
            int segments = octets.u8(at + 26);
            long body = at + HEADER + segments;
            for (String codec : VIDEO) {
                if (octets.has(body, codec)) {
                    return MediaDescription.of(MediaType.OGG_VIDEO);
                }
            }
            at = body;
            for (int i = 0; i < segments; i++) {
                at += octets.u8(body - segments + i);
            }
        }
        return MediaDescription.of(MediaType.OGG);
    }
}
