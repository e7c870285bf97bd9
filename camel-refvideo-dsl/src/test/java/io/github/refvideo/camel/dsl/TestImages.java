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
package io.github.refvideo.camel.dsl;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Generated images of characters. */
public final class TestImages {

    private TestImages() {}

    /** A PNG of an orange cat, 480x360. */
    public static byte[] cat() {
        BufferedImage image = new BufferedImage(480, 360, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(0xDDEEDD));
        pen.fillRect(0, 0, 480, 360);
        pen.setColor(new Color(0xE08A2E));
        pen.fillPolygon(new int[] {150, 170, 230}, new int[] {150, 50, 110}, 3);
        pen.fillPolygon(new int[] {330, 310, 250}, new int[] {150, 50, 110}, 3);
        pen.fillOval(140, 90, 200, 200);
        pen.setColor(Color.DARK_GRAY);
        pen.fillOval(185, 160, 24, 30);
        pen.fillOval(270, 160, 24, 30);
        pen.dispose();
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
