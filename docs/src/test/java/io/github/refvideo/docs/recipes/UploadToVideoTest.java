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
package io.github.refvideo.docs.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.job.JobTime;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class UploadToVideoTest {

    private static final String EDGE = "edge-of-a-part";

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(
                    b -> b.renderVideos(false).jobTime(JobTime.fixed(Duration.ofMinutes(4))));

    @TempDir Path directory;

    private final HttpClient browser = HttpClient.newHttpClient();
    private final int port = Broker.freePort();

    @Test
    void uploadIsAcceptedAtOnceAndItsVideoFollows(RefVideoSimulator simulator) throws Exception {
        Path arriving = Files.createDirectories(directory.resolve("arriving"));
        try (RecipeTestSupport kitchen =
                RecipeTestSupport.gateway(simulator)
                        .with("http.host", "127.0.0.1")
                        .with("http.port", port)
                        .with("arriving", arriving)
                        .with("videos", directory.resolve("videos"))) {
            kitchen.cook(new UploadToVideo());

            HttpResponse<String> accepted =
                    browser.send(
                            HttpRequest.newBuilder(url("/videos"))
                                    .header("Content-Type", "multipart/form-data; boundary=" + EDGE)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(form()))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            assertThat(accepted.headers().map()).doesNotContainKey("prompt");
            assertThat(accepted.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("camel"));
            URI video = url(accepted.headers().firstValue("Location").orElseThrow());
            simulator.assertThat().paidJobs(1).uploadedBlobs(1);
            assertThat(get(video).statusCode()).isEqualTo(404);

            simulator.clock().advance(Duration.ofMinutes(4));
            await().atMost(Duration.ofSeconds(30)).until(() -> get(video).statusCode() == 200);
            HttpResponse<byte[]> fetched = get(video);
            assertThat(RecipeTestSupport.isVideo(fetched.body())).isTrue();
            assertThat(fetched.headers().firstValue("Content-Type")).contains("video/mp4");
        }
    }

    @Test
    void invalidJobNameIsNotLookedUp(RefVideoSimulator simulator) throws Exception {
        Files.writeString(directory.resolve("secret.mp4"), "secret");
        try (RecipeTestSupport kitchen =
                RecipeTestSupport.gateway(simulator)
                        .with("http.host", "127.0.0.1")
                        .with("http.port", port)
                        .with("arriving", directory)
                        .with("videos", directory.resolve("videos"))) {
            kitchen.cook(new UploadToVideo());

            assertThat(get(url("/videos?job=..%2Fsecret")).statusCode()).isBetween(400, 404);
            assertThat(get(url("/videos?job=%24%7Bcamelid%7D")).statusCode()).isBetween(400, 404);
        }
    }

    private HttpResponse<byte[]> get(URI uri) throws Exception {
        return browser.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static byte[] form() throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(
                text(
                        "--%s\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n%s\r\n"
                                .formatted(EDGE, "character1 waves")));
        form.writeBytes(
                text(
                        ("--%s\r\nContent-Disposition: form-data; name=\"picture\";"
                                        + " filename=\"cat.png\"\r\nContent-Type: image/png\r\n\r\n")
                                .formatted(EDGE)));
        form.writeBytes(Files.readAllBytes(RecipeTestSupport.image("cat.png")));
        form.writeBytes(text("\r\n--%s--\r\n".formatted(EDGE)));
        return form.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
