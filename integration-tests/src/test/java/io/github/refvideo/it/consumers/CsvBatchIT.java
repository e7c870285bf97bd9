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
package io.github.refvideo.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.it.brokers.VideoService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A batch of 200 rows, of which a few run at the same time. */
@Timeout(60)
class CsvBatchIT {

    private static final int ROWS = 200;

    private static final int LIMIT = 25;

    @TempDir Path directory;

    private VideoService service;
    private DefaultCamelContext context;

    @BeforeEach
    void createContext() throws Exception {
        service = VideoService.start();
        context = service.context();
        Files.createDirectories(directory.resolve("videos"));
    }

    @AfterEach
    void stopContext() throws Exception {
        context.close();
        service.close();
    }

    @Test
    void eachRowIsOneVideoAndARepeatedBatchIsNotPaidAgain() throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("file:" + directory.resolve("batches") + "?delay=100&initialDelay=0")
                                .setProperty("batch", simple("${file:name.noext}"))
                                .split(body().tokenize("\n"))
                                .streaming()
                                .parallelProcessing()
                                .setHeader("id", simple("${body.split(';')[0]}"))
                                .setHeader("CamelRefVideoPrompt", simple("${body.split(';')[2]}"))
                                .setHeader(
                                        "CamelRefVideoIdempotencyKey",
                                        simple("${exchangeProperty.batch}/${header.id}"))
                                .setBody(simple("${body.split(';')[1]}"))
                                .doTry()
                                .to(
                                        "refvideo:generate?maxInFlight="
                                                + LIMIT
                                                + "&output=file&outputDirectory="
                                                + directory.resolve("videos"))
                                .setBody(simple("${header.id};done"))
                                .doCatch(RefVideoException.class)
                                .setBody(simple("${header.id};${exception.kind}"))
                                .end()
                                .to(
                                        "file:"
                                                + directory.resolve("reports")
                                                + "?fileName=report.csv"
                                                + "&fileExist=Append&appendChars=\\n");
                    }
                });
        context.start();

        write();
        assertThat(report(ROWS + 1).stream().filter(line -> line.endsWith(";done"))).hasSize(ROWS);
        assertThat(report(ROWS + 1)).contains("bad;INVALID_REQUEST");
        assertThat(service.simulator().ledger().maxInFlight()).isBetween(2, LIMIT);
        assertThat(prompts()).contains("character1 says hello, 17\"");

        write();
        report(2 * (ROWS + 1));
        service.simulator().assertThat().paidJobs(ROWS).everyKeyPaidAtMostOnce();
    }

    private void write() throws Exception {
        String rows =
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj(
                                row -> row + ";" + service.cat() + ";character1 says hello, " + row)
                        .collect(Collectors.joining("\n"));
        Path batches = Files.createDirectories(directory.resolve("batches"));
        Path file = Files.createTempFile(directory, "batch", ".csv");
        Files.writeString(file, rows + "\nbad;ftp://example.com/cat.png;character1 waves\n");
        Files.move(file, batches.resolve("monday.csv"));
    }

    private List<String> report(int lines) {
        Path report = directory.resolve("reports/report.csv");
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> Files.exists(report) ? Files.readAllLines(report) : List.<String>of(),
                        read -> read.size() == lines);
    }

    private String prompts() {
        return service.simulator().jobs().stream()
                .map(job -> job.request())
                .collect(Collectors.joining("\n"));
    }
}
