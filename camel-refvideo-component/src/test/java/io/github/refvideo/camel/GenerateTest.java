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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.error.RefVideoDownloadException;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.error.RefVideoPaymentRequiredException;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.fault.StreamForm;
import io.github.refvideo.simulator.ledger.RecordedRequest;
import io.github.refvideo.simulator.media.Delivery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The generate operation in a route. */
class GenerateTest extends RefVideoTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The call of the vendor's example. */
    private static final String CALL =
            """
            {
              "model": "alibaba/wan-v2.6-r2v",
              "prompt": "character1 and character2 have a friendly conversation in a cozy cafe",
              "resolution": "1920x1080",
              "duration": 4,
              "providerOptions": {
                "alibaba": {
                  "referenceUrls": ["https://example.com/cat.png", "https://example.com/dog.png"],
                  "shotType": "single"
                }
              }
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"async", "stream"})
    void videoComesAsBytes(String flow) {
        Exchange answer =
                send("refvideo:generate?gatewayFlow=" + flow, List.of(cat(), dog()), Map.of());

        assertThat(answer.getException()).isNull();
        byte[] video = answer.getMessage().getBody(byte[].class);
        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("video/mp4");
        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_LENGTH, Long.class))
                .isEqualTo(video.length);
        simulator().assertThat().paidJobs(1);
    }

    /** The timeout of ten seconds is two of the longest intervals between status requests. */
    @Test
    void shortJobIsFoundWithoutPollOptions() {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        component.getConfiguration().setPollInterval(null);

        Exchange answer = send("refvideo:generate?output=url", cat(), Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.POLL_COUNT)).isEqualTo(1);
    }

    @Test
    void urlOutputFetchesNothing() {
        Exchange answer = send("refvideo:generate?output=url", cat(), Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody())
                .isInstanceOf(String.class)
                .isEqualTo(answer.getMessage().getHeader(RefVideoConstants.VIDEO_URL));
        simulator().assertThat().received(Step.RESULT).exactly(0);
    }

    @Test
    void headersContainAllFactsOfTheService() {
        Exchange answer =
                send(
                        "refvideo:generate?output=url&duration=4&resolution=1280x720&validation=off",
                        cat(),
                        Map.of("CamelRefVideoAspectRatio", "9:16"));

        Map<String, Object> headers = answer.getMessage().getHeaders();
        JobHandle handle = JobHandle.fromJson((String) headers.get(RefVideoConstants.JOB));
        assertThat(handle.baseUrl()).isEqualTo(simulator().gatewayUrl());
        assertThat(headers)
                .containsEntry(RefVideoConstants.JOB_ID, handle.jobId())
                .containsEntry(RefVideoConstants.STATUS, "SUCCEEDED")
                .containsEntry(RefVideoConstants.PROVIDER, "gateway")
                .containsEntry(RefVideoConstants.RESPONSE_MODEL, "alibaba/wan-v2.6-r2v")
                .containsKeys(
                        RefVideoConstants.COST,
                        RefVideoConstants.GENERATION_ID,
                        RefVideoConstants.ACTUAL_PROMPT,
                        RefVideoConstants.USAGE,
                        RefVideoConstants.PROVIDER_METADATA);
        assertThat(
                        answer.getMessage()
                                .getHeader(RefVideoConstants.VIDEO_URL_EXPIRES, Instant.class))
                .isAfter(Instant.now());
        assertThat(answer.getMessage().getHeader(RefVideoConstants.POLL_COUNT, Integer.class))
                .isPositive();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.ELAPSED_MILLIS, Long.class))
                .isPositive();
        assertThat((List<?>) headers.get(RefVideoConstants.WARNINGS))
                .singleElement()
                .asString()
                .contains("aspectRatio")
                .contains("determines the aspect ratio by the resolution");
    }

    @Test
    void estimateOfTheCostIsAHeader() {
        Exchange answer =
                send(
                        "refvideo:generate?output=url&duration=4&resolution=1280x720",
                        cat(),
                        Map.of());

        assertThat(
                        answer.getMessage()
                                .getHeader(RefVideoConstants.ESTIMATED_COST, BigDecimal.class))
                .isEqualByComparingTo("0.40");
    }

    @Test
    void lenientValidationTurnsErrorsIntoWarnings() {
        Exchange answer =
                send(
                        "refvideo:generate?output=url&validation=lenient&aspectRatio=9:16"
                                + "&resolution=1280x720",
                        cat(),
                        Map.of());

        assertThat((List<?>) answer.getMessage().getHeader(RefVideoConstants.WARNINGS))
                .anySatisfy(w -> assertThat(w.toString()).contains("local aspectRatio"));
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void referenceThatCannotBeFetchedIsAWarningInHeaderAndLog() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        Exchange answer;
        try {
            answer =
                    send(
                            "refvideo:generate?output=url&validation=lenient",
                            List.of(cat() + "?Expires=1577836800&Signature=secret", dog()),
                            Map.of());
        } finally {
            System.setErr(before);
        }

        assertThat((List<?>) answer.getMessage().getHeader(RefVideoConstants.WARNINGS))
                .anySatisfy(
                        w ->
                                assertThat(w.toString())
                                        .contains(
                                                "reference 1", "signature expired", "2020-01-01"));
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("WARN")
                .contains("signature expired at 2020-01-01")
                .doesNotContain("Signature=secret");
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void referenceOfATypeThatTheModelDoesNotTakeIsAWarning() {
        String image = simulator().serveReference("cat.heic", new byte[9], "image/heic");

        Exchange answer = send("refvideo:generate?output=url", List.of(image, dog()), Map.of());

        assertThat((List<?>) answer.getMessage().getHeader(RefVideoConstants.WARNINGS))
                .anySatisfy(w -> assertThat(w.toString()).contains("reference 1 is image/heic"));
    }

    @Test
    void inlineVideoIsCheckedToo() {
        try (RefVideoSimulator inline =
                RefVideoSimulator.builder()
                        .delivery(Delivery.BASE64)
                        .fetchReferences(false)
                        .renderVideos(false)
                        .start()) {
            String base = "refvideo:generate?baseUrl=" + inline.gatewayUrl();

            assertThat(send(base, cat(), Map.of()).getMessage().getBody())
                    .isInstanceOf(byte[].class);
            assertThat(send(base + "&maxVideoSize=100", cat(), Map.of()).getException())
                    .isInstanceOf(RefVideoDownloadException.class)
                    .hasMessageContaining("maxVideoSize is 100");
        }
    }

    @Test
    void headerOverridesEndpointAndEndpointOverridesComponent() throws Exception {
        send(
                "refvideo:generate?output=url&resolution=1280x720&duration=5&prompt=from the endpoint",
                cat(),
                Map.of("CamelRefVideoDuration", "4", "CamelRefVideoSeed", 0));

        JsonNode body = onlyStart();
        assertThat(body.path("prompt").asText()).isEqualTo("from the endpoint");
        assertThat(body.path("resolution").asText()).isEqualTo("1280x720");
        assertThat(body.path("duration").asInt()).isEqualTo(4);
        assertThat(body.path("seed").asInt(-1)).isZero();
    }

    @Test
    void referencesKeepTheirOrder() throws Exception {
        send("refvideo:generate?output=url", dog() + "\n" + cat(), Map.of());

        assertThat(onlyStart().at("/providerOptions/alibaba/referenceUrls"))
                .extracting(JsonNode::asText)
                .containsExactly(dog(), cat());
    }

    @Test
    void referenceHeaderOverridesTheBody() throws Exception {
        send(
                "refvideo:generate?output=url",
                "a body that is about something else",
                Map.of("CamelRefVideoReferenceUrls", new String[] {cat()}));

        assertThat(onlyStart().at("/providerOptions/alibaba/referenceUrls/0").asText())
                .isEqualTo(cat());
    }

    @Test
    void vendorExampleIsForwardedUnchanged() throws Exception {
        Exchange answer = send("refvideo:generate?output=url", CALL, Map.of());

        assertThat(answer.getException()).isNull();
        JsonNode sent = onlyStart();
        JsonNode call = JSON.readTree(CALL);
        assertThat(sent.path("prompt")).isEqualTo(call.path("prompt"));
        for (String field : List.of("referenceUrls", "shotType")) {
            String path = "/providerOptions/alibaba/" + field;
            assertThat(sent.at(path)).isEqualTo(call.at(path));
        }
        assertThat(sent.path("duration")).isEqualTo(call.path("duration"));
        assertThat(sent.path("resolution")).isEqualTo(call.path("resolution"));
        assertThat(sent.path("n").asInt()).isEqualTo(1);
        assertThat(answer.getMessage().getHeader(RefVideoConstants.WARNINGS)).isNull();
    }

    @Test
    void vendorExampleIsReadFromAnHttpBody() throws Exception {
        send(
                "refvideo:generate?output=url",
                new ByteArrayInputStream(CALL.getBytes(StandardCharsets.UTF_8)),
                Map.of(Exchange.CONTENT_TYPE, "application/json; charset=utf-8"));

        assertThat(onlyStart().path("duration").asInt()).isEqualTo(4);
    }

    @Test
    void vendorExampleIsReadFromAMapWithInputReferences() throws Exception {
        send(
                "refvideo:generate?output=url",
                Map.of(
                        "prompt",
                        "from the map",
                        "inputReferences",
                        List.of(
                                cat(),
                                Map.of("type", "url", "url", dog(), "mediaType", "image/png"))),
                Map.of());

        JsonNode sent = onlyStart();
        assertThat(sent.path("prompt").asText()).isEqualTo("from the map");
        assertThat(sent.at("/providerOptions/alibaba/referenceUrls"))
                .extracting(JsonNode::asText)
                .containsExactly(cat(), dog());
    }

    @Test
    void protocolHeadersAreComplete() {
        send(
                "refvideo:generate?output=url&team=acme&additionalHeader.X-Tenant=blue"
                        + "&additionalHeader.Authorization=Bearer forged",
                cat(),
                Map.of());

        RecordedRequest start = simulator().ledger().requestLog(Step.START).get(0);
        assertThat(start.header("ai-gateway-protocol-version")).contains("0.0.1");
        assertThat(start.header("ai-gateway-auth-method")).contains("api-key");
        assertThat(start.header("ai-video-model-specification-version")).contains("4");
        assertThat(start.header("ai-model-id")).contains("alibaba/wan-v2.6-r2v");
        assertThat(start.header("content-type")).contains("application/json");
        assertThat(start.header("x-vercel-ai-gateway-team")).contains("acme");
        assertThat(start.header("x-tenant")).contains("blue");
        assertThat(start.header("idempotency-key"))
                .hasValueSatisfying(k -> assertThat(k).matches("message:[0-9a-f]{64}"));
        assertThat(start.header("user-agent")).isPresent();
        assertThat(start.toString()).doesNotContain("forged");
    }

    @ParameterizedTest
    @EnumSource(StreamForm.class)
    void resultInAnEventStreamOfAnyFormIsDelivered(StreamForm form) {
        simulator().faults().on(Step.STREAM).inject(Fault.streamForm(form));

        Exchange answer = send("refvideo:generate?gatewayFlow=stream", cat(), Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(byte[].class)).isNotEmpty();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.ELAPSED_MILLIS, Long.class))
                .isLessThan(10_000);
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void ownIdempotencyKeyIsUsed() {
        send(
                "refvideo:generate?output=url",
                cat(),
                Map.of("CamelRefVideoIdempotencyKey", "jms-4711"));

        assertThat(simulator().ledger().jobsByIdempotencyKey())
                .hasSize(1)
                .allSatisfy((key, jobs) -> assertThat(key).startsWith("jms-4711@"));
    }

    @Test
    void sameOwnKeyWithTheSameRequestIsTheSameJob() {
        send(
                "refvideo:generate?output=url",
                cat(),
                Map.of("CamelRefVideoIdempotencyKey", "jms-4711"));
        send(
                "refvideo:generate?output=url",
                cat(),
                Map.of("CamelRefVideoIdempotencyKey", "jms-4711"));

        simulator().assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
    }

    @Test
    void reportedModelDoesNotChangeTheNextStep() {
        Exchange answer =
                template.request(
                        "refvideo:generate?output=url", e -> e.getMessage().setBody(cat()));
        Exchange next =
                template.send("refvideo:generate?output=url&model=alibaba/wan-v2.7-r2v", answer);

        assertThat(next.getException()).isNull();
        assertThat(next.getMessage().getHeader(RefVideoConstants.RESPONSE_MODEL))
                .isEqualTo("alibaba/wan-v2.7-r2v");
    }

    @Test
    void modelHeaderOfTheUserAppliesToTheNextStep() {
        Exchange answer =
                send(
                        "refvideo:generate?output=url",
                        cat(),
                        Map.of("CamelRefVideoModel", "wan2.6-r2v-flash"));
        for (int step = 2; step <= 3; step++) {
            answer.getMessage().setBody(cat());
            answer = template.send("refvideo:generate?output=url&duration=" + step, answer);
        }

        assertThat(answer.getException()).isNull();
        assertThat(simulator().ledger().requestLog(Step.START))
                .hasSize(3)
                .allSatisfy(
                        start ->
                                assertThat(start.header("ai-model-id"))
                                        .contains("alibaba/wan-v2.6-r2v-flash"));
    }

    @Test
    void failedStepDoesNotShowTheJobOfAnEarlierStep() {
        simulator().faults().on(Step.START).nth(2).inject(Fault.status(402));
        Exchange answer = send("refvideo:generate?output=url", cat(), Map.of());
        assertThat(answer.getMessage().getHeader(RefVideoConstants.STATUS)).isEqualTo("SUCCEEDED");

        answer = template.send("refvideo:generate?output=url&duration=7", answer);

        assertThat(answer.getException()).isInstanceOf(RefVideoPaymentRequiredException.class);
        assertNoJobHeaders(answer);
    }

    @Test
    void invalidMessageDoesNotShowTheJobOfAnEarlierStep() {
        Exchange answer = send("refvideo:generate?output=url", cat(), Map.of());
        answer.getMessage().setBody("no reference");

        answer = template.send("refvideo:generate?output=url&duration=7", answer);

        assertThat(answer.getException()).isInstanceOf(RefVideoInvalidRequestException.class);
        assertNoJobHeaders(answer);
    }

    private static void assertNoJobHeaders(Exchange answer) {
        assertThat(answer.getMessage().getHeaders())
                .doesNotContainKeys(
                        RefVideoConstants.JOB,
                        RefVideoConstants.JOB_ID,
                        RefVideoConstants.STATUS,
                        RefVideoConstants.VIDEO_URL,
                        RefVideoConstants.COST,
                        RefVideoConstants.PROVIDER_METADATA);
    }

    @Test
    void providerOptionsOfJsonNullAreNone() {
        Exchange answer =
                send(
                        "refvideo:generate?output=url",
                        cat(),
                        Map.of("CamelRefVideoProviderOptions", "null"));

        assertThat(answer.getException()).isNull();
    }

    @Test
    void modelHeaderWorksWithDefaults() {
        Exchange answer =
                send(
                        "refvideo:generate?output=url",
                        URI.create(cat()),
                        Map.of("CamelRefVideoModel", "wan2.6-r2v-flash"));

        assertThat(answer.getMessage().getHeader(RefVideoConstants.RESPONSE_MODEL))
                .isEqualTo("alibaba/wan-v2.6-r2v-flash");
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(body);
                    headers.forEach(exchange.getMessage()::setHeader);
                });
    }

    private static JsonNode onlyStart() throws Exception {
        List<RecordedRequest> starts = simulator().ledger().requestLog(Step.START);
        assertThat(starts).hasSize(1);
        return JSON.readTree(starts.get(0).body());
    }
}
