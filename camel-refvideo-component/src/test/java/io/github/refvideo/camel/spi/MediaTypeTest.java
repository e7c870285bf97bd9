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

import io.github.refvideo.camel.fuzz.Exchanges;
import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.reference.ReferenceReader;
import io.github.refvideo.camel.internal.reference.ReferenceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only one table maps extensions to media types. */
class MediaTypeTest {

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern MEDIA_TYPE = Pattern.compile("(image|video|audio)/[\\w.+-]+");

    /**
     * Not a table of media types: {@code AdapterReferences} repeats the extensions that an adapter
     * of the gateway searches in URLs.
     */
    private static final Set<String> OTHER_FACTS = Set.of("AdapterReferences.java");

    @ParameterizedTest
    @CsvSource({
        "image/png, cat.png",
        "IMAGE/JPG, cat.jpg",
        "image/jpeg; q=1, cat.jpg",
        "image/heif, cat.heic",
        "video/x-m4v, cat.mp4",
        "video/3gpp, cat.3gp",
        "audio/x-wav, cat.wav",
        "application/json, cat",
        "'', cat"
    })
    void fileNamesHaveTheExtensionOfTheirType(String type, String name) {
        assertThat(MediaType.fileName("cat", type)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpg, image/jpeg",
        "' Image/JPG ; charset=x', image/jpeg",
        "image/x-png, image/png",
        "image/pjpeg, image/jpeg",
        "audio/x-wav, audio/wav",
        "video/x-m4v, video/mp4",
        "application/mp4, video/mp4",
        "text/HTML; charset=utf-8, text/html",
        "'', ''"
    })
    void spellingsAreNormalized(String written, String usual) {
        assertThat(MediaType.normalize(written)).isEqualTo(usual);
        assertThat(new Reference("https://h/a", written, null).mediaType())
                .isEqualTo(usual.isEmpty() ? null : usual);
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsFoundByAllOfItsNames(MediaType type) {
        assertThat(type.aliases()).allMatch(alias -> MediaType.of(alias).get() == type);
        assertThat(type.extensions())
                .isNotEmpty()
                .allMatch(extension -> MediaType.ofExtension(extension).get() == type)
                .allMatch(
                        extension ->
                                ReferenceUrls.kindOf(Reference.of("https://h/a." + extension))
                                        == ReferenceKind.ofType(type.value()).get());
        assertThat(MediaType.of(type.value())).contains(type);
        assertThat(MediaType.isMedia(type.value())).isTrue();
    }

    @Test
    void noNameBelongsToTwoTypes() {
        List<String> names = new ArrayList<>();
        for (MediaType type : MediaType.values()) {
            names.add(type.value());
            names.addAll(type.aliases());
            type.extensions().forEach(extension -> names.add("." + extension));
        }
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.equals(name.strip()));
    }

    /** A second table could become inconsistent with this one. */
    @Test
    void noOtherTableOfMediaTypesExists() throws IOException {
        List<String> tables = new ArrayList<>();
        for (Path file : sources()) {
            String name = file.getFileName().toString();
            if (!name.equals("MediaType.java") && !OTHER_FACTS.contains(name)) {
                tables.addAll(tableIn(name, Files.readString(file)));
            }
        }
        assertThat(tables).isEmpty();
    }

    @Test
    void anotherTableWouldBeFound() {
        assertThat(tableIn("A", "Map.of(\"a\", \"video/mp4\")")).hasSize(1);
        assertThat(tableIn("A", "Set.of(\"mp4\", \".mov\")")).hasSize(1);
        assertThat(tableIn("A", "x.endsWith(\".mp4\"); \"image/\"; \"a video/mp4\"")).isEmpty();
    }

    /** Whole literals that are media types, and more than one extension in the same file. */
    private static List<String> tableIn(String name, String source) {
        Set<String> extensions = new HashSet<>();
        List<String> found = new ArrayList<>();
        Matcher literals = LITERAL.matcher(source);
        while (literals.find()) {
            String literal = literals.group(1);
            if (MEDIA_TYPE.matcher(literal).matches()) {
                found.add(name + ": " + literal);
            }
            String extension = literal.replaceFirst("^\\.", "");
            if (Stream.of(MediaType.values())
                    .anyMatch(type -> type.extensions().contains(extension))) {
                extensions.add(literal);
            }
        }
        if (extensions.size() > 1) {
            found.add(name + ": " + extensions);
        }
        return found;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(100);
            return sources;
        }
    }

    @Test
    void modelsTakeTypesOfTheTable() {
        assertThat(ModelTable.builtIn().all())
                .flatMap(model -> model.references().media().values())
                .isNotEmpty()
                .flatMap(limits -> limits.types())
                .allSatisfy(
                        type ->
                                assertThat(MediaType.of(type))
                                        .hasToString("Optional[" + type + "]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "avif", "avis", "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "qt  ",
                "M4A ", "M4B ", "M4V ", "3gp4", "3gp5", "3gp6", "isom"
            })
    void everyBrandHasAnExtension(String brand) {
        everyTypeHasAnExtension(List.of(MediaSamples.video(brand, 64, 48, 100)));
    }

    @Test
    void everyFormatHasAnExtension() {
        everyTypeHasAnExtension(MediaSamples.all());
    }

    private static void everyTypeHasAnExtension(List<byte[]> samples) {
        ReferenceReader reader =
                new ReferenceReader(ReferenceSettings.DEFAULT, Exchanges.create(), atEnd -> {});
        reader.read(samples);

        assertThat(reader.errors()).isEmpty();
        assertThat(reader.references())
                .hasSameSizeAs(samples)
                .allSatisfy(
                        reference ->
                                assertThat(MediaType.fileName("cat", reference.mediaType()))
                                        .matches("cat\\.[a-z0-9]{3,4}"));
    }
}
