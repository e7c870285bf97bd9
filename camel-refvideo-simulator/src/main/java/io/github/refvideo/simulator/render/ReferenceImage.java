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
 * A reference as the renderer shows it.
 *
 * @param label such as "character1"
 * @param sourceName where it came from, for a person to recognise
 * @param kind what it is
 * @param image null when there is no picture: a placeholder is drawn
 */
public record ReferenceImage(
        String label, String sourceName, ReferenceKind kind, BufferedImage image) {

    public ReferenceImage {
        label = Objects.requireNonNullElse(label, "");
        sourceName = Objects.requireNonNullElse(sourceName, "");
        Objects.requireNonNull(kind, "kind");
    }

    /**
     * Reads a reference as a service would.
     *
     * <p>What it is is told by its first bytes, not by name or media type. PNG, JPEG, BMP and GIF
     * are decoded, scaled down on the way; WebP, clips and sounds are recognised and get a
     * placeholder.
     *
     * @param mediaType as the server said; only used to explain a failure; may be null
     * @throws UndecodableReferenceException if it is none of these, broken, or too large
     */
    public static ReferenceImage decode(
            String label, String sourceName, byte[] content, String mediaType)
            throws UndecodableReferenceException {
        return new ReferenceDecoder(label, sourceName, mediaType).decode(content);
    }
}
