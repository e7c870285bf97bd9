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
import static io.github.refvideo.camel.fuzz.MediaSamples.fragmented;
import static io.github.refvideo.camel.fuzz.MediaSamples.movie;
import static io.github.refvideo.camel.fuzz.MediaSamples.movieHeader;
import static io.github.refvideo.camel.fuzz.MediaSamples.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.fuzz.MediaSamples;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MP4, QuickTime, HEIF and AVIF are what their tracks are, whatever the brand says. */
class IsoMediaTest {

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] DATA = box("mdat", new byte[100]);
    private static final long UNKNOWN = 0xffff_ffffL;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"mp42", "isom", "M4A ", "M4B ", "M4P ", "dash", "qt  ", "3gp4"})
    void fileWithOnlyAudioIsAudio(String brand) throws IOException {
        byte[] song = file(brand, movieHeader(2000), track(1, "soun", 0, 0, 1000, 2000));

        assertThat(look(song).mediaType()).isEqualTo("audio/mp4");
        assertThat(look(song).durationMillis()).isEqualTo(2000);
    }

    @ParameterizedTest
    @CsvSource({
        "M4A , video/mp4",
        "M4V , video/mp4",
        "isom, video/mp4",
        "mif1, video/mp4",
        "qt  , video/quicktime",
        "3gp5, video/3gpp",
        "what, video/mp4"
    })
    void fileWithVideoIsVideo(String brand, String type) throws IOException {
        String padded = (brand + "  ").substring(0, 4);

        assertThat(look(MediaSamples.video(padded, 64, 48, 100)).mediaType()).isEqualTo(type);
    }

    @Test
    void audioBookWithImagesForItsChaptersIsAudio() throws IOException {
        byte[] chapters = track(2, "vide", 300, 300, 1000, 9000);
        byte[] reference = box("tref", box("chap", big(3, 4), big(2, 4)));
        byte[] audio = track(1, reference, "soun", 0, 0, 1000, 9000);

        assertThat(look(file("M4B ", movieHeader(9000), audio, chapters)).mediaType())
                .isEqualTo("audio/mp4");
        assertThat(look(file("isom", movieHeader(9000), chapters)).mediaType())
                .isEqualTo("video/mp4");
    }

    @Test
    void subtitlesAloneAreNotMedia() throws IOException {
        MediaDescription look = look(file("mp42", movieHeader(9), track(1, "text", 0, 0, 1000, 9)));

        assertThat(look.defect()).contains("neither video nor audio");
    }

    @ParameterizedTest
    @CsvSource({
        "avif, image/avif",
        "avis, image/avif",
        "heic, image/heic",
        "hevc, image/heic",
        "avci, image/heic",
        "avcs, image/heic",
        "mif1, image/heic",
        "isom, image/heic"
    })
    void imagesAndImageSequencesAreImages(String brand, String type) throws IOException {
        byte[] sequence = track(1, "pict", 64, 48, 1000, 5000);

        for (byte[] image :
                new byte[][] {
                    MediaSamples.heif(brand, 320, 240), MediaSamples.heif(brand, 320, 240, sequence)
                }) {
            MediaDescription look = look(image);
            assertThat(look.mediaType()).isEqualTo(type);
            assertThat(look.width()).isEqualTo(320);
            assertThat(look.durationMillis()).isZero();
            assertThat(look.defect()).isNull();
        }
    }

    @Test
    void rawImageOfACameraIsAnImage() throws IOException {
        MediaDescription look = look(MediaSamples.video("crx ", 6000, 4000, 100));

        assertThat(look.mediaType()).isEqualTo("image/x-dcraw");
    }

    @Test
    void videoWithAnImageAsItsCoverIsVideo() throws IOException {
        byte[] video = track(1, "vide", 640, 480, 1000, 5000);

        assertThat(look(MediaSamples.heif("iso6", 320, 240, video)).mediaType())
                .isEqualTo("video/mp4");
        assertThat(look(MediaSamples.heif("heic", 320, 240, video)).mediaType())
                .isEqualTo("image/heic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"free", "skip", "wide", "pnot", "uuid"})
    void paddingMayBeFirst(String name) throws IOException {
        byte[] padding = box(name, new byte[16]);
        byte[] type = box("ftyp", "mp42", new byte[4]);

        assertThat(look(bytes(padding, type, movie(64, 48, 900), DATA)).mediaType())
                .isEqualTo("video/mp4");
        assertThat(look(bytes(padding, DATA, movie(64, 48, 900))).mediaType())
                .isEqualTo("video/quicktime");
        assertThat(probe(bytes(padding, "anything else that is long enough"))).isEmpty();
        assertThat(probe(bytes("any ", name, " text"))).isEmpty();
    }

    @Test
    void segmentWithItsHeaderIsVideo() throws IOException {
        byte[] file = bytes(box("styp", "msdh", new byte[4]), movie(64, 48, 900), DATA);

        assertThat(look(file).mediaType()).isEqualTo("video/mp4");
        assertThat(look(file).defect()).isNull();
    }

    @Test
    void dataMayReachToTheEndOfTheFile() throws IOException {
        byte[] type = box("ftyp", "isom", new byte[4]);
        byte[] file = bytes(type, movie(64, 48, 900), big(0, 4), "mdat", new byte[500]);

        assertThat(look(file).durationMillis()).isEqualTo(900);
        assertThat(look(file).defect()).isNull();
        assertThat(look(bytes(DATA, big(0, 4), "moov", movieHeader(900))).mediaType())
                .isEqualTo("video/quicktime");
    }

    @Test
    void unknownDurationIsNotFourMillionSeconds() throws IOException {
        byte[] none = track(1, "vide", 64, 48, 1000, UNKNOWN);
        byte[] known = track(2, "soun", 0, 0, 8000, 40_000);
        byte[] wide = box("mvhd", "\u0001", new byte[19], big(1000, 4), big(-1, 8), new byte[80]);

        assertThat(look(file("isom", movieHeader(UNKNOWN), none)).durationMillis()).isZero();
        assertThat(look(file("isom", movieHeader(UNKNOWN), none, known)).durationMillis())
                .isEqualTo(5000);
        assertThat(look(file("isom", wide, none)).durationMillis()).isZero();
        assertThat(look(file("isom", wide, known)).durationMillis()).isEqualTo(5000);
    }

    @Test
    void fragmentsAreMeasured() throws IOException {
        byte[] extension = box("mehd", new byte[4], big(7000, 4));
        byte[] longExtension = box("mehd", "\u0001", new byte[3], big(7000, 8));

        assertThat(look(fragmented(3, NOTHING, NOTHING)).durationMillis()).isEqualTo(3000);
        assertThat(look(fragmented(3, extension, NOTHING)).durationMillis()).isEqualTo(7000);
        assertThat(look(fragmented(3, longExtension, NOTHING)).durationMillis()).isEqualTo(7000);
        assertThat(look(fragmented(0, box("mehd", new byte[4], big(-1, 4)), NOTHING)))
                .extracting(MediaDescription::durationMillis)
                .isEqualTo(0L);
    }

    @Test
    void durationsOfSamplesAreAdded() throws IOException {
        byte[] run =
                box(
                        "trun",
                        big(0x301, 4),
                        big(3, 4),
                        new byte[4],
                        big(100, 4),
                        big(9, 4),
                        big(200, 4),
                        big(9, 4),
                        big(300, 4),
                        big(9, 4));
        byte[] first = fragment(box("tfhd", big(0, 4), big(1, 4)), 90_000, run);
        byte[] second =
                fragment(
                        box("tfhd", big(0x9, 4), big(1, 4), new byte[8], big(50, 4)),
                        90_600,
                        box("trun", big(0, 4), big(10, 4)));
        byte[] movie = movie(64, 48, 0);
        byte[] file = bytes(box("ftyp", "iso6", new byte[4]), movie, first, DATA, second, DATA);

        // 600 ticks and ten of 50, which start at 90 s of a live stream.
        assertThat(look(file).durationMillis()).isEqualTo(1100);
    }

    private static byte[] fragment(byte[] header, long time, byte[] run) {
        byte[] start = box("tfdt", "\u0001", new byte[3], big(time, 8));
        return box("moof", box("traf", header, start, run));
    }

    @Test
    void durationOfManyFragmentsIsReadFromTheIndex() throws IOException {
        byte[] entry = bytes(big(1000, 4), big(60_000, 4), new byte[4]);
        byte[] index =
                box(
                        "sidx",
                        new byte[4],
                        big(1, 4),
                        big(1000, 4),
                        new byte[8],
                        big(2, 4),
                        entry,
                        entry);

        assertThat(look(fragmented(2000, NOTHING, index)).durationMillis()).isEqualTo(120_000);
        assertThat(look(fragmented(2000, NOTHING, NOTHING)).durationMillis()).isZero();
    }

    @Test
    void hostileSizesAreRejected() throws IOException {
        byte[] type = box("ftyp", "isom", new byte[4]);
        byte[] run = box("trun", big(0x100, 4), big(-1, 4), new byte[100]);
        byte[] huge = box("trun", big(0, 4), big(-1, 4));
        byte[] header = box("tfhd", big(8, 4), big(1, 4), big(-1, 4));
        byte[] nested = NOTHING;
        for (int i = 0; i < 5000; i++) {
            nested = bytes(big(nested.length + 8L, 4), "moov", nested);
        }

        for (byte[] content :
                new byte[][] {
                    bytes(type, movie(64, 48, 0), fragment(header, -1, run)),
                    bytes(type, movie(64, 48, 0), fragment(header, Long.MAX_VALUE - 1, huge)),
                    bytes(type, movie(64, 48, 0), fragment(header, 0, huge)),
                    bytes(type, big(1, 4), "mdat", big(-1, 8), movie(64, 48, 5)),
                    bytes(type, big(1, 4), "mdat", big(Long.MAX_VALUE, 8), movie(64, 48, 5)),
                    bytes(type, big(7, 4), "mdat", movie(64, 48, 5)),
                    bytes(type, nested)
                }) {
            assertThat(look(content).durationMillis()).isBetween(0L, Long.MAX_VALUE);
        }
    }

    private static byte[] file(String brand, byte[]... movie) {
        return bytes(box("ftyp", brand, new byte[4]), box("moov", (Object[]) movie), DATA);
    }

    private MediaDescription look(byte[] content) throws IOException {
        return probe(content).orElseThrow();
    }

    private Optional<MediaDescription> probe(byte[] content) throws IOException {
        Path file = directory.resolve("media");
        Files.write(file, content);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return MediaProbe.probe(channel);
        }
    }
}
