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
package io.github.refvideo.simulator.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.job.JobSpec;
import java.util.List;

/**
 * An accepted create request.
 *
 * @param spec the video, with the reason if the model will refuse it
 * @param model the model's name in the job
 * @param size the size in the job, or null
 * @param seconds the seconds in the job
 * @param quality the quality in the job
 * @param frames the number of frames in the new job, or null
 * @param outputs the number of videos
 * @param summary the fields as JSON, with name, type and size of each file
 * @param serverPaths the fields with paths of the server
 */
record VideoRequest(
        JobSpec spec,
        String model,
        String size,
        String seconds,
        String quality,
        Integer frames,
        int outputs,
        ObjectNode summary,
        List<String> serverPaths) {

    /** The same request, which the model will refuse for the given reason. */
    VideoRequest refusedByModel(String reason) {
        JobSpec refused =
                new JobSpec(
                        spec.model(),
                        spec.prompt(),
                        spec.width(),
                        spec.height(),
                        spec.seconds(),
                        spec.framesPerSecond(),
                        spec.multiShot(),
                        spec.seed(),
                        spec.references(),
                        reason);
        return new VideoRequest(
                refused, model, size, seconds, quality, frames, outputs, summary, serverPaths);
    }
}
