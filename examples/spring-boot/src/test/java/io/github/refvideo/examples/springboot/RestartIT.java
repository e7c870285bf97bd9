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
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Restarts of the process. */
class RestartIT {

    private static final Duration JOB = Duration.ofMinutes(4);

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    // On a loaded machine a video takes longer to render than these tests wait.
                    simulator -> simulator.jobTime(JobTime.fixed(JOB)).renderVideos(false));

    @TempDir Path directory;

    @Test
    void runningJobIsAwaitedAfterARestart() throws Exception {
        String job;
        try (Service service = Service.start(simulator(), directory)) {
            job = Service.accepted(service.upload("character1 waves", "cat.png"));
            service.in("running", job);
        }

        try (Service service = Service.start(simulator(), directory)) {
            assertThat(service.state(job).path("state").asText()).isEqualTo("running");
            simulator().clock().advance(JOB);

            JsonNode state = service.in("succeeded", job);
            HttpResponse<byte[]> video = service.get(state.path("video").asText());
            assertThat(video.statusCode()).isEqualTo(200);
            assertThat(video.headers().firstValue("Content-Type")).hasValue("video/mp4");
        }
        simulator().assertThat().paidJobs(1).everyKeyPaidAtMostOnce().uploadedBlobs(1);
        assertThat(simulator().ledger().requests(Step.START)).isEqualTo(1);
    }

    @Test
    void orderIsSubmittedAfterARestart() throws Exception {
        String job;
        simulator().refuseConnections();
        try (Service service = Service.start(simulator(), directory)) {
            job = Service.accepted(service.upload("character1 waves", "cat.png"));
            assertThat(service.state(job).path("state").asText()).isEqualTo("waiting");
        }
        simulator().acceptConnections();

        try (Service service = Service.start(simulator(), directory)) {
            service.in("running", job);
            simulator().clock().advance(JOB);
            service.in("succeeded", job);
        }
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void queuedOrdersAreSubmittedInOrderAfterARestart() throws Exception {
        String one = "--camel.component.refvideo.max-in-flight=1";
        String first;
        List<String> queued = new ArrayList<>();
        try (Service service = Service.start(simulator(), directory, one)) {
            first = Service.accepted(service.upload("character1 waves", "cat.png"));
            service.in("running", first);
            for (int i = 0; i < 6; i++) {
                queued.add(Service.accepted(service.upload("character1 waves " + i, "dog.png")));
            }
            String canceled = queued.remove(3);
            HttpResponse<byte[]> reply =
                    service.send(
                            HttpRequest.newBuilder(service.at(canceled + "/cancel"))
                                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(reply.statusCode()).isEqualTo(202);
            assertThat(positions(service, queued)).containsExactly(1, 2, 3, 4, 5);
        }

        try (Service service = Service.start(simulator(), directory, one)) {
            // 0 if it has the slot of the first, which is resumed.
            assertThat(positions(service, queued)).isSorted().doesNotHaveDuplicates();
            queued.add(first);
            for (String job : queued) {
                await().until(
                                () -> {
                                    simulator().clock().advance(JOB);
                                    return service.state(job).path("state").asText();
                                },
                                "succeeded"::equals);
            }
        }
        simulator().assertThat().paidJobs(6).everyKeyPaidAtMostOnce();
    }

    private static List<Integer> positions(Service service, List<String> jobs) throws Exception {
        List<Integer> positions = new ArrayList<>();
        for (String job : jobs) {
            positions.add(service.state(job).path("position").asInt());
        }
        return positions;
    }

    @Test
    void lostVideoIsDownloadedAgain() throws Exception {
        String job;
        try (Service service = Service.start(simulator(), directory)) {
            job = Service.accepted(service.upload("character1 waves", "cat.png"));
            service.in("running", job);
            simulator().clock().advance(JOB);
            service.in("succeeded", job);
        }
        // Like a process that ended before it stored the video.
        Files.delete(
                directory.resolve("jobs").resolve(job.replace("/videos/", "")).resolve("video"));

        try (Service service = Service.start(simulator(), directory)) {
            service.in("succeeded", job);
        }
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void retryAwaitsTheJobAfterATimeout() throws Exception {
        try (Service service =
                Service.start(
                        simulator(), directory, "--camel.component.refvideo.poll-timeout=2s")) {
            String job = Service.accepted(service.upload("character1 waves", "cat.png"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.state(job).path("elapsedSeconds").asDouble() > 3);

            assertThat(service.state(job).path("state").asText()).isEqualTo("running");
            simulator().clock().advance(JOB);

            service.in("succeeded", job);
        }
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void resumeDeliversTheJobAfterATimeout() throws Exception {
        try (Service service =
                Service.start(
                        simulator(),
                        directory,
                        "--camel.component.refvideo.poll-timeout=5s",
                        "--camel.component.refvideo.resume-interval=200ms",
                        "--videos.retries=0")) {
            String job = Service.accepted(service.upload("character1 waves", "cat.png"));
            JsonNode error = service.in("failed", job).path("error");
            assertThat(error.path("kind").asText()).isEqualTo("TIMEOUT");

            simulator().clock().advance(JOB);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.state(job).path("state").asText().equals("succeeded"));
        }
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void finishedJobIsNotRequestedAgain() throws Exception {
        String job;
        JsonNode before;
        try (Service service = Service.start(simulator(), directory)) {
            job = Service.accepted(service.upload("character1 waves", "cat.png"));
            service.in("running", job);
            simulator().clock().advance(JOB);
            before = service.in("succeeded", job);
        }
        simulator().refuseConnections();

        try (Service service = Service.start(simulator(), directory)) {
            assertThat(service.state(job)).isEqualTo(before);
            assertThat(service.get(job + "/video").statusCode()).isEqualTo(200);
        }
        simulator().acceptConnections();
    }

    private static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }
}
