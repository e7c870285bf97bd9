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

import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesis;
import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesisListResult;
import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesisParam;
import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesisResult;
import com.alibaba.dashscope.exception.ApiException;
import com.alibaba.dashscope.task.AsyncTaskListParam;
import com.alibaba.dashscope.utils.Constants;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import io.github.refvideo.simulator.ledger.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** All operations of the service's official client work with the simulator. */
@Timeout(60)
class DashScopeSdkTest {
    private static final String KEY = "sk-any";
    private static final String REAL_URL = Constants.baseHttpApiUrl;

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.jobTime(JobTime.fixed(Duration.ofMillis(200))).submitQuota(0));

    private final VideoSynthesis client = new VideoSynthesis();

    @BeforeEach
    void pointTheClientHere(RefVideoSimulator sim) {
        // This version does not use the constructor's base URL for the create call.
        Constants.baseHttpApiUrl = sim.dashscopeUrl();
    }

    @AfterAll
    static void pointItBack() {
        Constants.baseHttpApiUrl = REAL_URL;
    }

    @Test
    void callWaitsForItsVideo(RefVideoSimulator sim) throws Exception {
        VideoSynthesisResult result = client.call(wan26(sim));

        assertThat(result.getOutput().getTaskStatus()).isEqualTo("SUCCEEDED");
        assertThat(result.getOutput().getOrigPrompt()).isEqualTo("character1 waves");
        assertThat(result.getUsage().getDuration()).isEqualTo(4f);
        assertThat(result.getUsage().getSR()).isEqualTo("720");
        assertThat(result.getUsage().getSize()).isEqualTo("1280*720");
        byte[] video = GatewayClient.get(result.getOutput().getVideoUrl()).body();
        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        sim.assertThat().paidJobs(1);
        // The fields that it adds to every request are accepted.
        assertThat(created(sim).body()).contains("\"extend_prompt\":true", "\"with_audio\":false");
    }

    @Test
    void asyncCallFetchAndWait(RefVideoSimulator sim) throws Exception {
        VideoSynthesisResult created = client.asyncCall(wan27(sim));
        assertThat(created.getOutput().getTaskStatus()).isEqualTo("PENDING");

        VideoSynthesisResult fetched = client.fetch(created, KEY);
        assertThat(fetched.getOutput().getTaskStatus()).isIn("RUNNING", "SUCCEEDED");
        VideoSynthesisResult done = client.wait(created, KEY);
        assertThat(done.getOutput().getVideoUrl()).startsWith(sim.baseUrl());
        assertThat(done.getOutput().getEndTime()).isNotEmpty();
        assertThat(done.getUsage().getSR()).isEqualTo("720");
        assertThat(client.fetch("nobody", KEY).getOutput().getTaskStatus()).isEqualTo("UNKNOWN");
    }

    @Test
    void listNamesItsTasks(RefVideoSimulator sim) throws Exception {
        String id = client.asyncCall(wan26(sim)).getOutput().getTaskId();

        VideoSynthesisListResult list =
                client.list(
                        AsyncTaskListParam.builder()
                                .apiKey(KEY)
                                .modelName("wan2.6-r2v")
                                .pageNo(1)
                                .pageSize(10)
                                .build());

        assertThat(list.getTotal()).isEqualTo(1);
        assertThat(list.getData().get(0).getTaskId()).isEqualTo(id);
        assertThat(list.getData().get(0).getModelName()).isEqualTo("wan2.6-r2v");
        assertThat(list.getData().get(0).getStatus()).isIn("PENDING", "RUNNING", "SUCCEEDED");
    }

    @Test
    void cancelEndsWhatWaitsAndNothingElse(RefVideoSimulator sim) throws Exception {
        sim.clock().freeze();
        String running = client.asyncCall(wan26(sim)).getOutput().getTaskId();
        for (int i = 0; i < 4; i++) {
            client.asyncCall(wan26(sim));
        }
        String waiting = client.asyncCall(wan26(sim)).getOutput().getTaskId();

        assertThat(client.cancel(waiting, KEY).getRequestId()).isNotEmpty();
        assertThat(client.fetch(waiting, KEY).getOutput().getTaskStatus()).isEqualTo("CANCELED");
        assertThatThrownBy(() -> client.cancel(running, KEY))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("UnsupportedOperation");
    }

    @Test
    void failedTaskHasItsCode(RefVideoSimulator sim) throws Exception {
        sim.faults().on(Step.DASHSCOPE_CREATE).inject(Fault.moderationFailure());

        VideoSynthesisResult failed = client.call(wan26(sim));

        assertThat(failed.getOutput().getTaskStatus()).isEqualTo("FAILED");
        assertThat(failed.getOutput().getCode()).isEqualTo("DataInspectionFailed");
        assertThat(failed.getOutput().getMessage()).isNotEmpty();
    }

    @Test
    void refusalReachesTheCaller(RefVideoSimulator sim) {
        sim.faults()
                .on(Step.DASHSCOPE_CREATE)
                .inject(Fault.dashscopeError(429, "Throttling.RateQuota"));

        assertThatThrownBy(() -> client.asyncCall(wan26(sim)))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> {
                            assertThat(e.getStatus().getStatusCode()).isEqualTo(429);
                            assertThat(e.getStatus().getCode()).isEqualTo("Throttling.RateQuota");
                        });
        sim.assertThat().paidJobs(0);
    }

    @Test
    void localFileIsUploadedAndDrawn(RefVideoSimulator sim, @TempDir Path folder) throws Exception {
        Path cat = Files.write(folder.resolve("cat.png"), TestImages.png(0x336699));
        VideoSynthesisParam param =
                VideoSynthesisParam.builder()
                        .apiKey(KEY)
                        .model("wan2.6-r2v")
                        .prompt("character1 waves")
                        .size("1280*720")
                        .duration(4)
                        .referenceUrls(
                                List.of(cat.toUri().toString().replace("file:/", "file:///")))
                        .build();

        VideoSynthesisResult result = client.call(param);

        assertThat(result.getOutput().getTaskStatus()).isEqualTo("SUCCEEDED");
        sim.assertThat().received(Step.DASHSCOPE_UPLOAD).exactly(1);
        RecordedRequest create = created(sim);
        assertThat(create.header("X-DashScope-OssResourceResolve")).hasValue("enable");
        assertThat(create.body()).contains("oss://dashscope-instant/");
    }

    private static RecordedRequest created(RefVideoSimulator sim) {
        return sim.ledger().requestLog(Step.DASHSCOPE_CREATE).get(0);
    }

    private static VideoSynthesisParam wan26(RefVideoSimulator sim) {
        return VideoSynthesisParam.builder()
                .apiKey(KEY)
                .model("wan2.6-r2v")
                .prompt("character1 waves")
                .size("1280*720")
                .duration(4)
                .shotType("single")
                .referenceUrls(List.of(image(sim)))
                .build();
    }

    private static VideoSynthesisParam wan27(RefVideoSimulator sim) {
        return VideoSynthesisParam.builder()
                .apiKey(KEY)
                .model("wan2.7-r2v")
                .prompt("Image 1 waves")
                .resolution("720P")
                .ratio("16:9")
                .duration(4)
                .media(
                        List.of(
                                VideoSynthesisParam.Media.builder()
                                        .type("reference_image")
                                        .url(image(sim))
                                        .build()))
                .build();
    }

    private static String image(RefVideoSimulator sim) {
        return sim.serveReference("cat.png", TestImages.png(0x336699), "image/png");
    }
}
