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

import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the strokes of a glyph; the resource {@code stroke-font.txt} describes the commands. */
final class StrokePath {

    private static final Pattern TOKEN = Pattern.compile("[A-Z]|-?[0-9]*\\.?[0-9]+");

    private final Path2D path = new Path2D.Double();
    private final Deque<String> tokens = new ArrayDeque<>();
    private boolean penDown;

    private StrokePath(String strokes) {
        Matcher matcher = TOKEN.matcher(strokes);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
    }

    static Path2D parse(String strokes) {
        var parser = new StrokePath(strokes);
        while (!parser.tokens.isEmpty()) {
            parser.stroke(parser.tokens.remove().charAt(0));
        }
        return parser.path;
    }

    private void stroke(char letter) {
        switch (letter) {
            case 'M' -> path.moveTo(next(), next());
            case 'L' -> path.lineTo(next(), next());
            case 'Q' -> path.quadTo(next(), next(), next(), next());
            case 'C' -> path.curveTo(next(), next(), next(), next(), next(), next());
            case 'A' -> arc();
            case 'O' -> ellipse(next(), next(), next(), next());
            case 'D' -> dot(next(), next());
            default -> throw new IllegalArgumentException("unknown stroke " + letter);
        }
        penDown = letter != 'O' && letter != 'D';
    }

    private void arc() {
        double centreX = next();
        double centreY = next();
        double radiusX = next();
        double radiusY = next();
        path.append(
                new Arc2D.Double(
                        centreX - radiusX,
                        centreY - radiusY,
                        2 * radiusX,
                        2 * radiusY,
                        next(),
                        next(),
                        Arc2D.OPEN),
                penDown);
    }

    private void ellipse(double centreX, double centreY, double radiusX, double radiusY) {
        path.append(
                new Ellipse2D.Double(
                        centreX - radiusX, centreY - radiusY, 2 * radiusX, 2 * radiusY),
                false);
    }

    /** Almost no length: the round line caps draw the dot. */
    private void dot(double x, double y) {
        path.moveTo(x, y);
        path.lineTo(x + 0.01, y);
    }

    private double next() {
        return Double.parseDouble(tokens.remove());
    }
}
