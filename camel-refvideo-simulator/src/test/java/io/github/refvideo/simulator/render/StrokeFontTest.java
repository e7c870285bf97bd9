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

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrokeFontTest {

    @Test
    void everyPrintableAsciiCharacterHasItsOwnLook() {
        Set<String> looks = new HashSet<>();
        looks.add(look("\u732b")); // the hollow box
        for (int character = '!'; character <= '~'; character++) {
            assertThat(looks.add(look(Character.toString(character))))
                    .as("look of %c", character)
                    .isTrue();
        }
    }

    @Test
    void widthCoversWhatIsDrawn() {
        for (String text : new String[] {"Wm", "character1", "i.l", "\u732b\u732b"}) {
            BufferedImage image = draw(text);
            int right =
                    IntStream.range(0, image.getWidth())
                            .filter(x -> columnHasInk(image, x))
                            .max()
                            .orElseThrow();
            double expected = 10 + StrokeFont.width(text, 28);
            assertThat((double) right).isBetween(expected - 5, expected + 4);
        }
    }

    @Test
    void diacriticsAreDroppedAndQuotesStraightened() {
        assertThat(PlainText.of("  Caf\u00e9\n\u201cna\u00efve\u201d \u2013  \u00df "))
                .isEqualTo("Cafe \"naive\" - ss");
    }

    private static String look(String text) {
        BufferedImage image = draw(text);
        var look = new StringBuilder();
        for (int pixel : image.getRGB(0, 0, 120, 60, null, 0, 120)) {
            look.append((pixel & 0xff) > 128 ? '#' : '.');
        }
        return look.toString();
    }

    private static BufferedImage draw(String text) {
        var image = new BufferedImage(400, 60, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Drawing.on(image);
        graphics.setColor(Color.WHITE);
        StrokeFont.draw(graphics, text, 10, 40, 28, 0.1);
        graphics.dispose();
        return image;
    }

    private static boolean columnHasInk(BufferedImage image, int x) {
        return IntStream.range(0, image.getHeight())
                .anyMatch(y -> (image.getRGB(x, y) & 0xff) > 128);
    }
}
