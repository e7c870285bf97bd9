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
import static org.assertj.core.api.Assertions.assertThatCode;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExifOrientationTest {

    /** The upright position of the stored upper left corner. */
    @ParameterizedTest
    @CsvSource({
        "1, left, top", "2, right, top", "3, right, bottom", "4, left, bottom",
        "5, left, top", "6, right, top", "7, right, bottom", "8, left, bottom"
    })
    void imagesOfPhonesAreTurnedUpright(int orientation, String side, String end) throws Exception {
        BufferedImage stored = Sample.plain(64, 32, Color.WHITE);
        stored.createGraphics().fillRect(0, 0, 0, 0);
        for (int i = 0; i < 256; i++) {
            stored.setRGB(i % 16, i / 16, Color.BLACK.getRGB());
        }
        byte[] jpeg = withOrientation(Sample.encode(stored, "jpg"), orientation);

        BufferedImage image = ReferenceImage.decode("c", "n", jpeg, null).image();

        boolean lying = orientation < 5;
        assertThat(image.getWidth()).isEqualTo(lying ? 64 : 32);
        assertThat(image.getHeight()).isEqualTo(lying ? 32 : 64);
        int x = side.equals("left") ? 4 : image.getWidth() - 5;
        int y = end.equals("top") ? 4 : image.getHeight() - 5;
        assertThat(new Color(image.getRGB(x, y)).getGreen()).isLessThan(60);
        assertThat(new Color(image.getRGB(image.getWidth() - 1 - x, image.getHeight() - 1 - y)))
                .satisfies(color -> assertThat(color.getGreen()).isGreaterThan(200));
    }

    @Test
    void brokenExifDataIsNoReasonToFail() {
        var random = new Random(3);
        byte[] jpeg = withOrientation(Sample.encode(Sample.plain(8, 8, Color.RED), "jpg"), 6);
        for (int i = 0; i < 500; i++) {
            byte[] broken = jpeg.clone();
            broken[12 + random.nextInt(26)] = (byte) random.nextInt();
            assertThatCode(() -> ReferenceImage.decode("c", "n", broken, null))
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif =
                ByteBuffer.allocate(36)
                        .putShort((short) 0xffe1)
                        .putShort((short) 34)
                        .put("Exif\0\0MM".getBytes(StandardCharsets.ISO_8859_1))
                        .putShort((short) 42)
                        .putInt(8)
                        .putShort((short) 1)
                        .putShort((short) 0x0112)
                        .putShort((short) 3)
                        .putInt(1)
                        .putShort((short) orientation)
                        .putShort((short) 0)
                        .array();
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
