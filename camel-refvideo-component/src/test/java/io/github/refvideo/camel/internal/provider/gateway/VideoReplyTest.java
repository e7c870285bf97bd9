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
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.internal.io.BlockPool;
import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.spi.InlineVideo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The video inside a reply is decoded to disk; everything else stays in the JSON. */
class VideoReplyTest {

    private static final ResponseHead OK = new ResponseHead(200, "OK", Map.of());

    @TempDir private Path directory;

    private VideoReply reply(long maxVideoBytes) {
        VideoReply reply =
                new VideoReply(
                        new VideoSpool(directory, Runnable::run, BlockPool.ofHeap()),
                        maxVideoBytes);
        reply.head(OK);
        return reply;
    }

    private VideoReply receive(String json) throws IOException {
        return receive(reply(Long.MAX_VALUE), json);
    }

    private static VideoReply receive(VideoReply reply, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += 7919) {
            reply.data(ByteBuffer.wrap(bytes, at, Math.min(7919, bytes.length - at)));
        }
        return reply;
    }

    /** A reply that stays in memory. */
    static JsonNode json(byte[] bytes) throws IOException {
        VideoReply reply = new VideoReply(null, Long.MAX_VALUE);
        reply.head(OK);
        reply.data(ByteBuffer.wrap(bytes));
        return reply.json().join();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String videos(String... data) {
        return Stream.of(data)
                .map(one -> "{\"data\" : \"" + one + "\",\"x\":\"ü\"}")
                .collect(Collectors.joining(",", "{\"videos\":[", "],\"next\":1}"));
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static InlineVideo video(JsonNode json, int entry) {
        return (InlineVideo) ((POJONode) json.path("videos").path(entry).path("data")).getPojo();
    }

    private static byte[] read(InlineVideo video) throws IOException {
        try (InputStream in = video.open()) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3_000, 48_000, 49_151, 49_152, 100_001, 1_000_001, 5_000_000})
    void videoIsDecodedAndTheOtherJsonStays(int length) throws Exception {
        byte[] bytes = random(length);

        JsonNode json = receive(videos(base64(bytes))).json().join();

        assertThat(json.path("next").asInt()).isEqualTo(1);
        assertThat(json.path("videos").path(0).path("x").asText()).isEqualTo("ü");
        InlineVideo video = video(json, 0);
        assertThat(video.length()).isEqualTo(length);
        assertThat(read(video)).isEqualTo(bytes);
        assertThat(read(video)).isEqualTo(bytes);
        assertThat(files()).isEqualTo(length > 49_000 ? 1 : 0);
        video.discard();
        assertThat(files()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"date\":\"%s\"}",
                "{\"data\":\"%s\"}",
                "{\"a\":\"data\",\"b\":\"%s\"}",
                "{\"videos\":[\"data\",\"%s\"]}",
                "{\"videos\":{\"data\":\"%s\"}}",
                "{\"x\":[{\"data\":\"%s\"}]}",
                "{\"x\":{\"videos\":[{\"data\":\"%s\"}]}}",
                "{\"videos\":[{\"data\":{\"x\":\"%s\"}}]}",
                "{\"videos\":[{\"data\":[\"%s\"]}]}",
                "{\"videos\":[{\"xdata\":\"%s\"}]}",
                "{\"videos\":[{\"\\\"data\":\"%s\"}]}"
            })
    void otherLongStringsStay(String pattern) throws Exception {
        for (int length : new int[] {1_000, 900_000}) {
            String json = pattern.formatted("A".repeat(length));

            assertThat(receive(json).json().join())
                    .isEqualTo(ServiceJson.object(json.getBytes(StandardCharsets.UTF_8)));
            assertThat(files()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 60_000})
    void escapesWhiteSpaceAndBothAlphabetsAreUnderstood(int length) throws Exception {
        byte[] bytes = random(length);
        String plain = base64(bytes);
        for (String written :
                List.of(
                        plain.replace("/", "\\/"),
                        plain.replace("/", "\\u002f").replace("+", "\\u002B"),
                        Base64.getUrlEncoder().encodeToString(bytes),
                        plain.replaceAll("(.{76})", "$1\\\\r\\\\n"),
                        Base64.getEncoder().withoutPadding().encodeToString(bytes))) {
            assertThat(read(video(receive(videos(written)).json().join(), 0))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "=AAA", "A", "====", "\u00e4", "\\u00e4"})
    void invalidBase64IsNoVideo(String wrong) throws Exception {
        for (int length : new int[] {1_000, 100_000}) {
            JsonNode json = receive(videos("A".repeat(length) + wrong)).json().join();

            assertThat(json.path("videos").path(0).hasNonNull("data")).isFalse();
            assertThat(json.path("next").asInt()).isEqualTo(1);
            assertThat(files()).isZero();
        }
    }

    @Test
    void entryAfterInvalidBase64IsUsed() throws Exception {
        byte[] bytes = random(200_000);

        JsonNode json = receive(videos("AAAA*", "", base64(bytes), "AAAA")).json().join();

        assertThat(json.path("videos").path(0).hasNonNull("data")).isFalse();
        assertThat(read(video(json, 2))).isEqualTo(bytes);
        assertThat(json.path("videos").path(3).hasNonNull("data")).isFalse();
        assertThat(files()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50_000, 59_999})
    void videoThatIsTooLargeCannotBeOpened(int max) throws Exception {
        VideoReply reply = receive(reply(max), videos(base64(random(60_000))));

        InlineVideo video = video(reply.json().join(), 0);

        assertThat(video.length()).isEqualTo(60_000);
        assertThatIOException().isThrownBy(video::open);
        assertThat(files()).isZero();
        byte[] allowed = random(60_000);
        assertThat(read(video(receive(reply(60_000), videos(base64(allowed))).json().join(), 0)))
                .isEqualTo(allowed);
    }

    @Test
    void replyThatIsMuchTooLargeIsNotReadToItsEnd() throws Exception {
        VideoReply reply = reply(1_000);

        assertThatIOException()
                .isThrownBy(() -> receive(reply, videos("A".repeat(3 << 20))))
                .withMessageContaining("larger than 1000");

        assertThat(reply.isVideoLost()).isTrue();
        JsonNode json = reply.json().join();
        assertThat(json.path("status").asText()).isEqualTo("completed");
        assertThat(video(json, 0).length()).isGreaterThan(1_000);
        reply.discard();
        assertThat(files()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":\"%s\"}",
                "{\"videos\":[{\"data\":\"AAAA\"}],\"a\":\"%1$.600000s\",\"b\":\"%1$.600000s\"}"
            })
    void jsonWithoutItsVideoHasALimit(String pattern) throws Exception {
        VideoReply reply = receive(pattern.formatted("x".repeat(2 << 20)));

        assertThat(reply.json().join().isMissingNode()).isTrue();
        reply.discard();
        assertThat(files()).isZero();
    }

    @Test
    void replyThatEndsEarlyLeavesNothing() throws Exception {
        String half = "{\"videos\":[{\"data\":\"" + "A".repeat(400_000);
        VideoReply aborted = receive(half);
        assertThat(files()).isEqualTo(1);
        aborted.discard();
        assertThat(files()).isZero();

        VideoReply ended = receive(half);
        assertThat(ended.json().join().isMissingNode()).isTrue();
        ended.discard();
        assertThat(files()).isZero();

        VideoReply truncated = receive(half + "\"}]");
        assertThat(truncated.json().join().isMissingNode()).isTrue();
        truncated.discard();
        assertThat(files()).isZero();
    }

    @Test
    void nothingIsKeptAfterDiscard() throws Exception {
        VideoReply first = reply(Long.MAX_VALUE);
        first.discard();
        receive(first, videos("A".repeat(400_000))).json().join();
        assertThat(files()).isZero();

        VideoReply later = receive(videos("A".repeat(400_000)));
        later.json().join();
        assertThat(files()).isEqualTo(1);
        later.discard();
        assertThat(files()).isZero();
    }

    @Test
    void failureOfTheDiskShowsWhenTheVideoIsOpened() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        VideoReply reply =
                new VideoReply(
                        new VideoSpool(file.resolve("x"), Runnable::run, BlockPool.ofHeap()),
                        Long.MAX_VALUE);
        reply.head(OK);

        assertThatIOException()
                .isThrownBy(() -> receive(reply, videos(base64(random(200_000)))))
                .withMessageStartingWith("spoolDirectory: ");

        assertThat(reply.isVideoLost()).isTrue();
        InlineVideo video = video(reply.json().join(), 0);
        assertThat(video.length()).isPositive();
        assertThatThrownBy(video::open).hasMessageStartingWith("spoolDirectory: ");
    }

    @Test
    void threadsForTheDiskThatAreGoneLeaveNothing() throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();
        VideoReply reply =
                new VideoReply(
                        new VideoSpool(
                                directory,
                                task -> {
                                    if (stopped.get()) {
                                        throw new RejectedExecutionException();
                                    }
                                    task.run();
                                },
                                BlockPool.ofHeap()),
                        Long.MAX_VALUE);
        reply.head(OK);
        receive(reply, videos(base64(random(200_000))));
        stopped.set(true);

        assertThat(reply.json()).isDone();
        reply.discard();
    }

    @Test
    void ofAnErrorTheBeginningIsKept() throws Exception {
        VideoReply reply = reply(Long.MAX_VALUE);
        reply.head(new ResponseHead(502, "Bad Gateway", Map.of()));

        receive(reply, "<html>" + "x".repeat(VideoReply.MAX_MEMORY_BYTES));

        assertThat(reply.isComplete()).isTrue();
        assertThat(reply.inMemory().text()).hasSize(VideoReply.MAX_MEMORY_BYTES);
        assertThat(files()).isZero();
    }

    @Test
    void jsonOfAnyShapeIsReadLikeWithJackson() throws Exception {
        Random random = new Random(4711);
        String alphabet = "{}[]\":,\\ dat\n\u00fc0";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("{");
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String json = text.append('}').toString();
            assertThat(receive(json).json().join())
                    .isEqualTo(ServiceJson.object(json.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void nonTextDataIsNotAVideo() throws Exception {
        GatewayResponseReader replies =
                new GatewayResponseReader(new JobStatusParser("gateway"), List.of("key"));
        for (String data : List.of("0", "-1", "7", "1e9", "1.5", "true", "null", "[]", "{}")) {
            String json = "{\"status\":\"completed\",\"videos\":[{\"data\":" + data + "}]}";
            assertThat(replies.status(receive(json).json().join()).video()).isNull();
        }
    }
}
