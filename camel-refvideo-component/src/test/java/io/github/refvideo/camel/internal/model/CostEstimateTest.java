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

import io.github.refvideo.camel.spi.BillableRequest;
import io.github.refvideo.camel.spi.ReferenceKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
                    wan2.6-r2v       | v      | resolution=1280x720 & duration=5    | USD 0.5000 to 1.0000 (up to 5 s of the reference
                    wan2.6-r2v       | iv     | resolution=1280x720 & duration=5    | USD 0.5000 to 0.7500 (up to 2.5 s of the reference
                    wan2.6-r2v       | iiiiv  | resolution=1280x720 & duration=5    | USD 0.5000 to 0.6000 (up to 1 s of the reference
                    wan2.6-r2v       | vvv    | resolution=1280x720 & duration=5    | USD 0.5000 to 0.9950 (up to 4.95 s of the reference
                    wan2.6-r2v-flash | i      | resolution=1280x720 & audio=true    | USD 0.2500
                    wan2.6-r2v-flash | i      | resolution=1280x720 & audio=false   | USD 0.1250
                    wan2.6-r2v-flash | i      | audio=false & duration=3            | USD 0.1125
                    wan2.6-r2v-flash | i      | resolution=1280x720                 | USD 0.1250 to 0.2500 (the price depends on audio
                    wan2.6-r2v-flash | v      | resolution=1280x720 & audio=false   | USD 0.1250 to 0.2500 (up to 5 s of the reference
                    wan2.7-r2v       | i      |                                     | USD 0.7500
                    wan2.7-r2v       | i      | aspectRatio=9:16 & duration=15      | USD 2.2500
                    wan2.7-r2v       | iiiiv  | resolution=1280x720                 | USD 0.5000 to 1.0000 (up to 5 s of the reference
                    wan2.7-r2v       | vvvv   | resolution=1280x720                 | USD 0.5000 to 1.0000 (up to 5 s of the reference
                    alibaba/wan-v2.7-r2v | i  | resolution=1104x832 & duration=10   | USD 1.0000
                    wan3.0-video     | i      |                                     | USD 1.0000
                    wan3.0-video     | i      | resolution=832x480 & duration=2     | USD 0.1000
                    wan3.0-video     | i      | resolution=1280x720 & duration=-1   | USD 0.2000 to 3.0000 (the duration is not fixed
                    wan3.0-video     | vv     | resolution=1280x720 & duration=10   | USD 1.0000 to 2.5000 (up to 15 s of the reference
                    wan3.0-video     | vv     | resolution=1280x720 & duration=20   | USD 2.0000 to 3.0000 (up to 10 s of the reference
                    spacexai/grok-imagine-video | i | duration=6                    | USD 0.3100
                    spacexai/grok-imagine-video | iii | duration=6 & resolution=1280x720 | USD 0.4500
                    spacexai/grok-imagine-video | i | resolution=1280x720           | USD 0.0800 to 0.7100 (the duration is not fixed)
                    spacexai/grok-imagine-video-1.5 | i | duration=10               | USD 0.8100 to 2.5100
                    minimax/minimax-h3 | i    | duration=5                          | USD 0.6900
                    minimax/minimax-h3 | iiv  |                                     | USD 0.7300
                    minimax/minimax-h3 | i    | duration=10 & resolution=1366x768   | USD 0.8400
                    minimax/minimax-h3 | i    | duration=10 & resolution=1280x720   | USD 0.8400 to 1.3400 (the price of 1280x720
                    klingai/kling-v2.6-i2v | i | duration=10                        | USD 0.4200 to 2.2400
                    google/veo-3.1-generate-001 | d |                               | USD 0.8000 to 3.2000 (the duration is not fixed)
                    wan2.6-r2v       | i      | resolution=1104x832                 | USD 0.5000 to 0.7500 (the price of 1104x832
                    wan2.7-r2v       | i      | resolution=640x480                  | USD 0.5000 to 0.7500 (the price of 640x480
                    """)
    void priceIsSecondsTimesTier(String model, String references, String options, String expected) {
        assertThat(
                        CostEstimate.of(TestRequests.request(model, references, options))
                                .orElseThrow()
                                .toString())
                .startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "wan3.0-video-prime,", "happyhorse-1.0-r2v,", "bytedance/seedance-2.0,",
        "heygen/heygen-video-1,", "spacexai/grok-imagine-video-1.5-lite,", "acme/new-model,"
    })
    void noPriceIsInvented(String model, String options) {
        assertThat(CostEstimate.of(TestRequests.request(model, "i", options))).isEmpty();
    }

    @Test
    void exactOnlyWhenNothingIsOpen() {
        assertThat(
                        CostEstimate.of(TestRequests.request("wan2.6-r2v", "i", null))
                                .orElseThrow()
                                .isExact())
                .isTrue();
        assertThat(
                        CostEstimate.of(TestRequests.request("wan2.6-r2v", "v", null))
                                .orElseThrow()
                                .isExact())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            textBlock =
                    """
                    wan2.6-r2v | wan2.6-r2v generates 1080P (0.15 USD per second) if resolution is not set; 720P (0.10 USD per second) is the cheapest
                    wan2.6-r2v-flash | wan2.6-r2v-flash generates 1080P (0.075 USD per second) if resolution is not set; 720P (0.05 USD per second) is the cheapest
                    minimax/minimax-h3 | minimax/minimax-h3 generates 2K (0.13 USD per second) if resolution is not set; 768P (0.08 USD per second) is the cheapest
                    spacexai/grok-imagine-video | -
                    klingai/kling-v2.6-i2v | -
                    wan3.0-video-prime | -
                    """)
    void defaultSizeIsSaidIfItIsNotTheCheapest(String model, String text) {
        assertThat(CostEstimate.describeDefaultSize(ModelTable.builtIn().find(model).orElseThrow()))
                .isEqualTo(Optional.ofNullable(text));
    }

    @Test
    void estimateStatesThatTheResolutionIsUnset() {
        assertThat(
                        CostEstimate.of(TestRequests.request("wan2.6-r2v", "i", null))
                                .orElseThrow()
                                .notes())
                .anyMatch(note -> note.contains("generates 1080P"));
    }

    @Test
    void fallbackModelsCountWithTheirPrices() {
        BillableRequest request =
                new BillableRequest.Builder("wan2.6-r2v")
                        .size("1280x720")
                        .seconds(5)
                        .fallbackModel("minimax/minimax-h3")
                        .build();
        assertThat(CostEstimate.of(request, ModelTable.builtIn()).orElseThrow().toString())
                .startsWith("USD 0.4000 to 0.6500 (")
                .contains("another model may be used");
        BillableRequest unknown =
                new BillableRequest.Builder("wan2.6-r2v").fallbackModel("acme/new").build();
        assertThat(CostEstimate.of(unknown, ModelTable.builtIn())).isEmpty();
    }

    @Test
    void inputSecondsCanHaveAPriceOfTheirOwn() throws Exception {
        String file =
                """
                {"models": [{"gateway": "acme/a", "duration": {"min": 1, "max": 9},
                  "price": {"perSecond": [{"usd": 0.1, "inputVideo": false},
                                          {"usd": 0.2, "inputVideo": true}],
                            "inputVideo": {"maxSeconds": 10, "perSecond": 0.01}}}]}
                """;
        ModelTable models =
                ModelTable.builtIn()
                        .extendedBy(
                                new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                                "f");
        BillableRequest.Builder request = new BillableRequest.Builder("acme/a").seconds(5);
        assertThat(CostEstimate.of(request.build(), models).orElseThrow().max())
                .isEqualByComparingTo("0.5");
        request.reference(ReferenceKind.VIDEO);
        assertThat(CostEstimate.of(request.build(), models).orElseThrow().max())
                .isEqualByComparingTo("1.1");
    }
}
