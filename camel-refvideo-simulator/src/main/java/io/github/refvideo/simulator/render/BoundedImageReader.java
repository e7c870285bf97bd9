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

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes untrusted images: the size is checked first, and large images are scaled down while they
 * are read, so that a small file cannot fill the memory.
 */
final class BoundedImageReader {

    private static final long MOST_PIXELS = 50_000_000;
    private static final int LONGEST_READ = 1536;
    private static final int LONGEST_KEPT = 768;

    /** The message contains the size and the limit. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1L;

        TooLargeException(int width, int height) {
            super(
                    String.format(
                            "%d x %d pixels are more than the %d million this service takes",
                            width, height, MOST_PIXELS / 1_000_000));
        }
    }

    private BoundedImageReader() {}

    static BufferedImage read(byte[] content, MediaSignature signature)
            throws IOException, TooLargeException {
        byte[] bytes =
                switch (signature) {
                    case PNG -> PngChunks.essential(content);
                    case BMP -> checkedBmp(content);
                    default -> content;
                };
        ImageReader reader = ImageIO.getImageReadersByFormatName(signature.name()).next();
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MOST_PIXELS) {
                throw new TooLargeException(width, height);
            }
            ImageReadParam parameters = reader.getDefaultReadParam();
            int step = Math.max(1, (Math.max(width, height) + LONGEST_READ - 1) / LONGEST_READ);
            // A step larger than the short side would leave no pixels.
            parameters.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
            BufferedImage image = flat(reader.read(0, parameters));
            return signature == MediaSignature.JPEG
                    ? ExifOrientation.of(content).upright(image)
                    : image;
        } finally {
            reader.dispose();
        }
    }

    /** An opaque copy of limited size; transparent areas become white. */
    private static BufferedImage flat(BufferedImage image) {
        double scale =
                Math.min(1, LONGEST_KEPT / (double) Math.max(image.getWidth(), image.getHeight()));
        return Thumbnail.of(
                image,
                (int) Math.max(1, Math.round(image.getWidth() * scale)),
                (int) Math.max(1, Math.round(image.getHeight() * scale)));
    }

    /** The JDK would allocate memory for any colour table size in the header. */
    private static byte[] checkedBmp(byte[] content) throws IOException {
        long pixelsAt =
                (content[10] & 0xff)
                        | (content[11] & 0xff) << 8
                        | (content[12] & 0xff) << 16
                        | (content[13] & 0xffL) << 24;
        if (pixelsAt > content.length) {
            throw new IOException("pixels announced beyond the end");
        }
        return content;
    }
}
