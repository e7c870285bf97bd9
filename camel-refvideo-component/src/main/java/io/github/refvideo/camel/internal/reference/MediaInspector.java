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

import io.github.refvideo.camel.internal.reference.media.MediaDescription;
import io.github.refvideo.camel.internal.reference.media.MediaProbe;
import io.github.refvideo.camel.spi.MediaInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Finds the facts of local media. What is no media, or is cut off, is refused after a look at its
 * headers, before gigabytes are read for a digest.
 */
final class MediaInspector {

    private static final int PIECE = 64 * 1024;

    private static final String ALLOWED =
            "give an image (such as JPEG, PNG, WEBP, BMP), a video (such as MP4, MOV) or audio"
                    + " (such as MP3, WAV)";

    private MediaInspector() {}

    /**
     * @param name what to call it in a message
     * @param content read from its beginning to its end
     */
    static MediaInfo of(String name, SeekableByteChannel content, long maxBytes)
            throws IOException, BadMediaException {
        checkSize(content.size(), maxBytes);
        MediaDescription look = look(name, content);
        MessageDigest digest = sha256();
        // One more than there is, so that the end shows at once; never none.
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(content.size() + 1, PIECE));
        content.position(0);
        long length = 0;
        for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
            length += read;
            checkSize(length, maxBytes);
            digest.update(piece.flip());
            piece.clear();
        }
        return new MediaInfo(
                look.mediaType(),
                length,
                look.width(),
                look.height(),
                HexFormat.of().formatHex(digest.digest()),
                look.durationMillis(),
                look.alpha());
    }

    static void checkSize(long bytes, long maxBytes) throws BadMediaException {
        if (bytes > maxBytes) {
            throw new BadMediaException(
                    "media of " + bytes + " bytes or more", "maxReferenceSize is " + maxBytes);
        }
    }

    private static MediaDescription look(String name, SeekableByteChannel content)
            throws IOException, BadMediaException {
        Optional<MediaDescription> look = MediaProbe.look(content);
        if (look.isEmpty()) {
            String found = MediaProbe.describe(content);
            boolean text = found.contains("JSON") || found.contains("URL");
            throw new BadMediaException(
                    name + " holding " + found,
                    ALLOWED + (text ? "; for JSON or URLs convert the body to String first" : ""));
        }
        if (look.get().defect() != null) {
            throw new BadMediaException(
                    name + " holding " + look.get().mediaType(),
                    look.get().defect() + "; give a complete file");
        }
        return look.get();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
