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
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.spi.Reference;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceReaderTest {

    private static final String A = "https://h/a.png";
    private static final String B = "https://h/b.mp4?x=1,2";

    static Stream<Arguments> forms() throws Exception {
        return Stream.of(
                Arguments.of("two lines", A + "\n" + B + "\r\n"),
                Arguments.of("commas", A + ", " + B),
                Arguments.of("commas without blanks", A + "," + B),
                Arguments.of("JSON array", "[\"" + A + "\", \"" + B + "\"]"),
                Arguments.of("JSON objects", "[{\"url\":\"" + A + "\"},{\"url\":\"" + B + "\"}]"),
                Arguments.of("array", new String[] {A, B}),
                Arguments.of("objects", new Object[] {URI.create(A), Reference.of(B)}),
                Arguments.of("list", List.of(URI.create(A).toURL(), B)),
                Arguments.of("queue", new ArrayDeque<>(List.of(A, B))),
                Arguments.of("iterator", List.of(A, B).iterator()),
                Arguments.of("stringy", List.of(new StringBuilder(A), B)),
                Arguments.of("nested", List.of(List.of(A), new Object[] {B})),
                Arguments.of("with holes", Arrays.asList(A, null, " ", B)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void everyFormGivesTheSameReferencesInOrder(String name, Object body) {
        ReferenceReader reader = read(body);

        assertThat(reader.errors()).isEmpty();
        assertThat(reader.references()).extracting(Reference::url).containsExactly(A, B);
    }

    @Test
    void mediaTypeAndVoiceAreKept() {
        ReferenceReader reader =
                read(
                        List.of(
                                Map.of(
                                        "url", A,
                                        "mediaType", "image/png",
                                        "referenceVoice", "https://h/v.mp3")));

        assertThat(reader.references())
                .containsExactly(new Reference(A, "image/png", "https://h/v.mp3"));
    }

    @Test
    void wholeCallIsForwarded() {
        ReferenceReader reader = read("{\"prompt\":\"p\",\"inputReferences\":[\"" + A + "\"]}");

        assertThat(reader.references()).isEmpty();
        assertThat(new AiSdkCallBody(reader.call(), reader.newReader()).references())
                .containsExactly(Reference.of(A));
    }

    @Test
    void callAcceptsOnlyFieldsWithHeaders() {
        AiSdkCallBody call =
                new AiSdkCallBody(
                        Map.of(
                                "prompt",
                                Map.of("text", "p"),
                                "seed",
                                0,
                                "apiKey",
                                "forged",
                                "baseUrl",
                                "https://evil",
                                "headers",
                                Map.of("authorization", "x"),
                                "providerOptions",
                                Map.of(
                                        "alibaba",
                                        Map.of(
                                                "referenceUrls",
                                                List.of(A),
                                                "shotType",
                                                "multi",
                                                "pollIntervalMs",
                                                1000,
                                                "audioUrl",
                                                "https://h/x.mp3"))),
                        reader());

        assertThat(call.errors()).isEmpty();
        assertThat(call.references()).containsExactly(Reference.of(A));
        assertThat(call.values())
                .containsOnlyKeys(
                        RequestOption.PROMPT,
                        RequestOption.SEED,
                        RequestOption.SHOT_TYPE,
                        RequestOption.POLL_INTERVAL,
                        RequestOption.PROVIDER_OPTIONS)
                .containsEntry(
                        RequestOption.PROVIDER_OPTIONS,
                        Map.of("alibaba", Map.of("audioUrl", "https://h/x.mp3")));
        assertThat(call.warnings())
                .extracting(w -> w.details())
                .anyMatch(d -> d.contains("'apiKey'"));
    }

    @Test
    void typedReferencesOverrideTheOldFormWithAWarning() {
        AiSdkCallBody call =
                new AiSdkCallBody(
                        Map.of(
                                "inputReferences", List.of(A),
                                "providerOptions",
                                        Map.of("alibaba", Map.of("referenceUrls", List.of(B)))),
                        reader());

        assertThat(call.references()).containsExactly(Reference.of(A));
        assertThat(call.warnings()).hasSize(1);
    }

    @Test
    void errorForBrokenJsonContainsThePosition() {
        assertThat(read("[\"https://h/a.png\", oops]").errors())
                .singleElement()
                .asString()
                .contains("line 1")
                .contains("column");
    }

    @Test
    void deepNestingIsRejected() {
        Object body = A;
        for (int i = 0; i < 100; i++) {
            body = List.of(body);
        }

        assertThat(read(body).errors()).singleElement().asString().contains("nested");
    }

    @Test
    void textOfAnyKindNeverThrows() {
        Random random = new Random(99);
        String alphabet = "[]{}\",:/\\ \n\thttps://h.png?&=0aé跑%";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            ReferenceReader reader = read(text.toString());
            if (reader.call() != null) {
                new AiSdkCallBody(reader.call(), reader.newReader());
            }
        }
    }

    /** As the body of an image posted to platform-http on Spring Boot. */
    @Test
    void readerOfBytesIsRefused() {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        byte[] png = MediaSamples.image("png", 320, 240);

        ReferenceReader reader = read(Channels.newReader(channel(png), strict, -1));

        assertThat(reader.references()).isEmpty();
        assertThat(reader.errors())
                .singleElement()
                .asString()
                .contains("a Reader whose content is not text");
    }

    private static ReadableByteChannel channel(byte[] bytes) {
        return Channels.newChannel(new ByteArrayInputStream(bytes));
    }

    private static ReferenceReader read(Object body) {
        ReferenceReader reader = reader();
        reader.read(body);
        return reader;
    }

    private static ReferenceReader reader() {
        return new ReferenceReader(ReferenceSettings.DEFAULT, Exchanges.create(), atEnd -> {});
    }
}
