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
package io.github.refvideo.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.RefVideoEndpoint;
import io.github.refvideo.camel.dsl.Application;
import io.github.refvideo.camel.dsl.TestImages;
import io.github.refvideo.camel.dsl.Videos;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal routes in YAML and XML files have equal results. */
class RoutesInFilesTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR = RefVideoSimulatorExtension.create();

    @TempDir Path folder;

    private Map<String, String> settings;
    private String cat;

    @BeforeEach
    void anImageAtTheService(RefVideoSimulator simulator) {
        settings = Application.settings(simulator);
        cat = simulator.serveReference("cat.png", TestImages.cat(), "image/png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void imageInTheInboxBecomesAVideoInTheOutbox(String language) throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Path outbox = folder.resolve("outbox");
        Files.write(inbox.resolve("cat.png"), TestImages.cat());
        settings.put("inbox", inbox.toString());
        settings.put("outbox", outbox.toString());

        try (Application application = start("generate", language)) {
            assertThat(Videos.theOneIn(outbox))
                    .hasFileName(simulator().jobs().get(0).id() + ".mp4");
            RefVideoConfiguration options = options(application);
            assertThat(options.getResolution()).isEqualTo("1280x720");
            assertThat(options.getShotType()).isEqualTo("single");
            assertThat(options.getDuration()).isEqualTo(4);
        }

        simulator().assertThat().paidJobsOf("alibaba/wan-v2.6-r2v").exactly(1).uploadedBlobs(1);
    }

    /**
     * In YAML the operation is a parameter too. In XML a URI may go on in the next line behind its
     * ampersand: Camel takes the white space away there.
     */
    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void signsThatMeanSomethingInAUriReachTheServiceAsTheyAre(String language) throws Exception {
        try (Application application = start("operation", language)) {
            Videos.assertIsVideo(
                    application.template().requestBody("direct:order", cat, byte[].class));
            RefVideoConfiguration options = options(application);
            assertThat(options.getDuration()).isEqualTo(4);
            assertThat(options.getAudio()).isTrue();
        }

        assertThat(simulator().ledger().requestLog(Step.START).get(0).body())
                .contains("character1 sings \\\"R&B\\\", 100% live?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void keysArePlaceholdersInTheFileAndMaskedWhereAnEndpointShows(String language)
            throws Exception {
        settings.remove("camel.component.refvideo.api-key");
        settings.remove("camel.component.refvideo.blob-access-key");
        settings.put("store.key", RefVideoSimulator.BLOB_TOKEN);

        try (Application application = start("secrets", language)) {
            Videos.assertIsVideo(
                    application.template().requestBody("direct:order", cat, byte[].class));
            assertThat(options(application).getApiKey()).isEqualTo(Application.KEY);
            assertThat(options(application).getBlobAccessKey())
                    .isEqualTo(RefVideoSimulator.BLOB_TOKEN);
            assertThat(endpoint(application).toString())
                    .contains("apiKey=xxxxxx")
                    .contains("blobAccessKey=xxxxxx")
                    .doesNotContain(Application.KEY)
                    .doesNotContain(RefVideoSimulator.BLOB_TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void misspeltOptionIsNamedAndTheKeyBesideItIsNotShown(String language) {
        Throwable failure = catchThrowable(() -> start("mistake", language).close());

        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .contains("Unknown parameters=[{resolutoin=1280x720}]")
                .doesNotContain(Application.KEY);
    }

    private Application start(String routes, String language) throws Exception {
        return Application.ofFile("routes/" + routes + "." + language, settings);
    }

    private static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }

    private static RefVideoConfiguration options(Application application) {
        return ((RefVideoEndpoint) endpoint(application)).getConfiguration();
    }

    private static Endpoint endpoint(Application application) {
        return application.context().getEndpoints().stream()
                .filter(RefVideoEndpoint.class::isInstance)
                .findFirst()
                .orElseThrow();
    }
}
