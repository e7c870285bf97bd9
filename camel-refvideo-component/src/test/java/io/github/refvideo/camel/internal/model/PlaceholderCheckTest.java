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
package io.github.refvideo.camel.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.refvideo.camel.ValidationMode;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.spi.Reference;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How prompts name references. */
class PlaceholderCheckTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    character1 waves              | CHARACTER 1
                    Character1's hat              | CHARACTER 1
                    让character1和character2跳舞     | CHARACTER 1, CHARACTER 2
                    character１２ waves            | CHARACTER 12
                    character 1 and character_2   | (CHARACTER 1), (CHARACTER 2)
                    CHARACTER1                    | (CHARACTER 1)
                    supercharacter1               | -
                    character1st, character1_a    | -
                    character                     | -
                    character12345678901          | -
                    Image 1 hugs Video 2          | COUNTED IMAGE 1, COUNTED VIDEO 2
                    Image1 and Audio 3            | COUNTED IMAGE 1, COUNTED AUDIO 3
                    the image 2 on the wall       | (COUNTED IMAGE 2)
                    in the video 2024 style       | -
                    Video 4K, Video 2.0           | -
                    图1拥抱视频2                    | COUNTED IMAGE 1, COUNTED VIDEO 2
                    图片3和图 4                     | COUNTED IMAGE 3, COUNTED IMAGE 4
                    视频3秒                        | -
                    [Image 1] and [image 2]       | BRACKETED IMAGE 1, BRACKETED IMAGE 2
                    [Image 1                      | COUNTED IMAGE 1
                    <IMAGE_1> and <video_2>       | ANGLED IMAGE 1, ANGLED VIDEO 2
                    <IMAGE_>                      | -
                    💃character1💃                 | CHARACTER 1
                    character٣ and Image 𑇑        | -
                    """)
    void placeholdersAreFound(String prompt, String expected) {
        assertThat(
                        Placeholder.findAll(prompt).stream()
                                .map(PlaceholderCheckTest::inWords)
                                .collect(Collectors.joining(", ")))
                .isEqualTo(expected == null ? "" : expected);
    }

    private static String inWords(Placeholder p) {
        String words = p.style() + (p.kind() == null ? "" : " " + p.kind()) + " " + p.number();
        return p.exact() ? words : "(" + words + ")";
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wan2.6-r2v  | i   | a sunny garden                         |
                    wan2.6-r2v  | ii  | character1 hugs character2             |
                    wan2.6-r2v  | iv  | Character2 films character1            |
                    wan2.6-r2v  | ii  | character1 waves                       | D does not name character2
                    wan2.6-r2v  | iiv | character2 waves                       | D does not name character1, character3
                    wan2.6-r2v  | ii  | two friends in a garden                | D names none of the 2 references ; character1, character2
                    wan2.6-r2v  | i   | Image 1 waves                          | D 'Image 1' ; requires character1
                    wan2.6-r2v  | ii  | [Image 1] hugs [Image 2]               | D '[Image 1]', '[Image 2]' ; requires character1
                    wan2.6-r2v  | i   | an image 2 metres high                 |
                    wan2.6-r2v  | ii  | character1, character2 and character3  | P 'character3' ; only 2 references
                    wan2.6-r2v  | ii  | character1, character2, character 3    | D 'character 3' looks like a reference
                    wan2.6-r2v  | i   | character99999999 and character1       | P 'character99999999'
                    wan2.7-r2v  | iv  | Image 1 hugs Video 1                   |
                    wan2.7-r2v  | i   | the reference image dances             |
                    wan2.7-r2v  | iv  | 图1拥抱视频1                             |
                    wan2.7-r2v  | ii  | [Image 1] hugs [Image 2]               |
                    wan2.7-r2v  | iv  | character1 hugs character2             | D 'character1', 'character2' ; requires Image 1
                    wan2.7-r2v  | iv  | Image 1 hugs Image 2, Video 1          | P 'Image 2' ; 1 image, 1 video
                    wan2.7-r2v  | iv  | 图2和图1和视频1                           | P '图2'
                    wan2.7-r2v  | iv  | Image 1 dances                         | D does not name Video 1
                    wan2.7-r2v  | iv  | an image and a video                   | D names none ; Image 1
                    wan2.7-r2v  | i   | Image 1 shows an image 3 times         | D 'image 3' looks like
                    wan3.0-video | ia | Image 1 sings                          |
                    happyhorse-1.1-r2v | ii | [Image 1] hugs [Image 2]         |
                    happyhorse-1.0-r2v | ii | character1 hugs character2       |
                    happyhorse-1.0-r2v | ii | Image 1 hugs Image 2             | D 'Image 1', 'Image 2' ; requires [Image 1]
                    spacexai/grok-imagine-video | ii | <IMAGE_1> hugs <IMAGE_2> |
                    spacexai/grok-imagine-video | ii | character1 hugs character2 | D requires <IMAGE_1>
                    klingai/kling-v2.6-i2v | ii | two friends                   |
                    klingai/kling-v2.6-i2v | ii | character1 hugs character2    | D cannot name references
                    bytedance/seedance-2.0 | iv | [Image 1] as in [Video 1]     |
                    """)
    void promptsAreComparedWithTheReferences(
            String model, String references, String prompt, String expected) {
        RequestReading reading = TestRequests.reading(model, references, "prompt=" + prompt);
        reading.read();

        if (expected == null) {
            assertThat(reading.errors()).isEmpty();
            assertThat(reading.warnings()).isEmpty();
            return;
        }
        List<?> found = expected.startsWith("P") ? reading.errors() : reading.warnings();
        List<?> others = expected.startsWith("P") ? reading.warnings() : reading.errors();
        assertThat(found).hasSize(1);
        assertThat(others).isEmpty();
        for (String part : expected.substring(1).split(";")) {
            assertThat(found.get(0).toString()).contains("CamelRefVideoPrompt", part.strip());
        }
    }

    @Test
    void mediaTypesDecideHowReferencesAreCounted() {
        RequestReading reading =
                TestRequests.reading(ServiceLimits.gateway(), ValidationMode.strict)
                        .set(RequestOption.MODEL, "wan2.7-r2v")
                        .set(RequestOption.PROMPT, "Video 1 dances like Video 2")
                        .references(
                                List.of(
                                        new Reference("https://h/1", "video/mp4", null),
                                        new Reference("https://h/2.png", "video/mp4", null)));

        assertThat(reading.read()).isPresent();
        assertThat(reading.warnings()).isEmpty();
    }

    @Test
    void aFloodOfPlaceholdersMakesAShortMessage() {
        StringBuilder prompt = new StringBuilder();
        for (int i = 2; i < 120; i++) {
            prompt.append("character").append(i).append(' ');
        }
        RequestReading reading = TestRequests.reading("wan2.6-r2v", "i", "prompt=" + prompt);

        reading.read();

        assertThat(reading.errors()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "character",
                "character1",
                "1",
                "Image ",
                "[",
                "<IMAGE_",
                "图",
                "图1",
                "视",
                " ",
                "characterIMAGE_<[1"
            })
    void timeGrowsNoFasterThanThePrompt(String piece) {
        String prompt = piece.repeat(1_000_000 / piece.length());

        Assertions.assertTimeout(Duration.ofSeconds(20), () -> Placeholder.findAll(prompt));
    }

    @Test
    void loneSurrogatesAreHandled() {
        assertThatCode(() -> Placeholder.findAll("\ud83d character1 \udc00 [Image 1]"))
                .doesNotThrowAnyException();
    }
}
