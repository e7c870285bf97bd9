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

/** Stub. */
public record ReferencePicture(
        String label, String sourceName, PictureKind kind, BufferedImage image) {
    /** Stub. */
    public static ReferencePicture decode(
            String label, String sourceName, byte[] content, String mediaType)
            throws UndecodableReferenceException {
        if (mediaType != null && mediaType.startsWith("video/"))
            return new ReferencePicture(label, sourceName, PictureKind.CLIP, null);
        if (mediaType != null && mediaType.startsWith("audio/"))
            return new ReferencePicture(label, sourceName, PictureKind.AUDIO, null);
        try {
            BufferedImage image =
                    javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(content));
            if (image == null)
                throw new UndecodableReferenceException(
                        "The reference " + sourceName + " is no picture that can be read.");
            return new ReferencePicture(label, sourceName, PictureKind.IMAGE, image);
        } catch (java.io.IOException e) {
            throw new UndecodableReferenceException(
                    "The reference " + sourceName + " cannot be read.");
        }
    }
}
