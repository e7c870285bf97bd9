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

import static io.github.refvideo.simulator.DashScopeClient.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.fault.ErrorShape;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults at DashScope's steps, as seen by its clients. */
class DashScopeFaultTest {
    private static final Duration RUN = Duration.ofMinutes(4);

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.fetchReferences(false)
                                    .renderVideos(false)
                                    .jobTime(JobTime.fixed(RUN))
                                    .withoutQuotas());

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {
                "DASHSCOPE_CREATE",
                "DASHSCOPE_QUERY",
                "DASHSCOPE_LIST",
                "DASHSCOPE_CANCEL",
                "DASHSCOPE_POLICY"
            })
    void errorOfAnyCodeHitsEveryStep(Step step, RefVideoSimulator sim) {
        sim.faults().on(step).times(1).inject(Fault.dashscopeError(429, "Throttling.BurstRate"));

        HttpResponse<String> response = ask(new DashScopeClient(sim), step);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(GatewayClient.json(response).path("code").asText())
                .isEqualTo("Throttling.BurstRate");
        assertThat(ask(new DashScopeClient(sim), step).statusCode()).isNotEqualTo(429);
        assertThat(sim.ledger().requests(step)).isEqualTo(2);
    }

    @Test
    void errorHasEveryKnownForm(RefVideoSimulator sim) {
        JsonNode flat = GatewayClient.json(shaped(sim, ErrorShape.FLAT));
        assertThat(flat.path("code").asText()).isEqualTo("ModelUnavailable");
        assertThat(flat.has("request_id")).isTrue();
        JsonNode nested = GatewayClient.json(shaped(sim, ErrorShape.NESTED));
        assertThat(nested.at("/error/code").asText()).isEqualTo("ModelUnavailable");
        assertThat(nested.has("code")).isFalse();
        assertThat(GatewayClient.json(shaped(sim, ErrorShape.CAMEL_REQUEST_ID)).has("requestId"))
                .isTrue();
        assertThat(GatewayClient.json(shaped(sim, ErrorShape.MESSAGE_ONLY)).fieldNames())
                .toIterable()
                .containsExactly("message");
        assertThat(shaped(sim, ErrorShape.HTML)).startsWith("<html>");
        assertThat(shaped(sim, ErrorShape.EMPTY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidParameter",
        "401, InvalidApiKey",
        "403, AccessDenied",
        "404, NotFound",
        "429, Throttling.RateQuota",
        "500, InternalError",
        "502, InternalError",
        "503, ModelUnavailable"
    })
    void bareStatusHasItsUsualCode(int status, String code, RefVideoSimulator sim) {
        sim.faults().on(Step.DASHSCOPE_QUERY).inject(Fault.status(status));

        HttpResponse<String> response = new DashScopeClient(sim).query("x");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(GatewayClient.json(response).path("code").asText()).isEqualTo(code);
    }

    @Test
    void lostReplyToACreateIsAPaidTaskInTheList(RefVideoSimulator sim) {
        sim.faults().on(Step.DASHSCOPE_CREATE).nth(1).inject(Fault.resetAfterRead());
        DashScopeClient client = new DashScopeClient(sim);

        assertThatThrownBy(() -> client.create(body())).isInstanceOf(UncheckedIOException.class);

        sim.assertThat().paidJobs(1);
        assertThat(client.page("?model_name=wan2.6-r2v").path("total").asInt()).isEqualTo(1);
    }

    @Test
    void errorAfterProcessingIsAPaidTask(RefVideoSimulator sim) {
        sim.faults()
                .on(Step.DASHSCOPE_CREATE)
                .inject(Fault.dashscopeError(500, "InternalError").afterProcessing());

        assertThat(new DashScopeClient(sim).create(body()).statusCode()).isEqualTo(500);
        sim.assertThat().paidJobs(1);
    }

    @Test
    void taskIsUnknownSomeTimesAndThenFound(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String id = client.createdTask(body());
        String other = client.createdTask(body());
        sim.faults().on(Step.DASHSCOPE_QUERY).forJob(id).times(2).inject(Fault.unknownTask());

        assertThat(client.state(other)).isEqualTo("RUNNING");
        assertThat(List.of(client.state(id), client.state(id), client.state(id)))
                .containsExactly("UNKNOWN", "UNKNOWN", "RUNNING");
    }

    @Test
    void unknownStatusCanBeReturned(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String id = client.createdTask(body());
        sim.faults().on(Step.DASHSCOPE_QUERY).times(1).inject(Fault.unknownStatus("SUSPENDED"));

        assertThat(client.state(id)).isEqualTo("SUSPENDED");
        assertThat(client.state(id)).isEqualTo("RUNNING");
    }

    @Test
    void taskFailsWithAnyCodeAtItsEnd(RefVideoSimulator sim) {
        sim.faults()
                .on(Step.DASHSCOPE_CREATE)
                .inject(Fault.jobFailure("InternalError.Algo", "the model broke"));
        DashScopeClient client = new DashScopeClient(sim);
        String id = client.createdTask(body());
        assertThat(client.state(id)).isEqualTo("RUNNING");

        sim.clock().advance(RUN);

        assertThat(client.query(id).statusCode()).isEqualTo(200);
        JsonNode failed = client.task(id);
        assertThat(failed.at("/output/task_status").asText()).isEqualTo("FAILED");
        assertThat(failed.at("/output/code").asText()).isEqualTo("InternalError.Algo");
        assertThat(failed.at("/output/message").asText()).isEqualTo("the model broke");
        assertThat(failed.has("usage")).isFalse();
        assertThat(client.page("").at("/data/0/status").asText()).isEqualTo("FAILED");
    }

    @Test
    void taskCanFailDuringAQuery(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String plain = client.createdTask(body());
        String checked = client.createdTask(body());
        String stopped = client.createdTask(body());
        sim.faults().on(Step.DASHSCOPE_QUERY).forJob(plain).inject(Fault.jobFailure("no luck"));
        sim.faults().on(Step.DASHSCOPE_QUERY).forJob(checked).inject(Fault.moderationFailure());
        sim.faults().on(Step.DASHSCOPE_QUERY).forJob(stopped).inject(Fault.cancelled());

        assertThat(client.task(plain).at("/output/code").asText()).isEqualTo("InternalError");
        assertThat(client.task(plain).at("/output/message").asText()).isEqualTo("no luck");
        assertThat(client.task(checked).at("/output/code").asText())
                .isEqualTo("DataInspectionFailed");
        assertThat(client.state(stopped)).isEqualTo("CANCELED");
    }

    @Test
    void successMayLackItsLinkOrHaveAnExpiredOne(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String id = client.createdTask(body());
        sim.clock().advance(RUN);
        sim.faults().on(Step.DASHSCOPE_QUERY).nth(1).inject(Fault.successWithoutUrl());
        sim.faults().on(Step.DASHSCOPE_QUERY).nth(2).inject(Fault.expiredResult());

        JsonNode without = client.task(id);
        assertThat(without.at("/output/task_status").asText()).isEqualTo("SUCCEEDED");
        assertThat(without.path("output").has("video_url")).isFalse();
        JsonNode expired = client.task(id);
        assertThat(GatewayClient.get(expired.at("/output/video_url").asText()).statusCode())
                .isEqualTo(403);
        assertThat(GatewayClient.get(client.task(id).at("/output/video_url").asText()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void successMayBeReportedOfATaskThatStillWaits() {
        try (RefVideoSimulator sim =
                RefVideoSimulator.builder()
                        .fetchReferences(false)
                        .jobTime(JobTime.fixed(RUN))
                        .runningTasks(1)
                        .start()) {
            DashScopeClient client = new DashScopeClient(sim);
            client.createdTask(body());
            String waiting = client.createdTask(body());
            sim.faults().on(Step.DASHSCOPE_QUERY).nth(1).inject(Fault.successWithoutUrl());
            sim.faults().on(Step.DASHSCOPE_QUERY).nth(2).inject(Fault.expiredResult());

            assertThat(client.state(waiting)).isEqualTo("SUCCEEDED");
            assertThat(client.state(waiting)).isEqualTo("SUCCEEDED");
            assertThat(client.state(waiting)).isEqualTo("PENDING");
        }
    }

    @Test
    void numbersOfTheUsageMayBeTexts(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String id = client.createdTask(body());
        sim.clock().advance(RUN);
        sim.faults().on(Step.DASHSCOPE_QUERY).times(1).inject(Fault.usageAsText());

        JsonNode usage = client.task(id).path("usage");
        assertThat(usage.path("SR").textValue()).isEqualTo("720");
        assertThat(usage.path("duration").textValue()).isEqualTo("4.0");
        assertThat(client.task(id).at("/usage/SR").isInt()).isTrue();
    }

    @Test
    void faultMayChooseItsModel(RefVideoSimulator sim) {
        sim.faults()
                .on(Step.DASHSCOPE_CREATE)
                .whenModel("wan2.6-r2v-flash")
                .inject(Fault.dashscopeError(503, "ModelUnavailable"));
        DashScopeClient client = new DashScopeClient(sim);

        assertThat(client.create(body()).statusCode()).isEqualTo(200);
        assertThat(client.create(body().replace("wan2.6-r2v", "wan2.6-r2v-flash")).statusCode())
                .isEqualTo(503);
    }

    @Test
    void cancelIsRefusedAlthoughTheTaskWaits() {
        try (RefVideoSimulator crowded =
                RefVideoSimulator.builder()
                        .fetchReferences(false)
                        .runningTasks(1)
                        .jobTime(JobTime.fixed(Duration.ofMinutes(4)))
                        .start()) {
            DashScopeClient waiting = new DashScopeClient(crowded);
            waiting.createdTask(body());
            String second = waiting.createdTask(body());
            crowded.faults().on(Step.DASHSCOPE_CANCEL).times(1).inject(Fault.cancelRefused());

            HttpResponse<String> refused = waiting.cancel(second);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("UnsupportedOperation");
            assertThat(waiting.state(second)).isEqualTo("PENDING");
            assertThat(waiting.cancel(second).statusCode()).isEqualTo(200);
            assertThat(waiting.state(second)).isEqualTo("CANCELED");
        }
    }

    @Test
    void dashScopesFaultsAreForItsStepsOnly(RefVideoSimulator sim) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                sim.faults()
                                        .on(Step.STATUS)
                                        .inject(Fault.dashscopeError(429, "Throttling")));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.dashscopeError(200, "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "dashscope-error=429:Throttling:flat, dashscope-error=429:Throttling:flat",
        "dashscope-error=503:ModelUnavailable, dashscope-error=503:ModelUnavailable:flat",
        "dashscope-error=500:InternalError:html, dashscope-error=500:InternalError:html",
        "unknown-task, unknown-task",
        "usage-as-text, usage-as-text"
    })
    void faultHasAName(String text, String printed) {
        assertThat(Fault.parse(text)).hasToString(printed);
        assertThat(Step.of("dashscope-query")).isEqualTo(Step.DASHSCOPE_QUERY);
        assertThat(Step.DASHSCOPE_QUERY.word()).isEqualTo("dashscope-query");
    }

    @ParameterizedTest
    @CsvSource({
        "dashscope-error=429",
        "dashscope-error=x:Throttling",
        "dashscope-error=429:Throttling:round"
    })
    void unreadableErrorIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.parse(text));
    }

    private static String shaped(RefVideoSimulator sim, ErrorShape shape) {
        sim.faults().clear();
        sim.faults()
                .on(Step.DASHSCOPE_QUERY)
                .inject(Fault.dashscopeError(503, "ModelUnavailable", shape));
        HttpResponse<String> response = new DashScopeClient(sim).query("x");
        assertThat(response.statusCode()).isEqualTo(503);
        return response.body();
    }

    private static HttpResponse<String> ask(DashScopeClient client, Step step) {
        return switch (step) {
            case DASHSCOPE_CREATE -> client.create(body());
            case DASHSCOPE_QUERY -> client.query("x");
            case DASHSCOPE_LIST -> client.list("");
            case DASHSCOPE_CANCEL -> client.cancel("x");
            default -> client.get("/uploads?action=getPolicy&model=wan2.6-r2v");
        };
    }
}
