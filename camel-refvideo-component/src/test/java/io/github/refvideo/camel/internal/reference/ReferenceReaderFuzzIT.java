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
package io.github.refvideo.camel.internal.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.fuzz.Exchanges;
import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.camel.fuzz.Mutations;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.Exchange;

/** Whatever a body holds, it gives references and problems and nothing else. */
class ReferenceReaderFuzzIT {

    private static final String PNG =
            Base64.getEncoder().encodeToString(MediaSamples.image("png", 8, 8));

    private static final Mutations BODIES =
            Mutations.ofText(
                            List.of(
                                    "https://h/a.png\nhttps://h/b.mp4, https://h/c.png?x=1,2",
                                    "[\"https://h/a.png\", {\"url\":\"https://h/b.mp4\",\"mediaType\":"
                                            + "\"video/mp4\",\"referenceVoice\":\"https://h/v.mp3\"}]",
                                    "{\"model\":\"m\",\"prompt\":{\"text\":\"p\"},\"n\":1,\"seed\":0,"
                                            + "\"providerOptions\":{\"alibaba\":{\"referenceUrls\":"
                                            + "[\"https://h/a.png\"],\"shotType\":\"single\"}}}",
                                    "{\"prompt\":\"p\",\"inputReferences\":[\"https://h/a.png\",\"data:"
                                            + "image/png;base64,"
                                            + PNG
                                            + "\",\""
                                            + PNG
                                            + "\",{\"type\":\"file\",\"mediaType\":\"image/jpeg\",\"data\":\""
                                            + PNG
                                            + "\"}]}",
                                    "file:inside.png",
                                    "inside.png\n../inside.png\n/etc/passwd",
                                    "data:image/png;base64," + PNG))
                    .with(
                            "null",
                            "{}",
                            "[]",
                            "\"\"",
                            "-1",
                            "1e999",
                            "true",
                            "\\",
                            "\"",
                            "{",
                            "[[[[[[",
                            "]",
                            ",",
                            "\n",
                            "file:///",
                            "file:",
                            "..",
                            "/",
                            "\u0000",
                            "%00",
                            "%2e%2e",
                            "\"url\":",
                            "\"data\":",
                            "\ufeff",
                            ";base64",
                            "local:");

    private static final List<byte[]> SAMPLES = MediaSamples.all();

    private static Path directory;
    private static MediaInfo inside;

    @BeforeContainer
    static void directoryWithOneFile() throws IOException {
        directory = Files.createTempDirectory("fuzz");
        Path file = directory.resolve("inside.png");
        Files.write(file, MediaSamples.image("png", 9, 9));
        inside = read(ReferenceSettings.DEFAULT, file).references().get(0).local();
    }

    @AfterContainer
    static void directoryGoes() throws IOException {
        Files.delete(directory.resolve("inside.png"));
        Files.delete(directory);
    }

    @Provide
    Arbitrary<String> bodies() {
        return BODIES.text();
    }

    @Provide
    Arbitrary<Object> objects() {
        return Arbitraries.randomValue(random -> object(random, 4));
    }

    @Property
    void textNeverNamesAFileWithoutPermission(@ForAll("bodies") String body) {
        assertThat(read(ReferenceSettings.DEFAULT, body).media().values())
                .noneMatch(LocalMediaFactory.FileMedia.class::isInstance);
    }

    @Property
    void textNamesNoFileOutsideTheDirectory(@ForAll("bodies") String body) {
        ReferenceSettings settings = new ReferenceSettings(directory, null, 1_000_000);

        assertThat(read(settings, body).media().values())
                .filteredOn(LocalMediaFactory.FileMedia.class::isInstance)
                .allMatch(media -> media.facts().equals(inside));
    }

    @Property
    void anyObjectIsReadOrNamed(@ForAll("objects") Object body) {
        read(new ReferenceSettings(null, null, 100_000), body);
    }

    private static ReferenceReader read(ReferenceSettings settings, Object body) {
        Exchange exchange = Exchanges.create();
        try {
            ReferenceReader reader = new ReferenceReader(settings, exchange, atEnd -> {});
            reader.read(body);
            ReferenceReader inCall = reader.newReader();
            if (reader.call() != null) {
                AiSdkCallBody call = new AiSdkCallBody(reader.call(), inCall);
                assertThat(call.errors()).isNotNull();
            }
            List<Reference> all = new ArrayList<>(reader.references());
            all.addAll(inCall.references());
            for (Reference reference : all) {
                assertThat(reference.local() == null)
                        .isEqualTo(!reader.media().containsKey(reference.url()));
            }
            return reader;
        } finally {
            Exchanges.complete(exchange);
        }
    }

    private static Object object(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 14 : 10)) {
            case 0 -> null;
            case 1 -> random.nextInt();
            case 2 -> SAMPLES.get(random.nextInt(SAMPLES.size()));
            case 3 -> ByteBuffer.wrap(BODIES.next(random));
            case 4 -> random.nextInt(50) == 0 ? new ByteArrayInputStream(BODIES.next(random)) : 'x';
            case 5 -> URI.create("https://h/a.png");
            case 6 -> Reference.of(new String(BODIES.next(random), StandardCharsets.UTF_8));
            case 7 -> Path.of("no", "such");
            case 8 -> new int[] {1, 2};
            case 9 -> new String(BODIES.next(random), StandardCharsets.UTF_8).toCharArray();
            case 10 -> Arrays.asList(object(random, depth - 1), object(random, depth - 1));
            case 11 -> new Object[] {object(random, depth - 1)};
            case 12 -> Arrays.asList(object(random, depth - 1)).iterator();
            default -> map(random, depth);
        };
    }

    private static Map<Object, Object> map(Random random, int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (String key :
                List.of(
                        "url",
                        "data",
                        "mediaType",
                        "inputReferences",
                        "providerOptions",
                        "prompt",
                        "n")) {
            if (random.nextInt(3) == 0) {
                map.put(key, object(random, depth - 1));
            }
        }
        return map;
    }
}
