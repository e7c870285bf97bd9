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

import io.github.refvideo.simulator.blob.BlobOptions;
import io.github.refvideo.simulator.dashscope.DashScopeOptions;
import io.github.refvideo.simulator.job.JobTime;
import io.github.refvideo.simulator.media.Delivery;
import io.github.refvideo.simulator.openai.OpenAiOptions;
import java.time.Duration;

/**
 * The immutable settings of a simulator. Built by {@link RefVideoSimulator#builder()}, which
 * documents each.
 *
 * @param acceptedKey the only bearer token accepted, or null for any non-empty token
 */
public record SimulatorOptions(
        String host,
        int port,
        JobTime jobTime,
        Duration queueTime,
        long seed,
        boolean renderVideos,
        boolean fetchReferences,
        Delivery delivery,
        Duration urlLifetime,
        Duration heartbeatInterval,
        String acceptedKey,
        boolean tls,
        long videoBytes,
        long videoPace,
        DashScopeOptions dashscope,
        BlobOptions blob,
        OpenAiOptions openAi) {

    static SimulatorOptions defaults() {
        return new SimulatorOptions(
                "127.0.0.1",
                0,
                JobTime.instant(),
                Duration.ZERO,
                42,
                true,
                true,
                Delivery.URL,
                Duration.ofHours(24),
                Duration.ofMillis(500),
                null,
                false,
                0,
                0,
                DashScopeOptions.defaults(),
                BlobOptions.defaults(),
                OpenAiOptions.defaults());
    }
}
