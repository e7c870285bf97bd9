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
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** A wall with a window, lamps, and a table with two cups. */
record Room(Palette palette, long seed) implements Backdrop {

    private static final Color LIGHT = new Color(0xFFE9B0);
    private static final double TABLE = 0.84;

    @Override
    public void paint(Graphics2D graphics, double width, double height) {
        double size = Math.min(width, height);
        paintWall(graphics, width, height);
        double windowWidth = Math.min(width * 0.4, height * 0.8);
        paintWindow(graphics, (width - windowWidth) / 2, height * 0.1, windowWidth, height * 0.46);
        paintLamp(graphics, width * 0.4, height * 0.14, size * 0.075);
        paintLamp(graphics, width * 0.6, height * 0.14, size * 0.075);
        paintTable(graphics, width, height);
        paintCup(graphics, width / 2 - size * 0.06, height * 0.925, size * 0.055);
        paintCup(graphics, width / 2 + size * 0.08, height * 0.935, size * 0.055);
    }

    @Override
    public double horizon() {
        return TABLE;
    }

    private void paintWall(Graphics2D graphics, double width, double height) {
        Color wall = palette.wall();
        graphics.setPaint(
                new GradientPaint(
                        0,
                        0,
                        Palette.mix(wall, palette.wood(), 0.25),
                        0,
                        (float) (height * 0.6),
                        wall));
        graphics.fill(new Rectangle2D.Double(0, 0, width, height));
        double panels = height * 0.62;
        graphics.setPaint(Palette.mix(wall, palette.near(), 0.5));
        graphics.fill(new Rectangle2D.Double(0, panels, width, height - panels));
        graphics.setPaint(Palette.mix(wall, palette.near(), 0.68));
        graphics.fill(new Rectangle2D.Double(0, panels, width, height * 0.018));
        double plank = Math.min(width, height) * 0.14;
        graphics.setStroke(new BasicStroke((float) (height * 0.004)));
        for (double x = plank / 2; x < width; x += plank) {
            graphics.draw(new Line2D.Double(x, panels, x, height));
        }
    }

    private void paintWindow(Graphics2D graphics, double x, double y, double width, double height) {
        double frame = height * 0.045;
        graphics.setPaint(palette.wood());
        graphics.fill(
                new RoundRectangle2D.Double(
                        x - frame, y - frame, width + 2 * frame, height + 2 * frame, frame, frame));
        Shape clip = graphics.getClip();
        var transform = graphics.getTransform();
        graphics.clip(new Rectangle2D.Double(x, y, width, height));
        graphics.translate(x, y);
        new Hills(palette, seed).paint(graphics, width, height);
        graphics.setTransform(transform);
        graphics.setClip(clip);
        graphics.setPaint(palette.wood());
        double bar = frame * 0.45;
        graphics.fill(new Rectangle2D.Double(x + (width - bar) / 2, y, bar, height));
        graphics.fill(new Rectangle2D.Double(x, y + height * 0.42, width, bar));
        graphics.setPaint(Palette.mix(palette.wood(), Color.WHITE, 0.2));
        graphics.fill(
                new RoundRectangle2D.Double(
                        x - 2 * frame,
                        y + height + frame * 0.8,
                        width + 4 * frame,
                        frame,
                        frame / 2,
                        frame / 2));
    }

    private void paintLamp(Graphics2D graphics, double x, double y, double size) {
        graphics.setPaint(
                new RadialGradientPaint(
                        (float) x,
                        (float) (y + size * 0.5),
                        (float) (size * 4),
                        new float[] {0, 1},
                        new Color[] {Palette.withAlpha(LIGHT, 0.75), Palette.withAlpha(LIGHT, 0)}));
        graphics.fill(new Ellipse2D.Double(x - size * 4, y - size * 3.5, size * 8, size * 8));
        graphics.setPaint(Palette.mix(palette.wood(), Color.BLACK, 0.55));
        graphics.setStroke(new BasicStroke((float) (size * 0.08)));
        graphics.draw(new Line2D.Double(x, 0, x, y - size * 0.4));
        graphics.setPaint(LIGHT);
        graphics.fill(
                new Ellipse2D.Double(x - size * 0.35, y + size * 0.1, size * 0.7, size * 0.7));
        var shade = new Path2D.Double();
        shade.moveTo(x - size * 0.3, y - size * 0.5);
        shade.lineTo(x + size * 0.3, y - size * 0.5);
        shade.lineTo(x + size, y + size * 0.45);
        shade.lineTo(x - size, y + size * 0.45);
        shade.closePath();
        graphics.setPaint(palette.near());
        graphics.fill(shade);
    }

    private void paintTable(Graphics2D graphics, double width, double height) {
        double top = height * TABLE;
        Color wood = palette.wood();
        graphics.setPaint(
                new GradientPaint(
                        0,
                        (float) top,
                        Palette.mix(wood, Color.WHITE, 0.22),
                        0,
                        (float) height,
                        Palette.mix(wood, Color.BLACK, 0.12)));
        graphics.fill(new Rectangle2D.Double(0, top, width, height - top));
        graphics.setPaint(Palette.mix(wood, Color.WHITE, 0.42));
        graphics.fill(new Rectangle2D.Double(0, top, width, height * 0.008));
    }

    private static void paintCup(Graphics2D graphics, double x, double y, double size) {
        graphics.setPaint(new Color(0, 0, 0, 40));
        graphics.fill(
                new Ellipse2D.Double(x - size * 1.1, y + size * 0.55, size * 2.2, size * 0.5));
        graphics.setPaint(Color.WHITE);
        graphics.fill(new Ellipse2D.Double(x - size, y + size * 0.45, size * 2, size * 0.45));
        graphics.setStroke(new BasicStroke((float) (size * 0.14)));
        graphics.draw(new Ellipse2D.Double(x + size * 0.4, y - size * 0.3, size * 0.6, size * 0.6));
        graphics.fill(
                new Arc2D.Double(
                        x - size * 0.62,
                        y - size * 1.6,
                        size * 1.24,
                        size * 2.3,
                        180,
                        180,
                        Arc2D.CHORD));
        graphics.setPaint(new Color(0x6F4A35));
        graphics.fill(
                new Ellipse2D.Double(x - size * 0.52, y - size * 0.52, size * 1.04, size * 0.2));
        graphics.setPaint(new Color(255, 255, 255, 130));
        graphics.setStroke(
                new BasicStroke(
                        (float) (size * 0.1), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (double dx = -0.25; dx <= 0.3; dx += 0.5) {
            var steam = new Path2D.Double();
            steam.moveTo(x + dx * size, y - size * 0.75);
            steam.curveTo(
                    x + (dx - 0.4) * size,
                    y - size * 1.1,
                    x + (dx + 0.4) * size,
                    y - size * 1.4,
                    x + dx * size,
                    y - size * 1.8);
            graphics.draw(steam);
        }
    }
}
