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
import java.awt.Graphics2D;
import java.awt.TexturePaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** Draws a reference with its label as a card on a stick, as in a puppet theatre. */
final class Puppet {

    private static final Color STICK = new Color(0xC69C6D);
    private static final Color STICK_SHADE = new Color(0xA97F52);
    private static final Color CARD = new Color(0xFFFEFA);
    private static final double FRAME = 0.055;
    private static final double LABEL = 0.19;
    private static final int SHADOW_LAYERS = 9;

    private final double picture;
    private final double width;
    private final double height;
    private final double margin;

    private Puppet(double side, double proportion) {
        // The area is constant, so that tall and wide images look equally important.
        this.picture = side;
        this.width = side * Math.sqrt(proportion) + 2 * side * FRAME;
        this.height = side / Math.sqrt(proportion) + side * FRAME + side * LABEL;
        this.margin = Math.ceil(side * 0.1 + 2);
    }

    /**
     * @param character from 0
     * @param side side length for a square image, in pixels
     * @param tilt in radians
     * @param stick length of the stick below the middle of the card, in pixels
     */
    static Sprite of(
            ReferenceImage reference, int character, double side, double tilt, double stick) {
        Color accent = Palette.accent(character);
        BufferedImage source = reference.image();
        if (source == null) {
            source = Placeholder.of(reference, accent);
        }
        var puppet = new Puppet(side, Thumbnail.proportion(source));
        return puppet.draw(source, PlainText.of(reference.label()), accent, tilt, stick);
    }

    private Sprite draw(
            BufferedImage source, String label, Color accent, double tilt, double stick) {
        double sine = Math.abs(Math.sin(tilt));
        double cosine = Math.cos(tilt);
        double halfWidth = (width * cosine + height * sine) / 2 + margin;
        double halfHeight = (height * cosine + width * sine) / 2 + margin;
        int anchorX = Layout.even(halfWidth);
        int anchorY = Layout.even(halfHeight);
        var image =
                new BufferedImage(
                        2 * anchorX,
                        anchorY + (int) Math.ceil(Math.max(halfHeight, stick)),
                        BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = Drawing.on(image);
        graphics.translate(anchorX, anchorY);
        paintStick(graphics, stick);
        graphics.rotate(tilt);
        graphics.translate(-width / 2, -height / 2);
        paintShadow(graphics);
        paintCard(graphics, source);
        paintLabel(graphics, label, accent);
        paintTape(graphics, accent);
        graphics.dispose();
        return new Sprite(image, anchorX, anchorY);
    }

    private void paintStick(Graphics2D graphics, double length) {
        double thickness = picture * 0.055;
        graphics.setPaint(STICK);
        graphics.fill(new Rectangle2D.Double(-thickness / 2, 0, thickness, length));
        graphics.setPaint(STICK_SHADE);
        graphics.fill(new Rectangle2D.Double(thickness * 0.2, 0, thickness * 0.3, length));
    }

    /** Several faint layers of increasing size give a blur effect. */
    private void paintShadow(Graphics2D graphics) {
        graphics.setPaint(new Color(20, 20, 40, 11));
        for (int i = 0; i < SHADOW_LAYERS; i++) {
            double grow = picture * 0.065 * (i + 1) / SHADOW_LAYERS;
            double corner = picture * 0.06 + 2 * grow;
            graphics.fill(
                    new RoundRectangle2D.Double(
                            -grow,
                            -grow + picture * 0.03,
                            width + 2 * grow,
                            height + 2 * grow,
                            corner,
                            corner));
        }
    }

    private void paintCard(Graphics2D graphics, BufferedImage source) {
        double corner = picture * 0.06;
        graphics.setPaint(CARD);
        graphics.fill(new RoundRectangle2D.Double(0, 0, width, height, corner, corner));
        double frame = picture * FRAME;
        double innerWidth = width - 2 * frame;
        double innerHeight = height - frame - picture * LABEL;
        var thumbnail =
                Thumbnail.of(
                        source,
                        Math.max(1, (int) Math.round(innerWidth)),
                        Math.max(1, (int) Math.round(innerHeight)));
        var window =
                new RoundRectangle2D.Double(
                        frame, frame, innerWidth, innerHeight, corner * 0.6, corner * 0.6);
        graphics.setPaint(new TexturePaint(thumbnail, window.getBounds2D()));
        graphics.fill(window);
    }

    private void paintLabel(Graphics2D graphics, String label, Color accent) {
        double room = width - 2 * picture * FRAME;
        double size = picture * 0.075;
        double wanted = StrokeFont.width(label, size);
        if (wanted > room) {
            size *= room / wanted;
        }
        graphics.setPaint(accent);
        double x = (width - StrokeFont.width(label, size)) / 2;
        StrokeFont.draw(graphics, label, x, height - picture * LABEL / 2 + size * 0.42, size, 0.15);
    }

    private void paintTape(Graphics2D graphics, Color accent) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(width / 2, 0);
        graphics.rotate(-0.05);
        graphics.setPaint(Palette.withAlpha(Palette.mix(accent, Color.WHITE, 0.35), 0.85));
        double length = picture * 0.3;
        double thickness = picture * 0.075;
        graphics.fill(new Rectangle2D.Double(-length / 2, -thickness / 2, length, thickness));
        graphics.setTransform(before);
    }
}
