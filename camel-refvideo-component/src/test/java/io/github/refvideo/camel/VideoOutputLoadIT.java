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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large videos, many videos and a killed JVM, each in its own JVM with a small heap. */
class VideoOutputLoadIT {

    private static final long MIB = 1 << 20;

    @TempDir private Path folder;
    @TempDir private Path videos;

    private String run(BigVideos service, String heap, String output, int count, String flow)
            throws Exception {
        assertThat(Files.getFileStore(videos).getUsableSpace()).isGreaterThan(8L << 30);
        String text =
                ForkedJvm.run(
                        folder,
                        VideoOutputMain.class,
                        List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        service.baseUrl(),
                        output,
                        videos.toString(),
                        String.valueOf(count),
                        flow);
        System.out.println(output + " " + count + " " + flow + " " + heap + ": " + millis(text));
        assertThat(list()).isEmpty();
        return text;
    }

    private static String millis(String text) {
        return text.lines().filter(line -> line.startsWith("millis")).findFirst().orElse(text);
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(videos)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "stream"})
    void twoGibibytesPassThroughAHeapOf64(String output) throws Exception {
        long length = 2L << 30;
        try (BigVideos service = BigVideos.linked(length)) {
            assertThat(run(service, "-Xmx64m", output, 1, "async")).contains("length: " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "stream"})
    void threeHundredMebibytesInsideTheAnswerPassToo(String flow) throws Exception {
        long length = 300 * MIB;
        try (BigVideos service = BigVideos.inline(length)) {
            assertThat(run(service, "-Xmx64m", "file", 1, flow)).contains("length: " + length);
        }
    }

    @Test
    void sixtyFourAtOncePassThroughAHeapOf128() throws Exception {
        try (BigVideos service = BigVideos.linked(50 * MIB)) {
            assertThat(run(service, "-Xmx128m", "file", 64, "async").lines())
                    .filteredOn(line -> line.equals("length: " + 50 * MIB))
                    .hasSize(64);
            assertThat(service.starts()).isEqualTo(64);
        }
    }

    @Test
    void hundredsThatArriveTogetherPassThroughAHeapOf48() throws Exception {
        int count = 300;
        try (BigVideos service = BigVideos.linked(2 * MIB)) {
            assertThat(run(service, "-Xmx48m", "file", count, "async").lines())
                    .filteredOn(line -> line.equals("length: " + 2 * MIB))
                    .hasSize(count);
            assertThat(service.starts()).isEqualTo(count);
        }
    }

    /**
     * How many fail depends on the load of the machine; all end, and the next ones are delivered.
     */
    @Test
    void fullHeapFailsExchangesButNotTheEngine() throws Exception {
        try (BigVideos service = BigVideos.linked(2 * MIB)) {
            String text =
                    ForkedJvm.run(
                            folder,
                            FullHeapMain.class,
                            List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                            service.baseUrl(),
                            videos.toString());
            String failed =
                    text.lines().filter(line -> line.startsWith("failed: ")).findFirst().orElse("");
            System.out.println("full heap: " + failed);
            assertThat(text).contains("ended: 300", "afterwards: 20 of 20");
        }
    }

    @Test
    void killedJvmLeavesNothingUnderAFinalNameAndTheNextOneDelivers() throws Exception {
        CountDownLatch secondHalf = new CountDownLatch(1);
        try (BigVideos service = BigVideos.halting(20 * MIB, secondHalf)) {
            Process first =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    System.getProperty(
                                            "surefire.test.class.path",
                                            System.getProperty("java.class.path")),
                                    VideoOutputMain.class.getName(),
                                    service.baseUrl(),
                                    "file",
                                    videos.toString(),
                                    "1",
                                    "async")
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("killed.txt").toFile())
                            .start();
            try {
                await().atMost(Duration.ofSeconds(60))
                        .until(
                                () ->
                                        list().stream()
                                                        .map(Path::toFile)
                                                        .mapToLong(File::length)
                                                        .sum()
                                                > 9 * MIB);
            } finally {
                first.destroyForcibly();
            }
            assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(137);
            assertThat(list())
                    .singleElement()
                    .satisfies(
                            file ->
                                    assertThat(file.getFileName().toString())
                                            .startsWith(".refvideo-")
                                            .endsWith(".part"));
            Files.delete(list().get(0));
            secondHalf.countDown();

            assertThat(run(service, "-Xmx64m", "file", 1, "async")).contains("length: " + 20 * MIB);
        }
    }
}
