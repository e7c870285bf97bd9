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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoAuthenticationException;
import io.github.refvideo.camel.error.RefVideoContentRejectedException;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoSubmitUncertainException;
import io.github.refvideo.camel.event.AccountSnapshot;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes with Alibaba Model Studio (DashScope). */
class DashscopeTest extends RefVideoTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    void configure(RefVideoConfiguration configuration) {
        super.configure(configuration);
        configuration.setProvider("dashscope");
        configuration.setBaseUrl(simulator().dashscopeUrl());
        configuration.setModel("wan2.6-r2v");
        configuration.setMaxInFlight(1000);
        configuration.setSubmitsPerSecond(1000.0);
        configuration.setStatusPerSecond(1000.0);
    }

    @ParameterizedTest
    @CsvSource({
        "wan2.6-r2v, character1 waves, 1280x720",
        "alibaba/wan-v2.6-r2v-flash, character1 waves, 1280x720",
        "wan2.7-r2v, Image 1 waves, 1280x720",
        "wan3.0-video, Image 1 waves, 1280x720",
        "happyhorse-1.1-r2v, [Image 1] waves, 1280x720"
    })
    void bothDialectsMakeAVideoFromTheSameOptions(String model, String prompt, String resolution) {
        Exchange answer =
                send(
                        "refvideo:generate?duration=4&resolution=" + resolution,
                        Map.of("CamelRefVideoModel", model, "CamelRefVideoPrompt", prompt));

        assertThat(answer.getException()).isNull();
        byte[] video = answer.getMessage().getBody(byte[].class);
        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(answer.getMessage().getHeader(RefVideoConstants.PROVIDER))
                .isEqualTo("dashscope");
        assertThat(answer.getMessage().getHeader(RefVideoConstants.STATUS)).isEqualTo("SUCCEEDED");
        assertThat(answer.getMessage().getHeader(RefVideoConstants.REQUEST_ID)).isNotNull();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.USAGE)).isNotNull();
        assertThat(
                        answer.getMessage()
                                .getHeader(RefVideoConstants.VIDEO_URL_EXPIRES, Instant.class))
                .isAfter(Instant.now());
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void sizeIsTranslatedForEachDialect() throws Exception {
        send("refvideo:generate?output=url&resolution=1280x720&shotType=multi", Map.of());
        send(
                "refvideo:generate?output=url&resolution=1280x720&model=wan2.7-r2v&prompt=Image 1",
                Map.of());

        JsonNode legacy = start(0);
        JsonNode media = start(1);
        assertThat(legacy.at("/parameters/size").asText()).isEqualTo("1280*720");
        assertThat(legacy.at("/parameters/shot_type").asText()).isEqualTo("multi");
        assertThat(legacy.at("/input/reference_urls/0").asText()).isEqualTo(cat());
        assertThat(media.at("/parameters/resolution").asText()).isEqualTo("720P");
        assertThat(media.at("/parameters/ratio").asText()).isEqualTo("16:9");
        assertThat(media.at("/input/media/0/type").asText()).isEqualTo("reference_image");
    }

    @Test
    void submitThatMayHaveArrivedIsNeverSentAgain() {
        simulator().faults().on(Step.DASHSCOPE_CREATE).inject(Fault.resetBeforeRead());

        Exchange answer = send("refvideo:generate", Map.of());

        assertThat(answer.getException()).isInstanceOf(RefVideoSubmitUncertainException.class);
        simulator().assertThat().paidJobs(0).received(Step.DASHSCOPE_CREATE).exactly(1);
    }

    /** A service that closes each connection after its response without announcing it. */
    @Test
    void submitUsesANewConnection() throws Exception {
        String created = "{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"PENDING\"}}";
        String succeeded =
                "{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"SUCCEEDED\","
                        + "\"video_url\":\"https://example.com/v.mp4\"}}";
        try (RawServer service =
                RawServer.of(
                        peer ->
                                peer.write(
                                        RawServer.ok(
                                                peer.read().method().equals("POST")
                                                        ? created
                                                        : succeeded)))) {
            for (int i = 0; i < 60; i++) {
                Exchange answer =
                        send(
                                "refvideo:generate?output=url&baseUrl=" + service.uri("/api/v1"),
                                Map.of());
                assertThat(answer.getException()).isNull();
            }
            assertThat(service.requests())
                    .filteredOn(request -> request.method().equals("POST"))
                    .hasSize(60);
        }
    }

    @Test
    void jobWhoseAcknowledgementWasLostIsFoundInTheListAndDelivered() {
        simulator().faults().on(Step.DASHSCOPE_CREATE).inject(Fault.resetAfterRead());

        Exchange answer = send("refvideo:generate?adoptLostJobs=true", Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(byte[].class)).isNotEmpty();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.JOB_ID)).isNotNull();
        simulator().assertThat().paidJobs(1).received(Step.DASHSCOPE_CREATE).exactly(1);
    }

    @Test
    void errorForARefusedKeyNamesRegionAndHost() {
        simulator()
                .faults()
                .on(Step.DASHSCOPE_CREATE)
                .inject(Fault.dashscopeError(401, "InvalidApiKey"));

        assertThat(send("refvideo:generate", Map.of()).getException())
                .isInstanceOf(RefVideoAuthenticationException.class)
                .hasMessageContaining("region")
                .hasMessageContaining("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "429, Throttling.RateQuota, RATE_LIMITED",
        "429, PostpaidBillOverdue, PAYMENT_REQUIRED",
        "400, Arrearage, PAYMENT_REQUIRED",
        "400, DataInspectionFailed, CONTENT_REJECTED",
        "400, InvalidParameter, INVALID_REQUEST",
        "404, ModelNotFound, INVALID_REQUEST",
        "500, InternalError, SUBMIT_UNCERTAIN"
    })
    void errorCodeDecidesTheCategoryOfAFailedSubmit(int status, String code, ErrorKind kind) {
        simulator().faults().on(Step.DASHSCOPE_CREATE).inject(Fault.dashscopeError(status, code));

        Exchange answer = send("refvideo:generate?pollTimeout=500", Map.of());

        assertThat(answer.getException()).isInstanceOf(RefVideoException.class);
        assertThat(((RefVideoException) answer.getException()).getKind()).isEqualTo(kind);
    }

    @Test
    void contentRejectionDiffersFromOtherFailures() {
        simulator().faults().on(Step.DASHSCOPE_CREATE).inject(Fault.moderationFailure());

        assertThat(send("refvideo:generate", Map.of()).getException())
                .isInstanceOf(RefVideoContentRejectedException.class);
    }

    @Test
    void transientStatusErrorsAreRetried() {
        simulator().faults().on(Step.DASHSCOPE_QUERY).nth(1).inject(Fault.unknownTask());
        simulator()
                .faults()
                .on(Step.DASHSCOPE_QUERY)
                .nth(2)
                .inject(Fault.unknownStatus("THINKING"));
        simulator().faults().on(Step.DASHSCOPE_QUERY).nth(3).inject(Fault.garbage());

        assertThat(send("refvideo:generate?output=url", Map.of()).getException()).isNull();
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void statusOfManyJobsIsReadFromTheList() throws Exception {
        List<CompletableFuture<Exchange>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(
                    template.asyncSend(
                            "refvideo:generate?output=url&listThreshold=5&pollInterval=50",
                            exchange -> exchange.getMessage().setBody(cat())));
        }
        for (CompletableFuture<Exchange> answer : answers) {
            assertThat(answer.get().getException()).isNull();
        }

        assertThat(simulator().ledger().requests(Step.DASHSCOPE_LIST)).isPositive();
        AccountSnapshot governor =
                context.getComponent("refvideo", RefVideoComponent.class).getAccounts().get(0);
        assertThat(governor.account()).startsWith("dashscope-").doesNotContain(KEY);
        assertThat(governor.lists()).isEqualTo(simulator().ledger().requests(Step.DASHSCOPE_LIST));
        assertThat(governor.submits()).isEqualTo(60);
        assertThat(governor.inFlight()).isZero();
        simulator().assertThat().paidJobs(60);
    }

    @Test
    void jobsAboveTheLimitAreQueuedAndCompleted() throws Exception {
        List<CompletableFuture<Exchange>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(
                    template.asyncSend(
                            "limited:generate?output=url",
                            exchange -> exchange.getMessage().setBody(cat())));
        }
        RefVideoComponent component = context.getComponent("limited", RefVideoComponent.class);
        int most = 0;
        for (CompletableFuture<Exchange> answer : answers) {
            most =
                    Math.max(
                            most,
                            component.getAccounts().stream()
                                    .mapToInt(AccountSnapshot::inFlight)
                                    .sum());
            assertThat(answer.get().getException()).isNull();
        }

        assertThat(most).isLessThanOrEqualTo(3);
        simulator().assertThat().paidJobs(12);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        RefVideoComponent limited = new RefVideoComponent(context);
        configure(limited.getConfiguration());
        limited.getConfiguration().setMaxInFlight(3);
        context.addComponent("limited", limited);
        return context;
    }

    @Test
    void regionsThatRequireAWorkspaceAreRejectedWithoutIt() {
        RefVideoComponent component = new RefVideoComponent(context);
        component.getConfiguration().setProvider("dashscope");
        component.getConfiguration().setApiKey(KEY);
        context.addComponent("dash", component);

        assertThatThrownBy(
                        () ->
                                context.getEndpoint("dash:generate?region=frankfurt")
                                        .createProducer()
                                        .start())
                .hasStackTraceContaining("workspaceId");
    }

    private Exchange send(String uri, Map<String, Object> headers) {
        return template.request(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(cat());
                    headers.forEach(exchange.getMessage()::setHeader);
                });
    }

    private static JsonNode start(int index) throws Exception {
        return JSON.readTree(
                simulator().ledger().requestLog(Step.DASHSCOPE_CREATE).get(index).body());
    }
}
