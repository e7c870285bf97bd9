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
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The HTTP API. */
@ExtendWith(OutputCaptureExtension.class)
class VideoServiceTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator -> simulator.jobTime(JobTime.fixed(Duration.ofMillis(300))));

    @TempDir static Path directory;

    static Service service;

    @BeforeAll
    static void start() {
        service = Service.start(simulator(), directory);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void urlsBecomeAVideo() throws Exception {
        String job = Service.accepted(service.order(order(cat())));

        JsonNode state = service.in("succeeded", job);
        HttpResponse<byte[]> video = service.get(state.path("video").asText());

        assertThat(state.path("model").asText()).isEqualTo("alibaba/wan-v2.6-r2v");
        assertThat(state.path("elapsedSeconds").asDouble()).isBetween(0.3, 20.0);
        assertThat(state.path("polls").asInt()).isPositive();
        assertThat(state.path("prompt").asText()).isEqualTo("character1 waves");
        assertThat(state.path("estimatedCost").isNumber()).isTrue();
        assertThat(state.path("cost").isNumber()).isTrue();
        assertThat(state.path("cost").decimalValue())
                .isPositive()
                .isLessThanOrEqualTo(state.path("estimatedCost").decimalValue());
        assertThat(video.statusCode()).isEqualTo(200);
        assertThat(video.headers().firstValue("Content-Type")).hasValue("video/mp4");
        assertThat(video.headers().firstValue("Accept-Ranges")).hasValue("bytes");
        assertThat(Arrays.copyOfRange(video.body(), 4, 8)).asString().isEqualTo("ftyp");
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void uploadedImagesBecomeAVideo() throws Exception {
        String job =
                Service.accepted(
                        service.upload("character1 and character2 talk", "cat.png", "dog.png"));

        service.in("succeeded", job);

        simulator().assertThat().paidJobs(1).uploadedBlobs(2);
        HttpResponse<byte[]> image = service.get(job + "/references/2");
        assertThat(image.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(image.body()).isEqualTo(Files.readAllBytes(Service.IMAGES.resolve("dog.png")));
        assertThat(service.get(job + "/references/3").statusCode()).isEqualTo(404);
    }

    @Test
    void runningJobShowsItsProgress() throws Exception {
        simulator()
                .faults()
                .on(Step.STATUS)
                .times(1)
                .inject(Fault.slowStart(Duration.ofSeconds(2)));
        String job = Service.accepted(service.order(order(cat())));

        JsonNode state = service.in("running", job);

        assertThat(state.path("jobId").asText()).startsWith("job_");
        assertThat(state.path("model").asText()).isEqualTo("alibaba/wan-v2.6-r2v");
        assertThat(state.path("estimatedCost").asDouble()).isPositive();
        assertThat(state.has("video")).isFalse();
        assertThat(service.get(job + "/video").statusCode()).isEqualTo(404);
        service.in("succeeded", job);
    }

    @Test
    void videoIsReadInParts() throws Exception {
        String job = Service.accepted(service.order(order(cat())));
        String video = service.in("succeeded", job).path("video").asText();
        byte[] all = service.get(video).body();

        HttpResponse<byte[]> part = service.get(video, "Range", "bytes=100-199");
        HttpResponse<byte[]> end = service.get(video, "Range", "bytes=-50");
        HttpResponse<byte[]> behind = service.get(video, "Range", "bytes=" + all.length + "-");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Type")).hasValue("video/mp4");
        assertThat(part.headers().firstValue("Content-Range"))
                .hasValue("bytes 100-199/" + all.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(all, 100, 200));
        assertThat(end.body()).isEqualTo(Arrays.copyOfRange(all, all.length - 50, all.length));
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(behind.headers().firstValue("Content-Range")).hasValue("bytes */" + all.length);
        assertThat(behind.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(Service.json(behind).path("status").asInt()).isEqualTo(416);
        assertThat(Service.json(behind).path("instance").asText()).isEqualTo(video);
    }

    @Test
    void headOfAVideoHasItsLength() throws Exception {
        String job = Service.accepted(service.order(order(cat())));
        service.in("succeeded", job);

        HttpResponse<byte[]> head =
                service.send(
                        HttpRequest.newBuilder(service.at(job + "/video"))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length"))
                .hasValue(service.get(job + "/video").body().length);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("video/mp4");
        assertThat(head.headers().firstValue("Accept-Ranges")).hasValue("bytes");
    }

    @Test
    void badOrdersAreRefusedWithTheFieldAndTheReason() throws Exception {
        List<Path> before = jobs();

        refused("{\"references\": [\"https://example.com/cat.png\"]}", "prompt");
        refused("{\"prompt\": \"a\"}", "references");
        refused("{}", "prompt", "references");
        refused("{\"prompt\": \"a\", \"references\": [\"file:///etc/passwd\"]}", "references");
        refused("{\"prompt\": \"a\", \"references\": \"x\"}", "references");
        refused("{\"promt\": \"a\"}", "promt");
        refused("{", "order");
        refused("null", "order");
        // The component checks the limits of the model.
        refused(
                "{\"prompt\": \"a\", \"references\": [\"https://example.com/cat.png\"],"
                        + " \"resolution\": \"10x10\", \"duration\": 99}",
                "resolution",
                "duration");

        simulator().assertThat().paidJobs(0).received(Step.START).exactly(0);
        assertThat(jobs()).as("what was refused leaves nothing").isEqualTo(before);
    }

    @Test
    void rejectedRequestIsNotLoggedAsAnError(CapturedOutput output) throws Exception {
        refused(
                "{\"prompt\": \"a\", \"references\": [\"https://example.com/cat.png\"],"
                        + " \"duration\": 99}",
                "duration");

        assertThat(output.getAll())
                .contains("Rejected an order: ")
                .contains("duration (header CamelRefVideoDuration): '99' is not allowed")
                .doesNotContain("WARN", "Job ");
    }

    @Test
    void invalidImageUploadIsRejected() throws Exception {
        HttpResponse<byte[]> reply =
                service.upload("not a picture".getBytes(StandardCharsets.UTF_8));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(Service.json(reply).path("errors").get(0).path("field").asText())
                .isEqualTo("references");
        assertThat(service.upload("character1 waves").statusCode()).isEqualTo(400);
        assertThat(service.upload("a".repeat(40_001), "cat.png").statusCode()).isEqualTo(400);
        assertThat(service.upload(new byte[0]).statusCode()).isEqualTo(400);
    }

    @Test
    void unknownFormFieldIsRejected() throws Exception {
        HttpResponse<byte[]> reply =
                service.upload(
                        Map.of("prompt", "character1 waves", "modell", "alibaba/wan-v2.7-r2v"),
                        "cat.png");

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(Service.json(reply).path("detail").asText())
                .isEqualTo("modell: is not a field of an order");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void uploadThatIsTooLargeIsRefused() throws Exception {
        HttpResponse<byte[]> reply = service.upload(new byte[21 * 1024 * 1024]);

        assertThat(reply.statusCode()).isEqualTo(413);
        assertThat(Service.json(reply).path("detail").asText()).contains("20MB");
        assertThat(service.order(" ".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void unknownJobsAreNotFound() throws Exception {
        for (String path :
                List.of(
                        "/videos/0123456789abcdef0123456789abcdef",
                        "/videos/..%2Fpurchases",
                        "/videos/.new-1",
                        "/videos/0123456789abcdef0123456789abcdef/video")) {
            assertThat(service.get(path).statusCode()).as(path).isBetween(400, 404);
        }
        assertThat(Service.json(service.get("/videos/4711")).path("detail").asText())
                .isEqualTo("There is no such job.");
    }

    @Test
    void sameKeyIsTheSameJob() throws Exception {
        String first = Service.accepted(service.order(order(cat()), "Idempotency-Key", "order 1"));
        String again = Service.accepted(service.order(order(cat()), "Idempotency-Key", "order 1"));
        service.in("succeeded", first);
        String later = Service.accepted(service.order(order(cat()), "Idempotency-Key", "order 1"));
        HttpResponse<byte[]> other =
                service.order(order(hosted("dog.png")), "Idempotency-Key", "order 1");

        assertThat(again).isEqualTo(first);
        assertThat(later).isEqualTo(first);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(service.order(order(cat()), "Idempotency-Key", " ").statusCode()).isEqualTo(400);
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void withoutAKeyEachOrderIsANewJob() throws Exception {
        String first = Service.accepted(service.order(order(cat())));
        String second = Service.accepted(service.order(order(cat())));

        service.in("succeeded", first);
        service.in("succeeded", second);

        assertThat(second).isNotEqualTo(first);
        simulator().assertThat().paidJobs(2);
    }

    @Test
    void requestsAboveTheLimitAreQueuedAndCompleted() throws Exception {
        simulator()
                .faults()
                .on(Step.STATUS)
                .times(5)
                .inject(Fault.slowStart(Duration.ofSeconds(4)));
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            jobs.add(Service.accepted(service.order(order(cat()))));
        }
        JsonNode last = service.state(jobs.get(7));
        assertThat(last.path("state").asText()).isEqualTo("waiting");
        assertThat(last.path("position").asInt()).isBetween(1, 3);

        jobs.forEach(job -> service.in("succeeded", job));

        simulator().assertThat().paidJobs(8);
    }

    @Test
    void orderInTheQueueIsCanceledUnpaid() throws Exception {
        try (Service own =
                Service.start(
                        simulator(),
                        directory.resolve("canceled"),
                        "--camel.component.refvideo.max-in-flight=1")) {
            simulator().clock().freeze();
            String first = Service.accepted(own.order(order(cat())));
            own.in("running", first);
            String second = Service.accepted(own.order(order(cat())));
            assertThat(own.state(second).path("cancelable").asBoolean()).isTrue();

            HttpResponse<byte[]> canceled = cancel(own, second);

            assertThat(canceled.statusCode()).as(Service.text(canceled)).isEqualTo(202);
            assertThat(Service.json(canceled).path("state").asText()).isEqualTo("failed");
            assertThat(Service.json(canceled).path("error").path("kind").asText())
                    .isEqualTo("JOB_CANCELED");
            assertThat(cancel(own, second).statusCode()).as("again").isEqualTo(202);
            simulator().clock().unfreeze();
            own.in("succeeded", first);
            assertThat(cancel(own, first).statusCode()).as("too late").isEqualTo(409);
            assertThat(own.state(second).path("state").asText()).isEqualTo("failed");
            assertThat(own.send(HttpRequest.newBuilder(own.at(second)).DELETE()).statusCode())
                    .isEqualTo(204);
        }
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void orderThatIsBeingSubmittedIsNotCanceled() throws Exception {
        simulator().faults().on(Step.START).times(1).inject(Fault.slowStart(Duration.ofSeconds(1)));
        String job = Service.accepted(service.order(order(cat())));
        await().until(() -> simulator().ledger().requests(Step.START) == 1);

        assertThat(cancel(service, job).statusCode()).isEqualTo(409);

        service.in("succeeded", job);
        simulator().assertThat().paidJobs(1);
    }

    /** Whatever the moment: what is answered as canceled is not paid for, the rest is delivered. */
    @Test
    void cancelDuringTheSubmitTellsTheTruth() throws Exception {
        List<String> succeeded = new ArrayList<>();
        byte[] cat = Files.readAllBytes(Service.IMAGES.resolve("cat.png"));
        for (int i = 0; i < 6; i++) {
            // A new content each time, which is uploaded.
            byte[] image = Arrays.copyOf(cat, cat.length + 2 + i);
            String job = Service.accepted(service.upload(image));
            int status = cancel(service, job).statusCode();

            JsonNode end = service.ended(job);

            if (status == 202) {
                assertThat(end.path("error").path("kind").asText()).isEqualTo("JOB_CANCELED");
            } else {
                assertThat(status).isEqualTo(409);
                assertThat(end.path("state").asText()).isEqualTo("succeeded");
                succeeded.add(job);
            }
        }
        simulator().assertThat().paidJobs(succeeded.size());
    }

    private static HttpResponse<byte[]> cancel(Service at, String job) throws Exception {
        return at.send(
                HttpRequest.newBuilder(at.at(job + "/cancel"))
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void failedJobShowsItsReason() throws Exception {
        simulator().faults().on(Step.START).nth(1).inject(Fault.moderationFailure());
        String job = Service.accepted(service.order(order(cat())));

        JsonNode error = service.in("failed", job).path("error");

        assertThat(error.path("kind").asText()).isEqualTo("CONTENT_REJECTED");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("jobId").asText()).startsWith("job_");
    }

    @Test
    void transientServiceErrorIsNotVisible() throws Exception {
        simulator().faults().on(Step.START).times(1).inject(Fault.lostAcknowledgement());
        simulator().faults().on(Step.STATUS).times(2).inject(Fault.status(503));
        simulator().faults().on(Step.RESULT).times(1).inject(Fault.cutAfter(1000));

        String job = Service.accepted(service.order(order(cat())));

        service.in("succeeded", job);
        simulator().assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
    }

    @Test
    void ownPageOfAnOldBrowserCanOrder() throws Exception {
        String own = service.at("").toString();

        String job = Service.accepted(service.order(order(cat()), "Origin", own));

        service.in("succeeded", job);
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, cross-site", "Origin, https://evil.example.com", "Origin, null"})
    void pagesOfOthersCannotOrder(String header, String value) throws Exception {
        HttpResponse<byte[]> reply = service.order(order(cat()), header, value);

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void healthShowsCamel() throws Exception {
        JsonNode health = Service.json(service.get("/actuator/health"));

        assertThat(health.path("status").asText()).isEqualTo("UP");
        assertThat(health.path("components").path("camelHealth").path("status").asText())
                .isEqualTo("UP");
    }

    /** The settings of the manual's table; by default the application does not have the console. */
    @Test
    void consoleIsAnActuatorEndpoint() throws Exception {
        assertThat(service.get("/actuator/camel/refvideo").statusCode()).isEqualTo(404);

        try (Service observed =
                Service.start(
                        simulator(),
                        directory.resolve("observed"),
                        "--camel.main.dev-console-enabled=true",
                        "--management.endpoints.web.exposure.include=health,camel")) {
            String console = Service.text(observed.get("/actuator/camel/refvideo"));

            assertThat(console).contains("\"jobsInFlight\":0");
        }
    }

    @Test
    void healthChecksAreNamedByOperationAndRoute() throws Exception {
        JsonNode camel =
                Service.json(service.get("/actuator/health"))
                        .path("components")
                        .path("camelHealth");

        assertThat(camel.path("details").properties())
                .extracting(Map.Entry::getKey)
                .contains("producer:refvideo-generate-order");
    }

    @Test
    void jobsAreListedAndDeleted() throws Exception {
        String first = Service.accepted(service.order(order(cat())));
        service.in("succeeded", first);
        String second = Service.accepted(service.order(order(cat())));

        JsonNode newest = Service.json(service.get("/videos"));
        assertThat(newest.get(0).path("self").asText()).isEqualTo(second);
        assertThat(newest.get(1).path("self").asText()).isEqualTo(first);
        assertThat(delete(first).statusCode()).isEqualTo(204);
        assertThat(service.get(first).statusCode()).isEqualTo(404);
        assertThat(delete(first).statusCode()).isEqualTo(404);
        service.in("succeeded", second);
    }

    @Test
    void jobThatIsNotFinishedIsNeitherDeletedNorCanceledAtTheGateway() throws Exception {
        simulator()
                .faults()
                .on(Step.STATUS)
                .times(1)
                .inject(Fault.slowStart(Duration.ofSeconds(1)));
        String job = Service.accepted(service.order(order(cat())));
        service.in("running", job);

        assertThat(cancel(service, job).statusCode()).isEqualTo(409);
        assertThat(delete(job).statusCode()).isEqualTo(409);
        service.in("succeeded", job);
    }

    @Test
    void uploadIsServedWithATypeThatCannotContainScripts() throws Exception {
        String job = Service.accepted(service.uploadAs("text/html", "cat.png"));

        HttpResponse<byte[]> html = service.get(job + "/references/1");

        assertThat(html.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(html.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        service.in("succeeded", job);
    }

    @Test
    void modelsOfTheComponentAreOffered() throws Exception {
        JsonNode settings = Service.json(service.get("/studio"));

        assertThat(settings.path("simulated").asBoolean()).isTrue();
        assertThat(settings.path("models").findValuesAsText("name"))
                .startsWith("alibaba/wan-v2.6-r2v")
                .contains("alibaba/wan-v2.7-r2v");
        for (JsonNode model : settings.path("models")) {
            String name = model.path("name").asText();
            String order = order(cat()).replace("{", "{\"model\": \"" + name + "\", ");
            String job = Service.accepted(service.order(order));
            assertThat(service.in("succeeded", job).path("model").asText()).isEqualTo(name);
        }
        refused(
                "{\"prompt\": \"a\", \"references\": [\"https://example.com/cat.png\"],"
                        + " \"model\": \"klingai/kling-v3.0-i2v\"}",
                "model",
                "resolution");
    }

    @Test
    void costIsKnownBeforeTheOrderAndLimited() throws Exception {
        String cost = "/studio/cost?model=alibaba/wan-v3.0-video&resolution=1920x1080&duration=";

        assertThat(Service.json(service.get(cost + 10)).path("estimatedCost").asDouble())
                .isEqualTo(2);
        JsonNode unknown = Service.json(service.get("/studio/cost?model=unknown"));
        assertThat(unknown.path("estimatedCost").isNull()).isTrue();
        refused(
                "{\"prompt\": \"a\", \"references\": [\"https://example.com/cat.png\"],"
                        + " \"model\": \"alibaba/wan-v3.0-video\", \"resolution\": \"1920x1080\","
                        + " \"duration\": 30}",
                "maxEstimatedCost");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void statesOfJobsAreSentAsEvents() throws Exception {
        HttpResponse<Stream<String>> events =
                service.http()
                        .send(
                                HttpRequest.newBuilder(service.at("/studio/events")).build(),
                                HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = events.body()) {
            String job = Service.accepted(service.order(order(cat())));

            Optional<String> end =
                    lines.filter(line -> line.startsWith("data:{"))
                            .filter(line -> line.contains(job.substring(job.lastIndexOf('/'))))
                            .filter(line -> line.contains("\"state\":\"succeeded\""))
                            .findFirst();

            assertThat(end).isPresent();
        }
        assertThat(events.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    }

    private static HttpResponse<byte[]> delete(String job) throws Exception {
        return service.send(HttpRequest.newBuilder(service.at(job)).DELETE());
    }

    @Test
    void pageIsServed() throws Exception {
        assertThat(Service.text(service.get("/"))).contains("<title>Video studio</title>");
        assertThat(service.get("/js/app.js").statusCode()).isEqualTo(200);
    }

    private static List<Path> jobs() throws IOException {
        try (var folders = Files.list(directory.resolve("jobs"))) {
            return folders.sorted().toList();
        }
    }

    private static void refused(String order, String... fields) throws Exception {
        HttpResponse<byte[]> reply = service.order(order);

        assertThat(reply.statusCode()).as(Service.text(reply)).isEqualTo(400);
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Service.json(reply).path("errors").findValuesAsText("field"))
                .containsExactly(fields);
        assertThat(Service.json(reply).path("detail").asText()).startsWith(fields[0] + ": ");
    }

    static String order(String reference) {
        return "{\"prompt\": \"character1 waves\", \"references\": [\"" + reference + "\"]}";
    }

    private static String cat() throws IOException {
        return hosted("cat.png");
    }

    private static String hosted(String image) throws IOException {
        byte[] bytes = Files.readAllBytes(Service.IMAGES.resolve(image));
        return simulator().serveReference(image, bytes, "image/png");
    }

    private static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }
}
