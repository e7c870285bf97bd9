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
package io.github.refvideo.camel.internal.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/** A server program. They share routes and job objects, but not the fields of a request. */
public enum VideosServer {
    VLLM_OMNI("vLLM-Omni"),
    SGLANG("SGLang");

    private final String title;

    VideosServer(String title) {
        this.title = title;
    }

    /** Its name, for messages. */
    String title() {
        return title;
    }

    /** Reads the answer to {@code GET /models}; empty for another program. */
    static Optional<VideosServer> of(JsonNode models) {
        for (JsonNode model : models.path("data")) {
            String owner = model.path("owned_by").asText("").toLowerCase(Locale.ROOT);
            if (owner.startsWith("vllm")) {
                return Optional.of(VLLM_OMNI);
            } else if (owner.startsWith("sglang")) {
                return Optional.of(SGLANG);
            }
        }
        // The model information of SGLang, which is not a list.
        return models.has("model_path") && models.has("task_type")
                ? Optional.of(SGLANG)
                : Optional.empty();
    }
}
