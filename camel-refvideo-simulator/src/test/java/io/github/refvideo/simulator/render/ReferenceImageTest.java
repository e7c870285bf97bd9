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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceImageTest {

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void stillImagesAreDecodedRegardlessOfTheirName(String format) throws Exception {
        byte[] content = Sample.encode(Sample.plain(40, 30, Color.RED), format);
        var reference = ReferenceImage.decode("character1", "a.mp4", content, "video/mp4");
        assertThat(reference.kind()).isEqualTo(ReferenceKind.IMAGE);
        assertThat(reference.label()).isEqualTo("character1");
        assertThat(reference.image().getWidth()).isEqualTo(40);
        assertThat(reference.image().getHeight()).isEqualTo(30);
        Color middle = new Color(reference.image().getRGB(20, 15));
        assertThat(StoryboardRendererIT.distance(middle, Color.RED)).isLessThan(10);
    }

    @ParameterizedTest
    @CsvSource({"3000, 2000", "5000, 20", "20, 5000", "1, 4000", "4000, 1"})
    void largeImagesAreScaledDown(int width, int height) throws Exception {
        byte[] content = Sample.encode(Sample.plain(width, height, Color.BLUE), "png");
        BufferedImage image = ReferenceImage.decode("c", "n", content, null).image();
        assertThat(Math.max(image.getWidth(), image.getHeight())).isLessThanOrEqualTo(768);
        Color middle = new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2));
        assertThat(StoryboardRendererIT.distance(middle, Color.BLUE)).isLessThan(10);
    }

    @Test
    void transparentPartsBecomeWhite() throws Exception {
        var image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB);
        var reference = ReferenceImage.decode("c", "n", Sample.encode(image, "png"), null);
        assertThat(new Color(reference.image().getRGB(10, 10))).isEqualTo(Color.WHITE);
    }

    @ParameterizedTest
    @CsvSource({
        "52494646 10000000 57454250 56503820, IMAGE",
        "00000018 66747970 61766966 00000000, IMAGE",
        "00000018 66747970 69736f6d 00000000, VIDEO",
        "00000018 66747970 71742020 00000000, VIDEO",
        "1a45dfa3 01000000 00000000 00000000, VIDEO",
        "52494646 10000000 41564920 00000000, VIDEO",
        "52494646 10000000 57415645 00000000, AUDIO",
        "49443303 00000000 00000000 00000000, AUDIO",
        "fffb9064 00000000 00000000 00000000, AUDIO",
        "4f676753 00020000 00000000 00000000, AUDIO",
    })
    void whatTheJdkCannotDecodeGetsAPlaceholder(String head, ReferenceKind kind) throws Exception {
        byte[] content = Arrays.copyOf(hex(head), 400);
        var reference = ReferenceImage.decode("character2", "file", content, null);
        assertThat(reference.kind()).isEqualTo(kind);
        assertThat(reference.image()).isNull();
    }

    @Test
    void renderedVideosAreDetectedAsVideos() throws Exception {
        byte[] video = new StoryboardRenderer().render(Sample.storyboard(64, 64, 1, 10));
        var reference = ReferenceImage.decode("character1", "a.mp4", video, "video/mp4");
        assertThat(reference.kind()).isEqualTo(ReferenceKind.VIDEO);
    }

    @Test
    void failureContainsTheReasonButNoSecrets() {
        byte[] page = "<!DOCTYPE html><html>not found".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(
                        () ->
                                ReferenceImage.decode(
                                        "character1",
                                        "https://h/cat.png?sig=secret",
                                        page,
                                        "text/html"))
                .isInstanceOf(UndecodableReferenceException.class)
                .hasMessageContaining("character1")
                .hasMessageContaining("https://h/cat.png")
                .hasMessageContaining("web page")
                .hasMessageContaining("text/html")
                .hasMessageNotContaining("secret");
    }

    @Test
    void nothingIsNoReference() {
        for (byte[] content : new byte[][] {null, {}, {0}, {1, 2, 3}, new byte[1000]}) {
            assertThatThrownBy(() -> ReferenceImage.decode(null, null, content, null))
                    .isInstanceOf(UndecodableReferenceException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    @Timeout(60)
    void brokenFilesOnlyEverThrowTheDocumentedException(String format) {
        var noise = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            noise.setRGB(i % 50, i / 50, random.nextInt());
        }
        byte[] intact = Sample.encode(noise, format);
        for (int i = 0; i < 400; i++) {
            byte[] broken = intact.clone();
            for (int j = 0; j <= i % 5; j++) {
                // Mutates mainly headers, where wrong values are most harmful.
                int reach = random.nextBoolean() ? Math.min(60, broken.length) : broken.length;
                broken[random.nextInt(reach)] = (byte) random.nextInt();
            }
            tryToDecode(broken);
            tryToDecode(Arrays.copyOf(intact, random.nextInt(intact.length)));
        }
    }

    @Test
    void aSmallFileCannotAnnounceAHugeImage() {
        byte[] bomb = png(60_000, 60_000, new byte[0], (byte) 2);
        assertThatThrownBy(() -> ReferenceImage.decode("c", "bomb.png", bomb, null))
                .isInstanceOf(UndecodableReferenceException.class)
                .hasMessageContaining("60000 x 60000");
    }

    @Test
    void compressedTextsInAnImageAreNotDecompressed() throws Exception {
        byte[] text = deflate(new byte[200_000_000]);
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes(new byte[] {'k', 0, 0});
        chunk.writeBytes(text);
        byte[] image = png(1, 1, chunk.toByteArray(), (byte) 3);
        long before = System.nanoTime();
        assertThat(ReferenceImage.decode("c", "n", image, null).image()).isNotNull();
        assertThat(System.nanoTime() - before).isLessThan(500_000_000L);
    }

    @Test
    void colourTableOfABmpCannotFillTheMemory() {
        byte[] bmp = Sample.encode(Sample.plain(4, 4, Color.RED), "bmp");
        bmp[13] = 0x7f;
        assertThatThrownBy(() -> ReferenceImage.decode("c", "n", bmp, null))
                .isInstanceOf(UndecodableReferenceException.class);
    }

    private static void tryToDecode(byte[] content) {
        try {
            ReferenceImage.decode("character1", "broken", content, null);
        } catch (UndecodableReferenceException e) {
            assertThat(e).hasMessageContaining("character1");
        }
    }

    /** A PNG of one row of data, with a zTXt chunk if there is a text. */
    private static byte[] png(int width, int height, byte[] text, byte colorType) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(hex("89504e47 0d0a1a0a"));
        byte[] header =
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .put(colorType)
                        .array();
        chunk(out, "IHDR", header);
        if (colorType == 3) {
            chunk(out, "PLTE", new byte[] {10, 20, 30});
        }
        if (text.length > 0) {
            chunk(out, "zTXt", text);
        }
        chunk(out, "IDAT", deflate(new byte[2]));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
        byte[] typed =
                ByteBuffer.allocate(4 + data.length)
                        .put(name.getBytes(StandardCharsets.US_ASCII))
                        .put(data)
                        .array();
        var checksum = new CRC32();
        checksum.update(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    private static byte[] deflate(byte[] data) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
