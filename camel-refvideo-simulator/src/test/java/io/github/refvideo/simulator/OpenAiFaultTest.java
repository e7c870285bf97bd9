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
package io.github.refvideo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.OpenAiClient.Form;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.job.JobTime;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults, restarts, keys and the number of running jobs of vLLM-Omni and SGLang. */
@Timeout(60)
class OpenAiFaultTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.renderVideos(false)
                                    .fetchReferences(false)
                                    .jobTime(JobTime.fixed(Duration.ofMinutes(4))));

    private RefVideoSimulator sim;
    private OpenAiClient vllmOmni;
    private OpenAiClient sglang;

    @BeforeEach
    void connect(RefVideoSimulator started) {
        sim = started;
        sim.clock().freeze();
        vllmOmni = new OpenAiClient(sim.vllmOmniUrl());
        sglang = new OpenAiClient(sim.sglangUrl());
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"OPENAI_CREATE", "OPENAI_QUERY", "OPENAI_LIST", "OPENAI_DELETE", "RESULT"})
    void statusHasTheServersFormatAtEveryStep(Step step) {
        sim.faults().on(step).inject(Fault.status(503));

        HttpResponse<?> first = call(vllmOmni, step);
        HttpResponse<?> second = call(sglang, step);

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(text(first)).contains("\"type\":\"Service Unavailable\"", "\"code\":503");
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(text(second)).startsWith("{\"detail\":\"Injected fault");
        sim.assertThat().paidJobs(0).received(step).exactly(2);
    }

    @Test
    void errorAfterProcessingLeavesAJobThatTheListHas() {
        sim.faults().on(Step.OPENAI_CREATE).nth(1).inject(Fault.status(500).afterProcessing());

        assertThat(vllmOmni.create(Form.prompt()).statusCode()).isEqualTo(500);

        assertThat(vllmOmni.page("?order=desc&limit=20").path("data")).hasSize(1);
        sim.assertThat().paidJobs(1);
    }

    @Test
    void lostResponseIsAReset() {
        sim.faults()
                .on(Step.OPENAI_CREATE)
                .whenModel("MiniMaxAI/MiniMax-H3")
                .inject(Fault.lostAcknowledgement());

        assertThatThrownBy(() -> vllmOmni.create(Form.prompt())).isNotNull();
        OpenAiClient.id(sglang.create(Form.prompt().image("input_reference")));

        sim.assertThat().paidJobs(2);
    }

    @ParameterizedTest
    @CsvSource({
        "job-failure=502: engine died, 502, engine died",
        "job-failure=no memory, 500, no memory",
        "moderation-failure, 400, Guardrail"
    })
    void failedJobIsReadWithItsStatus(String fault, int status, String message) {
        sim.faults().on(Step.OPENAI_CREATE).inject(Fault.parse(fault));
        String first = OpenAiClient.id(vllmOmni.create(Form.prompt()));
        String second = OpenAiClient.id(sglang.create(Form.prompt().image("input_reference")));
        assertThat(vllmOmni.status(first)).isEqualTo("in_progress");
        sim.clock().advance(Duration.ofMinutes(4));

        HttpResponse<String> read = vllmOmni.query(first);
        assertThat(read.statusCode()).isEqualTo(status);
        assertThat(GatewayClient.json(read).path("status").asText()).isEqualTo("failed");
        assertThat(GatewayClient.json(read).at("/error/message").asText()).contains(message);
        assertThat(vllmOmni.list("").statusCode()).isEqualTo(200);
        assertThat(sglang.query(second).statusCode()).isEqualTo(200);
        assertThat(sglang.status(second)).isEqualTo("failed");
    }

    @Test
    void faultsOfAReadConcernItsJob() {
        String first = OpenAiClient.id(vllmOmni.create(Form.prompt()));
        String other = OpenAiClient.id(vllmOmni.create(Form.prompt()));
        sim.faults().on(Step.OPENAI_QUERY).forJob(first).nth(1).inject(Fault.unknownTask());
        sim.faults()
                .on(Step.OPENAI_QUERY)
                .forJob(first)
                .nth(2)
                .inject(Fault.unknownStatus("paused"));
        sim.faults().on(Step.OPENAI_LIST).nth(1).inject(Fault.unknownStatus("paused"));

        assertThat(vllmOmni.query(other).statusCode()).isEqualTo(200);
        assertThat(vllmOmni.query(first).statusCode()).isEqualTo(404);
        assertThat(vllmOmni.status(first)).isEqualTo("paused");
        assertThat(vllmOmni.page("").at("/data/0/status").asText()).isEqualTo("paused");
        assertThat(vllmOmni.status(first)).isEqualTo("in_progress");
    }

    @Test
    void cancelledJobIsForgottenOrFailed() {
        String first = OpenAiClient.id(vllmOmni.create(Form.prompt()));
        String second = OpenAiClient.id(sglang.create(Form.prompt().image("input_reference")));
        sim.faults().on(Step.OPENAI_QUERY).times(2).inject(Fault.cancelled());

        assertThat(vllmOmni.query(first).statusCode()).isEqualTo(404);
        assertThat(sglang.job(second).at("/error/message").asText())
                .isEqualTo("Video generation cancelled");
        assertThat(vllmOmni.page("").path("data")).isEmpty();
    }

    @Test
    void jobThatDoesNotStopInTimeIsAConflict() {
        String id = OpenAiClient.id(vllmOmni.create(Form.prompt()));
        sim.faults().on(Step.OPENAI_DELETE).times(1).inject(Fault.cancelRefused());

        assertThat(vllmOmni.delete(id).statusCode()).isEqualTo(409);
        assertThat(vllmOmni.status(id)).isEqualTo("in_progress");
        assertThat(vllmOmni.delete(id).statusCode()).isEqualTo(200);
        assertThat(sim.jobs().get(0).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void uploadedVideoIsElsewhere() {
        sim.faults().on(Step.OPENAI_CREATE).nth(1).inject(Fault.uploadedResult(""));
        String id = OpenAiClient.id(sglang.create(Form.prompt().image("input_reference")));
        sim.clock().advance(Duration.ofMinutes(4));

        JsonNode job = sglang.job(id);

        assertThat(sglang.content(id, "").statusCode()).isEqualTo(400);
        assertThat(job.path("file_path").isNull()).isTrue();
        String url = job.path("url").asText();
        assertThat(GatewayClient.get(url).statusCode()).isEqualTo(200);
        assertThat(GatewayClient.get(url, "authorization", "Bearer x").statusCode()).isEqualTo(400);
    }

    @Test
    void expiredVideoIsNotFound() {
        String id = OpenAiClient.id(vllmOmni.create(Form.prompt()));
        sim.clock().advance(Duration.ofMinutes(4));
        sim.faults().on(Step.RESULT).nth(1).inject(Fault.expiredResult());

        assertThat(vllmOmni.content(id, "").statusCode()).isEqualTo(404);
        assertThat(vllmOmni.content(id, "").statusCode()).isEqualTo(200);
        await().untilAsserted(() -> sim.assertThat().paidJobs(1).everyPaidJobDelivered());
    }

    @Test
    void restartForgetsTheJobsOfItsServer() {
        String first = OpenAiClient.id(vllmOmni.create(Form.prompt()));
        String second = OpenAiClient.id(sglang.create(Form.prompt().image("input_reference")));

        sim.restartVllmOmni();

        assertThat(vllmOmni.query(first).statusCode()).isEqualTo(404);
        assertThat(vllmOmni.page("").path("data")).isEmpty();
        assertThat(sglang.query(second).statusCode()).isEqualTo(200);
        assertThat(sim.jobs().get(0).state()).isEqualTo(JobState.CANCELLED);
        sim.restartSglang();
        assertThat(sglang.query(second).statusCode()).isEqualTo(404);
        sim.assertThat().paidJobs(2);
    }

    /** The JDK's client repeats a GET whose connection was reset. */
    @Test
    void restartCutsTheCallsInFlight() throws Exception {
        sim.faults().on(Step.OPENAI_QUERY).times(2).inject(Fault.noResponse());
        CompletableFuture<Integer> cut =
                CompletableFuture.supplyAsync(() -> vllmOmni.query("x").statusCode());
        CompletableFuture<Integer> other =
                CompletableFuture.supplyAsync(() -> sglang.query("x").statusCode());
        await().until(() -> sim.ledger().requestLog(Step.OPENAI_QUERY).size() == 2);

        sim.restartVllmOmni();

        assertThat(cut.get(10, TimeUnit.SECONDS)).isEqualTo(404);
        assertThat(other).isNotDone();
        sim.restartSglang();
        assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(404);
        sim.assertThat().received(Step.OPENAI_QUERY).exactly(4);
    }

    @Test
    void restartAsAFaultForgetsTheJobsAndIsAReset() {
        String id = OpenAiClient.id(vllmOmni.create(Form.prompt()));
        sim.faults().on(Step.OPENAI_QUERY).nth(2).inject(Fault.parse("server-restart"));

        assertThat(vllmOmni.query(id).statusCode()).isEqualTo(200);
        assertThat(vllmOmni.query(id).statusCode()).isEqualTo(404);
        sim.assertThat().received(Step.OPENAI_QUERY).exactly(3);
    }

    @Test
    void restartDuringACreateCreatesNoJob() {
        sim.faults().on(Step.OPENAI_CREATE).inject(Fault.serverRestart());

        assertThatThrownBy(() -> vllmOmni.create(Form.prompt())).isNotNull();

        sim.assertThat().paidJobs(0);
    }

    @Test
    void keyIsRequiredOnlyIfThereIsOne() {
        try (RefVideoSimulator locked =
                RefVideoSimulator.builder().renderVideos(false).openAiKey("sk-1").start()) {
            for (String url : List.of(locked.vllmOmniUrl(), locked.sglangUrl())) {
                OpenAiClient anonymous = new OpenAiClient(url);
                OpenAiClient known = new OpenAiClient(url, "sk-1");
                String id = OpenAiClient.id(known.create(Form.prompt().image("input_reference")));
                assertThat(anonymous.create(Form.prompt()).body())
                        .isEqualTo("{\"error\":\"Unauthorized\"}");
                assertThat(anonymous.query(id).statusCode()).isEqualTo(401);
                assertThat(anonymous.list("").statusCode()).isEqualTo(401);
                assertThat(anonymous.content(id, "").statusCode()).isEqualTo(401);
                assertThat(anonymous.delete(id).statusCode()).isEqualTo(401);
                assertThat(anonymous.get("/models").statusCode()).isEqualTo(401);
                assertThat(known.content(id, "").statusCode()).isEqualTo(200);
            }
            locked.assertThat().paidJobs(2);
        }
    }

    @Test
    void runningJobsAreLimitedPerServer() {
        try (RefVideoSimulator busy =
                RefVideoSimulator.builder()
                        .renderVideos(false)
                        .runningVideos(1)
                        .jobTime(JobTime.fixed(Duration.ofMinutes(4)))
                        .start()) {
            busy.clock().freeze();
            OpenAiClient client = new OpenAiClient(busy.vllmOmniUrl());
            String first = OpenAiClient.id(client.create(Form.prompt()));
            String second = OpenAiClient.id(client.create(Form.prompt()));
            assertThat(client.status(first)).isEqualTo("in_progress");
            assertThat(client.status(second)).isEqualTo("queued");

            client.delete(first);

            assertThat(client.status(second)).isEqualTo("in_progress");
        }
    }

    private static HttpResponse<?> call(OpenAiClient client, Step step) {
        return switch (step) {
            case OPENAI_CREATE -> client.create(Form.prompt().image("input_reference"));
            case OPENAI_QUERY -> client.query("x");
            case OPENAI_LIST -> client.list("");
            case OPENAI_DELETE -> client.delete("x");
            default -> client.content("x", "");
        };
    }

    private static String text(HttpResponse<?> response) {
        return response.body() instanceof byte[] bytes
                ? new String(bytes)
                : response.body().toString();
    }
}
