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
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Random;

/** Sky, sun, clouds and rolling hills. */
record Hills(Palette palette, long seed) implements Backdrop {

    @Override
    public void paint(Graphics2D graphics, double width, double height) {
        var random = new Random(seed);
        double size = Math.min(width, height);
        paintSky(graphics, width, height);
        paintSun(graphics, width * (0.2 + 0.6 * random.nextDouble()), height * 0.24, size * 0.1);
        for (int i = 0; i < 4; i++) {
            double x = width * (i + 0.15 + 0.6 * random.nextDouble()) / 4;
            double y = height * (0.1 + 0.22 * random.nextDouble());
            paintCloud(graphics, x, y, size * (0.05 + 0.04 * random.nextDouble()));
        }
        paintHill(graphics, palette.far(), 0.52, 0.09, width, height, random);
        paintHill(graphics, palette.middle(), 0.63, 0.07, width, height, random);
        paintTrees(graphics, width, height, random);
        paintHill(graphics, palette.near(), 0.76, 0.045, width, height, random);
        paintHill(graphics, palette.ground(), 0.9, 0.02, width, height, random);
    }

    @Override
    public double horizon() {
        return 1;
    }

    private void paintSky(Graphics2D graphics, double width, double height) {
        graphics.setPaint(
                new GradientPaint(
                        0, 0, palette.skyTop(), 0, (float) (height * 0.7), palette.skyBottom()));
        graphics.fill(new Rectangle2D.Double(0, 0, width, height));
    }

    private void paintSun(Graphics2D graphics, double x, double y, double radius) {
        var glow = new Ellipse2D.Double(x - radius * 3, y - radius * 3, radius * 6, radius * 6);
        graphics.setPaint(
                new RadialGradientPaint(
                        (float) x,
                        (float) y,
                        (float) (radius * 3),
                        new float[] {0.25f, 1},
                        new Color[] {
                            Palette.withAlpha(palette.sun(), 0.55),
                            Palette.withAlpha(palette.sun(), 0)
                        }));
        graphics.fill(glow);
        graphics.setPaint(palette.sun());
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, radius * 2, radius * 2));
    }

    private static void paintCloud(Graphics2D graphics, double x, double y, double size) {
        var cloud =
                new Area(
                        new RoundRectangle2D.Double(
                                x - 2 * size, y - size * 0.4, size * 4, size * 0.9, size, size));
        cloud.add(new Area(circle(x - size * 0.7, y - size * 0.4, size * 0.75)));
        cloud.add(new Area(circle(x + size * 0.5, y - size * 0.5, size)));
        graphics.setPaint(new Color(255, 255, 255, 200));
        graphics.fill(cloud);
    }

    private static void paintHill(
            Graphics2D graphics,
            Color color,
            double level,
            double swing,
            double width,
            double height,
            Random random) {
        double phase = random.nextDouble() * 2 * Math.PI;
        double waves = 1.2 + random.nextDouble();
        var hill = new Path2D.Double();
        hill.moveTo(0, height);
        int steps = 48;
        for (int i = 0; i <= steps; i++) {
            double part = i / (double) steps;
            double angle = part * waves * 2 * Math.PI + phase;
            double y = level - swing * (Math.sin(angle) * 0.7 + Math.sin(angle * 2.3) * 0.3);
            hill.lineTo(width * part, height * y);
        }
        hill.lineTo(width, height);
        hill.closePath();
        graphics.setPaint(
                new GradientPaint(
                        0,
                        (float) (height * (level - swing)),
                        Palette.mix(color, Color.WHITE, 0.1),
                        0,
                        (float) height,
                        color));
        graphics.fill(hill);
    }

    private void paintTrees(Graphics2D graphics, double width, double height, Random random) {
        for (int i = 0; i < 9; i++) {
            double x = width * random.nextDouble();
            double foot = height * (0.74 + 0.04 * random.nextDouble());
            double size = Math.min(width, height) * (0.035 + 0.03 * random.nextDouble());
            graphics.setPaint(Palette.mix(palette.near(), Color.BLACK, 0.25));
            graphics.fill(
                    new Rectangle2D.Double(x - size * 0.1, foot - size, size * 0.2, size * 1.4));
            graphics.setPaint(Palette.mix(palette.near(), palette.middle(), 0.35));
            graphics.fill(circle(x, foot - size * 1.7, size));
        }
    }

    private static Ellipse2D circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }
}
