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

import io.github.refvideo.camel.internal.model.Sizes.Frame;
import io.github.refvideo.camel.spi.Resolution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From pixels to tier and ratio, and back. */
class SizesTest {

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    wan2.6-r2v, 1280x720, 720P, 16:9
                    wan2.6-r2v, 1088x832, 720P, 4:3
                    wan2.6-r2v, 832x1088, 720P, 3:4
                    wan2.6-r2v, 1632x1248, 1080P, 4:3
                    wan2.6-r2v, 1248x1632, 1080P, 3:4
                    wan2.6-r2v, 1440x1440, 1080P, 1:1
                    wan2.6-r2v, 1104x832, -, -
                    wan2.6-r2v, 1648x1248, -, -
                    wan2.6-r2v, 832x480, -, -
                    wan2.7-r2v, 1280x720, 720P, 16:9
                    wan2.7-r2v, 720x1280, 720P, 9:16
                    wan2.7-r2v, 960x960, 720P, 1:1
                    wan2.7-r2v, 1104x832, 720P, 4:3
                    wan2.7-r2v, 832x1104, 720P, 3:4
                    wan2.7-r2v, 1088x832, 720P, 4:3
                    wan2.7-r2v, 832x1088, 720P, 3:4
                    wan2.7-r2v, 1920x1080, 1080P, 16:9
                    wan2.7-r2v, 1080x1920, 1080P, 9:16
                    wan2.7-r2v, 1648x1248, 1080P, 4:3
                    wan2.7-r2v, 1248x1648, 1080P, 3:4
                    wan2.7-r2v, 1632x1248, 1080P, 4:3
                    wan2.7-r2v, 1248x1632, 1080P, 3:4
                    wan2.7-r2v, 832x480, -, -
                    wan2.7-r2v, 640x480, -, -
                    wan3.0-video, 832x480, 480P, 16:9
                    wan3.0-video, 624x624, 480P, 1:1
                    wan3.0-video, 1920x1080, 1080P, 16:9
                    happyhorse-1.1-r2v, 720x1280, 720P, 9:16
                    happyhorse-1.1-r2v, 1632x1248, 1080P, 4:3
                    spacexai/grok-imagine-video, 854x480, 480P, -
                    google/veo-3.1-generate-001, 3840x2160, 4K, -
                    klingai/kling-v2.6-i2v, 1280x720, -, -
                    """)
    void sizesAreTranslated(String model, String size, String tier, String ratio) {
        Frame frame = sizes(model).frameOf(Resolution.parse(size).orElseThrow()).orElse(null);

        assertThat(frame == null ? null : frame.tier().word()).isEqualTo(tier);
        assertThat(frame == null ? null : frame.ratio()).isEqualTo(ratio);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    wan2.6-r2v, P720, 4:3, 1088x832
                    wan2.6-r2v, P1080, 3:4, 1248x1632
                    wan2.7-r2v, P720, 4:3, 1104x832
                    wan2.7-r2v, P1080, 3:4, 1248x1648
                    wan2.7-r2v, P480, 16:9, -
                    wan3.0-video, P480, 16:9, 832x480
                    wan2.7-r2v, P720, 21:9, -
                    """)
    void tiersAndRatiosBecomeTheModelsOwnSizes(String model, Tier tier, String ratio, String size) {
        assertThat(sizes(model).sizeOf(tier, ratio).map(Resolution::toString).orElse(null))
                .isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    wan2.7-r2v, -, -, 1080P, 16:9
                    wan2.7-r2v, -, 4:3, 1080P, 4:3
                    wan2.7-r2v, 1280x720, -, 720P, 16:9
                    wan2.7-r2v, 1280x720, 3:4, 720P, 3:4
                    wan2.7-r2v, 720x1280, 16:9, 720P, 16:9
                    wan3.0-video, -, -, 1080P, adaptive
                    wan3.0-video, 832x480, adaptive, 480P, adaptive
                    """)
    void requestedRatioHasPrecedenceOverTheSize(
            String model, String size, String ratio, String tier, String shape) {
        Resolution resolution = size == null ? null : Resolution.parse(size).orElseThrow();

        Frame frame = sizes(model).frameOf(resolution, ratio).orElseThrow();

        assertThat(frame.tier().word()).isEqualTo(tier);
        assertThat(frame.ratio()).isEqualTo(shape);
    }

    private static Sizes sizes(String model) {
        return ModelTable.builtIn().find(model).orElseThrow().sizes();
    }
}
