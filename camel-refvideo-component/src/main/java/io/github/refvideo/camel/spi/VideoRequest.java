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
package io.github.refvideo.camel.spi;

import java.util.List;
import java.util.Map;

/**
 * The immutable description of one generation. Null means "not set": the service then takes its own
 * default, and nothing is sent for it.
 *
 * @param model the model as the user wrote it
 * @param prompt describes the new scene; names the references {@code character1}, {@code
 *     character2} or as the model wants it
 * @param negativePrompt what the scene shall not show
 * @param references at least one, in the order in which the prompt counts them
 * @param resolution the size in pixels
 * @param aspectRatio such as {@code 16:9}, for models that take a ratio
 * @param durationSeconds the length of the video in whole seconds; -1 lets the model choose, where
 *     it can
 * @param framesPerSecond the frame rate, for models that take one
 * @param shotType one continuous shot, or several camera angles
 * @param seed for repeatable results; 0 is a seed like any other
 * @param audio whether the video has sound, for models with a switch
 * @param watermark whether the service puts its mark on the video
 * @param promptExtend whether the service may rewrite the prompt
 * @param providerOptions fields for the provider that have no option here, by provider key
 */
public record VideoRequest(
        String model,
        String prompt,
        String negativePrompt,
        List<Reference> references,
        Resolution resolution,
        String aspectRatio,
        Integer durationSeconds,
        Integer framesPerSecond,
        ShotType shotType,
        Long seed,
        Boolean audio,
        Boolean watermark,
        Boolean promptExtend,
        Map<String, Object> providerOptions) {

    public VideoRequest {
        references = List.copyOf(references);
        providerOptions = SortedMaps.copy(providerOptions);
    }

    /** The same request with other references. */
    public VideoRequest with(List<Reference> others) {
        return new VideoRequest(
                model,
                prompt,
                negativePrompt,
                others,
                resolution,
                aspectRatio,
                durationSeconds,
                framesPerSecond,
                shotType,
                seed,
                audio,
                watermark,
                promptExtend,
                providerOptions);
    }

    /** Leaves out prompt and references: neither belongs into a log. */
    @Override
    public String toString() {
        return "VideoRequest[model="
                + model
                + ", references="
                + references.size()
                + ", resolution="
                + resolution
                + ", duration="
                + durationSeconds
                + "]";
    }
}
