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
import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.fuzz.MediaSamples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MediaProbeTest {

    @TempDir Path directory;

    static Stream<Arguments> media() {
        return Stream.of(
                row("image/png", 320, 240, 0, MediaSamples.image("png", 320, 240)),
                row("image/jpeg", 321, 240, 0, MediaSamples.image("jpg", 321, 240)),
                row("image/gif", 320, 241, 0, MediaSamples.image("gif", 320, 241)),
                row("image/bmp", 33, 7, 0, MediaSamples.image("bmp", 33, 7)),
                row("image/webp", 320, 240, 0, MediaSamples.lossyWebp(320, 240)),
                row("image/webp", 16384, 1, 0, MediaSamples.losslessWebp(16384, 1)),
                row("image/webp", 70_000, 240, 0, MediaSamples.extendedWebp(70_000, 240)),
                row("image/avif", 320, 240, 0, MediaSamples.heif("avif", 320, 240)),
                row("image/tiff", 9, 6, 0, MediaSamples.image("tiff", 9, 6)),
                row("video/mp4", 1920, 1080, 5500, MediaSamples.video("isom", 1920, 1080, 5500)),
                row("video/quicktime", 640, 480, 100, MediaSamples.video("qt  ", 640, 480, 100)),
                row("video/mp4", 640, 480, 100, MediaSamples.video("M4V ", 640, 480, 100)),
                row("audio/mp4", 0, 0, 1234, MediaSamples.video("M4A ", 0, 0, 1234)),
                row("video/quicktime", 64, 48, 9, MediaSamples.movie(64, 48, 9)),
                row("video/webm", 640, 480, 4500, MediaSamples.matroska("webm", 1, 2)),
                row("video/x-matroska", 640, 480, 4500, MediaSamples.matroska("matroska", 1)),
                row("video/x-msvideo", 320, 240, 4000, MediaSamples.avi("auds", "vids")),
                row("audio/wav", 0, 0, 2000, MediaSamples.wav(2)),
                row("audio/flac", 0, 0, 3000, MediaSamples.flac(3)),
                row("audio/mpeg", 0, 0, 0, MediaSamples.mp3()),
                row("audio/mpeg", 0, 0, 0, bytes("ID3\u0004", new byte[20])),
                row("audio/aac", 0, 0, 0, MediaSamples.aac()),
                row("audio/ogg", 0, 0, 0, MediaSamples.ogg("OpusHead", "Speex")),
                row("video/ogg", 0, 0, 0, MediaSamples.ogg("\u0001vorbis", "\u0080theora")));
    }

    @ParameterizedTest(name = "{0} {1}x{2}, {3} ms")
    @MethodSource("media")
    void typeSizeAndDurationAreReadFromTheContent(
            String type, int width, int height, long millis, byte[] content) throws IOException {
        MediaDescription look = look(content).orElseThrow();

        assertThat(look.mediaType()).isEqualTo(type);
        assertThat(look.width()).isEqualTo(width);
        assertThat(look.height()).isEqualTo(height);
        assertThat(look.durationMillis()).isEqualTo(millis);
    }

    @ParameterizedTest(name = "{0} {1}x{2}, {3} ms")
    @MethodSource("media")
    void truncatedContentHasTheSameKindOrNone(
            String type, int width, int height, long millis, byte[] content) throws IOException {
        for (int length = 0; length < Math.min(content.length, 300); length += 3) {
            Optional<MediaDescription> look = look(Arrays.copyOf(content, length));
            // The second page of Ogg holds the video.
            if (look.isPresent() && length > (type.equals("video/ogg") ? 100 : 40)) {
                assertThat(look.get().mediaType().split("/")[0]).isEqualTo(type.split("/")[0]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherContentIsNamed(String name, byte[] content) throws IOException {
        assertThat(look(content)).isEmpty();
        assertThat(describe(content)).contains(name);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("0 bytes", new byte[0]),
                Arguments.of("HTML", text("<!DOCTYPE html><title>404</title>")),
                Arguments.of("HTML", text("\n <html>")),
                Arguments.of("PDF", text("%PDF-1.7")),
                Arguments.of("JSON", text(" {\"url\":1}")),
                Arguments.of("JSON", text("[1]")),
                Arguments.of("SVG", text("<svg xmlns=''>")),
                Arguments.of("SVG", text("<?xml version='1.0'?>\n<svg>")),
                Arguments.of("SVG", text("\ufeff<?xml version='1.0'?><!-- <a> --> <svg:svg x=''>")),
                Arguments.of(
                        "SVG", text("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'>\n<svg>")),
                Arguments.of("SVG", text("<!-- x -->\n<!DOCTYPE q [<!ENTITY a 'b'>]>\r\n<svg/>")),
                Arguments.of("SVG", "\ufeff<svg>".getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("XML", text("<?xml version='1.0'?><Error><Code>AccessDenied")),
                Arguments.of("XML", text("<!-- a comment that does not end <svg>")),
                Arguments.of("HTML", text("<?xml version='1.0'?><!DOCTYPE html><html>")),
                Arguments.of("gzip", bytes("\u001f\u008b\u0008\0", new byte[9])),
                Arguments.of("Zstandard", bytes("\u0028\u00b5\u002f\u00fd", new byte[9])),
                Arguments.of("ZIP", text("PK\u0003\u0004xx")),
                Arguments.of("URL", text("https://h/a.png")),
                Arguments.of("text", text("cat.png is a name")),
                Arguments.of("start with 00 01 fe", new byte[] {0, 1, (byte) 0xfe}),
                Arguments.of("text", text("BM at the beginning does not make it an image")),
                Arguments.of("start with ff fb", bytes("\u00ff\u00fb\u0090\u0000", new byte[600])));
    }

    @Test
    void transparencyIsDetected() throws IOException {
        assertThat(look(MediaSamples.transparentPng(9, 9)).orElseThrow().alpha()).isTrue();
        assertThat(look(MediaSamples.image("png", 9, 9)).orElseThrow().alpha()).isFalse();
        assertThat(look(MediaSamples.extendedWebp(9, 9)).orElseThrow().alpha()).isTrue();
        byte[] png = MediaSamples.image("png", 9, 9);
        byte[] colours = bytes(big(6, 4), "tRNS", new byte[10]);
        byte[] listed =
                bytes(Arrays.copyOf(png, 33), colours, Arrays.copyOfRange(png, 33, png.length));
        assertThat(look(listed).orElseThrow().alpha()).isTrue();
    }

    @Test
    void sizeOfAPhotoIsReadAfterItsThumbnail() throws IOException {
        byte[] photo = MediaSamples.image("jpg", 4000, 30);
        byte[] thumbnail = MediaSamples.image("jpg", 160, 120);
        byte[] segment = bytes("\u00ff\u00e1", big(thumbnail.length + 2L, 2), thumbnail);
        byte[] whole =
                bytes(
                        Arrays.copyOf(photo, 2),
                        segment,
                        segment,
                        Arrays.copyOfRange(photo, 2, photo.length));

        assertThat(look(whole).orElseThrow().width()).isEqualTo(4000);
    }

    @Test
    void rotatedVideoHasTheDisplayedSize() throws IOException {
        byte[] matrix = bytes(big(0, 4), big(0x10000, 4), new byte[28]);
        byte[] track = box("tkhd", new byte[40], matrix, big(1920L << 16, 4), big(1080L << 16, 4));
        byte[] video = bytes(box("ftyp", "isom", new byte[4]), box("moov", box("trak", track)));

        MediaDescription look = look(video).orElseThrow();

        assertThat(look.width()).isEqualTo(1080);
        assertThat(look.height()).isEqualTo(1920);
    }

    @Test
    void longVideosHaveHeadersOf64Bits() throws IOException {
        byte[] header =
                box("mvhd", "\u0001", new byte[19], big(90_000, 4), big(900_000, 8), new byte[80]);
        byte[] large = bytes(big(1, 4), "mdat", big(16 + 100, 8), new byte[100]);
        byte[] video = bytes(box("ftyp", "isom", new byte[4]), large, box("moov", header));

        assertThat(look(video).orElseThrow().durationMillis()).isEqualTo(10_000);
    }

    @Test
    void videoOfGigabytesIsNotReadCompletely() throws IOException {
        Path file = directory.resolve("huge.mp4");
        long data = 6L * 1024 * 1024 * 1024;
        try (SeekableByteChannel out =
                Files.newByteChannel(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            byte[] head =
                    bytes(box("ftyp", "isom", new byte[4]), big(1, 4), "mdat", big(data + 16, 8));
            out.write(ByteBuffer.wrap(head));
            out.position(head.length + data);
            out.write(ByteBuffer.wrap(MediaSamples.movie(1280, 720, 60_000)));
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            MediaDescription look = MediaProbe.probe(channel).orElseThrow();
            assertThat(look.width()).isEqualTo(1280);
            assertThat(look.durationMillis()).isEqualTo(60_000);
        }
    }

    @Test
    void cyclicHeadersEnd() throws IOException {
        byte[] empty = bytes(big(8, 4), "free");
        byte[] many = new byte[8 * 100_000];
        for (int at = 0; at < many.length; at += 8) {
            System.arraycopy(empty, 0, many, at, 8);
        }
        byte[] bare = bytes("\u00ff\u00d8\u00ff", new byte[0]);
        byte[] fill = new byte[5_000_000];
        Arrays.fill(fill, (byte) 0xff);

        assertThat(look(bytes(box("ftyp", "isom", new byte[4]), many)).orElseThrow().width())
                .isZero();
        assertThat(look(bytes(bare, fill)).orElseThrow().width()).isZero();
    }

    private Optional<MediaDescription> look(byte[] content) throws IOException {
        try (SeekableByteChannel channel = channel(content)) {
            return MediaProbe.probe(channel);
        }
    }

    private String describe(byte[] content) throws IOException {
        try (SeekableByteChannel channel = channel(content)) {
            return MediaProbe.describe(channel);
        }
    }

    private SeekableByteChannel channel(byte[] content) throws IOException {
        Path file = directory.resolve("media");
        Files.write(file, content);
        return Files.newByteChannel(file);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Arguments row(String type, int width, int height, long millis, byte[] content) {
        return Arguments.of(type, width, height, millis, content);
    }
}
