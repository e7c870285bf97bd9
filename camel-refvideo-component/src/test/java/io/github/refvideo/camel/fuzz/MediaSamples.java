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

/**
 * Small media of every kind. Images are complete; other media has only the parts that the component
 * reads.
 */
public final class MediaSamples {

    private MediaSamples() {}

    /** A real image in one of the formats of {@code ImageIO}: png, jpg, gif, bmp. */
    public static byte[] image(String format, int width, int height) {
        return encoded(format, new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
    }

    public static byte[] transparentPng(int width, int height) {
        return encoded("png", new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB));
    }

    /** Images of different colors are different references. */
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
                image("png", 320, 240),
                transparentPng(32, 24),
                image("jpg", 320, 240),
                image("gif", 320, 240),
                image("bmp", 8, 6),
                lossyWebp(320, 240),
                losslessWebp(320, 240),
                extendedWebp(320, 240),
                heif("avif", 320, 240),
                video("isom", 640, 480, 5000),
                video("qt  ", 640, 480, 5000),
                wav(2),
                flac(3),
                mp3(),
                aac(),
                fragmented(3, box("mehd", new byte[4], big(3000, 4)), new byte[0]),
                heif("avis", 64, 48, track(1, "pict", 64, 48, 1000, 5000)),
                matroska("webm", 1, 2),
                ogg("\u0080theora", "\u0001vorbis"),
                avi("vids", "auds"),
                image("tiff", 8, 6));
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

    /** The box with the tracks is at the end, as recorders write it. */
    public static byte[] video(String brand, int width, int height, int millis) {
        return bytes(
                box("ftyp", brand, new byte[4], brand),
                box("mdat", new byte[10_000]),
                movie(width, height, millis));
    }

    /** The box with the tracks: one with video unless the width is 0, and one with audio. */
    public static byte[] movie(int width, int height, int millis) {
        byte[] audio = track(2, "soun", 0, 0, 1000, millis);
        byte[] video = track(1, "vide", width, height, 1000, millis);
        return width == 0
                ? box("moov", movieHeader(millis), audio)
                : box("moov", movieHeader(millis), video, audio);
    }

    /** With 1000 ticks per second. */
    public static byte[] movieHeader(long ticks) {
        return box("mvhd", new byte[12], big(1000, 4), big(ticks, 4), new byte[80]);
    }

    public static byte[] track(
            int id, String handler, int width, int height, long scale, long ticks) {
        return track(id, new byte[0], handler, width, height, scale, ticks);
    }

    /**
     * @param references box that names other tracks, or nothing
     */
    public static byte[] track(
            int id,
            byte[] references,
            String handler,
            int width,
            int height,
            long scale,
            long ticks) {
        byte[] header =
                box(
                        "tkhd",
                        big(1, 4),
                        new byte[8],
                        big(id, 4),
                        new byte[24],
                        big(0x10000, 4),
                        new byte[32],
                        big((long) width << 16, 4),
                        big((long) height << 16, 4));
        byte[] times = box("mdhd", new byte[12], big(scale, 4), big(ticks, 4), new byte[4]);
        return box("trak", header, references, box("mdia", times, handler(handler)));
    }

    public static byte[] handler(String handler) {
        return box("hdlr", new byte[8], handler, new byte[13]);
    }

    /**
     * Fragments of 25 samples of 40 ms. The movie header has no durations.
     *
     * @param extension box with the duration of all fragments, or nothing
     */
    public static byte[] fragmented(int fragments, byte[] extension, byte[] index) {
        byte[] defaults = box("trex", new byte[4], big(1, 4), big(1, 4), big(40, 4), new byte[8]);
        byte[] movie =
                box(
                        "moov",
                        movieHeader(0),
                        track(1, "vide", 640, 480, 1000, 0),
                        box("mvex", extension, defaults));
        byte[] file = bytes(box("ftyp", "iso6", new byte[4], "iso6"), movie, index);
        byte[] fragment =
                box(
                        "moof",
                        box("mfhd", new byte[8]),
                        box(
                                "traf",
                                box("tfhd", big(0x20000, 4), big(1, 4)),
                                box("trun", big(1, 4), big(25, 4), new byte[4])));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(file);
        for (int i = 0; i < fragments; i++) {
            out.writeBytes(fragment);
            out.writeBytes(box("mdat", new byte[100]));
        }
        return out.toByteArray();
    }

    /**
     * @param brand AVIF or HEIF
     * @param tracks boxes of an image sequence; none for a single image
     */
    public static byte[] heif(String brand, int width, int height, byte[]... tracks) {
        byte[] size = box("ispe", new byte[4], big(width, 4), big(height, 4));
        byte[] meta = box("meta", new byte[4], handler("pict"), box("iprp", box("ipco", size)));
        byte[] movie =
                tracks.length == 0
                        ? new byte[0]
                        : box("moov", movieHeader(5000), bytes((Object[]) tracks));
        return bytes(
                box("ftyp", brand, new byte[4], brand, "mif1"),
                meta,
                movie,
                box("mdat", new byte[50]));
    }

    /**
     * @param docType {@code webm} or {@code matroska}
     * @param trackTypes 1 for video, 2 for audio
     */
    public static byte[] matroska(String docType, int... trackTypes) {
        byte[] info =
                element(
                        "\u0015\u0049\u00a9\u0066",
                        element("D\u0089", big(Float.floatToIntBits(4500), 4)));
        Object[] tracks = new Object[trackTypes.length];
        for (int i = 0; i < trackTypes.length; i++) {
            Object size =
                    trackTypes[i] == 1
                            ? element(
                                    "\u00e0",
                                    element("\u00b0", big(640, 2)),
                                    element("\u00ba", big(480, 2)))
                            : new byte[0];
            tracks[i] = element("\u00ae", element("\u0083", big(trackTypes[i], 1)), size);
        }
        return bytes(
                element("\u001a\u0045\u00df\u00a3", element("B\u0082", docType)),
                element(
                        "\u0018\u0053\u0080\u0067",
                        info,
                        element("\u0016\u0054\u00ae\u006b", tracks),
                        element("\u001f\u0043\u00b6\u0075", new byte[40])));
    }

    /** With a size of two bytes. */
    private static byte[] element(String id, Object... content) {
        byte[] body = bytes(content);
        return bytes(id, big(0x4000L | body.length, 2), body);
    }

    /** Two pages that begin streams, and one that does not. */
    public static byte[] ogg(String firstCodec, String secondCodec) {
        return bytes(page(2, firstCodec), page(2, secondCodec), page(0, "\u0001vorbis"));
    }

    private static byte[] page(int flags, String content) {
        return bytes(
                "OggS",
                big(0, 1),
                big(flags, 1),
                new byte[20],
                big(1, 1),
                big(30, 1),
                content,
                new byte[30 - content.length()]);
    }

    /**
     * @param streams {@code vids} and {@code auds}
     */
    public static byte[] avi(String... streams) {
        byte[] header =
                bytes(
                        little(40_000, 4),
                        new byte[12],
                        little(100, 4),
                        new byte[12],
                        little(320, 4),
                        little(240, 4),
                        new byte[16]);
        byte[] lists = new byte[0];
        for (String stream : streams) {
            lists = bytes(lists, list("strl", chunk("strh", bytes(stream, new byte[52]))));
        }
        byte[] content =
                bytes("AVI ", list("hdrl", bytes(chunk("avih", header), lists)), new byte[20]);
        return chunk("RIFF", content);
    }

    private static byte[] list(String name, byte[] content) {
        return chunk("LIST", bytes(name, content));
    }

    private static byte[] chunk(String name, byte[] content) {
        return bytes(name, little(content.length, 4), content);
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
