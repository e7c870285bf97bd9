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
package io.github.refvideo.camel.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses without failures. */
class ApacheAsyncHttpTest extends HttpTestKit {

    @Test
    void replyArrivesWithStatusHeadersAndBody() throws Exception {
        String raw =
                "HTTP/1.1 201 Made\r\nX-One: 1\r\nx-two: a\r\nX-Two: b\r\nContent-Length: 5\r\n\r\n"
                        + "h\u00e9llo";
        try (RawServer server = RawServer.answering(raw)) {
            HttpResponse reply = value(http.send(get(server.uri("/"))));

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.head().reason()).isEqualTo("Made");
            assertThat(reply.head().header("x-ONE")).contains("1");
            assertThat(reply.head().headers().get("X-Two")).containsExactly("a", "b");
            assertThat(new String(reply.body(), StandardCharsets.ISO_8859_1))
                    .isEqualTo("h\u00e9llo");
        }
    }

    @Test
    void onlyTheCallsHeadersAndTheNecessaryOnesAreSent() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok(""))) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Accept", "video/*");
            headers.put("Authorization", "Bearer k");
            headers.put("Content-Length", "999");
            value(
                    http.send(
                            new HttpRequest(
                                    "GET",
                                    server.uri("/a%20b/c?x=%2F&y"),
                                    headers,
                                    null,
                                    Duration.ofSeconds(5),
                                    null,
                                    10)));

            RawServer.Request request = server.requests().get(0);
            assertThat(request.line()).isEqualTo("GET /a%20b/c?x=%2F&y HTTP/1.1");
            assertThat(request.headers())
                    .containsOnlyKeys("Accept", "Authorization", "Connection", "Host", "User-Agent")
                    .containsEntry("Host", "localhost:" + server.port())
                    .containsEntry("User-Agent", "camel-refvideo");
        }
    }

    @Test
    void bodyOfAnySizeArrivesUnchanged() throws Exception {
        byte[] body = new byte[3_000_000];
        new Random(1).nextBytes(body);
        try (RawServer server = RawServer.answering(RawServer.ok("done"))) {
            assertThat(value(http.send(post(server.uri("/"), body))).text()).isEqualTo("done");

            assertThat(server.requests().get(0).body()).isEqualTo(body);
            assertThat(server.requests().get(0).headers())
                    .containsEntry("Content-Length", "3000000");
        }
    }

    @Test
    void postWithoutBodyHasContentLengthZero() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok(""))) {
            value(http.send(post(server.uri("/"), null)));
            value(http.send(post(server.uri("/"), new byte[0])));

            assertThat(server.requests())
                    .allSatisfy(r -> assertThat(r.headers()).containsEntry("Content-Length", "0"));
        }
    }

    @Test
    void headReplyHasNoBodyDespiteContentLength() throws Exception {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")) {
            HttpRequest head = call("HEAD", server.uri("/"), null, Duration.ofSeconds(5), null, 10);
            assertThat(value(http.send(head)).body()).isEmpty();
            assertThat(value(http.send(head)).head().header("Content-Length")).contains("99");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void chunkedReplyIsPutTogether() throws Exception {
        String raw =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n";
        try (RawServer server = RawServer.answering(raw)) {
            assertThat(value(http.send(get(server.uri("/")))).text()).isEqualTo("abcdefg");
            assertThat(value(http.send(get(server.uri("/")))).text()).isEqualTo("abcdefg");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void replyWithoutLengthEndsWithTheConnection() throws Exception {
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\n\r\nall of it");
                        })) {
            assertThat(value(http.send(get(server.uri("/")))).text()).isEqualTo("all of it");
        }
    }

    @Test
    void interimRepliesAreSkipped() throws Exception {
        String raw = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + RawServer.ok("final");
        try (RawServer server = RawServer.answering(raw)) {
            assertThat(value(http.send(get(server.uri("/")))).text()).isEqualTo("final");
        }
    }

    @Test
    void compressedBytesStayAsSent() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("text".getBytes(StandardCharsets.UTF_8));
        }
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.write(
                                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                                            + packed.size()
                                            + "\r\n\r\n");
                            peer.write(packed.toByteArray());
                        })) {
            HttpResponse reply = value(http.send(get(server.uri("/"))));

            assertThat(reply.body()).isEqualTo(packed.toByteArray());
            assertThat(server.requests().get(0).headers()).doesNotContainKey("Accept-Encoding");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreReturnedNotFollowed(int status) throws Exception {
        String raw =
                "HTTP/1.1 " + status + " Go\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";
        try (RawServer server = RawServer.answering(raw)) {
            HttpResponse reply = value(http.send(get(server.uri("/"))));

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.head().header("location")).contains("/elsewhere");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void errorStatusIsAReplyAndNeverSentAgain(int status) throws Exception {
        String raw = "HTTP/1.1 " + status + " No\r\nRetry-After: 0\r\nContent-Length: 2\r\n\r\n{}";
        try (RawServer server = RawServer.answering(raw)) {
            HttpResponse reply = value(http.send(post(server.uri("/"), new byte[] {1})));

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.text()).isEqualTo("{}");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void cookiesAreNotKept() throws Exception {
        String raw =
                "HTTP/1.1 200 OK\r\nSet-Cookie: session=1; Path=/\r\nContent-Length: 0\r\n\r\n";
        try (RawServer server = RawServer.answering(raw)) {
            value(http.send(get(server.uri("/"))));
            value(http.send(get(server.uri("/"))));

            assertThat(server.requests().get(1).headers()).doesNotContainKey("Cookie");
        }
    }

    @Test
    void challengeIsAReplyAndNotAnswered() throws Exception {
        String raw =
                "HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n";
        try (RawServer server = RawServer.answering(raw)) {
            URI uri = URI.create("http://user:pass@localhost:" + server.port() + "/");

            assertThat(value(http.send(get(uri))).status()).isEqualTo(401);
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).headers()).doesNotContainKey("Authorization");
        }
    }

    @Test
    void connectionIsReused() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"))) {
            for (int i = 0; i < 20; i++) {
                value(http.send(get(server.uri("/"))));
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void earlyAnswerToALongRequestIsTheReply() throws Exception {
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            peer.write(
                                    "HTTP/1.1 413 Big\r\nContent-Length: 3\r\n"
                                            + "Connection: close\r\n\r\nbig");
                            peer.awaitClose();
                        })) {
            HttpResponse reply = value(http.send(post(server.uri("/"), new byte[20_000_000])));

            assertThat(reply.status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nX-Evil: 1",
                "a\nb",
                "a\rb",
                "a\u0000b",
                "sch\u00f6n",
                "\u560a",
                "\u007f"
            })
    void headerThatCouldBecomeAnotherIsNotSent(String value) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"))) {
            for (Map<String, String> headers :
                    List.of(Map.of("Idempotency-Key", value), Map.of("X-" + value, "v"))) {
                HttpRequest call =
                        new HttpRequest(
                                "GET",
                                server.uri("/"),
                                headers,
                                null,
                                Duration.ofSeconds(5),
                                null,
                                9);
                HttpFailureException failure = failure(http.send(call));

                assertThat(failure.progress()).isEqualTo(HttpFailureException.Progress.NOT_SENT);
                assertThat(failure.getMessage()).doesNotContain(value);
            }
            assertThat(server.connections()).isZero();
        }
    }
}
