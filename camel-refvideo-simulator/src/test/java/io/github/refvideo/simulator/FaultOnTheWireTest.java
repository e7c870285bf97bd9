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

import static io.github.refvideo.simulator.GatewayClient.body;
import static io.github.refvideo.simulator.GatewayClient.headers;
import static io.github.refvideo.simulator.GatewayClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.RawSocket.Answer;
import io.github.refvideo.simulator.RawSocket.End;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.RetryHint;
import io.github.refvideo.simulator.fault.Step;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault has the documented effect on the socket and on job creation. */
class FaultOnTheWireTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder -> builder.fetchReferences(false).renderVideos(false));

    private static final String BODY = body("https://e.com/a.png");
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    private RefVideoSimulator sim;
    private GatewayClient client;

    @BeforeEach
    void client(RefVideoSimulator simulator) {
        sim = simulator;
        client = new GatewayClient(sim);
    }

    @Test
    void answersCarryTheSimulatorsTimeUnlessItIsSkewed() {
        sim.clock().freeze();
        ZonedDateTime now = sim.clock().instant().atZone(java.time.ZoneOffset.UTC);
        String id = client.startedJob(BODY);
        sim.faults().on(Step.STATUS).times(1).inject(Fault.clockSkew(Duration.ofHours(-3)));

        ZonedDateTime skewed = date(client.status(id));
        ZonedDateTime honest = date(client.status(id));

        assertThat(skewed).isBetween(now.minusHours(3).minusSeconds(1), now.minusHours(3));
        assertThat(honest).isBetween(now.minusSeconds(1), now);
        assertThat(Fault.parse("clock-skew=-3h").delay()).isEqualTo(Duration.ofHours(-3));
    }

    private static ZonedDateTime date(HttpResponse<?> response) {
        return ZonedDateTime.parse(
                response.headers().firstValue("date").orElseThrow(),
                DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    @Test
    void lostAcknowledgementIsPaidAndFoundAgainUnderItsKey() {
        sim.faults().on(Step.START).times(1).inject(Fault.lostAcknowledgement());
        Map<String, String> key = headers("idempotency-key", "k");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.start(BODY, key))
                .isInstanceOf(java.io.UncheckedIOException.class);
        sim.assertThat().paidJobs(1);

        assertThat(client.start(BODY, key).statusCode()).isEqualTo(202);
        sim.assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
    }

    @Test
    void resetWhileReadingHitsABodyOfAnyLength() {
        sim.faults().on(Step.START).times(1).inject(Fault.resetWhileReading(1_000_000));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.start(BODY))
                .isInstanceOf(java.io.UncheckedIOException.class);
        sim.assertThat().paidJobs(0);
    }

    @Test
    void resetBeforeReadEndsTheConnectionBeforeTheBodyAndCreatesNoJob() throws IOException {
        sim.faults().on(Step.START).inject(Fault.resetBeforeRead());
        try (RawSocket socket = new RawSocket(sim)) {
            socket.write(
                    "POST /v4/ai/video-model/start HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n");

            Answer answer = socket.readToEnd(LONG);

            assertThat(answer.end()).isEqualTo(End.RESET);
            assertThat(answer.bytes()).isEmpty();
        }
        sim.assertThat().paidJobs(0).received(Step.START).exactly(1);
    }

    @Test
    void resetAfterReadCreatesTheJobAndEndsTheConnectionWithoutAnAnswer() throws IOException {
        sim.faults().on(Step.START).nth(1).inject(Fault.resetAfterRead());
        Map<String, String> headers = headers("idempotency-key", "k");

        Answer answer = start(headers, LONG);

        assertThat(answer.end()).isEqualTo(End.RESET);
        assertThat(answer.bytes()).isEmpty();
        sim.assertThat().paidJobs(1);
        String replayed = json(client.start(BODY, headers)).at("/operation/gatewayJobId").asText();
        assertThat(sim.jobs()).singleElement().extracting(SimulatedJob::id).isEqualTo(replayed);
    }

    @ParameterizedTest
    @CsvSource({"false,0", "true,1"})
    void unansweredRequestLeavesTheConnectionOpen(boolean processed, int paid) throws IOException {
        sim.faults().on(Step.START).inject(processed ? Fault.stall() : Fault.noResponse());

        Answer answer = start(headers(), SHORT);

        assertThat(answer.end()).isEqualTo(End.SILENT);
        assertThat(answer.bytes()).isEmpty();
        sim.assertThat().paidJobs(paid);
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error", "401,authentication_error", "402,insufficient_funds",
                "403,forbidden",
        "404,not_found", "429,rate_limit_exceeded", "500,internal_server_error",
                "503,internal_server_error"
    })
    void statusHasTheEnvelopeAndCreatesNoJob(int code, String type) {
        sim.faults().on(Step.START).inject(Fault.status(code));

        HttpResponse<String> response = client.start(BODY);

        assertThat(response.statusCode()).isEqualTo(code);
        assertThat(json(response).at("/error/type").asText()).isEqualTo(type);
        sim.assertThat().paidJobs(0);
    }

    @Test
    void statusAfterProcessingCreatesTheJob() {
        sim.faults().on(Step.START).inject(Fault.status(500).afterProcessing());

        assertThat(client.start(BODY).statusCode()).isEqualTo(500);
        sim.assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @CsvSource({"SECONDS,7", "ABSURD,315360000", "NEGATIVE,-5", "UNREADABLE,soon"})
    void rateLimitSendsItsHint(RetryHint hint, String value) {
        sim.faults().on(Step.STATUS).inject(Fault.rateLimited(hint, Duration.ofSeconds(7)));

        HttpResponse<String> response = client.status("job_1");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue(value);
    }

    @Test
    void rateLimitHintMayBeADateInMillisecondsOrMissing() {
        sim.faults()
                .on(Step.STATUS)
                .times(1)
                .inject(Fault.rateLimited(RetryHint.HTTP_DATE, Duration.ofSeconds(60)));
        String date = client.status("job_1").headers().firstValue("retry-after").orElseThrow();
        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
                .isBetween(
                        sim.clock().instant().plusSeconds(50),
                        sim.clock().instant().plusSeconds(62));
        sim.faults().clear();

        sim.faults()
                .on(Step.STATUS)
                .times(1)
                .inject(Fault.rateLimited(RetryHint.MILLIS, Duration.ofMillis(250)));
        assertThat(client.status("job_1").headers().firstValue("retry-after-ms")).hasValue("250");
        sim.faults().clear();

        sim.faults().on(Step.STATUS).inject(Fault.rateLimited(RetryHint.MISSING));
        assertThat(client.status("job_1").headers().map())
                .doesNotContainKeys("retry-after", "retry-after-ms");
    }

    @Test
    void truncatedJsonSendsTheWholeHeadAndHalfTheBody() throws IOException {
        sim.faults().on(Step.START).inject(Fault.truncatedJson());

        Answer answer = start(headers(), LONG);

        assertThat(answer.end()).isEqualTo(End.CLOSED);
        assertThat(answer.head()).startsWith("HTTP/1.1 202");
        assertThat(answer.body().length()).isEqualTo(promised(answer) / 2);
        sim.assertThat().paidJobs(1);
    }

    @Test
    void wrongLengthPromisesMoreThanItSends() throws IOException {
        sim.faults().on(Step.START).inject(Fault.wrongLength());

        Answer answer = start(headers(), LONG);

        assertThat(answer.end()).isEqualTo(End.CLOSED);
        assertThat(promised(answer) - answer.body().length()).isEqualTo(1024);
    }

    @Test
    void cutAfterClosesAndFreezeAfterFallsSilent() throws IOException {
        sim.faults().on(Step.START).times(1).inject(Fault.cutAfter(10));
        Answer cut = start(headers(), LONG);
        assertThat(cut.body()).hasSize(10);
        assertThat(cut.end()).isEqualTo(End.CLOSED);
        sim.faults().clear();

        sim.faults().on(Step.START).inject(Fault.freezeAfter(10));
        Answer frozen = start(headers(), SHORT);
        assertThat(frozen.body()).hasSize(10);
        assertThat(frozen.end()).isEqualTo(End.SILENT);
    }

    @Test
    void trickleSendsTheTrueAnswerSlowly() throws IOException {
        sim.faults().on(Step.START).inject(Fault.trickle(1000));
        long begun = System.nanoTime();
        Answer answer = start(headers("connection", "close"), LONG);

        int length = promised(answer);
        assertThat(json(answer.body()).at("/operation/gatewayJobId").asText()).startsWith("job_");
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThan(Duration.ofMillis(length / 2));
    }

    @Test
    void slowStartAnswersLate() {
        sim.faults().on(Step.START).inject(Fault.slowStart(Duration.ofMillis(200)));
        long begun = System.nanoTime();

        assertThat(client.start(BODY).statusCode()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThan(Duration.ofMillis(190));
    }

    @Test
    void wrongContentComesWithA200() {
        sim.faults().on(Step.STATUS).nth(1).inject(Fault.garbage());
        sim.faults().on(Step.STATUS).nth(2).inject(Fault.htmlPage());
        sim.faults().on(Step.STATUS).nth(3).inject(Fault.zeroBytes());
        sim.faults().on(Step.STATUS).nth(4).inject(Fault.oversizedJson(5_000_000));

        HttpResponse<String> garbage = client.status("job_1");
        assertThat(garbage.statusCode()).isEqualTo(200);
        assertThat(garbage.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(client.status("job_1").body()).startsWith("<!DOCTYPE html>");
        assertThat(client.status("job_1").body()).isEmpty();
        String large = client.status("job_1").body();
        assertThat(large).hasSize(5_000_000);
        assertThat(json(large).isObject()).isTrue();
        assertThat(client.status("job_1").statusCode()).isEqualTo(404);
    }

    @Test
    void statusFaultsChangeTheReportedStatus() {
        String id = client.startedJob(BODY);
        sim.faults().on(Step.STATUS).nth(1).inject(Fault.unknownStatus("paused"));
        sim.faults().on(Step.STATUS).nth(2).inject(Fault.successWithoutUrl());
        sim.faults().on(Step.STATUS).nth(3).inject(Fault.expiredResult());
        sim.faults().on(Step.STATUS).nth(4).inject(Fault.uploadedResult("s3://b/v.mp4"));

        assertThat(client.state(id).get("status").asText()).isEqualTo("paused");
        JsonNode empty = client.state(id);
        assertThat(empty.get("status").asText()).isEqualTo("completed");
        assertThat(empty.get("videos")).isEmpty();
        assertThat(
                        client.state(id)
                                .at("/providerMetadata/gateway/asyncJob/result")
                                .has("expiredAt"))
                .isTrue();
        JsonNode uploaded = client.state(id).at("/videos/0");
        assertThat(uploaded.get("type").asText()).isEqualTo("uploaded");
        assertThat(uploaded.get("url").asText()).isEqualTo("s3://b/v.mp4");
        assertThat(client.state(id).get("videos")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "STATUS"})
    void jobFailureIsFinal(Step step) {
        sim.faults().on(step).times(1).inject(Fault.jobFailure("the model is tired"));
        String id = client.startedJob(BODY);

        assertThat(client.state(id).get("error").asText()).contains("the model is tired");
        assertThat(client.state(id).get("status").asText()).isEqualTo("error");
        sim.assertThat().paidJobs(1);
    }

    @Test
    void moderationAndCancellationEndAJob() {
        sim.faults().on(Step.START).nth(1).inject(Fault.moderationFailure());
        sim.faults().on(Step.START).nth(2).inject(Fault.cancelled());

        assertThat(client.state(client.startedJob(BODY)).get("error").asText())
                .contains("DataInspectionFailed");
        JsonNode cancelled = client.state(client.startedJob(BODY));
        assertThat(cancelled.get("status").asText()).isEqualTo("cancelled");
        assertThat(cancelled.at("/providerMetadata/gateway/asyncJob/status").asText())
                .isEqualTo("cancelled");
    }

    @Test
    void faultForOneJobLeavesOthersAlone() {
        String hit = client.startedJob(BODY);
        String spared = client.startedJob(BODY);
        sim.faults().on(Step.STATUS).forJob(hit).inject(Fault.status(503));
        sim.faults().on(Step.START).whenModel("alibaba/wan-v2.7-r2v").inject(Fault.status(500));

        assertThat(client.status(hit).statusCode()).isEqualTo(503);
        assertThat(client.status(spared).statusCode()).isEqualTo(200);
        assertThat(client.start(BODY).statusCode()).isEqualTo(202);
        assertThat(client.start(BODY, headers("ai-model-id", "alibaba/wan-v2.7-r2v")).statusCode())
                .isEqualTo(500);
    }

    @Test
    void resultFaultsSpoilTheDownload() {
        String url = client.state(client.startedJob(BODY)).at("/videos/0/url").asText();
        sim.faults().on(Step.RESULT).nth(1).inject(Fault.status(404));
        sim.faults().on(Step.RESULT).nth(2).inject(Fault.htmlPage());
        sim.faults().on(Step.RESULT).nth(3).inject(Fault.redirect("http://10.0.0.1/x.mp4"));
        sim.faults().on(Step.RESULT).nth(4).inject(Fault.redirectLoop());
        sim.faults().on(Step.RESULT).nth(5).inject(Fault.rangeUnsupported());
        sim.faults().on(Step.RESULT).nth(6).inject(Fault.expiredResult());

        HttpResponse<byte[]> missing = GatewayClient.get(url);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).asString().contains("<Code>NoSuchKey</Code>");
        assertThat(GatewayClient.get(url).headers().firstValue("content-type").orElseThrow())
                .startsWith("text/html");
        assertThat(GatewayClient.get(url).headers().firstValue("location"))
                .hasValue("http://10.0.0.1/x.mp4");
        assertThat(GatewayClient.get(url).headers().firstValue("location")).hasValue(url);
        HttpResponse<byte[]> whole = GatewayClient.get(url, "range", "bytes=5-");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().map()).doesNotContainKey("accept-ranges");
        assertThat(GatewayClient.get(url).statusCode()).isEqualTo(403);
    }

    @Test
    void etagChangesOnlyForTheResumedDownload() {
        String url = client.state(client.startedJob(BODY)).at("/videos/0/url").asText();
        sim.faults().on(Step.RESULT).inject(Fault.etagChangesOnResume());

        String etag = GatewayClient.get(url).headers().firstValue("etag").orElseThrow();
        HttpResponse<byte[]> resumed =
                GatewayClient.get(url, "range", "bytes=5-", "if-range", etag);

        assertThat(resumed.statusCode()).isEqualTo(200);
        assertThat(resumed.headers().firstValue("etag")).isNotEqualTo(java.util.Optional.of(etag));
        assertThat(GatewayClient.get(url, "range", "bytes=5-").statusCode()).isEqualTo(206);
    }

    private Answer start(Map<String, String> headers, Duration silence) throws IOException {
        try (RawSocket socket = new RawSocket(sim)) {
            return socket.post("/v4/ai/video-model/start", headers, BODY).readToEnd(silence);
        }
    }

    private static int promised(Answer answer) {
        return Integer.parseInt(answer.head().replaceAll("(?s).*content-length: (\\d+).*", "$1"));
    }
}
