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
package io.github.refvideo.camel.internal.provider.dashscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.internal.model.CostEstimate;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimate is the price of the body that is sent. */
class DashscopeBillingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} {1} {2} s with {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
                    wan2.6-r2v   | 1280x720 | 4  | -                                             | 0.40
                    wan2.6-r2v   | -        | -  | -                                             | 0.75
                    wan2.6-r2v   | 1280x720 | -  | {"dashscope":{"duration":10}}                 | 1.00
                    wan2.6-r2v   | 1280x720 | -  | {"alibaba":{"duration":10}}                   | 1.00
                    wan2.6-r2v   | 1280x720 | -  | {"dashscope":{"parameters":{"duration":"10"}}} | 1.00
                    wan2.6-r2v   | 1280x720 | -  | {"dashscope":{"duration":9.5}}                | 1.00
                    wan2.6-r2v   | 1280x720 | -  | {"dashscope":{"duration":"long"}}             | 1.00
                    wan2.6-r2v   | 1280x720 | 4  | {"dashscope":{"duration":10}}                 | 0.40
                    wan2.6-r2v   | 1280x720 | 4  | {"dashscope":{"n":4}}                         | 1.60
                    wan2.6-r2v   | 1280x720 | 4  | {"dashscope":{"parameters":{"n":4}}}          | 1.60
                    wan2.6-r2v   | 1280x720 | 4  | {"dashscope":{"n":"many"}}                    | 1.50
                    wan2.6-r2v   | -        | 4  | {"dashscope":{"size":"1280*720"}}             | 0.40
                    wan2.6-r2v   | -        | 4  | {"dashscope":{"size":"720P"}}                 | 0.40
                    wan2.6-r2v   | -        | 4  | {"dashscope":{"size":"800*600"}}              | 0.60
                    wan2.6-r2v   | 1280x720 | 4  | {"dashscope":{"resolution":"1080P"}}          | 1.50
                    wan2.6-r2v   | 1280x720 | 4  | {"dashscope":{"input":{"reference_video_urls":["https://h/a"]}}} | 0.65
                    wan2.7-r2v   | 1280x720 | 10 | -                                             | 1.00
                    wan2.7-r2v   | 1280x720 | 10 | {"alibaba":{"media":[{"type":"reference_video","url":"https://h/a.mp4"},{"type":"reference_video","url":"https://h/b.mp4"}]}} | 1.50
                    wan2.7-r2v   | 1280x720 | 10 | {"dashscope":{"input":{"media":[{"type":"reference_video","url":"https://h/a"}]}}} | 1.50
                    wan2.7-r2v   | -        | 10 | {"dashscope":{"resolution":"720P"}}           | 1.00
                    wan2.7-r2v   | -        | 10 | {"dashscope":{"resolution":"1080p"}}          | 1.50
                    wan3.0-video | 1280x720 | -1 | -                                             | 3.00
                    """)
    void estimateIsThePriceOfTheBody(
            String model, String size, Integer seconds, String options, String usd)
            throws Exception {
        PreparedSubmit submit = write(model, size, seconds, options);

        assertThat(
                        CostEstimate.of(submit.billable(), ModelTable.builtIn())
                                .map(estimate -> estimate.max().setScale(2).toPlainString()))
                .contains(usd);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pixverse/pixverse-c1-r2v",
                "vidu/viduq3-pro",
                "viduq2",
                "kling/kling-v3-video-generation",
                "klingai/kling-v3"
            })
    void modelsWithAnotherDialectAreRefused(String model) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(model, "1280x720", 5, null))
                .withMessageContaining("CamelRefVideoModel")
                .withMessageContaining("'" + model + "'")
                .withMessageContaining("request format of this vendor");
    }

    @SuppressWarnings("unchecked")
    private static PreparedSubmit write(String model, String size, Integer seconds, String options)
            throws Exception {
        return DashscopeRequestWriter.write(
                new VideoRequest(
                        model,
                        "a scene",
                        null,
                        List.of(Reference.of("https://example.com/cat.png")),
                        size == null ? null : Resolution.parse(size).orElseThrow(),
                        null,
                        seconds,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        options == null ? Map.of() : JSON.readValue(options, Map.class)),
                ModelTable.builtIn());
    }
}
