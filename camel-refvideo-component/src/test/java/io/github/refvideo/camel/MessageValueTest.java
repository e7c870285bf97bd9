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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.spi.ShotType;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.ledger.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversion of header and body values; {@code toString()} of arbitrary objects is not used. */
class MessageValueTest extends RefVideoTestSupport {

    private static final String SCENE = "character1 grüßt";
    private static final String PROMPT_HEADER = "CamelRefVideoPrompt";

    static Stream<Arguments> textValues() {
        byte[] utf8 = SCENE.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("String", SCENE),
                Arguments.of("StringBuilder", new StringBuilder(SCENE)),
                Arguments.of("byte[], as Kafka has them", utf8),
                Arguments.of("ByteBuffer", ByteBuffer.wrap(utf8)),
                Arguments.of("InputStream", new ByteArrayInputStream(utf8)),
                Arguments.of("Reader", new StringReader(SCENE)),
                Arguments.of("StreamCache", new InputStreamCache(utf8)),
                Arguments.of("Optional", Optional.of(SCENE)),
                Arguments.of("Optional of bytes", Optional.of(utf8)),
                Arguments.of("JsonNode", JsonNodeFactory.instance.textNode(SCENE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("textValues")
    void textArrivesAsItIs(String type, Object value) {
        Exchange done = send(Map.of(PROMPT_HEADER, value));

        assertThat(done.getException()).isNull();
        assertThat(sent("/prompt")).isEqualTo(SCENE);
    }

    static Stream<Arguments> otherOptions() {
        return Stream.of(
                Arguments.of("Duration", bytes("5"), "/duration", "5"),
                Arguments.of("Duration", OptionalInt.of(5), "/duration", "5"),
                Arguments.of("Duration", JsonNodeFactory.instance.numberNode(5), "/duration", "5"),
                Arguments.of("Seed", bytes("17"), "/seed", "17"),
                Arguments.of("Resolution", bytes("1280x720"), "/resolution", "1280x720"),
                Arguments.of(
                        "ShotType", ShotType.MULTI, "/providerOptions/alibaba/shotType", "multi"),
                Arguments.of(
                        "Watermark",
                        new AtomicBoolean(true),
                        "/providerOptions/alibaba/watermark",
                        "true"),
                Arguments.of(
                        "ProviderOptions",
                        bytes("{\"alibaba\":{\"watermark\":true}}"),
                        "/providerOptions/alibaba/watermark",
                        "true"),
                Arguments.of(
                        "ProviderOptions",
                        JsonNodeFactory.instance
                                .objectNode()
                                .set(
                                        "alibaba",
                                        JsonNodeFactory.instance
                                                .objectNode()
                                                .put("watermark", true)),
                        "/providerOptions/alibaba/watermark",
                        "true"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("otherOptions")
    void everyOptionIsConverted(String option, Object value, String path, String expected) {
        Exchange done = send(Map.of("CamelRefVideo" + option, value));

        assertThat(done.getException()).isNull();
        assertThat(sent(path)).isEqualTo(expected);
    }

    static Stream<Arguments> noValues() {
        return Stream.<Object>of(
                        List.of("one", "two"),
                        List.of("one"),
                        new String[] {"one"},
                        new int[] {1},
                        Map.of("text", "one"),
                        new Date(0),
                        new File("pom.xml"),
                        Path.of("pom.xml"),
                        new Object(),
                        JsonNodeFactory.instance.arrayNode().add("one"),
                        Optional.of(List.of("one")),
                        new byte[] {(byte) 0xff, (byte) 0xfe, 'x'})
                .map(value -> Arguments.of(value));
    }

    @ParameterizedTest
    @MethodSource("noValues")
    void otherTypesAreRefusedByName(Object value) {
        for (String option : List.of("prompt", "model", "duration", "seed", "output", "audio")) {
            String header =
                    "CamelRefVideo" + Character.toUpperCase(option.charAt(0)) + option.substring(1);
            Exchange done = send(Map.of(header, value));

            assertThat(done.getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining(option + " (header " + header + ")")
                    .hasMessageContaining(value.getClass().getTypeName())
                    .hasMessageNotContaining("is missing");
        }
        simulator().assertThat().paidJobs(0).received(Step.START).exactly(0);
    }

    @Test
    void fieldsOfTheBodyAreCheckedAlike() {
        Map<String, Object> body = new HashMap<>();
        body.put("referenceUrls", List.of(cat()));
        body.put("prompt", Arrays.asList("one", "two"));
        Exchange done = template.send("refvideo:generate", e -> e.getMessage().setBody(body));

        assertThat(done.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("prompt (header CamelRefVideoPrompt)")
                .hasMessageContaining("java.util.");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void anEmptyOptionalOrBlankBytesSetNothing() {
        for (Object none : List.of(Optional.empty(), bytes("  "), "", new StringReader(""))) {
            Exchange done = send(Map.of(PROMPT_HEADER, none));

            assertThat(done.getException()).isNull();
            assertThat(sent("/prompt")).isEqualTo(PROMPT);
            simulator().reset();
        }
    }

    @Test
    void aStreamIsReadOnceForAllAttempts() throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:again")
                                .errorHandler(
                                        defaultErrorHandler()
                                                .maximumRedeliveries(3)
                                                .redeliveryDelay(5))
                                .to("refvideo:generate");
                    }
                });
        simulator().faults().on(Step.START).times(1).inject(Fault.status(402));
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(cat());
        exchange.getMessage()
                .setHeader(
                        PROMPT_HEADER,
                        new ByteArrayInputStream(SCENE.getBytes(StandardCharsets.UTF_8)));
        template.send("direct:again", exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(sent("/prompt")).isEqualTo(SCENE);
    }

    @Test
    void aKeyMayBeANumberOrBytesAndIsRefusedOtherwise() {
        String header = RefVideoConstants.IDEMPOTENCY_KEY;
        UUID id = UUID.randomUUID();
        for (Object key : List.of(1001L, bytes("1001"), "1001", Optional.of(1001))) {
            assertThat(send(Map.of(header, key)).getException()).isNull();
        }
        assertThat(send(Map.of(header, id)).getException()).isNull();
        simulator().assertThat().paidJobs(2);

        for (Object none : List.of(List.of("1001"), Map.of("id", 1), new Object())) {
            assertThat(send(Map.of(header, none)).getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining(header)
                    .hasMessageContaining(none.getClass().getTypeName());
        }
        simulator().assertThat().paidJobs(2);
    }

    @Test
    void aHandleInAHeaderMayBeBytes() {
        String handle =
                template.send("refvideo:submit", e -> e.getMessage().setBody(cat()))
                        .getMessage()
                        .getBody(String.class);
        Exchange done =
                template.send(
                        "refvideo:await",
                        e -> e.getMessage().setHeader(RefVideoConstants.JOB, bytes(handle)));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(byte[].class)).isNotEmpty();
        Exchange refused =
                template.send(
                        "refvideo:await",
                        e -> e.getMessage().setHeader(RefVideoConstants.JOB, List.of(handle)));
        assertThat(refused.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("CamelRefVideoJob")
                .hasMessageContaining("java.util.");
    }

    @Test
    void referencesInAHeaderMayBeBytesOfText() {
        byte[] text = bytes("[\"" + dog() + "\"]");
        for (Object value : List.of(text, ByteBuffer.wrap(text))) {
            Exchange done = send(Map.of(RefVideoConstants.REFERENCE_URLS, value));

            assertThat(done.getException()).isNull();
            assertThat(sent("/providerOptions/alibaba/referenceUrls/0")).isEqualTo(dog());
            simulator().reset();
        }
    }

    @Test
    void blankBytesAreNoReferences() {
        for (Object value : List.of(new byte[0], bytes(" "), ByteBuffer.allocate(0))) {
            Exchange done = send(Map.of(RefVideoConstants.REFERENCE_URLS, value));

            assertThat(done.getException()).isNull();
            assertThat(sent("/providerOptions/alibaba/referenceUrls/0")).isEqualTo(cat());
            simulator().reset();
        }
    }

    /** As Kafka's serializers write them. */
    @Test
    void binaryNumbersAreRejected() {
        byte[] nine = ByteBuffer.allocate(4).putInt(9).array();
        for (String option : List.of("Duration", "Seed", "Audio", "IdempotencyKey")) {
            assertThat(send(Map.of("CamelRefVideo" + option, nine)).getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("CamelRefVideo" + option);
        }
        simulator().assertThat().paidJobs(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Exchange send(Map<String, Object> headers) {
        return template.send(
                "refvideo:generate",
                e -> {
                    e.getMessage().setBody(cat());
                    e.getMessage().getHeaders().putAll(headers);
                });
    }

    private static String sent(String path) {
        List<RecordedRequest> starts = simulator().ledger().requestLog(Step.START);
        try {
            return new ObjectMapper()
                    .readTree(starts.get(starts.size() - 1).body())
                    .at(path)
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
