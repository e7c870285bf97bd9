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
package io.github.refvideo.camel.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** List prices times seconds. */
class CostEstimateTest {

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wan2.6-r2v       | i      |                                     | USD 0.7500
                    wan2.6-r2v       | ii     | resolution=1280x720 & duration=4    | USD 0.4000
                    wan2.6-r2v       | iiiii  | resolution=1088x832 & duration=10   | USD 1.0000
                    wan2.6-r2v       | v      | resolution=1280x720 & duration=5    | USD 0.5000 to 1.0000 (up to 5 s of the clips
                    wan2.6-r2v       | iv     | resolution=1280x720 & duration=5    | USD 0.5000 to 0.7500 (up to 2.5 s of the clips
                    wan2.6-r2v       | iiiiv  | resolution=1280x720 & duration=5    | USD 0.5000 to 0.6000 (up to 1 s of the clips
                    wan2.6-r2v       | vvv    | resolution=1280x720 & duration=5    | USD 0.5000 to 0.9950 (up to 4.95 s of the clips
                    wan2.6-r2v-flash | i      | resolution=1280x720 & audio=true    | USD 0.2500
                    wan2.6-r2v-flash | i      | resolution=1280x720 & audio=false   | USD 0.1250
                    wan2.6-r2v-flash | i      | audio=false & duration=3            | USD 0.1125
                    wan2.6-r2v-flash | i      | resolution=1280x720                 | USD 0.1250 to 0.2500 (with sound twice
                    wan2.6-r2v-flash | v      | resolution=1280x720 & audio=false   | USD 0.1250 to 0.2500 (up to 5 s of the clips
                    wan2.7-r2v       | i      |                                     | USD 0.7500
                    wan2.7-r2v       | i      | aspectRatio=9:16 & duration=15      | USD 2.2500
                    wan2.7-r2v       | iiiiv  | resolution=1280x720                 | USD 0.5000 to 1.0000 (up to 5 s of the clips
                    wan2.7-r2v       | vvvv   | resolution=1280x720                 | USD 0.5000 to 1.0000 (up to 5 s of the clips
                    alibaba/wan-v2.7-r2v | i  | resolution=1104x832 & duration=10   | USD 1.0000
                    wan3.0-video     | i      |                                     | USD 1.0000
                    wan3.0-video     | i      | resolution=832x480 & duration=2     | USD 0.1000
                    wan3.0-video     | i      | resolution=1280x720 & duration=-1   | USD 0.2000 to 3.0000 (the length is open
                    wan3.0-video     | vv     | resolution=1280x720 & duration=10   | USD 1.0000 to 2.5000 (up to 15 s of the clips
                    wan3.0-video     | vv     | resolution=1280x720 & duration=20   | USD 2.0000 to 3.0000 (up to 10 s of the clips
                    spacexai/grok-imagine-video | i | duration=6                    | USD 0.3000
                    spacexai/grok-imagine-video | i | duration=6 & resolution=1280x720 | USD 0.4200
                    minimax/minimax-h3 | i    | duration=5                          | USD 0.4000 to 0.6500
                    """)
    void priceIsSecondsTimesTier(String model, String references, String options, String expected) {
        assertThat(
                        CostEstimate.of(Drafts.request(model, references, options))
                                .orElseThrow()
                                .toString())
                .startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "wan3.0-video-prime,", "happyhorse-1.0-r2v,", "bytedance/seedance-2.0,",
        "klingai/kling-v2.6-i2v,", "google/veo-3.1-generate-001,", "acme/new-model,",
        "wan2.6-r2v, resolution=1104x832", "wan2.7-r2v, resolution=640x480"
    })
    void noPriceIsInvented(String model, String options) {
        assertThat(CostEstimate.of(Drafts.request(model, "i", options))).isEmpty();
    }

    @Test
    void exactOnlyWhenNothingIsOpen() {
        assertThat(CostEstimate.of(Drafts.request("wan2.6-r2v", "i", null)).orElseThrow().isExact())
                .isTrue();
        assertThat(CostEstimate.of(Drafts.request("wan2.6-r2v", "v", null)).orElseThrow().isExact())
                .isFalse();
    }
}
