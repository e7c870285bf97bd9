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
package io.github.refvideo.camel.internal.reference.media;

import static io.github.refvideo.camel.fuzz.MediaSamples.big;
import static io.github.refvideo.camel.fuzz.MediaSamples.box;
import static io.github.refvideo.camel.fuzz.MediaSamples.bytes;
import static io.github.refvideo.camel.fuzz.MediaSamples.little;
import static io.github.refvideo.camel.fuzz.MediaSamples.movie;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.refvideo.camel.fuzz.MediaSamples;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Media that is not all there must not be uploaded and paid for. */
class MediaDefectTest {

    @TempDir Path directory;

    static Stream<Arguments> whole() throws IOException {
        return Stream.of(
                arguments("JPEG", noise("jpg")),
                arguments("PNG", noise("png")),
                arguments("GIF", noise("gif")),
                arguments("BMP", noise("bmp")),
                arguments("TIFF", noise("tiff")),
                arguments("WebP", riff("WEBP", "VP8L", new byte[5000])),
                arguments("WAV", MediaSamples.wav(1)),
                arguments("AVI", MediaSamples.avi("vids")),
                arguments("MP4", MediaSamples.video("isom", 64, 48, 900)),
                arguments(
                        "MP4, movie first",
                        bytes(
                                box("ftyp", "isom", new byte[4]),
                                movie(64, 48, 900),
                                box("mdat", new byte[5000]))),
                arguments("fragmented MP4", MediaSamples.fragmented(1, new byte[0], new byte[0])),
                arguments("HEIF", MediaSamples.heif("heic", 64, 48)),
                arguments("WebM", MediaSamples.matroska("webm", 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whole")
    void wholeMediaHasNoDefect(String name, byte[] content) throws IOException {
        assertThat(look(content).defect()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whole")
    void truncatedMediaHasADefect(String name, byte[] content) throws IOException {
        for (int percent : new int[] {40, 60, 80, 95, 99}) {
            byte[] cut = Arrays.copyOf(content, content.length * percent / 100);
            assertThat(look(cut).defect()).as("%s%% of %s", percent, name).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif"})
    void bytesAfterAnImageAreIgnored(String format) throws IOException {
        byte[] image = noise(format);

        assertThat(look(bytes(image, "\r\n")).defect()).isNull();
        assertThat(look(bytes(image, new byte[700])).defect()).isNull();
        // The video behind the image in a photo of a phone.
        assertThat(look(bytes(image, MediaSamples.video("isom", 64, 48, 900))).defect()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif"})
    void imagesThatEndInZerosAreTruncated(String format) throws IOException {
        byte[] image = noise(format);
        byte[] half = Arrays.copyOf(Arrays.copyOf(image, image.length / 2), image.length);

        assertThat(look(half).defect()).isNotNull();
    }

    @Test
    void imagesWithoutImageDataHaveADefect() throws IOException {
        byte[] png = noise("png");
        byte[] end = Arrays.copyOfRange(png, png.length - 12, png.length);

        assertThat(look(bytes(Arrays.copyOf(png, 33), end)).defect()).contains("no image data");
        assertThat(look(bytes("\u00ff\u00d8\u00ff\u00fe\0\u0002\u00ff\u00d9")).defect())
                .contains("no image data");
        assertThat(look(bytes("GIF89a", new byte[7], ";")).defect()).contains("no image data");
    }

    @Test
    void thumbnailInAHeaderIsNotTheEnd() throws IOException {
        byte[] photo = noise("jpg");
        byte[] thumbnail = MediaSamples.image("jpg", 160, 120);
        byte[] header =
                bytes(
                        "\u00ff\u00d8\u00ff\u00e1",
                        big(thumbnail.length + 2L, 2),
                        thumbnail,
                        Arrays.copyOfRange(photo, 2, photo.length));

        assertThat(look(header).defect()).isNull();
        assertThat(look(Arrays.copyOf(header, header.length - 2)).defect()).isNotNull();
    }

    @Test
    void veryLongImagesAreCheckedByTheirEnd() throws IOException {
        byte[] png = noise("png");
        byte[] chunk = bytes(big(5000, 4), "tEXt", new byte[5004]);
        byte[] chunks = repeated(chunk, 1000);
        byte[] longPng =
                bytes(Arrays.copyOf(png, 33), chunks, Arrays.copyOfRange(png, 33, png.length));
        byte[] gif = noise("gif");
        byte[] comment = bytes("!\u00fe", repeated(bytes("\u00ff", new byte[255]), 12_000), "\0");
        byte[] longGif = bytes(Arrays.copyOf(gif, gif.length - 1), comment, ";");

        for (byte[] image : new byte[][] {longPng, longGif}) {
            assertThat(look(image).defect()).isNull();
            assertThat(look(Arrays.copyOf(image, image.length - 3)).defect()).isNotNull();
        }
    }

    private static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @Test
    void streamingRecordersMayOmitSizes() throws IOException {
        byte[] wav = MediaSamples.wav(1);
        for (long size : new long[] {0, 0x7fff_ffffL, 0xffff_ffffL}) {
            System.arraycopy(little(size, 4), 0, wav, 4, 4);
            System.arraycopy(little(size, 4), 0, wav, 40, 4);
            assertThat(look(wav).defect()).isNull();
            assertThat(look(wav).durationMillis()).isEqualTo(1000);
        }
    }

    @Test
    void segmentWithoutItsHeaderCannotBePlayed() throws IOException {
        byte[] segment =
                bytes(
                        box("styp", "msdh", new byte[4]),
                        box("moof", new byte[20]),
                        box("mdat", new byte[50]));

        assertThat(look(segment).defect()).contains("no moov box");
    }

    @Test
    void bytesAfterTheLastBoxAreIgnored() throws IOException {
        byte[] video = MediaSamples.video("isom", 64, 48, 900);

        assertThat(look(bytes(video, new byte[5])).defect()).isNull();
        assertThat(look(bytes(video, "SEFT of a phone, any length")).defect()).isNull();
        assertThat(look(bytes(video, new byte[999])).defect()).isNull();
    }

    @Test
    void riffFormsAreDistinguished() throws IOException {
        assertThat(look(riff("WAVE", "fmt ", new byte[20])).mediaType()).isEqualTo("audio/wav");
        assertThat(look(riff("WEBP", "VP8X", new byte[20])).mediaType()).isEqualTo("image/webp");
        assertThat(look(riff("AVI ", "JUNK", new byte[20])).mediaType())
                .isEqualTo("video/x-msvideo");
        byte[] rf64 = MediaSamples.wav(1);
        System.arraycopy(bytes("RF64", big(-1, 4)), 0, rf64, 0, 8);
        assertThat(look(rf64).mediaType()).isEqualTo("audio/wav");
        assertThat(look(MediaSamples.avi("auds")).defect()).contains("no video");
    }

    @Test
    void matroskaAndWebmWithOnlyAudioAreAudio() throws IOException {
        assertThat(look(MediaSamples.matroska("webm", 2)).mediaType()).isEqualTo("audio/webm");
        assertThat(look(MediaSamples.matroska("matroska", 2, 17)).mediaType())
                .isEqualTo("audio/x-matroska");
        assertThat(look(MediaSamples.matroska("matroska", 17)).defect()).contains("neither");
        byte[] recorded = MediaSamples.matroska("webm", 2);
        int segment =
                new String(recorded, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .indexOf("\u0018\u0053\u0080\u0067");
        recorded[segment + 4] = 0x7f;
        recorded[segment + 5] = (byte) 0xff;
        assertThat(look(recorded).mediaType()).isEqualTo("audio/webm");
        assertThat(look(recorded).defect()).isNull();
    }

    @Test
    void tagsBeforeTheFormatAreSkipped() throws IOException {
        byte[] tag = bytes("ID3\u0004\0\0", big(20, 4), new byte[20]);

        assertThat(look(bytes(tag, MediaSamples.aac())).mediaType()).isEqualTo("audio/aac");
        assertThat(look(bytes(tag, MediaSamples.mp3())).mediaType()).isEqualTo("audio/mpeg");
        assertThat(look(bytes(tag, MediaSamples.flac(3))).mediaType()).isEqualTo("audio/flac");
        assertThat(look(bytes(tag, MediaSamples.flac(3))).durationMillis()).isEqualTo(3000);
    }

    private static byte[] riff(String form, String chunk, byte[] content) {
        byte[] body = bytes(form, chunk, little(content.length, 4), content);
        return bytes("RIFF", little(body.length, 4), body);
    }

    /** An image that cannot be compressed well, so that most of the file is image data. */
    private static byte[] noise(String format) throws IOException {
        BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int x = 0; x < 60; x++) {
            for (int y = 0; y < 40; y++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private MediaDescription look(byte[] content) throws IOException {
        Path file = directory.resolve("media");
        Files.write(file, content);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return MediaProbe.probe(channel).orElseThrow();
        }
    }
}
