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
package io.github.refvideo.benchmarks;

import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesis;
import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesisOutput;
import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesisParam;
import com.alibaba.dashscope.utils.Constants;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** The official SDK: one thread per job, which calls {@code call()} and copies the video. */
final class DashScopeSdkClient implements VideoClient {

    private final VideoSynthesis synthesis = new VideoSynthesis();
    private final AtomicInteger files = new AtomicInteger();
    private final Task task;

    DashScopeSdkClient(Task task) {
        this.task = task;
        Constants.baseHttpApiUrl = task.baseUrl();
    }

    @Override
    public CompletableFuture<Path> generate(String prompt) {
        return CompletableFuture.supplyAsync(
                () -> video(prompt),
                job -> {
                    Thread thread = new Thread(job);
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    private Path video(String prompt) {
        try {
            VideoSynthesisOutput output =
                    synthesis
                            .call(
                                    VideoSynthesisParam.builder()
                                            .apiKey("simulated")
                                            .model(Service.DASHSCOPE_MODEL)
                                            .prompt(prompt)
                                            .duration(2)
                                            .referenceUrls(List.of(Service.REFERENCE))
                                            .build())
                            .getOutput();
            if (!"SUCCEEDED".equals(output.getTaskStatus())) {
                throw new IOException(output.getTaskStatus() + ": " + output.getMessage());
            }
            if (!task.download()) {
                return null;
            }
            Path file = task.directory().resolve("video-" + files.incrementAndGet() + ".mp4");
            try (InputStream in = URI.create(output.getVideoUrl()).toURL().openStream()) {
                Files.copy(in, file);
            }
            return file;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        // The threads are daemons.
    }
}
