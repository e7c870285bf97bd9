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
package io.github.refvideo.camel.internal.request;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Which lengths a model makes, in whole seconds.
 *
 * @param min the shortest
 * @param max the longest
 * @param maxWithVideo the longest when one of the references is a video
 * @param only the allowed lengths when not every length between is; else empty
 * @param automatic whether the model chooses the length when told {@value #AUTOMATIC}
 * @param maxWithInput the most that the seconds of the reference videos and of the new video may be
 *     together; null for no such limit
 * @param usual what the service takes when nothing is said; null when it is not known
 */
public record Durations(
        int min,
        int max,
        int maxWithVideo,
        List<Integer> only,
        boolean automatic,
        Integer maxWithInput,
        Integer usual) {

    /** What {@code duration} says to leave the length to the model. */
    public static final int AUTOMATIC = -1;

    public Durations {
        only = List.copyOf(only);
    }

    public boolean allows(int seconds, boolean withVideo) {
        if (seconds == AUTOMATIC) {
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
                + (automatic ? ", or " + AUTOMATIC + " to let the model choose" : "");
    }
}
