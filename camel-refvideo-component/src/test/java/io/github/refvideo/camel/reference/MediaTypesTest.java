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
package io.github.refvideo.camel.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.fuzz.Exchanges;
import io.github.refvideo.camel.fuzz.MediaSamples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

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
    void namesEndAsTheirTypeSays(String type, String name) {
        assertThat(MediaTypes.fileName("cat", type)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "avif", "avis", "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "qt  ",
                "M4A ", "M4B ", "M4V ", "3gp4", "3gp5", "3gp6", "isom"
            })
    void everyBrandThatIsKnownHasAnEnding(String brand) {
        everyTypeHasAnEnding(List.of(MediaSamples.clip(brand, 64, 48, 100)));
    }

    @Test
    void everyFormatThatIsKnownHasAnEnding() {
        everyTypeHasAnEnding(MediaSamples.all());
    }

    private static void everyTypeHasAnEnding(List<byte[]> samples) {
        ReferenceReader reader =
                new ReferenceReader(ReferenceSettings.DEFAULT, Exchanges.create(), atEnd -> {});
        reader.read(samples);

        assertThat(reader.problems()).isEmpty();
        assertThat(reader.references())
                .hasSameSizeAs(samples)
                .allSatisfy(
                        reference ->
                                assertThat(MediaTypes.fileName("cat", reference.mediaType()))
                                        .matches("cat\\.[a-z0-9]{3,4}"));
    }
}
