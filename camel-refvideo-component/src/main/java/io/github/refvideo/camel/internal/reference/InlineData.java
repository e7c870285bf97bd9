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
package io.github.refvideo.camel.internal.reference;

import io.github.refvideo.camel.internal.reference.media.MediaProbe;
import io.github.refvideo.camel.spi.ReferenceUrls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.regex.Pattern;

/** Media written as text: {@code data:} URLs and bare base64. */
final class InlineData {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Enough of it to see a header; a multiple of four. */
    private static final int BEGINNING = 128;

    /** Shorter text is no media, whatever it decodes to. */
    private static final int SHORTEST = 16;

    private InlineData() {}

    /** The bytes of a {@code data:} URL. */
    static ByteBuffer ofUrl(String url, long maxBytes) throws BadMediaException {
        int comma = url.indexOf(',');
        String head = comma < 0 ? "" : url.substring(0, comma).stripTrailing();
        if (!head.regionMatches(true, head.length() - 7, ";base64", 0, 7)) {
            throw new BadMediaException(
                    ReferenceUrls.printable(url), "write data:image/png;base64, and the bytes");
        }
        return decode(url.substring(comma + 1), maxBytes);
    }

    /** The bytes of base64, in the plain or in the URL-safe alphabet. */
    static ByteBuffer decode(String base64, long maxBytes) throws BadMediaException {
        String text = BLANKS.matcher(base64).replaceAll("");
        MediaInspector.checkSize(text.length() / 4L * 3 - 2, maxBytes);
        try {
            boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
            Base64.Decoder decoder = urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
            return ByteBuffer.wrap(decoder.decode(text));
        } catch (IllegalArgumentException e) {
            throw new BadMediaException("inline data", "it must be base64");
        }
    }

    /**
     * Whether text is media in base64. A JPEG starts with {@code /9j/}, as a path may; so what it
     * decodes to decides.
     */
    static boolean isMedia(String text) {
        String beginning =
                BLANKS.matcher(text.substring(0, Math.min(text.length(), 2 * BEGINNING)))
                        .replaceAll("");
        if (beginning.length() < SHORTEST) {
            return false;
        }
        int usable = Math.min(BEGINNING, beginning.length()) / 4 * 4;
        try {
            ByteBuffer head = decode(beginning.substring(0, usable), Long.MAX_VALUE);
            return isKnown(head);
        } catch (BadMediaException e) {
            return false;
        }
    }

    private static boolean isKnown(ByteBuffer head) {
        try {
            return MediaProbe.look(new BufferChannel(head)).isPresent();
        } catch (IOException e) {
            // A buffer that is open can be read.
            throw new UncheckedIOException(e);
        }
    }
}
