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
package io.github.refvideo.camel.reference.media;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * Looks at media. Never decodes it, reads a bounded number of bytes whatever the size, and takes
 * anything for input: content comes from strangers.
 *
 * <p>Safe for all threads.
 */
public final class MediaProbe {

    private MediaProbe() {}

    /**
     * Tells what the content is; its name and what anybody declares do not count. A header that is
     * cut off or contradicts itself leaves size and length unknown.
     *
     * @param content is read at any place; its position does not matter and changes
     * @return empty for what is no picture, clip or sound that is known here
     * @throws IOException only from the channel
     */
    public static Optional<MediaLook> look(SeekableByteChannel content) throws IOException {
        Octets octets = new Octets(content);
        for (MediaFormat format : MediaFormat.values()) {
            if (isOne(format, octets)) {
                return Optional.of(measured(format, octets));
            }
        }
        return Optional.empty();
    }

    /** Names content that is no media, as well as its beginning tells, such as {@code HTML}. */
    public static String describe(SeekableByteChannel content) throws IOException {
        return Beginnings.describe(new Octets(content).head());
    }

    private static boolean isOne(MediaFormat format, Octets octets) throws IOException {
        try {
            return format.matches(octets);
        } catch (OutOfContentException e) {
            return false;
        }
    }

    private static MediaLook measured(MediaFormat format, Octets octets) throws IOException {
        try {
            return format.measure(octets);
        } catch (OutOfContentException e) {
            return MediaLook.of(format.usualType());
        }
    }
}
