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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model accepts, for applications that let people choose a model and its options. The data
 * comes from the table of models. A limit that is null is not known.
 *
 * @param name selects the model, in the header {@code CamelRefVideoModel} for example
 * @param references the limits of the references; without the kinds that the model does not accept
 * @param maxReferences the maximum number of references of all kinds
 * @param referenceNames how a prompt names a reference: a pattern for each kind of {@code
 *     references}, such as {@code Image {n}}. Kinds with the same pattern are counted together.
 *     Empty if the model does not document names
 * @param sizes the known sizes; empty if the model does not support {@code resolution}
 * @param aspectRatios the values of {@code aspectRatio}; empty if the model does not support it
 * @param duration the duration of the video
 * @param maxPrompt the maximum length of the prompt, in Unicode characters
 * @param negativePrompt whether the model supports a negative prompt
 * @param maxNegativePrompt the maximum length of the negative prompt, in Unicode characters
 * @param shotTypes the supported shot types; empty for none
 * @param audioSwitch whether audio can be switched on and off
 * @param seed whether the model supports a seed
 * @since 0.1.0
 */
public record VideoModel(
        String name,
        Map<ReferenceKind, References> references,
        @Nullable Integer maxReferences,
        Map<ReferenceKind, String> referenceNames,
        List<Size> sizes,
        List<String> aspectRatios,
        Seconds duration,
        @Nullable Integer maxPrompt,
        boolean negativePrompt,
        @Nullable Integer maxNegativePrompt,
        Set<ShotType> shotTypes,
        boolean audioSwitch,
        boolean seed) {

    public VideoModel {
        references = Map.copyOf(references);
        referenceNames = Map.copyOf(referenceNames);
        sizes = List.copyOf(sizes);
        aspectRatios = List.copyOf(aspectRatios);
        shotTypes = Set.copyOf(shotTypes);
    }

    /**
     * The limits of the references of one kind.
     *
     * @param min the minimum number
     * @param max the maximum number
     * @param mediaTypes the accepted media types, such as {@code image/png}; empty if not known
     * @param maxBytes the maximum size of a file
     * @param minSide the minimum length of the shorter side in pixels; 0 if not known
     * @param maxSide the maximum length of the longer side in pixels
     * @param minSeconds the minimum duration; 0 if not known
     * @param maxSeconds the maximum duration
     */
    public record References(
            int min,
            @Nullable Integer max,
            List<String> mediaTypes,
            @Nullable Long maxBytes,
            int minSide,
            @Nullable Integer maxSide,
            int minSeconds,
            @Nullable Integer maxSeconds) {

        public References {
            mediaTypes = List.copyOf(mediaTypes);
        }
    }

    /**
     * A size of the video.
     *
     * @param tier the class of sizes, which determines the price, such as {@code 720P}
     */
    public record Size(Resolution resolution, String tier) {}

    /**
     * The duration of the video in seconds.
     *
     * @param maxWithVideo the maximum with a video among the references
     * @param only the accepted durations, if not every duration from min to max is accepted
     */
    public record Seconds(int min, int max, int maxWithVideo, List<Integer> only) {

        public Seconds {
            only = List.copyOf(only);
        }
    }
}
