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
 * A part of the picture that may differ from the picture before. What lies in no change is taken to
 * be the same and not even looked at.
 *
 * @param area in pixels; may reach beyond the picture
 * @param moved how far the thing in it moved: a hint that makes the video smaller
 */
public record Change(Rectangle area, Displacement moved) {

    /** A part that is drawn anew without anything having moved. */
    public static Change redrawn(Rectangle area) {
        return new Change(area, Displacement.NONE);
    }
}
