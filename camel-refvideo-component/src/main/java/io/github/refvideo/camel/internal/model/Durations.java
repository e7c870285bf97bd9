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
package io.github.refvideo.camel.internal.model;

import io.github.refvideo.camel.spi.VideoRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The durations that a model supports, in whole seconds.
 *
 * @param maxWithVideo the maximum if one of the references is a video
 * @param only the allowed durations, if not all from {@code min} to {@code max} are; otherwise
 *     empty
 * @param automatic whether the model can choose the duration, see {@link
 *     VideoRequest#AUTOMATIC_DURATION}
 * @param maxWithInput the maximum total duration of the reference videos and the new video; null if
 *     there is no such limit
 * @param defaultSeconds the default of the service; null if not known
 */
public record Durations(
        int min,
        int max,
        int maxWithVideo,
        List<Integer> only,
        boolean automatic,
        @Nullable Integer maxWithInput,
        @Nullable Integer defaultSeconds) {

    public Durations {
        only = List.copyOf(only);
    }

    boolean allows(int seconds, boolean withVideo) {
        if (seconds == VideoRequest.AUTOMATIC_DURATION) {
            return automatic;
        }
        boolean within = seconds >= min && seconds <= (withVideo ? maxWithVideo : max);
        return within && (only.isEmpty() || only.contains(seconds));
    }

    /** For example {@code 2 to 15 seconds, 2 to 10 with a video among the references}. */
    @Override
    public String toString() {
        String each =
                only.isEmpty()
                        ? min + " to " + max
                        : only.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return each
                + " seconds"
                + (maxWithVideo < max
                        ? ", " + min + " to " + maxWithVideo + " with a video among the references"
                        : "")
                + (automatic
                        ? ", or " + VideoRequest.AUTOMATIC_DURATION + " to let the model choose"
                        : "");
    }
}
