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
package io.github.refvideo.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the example as described in its README. */
class QuickstartIT {

    private static final String COMPONENT = "camel.component.refvideo.";

    @TempDir Path folder;

    @AfterEach
    void removeSettings() {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith(COMPONENT));
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, alibaba/wan-v2.6-r2v, AI_GATEWAY_API_KEY",
        "dashscope, wan2.6-r2v, DASHSCOPE_API_KEY",
        "dashscope, wan2.7-r2v, DASHSCOPE_API_KEY"
    })
    void makesAVideoWithoutAKeyAndShowsItsProgress(String provider, String model, String key)
            throws Exception {
        Run run = run(Map.of("QUICKSTART_PROVIDER", provider, "QUICKSTART_MODEL", model));

        assertThat(run.wroteVideo()).as(run.output()).isTrue();
        assertThat(run.output())
                .contains("No " + key + " in the environment: using the simulator")
                .contains("reference  images/cat.png", "reference  images/dog.png")
                .doesNotContain(".svg")
                .containsOnlyOnce("submitted  ")
                .contains(" to " + provider + ", model " + model);
        Matcher done = Pattern.compile("done       (.*\\.mp4): \\d+ KB, 4").matcher(run.lastLine());
        assertThat(done.lookingAt()).as(run.output()).isTrue();
        byte[] video = Files.readAllBytes(Path.of(done.group(1)));
        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(video.length).isGreaterThan(100_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "alibaba/wan-v2.6-r2v; 1; character1 waves at the camera in a sunny garden",
                "alibaba/wan-v2.6-r2v; 2; character1 and character2 have a friendly conversation in a"
                        + " cozy cafe",
                "alibaba/wan-v2.6-r2v; 3; character1, character2 and character3 have a picnic in a"
                        + " sunny park",
                "wan2.7-r2v; 3; Image 1, Image 2 and Image 3 have a picnic in a sunny park",
                "bytedance/seedance-2.0; 1; [Image 1] waves at the camera in a sunny garden"
            })
    void defaultPromptNamesAllImages(String model, int images, String prompt) throws Exception {
        for (int i = 1; i <= images; i++) {
            Files.copy(Path.of("images/cat.png"), folder.resolve("cat" + i + ".png"));
        }

        assertThat(
                        prompt(
                                Map.of(
                                        "QUICKSTART_IMAGES",
                                        folder.toString(),
                                        "QUICKSTART_MODEL",
                                        model)))
                .isEqualTo(prompt);
    }

    @Test
    void videosAreCountedSeparately() throws Exception {
        assertThat(
                        prompt(
                                Map.of(
                                        "QUICKSTART_REFERENCES",
                                        "https://example.com/a.png, https://example.com/b.mp4",
                                        "QUICKSTART_MODEL",
                                        "alibaba/wan-v2.7-r2v")))
                .startsWith("Image 1 and Video 1 ");
    }

    @Test
    void ownPromptIsSentUnchanged() throws Exception {
        try (RefVideoSimulator service = RefVideoSimulator.start()) {
            String prompt = "character1 says: \"{{hello}} ${body}, 100%s\"";

            Run run = run(real(service, Map.of("QUICKSTART_PROMPT", prompt)));

            assertThat(run.wroteVideo()).as(run.output()).isTrue();
            assertThat(new ObjectMapper().readTree(submitted(service)).path("prompt").asText())
                    .isEqualTo(prompt);
        }
    }

    @Test
    void relativePathStartsInTheDirectoryOfTheCommand() throws Exception {
        Files.copy(Path.of("images/cat.png"), folder.resolve("mine.png"));
        System.setProperty("quickstart.directory", folder.toString());
        try (Service service =
                Service.choose(new Terminal(), Map.of("QUICKSTART_IMAGES", "mine.png"))) {
            assertThat(service.references()).hasToString("[" + folder.resolve("mine.png") + "]");
        } finally {
            System.clearProperty("quickstart.directory");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "AI_GATEWAY_API_KEY; key; .*BLOB_READ_WRITE_TOKEN.*QUICKSTART_REFERENCES.*",
                "QUICKSTART_IMAGES; nowhere; QUICKSTART_IMAGES: there is no folder or file nowhere",
                "QUICKSTART_IMAGES; src; QUICKSTART_IMAGES: there is no image .* or video .* in src",
                "QUICKSTART_IMAGES; pom.xml; QUICKSTART_IMAGES: there is no image .* in pom.xml",
                "QUICKSTART_PROVIDER; other; QUICKSTART_PROVIDER: use gateway or dashscope, not other",
                "QUICKSTART_REFERENCES; not a URL; .*not a URL.*Change .* or the images",
                "QUICKSTART_MODEL; wan-unknown; .*wan-unknown.*QUICKSTART_MODEL.*",
                "QUICKSTART_MODEL; no model; .*no model.*QUICKSTART_MODEL.*"
            })
    void wrongSettingIsOneLine(String name, String value, String reason) {
        assertOneLine(run(Map.of(name, value)), reason);
    }

    @Test
    void brokenImageIsOneLine() throws Exception {
        Path image = Files.writeString(folder.resolve("cat.png"), "not an image");

        assertOneLine(
                run(Map.of("QUICKSTART_IMAGES", image.toString())),
                ".*cat\\.png.*Change .* or the images");
    }

    @Test
    void unreachableServiceIsOneLine() throws Exception {
        try (RefVideoSimulator service = RefVideoSimulator.start()) {
            Map<String, String> environment =
                    real(service, Map.of("QUICKSTART_REFERENCES", "https://example.com/cat.png"));
            service.refuseConnections();

            assertOneLine(run(environment), ".*Check the connection to the Internet.*");
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(Step.START, Fault.status(401), ".*Check AI_GATEWAY_API_KEY"),
                arguments(Step.START, Fault.status(402), ".*Add credit .* AI_GATEWAY_API_KEY"),
                arguments(Step.START, Fault.moderationFailure(), ".*Change QUICKSTART_PROMPT.*"),
                arguments(Step.STATUS, Fault.moderationFailure(), ".*Change QUICKSTART_PROMPT.*"),
                arguments(Step.START, Fault.status(400), ".*QUICKSTART_MODEL or the images"),
                arguments(Step.STATUS, Fault.jobFailure("x"), ".*may have been billed"),
                arguments(
                        Step.BLOB_PUT,
                        Fault.blobError(403, "forbidden"),
                        ".*Check BLOB_READ_WRITE_TOKEN"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureOfTheServiceIsOneLine(Step step, Fault fault, String reason) {
        try (RefVideoSimulator service = RefVideoSimulator.start()) {
            service.faults().on(step).inject(fault);

            assertOneLine(run(real(service, Map.of())), reason);
        }
    }

    /** The environment for the "real" service, which is another simulator here. */
    private static Map<String, String> real(RefVideoSimulator service, Map<String, String> more) {
        System.setProperty(COMPONENT + "base-url", service.gatewayUrl());
        System.setProperty(COMPONENT + "blob-base-url", service.blobUrl());
        System.setProperty(COMPONENT + "allow-private-addresses", "true");
        System.setProperty(COMPONENT + "poll-interval", "50");
        Map<String, String> environment = new HashMap<>(more);
        environment.put("AI_GATEWAY_API_KEY", "key");
        environment.put("BLOB_READ_WRITE_TOKEN", RefVideoSimulator.BLOB_TOKEN);
        System.setProperty(COMPONENT + "api-key", "key");
        System.setProperty(COMPONENT + "blob-access-key", RefVideoSimulator.BLOB_TOKEN);
        return environment;
    }

    private static String submitted(RefVideoSimulator service) {
        return service.ledger().requestLog(Step.START).get(0).body();
    }

    private static String prompt(Map<String, String> environment) throws Exception {
        try (Service service = Service.choose(new Terminal(), environment)) {
            return service.prompt();
        }
    }

    private static void assertOneLine(Run run, String reason) {
        assertThat(run.wroteVideo()).as(run.output()).isFalse();
        assertThat(run.lastLine()).matches("failed     " + reason);
        assertThat(run.output())
                .containsOnlyOnce("failed     ")
                .doesNotContain("\tat ", "Exception");
    }

    record Run(boolean wroteVideo, String output) {

        String lastLine() {
            List<String> lines = output.lines().toList();
            return lines.get(lines.size() - 1);
        }
    }

    /** Everything that the user sees: both streams. */
    private static Run run(Map<String, String> environment) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);
        System.setOut(terminal);
        System.setErr(terminal);
        try {
            boolean wrote = Quickstart.run(environment);
            return new Run(wrote, shown.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void showsHowLongTheJobHasBeenRunning() {
        PrintStream terminal = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            new Terminal()
                    .statusRead(
                            new JobSnapshot(
                                    JobOrigin.UNKNOWN,
                                    "gateway",
                                    "gateway 1",
                                    "m",
                                    "job_1",
                                    JobPhase.WAITING,
                                    JobStatus.RUNNING,
                                    Duration.ofMillis(2345),
                                    2,
                                    Duration.ofSeconds(5),
                                    4,
                                    null));
        } finally {
            System.setOut(terminal);
        }

        assertThat(shown.toString(StandardCharsets.UTF_8)).startsWith("running    2.3 s");
    }
}
