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

import java.awt.Graphics2D;
import java.util.regex.Pattern;

/** The background behind the characters. The same seed gives the same background. */
interface Backdrop {

    Pattern INDOORS =
            Pattern.compile(
                    "(?i)\\b(cafe|coffee|restaurant|bar|pub|room|kitchen|house|home|office"
                            + "|library|shop|store|studio|school|indoors?|sofa|table)\\b");

    /** Fills the area from (0, 0) to (width, height). */
    void paint(Graphics2D graphics, double width, double height);

    /** The lower limit of the visible area of characters, as a fraction of the height. */
    double horizon();

    /**
     * A landscape, or a room if the prompt mentions one.
     *
     * @param prompt as {@link PlainText}
     */
    static Backdrop of(String prompt, long seed) {
        Palette palette = Palette.of(seed);
        return INDOORS.matcher(prompt).find() ? new Room(palette, seed) : new Hills(palette, seed);
    }
}
