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
package io.github.refvideo.simulator.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.server.Json;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The JSON view of a job with an inline video that is streamed rather than held in memory.
 *
 * @param place the placeholder in the JSON that is replaced by the video, or null without a video
 * @param whenSent runs after the response has been sent
 */
record JobView(ObjectNode json, String place, Content video, Runnable whenSent) {
    static JobView of(ObjectNode json) {
        return new JobView(json, null, null, () -> {});
    }

    JobView map(UnaryOperator<ObjectNode> change) {
        return new JobView(change.apply(json), place, video, whenSent);
    }

    /** The JSON text with a prefix and a suffix. */
    Content content(String before, String after) {
        String text = before + Json.text(json) + after;
        if (place == null) {
            return Content.of(text);
        }
        int at = text.indexOf(place);
        return Content.joined(
                List.of(
                        Content.of(text.substring(0, at)),
                        video,
                        Content.of(text.substring(at + place.length()))));
    }
}
