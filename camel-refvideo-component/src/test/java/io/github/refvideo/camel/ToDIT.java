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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.simulator.fault.Step;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Dynamic endpoints: thousands of prompts use one endpoint, and no job is lost when endpoints stop.
 */
class ToDIT extends RefVideoTestSupport {

    private static final String STRANGE_KEY = "a+b%2Fc&d=e/f";

    private static final List<String> SPELLINGS =
            List.of(
                    "RAW(waves + runs, 50% & more)",
                    "RAW{waves (twice)}",
                    "waves%20twice",
                    "50%25 sure",
                    "waves+twice",
                    "waves%2Btwice",
                    "waves twice");

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:prompt")
                        .toD("refvideo:generate?output=url&prompt=RAW(${header.scene})&duration=4");
                for (int i = 0; i < 30; i++) {
                    from("direct:many" + i)
                            .toD(
                                    "refvideo:generate?output=url&responseTimeout="
                                            + (10_000 + i)
                                            + "&prompt=character1 ${header.scene}",
                                    2);
                }
                for (String prompt : SPELLINGS) {
                    String options = "output=url&duration=4&prompt=" + prompt;
                    from("direct:static-" + SPELLINGS.indexOf(prompt))
                            .to("refvideo:generate?" + options);
                    from("direct:dynamic-" + SPELLINGS.indexOf(prompt))
                            .toD("refvideo:generate?" + options + "&seed=${header.seed}");
                }
                from("direct:key")
                        .toD(
                                "refvideo:generate?output=url&apiKey=RAW("
                                        + STRANGE_KEY
                                        + ")&prompt=${header.scene}");
                from("direct:options").toD("refvideo:generate?${header.options}");
                from("direct:base-url")
                        .toD("refvideo:generate?prompt=p&baseUrl=RAW(${header.place})");
                from("direct:mixed")
                        .toD(
                                "refvideo:generate?output=url&prompt=Scene: ${header.scene},"
                                        + " ${body.length()} characters &model="
                                        + "${header.model}&duration=${header.seconds}");
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
        assertThat(send("direct:prompt", Map.of("scene", "character1 waves")).getException())
                .isNull();
        int endpoints = context.getEndpoints().size();
        for (int i = 1; i < 20; i++) {
            Exchange answer =
                    send("direct:prompt", Map.of("scene", "character1 waves " + i + " & ?=%+ ü"));
            assertThat(answer.getException()).isNull();
        }

        assertThat(context.getEndpoints()).hasSize(endpoints);
        assertThat(starts())
                .hasSize(20)
                .anySatisfy(body -> assertThat(body).contains("\"character1 waves 7 & ?=%+ ü\""));
    }

    static IntStream spellings() {
        return IntStream.range(0, SPELLINGS.size());
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void valueMeansInADynamicUriWhatItMeansInAnyUri(int spelling) {
        assertThat(send("direct:static-" + spelling, Map.of()).getException()).isNull();

        assertThat(send("direct:dynamic-" + spelling, Map.of()).getException()).isNull();

        assertThat(starts()).hasSize(2);
        assertThat(starts().get(1)).isEqualTo(starts().get(0));
    }

    /** The other options keep their values; keys contain unusual characters. */
    @Test
    void keyWithStrangeCharactersStaysTheSameKey() {
        assertThat(send("direct:key", Map.of("scene", "character1 waves")).getException()).isNull();

        assertThat(context.getEndpoints())
                .filteredOn(RefVideoEndpoint.class::isInstance)
                .extracting(
                        endpoint -> ((RefVideoEndpoint) endpoint).getConfiguration().getApiKey())
                .contains(STRANGE_KEY);
    }

    // ---- text from a message stays the value of its option

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x&baseUrl=http://127.0.0.1:9/",
                "x&proxyHost=127.0.0.1&proxyPort=9",
                "x&provider=dashscope",
                "x&model=other/model&allowedModels=other/model",
                "x&outputDirectory=/tmp",
                "x&maxEstimatedCost=1000",
                "x)&apiKey=RAW(other",
                "x}&duration=15",
                "x%26duration=15",
                "RAW(x)&duration=15",
                "#bean:thing",
                "${header.secret}",
                "%zz 100% ?x=y#z",
                "a+b c\td\u00e4\ud83c\udfac"
            })
    void textOfAMessageIsOnlyTheValueOfItsOption(String scene) {
        for (String route : List.of("direct:prompt", "direct:key")) {
            Exchange answer = send(route, Map.of("scene", scene, "secret", "told"));
            assertThat(answer.getException()).isNull();
        }

        assertThat(starts())
                .hasSize(2)
                .allSatisfy(
                        body ->
                                assertThat(
                                                new ObjectMapper()
                                                        .readTree(body)
                                                        .path("prompt")
                                                        .asText())
                                        .isEqualTo(scene.strip()));
        assertThat(starts().get(0)).contains("\"duration\":4");
    }

    @Test
    void expressionsCanBeMixedWithText() throws Exception {
        Exchange answer =
                send(
                        "direct:mixed",
                        Map.of(
                                "scene",
                                "a & b".getBytes(StandardCharsets.UTF_8),
                                "model",
                                "alibaba/wan-v2.6-r2v-flash",
                                "seconds",
                                5));

        assertThat(answer.getException()).isNull();
        JsonNode start = new ObjectMapper().readTree(starts().get(0));
        assertThat(start.path("prompt").asText())
                .isEqualTo("Scene: a & b, " + cat().length() + " characters");
        assertThat(start.path("duration").asInt()).isEqualTo(5);
    }

    @Test
    void optionsThatTheRouteDoesNotNameAreRefused() {
        assertThat(send("direct:options", Map.of("options", "prompt=p")).getException())
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("options must be written in the URI");
        assertThat(send("direct:base-url", Map.of("place", "http://h")).getException())
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("baseUrl");
        assertThat(send("direct:plain", Map.of("operation", "generate?prompt=x")).getException())
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("generate, submit");
        assertThat(starts()).isEmpty();
    }

    @Test
    void objectInsideTextIsRefused() {
        assertThat(
                        send(
                                        "direct:mixed",
                                        Map.of(
                                                "scene",
                                                List.of("one", "two"),
                                                "model",
                                                "alibaba/wan-v2.6-r2v",
                                                "seconds",
                                                5))
                                .getException())
                .hasMessageContaining("${header.scene}")
                .hasMessageContaining("java.util.");
        assertThat(starts()).isEmpty();
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
                        .mapToObj(i -> sendAsync("direct:many" + i, Map.of("scene", "waves")))
                        .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join().getException()).isNull());
        simulator().assertThat().paidJobs(30);
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
