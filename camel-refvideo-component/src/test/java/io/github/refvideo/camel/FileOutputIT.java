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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoDownloadException;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** output=file: either a complete file in the directory of the user, or an error and no file. */
class FileOutputIT extends RefVideoTestSupport {

    @TempDir private Path videos;
    @TempDir private Path spool;

    private Exchange send(String uri, Map<String, Object> headers) {
        return template.send(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(cat());
                    exchange.getMessage().setHeaders(headers);
                });
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refvideo:generate?output=file&", "refvideo:generate?"})
    void bodyIsTheFile(String uri) throws Exception {
        Exchange answer =
                send(
                        uri + "outputDirectory=" + videos,
                        uri.contains("output=file")
                                ? Map.of()
                                : Map.of("CamelRefVideoOutput", "FILE"));

        assertThat(answer.getException()).isNull();
        File file = (File) answer.getMessage().getBody();
        assertThat(list(videos)).containsExactly(file.toPath());
        assertThat(file.getName()).matches("refvideo-\\d{8}T\\d{6}Z-[0-9a-f]{16}\\.mp4");
        assertThat(new String(Files.readAllBytes(file.toPath()), 4, 4, StandardCharsets.US_ASCII))
                .isEqualTo("ftyp");
        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_LENGTH)).isEqualTo(file.length());
        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("video/mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&outputDirectory=%s/nowhere", "&outputDirectory=%s/file"})
    void withoutAUsableDirectoryNothingIsSent(String directory) throws Exception {
        Files.createFile(videos.resolve("file"));
        for (String uri : List.of("refvideo:generate?output=file", "refvideo:generate?seed=1")) {
            Exchange answer =
                    send(
                            uri + directory.formatted(videos),
                            uri.contains("seed")
                                    ? Map.of("CamelRefVideoOutput", "file")
                                    : Map.of());

            assertThat(answer.getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("output (header CamelRefVideoOutput)")
                    .hasMessageContaining("outputDirectory");
        }
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void errorForAnUnknownOutputListsAllOutputs() {
        assertThat(send("refvideo:generate", Map.of("CamelRefVideoOutput", "gif")).getException())
                .hasMessageContaining("'gif' is not allowed; write bytes, stream, file or url");
    }

    @Test
    void headerCannotChooseTheDirectory() throws Exception {
        send(
                "refvideo:generate?output=file&validation=lenient&outputDirectory=" + videos,
                Map.of("CamelRefVideoOutputDirectory", spool.toString()));

        assertThat(list(videos)).hasSize(1);
        assertThat(list(spool)).isEmpty();
    }

    static Stream<Arguments> faults() {
        List<Arguments> rows = new ArrayList<>();
        for (RefVideoOutput output :
                List.of(RefVideoOutput.bytes, RefVideoOutput.stream, RefVideoOutput.file)) {
            for (Fault fault :
                    List.of(
                            Fault.status(500),
                            Fault.resetAfterRead(),
                            Fault.noResponse(),
                            Fault.cutAfter(100),
                            Fault.freezeAfter(100),
                            Fault.trickle(20),
                            Fault.htmlPage(),
                            Fault.zeroBytes(),
                            Fault.wrongLength(),
                            Fault.redirectLoop(),
                            Fault.expiredResult())) {
                rows.add(Arguments.of(output, fault, rows.size()));
            }
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("faults")
    void permanentFaultLeavesNoFileOrConnectionAndPaysOnce(
            RefVideoOutput output, Fault fault, int number) throws Exception {
        simulator().faults().on(Step.RESULT).inject(fault);

        Exchange answer =
                send(
                        "refvideo:generate?pollTimeout=1500&output=%s&outputDirectory=%s&spoolDirectory=%s"
                                .formatted(output, videos, spool),
                        Map.of());

        assertThat(answer.getException()).isInstanceOf(RefVideoException.class);
        assertThat(((RefVideoException) answer.getException()).getJob()).isPresent();
        simulator().assertThat().paidJobs(1);
        await().untilAsserted(
                        () -> {
                            assertThat(list(videos)).isEmpty();
                            assertThat(list(spool)).isEmpty();
                            assertThat(threads()).hasSizeLessThanOrEqualTo(4 + 1 + 16 + 8);
                        });
        context.stop();
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        await().until(() -> simulator().ledger().openConnections() == 0);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("RefVideo") || name.startsWith("refvideo-http"))
                .toList();
    }

    @Test
    void expiredLinkHasItsOwnError() {
        simulator().faults().on(Step.RESULT).inject(Fault.expiredResult());

        RefVideoException error =
                (RefVideoException)
                        send("refvideo:generate?output=file&outputDirectory=" + videos, Map.of())
                                .getException();

        assertThat(error.getKind()).isEqualTo(ErrorKind.JOB_EXPIRED);
        assertThat(error.getJob()).isPresent();
    }

    @Test
    void untrustedHostIsNotCalled() {
        String uri = "refvideo:generate?trustedDownloadHosts=cdn.example, *.store.example";
        assertThat(send(uri, Map.of()).getException())
                .isInstanceOf(RefVideoDownloadException.class)
                .hasMessageContaining("trustedDownloadHosts");
        simulator().assertThat().received(Step.RESULT).exactly(0);

        assertThat(send(uri + ",127.0.0.1,localhost", Map.of()).getException()).isNull();
    }
}
