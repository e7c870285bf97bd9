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

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Draws text with a stroke font. A JDK on a minimal server often has no usable font, so {@link
 * java.awt.Font} is not used. Characters without a glyph are drawn as hollow boxes. Thread-safe.
 */
final class StrokeFont {

    private static final double CAPITAL_HEIGHT = 14;
    private static final double GAP = 3.5;
    private static final double SPACE = 6;
    private static final Glyph BOX = new Glyph(9, StrokePath.parse("M0 1 L9 1 L9 14 L0 14 L0 1"));
    private static final Map<Integer, Glyph> GLYPHS = load();

    /**
     * @param width without the gap to the next glyph
     * @param strokes with the baseline at {@link #CAPITAL_HEIGHT}
     */
    private record Glyph(double width, Shape strokes) {}

    private StrokeFont() {}

    /**
     * The length of a line of text, in pixels.
     *
     * @param size height of capitals, in pixels
     */
    static double width(String text, double size) {
        double units = text.codePoints().mapToDouble(StrokeFont::advance).sum();
        return Math.max(0, units - GAP) * size / CAPITAL_HEIGHT;
    }

    /**
     * Draws one line in the current colour of the graphics.
     *
     * @param x left end, in pixels
     * @param baseline in pixels
     * @param size height of capitals, in pixels
     * @param weight stroke width as a fraction of the size, about 0.1 to 0.2
     */
    static void draw(
            Graphics2D graphics,
            String text,
            double x,
            double baseline,
            double size,
            double weight) {
        double scale = size / CAPITAL_HEIGHT;
        var line = new Path2D.Double();
        double pen = x;
        for (int character : text.codePoints().toArray()) {
            if (character != ' ') {
                var place = new AffineTransform(scale, 0, 0, scale, pen, baseline - size);
                line.append(glyph(character).strokes().getPathIterator(place), false);
            }
            pen += advance(character) * scale;
        }
        graphics.setStroke(
                new BasicStroke(
                        (float) (size * weight), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(line);
    }

    private static double advance(int character) {
        return character == ' ' ? SPACE : glyph(character).width() + GAP;
    }

    private static Glyph glyph(int character) {
        return GLYPHS.getOrDefault(character, BOX);
    }

    private static Map<Integer, Glyph> load() {
        var glyphs = new HashMap<Integer, Glyph>();
        try (InputStream resource = StrokeFont.class.getResourceAsStream("stroke-font.txt");
                var lines =
                        new BufferedReader(
                                new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("//"))
                    .map(line -> line.split(" ", 3))
                    .forEach(
                            parts ->
                                    glyphs.put(
                                            parts[0].codePointAt(0),
                                            new Glyph(
                                                    Double.parseDouble(parts[1]),
                                                    StrokePath.parse(parts[2]))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(glyphs);
    }
}
