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

import io.github.refvideo.camel.spi.JobHandle;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.TypeConversionException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Job handles and videos in the types that other steps expect. */
class TypeConvertersTest extends RefVideoTestSupport {

    private static final JobHandle HANDLE =
            new JobHandle(
                    "gateway",
                    "https://example.com/v3/ai",
                    "alibaba/wan-v2.6-r2v",
                    "job-1",
                    Instant.parse("2026-11-29T10:15:30Z"),
                    "key",
                    "{\"token\":\"ü\"}",
                    "file");

    @TempDir Path folder;

    /** The parameters of its method have the type of the handle. */
    public static final class Bean {

        public String inBody(JobHandle job) {
            return job.jobId();
        }

        public String inHeader(@Header(RefVideoConstants.JOB) JobHandle job) {
            return job.jobId();
        }
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:body").to("refvideo:submit").bean(Bean.class, "inBody");
                from("direct:header").to("refvideo:submit").bean(Bean.class, "inHeader");
                from("direct:generate")
                        .toD("refvideo:generate?output=${header.form}&outputDirectory=" + folder)
                        .process(
                                exchange ->
                                        exchange.getMessage()
                                                .setHeader(
                                                        "converted",
                                                        content(
                                                                exchange,
                                                                exchange.getMessage()
                                                                        .getHeader(
                                                                                "type",
                                                                                Class.class))));
            }

            /** The bytes of the body after a conversion; null if Camel has no conversion. */
            private byte[] content(Exchange exchange, Class<?> type) throws Exception {
                Object converted = exchange.getMessage().getBody(type);
                if (converted instanceof InputStream stream) {
                    return stream.readAllBytes();
                } else if (converted instanceof File file) {
                    return Files.readAllBytes(file.toPath());
                }
                return converted instanceof Path path
                        ? Files.readAllBytes(path)
                        : (byte[]) converted;
            }
        };
    }

    static Stream<Object> forms() {
        byte[] bytes = HANDLE.toJson().getBytes(StandardCharsets.UTF_8);
        return Stream.of(HANDLE.toJson(), bytes, new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void handleIsReadFromJson(Object json) {
        assertThat(context.getTypeConverter().convertTo(JobHandle.class, json)).isEqualTo(HANDLE);
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, byte[].class, InputStream.class})
    void handleIsWrittenAsJson(Class<?> type) throws Exception {
        Object written = context.getTypeConverter().mandatoryConvertTo(type, HANDLE);

        byte[] bytes =
                written instanceof InputStream stream
                        ? stream.readAllBytes()
                        : context.getTypeConverter().convertTo(byte[].class, written);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(HANDLE.toJson());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "{}", "[]", "{\"version\":2}"})
    void textThatIsNotAHandleIsNotConverted(String text) {
        assertThatThrownBy(() -> context.getTypeConverter().convertTo(JobHandle.class, text))
                .isInstanceOf(TypeConversionException.class)
                .hasStackTraceContaining("Not a job handle");
    }

    @Test
    void textThatIsTooLongIsNotParsed() {
        String text = "{" + " ".repeat(5 << 20) + "}";

        assertThatThrownBy(() -> context.getTypeConverter().convertTo(JobHandle.class, text))
                .hasStackTraceContaining("too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:body", "direct:header"})
    void beanReceivesTheHandle(String route) {
        Exchange answer = template.request(route, exchange -> exchange.getMessage().setBody(cat()));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody())
                .isEqualTo(simulator().jobs().get(simulator().jobs().size() - 1).id());
    }

    /** Camel has these conversions; the component adds none. */
    static Stream<Arguments> conversions() {
        return Stream.of("bytes", "stream", "file")
                .flatMap(
                        form ->
                                Stream.of(byte[].class, InputStream.class, File.class, Path.class)
                                        .map(
                                                type ->
                                                        Arguments.of(
                                                                form,
                                                                type,
                                                                form.equals("file")
                                                                        || type == byte[].class
                                                                        || type
                                                                                == InputStream
                                                                                        .class)));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void videoIsConvertedAsTheManualSays(String form, Class<?> type, boolean possible) {
        Exchange answer =
                template.request(
                        "direct:generate",
                        exchange -> {
                            exchange.getMessage().setBody(cat());
                            exchange.getMessage().setHeaders(Map.of("form", form, "type", type));
                        });

        assertThat(answer.getException()).isNull();
        byte[] converted = answer.getMessage().getHeader("converted", byte[].class);
        if (possible) {
            assertThat(new String(converted, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        } else {
            assertThat(converted).isNull();
        }
    }
}
