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
import static io.github.refvideo.simulator.GatewayClient.get;
import static io.github.refvideo.simulator.GatewayClient.headers;
import static io.github.refvideo.simulator.GatewayClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosted references, and references fetched for jobs. */
class ReferenceTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION = RefVideoSimulatorExtension.create();

    private RefVideoSimulator sim;
    private GatewayClient client;

    @BeforeEach
    void client(RefVideoSimulator simulator) {
        sim = simulator;
        client = new GatewayClient(sim);
    }

    @Test
    void givenBytesAreServed() {
        String url = sim.serveReference("my cat+dog.png", new byte[] {1, 2, 3}, "image/png");

        assertThat(get(url).body()).containsExactly(1, 2, 3);
        assertThat(get(url).headers().firstValue("content-type")).hasValue("image/png");
        assertThat(get(sim.referenceUrl("none.png")).statusCode()).isEqualTo(404);
    }

    @Test
    void folderIsServedAndNothingOutsideIt(@TempDir Path temp) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("refs/sub"));
        Files.writeString(temp.resolve("secret.png"), "secret");
        Files.writeString(folder.resolve("a.jpg"), "picture");
        Files.createSymbolicLink(folder.resolve("link.png"), temp.resolve("secret.png"));

        String base = sim.serveReferences(temp.resolve("refs"));

        assertThat(get(base + "sub/a.jpg").body()).asString().isEqualTo("picture");
        assertThat(get(base + "sub/a.jpg").headers().firstValue("content-type"))
                .hasValue("image/jpeg");
        for (String path :
                new String[] {
                    "../secret.png",
                    "..%2fsecret.png",
                    "sub/..%2F..%2Fsecret.png",
                    "sub/link.png",
                    "sub",
                    "%2Fetc%2Fpasswd",
                    "%00"
                }) {
            assertThat(get(base + path).statusCode()).as(path).isBetween(400, 404);
        }
    }

    @Test
    void jobSucceedsWithReferencesThatCanBeRead() {
        String cat = sim.serveReference("cat.png", TestImages.png(0xff0000), "image/png");
        String dog = sim.serveReference("dog.png", TestImages.png(0x00ff00), "image/png");

        assertThat(finished(body(cat, dog)).get("status").asText()).isEqualTo("completed");
        sim.assertThat().received(Step.REFERENCE).exactly(2);
    }

    @Test
    void jobFailsForAMissingReference() {
        JsonNode state = finished(body(sim.referenceUrl("none.png")));

        assertThat(state.get("status").asText()).isEqualTo("error");
        assertThat(state.get("error").asText()).contains("character1", "none.png", "404");
        sim.assertThat().paidJobs(1);
    }

    @Test
    void jobFailsBecauseOfAReferenceThatIsNotAnImage() {
        String url =
                sim.serveReference(
                        "cat2.png", "<html>".getBytes(StandardCharsets.US_ASCII), "image/png");

        assertThat(finished(body(url)).get("status").asText()).isEqualTo("error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:1/cat.png", "oss://bucket/cat.png", "not an address", ""})
    void jobFailsOverAnAddressThatCannotBeReached(String url) {
        assertThat(finished(body(url)).get("status").asText()).isEqualTo("error");
    }

    /** The request declares the kind of each reference; content of another kind fails the job. */
    @ParameterizedTest
    @CsvSource({
        "bytedance/seedance-2.0, video/mp4, png, VIDEO",
        "bytedance/seedance-2.0, video/mp4, wav, VIDEO",
        "bytedance/seedance-2.0, image/png, wav, IMAGE",
        "bytedance/seedance-2.0, image/png, mp4, IMAGE",
        "minimax/minimax-h3, video/mp4, png, VIDEO",
        "spacexai/grok-imagine-video, audio/wav, png, AUDIO",
        "klingai/kling-v2.6-i2v, image/png, mp4, IMAGE"
    })
    void jobFailsOverAReferenceOfAnotherKind(
            String model, String declared, String content, String kind) {
        String url = sim.serveReference("media-" + content, sample(content), declared);
        String typed =
                "{\"prompt\":\"p\",\"inputReferences\":[{\"type\":\"url\",\"url\":\""
                        + url
                        + "\",\"mediaType\":\""
                        + declared
                        + "\"}]}";

        assertThat(finished(typed, model).get("error").asText())
                .contains("given as " + kind, "media-" + content);
    }

    @Test
    void wanTakesAVideoWithoutAKnownEndingForAnImageAndFails() {
        String url = sim.serveReference("walk.webm", sample("mp4"), "video/webm");
        String typed =
                "{\"prompt\":\"p\",\"inputReferences\":[{\"type\":\"url\",\"url\":\""
                        + url
                        + "\",\"mediaType\":\"video/webm\"}]}";
        String media =
                "{\"prompt\":\"p\",\"providerOptions\":{\"alibaba\":{\"media\":[{\"type\":"
                        + "\"reference_video\",\"url\":\""
                        + url
                        + "\"}]}}}";

        assertThat(finished(typed, "alibaba/wan-v3.0-video").get("error").asText())
                .contains("given as IMAGE");
        assertThat(finished(media, "alibaba/wan-v3.0-video").get("status").asText())
                .isEqualTo("completed");
    }

    private static byte[] sample(String kind) {
        return switch (kind) {
            case "png" -> TestImages.png(0x0000ff);
            case "wav" -> "RIFF\0\0\0\0WAVEfmt ".getBytes(StandardCharsets.US_ASCII);
            default -> "\0\0\0\030ftypmp42\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
        };
    }

    @Test
    void faultOnAReferenceFailsTheNextJobToo() {
        String cat = sim.serveReference("cat.png", TestImages.png(0xff0000), "image/png");
        assertThat(finished(body(cat)).get("status").asText()).isEqualTo("completed");

        sim.faults().on(Step.REFERENCE).inject(Fault.status(403));
        assertThat(finished(body(cat)).get("error").asText()).contains("403");
    }

    private JsonNode finished(String body) {
        return finished(body, "alibaba/wan-v2.6-r2v");
    }

    private JsonNode finished(String body, String model) {
        Map<String, String> headers = headers("ai-model-id", model);
        String id = json(client.start(body, headers)).at("/operation/gatewayJobId").asText();
        await().until(() -> !state(id, headers).get("status").asText().equals("pending"));
        return state(id, headers);
    }

    private JsonNode state(String id, Map<String, String> headers) {
        return json(client.status(id, headers));
    }
}
