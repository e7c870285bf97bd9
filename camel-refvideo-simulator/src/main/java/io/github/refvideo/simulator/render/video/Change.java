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
package io.github.refvideo.simulator.render.video;

import java.awt.Rectangle;

/**
 * An area of the picture that may differ from the previous picture. Pixels outside all changes are
 * assumed to be unchanged and are not examined.
 *
 * @param area in pixels; may reach beyond the picture
 * @param moved the displacement of the moved object: a hint that reduces the video size
 */
public record Change(Rectangle area, Displacement moved) {

    /** An area that is redrawn without displacement. */
    public static Change redrawn(Rectangle area) {
        return new Change(area, Displacement.NONE);
    }
}
