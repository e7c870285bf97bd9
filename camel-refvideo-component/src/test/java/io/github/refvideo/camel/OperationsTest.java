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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.error.RefVideoJobCanceledException;
import io.github.refvideo.camel.error.RefVideoServiceException;
import io.github.refvideo.camel.error.RefVideoTimeoutException;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations submit, status, await and cancel in routes. */
class OperationsTest extends RefVideoTestSupport {

    /** Options for the DashScope API of the simulator. */
    private static String dashscope() {
        return "provider=dashscope&model=wan2.6-r2v&submitsPerSecond=1000&statusPerSecond=1000"
                + "&maxInFlight=1000&baseUrl="
                + simulator().dashscopeUrl();
    }

    @ParameterizedTest
    @ValueSource(ints = {70_000, 900_000})
    void handleWithALongTokenIsAccepted(int characters) {
        simulator().faults().on(Step.START).inject(Fault.longOperation(characters));

        String handle = submit("");
        Exchange delivered = send("refvideo:await", handle, Map.of());

        assertThat(handle).hasSizeGreaterThan(characters);
        assertThat(delivered.getException()).isNull();
        assertThat(delivered.getMessage().getBody(byte[].class)).isNotEmpty();
        simulator().assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dashscope"})
    void submitReturnsTheHandleAndAwaitTheVideo(String provider) {
        String options = provider.equals("gateway") ? "" : "?" + dashscope();

        Exchange submitted = send("refvideo:submit" + options, cat(), Map.of());

        assertThat(submitted.getException()).isNull();
        JobHandle handle = JobHandle.fromJson(submitted.getMessage().getBody(String.class));
        assertThat(submitted.getMessage().getHeader(RefVideoConstants.JOB))
                .isEqualTo(handle.toJson());
        assertThat(submitted.getMessage().getHeader(RefVideoConstants.JOB_ID))
                .isEqualTo(handle.jobId());
        assertThat(submitted.getMessage().getHeader(Exchange.CONTENT_TYPE))
                .isEqualTo("application/json");
        assertThat(handle.provider()).isEqualTo(provider);
        assertThat(handle.idempotencyKey()).isNotBlank();
        assertThat(handle.output()).isNull();
        simulator().assertThat().paidJobs(1).received(Step.RESULT).exactly(0);

        Exchange delivered = send("refvideo:await" + options, handle.toJson(), Map.of());

        assertThat(delivered.getException()).isNull();
        byte[] video = delivered.getMessage().getBody(byte[].class);
        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(delivered.getMessage().getHeaders())
                .containsEntry(RefVideoConstants.STATUS, "SUCCEEDED")
                .containsEntry(RefVideoConstants.JOB_ID, handle.jobId())
                .containsEntry(RefVideoConstants.RESPONSE_MODEL, handle.model())
                .containsEntry(RefVideoConstants.PROVIDER, provider);
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void listenersAreNotifiedOfTheDeliveryNotOfTheSubmit() {
        List<String> heard = new CopyOnWriteArrayList<>();
        RefVideoComponent component = new RefVideoComponent(context);
        pointAt(simulator(), component.getConfiguration());
        component.setJobListener(
                new JobListener() {
                    @Override
                    public void submitted(JobSnapshot job) {
                        heard.add("submitted");
                    }

                    @Override
                    public void succeeded(JobSnapshot job, JobOutcome outcome) {
                        heard.add(outcome.video() == null ? "nothing" : "video");
                    }
                });
        context.addComponent("heard", component);

        String handle = template.requestBody("heard:submit", cat(), String.class);
        template.requestBody("heard:await", handle);

        assertThat(heard).containsExactly("submitted", "video");
    }

    @Test
    void handleIsFoundInTheHeaderToo() {
        String handle = submit("");

        Exchange delivered =
                send("refvideo:await", "not a handle", Map.of(RefVideoConstants.JOB, handle));

        assertThat(delivered.getException()).isNull();
        assertThat(delivered.getMessage().getBody(byte[].class)).isNotEmpty();
    }

    @Test
    void handleMayComeAsBytesStreamOrObject() {
        String json = submit("");
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

        for (Object body :
                new Object[] {bytes, new ByteArrayInputStream(bytes), JobHandle.fromJson(json)}) {
            Exchange answer = send("refvideo:status", body, Map.of());
            assertThat(answer.getException()).as(body.getClass().getName()).isNull();
        }
    }

    @Test
    void outputOfTheHandleIsTheDefaultOfAwait() {
        String handle = submit("?output=url");

        assertThat(JobHandle.fromJson(handle).output()).isEqualTo("url");
        assertThat(send("refvideo:await?output=bytes", handle, Map.of()).getMessage().getBody())
                .isInstanceOf(byte[].class);

        assertThat(send("refvideo:await", handle, Map.of()).getMessage().getBody())
                .isInstanceOf(String.class);
        assertThat(
                        send("refvideo:await", handle, Map.of(RefVideoConstants.OUTPUT, "bytes"))
                                .getMessage()
                                .getBody())
                .isInstanceOf(byte[].class);
    }

    /** Every handle contains the output of its endpoint, even if it is the default. */
    @Test
    void awaitOptionsOverrideTheHandle(@TempDir Path outbox) {
        String handle = submit("");

        assertThat(send("refvideo:await?output=url", handle, Map.of()).getMessage().getBody())
                .isInstanceOf(String.class);
        assertThat(
                        send(
                                        "refvideo:await?output=file&outputDirectory=" + outbox,
                                        handle,
                                        Map.of())
                                .getMessage()
                                .getBody())
                .isInstanceOf(File.class);
    }

    @Test
    void handleIsReadFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("job.json"), submit(""));
        GenericFile<File> consumed = new GenericFile<>();
        consumed.setFile(file.toFile());
        consumed.setFileLength(Files.size(file));

        for (Object body : new Object[] {file, file.toFile(), consumed}) {
            Exchange answer = send("refvideo:status", body, Map.of());
            assertThat(answer.getException()).as(body.getClass().getName()).isNull();
        }
    }

    /** A handle is untrusted input: it must not decide where the key is sent. */
    @ParameterizedTest
    @ValueSource(strings = {"body", "header"})
    void tooLongHandleIsRejected(String place) {
        JobHandle ours = JobHandle.fromJson(submit(""));
        String forged =
                new JobHandle(
                                ours.provider(),
                                ours.baseUrl(),
                                ours.model(),
                                ours.jobId(),
                                ours.submittedAt(),
                                null,
                                "{\"a\":\"" + "x".repeat(5_000_000) + "\"}")
                        .toJson();

        Exchange answer =
                place.equals("body")
                        ? send("refvideo:status", forged, Map.of())
                        : send("refvideo:status", "", Map.of(RefVideoConstants.JOB, forged));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining(place)
                .hasMessageContaining("handle")
                .hasMessageContaining("too long");
        simulator().assertThat().received(Step.STATUS).exactly(0);
    }

    @Test
    void statusIsOneWordAndOneRequest() {
        String handle = submit("");
        simulator().clock().advance(Duration.ofMinutes(1));

        Exchange answer = send("refvideo:status", handle, Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("SUCCEEDED");
        assertThat(answer.getMessage().getHeaders())
                .containsEntry(RefVideoConstants.STATUS, "SUCCEEDED")
                .containsEntry(RefVideoConstants.JOB, handle)
                .containsKeys(RefVideoConstants.VIDEO_URL, RefVideoConstants.COST);
        simulator().assertThat().received(Step.STATUS).exactly(1).received(Step.RESULT).exactly(0);
    }

    @Test
    void failedStatusReadKeepsTheHandleInErrorAndHeader() {
        String handle = submit("");
        simulator().faults().on(Step.STATUS).inject(Fault.status(503));

        Exchange answer = send("refvideo:status", handle, Map.of());

        assertThat(answer.getException()).isInstanceOf(RefVideoServiceException.class);
        RefVideoServiceException error = (RefVideoServiceException) answer.getException();
        assertThat(error.getJob()).map(JobHandle::toJson).contains(handle);
        assertThat(answer.getMessage().getHeader(RefVideoConstants.JOB)).isEqualTo(handle);
        simulator().assertThat().received(Step.STATUS).exactly(1);
    }

    @Test
    void statusRequestTimesOut() {
        String handle = submit("");
        simulator().faults().on(Step.STATUS).inject(Fault.noResponse());

        Exchange answer =
                send("refvideo:status", handle, Map.of(RefVideoConstants.POLL_TIMEOUT, "300"));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoTimeoutException.class)
                .hasMessageContaining("CamelRefVideoPollTimeout");
    }

    @Test
    void awaitReportsACancelledTask() {
        try (RefVideoSimulator busy =
                RefVideoSimulator.builder()
                        .queueTime(Duration.ofMinutes(5))
                        .fetchReferences(false)
                        .start()) {
            String there = "?provider=dashscope&model=wan2.6-r2v&baseUrl=" + busy.dashscopeUrl();
            String handle = submit(there);

            Exchange answer = send("refvideo:cancel" + there, handle, Map.of());

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody()).isEqualTo("CANCELED");
            assertThat(send("refvideo:await" + there, handle, Map.of()).getException())
                    .isInstanceOf(RefVideoJobCanceledException.class);
        }
    }

    @Test
    void finishedTaskIsTooLateToCancel() {
        String handle = submit("?" + dashscope());
        simulator().clock().advance(Duration.ofMinutes(1));

        Exchange answer = send("refvideo:cancel?" + dashscope(), handle, Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("TOO_LATE");
    }

    @Test
    void serviceWithoutCancelIsRefusedWhenTheEndpointStarts() {
        assertThatThrownBy(() -> send("refvideo:cancel", "{}", Map.of()))
                .hasStackTraceContaining("cancel is not possible with provider gateway");
    }

    @Test
    void timedOutJobIsCancelledIfConfigured() {
        simulator().clock().freeze();

        Exchange answer =
                send(
                        "refvideo:generate?cancelOnTimeout=true&pollTimeout=2000&" + dashscope(),
                        cat(),
                        Map.of());

        assertThat(answer.getException()).isInstanceOf(RefVideoTimeoutException.class);
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> simulator().assertThat().received(Step.DASHSCOPE_CANCEL).exactly(1));
    }

    @Test
    void handleOfAnotherServiceIsRefusedAndNothingIsSentThere() {
        JobHandle ours = JobHandle.fromJson(submit(""));
        int before = simulator().ledger().requestLog().size();
        for (String evil :
                new String[] {
                    "http://169.254.169.254/latest",
                    "http://127.0.0.1:1/v4/ai",
                    simulator().gatewayUrl() + "/../x",
                    simulator().gatewayUrl().replace("http://", "http://user:secret@"),
                    "not a url"
                }) {
            JobHandle forged =
                    new JobHandle(
                            ours.provider(),
                            evil,
                            ours.model(),
                            ours.jobId(),
                            ours.submittedAt(),
                            null,
                            ours.operation());
            for (String operation : new String[] {"status", "await"}) {
                Exchange answer = send("refvideo:" + operation, forged.toJson(), Map.of());
                assertThat(answer.getException())
                        .as(evil)
                        .isInstanceOf(RefVideoInvalidRequestException.class)
                        .hasMessageContaining("same provider and baseUrl");
                assertThat(answer.getException().getMessage()).doesNotContain("secret");
            }
        }
        assertThat(simulator().ledger().requestLog()).hasSize(before);
    }

    @Test
    void handleOfAnotherProviderIsRefused() {
        String handle = submit("");

        assertThat(send("refvideo:await?" + dashscope(), handle, Map.of()).getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("gateway")
                .hasMessageContaining("dashscope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "{", "{\"version\":1}", "{\"version\":99}"})
    void messageWithoutAHandleIsRejected(String body) {
        assertThat(send("refvideo:await", body, Map.of()).getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("handle");
    }

    @Test
    void streamFlowCannotSubmitWithoutWaiting() {
        assertThatThrownBy(() -> send("refvideo:submit?gatewayFlow=stream", cat(), Map.of()))
                .hasStackTraceContaining("gatewayFlow");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void awaitOnAnotherNodeContinuesATimedOutGenerate() throws Exception {
        simulator().clock().freeze();
        Exchange first = send("refvideo:generate?pollTimeout=2000", cat(), Map.of());
        assertThat(first.getException()).isInstanceOf(RefVideoTimeoutException.class);
        String handle = first.getMessage().getHeader(RefVideoConstants.JOB, String.class);
        simulator().clock().advance(Duration.ofMinutes(5));

        try (CamelContext other = new DefaultCamelContext()) {
            pointAt(
                    simulator(),
                    other.getComponent("refvideo", RefVideoComponent.class).getConfiguration());
            other.start();
            byte[] video =
                    other.createProducerTemplate()
                            .requestBody("refvideo:await", handle, byte[].class);
            assertThat(video).isNotEmpty();
        }
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void unknownOperationNamesThoseThatExist() {
        assertThatThrownBy(() -> context.getEndpoint("refvideo:make"))
                .hasStackTraceContaining("generate, submit, status, await, cancel, resume");
    }

    private String submit(String options) {
        Exchange submitted = send("refvideo:submit" + options, cat(), Map.of());
        assertThat(submitted.getException()).isNull();
        return submitted.getMessage().getBody(String.class);
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                });
    }
}
