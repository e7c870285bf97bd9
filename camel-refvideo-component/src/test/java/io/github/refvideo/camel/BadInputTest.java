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
import io.github.refvideo.simulator.fault.Step;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid input fails at once, with an error that names the correction, and is not paid. */
class BadInputTest extends RefVideoTestSupport {

    @Override
    void configure(RefVideoConfiguration configuration) {
        super.configure(configuration);
        configuration.setPrompt(null);
    }

    @AfterEach
    void nothingWasSent() {
        simulator().assertThat().paidJobs(0).received(Step.START).exactly(0);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                row("Resolution", "1280*720", "resolution", "'1280*720'", "1280x720"),
                row("Prompt", "character1 waves \uD83D", "prompt", "character1", "surrogate pair"),
                row("NegativePrompt", "\uDC31 blur", "negativePrompt", "blur", "surrogate pair"),
                row("Resolution", "720p", "resolution", "'720p'", "WIDTHxHEIGHT"),
                row("Resolution", "0x720", "resolution", "'0x720'", "WIDTHxHEIGHT"),
                row("ShotType", "triple", "shotType", "'triple'", "single or multi"),
                row("Duration", 0, "duration", "'0'", "above 0"),
                row("Duration", -4, "duration", "'-4'", "above 0"),
                row("Duration", 4.5, "duration", "'4.5'", "whole number"),
                row("Duration", "four", "duration", "'four'", "whole number"),
                row("Seed", -1, "seed", "'-1'", "2147483647"),
                row("Seed", 2147483648L, "seed", "'2147483648'", "2147483647"),
                row("Audio", "loud", "audio", "'loud'", "true or false"),
                row("Watermark", "x", "watermark", "'x'", "true or false"),
                row("PromptExtend", 2, "promptExtend", "'2'", "true or false"),
                row("AspectRatio", "wide", "aspectRatio", "'wide'", "16:9"),
                row(
                        "ProviderOptions",
                        "{not json",
                        "providerOptions",
                        "is not allowed",
                        "JSON object"),
                row("Output", "gif", "output", "'gif'", "bytes, stream, file or url"),
                row("PollInterval", "often", "pollInterval", "'often'", "5s"),
                row("PollTimeout", 0, "pollTimeout", "'0'", "10m"),
                // Does not fit into nanoseconds; must be rejected before the job is paid.
                row("PollInterval", Long.MAX_VALUE, "pollInterval", "'9223372036", "365d"),
                row("PollTimeout", "366d", "pollTimeout", "'366d'", "365d"),
                row("Model", "sora", "model", "'sora'", "creator/model"),
                row(
                        "ReferenceUrls",
                        "ftp://h/a.png",
                        "referenceUrls",
                        "'ftp://h/a.png'",
                        "http or https"),
                row(
                        "ReferenceUrls",
                        "file:///etc/passwd",
                        "referenceUrls",
                        "'file:///etc/passwd'",
                        "http"),
                row(
                        "ReferenceUrls",
                        "/etc/passwd",
                        "referenceUrls",
                        "'/etc/passwd'",
                        "http or https"),
                row(
                        "ReferenceUrls",
                        "https:///nohost",
                        "referenceUrls",
                        "'https:///nohost'",
                        "absolute"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void errorNamesHeaderValueAndAllowedValues(
            String header, Object value, String option, String quoted, String allowed) {
        Map<String, Object> headers = new HashMap<>(Map.of("CamelRefVideoPrompt", PROMPT));
        headers.put("CamelRefVideo" + header, value);
        Exchange answer = send(cat(), headers);

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining(option + " (header CamelRefVideo" + header + ")")
                .hasMessageContaining(quoted)
                .hasMessageContaining(allowed)
                .hasMessageContaining("Nothing was sent");
    }

    @Test
    void endlessTextIsNotReadIntoMemory() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return ' ';
                    }

                    @Override
                    public int read(byte[] into, int from, int length) {
                        Arrays.fill(into, from, from + length, (byte) ' ');
                        return length;
                    }
                };
        Exchange answer =
                template.request(
                        "refvideo:generate",
                        exchange -> {
                            exchange.getMessage().setBody(endless);
                            exchange.getMessage()
                                    .setHeader(Exchange.CONTENT_TYPE, "application/json");
                        });

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("longer than 64 MiB");
    }

    @Test
    void missingPromptIsNamed() {
        assertThat(send(cat(), Map.of()).getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("prompt (header CamelRefVideoPrompt): is missing");
    }

    @Test
    void missingReferencesAreNamed() {
        for (Object body :
                Arrays.asList(null, "", "  \n ", List.of(), "[]", "{\"prompt\":\"p\"}")) {
            assertThat(send(body, Map.of("CamelRefVideoPrompt", PROMPT)).getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining(
                            "referenceUrls (header CamelRefVideoReferenceUrls): is missing");
        }
    }

    @Test
    void allErrorsAreReportedAtOnce() {
        Exchange answer =
                send(
                        "ftp://h/a.png",
                        Map.of(
                                "CamelRefVideoResolution", "1280*720",
                                "CamelRefVideoShotType", "triple",
                                "CamelRefVideoDuration", 0));

        assertThat(answer.getException())
                .hasMessageContaining("prompt (")
                .hasMessageContaining("referenceUrls (")
                .hasMessageContaining("resolution (")
                .hasMessageContaining("shotType (")
                .hasMessageContaining("duration (");
    }

    @Test
    void errorForUnsupportedLocalMediaNamesFoundAndAllowedTypes() {
        for (Object media :
                List.of(
                        new File("no/cat.png"),
                        new File("no/cat.png").toPath(),
                        new byte[] {1},
                        new ByteArrayInputStream(new byte[] {1}),
                        List.of(cat(), new byte[] {1}),
                        Map.of("data", "aGVsbG8=", "mediaType", "image/png"))) {
            assertThat(send(media, Map.of("CamelRefVideoPrompt", PROMPT)).getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("referenceUrls (header CamelRefVideoReferenceUrls)")
                    .hasMessageMatching("(?s).*(the file does not exist|use an image).*");
        }
    }

    @Test
    void oneReferenceIsOneReference() {
        assertThat(
                        send(cat(), Map.of("CamelRefVideoPrompt", "character1 and character2"))
                                .getException())
                .hasMessageContaining("'character2' is not allowed; there is only 1 reference");
    }

    @Test
    void rejectedReferenceIsNotReportedAsMissing() {
        assertThat(send(new byte[] {1}, Map.of("CamelRefVideoPrompt", "waves")).getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("use an image")
                .hasMessageNotContaining("0 references");
    }

    @Test
    void errorForABadUrlDoesNotContainItsSignature() {
        Exchange answer =
                send("ftp://h/a.png?Signature=s3cret", Map.of("CamelRefVideoPrompt", PROMPT));

        assertThat(answer.getException())
                .hasMessageContaining("ftp://h/a.png?...")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void requestForSeveralVideosIsRejected() {
        Exchange answer =
                send(Map.of("prompt", "p", "n", 4, "inputReferences", List.of(cat())), Map.of());

        assertThat(answer.getException()).hasMessageContaining("one video");
    }

    @Test
    void startImageIsNotAReference() {
        Exchange answer =
                send(
                        Map.of("prompt", "p", "image", cat(), "inputReferences", List.of(cat())),
                        Map.of());

        assertThat(answer.getException()).hasMessageContaining("'image'");
    }

    @Test
    void modelOutsideTheAllowedOnesIsRefused() {
        Exchange answer =
                template.request(
                        "refvideo:generate?allowedModels=alibaba/wan-v2.6-r2v,wan2.6-r2v-flash",
                        exchange -> {
                            exchange.getMessage().setBody(cat());
                            exchange.getMessage().setHeader("CamelRefVideoPrompt", PROMPT);
                            exchange.getMessage().setHeader("CamelRefVideoModel", "google/veo-3.1");
                        });

        assertThat(answer.getException())
                .hasMessageContaining("allowedModels")
                .hasMessageContaining("'google/veo-3.1'")
                .hasMessageContaining("wan2.6-r2v-flash");
    }

    @Test
    void fallbackModelsMustBeAllowed() {
        Exchange answer =
                template.request(
                        "refvideo:generate?allowedModels=alibaba/wan-v2.6-r2v",
                        exchange -> {
                            exchange.getMessage().setBody(cat());
                            exchange.getMessage().setHeader("CamelRefVideoPrompt", PROMPT);
                            exchange.getMessage()
                                    .setHeader(
                                            "CamelRefVideoProviderOptions",
                                            "{\"gateway\":{\"models\":[\"google/veo-3.1\"]}}");
                        });

        assertThat(answer.getException())
                .hasMessageContaining("gateway.models")
                .hasMessageContaining("allowedModels");
    }

    @Test
    void priceLimitRejectsAMoreExpensiveVideo() {
        Exchange answer =
                template.request(
                        "refvideo:generate?maxEstimatedCost=0.5&resolution=1920x1080&duration=10",
                        exchange -> {
                            exchange.getMessage().setBody(cat());
                            exchange.getMessage().setHeader("CamelRefVideoPrompt", PROMPT);
                        });

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("1.5 USD")
                .hasMessageContaining("maxEstimatedCost is 0.5");
    }

    @Test
    void unsupportedOptionIsRejected() {
        Exchange answer =
                send(
                        cat(),
                        Map.of(
                                "CamelRefVideoPrompt", "character1 meets character3",
                                "CamelRefVideoDuration", 11,
                                "CamelRefVideoResolution", "1104x832"));

        assertThat(answer.getException())
                .hasMessageContaining("character3")
                .hasMessageContaining("duration (")
                .hasMessageContaining("1088x832");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refvideo:generate?resolution=1280*720",
                "refvideo:generate?shotType=triple",
                "refvideo:generate?duration=0",
                "refvideo:generate?seed=-1",
                "refvideo:generate?aspectRatio=wide"
            })
    void badOptionStopsTheRouteFromStarting(String uri) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .rootCause()
                .hasMessageContaining("(header CamelRefVideo")
                .hasMessageContaining("is not allowed");
    }

    @Test
    void unknownOperationNamesTheKnownOnes() {
        assertThatThrownBy(() -> context.getEndpoint("refvideo:create"))
                .rootCause()
                .hasMessageContaining("'create'")
                .hasMessageContaining("generate");
    }

    @Test
    void unknownProviderNamesTheKnownOnes() {
        assertThatThrownBy(
                        () ->
                                context.getEndpoint("refvideo:generate?provider=acme")
                                        .createProducer()
                                        .start())
                .hasMessageContaining("provider: 'acme'")
                .hasMessageContaining("gateway");
    }

    @Test
    void placeholdersInMessagesAreNotResolved() {
        Exchange answer =
                send(
                        "{{env:HOME}}",
                        Collections.singletonMap("CamelRefVideoPrompt", "${body} {{env:HOME}}"));

        assertThat(answer.getException()).hasMessageNotContaining(System.getenv("HOME") + "/");
    }

    @Test
    void severalErrorsAreListedOnePerLine() {
        Exchange answer =
                send(
                        cat(),
                        Map.of(
                                "CamelRefVideoPrompt",
                                PROMPT,
                                "CamelRefVideoResolution",
                                "1280*720",
                                "CamelRefVideoDuration",
                                "long"));

        assertThat(answer.getException().getMessage().lines())
                .hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Nothing was sent"),
                        second ->
                                assertThat(second)
                                        .startsWith("- resolution (header")
                                        .contains("'1280*720'"),
                        third ->
                                assertThat(third)
                                        .startsWith("- duration (header")
                                        .contains("'long'"));
    }

    @Test
    void oneErrorIsInTheSameLine() {
        Exchange answer =
                send(cat(), Map.of("CamelRefVideoPrompt", PROMPT, "CamelRefVideoDuration", "long"));

        assertThat(answer.getException().getMessage().lines()).hasSize(1);
    }

    private Exchange send(Object body, Map<String, Object> headers) {
        return template.request(
                "refvideo:generate",
                exchange -> {
                    exchange.getMessage().setBody(body);
                    headers.forEach(exchange.getMessage()::setHeader);
                });
    }

    private static Arguments row(
            String header, Object value, String option, String quoted, String allowed) {
        return Arguments.of(header, value, option, quoted, allowed);
    }
}
