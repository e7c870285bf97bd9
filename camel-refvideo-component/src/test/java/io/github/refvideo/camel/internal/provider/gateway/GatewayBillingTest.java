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
package io.github.refvideo.camel.internal.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.internal.model.CostEstimate;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.VideoRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimate is the price of what the AI SDK's adapters make of the request. */
class GatewayBillingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} {1} {2} s with {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
                    minimax/minimax-h3          | 1366x768 | 10 | -                                         | 0.84
                    minimax/minimax-h3          | -        | 10 | {"minimax":{"resolution":"2K"}}           | 1.34
                    minimax/minimax-h3          | -        | 10 | {"minimax":{"resolution":"768P"}}        | 0.84
                    minimax/minimax-h3          | -        | 10 | {"minimax":{"resolution":"480P"}}         | 1.34
                    minimax/minimax-h3          | -        | 10 | {"minimax":{"resolution":"2k"}}           | 1.34
                    minimax/minimax-h3          | -        | 10 | {"minimax":{"resolution":7}}              | 1.34
                    alibaba/wan-v2.6-r2v        | 1280x720 | 4  | {"n":4}                                   | 1.50
                    minimax/minimax-h3          | -        | -  | -                                         | 0.69
                    minimax/minimax-h3          | 1366x768 | 2  | -                                         | 0.36
                    minimax/minimax-h3          | 1366x768 | 60 | -                                         | 1.24
                    minimax/minimax-h3          | 1366x768 | 10 | {"xai":{"resolution":"2K"}}               | 0.84
                    spacexai/grok-imagine-video | 854x480  | 10 | -                                         | 0.51
                    spacexai/grok-imagine-video | -        | 10 | {"xai":{"resolution":"720p"}}             | 0.71
                    spacexai/grok-imagine-video | -        | 10 | {"spacexai":{"resolution":"720p"}}        | 0.71
                    spacexai/grok-imagine-video | -        | 10 | {"xai":{"resolution":"1080p"}}            | 0.71
                    spacexai/grok-imagine-video | -        | 10 | -                                         | 0.51
                    alibaba/wan-v2.7-r2v        | 1280x720 | 10 | -                                         | 1.00
                    alibaba/wan-v2.7-r2v        | 1280x720 | 10 | {"alibaba":{"media":[{"type":"reference_video","url":"https://h/a.mp4"},{"type":"reference_video","url":"https://h/b.mp4"}]}} | 1.50
                    alibaba/wan-v2.7-r2v        | 1280x720 | 10 | {"alibaba":{"ratio":"9:16"}}              | 1.00
                    alibaba/wan-v2.6-r2v-flash  | 1280x720 | 10 | {"alibaba":{"audio":false}}               | 0.25
                    alibaba/wan-v2.6-r2v        | 1280x720 | 5  | {"gateway":{"models":["minimax/minimax-h3"]}} | 0.69
                    alibaba/wan-v2.6-r2v        | 1280x720 | 5  | {"gateway":{"models":["acme/unknown"]}}   | -
                    alibaba/wan-v2.6-r2v        | 1280x720 | 5  | {"gateway":{"serviceTier":"priority"}}    | 1.50
                    alibaba/wan-v2.6-r2v        | 1280x720 | 5  | {"gateway":{"tags":["a"],"serviceTier":"flex"}} | 0.50
                    google/veo-3.1-generate-001 | 1280x720 | 8  | {"vertex":{"sampleCount":4}}              | 12.80
                    google/veo-3.1-generate-001 | 1280x720 | -  | {"googleVertex":{"durationSeconds":4}}    | 1.60
                    klingai/kling-v2.6-i2v      | -        | 5  | {"klingai":{"watermarkEnabled":false}}    | 1.12
                    klingai/kling-v2.6-i2v      | -        | 5  | {"klingai":{"duration":10}}               | 2.24
                    bytedance/seedance-2.0      | 1280x720 | 5  | -                                         | -
                    """)
    void estimateIsThePriceOfWhatArrives(
            String model, String size, Integer seconds, String options, String usd)
            throws Exception {
        assertThat(estimate(ModelTable.builtIn(), model, size, seconds, options))
                .isEqualTo(Optional.ofNullable(usd));
    }

    /** The adapter of Seedance copies fields that it does not know over those of the request. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
                    1280x720 | 5 | -                                                   | 0.50
                    1280x720 | - | {"bytedance":{"duration":15}}                       | 1.50
                    1280x720 | - | {"bytedance":{"duration":"15"}}                     | 1.50
                    1280x720 | - | {"bytedance":{"duration":"long"}}                   | 1.50
                    - | 5 | {"bytedance":{"resolution":"1080p"}}                | 1.00
                    - | 5 | {"bytedance":{"resolution":"8k"}}                   | 1.00
                    1280x720 | 5 | {"bytedance":{"n":3}}                               | 1.50
                    1280x720 | 5 | {"bytedance":{"watermark":false}}                   | 0.50
                    """)
    void copiedFieldsCount(String size, Integer seconds, String options, String usd)
            throws Exception {
        String file =
                """
                {"models": [{"gateway": "bytedance/seedance-2.0", "price": {"perSecond": [
                  {"tier": "480P", "usd": 0.05}, {"tier": "720P", "usd": 0.10},
                  {"tier": "1080P", "usd": 0.20}]}}]}
                """;
        ModelTable models =
                ModelTable.builtIn()
                        .extendedBy(
                                new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                                "f");

        assertThat(estimate(models, "bytedance/seedance-2.0", size, seconds, options))
                .contains(usd);
    }

    private static Optional<String> estimate(
            ModelTable models, String model, String size, Integer seconds, String options)
            throws Exception {
        VideoRequest request =
                new VideoRequest(
                        model,
                        "a scene",
                        null,
                        List.of(
                                Reference.of(
                                        model.startsWith("google/")
                                                ? "data:image/png;base64,iVBORw0KGgo="
                                                : "https://example.com/cat.png")),
                        size == null ? null : Resolution.parse(size).orElseThrow(),
                        null,
                        seconds,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        map(options));
        return CostEstimate.of(
                        new GatewayRequestWriter(models).write(request, PollHints.NONE).billable(),
                        models)
                .map(estimate -> estimate.max().setScale(2).toPlainString());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String options) throws Exception {
        return options == null ? Map.of() : JSON.readValue(options, Map.class);
    }
}
