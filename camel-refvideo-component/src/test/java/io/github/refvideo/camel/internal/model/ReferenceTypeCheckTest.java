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

import io.github.refvideo.camel.internal.request.ValidationResult;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types and extensions of URLs cause warnings if a model does not accept them. */
class ReferenceTypeCheckTest {

    private static final Map<ReferenceKind, MediaLimits> LIMITS =
            Map.of(
                    ReferenceKind.IMAGE,
                    types("image/jpeg", "image/x-png"),
                    ReferenceKind.VIDEO,
                    types("video/mp4"));

    private static MediaLimits types(String... types) {
        Range any = new Range(0, Integer.MAX_VALUE);
        return new MediaLimits(
                List.of(types), Long.MAX_VALUE, any, any.max(), any, any.max(), false);
    }

    private static List<String> warnings(
            Reference reference, Map<ReferenceKind, MediaLimits> limits) {
        ValidationResult.Collector findings = new ValidationResult.Collector();
        ReferenceCheck.checkTypes(List.of(reference), limits, "the model", findings);
        assertThat(findings.result().errors()).isEmpty();
        return findings.result().warnings().stream().map(warning -> warning.details()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a.HEIC, image/heic",
        "https://h/a.svg?x=1, image/svg+xml",
        "https://h/a.avif#f, image/avif",
        "https://h/a.tif/, image/tiff",
        "https://h/a%2Egif, image/gif",
        "https://h/a.mov, video/quicktime",
        "https://h/a.MKV, video/x-matroska"
    })
    void extensionOfAnotherTypeCausesAWarning(String url, String type) {
        assertThat(warnings(Reference.of(url), LIMITS))
                .singleElement()
                .asString()
                .startsWith(
                        "reference 1 is " + type + " by its type or extension; the model accepts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/a.JPG",
                "https://h/a.png",
                "https://h/a.m4v",
                "https://h/a",
                "https://h/v1.2",
                "https://h/a.2026-11-29",
                "https://h/a.",
                "https://h.free/",
                "https://h/a.mp3",
                "data:image/png;base64,AAAA"
            })
    void otherReferencesCauseNoWarning(String url) {
        assertThat(warnings(Reference.of(url), LIMITS)).isEmpty();
    }

    @Test
    void extensionThatIsNotMediaCausesAWarningUnlessATypeIsDeclared() {
        assertThat(warnings(Reference.of("https://h/a.FREE?b=c.png"), LIMITS))
                .singleElement()
                .asString()
                .contains(".free", "not that of an image, a video or audio", "mediaType");
        assertThat(warnings(new Reference("https://h/a.free", "image/png", null), LIMITS))
                .isEmpty();
    }

    @Test
    void declaredTypeCountsMoreThanTheExtension() {
        assertThat(warnings(new Reference("https://h/a.png", "image/heif", null), LIMITS))
                .hasSize(1);
        assertThat(warnings(new Reference("https://h/a.svg", "image/JPG; q=1", null), LIMITS))
                .isEmpty();
    }

    @Test
    void withoutLimitsOnlyUncommonImagesCauseAWarning() {
        assertThat(warnings(Reference.of("https://h/a.svg"), Map.of())).hasSize(1);
        assertThat(warnings(Reference.of("https://h/a.heic"), Map.of())).hasSize(1);
        assertThat(warnings(Reference.of("https://h/a.gif"), Map.of())).isEmpty();
        assertThat(warnings(Reference.of("https://h/a.mkv"), Map.of())).isEmpty();
    }

    @Test
    void localMediaIsJudgedByItsContent() {
        MediaInfo facts = new MediaInfo("image/svg+xml", 9, 1, 1, "00");

        assertThat(warnings(Reference.local(facts, null), LIMITS)).isEmpty();
    }
}
