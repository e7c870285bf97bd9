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
package io.github.refvideo.simulator.openai;

/**
 * The settings of this protocol, documented by the simulator's builder.
 *
 * @param vllmOmniModel the model that vLLM-Omni serves
 * @param sglangModel the model that SGLang serves
 * @param acceptedKey the only bearer token accepted, or null if no token is required
 * @param runningVideos concurrently running jobs per server; 0 for unlimited
 */
public record OpenAiOptions(
        String vllmOmniModel, String sglangModel, String acceptedKey, int runningVideos) {
    /** Rejects invalid values. */
    public OpenAiOptions {
        if (vllmOmniModel.isBlank() || sglangModel.isBlank()) {
            throw new IllegalArgumentException("A server needs a model");
        }
        if (runningVideos < 0) {
            throw new IllegalArgumentException(
                    "The number of running videos must be at least 1, or 0 for no limit");
        }
    }

    /** MiniMax H3 and Wan 2.2, no key, no limit. */
    public static OpenAiOptions defaults() {
        return new OpenAiOptions(
                "MiniMaxAI/MiniMax-H3", "Wan-AI/Wan2.2-I2V-A14B-Diffusers", null, 0);
    }
}
