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
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.error.RefVideoDownloadException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos that are base64 in the response support all outputs. */
class InlineOutputTest extends RefVideoTestSupport {

    private static final int LENGTH = 3_000_000;

    @TempDir private Path videos;
    @TempDir private Path spool;

    private byte[] seen;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(
                        defaultErrorHandler()
                                .maximumRedeliveries(1)
                                .redeliveryDelay(1)
                                .onRedelivery(exchange -> Files.createDirectories(videos)));
                from("direct:in")
                        .toD("${header.uri}")
                        .process(
                                exchange -> {
                                    Object body = exchange.getMessage().getBody();
                                    seen =
                                            body instanceof File file
                                                    ? Files.readAllBytes(file.toPath())
                                                    : exchange.getMessage()
                                                            .getBody(InputStream.class)
                                                            .readAllBytes();
                                });
            }
        };
    }

    private Exchange send(BigVideos service, String options) {
        return template.send(
                "direct:in",
                exchange -> {
                    exchange.getMessage().setBody("https://example.com/cat.png");
                    exchange.getMessage()
                            .setHeader(
                                    "uri",
                                    "refvideo:generate?baseUrl=%s&spoolDirectory=%s&outputDirectory=%s&%s"
                                            .formatted(service.baseUrl(), spool, videos, options));
                });
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private void nothingIsLeft() {
        await().untilAsserted(() -> assertThat(list(spool)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "async, bytes",
        "async, stream",
        "async, file",
        "async, url",
        "stream, bytes",
        "stream, stream",
        "stream, file",
        "stream, url"
    })
    void everyOutputOfBothFlowsHasAllBytes(String flow, String output) throws Exception {
        try (BigVideos service = BigVideos.inline(LENGTH)) {
            Exchange answer = send(service, "gatewayFlow=" + flow + "&output=" + output);

            assertThat(answer.getException()).isNull();
            assertThat(seen).hasSize(LENGTH).startsWith(BigVideos.start());
            assertThat(Arrays.stream(unsigned(seen)).skip(63).sum()).isZero();
            assertThat(answer.getMessage().getHeader(Exchange.CONTENT_LENGTH, Long.class))
                    .isEqualTo(LENGTH);
            assertThat(list(videos)).hasSize(output.equals("file") ? 1 : 0);
            assertThat(service.starts()).isEqualTo(1);
            nothingIsLeft();
        }
    }

    private static int[] unsigned(byte[] bytes) {
        int[] numbers = new int[bytes.length];
        Arrays.setAll(numbers, i -> bytes[i] & 0xff);
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({"async, 2999999", "async, 1000", "stream, 2999999", "stream, 1000"})
    void errorForATooLargeVideoNamesTheOption(String flow, long max) throws Exception {
        try (BigVideos service = BigVideos.inline(LENGTH)) {
            Exchange answer =
                    send(service, "output=file&gatewayFlow=" + flow + "&maxVideoSize=" + max);

            assertThat(answer.getException())
                    .isInstanceOf(RefVideoDownloadException.class)
                    .hasMessageContaining("maxVideoSize is " + max);
            assertThat(service.starts()).isEqualTo(1);
            assertThat(list(videos)).isEmpty();
            nothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "stream"})
    void unusableSpoolDirectoryIsADownloadError(String flow) throws Exception {
        Path file = Files.createFile(videos.resolve("file"));
        try (BigVideos service = BigVideos.inline(LENGTH)) {
            Exchange answer =
                    template.send(
                            "refvideo:generate?gatewayFlow=%s&spoolDirectory=%s/x&baseUrl=%s"
                                    .formatted(flow, file, service.baseUrl()),
                            exchange ->
                                    exchange.getMessage().setBody("https://example.com/cat.png"));

            assertThat(answer.getException())
                    .isInstanceOf(RefVideoDownloadException.class)
                    .hasMessageContaining("spoolDirectory: ");
            assertThat(service.starts()).isEqualTo(1);
        }
    }

    @Test
    void redeliveryHasTheInlineVideo() throws Exception {
        try (BigVideos service = BigVideos.inline(LENGTH, this::removeVideos)) {
            Exchange answer = send(service, "gatewayFlow=stream&output=file");

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(1);
            assertThat(seen).hasSize(LENGTH);
            assertThat(service.starts()).isEqualTo(1);
            nothingIsLeft();
        }
    }

    @Test
    void failedExchangeReleasesTheVideo() throws Exception {
        try (BigVideos service = BigVideos.inline(LENGTH, this::removeVideos)) {
            Exchange answer =
                    template.send(
                            "refvideo:generate?gatewayFlow=stream&output=file&baseUrl=%s&spoolDirectory=%s&outputDirectory=%s"
                                    .formatted(service.baseUrl(), spool, videos),
                            exchange ->
                                    exchange.getMessage().setBody("https://example.com/cat.png"));

            assertThat(answer.getException())
                    .isInstanceOf(RefVideoDownloadException.class)
                    .hasMessageContaining("outputDirectory: the directory or file");
            nothingIsLeft();
        } finally {
            Files.createDirectories(videos);
        }
    }

    /** After the checks of the request and before its video arrives. */
    private void removeVideos() {
        try {
            Files.delete(videos);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
