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

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.job.Job;

/**
 * A job with the data that is specific to this protocol.
 *
 * @param uploaded the URL if the server stored the video in a bucket, empty for the simulator's own
 *     link, or null if the server serves the video
 * @param body the request with its files, retained for this record, or null
 */
record VideoJob(Job job, VideoRequest request, String uploaded, Content body) {

    String id() {
        return job.id();
    }

    /** Releases the files; the references can no longer be read. */
    void release() {
        if (body != null) {
            body.release();
        }
    }
}
