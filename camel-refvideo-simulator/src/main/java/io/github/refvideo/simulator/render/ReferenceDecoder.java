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
package io.github.refvideo.simulator.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** Decodes untrusted bytes into a {@link ReferenceImage}, or throws with the reason. */
final class ReferenceDecoder {

    private final String label;
    private final String sourceName;
    private final String mediaType;

    ReferenceDecoder(String label, String sourceName, String mediaType) {
        this.label = Objects.requireNonNullElse(label, "");
        this.sourceName = Objects.requireNonNullElse(sourceName, "");
        this.mediaType = mediaType;
    }

    ReferenceImage decode(byte[] content) throws UndecodableReferenceException {
        if (content == null || content.length == 0) {
            throw failure("it is empty", null);
        }
        MediaSignature signature = MediaSignature.of(content);
        if (signature.kind == null) {
            throw failure(describe(signature, content), null);
        }
        BufferedImage image = signature.decodable ? read(content, signature) : null;
        return new ReferenceImage(label, sourceName, signature.kind, image);
    }

    private BufferedImage read(byte[] content, MediaSignature signature)
            throws UndecodableReferenceException {
        try {
            return BoundedImageReader.read(content, signature);
        } catch (BoundedImageReader.TooLargeException e) {
            throw failure(e.getMessage(), e);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // The JDK's readers throw various exceptions for corrupt files.
            throw failure("it is a broken " + signature + " file", e);
        }
    }

    private String describe(MediaSignature signature, byte[] content) {
        if (signature == MediaSignature.TEXT) {
            String head =
                    new String(
                                    content,
                                    0,
                                    Math.min(content.length, 64),
                                    StandardCharsets.ISO_8859_1)
                            .stripLeading()
                            .toLowerCase(Locale.ROOT);
            return head.startsWith("<!doctype html") || head.startsWith("<html")
                    ? "it is a web page, not an image or video"
                    : "it is text, not an image or video";
        }
        return "its format is not one of PNG, JPEG, BMP, GIF, WebP, MP4, MOV, WebM, MP3, WAV";
    }

    private UndecodableReferenceException failure(String reason, Throwable cause) {
        // The query may contain a signature that grants access.
        String name = sourceName.replaceFirst("[?#].*", "");
        String said = mediaType == null ? "" : " (it was served as " + mediaType + ")";
        return new UndecodableReferenceException(
                "cannot read reference " + label + " from " + name + ": " + reason + said, cause);
    }
}
