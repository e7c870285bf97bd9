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
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * Looks at media. Never decodes it and accepts any input, since content comes from messages. What
 * headers lead to is bounded to 4 MiB; in an image whose end is not where it should be, up to 64
 * MiB are searched for it.
 *
 * <p>Thread-safe.
 */
public final class MediaProbe {

    private MediaProbe() {}

    /**
     * Tells what the content is; its name and what is declared do not count. A header that
     * contradicts itself leaves size and length unknown. What is cut off has a defect.
     *
     * @param content is read at any place; its position does not matter and changes
     * @return empty for what is no image, video or audio that is known here
     * @throws IOException only from the channel
     */
    public static Optional<MediaDescription> look(SeekableByteChannel content) throws IOException {
        ByteWindow octets = new ByteWindow(content);
        for (MediaFormat format : MediaFormat.values()) {
            if (isOne(format, octets)) {
                MediaDescription look = measured(format, octets);
                return Optional.of(
                        look.defect() == null ? look.with(defect(format, content)) : look);
            }
        }
        return Optional.empty();
    }

    /** Names content that is no media, as well as its beginning tells, such as {@code HTML}. */
    public static String describe(SeekableByteChannel content) throws IOException {
        return OtherContent.describe(new ByteWindow(content).head());
    }

    private static boolean isOne(MediaFormat format, ByteWindow octets) throws IOException {
        try {
            return format.matches(octets);
        } catch (OutOfContentException e) {
            return false;
        }
    }

    private static MediaDescription measured(MediaFormat format, ByteWindow octets)
            throws IOException {
        try {
            return format.measure(octets);
        } catch (OutOfContentException e) {
            return MediaDescription.of(format.usualType());
        }
    }

    private static String defect(MediaFormat format, SeekableByteChannel content)
            throws IOException {
        try {
            return format.defect(new ByteWindow(content));
        } catch (OutOfContentException e) {
            return e.isEnd() ? "it is cut off within its header" : null;
        }
    }
}
