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
package io.github.refvideo.examples.folderwatch;

import static io.github.refvideo.examples.folderwatch.FolderWatchRunner.drop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies images into a folder and checks the folder and the paid jobs. */
class FolderWatchIT {

    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private final RefVideoSimulator simulator =
            RefVideoSimulator.builder().jobTime(JobTime.fixed(LONG)).start();

    @TempDir Path folder;

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void imageBecomesAVideoInTheSameFolder() throws Exception {
        try (FolderWatchRunner watch = FolderWatchRunner.start(simulator, folder)) {
            drop("dog.txt", folder, "dog.txt");
            drop("dog.png", folder, "dog.png");
            drop("cat.png", folder, "cat.png");
            paid(2);
            simulator.clock().advance(LONG);
            video("cat.mp4");
            video("dog.mp4");
            await().atMost(TIMEOUT).until(() -> watch.output().split("done ").length == 3);
        }

        assertThat(files(folder))
                .containsExactly("cat.mp4", "cat.png", "dog.mp4", "dog.png", "dog.txt");
        assertIsVideo(folder.resolve("cat.mp4"));
        assertThat(prompts())
                .anyMatch(request -> request.contains("catches a ball on the beach"))
                .anyMatch(request -> request.contains("comes to life"));
    }

    @Test
    void existingVideoIsNotMadeAgainAfterARestart() throws Exception {
        drop("cat.png", folder, "cat.png");
        // A clock that is ahead.
        Files.writeString(folder.resolve("cat.txt"), "character1 waves");
        Files.setLastModifiedTime(
                folder.resolve("cat.txt"), FileTime.from(Instant.now().plusSeconds(3600)));
        makeVideo("cat.mp4", 1);

        drop("dog.png", folder, "dog.png");
        makeVideo("dog.mp4", 2);

        simulator.assertThat().paidJobs(2).received(Step.START).exactly(2);
    }

    @Test
    void changedTextMakesAnotherVideo() throws Exception {
        drop("cat.png", folder, "cat.png");
        makeVideo("cat.mp4", 1);

        Files.writeString(folder.resolve("cat.txt"), "character1 sleeps in the sun\n");
        Files.setLastModifiedTime(
                folder.resolve("cat.txt"), FileTime.from(Instant.now().plusSeconds(2)));
        try (FolderWatchRunner watch = FolderWatchRunner.start(simulator, folder)) {
            paid(2);
            simulator.clock().advance(LONG);
            await().atMost(TIMEOUT).until(() -> watch.output().contains("done "));
        }

        assertThat(prompts()).anyMatch(request -> request.contains("character1 sleeps in the sun"));
    }

    @Test
    void textChangedDuringTheJobMakesAnotherVideo() throws Exception {
        drop("cat.png", folder, "cat.png");
        try (FolderWatchRunner watch = FolderWatchRunner.start(simulator, folder)) {
            paid(1);
            Files.writeString(folder.resolve("cat.txt"), "character1 sleeps in the sun");
            simulator.clock().advance(LONG);
            paid(2);
            simulator.clock().advance(LONG);
            await().atMost(TIMEOUT).until(() -> watch.output().split("done ").length == 3);
        }

        assertThat(prompts().get(1)).contains("character1 sleeps in the sun");
        simulator.assertThat().paidJobs(2);
    }

    @Test
    void deletedVideoIsFetchedAgainForFree() throws Exception {
        drop("cat.png", folder, "cat.png");
        makeVideo("cat.mp4", 1);

        Files.delete(folder.resolve("cat.mp4"));
        makeVideo("cat.mp4", 1);

        simulator.assertThat().paidJobs(1).received(Step.START).exactly(1);
    }

    @Test
    void paidJobIsContinuedAfterARestart() throws Exception {
        try (FolderWatchRunner watch = FolderWatchRunner.start(simulator, folder)) {
            drop("cat.png", folder, "cat.png");
            paid(1);
            watch.close();
            assertThat(watch.output()).contains("is not done, the next start continues its job");
        }
        assertThat(files(folder)).containsExactly("cat.png");

        simulator.clock().advance(LONG);
        makeVideo("cat.mp4", 1);

        simulator.assertThat().paidJobs(1).received(Step.START).exactly(1);
    }

    @Test
    void killedProcessPaysOnce() throws Exception {
        drop("cat.png", folder, "cat.png");
        Process process = ChildProcess.start(simulator, folder);
        try {
            paid(1);
            await().atMost(TIMEOUT).until(() -> simulator.ledger().requests(Step.STATUS) > 0);
        } finally {
            process.destroyForcibly().waitFor();
        }

        simulator.clock().advance(LONG);
        makeVideo("cat.mp4", 1);

        assertIsVideo(folder.resolve("cat.mp4"));
        simulator.assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
    }

    @Test
    void incompleteImageIsNotRead() throws Exception {
        byte[] picture = Files.readAllBytes(FolderWatchRunner.SAMPLES.resolve("cat.png"));
        try (FolderWatchRunner watch =
                FolderWatchRunner.start(simulator, folder, "folder.settled", "1500")) {
            try (OutputStream slow = Files.newOutputStream(folder.resolve("cat.png"))) {
                for (int piece = 0; piece < 10; piece++) {
                    slow.write(
                            Arrays.copyOfRange(
                                    picture,
                                    picture.length * piece / 10,
                                    picture.length * (piece + 1) / 10));
                    slow.flush();
                    await().pollDelay(Duration.ofMillis(300)).until(() -> true);
                }
                assertThat(watch.output()).isEmpty();
            }
            paid(1);
            simulator.clock().advance(LONG);
            video("cat.mp4");
            assertThat(watch.output()).doesNotContain("failed");
        }
    }

    @Test
    void invalidImageIsMovedAsideWithTheReason() throws Exception {
        try (FolderWatchRunner watch = FolderWatchRunner.start(simulator, folder)) {
            Files.writeString(folder.resolve("notes.png"), "milk, bread");
            await().atMost(TIMEOUT).until(() -> watch.output().contains("failed "));
        }

        assertThat(files(folder)).containsExactly("failed");
        assertThat(files(folder.resolve("failed"))).containsExactly("notes.png", "notes.png.txt");
        assertThat(folder.resolve("failed/notes.png.txt"))
                .content()
                .contains("Nothing was sent")
                .contains("holding text")
                .doesNotContain("paid");
        simulator.assertThat().paidJobs(0);
    }

    @Test
    void restoredImageOfAFailedJobIsANewRequest() throws Exception {
        simulator.faults().on(Step.STATUS).nth(1).inject(Fault.moderationFailure());
        drop("cat.png", folder, "cat.png");
        Path target = folder.resolve("failed/cat.png");
        try (FolderWatchRunner watch = FolderWatchRunner.start(simulator, folder)) {
            await().atMost(TIMEOUT).until(() -> watch.output().contains("failed "));
        }
        assertThat(folder.resolve("failed/cat.png.txt"))
                .content()
                .contains("job_")
                .contains("is a new order and is billed again");

        Files.move(target, folder.resolve("cat.png"), StandardCopyOption.ATOMIC_MOVE);
        makeVideo("cat.mp4", 2);
    }

    @Test
    void restoredImageOfATimedOutJobContinuesIt() throws Exception {
        drop("cat.png", folder, "cat.png");
        try (FolderWatchRunner watch =
                FolderWatchRunner.start(
                        simulator,
                        folder,
                        "camel.component.refvideo.poll-timeout",
                        "1s",
                        "folder.attempts",
                        "1")) {
            await().atMost(TIMEOUT).until(() -> watch.output().contains("failed "));
        }
        assertThat(folder.resolve("failed/cat.png.txt"))
                .content()
                .contains("job continues at no additional cost");

        Files.move(folder.resolve("failed/cat.png"), folder.resolve("cat.png"));
        makeVideo("cat.mp4", 1);

        simulator.assertThat().paidJobs(1).received(Step.START).exactly(1);
    }

    @Test
    void noMoreThanTwoArePaidForAtATime() throws Exception {
        for (String name : List.of("a.png", "b.png", "c.png", "d.png")) {
            drop("cat.png", folder, name);
        }
        try (FolderWatchRunner watch = FolderWatchRunner.start(simulator, folder)) {
            await().atMost(TIMEOUT).until(() -> watch.output().split("taken ").length == 5);
            paid(2);
            await().during(Duration.ofMillis(500))
                    .until(() -> simulator.ledger().jobsCreated() == 2);
            simulator.clock().advance(LONG);
            paid(4);
            simulator.clock().advance(LONG);
            for (String name : List.of("a.mp4", "b.mp4", "c.mp4", "d.mp4")) {
                video(name);
            }
        }
    }

    /** Runs the example until the video exists. */
    private void makeVideo(String name, int paid) throws Exception {
        try (FolderWatchRunner watch = FolderWatchRunner.start(simulator, folder)) {
            paid(paid);
            simulator.clock().advance(LONG);
            video(name);
            await().atMost(TIMEOUT).until(() -> watch.output().contains("done "));
        }
    }

    private void paid(int jobs) {
        await().atMost(TIMEOUT).until(() -> simulator.ledger().jobsCreated() == jobs);
    }

    private void video(String name) {
        await().atMost(TIMEOUT).until(() -> Files.exists(folder.resolve(name)));
    }

    private List<String> prompts() {
        return simulator.ledger().requestLog(Step.START).stream()
                .map(request -> request.body())
                .toList();
    }

    /** The visible files. */
    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".jobs"))
                    .sorted()
                    .toList();
        }
    }

    private static void assertIsVideo(Path video) throws IOException {
        byte[] bytes = Files.readAllBytes(video);
        assertThat(new String(bytes, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(bytes.length).isGreaterThan(100_000);
    }
}
