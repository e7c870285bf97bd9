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

import io.github.refvideo.camel.dsl.Application;
import io.github.refvideo.camel.dsl.TestImages;
import io.github.refvideo.camel.dsl.Videos;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes in files that submit, await, cancel and resume jobs. */
class JobRoutesTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .queueTime(Duration.ofMinutes(1))
                                    .jobTime(JobTime.fixed(Duration.ofMinutes(4))));

    @TempDir Path folder;

    private Path outbox;
    private Map<String, String> settings;
    private String cat;

    @BeforeEach
    void jobsTakeTheirTime(RefVideoSimulator simulator) {
        simulator.clock().freeze();
        cat = simulator.serveReference("cat.png", TestImages.cat(), "image/png");
        outbox = folder.resolve("outbox");
        settings = Application.settings(simulator);
        settings.put("camel.component.refvideo.model", "alibaba/wan-v2.6-r2v");
        settings.put("jobs", folder.resolve("jobs").toString());
        settings.put("outbox", outbox.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void jobIsSubmittedPolledAndFetchedByItsHandle(String language) throws Exception {
        askDashscope();
        try (Application application = start("jobs", language)) {
            String handle = application.template().requestBody("direct:order", cat, String.class);
            assertThat(JobHandle.fromJson(handle).provider()).isEqualTo("dashscope");
            assertThat(look(application, handle)).isEqualTo("QUEUED");

            clock(Duration.ofMinutes(2));
            assertThat(look(application, handle)).isEqualTo("RUNNING");

            clock(Duration.ofMinutes(10));
            application.template().requestBody("direct:fetch", handle);
            assertThat(Videos.theOneIn(outbox))
                    .hasFileName(JobHandle.fromJson(handle).jobId() + ".mp4");
            assertThat(look(application, handle)).isEqualTo("SUCCEEDED");
        }
        SIMULATOR.simulator().assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void jobThatHasNotBegunIsCanceled(String language) throws Exception {
        askDashscope();
        try (Application application = start("jobs", language)) {
            String handle = application.template().requestBody("direct:order", cat, String.class);

            assertThat(application.template().requestBody("direct:stop", handle, String.class))
                    .isEqualTo("CANCELED");
            assertThat(look(application, handle)).isEqualTo("CANCELED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void restartedApplicationDeliversWhatTheOneBeforePaidFor(String language) throws Exception {
        settings.put("camel.component.refvideo.node-id", "a");
        try (Application before = start("resume", language)) {
            before.template().asyncSend("direct:order", exchange -> order(exchange));
            FileVideoJobRepository jobs = new FileVideoJobRepository(Path.of(settings.get("jobs")));
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(
                            () ->
                                    jobs.unfinished(10).stream()
                                            .anyMatch(job -> job.handle() != null));
        }
        assertThat(outbox).doesNotExist();
        clock(Duration.ofMinutes(10));

        try (Application after = start("resume", language)) {
            assertThat(after.context().isStarted()).isTrue();
            Videos.theOneIn(outbox);
        }
        SIMULATOR.simulator().assertThat().paidJobs(1);
    }

    private void order(Exchange exchange) {
        exchange.getMessage().setBody(cat);
    }

    /** The gateway cannot cancel. */
    private void askDashscope() {
        settings.put("camel.component.refvideo.provider", "dashscope");
        settings.put("camel.component.refvideo.base-url", SIMULATOR.simulator().dashscopeUrl());
    }

    private Application start(String routes, String language) throws Exception {
        return Application.ofFile("routes/" + routes + "." + language, settings);
    }

    private static String look(Application application, String handle) throws Exception {
        return application.template().requestBody("direct:look", handle, String.class);
    }

    private static void clock(Duration forward) {
        SIMULATOR.simulator().clock().advance(forward);
    }
}
