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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Base64;

/** Small media as a {@code data:} URL. */
final class DataUrls {

    private DataUrls() {}

    /** How long it gets. */
    static long length(MediaInfo facts) {
        return head(facts).length() + (facts.length() + 2) / 3 * 4;
    }

    /**
     * Reads the media, which blocks as a file does.
     *
     * @throws IOException also when the media is not as long as it was
     */
    static String read(LocalMedia media) throws IOException {
        MediaInfo facts = media.facts();
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(facts.length()));
        try (SeekableByteChannel channel = media.open()) {
            while (content.hasRemaining()) {
                if (channel.read(content) <= 0) {
                    throw new IOException("shorter than it was");
                }
            }
        }
        return head(facts) + Base64.getEncoder().encodeToString(content.array());
    }

    private static String head(MediaInfo facts) {
        return "data:" + facts.mediaType() + ";base64,";
    }
}
