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
import java.awt.image.BufferedImage;

/** Crops and scales images to the size in which they are drawn. */
final class Thumbnail {

    private static final double NARROWEST = 0.7;
    private static final double WIDEST = 1.45;

    private Thumbnail() {}

    /** The displayed aspect ratio of an image; extreme ratios are cropped. */
    static double proportion(BufferedImage image) {
        double own = image.getWidth() / (double) image.getHeight();
        return Math.max(NARROWEST, Math.min(WIDEST, own));
    }

    /** The centre of the image; transparent areas become white. */
    static BufferedImage of(BufferedImage source, int width, int height) {
        double scale =
                Math.max(width / (double) source.getWidth(), height / (double) source.getHeight());
        BufferedImage image = source;
        // Bilinear scaling samples only four pixels: halve first, otherwise thin lines are lost.
        while (scale < 0.5 && Math.min(image.getWidth(), image.getHeight()) > 3) {
            image = scaled(image, image.getWidth() / 2, image.getHeight() / 2, 0.5);
            scale =
                    Math.max(
                            width / (double) image.getWidth(), height / (double) image.getHeight());
        }
        return scaled(image, width, height, scale);
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height, double scale) {
        var result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Drawing.on(result);
        graphics.setPaint(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        double scaledWidth = image.getWidth() * scale;
        double scaledHeight = image.getHeight() * scale;
        graphics.drawImage(
                image,
                (int) Math.floor((width - scaledWidth) / 2),
                (int) Math.floor((height - scaledHeight) / 2),
                (int) Math.ceil(scaledWidth),
                (int) Math.ceil(scaledHeight),
                null);
        graphics.dispose();
        return result;
    }
}
