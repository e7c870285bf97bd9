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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import io.github.refvideo.test.BrowserPage;
import io.github.refvideo.test.Chromium;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
class PageIT {

    private static final Duration JOB = Duration.ofMinutes(4);
    private static final Path CAT = Service.IMAGES.resolve("cat.png");
    private static final Path DOG = Service.IMAGES.resolve("dog.png");
    private static final int[] LIGHT_WIDTHS = {1366, 390, 320};
    private static final int[] DARK_WIDTHS = {1366, 390};
    private static final String TALK = "character1 and character2 talk";

    /** A script if it is interpreted as HTML; the content security policy is not relied on. */
    private static final String HTML = "<img src=/x onerror='window.ran = true'><b>waves</b>";

    @TempDir static Path directory;

    /** Not reset between the tests, because the service remembers its uploads. */
    static RefVideoSimulator simulator;

    static Chromium chromium;
    static Service service;
    static String axe;

    private BrowserPage page;
    private int paidBefore;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Chromium.installed();
        assumeTrue(program.isPresent(), "no chromium here: the page is not tried");
        chromium = Chromium.start(program.get());
        simulator = RefVideoSimulator.builder().jobTime(JobTime.fixed(JOB)).start();
        service = Service.start(simulator, directory.resolve("shared"));
        try (InputStream script = PageIT.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (simulator != null) {
            simulator.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        page = openPage(service);
        paidBefore = simulator.ledger().jobsCreated();
    }

    private static BrowserPage openPage(Service at) throws Exception {
        BrowserPage page = chromium.open(at.at("/"));
        page.until("document.querySelector('#references') !== null");
        return page;
    }

    @AfterEach
    void close() throws Exception {
        close(page, service);
        simulator.clock().advance(JOB);
        for (JsonNode job : Service.json(service.get("/videos"))) {
            service.ended(job.path("self").asText());
        }
    }

    /** Nothing is loaded from another site, and no script broke off or was blocked. */
    private static void close(BrowserPage page, Service at) throws Exception {
        page.close();
        String own = at.at("/").toString();
        assertThat(page.requests())
                .contains(own, own + "js/app.js", own + "studio.css")
                .allMatch(
                        url ->
                                url.startsWith(own)
                                        || url.startsWith("blob:" + own)
                                        // The browser's icons of the video player.
                                        || url.startsWith("data:image/svg+xml"));
        assertThat(page.errors()).as("errors and blocked requests").isEmpty();
    }

    // ---- the whole way

    @Test
    void imagesAndAPromptBecomeAPlayableVideo() throws Exception {
        choose(CAT, DOG);
        page.click("#references li:nth-child(2) .later, #references li:nth-child(1) .later");
        page.until(
                "document.activeElement.closest('li').querySelector('.name').innerText === 'character2'");
        page.type("#prompt", "character1 and character2 talk");
        page.until("document.querySelector('#price').innerText.includes('0.40 USD')");
        page.click("#generate");

        untilTitleIs("Generating your video");
        assertThat(page.text("#elapsed")).endsWith("elapsed");
        assertThat(page.text("#stage")).contains(TALK);
        simulator.clock().advance(JOB);

        untilTitleIs("Your video is ready");
        assertThat(page.ask("document.title").asText())
                .isEqualTo("Your video is ready - Video studio");
        page.until(video("readyState >= 1"));
        assertThat(page.ask(video("videoWidth")).asInt()).isEqualTo(1280);
        assertThat(page.ask(video("duration")).asDouble()).isEqualTo(4);
        page.until(video("poster") + ".startsWith('blob:')");
        page.click("#video");
        page.until(video("getVideoPlaybackQuality().totalVideoFrames > 2"));
        page.click("#video");
        page.until(video("paused"));
        page.ask("(" + video("currentTime = 3") + ")");
        page.until("!" + video("seeking"));
        assertThat(page.ask(video("error")).isNull()).isTrue();
        String address = page.ask(video("currentSrc")).asText();
        assertThat(page.answers()).contains(new BrowserPage.Answer(address, 206));
        assertThat(page.ask("document.querySelector('#download').href").asText())
                .isEqualTo(address);
        assertThat(page.text("#facts")).contains("Nothing billed", "Seed", "1280 × 720");
        assertPaid(1);
        JsonNode job = Service.json(service.get("/videos")).get(0);
        assertThat(service.get(job.path("references").get(0).path("url").asText()).body())
                .as("the order was changed")
                .isEqualTo(Files.readAllBytes(DOG));

        Path video = directory.resolve("reference.mp4");
        Files.write(video, service.get(job.path("video").asText()).body());
        page.choose("#files", video);
        page.until("document.querySelectorAll('.reference img').length === 3");
        assertThat(page.text(item(3))).contains("character3", "video");
    }

    @Test
    void visitorWithoutImagesGetsAVideoWithOneClick() throws Exception {
        page.click("#sample");

        untilTitleIs("Generating your video");
        simulator.clock().advance(JOB);
        untilTitleIs("Your video is ready");
        assertPaid(1);
    }

    @Test
    void jobIsFollowedInEachTabAndAfterReload() throws Exception {
        order("character1 waves");
        assertThat(page.text(".counter")).contains("Not named yet: character2.");
        untilTitleIs("Generating your video");
        String address = page.ask("location.href").asText();
        BrowserPage other = openPage(service);
        other.until("document.querySelector('.card.running') !== null");

        page.reload();
        untilTitleIs("Generating your video");
        simulator.clock().advance(JOB);

        untilTitleIs("Your video is ready");
        other.until("document.querySelector('.card.succeeded') !== null");
        assertThat(page.ask("location.href").asText()).isEqualTo(address);
        close(other, service);
        assertThat(page.text(".warnings"))
                .contains(
                        "The prompt does not name character2, so it may be missing in the video.");
        assertPaid(1);
    }

    /** For example behind a proxy that does not forward server-sent events. */
    @Test
    void jobIsFollowedByPollingIfEventsAreBlocked() throws Exception {
        page.block("*/studio/events");
        page.reload();
        page.until("document.querySelector('#references') !== null");
        int earlier = page.answers().size();
        order(TALK);

        untilTitleIs("Generating your video");
        assertThat(page.ask("document.querySelector('#offline')").isNull()).isTrue();
        simulator.clock().advance(JOB);
        untilTitleIs("Your video is ready");

        assertThat(page.answers().subList(earlier, page.answers().size()))
                .noneMatch(answer -> answer.url().endsWith("/studio/events"))
                .contains(new BrowserPage.Answer(service.at("/videos").toString(), 200));
        assertPaid(1);
    }

    /** The answer to the order says that it waits. */
    @Test
    void answerThatArrivesAfterAnEventDoesNotUndoIt() throws Exception {
        holdRequests("/videos");
        order(TALK);
        page.until("document.querySelector('.card:first-child.running') !== null");
        simulator.clock().advance(JOB);
        page.until("document.querySelector('.card:first-child.succeeded') !== null");
        assertThat(page.ask("location.hash").asText()).isEmpty();

        page.ask("window.release()");

        page.until("document.querySelector('#stage .placeholder') === null");
        assertThat(page.text("#stage-title")).isEqualTo("Your video is ready");
        assertPaid(1);
    }

    @Test
    void jobIsFollowedAfterARestartOfTheServer() throws Exception {
        Path own = directory.resolve("restarted");
        Service first = Service.start(simulator, own);
        String port = String.valueOf(first.at("/").getPort());
        BrowserPage shown = openPage(first);
        BrowserPage before = page;
        page = shown;
        order(TALK);
        untilTitleIs("Generating your video");
        first.close();
        page.until("document.querySelector('#offline') !== null");

        try (Service second = Service.start(simulator, own, "--server.port=" + port)) {
            assertThat(second.at("/").getPort()).hasToString(port);
            page.until("document.querySelector('#offline') === null");
            simulator.clock().advance(JOB);
            untilTitleIs("Your video is ready");
            assertThat(page.errors()).isEmpty();
            page.close();
        } finally {
            page = before;
        }
        assertPaid(1);
    }

    @Test
    void settingsAreUsedAgain() throws Exception {
        choose(CAT, DOG);
        page.type("#prompt", TALK);
        select("#duration", "6");
        select("#shape", "9:16");
        page.click("#generate");
        untilTitleIs("Generating your video");
        simulator.clock().advance(JOB);
        untilTitleIs("Your video is ready");
        JsonNode order = Service.json(service.get("/videos")).get(0).path("order");

        page.reload();
        untilTitleIs("Your video is ready");
        page.click("#again");
        page.until("document.querySelectorAll('.reference img').length === 2");
        page.until("document.activeElement.id === 'prompt'");

        assertThat(page.ask("document.querySelector('#prompt').value").asText()).isEqualTo(TALK);
        assertThat(page.ask("document.querySelector('#duration').value").asText()).isEqualTo("6");
        page.click("#generate");
        page.until("document.querySelector('.card.running') !== null");
        JsonNode again = Service.json(service.get("/videos")).get(0).path("order");
        assertThat(again).isEqualTo(order);
        assertThat(order.path("resolution").asText()).isEqualTo("720x1280");
        assertThat(order.path("seed").isNumber()).isTrue();
        untilTitleIs("Generating your video");
        page.until("document.querySelector('progress').position > 0");
        assertThat(page.text("#stage")).contains("left", "Estimate: recent videos took");
        simulator.clock().advance(JOB);
        untilTitleIs("Your video is ready");
        assertPaid(2);
    }

    @Test
    void galleryShowsFiltersAndDeletes() throws Exception {
        int earlier = page.ask("document.querySelectorAll('.card').length").asInt();
        order(TALK);
        untilTitleIs("Generating your video");
        simulator.faults().on(Step.START).times(1).inject(Fault.moderationFailure());
        page.click("#generate");
        page.until("document.querySelectorAll('.card.running').length === 2");
        simulator.clock().advance(JOB);
        page.until("document.querySelector('.card.running') === null");

        assertThat(page.ask("document.querySelectorAll('.card').length").asInt())
                .isEqualTo(earlier + 2);
        page.until("document.querySelector('.card.succeeded img')?.src.startsWith('blob:')");
        page.click(".filters button:nth-child(4)");
        page.until("document.querySelector('.card.succeeded') === null");
        int failed = page.ask("document.querySelectorAll('.card.failed').length").asInt();
        BrowserPage other = openPage(service);
        other.until("document.querySelector('.card') !== null");
        other.click(".filters button:nth-child(4)");
        other.until("document.querySelectorAll('.card').length === " + failed);
        other.click(".card .tool");
        page.click(".card .tool");
        page.click("#delete-yes");
        page.until("document.querySelectorAll('.card').length === " + (failed - 1));
        other.until("document.querySelectorAll('.card').length === " + (failed - 1));
        other.click("#delete-yes");
        other.until("document.querySelector('#announcement').innerText === 'Deleted.'");
        assertThat(other.ask("document.querySelector('#notice')").isNull()).isTrue();
        close(other, service);
        page.click(".filters button:first-child");
        page.until("document.querySelectorAll('.card').length === " + (earlier + 1));
        assertThat(Service.json(service.get("/videos"))).hasSize(earlier + 1);
    }

    // ---- references and prompt

    @Test
    void referencesAreReorderedByMouseTouchAndKeyboard() throws Exception {
        choose(CAT, DOG, CAT);
        String first = thumbnail(1);
        String second = thumbnail(2);
        String third = thumbnail(3);

        page.drag(item(1) + " .thumb", item(3) + " .thumb", isDraggedTo(3));
        page.until(thumbnailIs(3, first));
        assertThat(thumbnail(1)).isEqualTo(second);
        page.until("![...document.querySelectorAll('.reference')].some((item) => item.animated)");
        assertThat(page.text("#references"))
                .containsSubsequence("character1", "character2", "character3");
        assertThat(page.ask("document.querySelector('#prompt').value").asText())
                .as("a drag is not a click")
                .isEmpty();

        page.dragByTouch(
                item(3) + " .thumb",
                item(2) + " .thumb",
                "document.querySelector('.sortable-chosen') !== null",
                isDraggedTo(2));
        page.until(thumbnailIs(2, first));
        assertThat(thumbnail(3)).isEqualTo(third);

        page.ask("document.querySelector(\"" + item(2) + " .earlier\").focus()");
        page.press("Enter");
        page.until(thumbnailIs(1, first));
        assertThat(page.ask("document.querySelector('#announcement').innerText").asText())
                .isEqualTo("Moved; it is now character1.");
        page.click(item(2) + " .remove");
        page.until("document.querySelectorAll('.reference').length === 2");
        assertThat(page.text("#references")).doesNotContain("character3");
    }

    @Test
    void clickedReferenceIsNamedInThePrompt() throws Exception {
        choose(CAT, DOG);
        page.type("#prompt", "hugs");
        page.ask("document.querySelector('#prompt').setSelectionRange(0, 0)");
        page.click(item(2) + " .thumb");
        page.until("document.querySelector('#prompt').value === 'character2 hugs'");
        page.ask("document.querySelector('#prompt').setSelectionRange(15, 15)");
        page.click(item(1) + " .thumb");
        page.until(
                "document.querySelector('#prompt').value.trim() === 'character2 hugs character1'");

        page.type("#prompt", " and character7");

        page.until("document.querySelector('mark.unknown')?.innerText === 'character7'");
        assertThat(page.text("#prompt-names")).startsWith("character7 belongs to no image.");
        assertThat(page.ask("document.querySelectorAll('mark.known').length").asInt()).isEqualTo(2);
        page.click("#generate");
        page.until("document.activeElement.id === 'prompt'");
        assertPaid(0);
    }

    @Test
    void filesAreDroppedAndPasted() throws Exception {
        String event =
                """
                (() => {
                  const files = new DataTransfer();
                  const bytes = Uint8Array.from(atob(%s), (c) => c.charCodeAt(0));
                  files.items.add(new File([bytes], 'cat.png', { type: 'image/png' }));
                  return files;
                })()
                """
                        .formatted(
                                Service.JSON.writeValueAsString(
                                        Base64.getEncoder()
                                                .encodeToString(Files.readAllBytes(CAT))));

        page.ask(
                "dispatchEvent(new DragEvent('drop', { cancelable: true, dataTransfer: "
                        + event
                        + " }))");
        page.until("document.querySelectorAll('.reference img').length === 1");
        page.ask(
                "dispatchEvent(new ClipboardEvent('paste', { cancelable: true, clipboardData: "
                        + event
                        + " }))");
        page.until("document.querySelectorAll('.reference img').length === 2");

        // A copied part of a document is text and an image of it.
        page.ask(
                "((files) => { files.setData('text/plain', 'waves'); dispatchEvent(new"
                        + " ClipboardEvent('paste', { cancelable: true, clipboardData: files })); })("
                        + event.strip()
                        + ")");
        assertThat(page.ask("document.querySelectorAll('.reference').length").asInt()).isEqualTo(2);
    }

    @Test
    void modelDecidesOptionsAndNames() throws Exception {
        choose(CAT, DOG);
        page.type("#prompt", "Character1 and character2 talk about image 7");
        page.until("document.querySelectorAll('mark.known').length === 2");
        page.until("document.querySelector('mark.unknown')?.innerText === 'image 7'");
        page.until("document.querySelector('.counter span').innerText === ''");
        assertThat(page.text("#shotType")).contains("One shot");
        assertThat(page.text(".settings")).doesNotContain("With audio");

        select("#model", "alibaba/wan-v2.7-r2v");

        page.until(
                "document.querySelector('#prompt').value === 'Image 1 and Image 2 talk about image 7'");
        assertThat(page.ask("document.querySelector('#shotType')").isNull()).isTrue();
        assertThat(page.text(item(2))).contains("Image 2");
        select("#model", "alibaba/wan-v3.0-video");
        page.until("document.querySelector('#audio') !== null");
        assertThat(page.text("#tier")).contains("480p");
        assertThat(page.ask("document.querySelector('#negativePrompt')").isNull()).isTrue();
        page.click("#generate");
        untilTitleIs("Generating your video");
        simulator.clock().advance(JOB);
        untilTitleIs("Your video is ready");
        assertThat(page.text(".warnings li"))
                .isEqualTo("image 7 in the prompt belongs to no image.");
        assertThat(page.ask("document.querySelectorAll('.warnings li').length").asInt())
                .isEqualTo(1);
        assertPaid(1);
    }

    // ---- price

    @Test
    void priceIsShownAndConfirmedBeforeAnOrder() throws Exception {
        try (Service real =
                Service.start(simulator, directory.resolve("real"), "--videos.simulated=false")) {
            BrowserPage before = page;
            page = openPage(real);
            choose(CAT);
            page.type("#prompt", "character1 waves");
            page.until("document.querySelector('#generate').innerText.includes('about 0.40 USD')");
            assertThat(page.ask("document.querySelector('#simulated')").isNull()).isTrue();
            holdRequests("/studio/cost");
            select("#duration", "10");
            select("#tier", "1080P");
            page.click("#generate");
            page.until("document.querySelector('#generate').disabled");
            page.ask("window.release()");
            page.until("document.querySelector('#confirm').open");
            page.until("document.querySelector('#generate').innerText.includes('about 1.50 USD')");
            assertThat(page.text("#confirm")).contains("about 1.50 USD");
            page.click("#confirm .button");
            page.until("!document.querySelector('#confirm').open");
            assertPaid(0);

            select("#model", "alibaba/wan-v3.0-video");
            select("#duration", "30");
            page.until(
                    "document.querySelector('#price').innerText.includes('above the limit of 5.00 USD')");
            page.click("#generate");
            page.until("document.activeElement.id === 'price'");
            assertPaid(0);

            select("#duration", "10");
            page.until("document.querySelector('#generate').innerText.includes('about 2.00 USD')");
            page.click("#generate");
            page.until("document.querySelector('#confirm').open");
            page.click("#confirm .primary");
            untilTitleIs("Generating your video");
            assertPaid(1);
            close(page, real);
            page = before;
        }
    }

    // ---- errors

    @Test
    void emptyOrderShowsAnErrorAtEachField() throws Exception {
        page.click("#generate");

        page.until("document.activeElement.id === 'files'");
        assertThat(page.text("#references-problem")).isEqualTo("Add at least one image.");
        assertThat(page.text("#prompt-problem")).isEqualTo("Describe what happens in the video.");

        choose(CAT);
        page.click("#generate");

        page.until("document.activeElement.id === 'prompt'");
        assertThat(page.ask("document.querySelector('#references-problem')").isNull()).isTrue();
        assertPaid(0);
    }

    @Test
    void unusableFilesAreMarked() throws Exception {
        Path text = Files.writeString(directory.resolve("notes.txt"), "not an image");
        Path broken = Files.writeString(directory.resolve("broken.png"), "not an image");
        choose(CAT, text, broken);
        page.until("document.querySelectorAll('.reference .problem').length === 2");

        assertThat(page.text(item(2))).contains("Not a supported file");
        assertThat(page.text(item(3))).contains("cannot be read");
        page.type("#prompt", "character1 waves");
        page.click("#generate");

        page.until("document.querySelector('#references-problem') !== null");
        assertThat(page.text("#references-problem"))
                .isEqualTo("Remove or replace the marked files.");
        assertPaid(0);
    }

    /** A browser does not play all videos that a model takes, so the server decides. */
    @Test
    void fileThatTheServerRefusesIsMarked() throws Exception {
        choose(CAT, Files.writeString(directory.resolve("broken.mp4"), "not a video"));
        assertThat(page.ask("document.querySelector('.reference .problem')").isNull()).isTrue();
        page.type("#prompt", TALK);
        page.click("#generate");

        page.until("document.querySelector('.reference .problem') !== null");
        assertThat(page.text(item(2))).contains("The model cannot use this file.");
        assertThat(page.text("#references-problem"))
                .isEqualTo("Remove or replace the marked files.");
        assertThat(page.ask("document.querySelector('#prompt-problem')").isNull()).isTrue();
        assertPaid(0);
    }

    /** The page does not know everything that the server checks. */
    @Test
    void refusalOfTheServerIsShownInWordsOfThePage() throws Exception {
        choose(CAT, DOG);
        page.type("#prompt", TALK);
        page.ask(
                """
                (() => {
                  const send = window.fetch;
                  window.fetch = (path, options) => {
                    if (options?.method === 'POST') options.body.set('duration', '99');
                    return send(path, options);
                  };
                })()
                """);
        page.click("#generate");

        page.until("document.activeElement.id === 'duration'");
        assertThat(page.text("#duration-problem"))
                .isEqualTo("The model cannot generate this length. Choose another one.");
        assertThat(page.ask("document.querySelector('.setting code').textContent").asText())
                .startsWith("duration: '99' is not allowed");
        assertPaid(0);
    }

    @Test
    void failedJobSaysWhatToChange() throws Exception {
        simulator
                .faults()
                .on(Step.START)
                .times(1)
                .inject(Fault.jobFailure("No hats, please. " + HTML));
        order(TALK);
        untilTitleIs("Generating your video");
        simulator.clock().advance(JOB);

        untilTitleIs("No video");
        assertThat(page.text("#reason"))
                .isEqualTo(
                        "The service could not generate this video. Change the prompt or use other"
                                + " images.");
        assertThat(page.text("#stage .developers pre")).isEmpty();
        page.click("#stage summary");
        page.until("document.querySelector('#stage details').open");
        assertThat(page.text("#stage pre")).contains("No hats, please.", "JOB_FAILED", "job_");
        page.ask("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
        page.click("#copy");
        page.until("document.querySelector('#copy').innerText === 'Copied'");
        assertThat(page.ask("window.copied").asText()).isEqualTo(page.text("#stage pre"));
        page.ask("location.hash = ''");
        page.until("document.querySelector('#copy') === null");
        nothingRan();
    }

    @Test
    void promptWithHtmlIsShownAsText() throws Exception {
        choose(CAT);
        page.type("#prompt", HTML);
        page.click("#generate");

        untilTitleIs("Generating your video");
        assertThat(page.text("#stage .quote")).isEqualTo(HTML);
        nothingRan();
    }

    @Test
    void unreachableServerIsReportedAndTheOrderIsSentOnce() throws Exception {
        choose(CAT, DOG);
        page.type("#prompt", TALK);
        page.offline(true);
        page.click("#generate");

        page.until("document.querySelector('#order-problem') !== null");
        assertThat(page.text("#order-problem")).startsWith("The application cannot be reached.");
        page.offline(false);
        page.click("#generate");

        untilTitleIs("Generating your video");
        assertPaid(1);
    }

    @Test
    void doubleClickOrHeldKeyOrdersOnce() throws Exception {
        int earlier = Service.json(service.get("/videos")).size();
        choose(CAT, DOG);
        page.type("#prompt", TALK);

        page.doubleClick("#generate", "location.hash !== ''");

        untilTitleIs("Generating your video");
        assertThat(page.ask("document.querySelector('#generate').disabled").asBoolean()).isFalse();
        assertThat(Service.json(service.get("/videos"))).hasSize(earlier + 1);
        assertThat(isIgnoredIfHeld("#generate")).isTrue();
        assertThat(isIgnoredIfHeld("#prompt")).isFalse();
        assertPaid(1);
    }

    private boolean isIgnoredIfHeld(String selector) throws Exception {
        return page.ask(
                        "!document.querySelector('"
                                + selector
                                + "').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter',"
                                + " repeat: true, bubbles: true, cancelable: true }))")
                .asBoolean();
    }

    @Test
    void jobsInTheQueuesOfTheApplicationAndOfTheServiceCanBeCanceled() throws Exception {
        try (RefVideoSimulator slow =
                        RefVideoSimulator.builder().queueTime(JOB).renderVideos(false).start();
                Service own =
                        Service.start(
                                slow,
                                directory.resolve("dashscope"),
                                "--camel.component.refvideo.provider=dashscope",
                                "--camel.component.refvideo.base-url=" + slow.dashscopeUrl(),
                                "--camel.component.refvideo.reference-store=dashscope",
                                "--camel.component.refvideo.max-in-flight=1")) {
            BrowserPage before = page;
            page = openPage(own);
            order(TALK);
            page.until("document.querySelector('#cancel') !== null");
            String first = page.ask("location.hash").asText();
            page.click("#generate");
            untilTitleIs("Waiting to start");
            page.until(
                    "document.querySelector('#left').innerText.startsWith('Next in the queue. Nothing is billed')");
            page.click("#cancel");
            untilTitleIs("Canceled");
            assertThat(page.text("#reason"))
                    .isEqualTo(
                            "It was canceled before it was sent to the service. Nothing was billed.");
            assertThat(page.ask("document.querySelector('#notice')").isNull()).isTrue();
            page.ask("location.hash = '" + first + "'");
            page.until("document.querySelector('#cancel') !== null");
            page.click("#cancel");
            untilTitleIs("Canceled");
            assertThat(page.text("#reason")).isEqualTo("The service did not start this video.");
            assertThat(slow.ledger().jobsCreated()).isEqualTo(1);
            close(page, own);
            page = before;
        }
    }

    @Test
    void notificationIsShownIfThePageIsNotVisible() throws Exception {
        page.ask(
                """
                (() => {
                  window.Notification = class {
                    static permission = 'default';
                    static async requestPermission() { this.permission = 'granted'; }
                    constructor(title) { window.shown = title; }
                  };
                  Object.defineProperty(document, 'hidden', { get: () => true });
                })()
                """);
        order(TALK);
        untilTitleIs("Generating your video");
        page.click("#notify");
        page.until("document.querySelector('#notify') === null");
        simulator.clock().advance(JOB);
        page.until("window.shown === 'Your video is ready'");
    }

    // ---- layout and accessibility

    @Test
    void pageIsAccessibleAndFitsInEachState() throws Exception {
        checkLayout("empty", "light", "dark");
        choose(CAT, DOG);
        page.type("#prompt", TALK + " with character9");
        page.click("#generate");
        page.until("document.querySelector('#prompt-problem') !== null");
        checkLayout("problem", "light");
        page.reload();
        page.until("document.querySelector('#references') !== null");
        order(TALK);
        untilTitleIs("Generating your video");
        checkLayout("running", "light", "dark");
        simulator.clock().advance(JOB);
        untilTitleIs("Your video is ready");
        page.until("document.querySelector('.card.succeeded img')?.src.startsWith('blob:')");
        checkLayout("done", "light", "dark");
        page.click("#stage .actions button:last-child");
        page.until("document.querySelector('#delete').open");
        checkLayout("dialog", "light");
        page.click("#delete .button");
        page.until("!document.querySelector('#delete').open");
        simulator.faults().on(Step.START).times(1).inject(Fault.moderationFailure());
        page.click("#generate");
        untilTitleIs("Generating your video");
        simulator.clock().advance(JOB);
        untilTitleIs("No video");
        page.click("#stage summary");
        checkLayout("failed", "light");
    }

    /** With -Dscreenshots, a screenshot of each state and width is written to target. */
    private void checkLayout(String name, String... schemes) throws Exception {
        page.ask(axe + "; undefined");
        for (String scheme : schemes) {
            page.colorScheme(scheme);
            for (int width : scheme.equals("light") ? LIGHT_WIDTHS : DARK_WIDTHS) {
                page.resize(width, 800);
                page.until("innerWidth === " + width);
                assertThat(page.ask("document.documentElement.scrollWidth - innerWidth").asInt())
                        .as("%s at %d pixels is too wide", name, width)
                        .isNotPositive();
                if (System.getProperty("screenshots") != null) {
                    page.ask("scrollTo(0, 0)");
                    page.screenshot(
                            Path.of("target", "%s-%d-%s.png".formatted(name, width, scheme)));
                }
            }
            JsonNode violations =
                    page.ask(
                            """
                            axe.run().then((found) => found.violations.map((one) =>
                              one.id + ': ' + one.nodes.map((node) => node.html + ' ' + node.failureSummary).join('; ')))
                            """);
            assertThat(violations).as("%s, %s", name, scheme).isEmpty();
            page.resize(1366, 800);
            page.until("innerWidth === 1366");
            page.ask("scrollTo(0, 0)");
        }
        page.colorScheme("light");
    }

    // ---- helpers

    private void choose(Path... files) throws Exception {
        page.choose("#files", files);
        page.until(
                "document.querySelectorAll('.reference').length === %d && !document.querySelector('#references').innerText.includes('reading')"
                        .formatted(files.length));
    }

    private void order(String prompt) throws Exception {
        choose(CAT, DOG);
        page.type("#prompt", prompt);
        page.click("#generate");
    }

    private void select(String selector, String value) throws Exception {
        page.ask(
                """
                (() => {
                  const field = document.querySelector('%s');
                  field.value = '%s';
                  field.dispatchEvent(new Event('change'));
                })()
                """
                        .formatted(selector, value));
    }

    /** Holds requests to a path that begins so, and their answers, until {@code release()}. */
    private void holdRequests(String path) throws Exception {
        page.ask(
                """
                (() => {
                  const send = window.fetch;
                  const released = new Promise((resolve) => { window.release = resolve; });
                  window.fetch = async (path, options) => {
                    const answer = send(path, options);
                    await (path.startsWith('%s') && released);
                    return answer;
                  };
                })()
                """
                        .formatted(path));
    }

    private void untilTitleIs(String text) throws Exception {
        page.until(
                "document.querySelector('#stage-title').innerText === "
                        + Service.JSON.writeValueAsString(text));
    }

    private void nothingRan() throws Exception {
        assertThat(page.ask("document.querySelectorAll('#stage b').length").asInt()).isZero();
        assertThat(page.ask("typeof window.ran").asText()).isEqualTo("undefined");
        assertThat(page.requests()).doesNotContain(service.at("/x").toString());
    }

    private static String item(int number) {
        return "#references li:nth-child(" + number + ")";
    }

    private static String isDraggedTo(int number) {
        return "document.querySelector('" + item(number) + "').matches('.sortable-ghost')";
    }

    private String thumbnail(int number) throws Exception {
        return page.ask("document.querySelector('" + item(number) + " img').src").asText();
    }

    private static String thumbnailIs(int number, String url) {
        return "document.querySelector('" + item(number) + " img').src === '" + url + "'";
    }

    private static String video(String expression) {
        return "document.querySelector('#video')." + expression;
    }

    private void assertPaid(int jobs) {
        assertThat(simulator.ledger().jobsCreated() - paidBefore).isEqualTo(jobs);
    }
}
