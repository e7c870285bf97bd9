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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option modelTable, and price limits for the request body. */
class ModelTableOptionTest extends RefVideoTestSupport {

    @TempDir Path directory;

    @Test
    void fileOfAnEndpointChangesALimit() throws Exception {
        Path file = directory.resolve("models.json");
        Files.writeString(
                file, "{\"models\":[{\"dashscope\":\"wan2.6-r2v\",\"duration\":{\"max\":12}}]}");

        Exchange refused = send("refvideo:generate?duration=12", Map.of());
        Exchange made =
                send(
                        "refvideo:generate?validation=strict&duration=11&modelTable=file:" + file,
                        Map.of());
        Exchange stillRefused =
                send("refvideo:generate?duration=13&modelTable=file:" + file, Map.of());

        assertThat(refused.getException()).hasMessageContaining("2 to 10 seconds");
        assertThat(made.getException()).isNotInstanceOf(RefVideoInvalidRequestException.class);
        assertThat(stillRefused.getException()).hasMessageContaining("2 to 12 seconds");
    }

    @Test
    void resourceOnTheClassPathCanBeNamed() {
        Exchange refused =
                send(
                        "refvideo:generate?modelTable=classpath:models/short.json&duration=5",
                        Map.of());

        assertThat(refused.getException()).hasMessageContaining("2 to 4 seconds");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void optionOfTheComponentIsTheDefaultOfItsEndpoints() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            RefVideoConfiguration configuration =
                    other.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
            pointAt(simulator(), configuration);
            configuration.setModelTable("classpath:models/short.json");
            other.start();

            Exchange refused =
                    other.createProducerTemplate()
                            .request(
                                    "refvideo:generate?duration=5",
                                    exchange -> exchange.getMessage().setBody(cat()));

            assertThat(refused.getException()).hasMessageContaining("2 to 4 seconds");
        }
    }

    @Test
    void messageCannotNameATable() {
        Exchange answer =
                send(
                        "refvideo:generate?duration=5",
                        Map.of("CamelRefVideoModelTable", "classpath:models/short.json"));

        assertThat(String.valueOf(answer.getException())).doesNotContain("2 to 4 seconds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    classpath:models/bad.json  | modelTable classpath:models/bad.json: model wan2.6-r2v: there is no field duration.maximum
                    classpath:models/none.json | 'classpath:models/none.json' does not exist
                    file:/no/such/file.json    | 'file:/no/such/file.json' does not exist
                    """)
    void invalidFilePreventsTheStart(String file, String message) {
        assertThatThrownBy(() -> context.getEndpoint("refvideo:generate?modelTable=" + file))
                .hasStackTraceContaining(message);
    }

    @ParameterizedTest(name = "{0} under a limit of {1} with {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
                    minimax/minimax-h3&duration=10                     | 0.90 | {"minimax":{"resolution":"2K"}}
                    minimax/minimax-h3&resolution=1366x768&duration=10 | 0.80 | -
                    alibaba/wan-v2.7-r2v&resolution=1280x720&duration=10 | 1.05 | {"alibaba":{"media":[{"type":"reference_video","url":"https://h/a.mp4"},{"type":"reference_video","url":"https://h/b.mp4"}]}}
                    alibaba/wan-v2.6-r2v&duration=5                    | 0.70 | -
                    alibaba/wan-v2.6-r2v&resolution=1280x720&duration=5 | 0.60 | {"gateway":{"models":["minimax/minimax-h3"]}}
                    bytedance/seedance-2.0&duration=5                  | 100  | -
                    acme/new-model&duration=5                          | 100  | -
                    """)
    void priceLimitAppliesToTheRequestBody(String model, String limit, String providerOptions) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("CamelRefVideoPrompt", "a cat");
        if (providerOptions != null) {
            headers.put("CamelRefVideoProviderOptions", providerOptions);
        }

        Exchange answer =
                send("refvideo:generate?maxEstimatedCost=" + limit + "&model=" + model, headers);

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("Nothing was sent")
                .hasMessageContaining("maxEstimatedCost is " + Double.parseDouble(limit));
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void providerOptionsOfABodyAndOfTheEndpointCountToo() {
        String twoK = "{\"minimax\":{\"resolution\":\"2K\"}}";
        String uri =
                "refvideo:generate?maxEstimatedCost=0.9&model=minimax/minimax-h3" + "&duration=10";
        Exchange byBody =
                template.request(
                        uri,
                        exchange ->
                                exchange.getMessage()
                                        .setBody(
                                                "{\"prompt\":\"a cat\",\"inputReferences\":[\""
                                                        + cat()
                                                        + "\"],\"providerOptions\":"
                                                        + twoK
                                                        + "}"));
        Exchange byEndpoint = send(uri + "&providerOptions=RAW(" + twoK + ")", Map.of());

        assertThat(byBody.getException()).hasMessageContaining("may cost 1.34 USD");
        assertThat(byEndpoint.getException()).hasMessageContaining("may cost 1.34 USD");
        simulator().assertThat().paidJobs(0);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    wan2.6-r2v&resolution=1280x720 | {"dashscope":{"duration":10}} | may cost 1 USD
                    wan2.6-r2v&resolution=1280x720&duration=4 | {"dashscope":{"n":4}} | may cost 1.6 USD
                    wan2.7-r2v&resolution=1280x720&duration=5 | {"alibaba":{"media":[{"type":"reference_video","url":"https://h/a"}]}} | may cost 1 USD
                    wan2.6-r2v&duration=5&validation=off | {"dashscope":{"size":"800*600"}} | may cost 0.75 USD
                    wan3.0-video-prime&duration=5 | {} | no price is known
                    vidu/viduq3-pro&validation=off | {} | request format of this vendor
                    pixverse-c1-r2v&validation=lenient | {} | request format of this vendor
                    """)
    void dashscopeRejectsUncertainCostsAndOtherDialects(
            String model, String providerOptions, String message) {
        Exchange answer =
                send(
                        "refvideo:generate?provider=dashscope&baseUrl="
                                + simulator().dashscopeUrl()
                                + "&prompt=a cat&maxEstimatedCost=0.7&model="
                                + model,
                        Map.of("CamelRefVideoProviderOptions", providerOptions));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("Nothing was sent")
                .hasMessageContaining(message);
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void priceOfTheFileMakesALimitPossible() {
        Exchange answer =
                send(
                        "refvideo:generate?model=alibaba/wan-v3.0-video-prime&resolution=1280x720"
                                + "&duration=5&prompt=Image 1&maxEstimatedCost=2"
                                + "&modelTable=classpath:models/short.json",
                        Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.ESTIMATED_COST).toString())
                .isEqualTo("1.5000");
        simulator().assertThat().paidJobs(1);
    }

    private Exchange send(String uri, Map<String, Object> headers) {
        return template.request(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(cat());
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                });
    }
}
