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
package io.github.refvideo.examples.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the files of the example. */
class CamelRunIT {

    private static final Pattern WROTE = Pattern.compile("Wrote (\\S+\\.mp4)");

    @ParameterizedTest
    @ValueSource(strings = {"refvideo.camel.yaml", "kamelet.camel.yaml"})
    void makesAVideoWithoutAKey(String file) throws Exception {
        Shown shown = run(Map.of(), file);

        assertThat(shown.good()).as(shown.text()).isTrue();
        assertThat(shown.text())
                .contains("No AI_GATEWAY_API_KEY in the environment: using the simulator")
                .contains("Making a video of file:cat.png, file:dog.png")
                .doesNotContain("ERROR", "WARN");
        Path video = video(shown.text());
        byte[] bytes = Files.readAllBytes(video);
        assertThat(new String(bytes, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(bytes.length).isGreaterThan(100_000);
    }

    /** The images are sent to the server, without a store. */
    @Test
    void selfHostedServerMakesAVideo() throws Exception {
        try (RefVideoSimulator simulator =
                RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofSeconds(1))).start()) {
            Shown shown =
                    run(Map.of("SELF_HOSTED_URL", simulator.vllmOmniUrl()), "refvideo.camel.yaml");

            assertThat(shown.good()).as(shown.text()).isTrue();
            assertThat(shown.text())
                    .contains("SELF_HOSTED_URL is set")
                    .doesNotContain("ERROR", "WARN");
            assertThat(Files.size(video(shown.text()))).isGreaterThan(100_000);
            simulator.assertThat().paidJobs(1).paidJobsOf("MiniMaxAI/MiniMax-H3").exactly(1);
            simulator.assertThat().uploadedBlobs(0);
        }
    }

    @Test
    void decoderSeesFourSecondsOfTheAskedSize() throws Exception {
        assumeThat(installed("ffprobe")).isTrue();

        Path video = video(run(Map.of(), "refvideo.camel.yaml").text());

        Process probe =
                new ProcessBuilder(
                                "ffprobe",
                                "-v",
                                "error",
                                "-show_entries",
                                "stream=codec_name,width,height,duration",
                                "-of",
                                "csv=p=0",
                                video.toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("h264,1280,720,4.0");
    }

    @Test
    void withAKeyNoSimulatorIsMeant() {
        // The key is not in the environment of this JVM, so the component finds none and the route
        // does not start.
        assertThatThrownBy(() -> run(Map.of("AI_GATEWAY_API_KEY", "key"), "refvideo.camel.yaml"))
                .rootCause()
                .hasMessageContaining("AI_GATEWAY_API_KEY");
    }

    @Test
    void dependenciesAreOfThisVersion() throws Exception {
        String version = System.getProperty("project.version");

        assertThat(properties("application.properties").getProperty("camel.jbang.dependencies"))
                .isEqualTo(
                        "mvn:io.github.refvideo:camel-refvideo:%1$s,mvn:io.github.refvideo:camel-refvideo-kamelets:%1$s"
                                .formatted(version));
    }

    @Test
    void profileDevIsForTheSimulatorAsItStartsByItself() throws Exception {
        Properties dev = properties("application-dev.properties");

        assertThat(dev.getProperty("simulator")).isEqualTo("http://127.0.0.1:8787");
        assertThat(dev.getProperty("camel.component.refvideo.blob-access-key"))
                .isEqualTo(RefVideoSimulator.BLOB_TOKEN);
    }

    private static Shown run(Map<String, String> environment, String... files) throws Exception {
        PrintStream terminal = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            boolean good = CamelRun.run(environment, files);
            return new Shown(good, shown.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(terminal);
        }
    }

    private record Shown(boolean good, String text) {}

    private static Path video(String text) {
        Matcher wrote = WROTE.matcher(text);
        assertThat(wrote.find()).as(text).isTrue();
        return Path.of(wrote.group(1));
    }

    private static Properties properties(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        }
        return properties;
    }

    private static boolean installed(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
