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
package io.github.refvideo.camel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.fuzz.Exchanges;
import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.camel.internal.reference.AiSdkCallBody;
import io.github.refvideo.camel.internal.reference.LocalReferences;
import io.github.refvideo.camel.internal.reference.ReferenceReader;
import io.github.refvideo.camel.internal.reference.ReferenceSettings;
import io.github.refvideo.camel.internal.request.ValidationError;
import jakarta.activation.DataHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocalMediaTest {

    private static final byte[] PNG = MediaSamples.image("png", 320, 240);
    private static final byte[] JPEG = MediaSamples.image("jpg", 64, 48);
    private static final String BASE64 = Base64.getEncoder().encodeToString(PNG);

    @TempDir static Path directory;
    @TempDir Path spool;

    private final Exchange exchange = Exchanges.create();

    static Stream<Arguments> forms() throws IOException {
        Path file = Files.write(directory.resolve("an image"), PNG);
        GenericFile<File> local = new GenericFile<>();
        local.setFile(file.toFile());
        GenericFile<String> remote = new GenericFile<>();
        remote.setFile("on another machine");
        remote.setBody(PNG);
        GenericFile<String> streamed = new GenericFile<>();
        streamed.setBody(new ByteArrayInputStream(PNG));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        written.writeBytes(PNG);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(PNG.length + 9).position(9).put(PNG).position(9);
        return Stream.of(
                Arguments.of("File", file.toFile()),
                Arguments.of("Path", file),
                Arguments.of("file consumer", local),
                Arguments.of("remote file", remote),
                Arguments.of("remote stream", streamed),
                Arguments.of("bytes", PNG),
                Arguments.of("buffer", direct),
                Arguments.of("written bytes", written),
                Arguments.of("stream", new ByteArrayInputStream(PNG)),
                Arguments.of("stream cache", new InputStreamCache(PNG)),
                Arguments.of("data handler", new DataHandler(file.toUri().toURL())),
                Arguments.of("data URL", "data:image/png;base64," + BASE64),
                Arguments.of(
                        "data URL with parameters", "DATA:image/png;name=a.png;BASE64," + BASE64),
                Arguments.of("in a list", List.of(PNG)),
                Arguments.of("in an array", new byte[][] {PNG}),
                Arguments.of(
                        "in a Map",
                        Map.of("type", "file", "mediaType", "image/png", "data", BASE64)),
                Arguments.of("bytes in a Map", Map.of("data", PNG)),
                Arguments.of("file in a Map", Map.of("url", file, "mediaType", "image/png")),
                Arguments.of(
                        "JSON",
                        "{\"type\":\"file\",\"mediaType\":\"image/png\",\"data\":\""
                                + BASE64
                                + "\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void everyFormGivesTheSameFactsAndContent(String form, Object body) throws Exception {
        ReferenceReader reader = read(body);

        assertThat(reader.errors()).isEmpty();
        Reference reference = reader.references().get(0);
        assertThat(reader.references()).hasSize(1);
        assertThat(reference.local())
                .isEqualTo(new MediaInfo("image/png", PNG.length, 320, 240, sha256(PNG)));
        assertThat(reference.url()).isEqualTo("local:" + sha256(PNG));
        LocalMedia media = reader.media().get(reference.url());
        assertThat(media.facts()).isEqualTo(reference.local());
        try (SeekableByteChannel one = media.open();
                SeekableByteChannel two = media.open()) {
            assertThat(Channels.newInputStream(one).readAllBytes()).isEqualTo(PNG);
            assertThat(Channels.newInputStream(two).readAllBytes()).isEqualTo(PNG);
        }
        assertThat(reader.warnings()).isEmpty();
    }

    @AfterEach
    void nothingIsLeftWhenTheExchangeIsCompleted() throws IOException {
        Exchanges.complete(exchange);

        try (Stream<Path> files = Files.list(spool)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void orderIsKeptAmongFilesUrlsAndBytes() {
        ReferenceReader reader = read(List.of("https://h/a.png", JPEG, "https://h/b.png", PNG));

        assertThat(reader.references())
                .extracting(r -> r.local() == null ? r.url() : r.mediaType())
                .containsExactly("https://h/a.png", "image/jpeg", "https://h/b.png", "image/png");
    }

    @Test
    void sameContentTwiceIsTwoReferencesAndKeptOnce() {
        ReferenceReader reader = read(List.of(PNG, new ByteArrayInputStream(PNG), JPEG));

        assertThat(reader.references()).hasSize(3);
        assertThat(reader.media()).hasSize(2);
    }

    @Test
    void spooledStreamIsForTheOwnerOnlyAndStaysUntilTheExchangeIsCompleted() throws IOException {
        Path below = spool.resolve("new/directory");
        ReferenceReader reader = reader(below, 1_000_000);
        reader.read(new ByteArrayInputStream(PNG));

        Path file;
        try (Stream<Path> files = Files.list(below)) {
            file = files.findFirst().orElseThrow();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(below)))
                .isEqualTo("rwx------");
        Exchanges.complete(exchange);
        assertThat(file).doesNotExist();
        Files.delete(below);
        Files.delete(below.getParent());
    }

    @Test
    void defaultSpoolFileIsDeletedWithTheExchange() throws Exception {
        ReferenceReader reader = reader(null, 1_000_000);
        reader.read(new ByteArrayInputStream(PNG));
        LocalMedia media = reader.media().values().iterator().next();
        media.open().close();

        Exchanges.complete(exchange);

        assertThatThrownBy(media::open).isInstanceOf(IOException.class);
    }

    @Test
    void streamCacheCanBeReadAgainByTheNextStep() throws IOException {
        InputStreamCache cache = new InputStreamCache(PNG);
        cache.skipNBytes(100);

        assertThat(read(cache).references()).hasSize(1);
        assertThat(cache.readAllBytes()).isEqualTo(PNG);
    }

    @Test
    void streamOverTheLimitIsNotReadToItsEnd() throws IOException {
        long[] given = {0};
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        given[0]++;
                        return 0;
                    }
                };
        ReferenceReader reader = reader(spool, 1_000);

        reader.read(endless);

        assertThat(problem(reader)).contains("maxReferenceSize is 1000");
        assertThat(given[0]).isLessThan(1_000_000);
    }

    @Test
    void everyFormOverTheLimitIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("large"), PNG);
        for (Object body :
                List.of(PNG, file, new InputStreamCache(PNG), "data:;base64," + BASE64)) {
            ReferenceReader reader = reader(spool, 100);
            reader.read(body);

            assertThat(reader.references()).isEmpty();
            assertThat(problem(reader)).contains("maxReferenceSize is 100");
        }
    }

    @Test
    void contentDecidesTheMediaType() {
        ReferenceReader reader =
                read(
                        Map.of(
                                "data",
                                Base64.getEncoder().encodeToString(JPEG),
                                "mediaType",
                                "image/png"));

        assertThat(reader.references().get(0).mediaType()).isEqualTo("image/jpeg");
        assertThat(reader.warnings())
                .singleElement()
                .extracting(Warning::details)
                .asString()
                .contains("image/png")
                .contains("image/jpeg");
    }

    @Test
    void otherNamesOfATypeAreNoContradiction() {
        for (String declared :
                List.of(
                        "image/JPG",
                        "image/pjpeg; q=1",
                        "image/*",
                        "application/octet-stream",
                        " ")) {
            assertThat(LocalReferences.contradicts(declared, "image/jpeg")).as(declared).isFalse();
        }
        assertThat(LocalReferences.contradicts("audio/x-wav", "audio/wav")).isFalse();
        assertThat(LocalReferences.contradicts("video/mp4", "image/jpeg")).isTrue();
    }

    @Test
    void errorForOtherContentNamesFoundAndAllowedTypes() throws IOException {
        Path page = Files.writeString(directory.resolve("cat.png"), "<html>404</html>");

        assertThat(problem(read(page))).contains("cat.png").contains("HTML").contains("JPEG");
        assertThat(problem(read(new byte[0]))).contains("0 bytes");
        assertThat(problem(read("{\"a\":1}".getBytes(StandardCharsets.UTF_8))))
                .contains("JSON")
                .contains("String first");
        assertThat(problem(read(directory))).contains("not a regular file");
        assertThat(problem(read(directory.resolve("none").toFile()))).contains("does not exist");
        assertThat(problem(read("data:image/png;base64,%%%"))).contains("base64");
        assertThat(problem(read("data:image/png,abc"))).contains("base64");
        assertThat(problem(read(42))).contains("Integer").contains("local media");
    }

    @Test
    void mediaThatIsCutOffIsRefusedWithTheReason() throws IOException {
        byte[] half = Arrays.copyOf(PNG, PNG.length / 2);
        byte[] video = MediaSamples.video("isom", 64, 48, 100);
        Path file = Files.write(directory.resolve("cat.mp4"), Arrays.copyOf(video, 3000));

        assertThat(problem(read(half))).contains("image/png", "cut off", "IEND", "complete file");
        assertThat(problem(read(new ByteArrayInputStream(half)))).contains("cut off");
        assertThat(
                        problem(
                                read(
                                        "data:image/png;base64,"
                                                + Base64.getEncoder().encodeToString(half))))
                .contains("cut off");
        assertThat(problem(read(file))).contains("cat.mp4", "video/mp4", "mdat");
    }

    @Test
    void audioInAVideoContainerIsAudio() {
        ReferenceReader reader = read(MediaSamples.video("mp42", 0, 0, 2000));

        assertThat(ReferenceUrls.kindOf(reader.references().get(0))).isEqualTo(ReferenceKind.AUDIO);
    }

    @Test
    void brokenStreamIsAValidationError() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("at /secret/path");
                    }
                };

        assertThat(problem(read(broken)))
                .contains("a stream that failed with")
                .doesNotContain("secret");
    }

    @Test
    void spoolDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("a file"));
        ReferenceReader reader = reader(file, 1_000_000);

        reader.read(new ByteArrayInputStream(PNG));

        assertThat(problem(reader)).contains("spoolDirectory");
    }

    @Test
    void fileIsGivenAsAFileAndAStreamAsTheFileItWasKeptIn() throws IOException {
        Path file = Files.write(directory.resolve("one of the user's"), PNG);

        assertThat(only(read(file)).file()).contains(file);
        assertThat(only(read(new ByteArrayInputStream(PNG))).file())
                .hasValueSatisfying(
                        kept -> assertThat(kept).hasParent(spool).hasBinaryContent(PNG));
        assertThat(only(read(PNG)).file()).isEmpty();
    }

    @Test
    void fileThatChangesAfterTheCheckIsNotGivenAsAFile() throws IOException {
        Path file = Files.write(directory.resolve("changing"), PNG);
        LocalMedia media = only(read(file));

        Files.write(file, JPEG);
        assertThat(media.file()).isEmpty();
        Files.delete(file);
        assertThat(media.file()).isEmpty();
    }

    @Test
    void tooLongStreamLeavesNoFile() throws IOException {
        ReferenceReader reader = reader(spool, 1_000);

        reader.read(List.of(new ByteArrayInputStream(new byte[2_000])));

        assertThat(problem(reader)).contains("maxReferenceSize is 1000");
        assertThat(spool).isEmptyDirectory();
    }

    private static LocalMedia only(ReferenceReader reader) {
        assertThat(reader.media()).hasSize(1);
        return reader.media().values().iterator().next();
    }

    @Test
    void fileThatChangesAfterTheCheckIsNotSent() throws IOException {
        Path file = Files.write(directory.resolve("growing"), PNG);
        LocalMedia media = read(file).media().values().iterator().next();
        Files.write(file, JPEG);

        assertThatThrownBy(media::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("changed");
    }

    @Test
    void typedReferencesOfTheSdkAreReadInAllTheirForms() {
        ReferenceReader reader = reader(spool, 1_000_000);
        AiSdkCallBody call =
                new AiSdkCallBody(
                        Map.of(
                                "inputReferences",
                                Arrays.asList(
                                        "https://h/a.png",
                                        "data:image/png;base64," + BASE64,
                                        BASE64,
                                        Base64.getUrlEncoder()
                                                .withoutPadding()
                                                .encodeToString(JPEG),
                                        Map.of(
                                                "type",
                                                "url",
                                                "url",
                                                "https://h/b.mp4",
                                                "mediaType",
                                                "video/mp4"),
                                        Map.of(
                                                "type",
                                                "file",
                                                "mediaType",
                                                "image/png",
                                                "data",
                                                BASE64),
                                        Map.of(
                                                "url",
                                                "https://h/c.mp4",
                                                "mediaType",
                                                "video/mp4",
                                                "referenceVoice",
                                                "https://h/v.mp3"))),
                        reader);

        assertThat(call.errors()).isEmpty();
        assertThat(call.references())
                .extracting(r -> r.local() == null ? r.url() : r.mediaType())
                .containsExactly(
                        "https://h/a.png",
                        "image/png",
                        "image/png",
                        "image/jpeg",
                        "https://h/b.mp4",
                        "image/png",
                        "https://h/c.mp4");
        assertThat(call.references().get(6).voiceUrl()).isEqualTo("https://h/v.mp3");
    }

    @Test
    void bareTextIsNeverBase64AndNeverAPath() {
        assertThat(read(BASE64).references()).extracting(Reference::local).containsOnlyNulls();
        assertThat(read("cat.png\n/etc/passwd").references())
                .extracting(Reference::local)
                .containsOnlyNulls();
    }

    @Test
    void pathsAreReadWhereTheyArePermitted() throws IOException {
        Files.write(spool.resolve("cat.png"), PNG);
        ReferenceReader reader =
                new ReferenceReader(
                        new ReferenceSettings(spool, null, 1_000_000), exchange, atEnd(exchange));
        reader.read("cat.png\nfile:cat.png\nhttps://h/a.png");
        reader.read(List.of(spool.resolve("cat.png").toUri(), Map.of("url", "cat.png")));
        AiSdkCallBody call =
                new AiSdkCallBody(
                        Map.of("inputReferences", List.of("cat.png", BASE64)), reader.newReader());

        assertThat(reader.errors()).isEmpty();
        assertThat(reader.references()).hasSize(5).filteredOn(r -> r.local() != null).hasSize(4);
        assertThat(call.references()).extracting(Reference::mediaType).containsOnly("image/png");
        Files.delete(spool.resolve("cat.png"));
    }

    @Test
    void referenceOfLocalMediaCannotBeForged() {
        MediaInfo facts = new MediaInfo("image/png", 1, 1, 1, "ab");

        assertThat(read(Reference.local(facts, null)).references()).isEmpty();
        assertThat(read("local:ab").references().get(0).local()).isNull();
    }

    @Test
    void endlessListEnds() {
        ReferenceReader reader = read(Stream.iterate(1, i -> i + 1).map(i -> "https://h/" + i));

        assertThat(reader.references()).hasSizeLessThan(1000);
        assertThat(problem(reader)).contains("up to 100");
    }

    private ReferenceReader read(Object body) {
        ReferenceReader reader = reader(spool, 1_000_000);
        reader.read(body);
        return reader;
    }

    private ReferenceReader reader(Path spoolDirectory, long maxBytes) {
        return new ReferenceReader(
                new ReferenceSettings(null, spoolDirectory, maxBytes), exchange, atEnd(exchange));
    }

    private static String problem(ReferenceReader reader) {
        return reader.errors().stream().map(ValidationError::toString).findFirst().orElse("none");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static Consumer<Runnable> atEnd(Exchange exchange) {
        return work ->
                exchange.getExchangeExtension()
                        .addOnCompletion(
                                new SynchronizationAdapter() {
                                    @Override
                                    public void onDone(Exchange done) {
                                        work.run();
                                    }
                                });
    }
}
