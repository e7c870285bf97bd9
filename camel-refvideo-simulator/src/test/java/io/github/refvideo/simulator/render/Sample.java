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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Storyboards and images for tests. */
final class Sample {

    static final String PROMPT = "character1 and character2 walk over a meadow";

    private Sample() {}

    static Storyboard storyboard(int width, int height, double seconds, int rate) {
        return storyboard(width, height, seconds, rate, false);
    }

    static Storyboard storyboard(
            int width, int height, double seconds, int rate, boolean multiShot) {
        List<ReferenceImage> references =
                List.of(reference(1, Color.RED), reference(2, Color.BLUE));
        return new Storyboard(
                width, height, seconds, rate, multiShot, PROMPT, references, "wan2.6-r2v", 7);
    }

    static Storyboard withPrompt(String prompt) {
        var image = new ReferenceImage(prompt, prompt, ReferenceKind.VIDEO, null);
        return new Storyboard(320, 180, 0.2, 10, true, prompt, List.of(image), prompt, 0);
    }

    static ReferenceImage reference(int number, Color color) {
        return new ReferenceImage(
                "character" + number, "picture.png", ReferenceKind.IMAGE, plain(64, 64, color));
    }

    static BufferedImage plain(int width, int height, Color color) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    static byte[] encode(BufferedImage image, String format) {
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
