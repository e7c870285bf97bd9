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
package io.github.refvideo.camel.internal.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.VideoSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayResponseReaderTest {

    private static final String COMPLETED =
            """
            {"status":"completed",
             "videos":[{"type":"url","url":"https://h/v.mp4?Expires=1795419158","mediaType":"video/mp4"}],
             "warnings":[{"type":"unsupported","feature":"fps","details":"ignored"},
                         {"type":"deprecated","setting":"x","message":"old"},
                         {"type":"brand-new","anything":1}],
             "providerMetadata":{
               "gateway":{"routing":{"provider":"alibaba"},"cost":"0.50","generationId":"gen_1",
                          "asyncJob":{"jobId":"job_1","webhookSigningSecret":"s3cret",
                                      "result":{"expiresAt":1787101050089}}},
               "alibaba":{"actualPrompt":"a better prompt","usage":{"duration":5}}}}
            """;

    private final JobStatusParser statuses = new JobStatusParser("gateway");
    private final GatewayResponseReader replies =
            new GatewayResponseReader(statuses, List.of("key"));

    @Test
    void finishedJobContainsAllFacts() throws Exception {
        JobReport report = status(COMPLETED);

        assertThat(report.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(report.link())
                .contains(
                        new VideoSource.Link(
                                "https://h/v.mp4?Expires=1795419158",
                                "video/mp4",
                                Instant.ofEpochMilli(1787101050089L)));
        assertThat(report.warnings())
                .extracting(Object::toString)
                .containsExactly("unsupported fps: ignored", "deprecated x: old", "brand-new");
        assertThat(report.facts().cost()).isEqualTo("0.50");
        assertThat(report.facts().generationId()).isEqualTo("gen_1");
        assertThat(report.facts().actualPrompt()).isEqualTo("a better prompt");
        assertThat(report.facts().usage()).isEqualTo(Map.of("duration", 5));
        assertThat(report.facts().providerMetadata().toString()).doesNotContain("s3cret");
    }

    @Test
    void costMayBeANumber() throws Exception {
        assertThat(status(COMPLETED.replace("\"0.50\"", "0.5")).facts().cost()).isEqualTo("0.5");
    }

    @ParameterizedTest
    @CsvSource({
        "pending, queued, QUEUED",
        "pending, running, RUNNING",
        "pending, , RUNNING",
        "queued, , QUEUED",
        "running, , RUNNING",
        "COMPLETED, , SUCCEEDED",
        "Succeeded, , SUCCEEDED",
        "done, , SUCCEEDED",
        "SUCCESS, , SUCCEEDED",
        "finished, , SUCCEEDED",
        "FAILED, , FAILED",
        "Error, , FAILED",
        "timed_out, , FAILED",
        "time-out, , FAILED",
        "CANCELLED, , CANCELED",
        "Expired, , EXPIRED",
        "in_progress, , RUNNING",
        "IN PROGRESS, , RUNNING",
        "InQueue, , QUEUED",
        "error, , FAILED",
        "cancelled, , CANCELED",
        "canceled, , CANCELED",
        "reticulating, , RUNNING",
        "'', , RUNNING"
    })
    void everyStatusWordIsParsed(String word, String asyncWord, JobStatus status) throws Exception {
        String body =
                "{\"status\":\""
                        + word
                        + "\",\"providerMetadata\":{\"gateway\":{\"asyncJob\":{\"status\":"
                        + (asyncWord == null ? "null" : "\"" + asyncWord + "\"")
                        + "}}}}";

        assertThat(status(body).status()).isEqualTo(status);
    }

    @Test
    void unknownWordsAreCounted() throws Exception {
        status("{\"status\":\"reticulating\"}");
        status("{\"status\":\"reticulating\"}");

        assertThat(statuses.unknownCount()).isEqualTo(2);
    }

    @Test
    void inlineVideoIsDecoded() throws Exception {
        JobReport report =
                status(
                        "{\"status\":\"completed\",\"videos\":[{\"type\":\"base64\",\"data\":"
                                + "\"AAAAIGZ0eXA=\",\"mediaType\":\"video/mp4\"}]}");

        assertThat(((VideoSource.Inline) report.video()).content().open().readAllBytes())
                .startsWith(0, 0, 0, 32)
                .endsWith("ftyp".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]",
                "null",
                "{}",
                "[{\"type\":\"url\"}]",
                "[{\"type\":\"url\",\"url\":\"\"}]",
                "[{\"type\":\"base64\",\"data\":\"\"}]",
                "[{\"type\":\"base64\",\"data\":\"***\"}]"
            })
    void videoThatCannotBeUsedIsNone(String videos) throws Exception {
        JobReport report = status("{\"status\":\"completed\",\"videos\":" + videos + "}");

        assertThat(report.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(report.video()).isNull();
    }

    @Test
    void closedWindowIsAnExpiredJob() throws Exception {
        assertThat(
                        status(
                                        "{\"status\":\"completed\",\"videos\":[],"
                                                + "\"providerMetadata\":{\"gateway\":{\"asyncJob\":"
                                                + "{\"result\":{\"expiredAt\":1}}}}}")
                                .status())
                .isEqualTo(JobStatus.EXPIRED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The GPU melted | false",
                "DataInspectionFailed: output blocked | true",
                "Input data may contain inappropriate content. | true",
                "Rejected by moderation | true",
                "The parameter is case-sensitive | false",
                "NSFW content | true",
                "Blocked by the RAI filter | true"
            })
    void contentRejectionDiffersFromOtherFailures(String words, boolean rejected) throws Exception {
        JobReport report = status("{\"status\":\"error\",\"error\":\"" + words + "\"}");

        assertThat(report.failure().contentRejected()).isEqualTo(rejected);
        assertThat(report.failure().message()).isEqualTo(words);
    }

    @Test
    void mutatedRepliesNeverThrow() throws Exception {
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = COMPLETED.getBytes(StandardCharsets.UTF_8);
            for (int hits = random.nextInt(6); hits >= 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            JsonNode body = VideoReplyTest.json(bytes);
            assertThatCode(() -> replies.status(body)).doesNotThrowAnyException();
            assertThatCode(() -> replies.streamed(body)).doesNotThrowAnyException();
        }
    }

    private JobReport status(String text) throws IOException {
        return replies.status(json(text));
    }

    private static JsonNode json(String text) throws IOException {
        JsonNode node = VideoReplyTest.json(text.getBytes(StandardCharsets.UTF_8));
        assertThat(node.isObject()).isTrue();
        return node;
    }
}
