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

/** Size of a WEBP in its three forms: lossy, lossless and extended. */
final class Webp {

    private static final MediaType TYPE = MediaType.WEBP;
    private static final int SIDE = 0x3fff;

    private Webp() {}

    static MediaDescription measure(ByteWindow octets) throws IOException {
        return switch (octets.name(12)) {
            case "VP8 " -> lossy(octets);
            case "VP8L" -> lossless(octets);
            case "VP8X" ->
                    MediaDescription.image(
                            TYPE,
                            octets.u24Little(24) + 1L,
                            octets.u24Little(27) + 1L,
                            (octets.u8(20) & 0x10) != 0);
            default -> MediaDescription.of(TYPE);
        };
    }

    private static MediaDescription lossy(ByteWindow octets) throws IOException {
        return octets.has(23, "\u009d\u0001\u002a")
                ? MediaDescription.image(
                        TYPE, octets.u16Little(26) & SIDE, octets.u16Little(28) & SIDE, false)
                : MediaDescription.of(TYPE);
    }

    private static MediaDescription lossless(ByteWindow octets) throws IOException {
        if (octets.u8(20) != 0x2f) {
            return MediaDescription.of(TYPE);
        }
        long bits = octets.u32Little(21);
        return MediaDescription.image(
                TYPE, (bits & SIDE) + 1, (bits >> 14 & SIDE) + 1, (bits >> 28 & 1) != 0);
    }
}
