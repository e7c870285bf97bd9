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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.error.RefVideoJobExpiredException;
import io.github.refvideo.camel.error.RefVideoJobFailedException;
import io.github.refvideo.camel.error.RefVideoServiceException;
import io.github.refvideo.camel.error.RefVideoSubmitUncertainException;
import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies of a self-hosted server, or of a proxy before it, that no correct server sends. */
class OpenAiVideosRepliesTest extends RefVideoTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUEUED = job("video_1", "queued");
    private static final String COMPLETED = job("video_1", "completed");

    private final Map<String, Queue<String>> replies = new ConcurrentHashMap<>();
    private RawServer server;

    @BeforeEach
    void startServer() throws IOException {
        server =
                RawServer.of(
                        peer -> {
                            for (RawServer.Request request = peer.read();
                                    request != null;
                                    request = peer.read()) {
                                peer.write(reply(request.method() + " " + request.path()));
                            }
                        });
        on("GET /v1/models", json(200, "{\"data\":[{\"id\":\"m\",\"owned_by\":\"vllm-omni\"}]}"));
        on("POST /v1/videos", json(200, QUEUED));
        on("GET /v1/videos/video_1/content", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    @Override
    void configure(RefVideoConfiguration configuration) {
        super.configure(configuration);
        configuration.setProvider("openai-videos");
        configuration.setModel("m");
        configuration.setPollTimeout(30_000L);
    }

    /** The last reply is repeated. */
    private void on(String request, String... scripted) {
        Queue<String> queue = new ConcurrentLinkedQueue<>();
        queue.addAll(List.of(scripted));
        replies.put(request, queue);
    }

    private String reply(String request) {
        Queue<String> queue =
                replies.getOrDefault(
                        request.replaceFirst("\\?.*", ""),
                        new ConcurrentLinkedQueue<>(
                                List.of(json(404, "{\"detail\":\"Not Found\"}"))));
        return queue.size() > 1 ? queue.poll() : queue.peek();
    }

    private static String json(int status, String body) {
        return "HTTP/1.1 "
                + status
                + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length
                + "\r\n\r\n"
                + body;
    }

    private static String job(String id, String status) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("object", "video")
                .put("status", status)
                .put("created_at", 1_790_000_000)
                .toString();
    }

    private Exchange send(String uri) {
        return template.send(
                uri + (uri.contains("?") ? "&" : "?") + "baseUrl=" + server.uri("/v1"),
                exchange -> exchange.getMessage().setBody(MediaSamples.image("png", 300, 300)));
    }

    private long received(String request) {
        return server.requests().stream()
                .filter(one -> (one.method() + " " + one.path()).startsWith(request))
                .count();
    }

    /** Another program can have been started at the same URL. */
    @Test
    void serverIsRecognizedAgainAfterARefusedSubmit() {
        on("POST /v1/videos", json(400, "{\"detail\":\"no such field\"}"), json(200, QUEUED));
        on("GET /v1/videos/video_1", json(200, job("video_1", "failed")));
        String uri = "refvideo:submit";

        assertThat(send(uri).getException()).isInstanceOf(RefVideoInvalidRequestException.class);
        assertThat(received("GET /v1/models")).isEqualTo(1);
        assertThat(send(uri).getException()).isNull();
        assertThat(send(uri).getException()).isNull();

        assertThat(received("GET /v1/models")).isEqualTo(2);
    }

    /** The id becomes part of a URL to which the key is sent. */
    @ParameterizedTest
    @ValueSource(strings = {"..", "a/../../b", "a?b", "%2e%2e", "a\r\nb", " ", "\u00e9"})
    void jobIdThatCouldChangeAUrlIsNotUsed(String id) {
        on("POST /v1/videos", json(200, job(id, "completed")));

        Exchange answer = send("refvideo:generate");

        assertThat(answer.getException())
                .isInstanceOf(RefVideoSubmitUncertainException.class)
                .hasMessageContaining("contains no job id");
        assertThat(received("GET /v1/videos")).isZero();
        assertThat(received("POST /v1/videos")).isOne();
    }

    @Test
    void longJobIdIsNotUsed() {
        on("POST /v1/videos", json(200, job("x".repeat(100_000), "queued")));

        assertThat(send("refvideo:generate").getException())
                .isInstanceOf(RefVideoSubmitUncertainException.class);
    }

    /** A reply of a cache for another job must not deliver the video of that job. */
    @Test
    void statusOfAnotherJobIsNotBelieved() {
        on(
                "GET /v1/videos/video_1",
                json(200, job("video_2", "failed")),
                json(200, job("video_1", "failed")));

        assertThat(send("refvideo:generate").getException())
                .isInstanceOf(RefVideoJobFailedException.class);
        assertThat(received("GET /v1/videos/video_1")).isEqualTo(2);
        assertThat(received("GET /v1/videos/video_2")).isZero();
    }

    /** A proxy, or the server while it starts, says nothing about the job. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"detail\":\"Not Found\"}",
                "{\"message\":\"no Route matched with those values\"}",
                "<html>404</html>"
            })
    void unknownRouteIsNotALostJob(String body) {
        on("GET /v1/videos/video_1", json(404, body), json(200, COMPLETED));

        Exchange answer = send("refvideo:generate?output=url");

        assertThat(answer.getException()).isNull();
        assertThat(received("POST /v1/videos")).isOne();
    }

    @Test
    void unknownRouteIsReportedAsWrongBaseUrl() {
        on("GET /v1/videos/video_1", json(404, "{\"detail\":\"Not Found\"}"));

        assertThat(send("refvideo:generate").getException())
                .isInstanceOf(RefVideoServiceException.class)
                .hasMessageContaining("check baseUrl, which ends in /v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"detail\":\"Video not found\"}",
                "{\"error\":{\"message\":\"Video not found\",\"code\":404}}"
            })
    void unknownVideoIsALostJob(String body) {
        on("GET /v1/videos/video_1", json(404, body));

        assertThat(send("refvideo:generate").getException())
                .isInstanceOf(RefVideoJobExpiredException.class);
        assertThat(received("GET /v1/videos/video_1")).isOne();
    }

    /** A page that ends with such a row must not leave the call without a result. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"..\",\"object\":\"video\",\"status\":\"completed\"}",
                "{\"id\":\"a/b\",\"object\":\"video\",\"status\":\"completed\",\"created_at\":1}",
                "{\"status\":\"completed\"}",
                "{\"id\":\"v\",\"status\":\"completed\",\"created_at\":1e300,\"seconds\":{}}",
                "5",
                "null"
            })
    void listWithStrangeRowsIsRead(String row) throws Exception {
        on(
                "GET /v1/videos",
                json(200, "{\"data\":[" + QUEUED + "," + row + "],\"has_more\":true}"));
        JobLister lister = (JobLister) provider(endpoint());

        StatusPage page =
                lister.list(
                                new StatusQuery(
                                        "m", Instant.ofEpochSecond(1_700_000_000), null, 1, 2),
                                Duration.ofSeconds(5))
                        .get(10, TimeUnit.SECONDS);

        assertThat(page.rows()).containsKey("video_1");
        assertThat(page.rows().keySet()).doesNotContain("..", "a/b");
    }

    @Test
    void webPageInsteadOfTheModelsIsReported() {
        on("GET /v1/models", json(200, "<html>Sign in</html>"));

        assertThat(send("refvideo:generate").getException())
                .isInstanceOf(RefVideoException.class)
                .hasMessageContaining("/v1/models")
                .hasMessageContaining("baseUrl")
                .hasMessageNotContaining("set openaiServer");
        assertThat(received("POST")).isZero();
    }

    /** MiniMax H3 makes 17n+5 frames, so that a video of 5 seconds has 107 frames. */
    @Test
    void lostJobIsFoundByTheLengthOfItsFrames() {
        on("POST /v1/videos", json(500, "{\"error\":{\"message\":\"x\"}}"));
        String lost =
                JSON.createObjectNode()
                        .put("id", "video_1")
                        .put("object", "video")
                        .put("status", "completed")
                        .put("prompt", PROMPT)
                        .put("seconds", "5")
                        .put("duration_s", 107 / 24.0)
                        .put("created_at", Instant.now().getEpochSecond())
                        .toString();
        on("GET /v1/videos", json(200, "{\"data\":[" + lost + "],\"has_more\":false}"));
        on("GET /v1/videos/video_1", json(200, lost));

        Exchange answer = send("refvideo:generate?output=url&duration=5&adoptLostJobs=true");

        assertThat(answer.getException()).isNull();
        assertThat(received("POST")).isOne();
    }

    /** The submit follows the detection, so nothing can have been submitted. */
    @Test
    void serverThatDoesNotAnswerTheDetectionIsNotAnUncertainSubmit() {
        on("GET /v1/models", "");

        assertThat(send("refvideo:generate?pollTimeout=1500").getException())
                .isInstanceOf(RefVideoException.class)
                .isNotInstanceOf(RefVideoSubmitUncertainException.class);
        assertThat(received("POST")).isZero();
    }

    /** The next exchange asks again. */
    @Test
    void failedDetectionIsNotRemembered() {
        on(
                "GET /v1/models",
                json(401, "{\"error\":\"Unauthorized\"}"),
                json(200, "{\"data\":[{\"owned_by\":\"vllm\"}]}"));
        on("POST /v1/videos", json(200, COMPLETED));

        assertThat(send("refvideo:generate?output=url").getException())
                .isInstanceOf(RefVideoException.class)
                .hasMessageContaining("apiKey");
        assertThat(send("refvideo:generate?output=url").getException()).isNull();
        assertThat(received("POST")).isOne();
    }

    /** Whatever code the body of a proxy or of the server has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "500; {\"error\":{\"message\":\"x\",\"type\":\"BadRequestError\",\"code\":400}}",
                "500; {\"error\":{\"code\":\"rate_limit_exceeded\"}}",
                "500; {\"error\":{\"code\":\"content_policy_violation\"}}",
                "502; {\"type\":\"invalid_request_error\"}",
                "503; {\"code\":\"NotFound\"}",
                "504; {\"error\":\"Unauthorized\",\"code\":\"invalid_api_key\"}",
                "500; {\"id\":\"video_1\",\"status\":\"error\"}"
            })
    void submitWithAServerErrorIsUncertain(int status, String body) {
        on("POST /v1/videos", json(status, body));

        assertThat(send("refvideo:generate").getException())
                .isInstanceOf(RefVideoSubmitUncertainException.class);
        assertThat(received("POST")).isOne();
    }

    /** The job is known, so the submit is not uncertain. */
    @Test
    void jobInAServerErrorIsTheJobOfTheSubmit() {
        on("POST /v1/videos", json(500, QUEUED));
        on("GET /v1/videos/video_1", json(200, COMPLETED));

        Exchange answer = send("refvideo:generate?output=url");

        assertThat(answer.getException()).isNull();
        assertThat(received("POST")).isOne();
    }

    @Test
    void jobThatHasEndedWithItsSubmitIsNotPolled() {
        on("POST /v1/videos", json(202, COMPLETED));
        assertThat(send("refvideo:generate?output=url").getException()).isNull();

        on("POST /v1/videos", json(200, job("video_1", "failed")));
        assertThat(send("refvideo:generate?output=url").getException())
                .isInstanceOf(RefVideoJobFailedException.class);

        assertThat(received("GET /v1/videos")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422, 429, 500, 503})
    void failedJobEndsWhateverTheStatusOfTheReply(int status) {
        String failed =
                job("video_1", "failed")
                        .replaceFirst("}$", ",\"error\":{\"message\":\"no memory\"}}");
        on("GET /v1/videos/video_1", json(status, failed));

        assertThat(send("refvideo:generate").getException())
                .isInstanceOf(RefVideoJobFailedException.class)
                .hasMessageContaining("no memory");
        assertThat(received("GET /v1/videos/video_1")).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200; ''",
                "200; <html>Sign in</html>",
                "500; {\"error\":{\"message\":\"x\"}}"
            })
    void replyWithoutAJobSaysNothingAboutIt(int status, String body) {
        on("GET /v1/videos/video_1", json(status, body), json(200, COMPLETED));

        assertThat(send("refvideo:generate?output=url").getException()).isNull();
        assertThat(received("GET /v1/videos/video_1")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"detail\":[{\"loc\":[\"body\",\"seed\"],\"msg\":\"Input is bad\",\"input\":\"secret\"}]}; body.seed: Input is bad",
                "{\"detail\":[\"Input is bad\",{}]}; 422: Input is bad",
                "{\"detail\":{\"message\":\"Input is bad\"}}; 422: Input is bad",
                "{\"detail\":\"Input is bad\"}; 422: Input is bad",
                "{\"object\":\"error\",\"message\":\"Input is bad\"}; 422: Input is bad"
            })
    void reasonOfARejectedSubmitIsShown(String body, String reason) {
        on("POST /v1/videos", json(422, body));

        assertThat(send("refvideo:generate").getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secret");
    }

    /** The usual limit of a proxy is lower than the size of an image. */
    @Test
    void tooLargeRequestIsNotReportedAsAWrongUrl() {
        on("POST /v1/videos", json(413, "<html>413 Request Entity Too Large</html>"));

        assertThat(send("refvideo:generate").getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("limits the size of a request")
                .hasMessageNotContaining("baseUrl");
    }

    /** It never had the job, which another server may still run. */
    @Test
    void serverDoesNotEndTheJobOfAnotherServer() throws Exception {
        on("GET /v1/videos/video_1", json(404, "{\"detail\":\"Video not found\"}"));
        JobHandle other =
                new JobHandle(
                        "openai-videos",
                        "http://gpu9:8091/v1",
                        "m",
                        "video_1",
                        Instant.EPOCH,
                        null,
                        null);

        assertThat(
                        provider(endpoint())
                                .status(other, Duration.ofSeconds(5))
                                .handle((report, failure) -> failure)
                                .get(10, TimeUnit.SECONDS))
                .hasMessageContaining("submitted with another baseUrl");
    }

    /** As SGLang says before it creates a job; any other 503 is uncertain. */
    @Test
    void submitToAServerThatCannotStoreVideosIsNotUncertain() {
        on(
                "POST /v1/videos",
                json(
                        503,
                        "{\"detail\":\"Video delivery is unavailable: configure an output path\"}"),
                json(200, COMPLETED));

        assertThat(send("refvideo:generate?output=url").getException()).isNull();
        assertThat(received("POST")).isEqualTo(2);
    }

    /** A server that ignores the position in the list says forever that there is more. */
    @Test
    void listThatDoesNotAdvanceIsReadOnce() throws Exception {
        on("GET /v1/videos", json(200, "{\"data\":[" + QUEUED + "],\"has_more\":true}"));
        JobLister lister = (JobLister) provider(endpoint());

        StatusPage page =
                lister.list(new StatusQuery("m", null, null, 2, 100), Duration.ofSeconds(5))
                        .get(10, TimeUnit.SECONDS);

        assertThat(page.totalPages()).isEqualTo(2);
        assertThat(received("GET /v1/videos")).isEqualTo(2);
    }

    /** A proxy may allow the videos only. */
    @Test
    void serverWithoutAListOfModelsCanBeNamed() {
        on("GET /v1/models", json(404, "{\"detail\":\"Not Found\"}"));
        on("POST /v1/videos", json(200, COMPLETED));

        assertThat(send("refvideo:generate").getException())
                .hasMessageContaining("set openaiServer to vllm or sglang");
        assertThat(send("refvideo:generate?openaiServer=vllm&output=url").getException()).isNull();
        assertThat(received("POST")).isOne();
    }

    /** As nginx does: it answers when it has read the length, and reads on. */
    @Test
    void tooLargeRequestIsReportedThoughItsBodyWasNotRead() throws Exception {
        try (RawServer proxy =
                RawServer.of(
                        peer -> {
                            InputStream in = peer.socket().getInputStream();
                            in.readNBytes(1000);
                            peer.write(
                                    "HTTP/1.1 413 X\r\nConnection: close\r\n"
                                            + "Content-Length: 0\r\n\r\n");
                            in.transferTo(OutputStream.nullOutputStream());
                        })) {
            Exchange answer =
                    template.send(
                            "refvideo:generate?openaiServer=vllm&baseUrl=" + proxy.uri("/v1"),
                            exchange -> exchange.getMessage().setBody(MediaSamples.wav(300)));

            assertThat(answer.getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("limits the size of a request");
        }
    }

    /** The usual form of names in Docker Compose. */
    @ParameterizedTest
    @ValueSource(strings = {"http://vllm_omni:8091/v1", "https://gpu_1/v1"})
    void containerNameWithAnUnderscoreIsAllowed(String baseUrl) throws Exception {
        String uri = "refvideo:generate?baseUrl=" + baseUrl;

        assertThat(provider(context.getEndpoint(uri, RefVideoEndpoint.class)).baseUrl())
                .isEqualTo(baseUrl);
    }

    private RefVideoEndpoint endpoint() {
        return context.getEndpoint(
                "refvideo:generate?baseUrl=" + server.uri("/v1"), RefVideoEndpoint.class);
    }
}
