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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.internal.io.BlockPool;
import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.UnknownStatusTracker;
import io.github.refvideo.camel.spi.InlineVideo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos leave the JSON while it arrives; everything else stays as it is. */
class JsonIntakeTest {

    private static final int CAP = 1 << 20;

    @TempDir private Path directory;

    private JsonIntake intake(long mostVideo) {
        return new JsonIntake(
                new VideoSpool(directory, Runnable::run, BlockPool.ofHeap()), mostVideo, CAP);
    }

    private JsonIntake take(String json) throws IOException {
        return take(intake(Long.MAX_VALUE), json);
    }

    private static JsonIntake take(JsonIntake intake, String json) throws IOException {
        for (byte b : json.getBytes(StandardCharsets.UTF_8)) {
            intake.take(b);
        }
        return intake;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static String text(JsonIntake intake) {
        return new String(intake.json(), StandardCharsets.UTF_8);
    }

    private static InlineVideo only(JsonIntake intake) {
        List<InlineVideo> videos = intake.videos().join();
        assertThat(videos).hasSize(1);
        return videos.get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {12_289, 12_290, 12_291, 100_000, 1_000_001, 5_000_000})
    void longDataIsDecodedToDiskAndLeavesItsNumber(int length) throws Exception {
        byte[] bytes = random(length);

        JsonIntake intake =
                take("{\"videos\":[{\"data\" : \"" + base64(bytes) + "\",\"x\":\"ü\"}]}");

        assertThat(text(intake)).isEqualTo("{\"videos\":[{\"data\" : 0,\"x\":\"ü\"}]}");
        InlineVideo video = only(intake);
        assertThat(video.length()).isEqualTo(length);
        for (int i = 0; i < 2; i++) {
            try (InputStream in = video.open()) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
        }
        video.discard();
        assertThat(files()).isZero();
    }

    @Test
    void shortDataStays() throws Exception {
        String json = "{\"data\":\"" + base64(random(9_000)) + "\"}";

        JsonIntake intake = take(json);

        assertThat(text(intake)).isEqualTo(json);
        assertThat(intake.videos().join()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"date\":\"%s\"}",
                "{\"a\":\"data\",\"b\":\"%s\"}",
                "[\"data\",\"%s\"]",
                "{\"data\":{\"x\":\"%s\"}}",
                "{\"data\":[\"%s\"]}",
                "{\"xdata\":\"%s\"}",
                "{\"\\\"data\":\"%s\"}",
                "{\"%s\":1}"
            })
    void otherLongStringsStay(String pattern) throws Exception {
        String json = pattern.formatted("A".repeat(100_000));

        assertThat(text(take(json))).isEqualTo(json);
        assertThat(files()).isZero();
    }

    @Test
    void escapesWhiteSpaceAndBothAlphabetsAreUnderstood() throws Exception {
        byte[] bytes = random(60_000);
        String plain = base64(bytes);
        String url = Base64.getUrlEncoder().encodeToString(bytes);
        String mime = plain.replaceAll("(.{76})", "$1\\\\r\\\\n");
        for (String written :
                List.of(
                        plain.replace("/", "\\/"),
                        plain.replace("/", "\\u002f").replace("+", "\\u002B"),
                        url,
                        mime,
                        Base64.getEncoder().withoutPadding().encodeToString(bytes))) {
            try (InputStream in = only(take("{\"data\":\"" + written + "\"}")).open()) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "=AAA", "A", "====", "\u00e4", "\\u00e4"})
    void whatIsNoBase64IsNoVideoAndLeavesNothing(String wrong) throws Exception {
        JsonIntake intake = take("{\"data\":\"" + "A".repeat(40_000) + wrong + "\",\"next\":1}");

        assertThat(text(intake)).isEqualTo("{\"data\":0,\"next\":1}");
        assertThat(intake.videos().join()).containsOnlyNulls();
        assertThat(files()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50_000, 59_999})
    void videoThatIsTooLargeEndsTheReading(int most) throws Exception {
        JsonIntake intake = intake(most);

        assertThatThrownBy(() -> take(intake, "{\"data\":\"" + base64(random(60_000)) + "\"}"))
                .isInstanceOf(IOException.class);

        assertThat(intake.oversized()).isTrue();
        assertThat(only(intake).length()).isBetween(most + 1L, 60_000L);
        assertThatThrownBy(() -> only(intake).open()).isInstanceOf(IOException.class);
        intake.discard();
        assertThat(files()).isZero();
        try (InputStream in = only(take(intake(60_000), json(60_000))).open()) {
            assertThat(in.readAllBytes()).hasSize(60_000);
        }
    }

    private static String json(int length) {
        return "{\"data\":\"" + base64(random(length)) + "\"}";
    }

    @Test
    void jsonWithoutItsVideosHasACap() throws Exception {
        JsonIntake intake = take("{\"data\":\"" + "A".repeat(3 << 20) + "\",\"b\":\"");

        assertThatThrownBy(() -> take(intake, "x".repeat(CAP))).isInstanceOf(IOException.class);
        assertThat(intake.tooLong()).isTrue();
        intake.discard();
        assertThat(files()).isZero();
    }

    @Test
    void replyThatBreaksOffLeavesNothing() throws Exception {
        JsonIntake half = take("{\"data\":\"" + "A".repeat(400_000));
        assertThat(files()).isEqualTo(1);
        half.discard();
        assertThat(files()).isZero();

        JsonIntake given = intake(Long.MAX_VALUE);
        given.discard();
        take(given, "{\"data\":\"" + "A".repeat(400_000) + "\"}");
        assertThat(files()).isZero();
    }

    @Test
    void diskThatFailsShowsWhenTheVideoIsRead() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        JsonIntake intake =
                new JsonIntake(
                        new VideoSpool(file.resolve("x"), Runnable::run, BlockPool.ofHeap()),
                        Long.MAX_VALUE,
                        CAP);
        take(intake, "{\"data\":\"" + base64(random(60_000)) + "\",\"b\":2}");

        assertThat(text(intake)).isEqualTo("{\"data\":0,\"b\":2}");
        assertThatThrownBy(() -> only(intake).open()).hasMessageStartingWith("spoolDirectory: ");
    }

    @Test
    void jsonOfAnyShapeComesOutAsItWentIn() throws Exception {
        Random random = new Random(4711);
        String alphabet = "{}[]\":,\\ dat\n\u00fc0";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder json = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                json.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(text(take(json.toString()))).isEqualTo(json.toString());
        }
    }

    @Test
    void nobodyCanNameAVideoThatIsNotThere() throws Exception {
        GatewayReplies replies =
                new GatewayReplies(new UnknownStatusTracker("gateway"), List.of("key"));
        for (String number : List.of("0", "-1", "7", "1e9", "1.5", "true")) {
            byte[] json =
                    ("{\"status\":\"completed\",\"videos\":[{\"data\":" + number + "}]}")
                            .getBytes(StandardCharsets.UTF_8);
            assertThat(replies.status(ServiceJson.object(json), List.of()).video()).isNull();
        }
    }
}
