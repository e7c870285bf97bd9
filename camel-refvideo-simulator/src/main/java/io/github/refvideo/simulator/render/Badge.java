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
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** The word "simulated" on a yellow badge, drawn on top of everything else. */
final class Badge {

    private static final String WORD = "simulated";
    private static final Color YELLOW = new Color(0xFFD43B);

    private Badge() {}

    /** A badge for the upper left corner of the panel. */
    static Sprite of(Layout layout) {
        // Limited to the width of the panel, and as legible as the panel allows.
        double wanted = Math.max(7, 15 * layout.unit());
        double room = 0.8 * layout.panel().width / (StrokeFont.width(WORD, 1) + 2.2);
        double size = Math.max(1, Math.min(wanted, room));
        double width = StrokeFont.width(WORD, size) + 2.2 * size;
        double height = 2.4 * size;
        var image =
                new BufferedImage(
                        (int) Math.ceil(width) + 2,
                        (int) Math.ceil(height + size * 0.2) + 2,
                        BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = Drawing.on(image);
        graphics.setPaint(new Color(0, 0, 0, 50));
        graphics.fill(
                new RoundRectangle2D.Double(1, 1 + size * 0.15, width, height, height, height));
        graphics.setPaint(YELLOW);
        graphics.fill(new RoundRectangle2D.Double(1, 1, width, height, height, height));
        graphics.setPaint(Sheet.INK);
        StrokeFont.draw(graphics, WORD, 1 + 1.1 * size, 1 + 1.7 * size, size, 0.17);
        graphics.dispose();
        return new Sprite(image, 0, 0);
    }
}
