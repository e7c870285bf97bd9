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

import io.github.refvideo.camel.internal.request.Durations;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.VideoRequest;

/** Length of the video. */
final class DurationCheck {

    private DurationCheck() {}

    static void check(VideoRequest request, ModelCapabilities model, ValidationCollector findings) {
        Integer seconds = request.durationSeconds();
        if (seconds == null) {
            return;
        }
        boolean withVideo = ReferenceCheck.count(request.references()).get(ReferenceKind.VIDEO) > 0;
        Durations durations = model.durations();
        if (!durations.allows(seconds, withVideo)) {
            findings.problem(RequestOption.DURATION, seconds, model + " makes " + durations);
        } else if (withVideo
                && durations.maxWithInput() != null
                && seconds + longestInput(model) > durations.maxWithInput()) {
            findings.doubt(
                    RequestOption.DURATION,
                    "reference videos and new video may be "
                            + durations.maxWithInput()
                            + " seconds together: the reference videos must not exceed "
                            + (durations.maxWithInput() - seconds));
        }
    }

    /** The longest that the reference videos may be together, in seconds. */
    private static long longestInput(ModelCapabilities model) {
        MediaLimits videos = model.references().media().get(ReferenceKind.VIDEO);
        return videos == null ? Integer.MAX_VALUE : videos.secondsTogether();
    }
}
