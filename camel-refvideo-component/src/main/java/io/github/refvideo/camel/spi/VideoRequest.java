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
import org.jspecify.annotations.Nullable;

/**
 * The immutable, validated description of one video. A null value is not sent: the service uses its
 * default.
 *
 * @param model the model in the spelling of the user
 * @param prompt describes the new scene; names the references {@code character1}, {@code
 *     character2} or as the model wants it
 * @param negativePrompt what the scene must not show
 * @param references at least one, in the order of their numbers in the prompt
 * @param resolution the size in pixels
 * @param aspectRatio such as {@code 16:9}, for models that take a ratio
 * @param durationSeconds the length of the video in whole seconds; {@link #AUTOMATIC_DURATION} lets
 *     the model choose, where it can
 * @param framesPerSecond the frame rate, for models that take one
 * @param shotType one continuous shot, or several camera angles
 * @param seed for repeatable results; 0 is a seed like any other
 * @param audio whether the video has audio, for models with a switch
 * @param watermark whether the service puts its mark on the video
 * @param promptExtend whether the service may rewrite the prompt
 * @param providerOptions fields of the provider without an option of the component, by provider key
 */
public record VideoRequest(
        String model,
        String prompt,
        @Nullable String negativePrompt,
        List<Reference> references,
        @Nullable Resolution resolution,
        @Nullable String aspectRatio,
        @Nullable Integer durationSeconds,
        @Nullable Integer framesPerSecond,
        @Nullable ShotType shotType,
        @Nullable Long seed,
        @Nullable Boolean audio,
        @Nullable Boolean watermark,
        @Nullable Boolean promptExtend,
        Map<String, Object> providerOptions) {

    /** The value of {@link #durationSeconds} that lets the model choose the duration. */
    public static final int AUTOMATIC_DURATION = -1;

    public VideoRequest {
        references = List.copyOf(references);
        providerOptions = SortedMaps.copy(providerOptions);
    }

    /** A copy with other references. */
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

    /** Omits prompt and references, which must not be logged. */
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
