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
package io.github.refvideo.simulator.dashscope;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.job.WanFrames;
import io.github.refvideo.simulator.media.MediaTypes;
import java.util.Optional;

/** Wan 2.6: a list of URLs, one of ten exact sizes. */
final class LegacyRules implements RequestRules {
    private static final String DEFAULT_SIZE = "1920*1080";

    @Override
    public void read(TaskRequest request, TaskDraft draft) {
        JsonNode urls = request.input().path("reference_urls");
        // An older name for videos only, still accepted.
        JsonNode given = urls.isArray() ? urls : request.input().path("reference_video_urls");
        draft.refuse(
                !given.isArray() || given.isEmpty(),
                "input.reference_urls must be set and not empty");
        draft.refuse(request.prompt().isBlank(), "input.prompt must be set");
        for (JsonNode url : given) {
            draft.refuse(!url.isTextual(), "input.reference_urls must hold texts");
            MediaKind kind = MediaTypes.kindOf(MediaTypes.byName(url.asText().split("[?#]", 2)[0]));
            draft.add("character" + (draft.references() + 1), kind, url.asText());
        }
        for (String foreign : new String[] {"resolution", "ratio"}) {
            draft.refuse(
                    request.isSet(foreign),
                    "parameters." + foreign + " is not known to this model");
        }
        String size = request.text("size", DEFAULT_SIZE);
        Optional<Frame> frame = WanFrames.wan26(size.replace('*', 'x'));
        draft.refuse(
                frame.isEmpty() || size.indexOf('x') >= 0,
                "parameters.size is not one of the list");
        frame.ifPresent(found -> draft.size(found, found.tier(), ""));
        String shots = request.text("shot_type", "single");
        draft.refuse(
                !shots.equals("single") && !shots.equals("multi"),
                "parameters.shot_type must be single or multi");
        draft.multiShot(shots.equals("multi"));
    }
}
