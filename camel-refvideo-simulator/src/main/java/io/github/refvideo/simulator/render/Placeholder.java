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
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** Draws a placeholder for a reference that the JDK cannot decode as an image. */
final class Placeholder {

    private static final int SIDE = 480;

    private Placeholder() {}

    static BufferedImage of(ReferenceImage reference, Color accent) {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Drawing.on(image);
        graphics.setPaint(Palette.mix(accent, Color.WHITE, 0.72));
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.setPaint(accent);
        switch (reference.kind()) {
            case VIDEO -> paintFilm(graphics);
            case AUDIO -> paintWave(graphics);
            case IMAGE -> paintImage(graphics);
        }
        paintName(graphics, PlainText.of(reference.sourceName()));
        graphics.dispose();
        return image;
    }

    private static void paintFilm(Graphics2D graphics) {
        graphics.fillRect(0, 36, SIDE, 52);
        graphics.fillRect(0, SIDE - 128, SIDE, 52);
        var hole = graphics.getPaint();
        graphics.setPaint(Color.WHITE);
        for (int x = 16; x < SIDE; x += 60) {
            graphics.fill(new RoundRectangle2D.Double(x, 50, 30, 24, 8, 8));
            graphics.fill(new RoundRectangle2D.Double(x, SIDE - 114, 30, 24, 8, 8));
        }
        graphics.setPaint(hole);
        var play = new Path2D.Double();
        play.moveTo(185, 145);
        play.lineTo(315, 220);
        play.lineTo(185, 295);
        play.closePath();
        graphics.fill(play);
        graphics.setStroke(new BasicStroke(24, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(play);
    }

    private static void paintWave(Graphics2D graphics) {
        graphics.setStroke(new BasicStroke(22, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        int[] heights = {30, 70, 120, 60, 140, 90, 45, 110, 50, 25};
        for (int i = 0; i < heights.length; i++) {
            double x = 60 + i * 40;
            graphics.draw(new Line2D.Double(x, 220 - heights[i], x, 220 + heights[i]));
        }
    }

    private static void paintImage(Graphics2D graphics) {
        graphics.fill(new Ellipse2D.Double(310, 70, 90, 90));
        var mountains = new Path2D.Double();
        mountains.moveTo(50, 350);
        mountains.lineTo(180, 150);
        mountains.lineTo(270, 280);
        mountains.lineTo(330, 205);
        mountains.lineTo(430, 350);
        mountains.closePath();
        graphics.fill(mountains);
    }

    private static void paintName(Graphics2D graphics, String name) {
        graphics.setPaint(Sheet.INK);
        for (String line : Caption.wrap(name, 22, SIDE - 60, 1)) {
            double x = (SIDE - StrokeFont.width(line, 22)) / 2;
            StrokeFont.draw(graphics, line, x, SIDE - 26, 22, 0.13);
        }
    }
}
