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
package io.github.refvideo.camel.fuzz;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;

/** Small media of every kind; pictures are real, of the others there is what a look needs. */
public final class MediaSamples {

    private MediaSamples() {}

    /** A real picture in one of the formats of {@code ImageIO}: png, jpg, gif, bmp. */
    public static byte[] picture(String format, int width, int height) {
        return encoded(format, new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
    }

    public static byte[] transparentPng(int width, int height) {
        return encoded("png", new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB));
    }

    /** Pictures of different colors are different references. */
    public static byte[] png(Color color) {
        BufferedImage image = new BufferedImage(320, 320, BufferedImage.TYPE_INT_RGB);
        image.setRGB(7, 7, color.getRGB());
        return encoded("png", image);
    }

    private static byte[] encoded(String format, BufferedImage image) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException(format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of each kind. */
    public static List<byte[]> all() {
        return List.of(
                picture("png", 320, 240),
                transparentPng(32, 24),
                picture("jpg", 320, 240),
                picture("gif", 320, 240),
                picture("bmp", 8, 6),
                lossyWebp(320, 240),
                losslessWebp(320, 240),
                extendedWebp(320, 240),
                avif(320, 240),
                clip("isom", 640, 480, 5000),
                clip("qt  ", 640, 480, 5000),
                wav(2),
                flac(3),
                mp3(),
                aac(),
                bytes("OggS", new byte[40]),
                bytes("\u001a\u0045\u00df\u00a3", new byte[10], "webm"),
                bytes("RIFF", new byte[4], "AVI LIST"),
                bytes("II*\0", new byte[8]));
    }

    public static byte[] lossyWebp(int width, int height) {
        return bytes(
                "RIFF",
                new byte[4],
                "WEBPVP8 ",
                new byte[7],
                "\u009d\u0001\u002a",
                little(width, 2),
                little(height, 2),
                new byte[20]);
    }

    public static byte[] losslessWebp(int width, int height) {
        long bits = width - 1L | (height - 1L) << 14;
        return bytes("RIFF", new byte[4], "WEBPVP8L", new byte[4], "\u002f", little(bits, 4));
    }

    public static byte[] extendedWebp(int width, int height) {
        return bytes(
                "RIFF",
                new byte[4],
                "WEBPVP8X",
                new byte[4],
                "\u0010",
                new byte[3],
                little(width - 1, 3),
                little(height - 1, 3));
    }

    public static byte[] avif(int width, int height) {
        byte[] size = box("ispe", new byte[4], big(width, 4), big(height, 4));
        byte[] properties = box("iprp", box("ipco", size));
        return bytes(
                box("ftyp", "avif", new byte[4], "avifmif1"), box("meta", new byte[4], properties));
    }

    /** The box that tells most stands at the end, as recorders write it. */
    public static byte[] clip(String brand, int width, int height, int millis) {
        return bytes(
                box("ftyp", brand, new byte[4], brand),
                box("mdat", new byte[10_000]),
                movie(width, height, millis));
    }

    public static byte[] movie(int width, int height, int millis) {
        byte[] header = box("mvhd", new byte[12], big(1000, 4), big(millis, 4), new byte[80]);
        byte[] track =
                box(
                        "tkhd",
                        new byte[40],
                        new byte[36],
                        big((long) width << 16, 4),
                        big((long) height << 16, 4));
        byte[] sound = box("tkhd", new byte[84]);
        return box("moov", header, box("trak", track), box("trak", sound));
    }

    public static byte[] wav(int seconds) {
        byte[] format =
                bytes(
                        "fmt ",
                        little(16, 4),
                        little(1, 2),
                        little(1, 2),
                        little(8000, 4),
                        little(8000, 4),
                        little(1, 2),
                        little(8, 2));
        byte[] data = bytes("data", little(8000L * seconds, 4), new byte[8000 * seconds]);
        return bytes("RIFF", little(4L + format.length + data.length, 4), "WAVE", format, data);
    }

    public static byte[] flac(int seconds) {
        return bytes(
                "fLaC",
                new byte[4],
                new byte[10],
                big(44_100L << 12, 4),
                big(44_100L * seconds, 4),
                new byte[16]);
    }

    /** Two frames of 128 kbit/s at 44.1 kHz. */
    public static byte[] mp3() {
        byte[] frame = bytes("\u00ff\u00fb\u0090\u0000", new byte[413]);
        return bytes(frame, frame);
    }

    public static byte[] aac() {
        byte[] frame = bytes("\u00ff\u00f1\u0050\u0080\u0002\u001f\u00fc", new byte[9]);
        return bytes(frame, frame);
    }

    public static byte[] box(String name, Object... content) {
        byte[] body = bytes(content);
        return bytes(big(body.length + 8L, 4), name, body);
    }

    /** Byte arrays and, a byte for each character, text behind each other. */
    public static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            out.writeBytes(
                    part instanceof byte[] bytes
                            ? bytes
                            : part.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }

    public static byte[] big(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[length - 1 - i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }

    public static byte[] little(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }
}
