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
import java.util.Objects;

/**
 * A decoded reference for the renderer.
 *
 * @param label such as "character1"
 * @param sourceName the name of its source, for display
 * @param kind the media kind
 * @param image the decoded image, or null to draw a placeholder
 */
public record ReferenceImage(
        String label, String sourceName, ReferenceKind kind, BufferedImage image) {

    public ReferenceImage {
        label = Objects.requireNonNullElse(label, "");
        sourceName = Objects.requireNonNullElse(sourceName, "");
        Objects.requireNonNull(kind, "kind");
    }

    /**
     * The format of a file by its first 64 bytes, such as {@code PNG}, {@code HEIF} or {@code MP4}.
     */
    public static String format(byte[] beginning) {
        return MediaSignature.of(beginning).name();
    }

    /**
     * Decodes a reference as a service does.
     *
     * <p>The format is detected from the first bytes, not from name or media type. PNG, JPEG, BMP
     * and GIF are decoded and scaled down; WebP, video and audio are recognised and get a
     * placeholder.
     *
     * @param mediaType media type sent by the server, only used in failure messages; may be null
     * @throws UndecodableReferenceException if the format is not supported, or the file is corrupt
     *     or too large
     */
    public static ReferenceImage decode(
            String label, String sourceName, byte[] content, String mediaType)
            throws UndecodableReferenceException {
        return new ReferenceDecoder(label, sourceName, mediaType).decode(content);
    }
}
