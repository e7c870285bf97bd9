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

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.simulator.fault.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dynamic endpoints: thousands of prompts, one endpoint, and no job lost when endpoints go. */
class ToDTest extends RefVideoTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:prompt")
                        .toD("refvideo:generate?output=url&prompt=RAW(${header.scene})&duration=4");
                from("direct:many")
                        .toD(
                                "refvideo:generate?output=url&responseTimeout=${header.number}"
                                        + "&prompt=character1 waves",
                                2);
                from("direct:spelled").toD("refvideo:generate?${header.options}");
                from("direct:length").toD("refvideo:generate?duration=${header.seconds}");
                from("direct:plain").toD("refvideo:${header.operation}");
                from("direct:twice")
                        .toD("refvideo:generate?output=url&prompt=RAW(${header.scene})")
                        .setBody(constant(cat()))
                        .to("refvideo:generate?output=url&prompt=character1 sleeps");
            }
        };
    }

    @Test
    void promptsMakeNoEndpoints() {
        for (int i = 0; i < 20; i++) {
            Exchange answer =
                    send("direct:prompt", Map.of("scene", "character1 waves " + i + " & ?=%+ ü"));
            assertThat(answer.getException()).isNull();
        }

        assertThat(context.getEndpoints())
                .filteredOn(endpoint -> ofThePromptRoute(endpoint.getEndpointUri()))
                .hasSize(1)
                .allSatisfy(
                        endpoint -> assertThat(endpoint.getEndpointUri()).doesNotContain("waves"));
        assertThat(starts())
                .hasSize(20)
                .anySatisfy(body -> assertThat(body).contains("\"character1 waves 7 & ?=%+ ü\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RAW(waves + runs, 50% & more)",
                "RAW{waves (twice)}",
                "waves%20twice",
                "50%25 sure",
                "waves+twice",
                "waves%2Btwice",
                "waves twice"
            })
    void valueMeansInADynamicUriWhatItMeansInAnyUri(String prompt) {
        String options = "output=url&duration=4&prompt=" + prompt;
        assertThat(send("refvideo:generate?" + options, Map.of()).getException()).isNull();

        assertThat(send("direct:spelled", Map.of("options", options)).getException()).isNull();

        assertThat(starts()).hasSize(2);
        assertThat(starts().get(1)).isEqualTo(starts().get(0));
    }

    /** What stays in the URI beside the prompt must come through unharmed: keys are strange. */
    @Test
    void keyWithStrangeCharactersStaysTheSameKey() {
        String key = "a+b%2Fc&d=e/f";
        String options = "output=url&prompt=p&apiKey=RAW(" + key + ")";

        assertThat(send("direct:spelled", Map.of("options", options)).getException()).isNull();

        assertThat(context.getEndpoints())
                .filteredOn(RefVideoEndpoint.class::isInstance)
                .extracting(
                        endpoint -> ((RefVideoEndpoint) endpoint).getConfiguration().getApiKey())
                .contains(key);
    }

    @Test
    void headerStillWinsOverTheDynamicUri() {
        Exchange answer =
                send(
                        "direct:prompt",
                        Map.of(
                                "scene",
                                "character1 waves",
                                "CamelRefVideoPrompt",
                                "character1 runs"));

        assertThat(answer.getException()).isNull();
        assertThat(starts()).singleElement().asString().contains("character1 runs");
    }

    @Test
    void badDynamicValueIsNamed() {
        Exchange answer = send("direct:length", Map.of("seconds", "five"));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("duration (header CamelRefVideoDuration)");
    }

    @Test
    void valuesOfOneStepDoNotReachTheNext() {
        Exchange answer = send("direct:twice", Map.of("scene", "character1 waves"));

        assertThat(answer.getException()).isNull();
        assertThat(starts()).hasSize(2);
        assertThat(starts().get(1)).contains("character1 sleeps");
    }

    @Test
    void dynamicOperationWithoutOptionsIsAnEndpointAsEver() {
        Exchange answer = send("direct:plain", Map.of("operation", "submit"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(String.class)).contains("jobId");
    }

    /** More distinct URIs than the producer cache holds: endpoints stop while their jobs run. */
    @Test
    void noJobIsLostWhenItsEndpointIsEvicted() {
        List<CompletableFuture<Exchange>> answers =
                IntStream.range(0, 30)
                        .mapToObj(i -> Map.<String, Object>of("number", 10_000 + i))
                        .map(headers -> sendAsync("direct:many", headers))
                        .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join().getException()).isNull());
        simulator().assertThat().paidJobs(30);
    }

    private static boolean ofThePromptRoute(String uri) {
        return uri.startsWith("refvideo:") && !uri.contains("sleeps");
    }

    private static List<String> starts() {
        return simulator().ledger().requestLog(Step.START).stream()
                .map(request -> request.body())
                .toList();
    }

    private Exchange send(String uri, Map<String, Object> headers) {
        return sendAsync(uri, headers).join();
    }

    private CompletableFuture<Exchange> sendAsync(String uri, Map<String, Object> headers) {
        return template.asyncSend(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(cat());
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                });
    }
}
