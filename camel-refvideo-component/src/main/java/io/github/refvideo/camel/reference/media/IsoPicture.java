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

/** Size of an AVIF or HEIC: the largest of the sizes that its properties list. */
final class IsoPicture {

    private final Octets octets;

    IsoPicture(Octets octets) {
        this.octets = octets;
    }

    MediaLook measure(String type) throws IOException {
        long width = 0;
        long height = 0;
        Boxes top = new Boxes(octets, 0, octets.length());
        Boxes properties = top.next("meta") ? top.inside(4) : null;
        Boxes container =
                properties != null && properties.next("iprp") ? properties.inside(0) : null;
        if (container != null && container.next("ipco")) {
            Boxes sizes = container.inside(0);
            while (sizes.next("ispe")) {
                long wide = octets.u32(sizes.body() + 4);
                long high = octets.u32(sizes.body() + 8);
                if (wide > width) {
                    width = wide;
                    height = high;
                }
            }
        }
        return MediaLook.picture(type, width, height, false);
    }
}
