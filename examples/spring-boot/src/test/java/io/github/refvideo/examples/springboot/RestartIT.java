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
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    void queuedOrdersAreSubmittedAfterARestart() throws Exception {
        String one = "--camel.component.refvideo.max-in-flight=1";
        String first;
        String second;
        try (Service service = Service.start(simulator(), directory, one)) {
            first = Service.accepted(service.upload("character1 waves", "cat.png"));
            service.in("running", first);
            second = Service.accepted(service.upload("character1 waves", "dog.png"));
            assertThat(service.state(second).path("state").asText()).isEqualTo("waiting");
        }

        try (Service service = Service.start(simulator(), directory, one)) {
            simulator().clock().advance(JOB);
            service.in("succeeded", first);
            service.in("running", second);
            simulator().clock().advance(JOB);
            service.in("succeeded", second);
        }
        simulator().assertThat().paidJobs(2).everyKeyPaidAtMostOnce();
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
