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

import java.awt.Color;
import java.util.List;

/** A set of matching colours. */
record Palette(
        Color skyTop,
        Color skyBottom,
        Color sun,
        Color far,
        Color middle,
        Color near,
        Color ground,
        Color wall,
        Color wood) {

    /** One per character, in turn; readable as text on paper. */
    private static final List<Color> ACCENTS =
            List.of(
                    new Color(0xD9480F),
                    new Color(0x1971C2),
                    new Color(0x2B8A3E),
                    new Color(0x9C36B5),
                    new Color(0xB08900),
                    new Color(0xC2255C));

    private static final List<Palette> ALL =
            List.of(
                    // a clear morning
                    of(
                            0x8FD3F4, 0xE8F6EF, 0xFFE08A, 0xA9CFC4, 0x7DB89A, 0x549B72, 0x3F8460,
                            0xF2D9B8, 0xA9683D),
                    // evening
                    of(
                            0x5B5F97, 0xFFB88C, 0xFFE3A3, 0xB8839B, 0x8A5A83, 0x5E4072, 0x46305B,
                            0xE9BFA2, 0x8C5138),
                    // late summer
                    of(
                            0x7EC8E3, 0xFFF1C9, 0xFFD166, 0xE0C98F, 0xC9A95A, 0x9C8A3F, 0x7A7134,
                            0xF4DDA9, 0xB0723A),
                    // rosy
                    of(
                            0xF7B2C4, 0xFFF0E5, 0xFFFFFF, 0xE0A9C0, 0xB884AE, 0x8A679B, 0x6C5289,
                            0xF3CFCB, 0xA4665C),
                    // by the sea
                    of(
                            0x4FB3D9, 0xD6F3F1, 0xFFF3B0, 0x8CCBD0, 0x55A9B5, 0x2F8797, 0x256F80,
                            0xCFE3DA, 0x9A7452));

    static Palette of(long seed) {
        // Hashed, because seeds are often consecutive numbers or timestamps.
        long mixed = (seed ^ 0x5DEECE66DL) * 0x9E3779B97F4A7C15L;
        return ALL.get((int) Math.floorMod(mixed >>> 33, (long) ALL.size()));
    }

    static Color accent(int character) {
        return ACCENTS.get(character % ACCENTS.size());
    }

    static Color withAlpha(Color color, double alpha) {
        return new Color(
                color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * alpha));
    }

    static Color mix(Color a, Color b, double part) {
        return new Color(
                (int) Math.round(a.getRed() + (b.getRed() - a.getRed()) * part),
                (int) Math.round(a.getGreen() + (b.getGreen() - a.getGreen()) * part),
                (int) Math.round(a.getBlue() + (b.getBlue() - a.getBlue()) * part));
    }

    private static Palette of(int... rgb) {
        return new Palette(
                new Color(rgb[0]),
                new Color(rgb[1]),
                new Color(rgb[2]),
                new Color(rgb[3]),
                new Color(rgb[4]),
                new Color(rgb[5]),
                new Color(rgb[6]),
                new Color(rgb[7]),
                new Color(rgb[8]));
    }
}
