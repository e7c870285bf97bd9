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

/** The items of an AVIF or HEIF file: its size is the largest one that its properties list. */
final class IsoImage {

    private final ByteWindow octets;
    private boolean image;
    private long width;
    private long height;

    IsoImage(ByteWindow octets) {
        this.octets = octets;
    }

    /**
     * @param meta stands at the box of that name at the top of the file
     */
    void read(IsoBoxReader meta) throws IOException {
        IsoBoxReader parts = meta.inside(4);
        while (parts.next()) {
            if (parts.name().equals("hdlr")) {
                image = octets.has(parts.body() + 8, "pict");
            } else if (parts.name().equals("iprp")) {
                readProperties(parts.inside(0));
            }
        }
    }

    private void readProperties(IsoBoxReader properties) throws IOException {
        if (!properties.next("ipco")) {
            return;
        }
        IsoBoxReader sizes = properties.inside(0);
        while (sizes.next("ispe")) {
            long wide = octets.u32(sizes.body() + 4);
            if (wide > width) {
                width = wide;
                height = octets.u32(sizes.body() + 8);
            }
        }
    }

    /** Whether the items are images, and not, for example, the tags of a song. */
    boolean isImage() {
        return image;
    }

    long width() {
        return width;
    }

    long height() {
        return height;
    }
}
