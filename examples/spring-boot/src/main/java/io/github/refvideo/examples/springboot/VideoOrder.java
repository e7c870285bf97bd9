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
package io.github.refvideo.examples.springboot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of a user. Null means the setting in application.yaml or the service's default.
 *
 * @param model one of those that application.yaml allows
 * @param prompt the scene; names the references character1, character2, ...
 * @param references http or https URLs, in the order of the characters; null for uploads
 * @param resolution such as 1280x720
 * @param aspectRatio such as 9:16, for models that have it
 * @param duration in whole seconds
 * @param shotType single or multi
 * @param audio whether the video has audio, for models that have this switch
 */
record VideoOrder(
        String model,
        String prompt,
        String negativePrompt,
        List<String> references,
        String resolution,
        String aspectRatio,
        Integer duration,
        String shotType,
        Boolean audio,
        Long seed) {

    /** The order as headers of the component. */
    @JsonIgnore
    Map<String, Object> headers() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("CamelRefVideoModel", model);
        headers.put("CamelRefVideoPrompt", prompt);
        headers.put("CamelRefVideoNegativePrompt", negativePrompt);
        headers.put("CamelRefVideoResolution", resolution);
        headers.put("CamelRefVideoAspectRatio", aspectRatio);
        headers.put("CamelRefVideoDuration", duration);
        headers.put("CamelRefVideoShotType", shotType);
        headers.put("CamelRefVideoAudio", audio);
        headers.put("CamelRefVideoSeed", seed);
        headers.values().removeIf(value -> value == null);
        return headers;
    }
}
