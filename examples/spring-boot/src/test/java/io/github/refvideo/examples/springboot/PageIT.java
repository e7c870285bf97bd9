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
package io.github.refvideo.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import io.github.refvideo.test.BrowserPage;
import io.github.refvideo.test.Chromium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
class PageIT {

    private static final Duration JOB = Duration.ofMinutes(4);
    private static final Path CAT = Service.IMAGES.resolve("cat.png");
    private static final Path DOG = Service.IMAGES.resolve("dog.png");

    /** A script if it is interpreted as HTML; the content security policy is not relied on. */
    private static final String HTML = "<img src=/x onerror='window.ran = true'><b>waves</b>";

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(simulator -> simulator.jobTime(JobTime.fixed(JOB)));

    static Chromium chromium;

    @TempDir Path directory;

    private Service service;
    private BrowserPage page;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Chromium.installed();
        chromium = program.isPresent() ? Chromium.start(program.get()) : null;
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        assumeTrue(chromium != null, "no chromium here: the page is not tried");
        service = Service.start(simulator(), directory);
        page = chromium.open(service.at("/"));
    }

    @AfterEach
    void close() throws Exception {
        if (page == null) {
            return;
        }
        try (Service running = service) {
            page.close();
            String own = running.at("/").toString();
            assertThat(page.requests())
                    .contains(own, own + "page.js", own + "page.css")
                    .allMatch(url -> url.startsWith(own) || url.startsWith("data:"));
            assertThat(page.errors()).as("scripts that broke off").isEmpty();
        }
    }

    @Test
    void emptyRequestShowsAnErrorAtEachField() throws Exception {
        page.click("button");

        page.until("document.querySelector('#references-error').innerText !== ''");
        assertThat(page.text("#references-error"))
                .isEqualTo("is missing; upload at least one image");
        assertThat(page.text("#prompt-error")).isEqualTo("is missing");
        assertThat(page.text("#duration-error")).isEmpty();
        assertThat(focused()).isEqualTo("references");
        assertThat(page.text("#job")).isEmpty();

        page.choose("#references", CAT);
        page.click("button");

        page.until("document.activeElement.id === 'prompt'");
        assertThat(page.text("#references-error")).isEmpty();
        assertThat(page.text("#prompt-error")).isEqualTo("is missing");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void unsupportedSecondsShowAnErrorAtTheField() throws Exception {
        page.choose("#references", CAT);
        page.type("#prompt", "character1 waves");
        page.type("#duration", "0");
        page.click("button");

        page.until("document.activeElement.id === 'duration'");
        assertThat(page.text("#duration-error")).contains("not allowed", "2 to 10 seconds");
        assertThat(page.text("#prompt-error")).isEmpty();
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void imagesAndAPromptBecomeAPlayableVideo() throws Exception {
        order("character1 and character2 talk");

        untilStateIs("The service is working on it...");
        page.until("document.querySelector('#facts').innerText.includes('Status reads')");
        assertThat(page.text("#facts"))
                .contains("character1 and character2 talk", "alibaba/wan-v2.6-r2v", "job_", "USD");
        assertThat(page.text("#link")).isEmpty();
        simulator().clock().advance(JOB);

        untilStateIs("Your video is ready.");
        page.until(video("readyState >= 2"));
        assertThat(page.ask(video("videoWidth")).asInt()).isEqualTo(1280);
        assertThat(page.ask(video("videoHeight")).asInt()).isEqualTo(720);
        assertThat(page.ask(video("duration")).asDouble()).isEqualTo(4);
        page.click("#video");
        page.until(video("currentTime > 0.2"));
        assertThat(page.ask(video("getVideoPlaybackQuality().totalVideoFrames")).asInt())
                .isPositive();

        page.click("#video");
        page.until(video("paused"));
        page.ask(video("currentTime = 3"));
        page.until("!" + video("seeking"));
        assertThat(page.ask(video("currentTime")).asDouble()).isEqualTo(3);
        assertThat(page.ask(video("error")).isNull()).isTrue();
        String address = page.ask(video("currentSrc")).asText();
        assertThat(page.answers()).contains(new BrowserPage.Answer(address, 206));
        assertThat(page.ask("document.querySelector('#download').href").asText())
                .isEqualTo(address);
        simulator().assertThat().paidJobs(1).uploadedBlobs(2);
    }

    @Test
    void reloadedPageShowsTheSameJob() throws Exception {
        order("character1 and character2 talk");
        untilStateIs("The service is working on it...");
        String address = page.ask("location.href").asText();

        page.reload();
        untilStateIs("The service is working on it...");
        simulator().clock().advance(JOB);
        untilStateIs("Your video is ready.");

        page.reload();
        untilStateIs("Your video is ready.");
        page.until(video("videoWidth === 1280"));
        assertThat(page.text("#facts")).contains("character1 and character2 talk");
        assertThat(page.ask("location.href").asText()).isEqualTo(address);
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void promptWithHtmlIsShownAsText() throws Exception {
        order(HTML);

        untilStateIs("The service is working on it...");
        assertThat(page.text("#facts")).contains(HTML);
        simulator().clock().advance(JOB);
        untilStateIs("Your video is ready.");
        assertThat(page.text("#facts")).contains(HTML);
        nothingRan();
    }

    @Test
    void failedJobShowsItsReasonAsText() throws Exception {
        simulator()
                .faults()
                .on(Step.START)
                .nth(1)
                .inject(Fault.jobFailure("No hats, please. " + HTML));
        order("character1 and character2 talk");

        untilStateIs("The service is working on it...");
        simulator().clock().advance(JOB);
        page.until("document.querySelector('#state').innerText.startsWith('There is no video.')");
        assertThat(page.text("#state")).contains("No hats, please. " + HTML);
        assertThat(page.text("#link")).isEmpty();
        nothingRan();

        String before = page.text("#state");
        page.reload();
        untilStateIs(before);
    }

    @Test
    void unavailableServiceIsReportedAndTheRequestIsKept() throws Exception {
        page.choose("#references", CAT);
        page.type("#prompt", "character1 waves");
        page.offline(true);
        page.click("button");

        page.until("document.querySelector('#prompt-error').innerText !== ''");
        assertThat(page.text("#prompt-error"))
                .isEqualTo("The service cannot be reached; try again.");
        page.offline(false);
        page.click("button");

        untilStateIs("The service is working on it...");
        simulator().clock().advance(JOB);
        untilStateIs("Your video is ready.");
        simulator().assertThat().paidJobs(1);
    }

    private void order(String prompt) throws Exception {
        page.choose("#references", CAT, DOG);
        page.type("#prompt", prompt);
        page.click("button");
    }

    private void untilStateIs(String text) throws Exception {
        page.until(
                "document.querySelector('#state').innerText === "
                        + Service.JSON.writeValueAsString(text));
    }

    private void nothingRan() throws Exception {
        assertThat(page.ask("document.querySelectorAll('img, #job b').length").asInt()).isZero();
        assertThat(page.ask("typeof window.ran").asText()).isEqualTo("undefined");
        assertThat(page.requests()).doesNotContain(service.at("/x").toString());
    }

    private String focused() throws Exception {
        return page.ask("document.activeElement.id").asText();
    }

    private static String video(String expression) {
        return "document.querySelector('#video')." + expression;
    }

    private static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }
}
