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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.videos.Video;
import com.openai.models.videos.VideoCreateParams;
import com.openai.models.videos.VideoListParams;
import com.openai.models.videos.VideoSeconds;
import com.openai.models.videos.VideoSize;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations of OpenAI's official client work with both servers. */
@Timeout(60)
class OpenAiSdkTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(builder -> builder.renderVideos(false));

    @TempDir private Path folder;
    private Path cat;

    @BeforeEach
    void saveAnImage() throws Exception {
        cat = Files.write(folder.resolve("cat.png"), TestImages.png(0x336699));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm-omni", "sglang"})
    void videoIsCreatedRetrievedListedDownloadedAndDeleted(String server) throws Exception {
        OpenAIClient client = client(server);

        Video created = client.videos().create(request());
        assertThat(created.status().toString()).isIn("queued", "in_progress", "completed");
        Video done = client.videos().retrieve(created.id());
        assertThat(done.status()).isEqualTo(Video.Status.COMPLETED);
        assertThat(done.progress()).isEqualTo(100);
        assertThat(done.seconds()).isEqualTo(VideoSeconds._8);
        assertThat(done.size()).isEqualTo(VideoSize._1280X720);
        List<Video> page =
                client.videos().list(VideoListParams.builder().limit(10).build()).items();
        assertThat(page).extracting(Video::id).containsExactly(created.id());
        try (HttpResponse content = client.videos().downloadContent(created.id())) {
            byte[] video = content.body().readAllBytes();
            assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        }
        assertThat(client.videos().delete(created.id()).id()).isEqualTo(created.id());
        assertThatThrownBy(() -> client.videos().retrieve(created.id()))
                .isInstanceOf(NotFoundException.class);
        EXTENSION.simulator().assertThat().paidJobs(1);
        await().untilAsserted(() -> EXTENSION.simulator().assertThat().everyPaidJobDelivered());
    }

    @Test
    void refusalReachesTheCaller() {
        VideoCreateParams other = request().toBuilder().model("sora-2").build();

        assertThatThrownBy(() -> client("vllm-omni").videos().create(other))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("Model mismatch");
        EXTENSION.simulator().assertThat().paidJobs(0);
    }

    /**
     * Why a create call must not be repeated like other calls. The client does not repeat a form
     * with a file, which it cannot read twice; its counterpart for JavaScript does.
     */
    @Test
    void errorOfTheServerAfterTheCreationIsPaidThreeTimes(RefVideoSimulator sim) {
        sim.faults().on(Step.OPENAI_CREATE).inject(Fault.status(500).afterProcessing());
        VideoCreateParams text = VideoCreateParams.builder().prompt("She waves").build();

        assertThatThrownBy(() -> client("vllm-omni").videos().create(text))
                .isInstanceOf(InternalServerException.class);
        sim.assertThat().paidJobs(3).received(Step.OPENAI_CREATE).exactly(3);

        assertThatThrownBy(() -> client("vllm-omni").videos().create(request()))
                .isInstanceOf(InternalServerException.class);
        sim.assertThat().paidJobs(4);
    }

    /** The client takes the status of the failure for a failure of the call. */
    @Test
    void failedJobIsAnException(RefVideoSimulator sim) {
        sim.faults().on(Step.OPENAI_CREATE).inject(Fault.jobFailure("400", "no memory"));
        String id = client("vllm-omni").videos().create(request()).id();

        assertThatThrownBy(() -> client("vllm-omni").videos().retrieve(id))
                .isInstanceOfSatisfying(
                        OpenAIServiceException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(400));
    }

    private VideoCreateParams request() {
        return VideoCreateParams.builder()
                .prompt("Image 1 waves")
                .seconds(VideoSeconds._8)
                .size(VideoSize._1280X720)
                .inputReference(cat)
                .build();
    }

    private static OpenAIClient client(String server) {
        RefVideoSimulator sim = EXTENSION.simulator();
        return OpenAIOkHttpClient.builder()
                .baseUrl(server.equals("sglang") ? sim.sglangUrl() : sim.vllmOmniUrl())
                .apiKey("any")
                .build();
    }
}
