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

/**
 * The displacement of an object since the previous picture, in pixels.
 *
 * <p>Both components must be even: chroma is stored at half resolution, and only an even
 * displacement moves it by whole samples, so that the copy is exact.
 *
 * @param dx to the right
 * @param dy downwards
 */
public record Displacement(int dx, int dy) {

    /** No displacement. */
    public static final Displacement NONE = new Displacement(0, 0);

    /** The range of motion vectors that every level allows. */
    private static final int LONGEST = 62;

    public Displacement {
        if ((dx & 1) != 0 || (dy & 1) != 0) {
            throw new IllegalArgumentException("odd displacement: " + dx + "," + dy);
        }
    }

    /** Whether a motion vector may be this long. */
    boolean isCodable() {
        return Math.abs(dx) <= LONGEST && Math.abs(dy) <= LONGEST;
    }
}
