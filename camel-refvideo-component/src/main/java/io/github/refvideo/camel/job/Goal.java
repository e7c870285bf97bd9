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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.repository.JobState;

/** Where a job ends for the one who ordered it. */
public enum Goal {
    /** The service has acknowledged the submit; somebody else waits for the video. */
    SUBMITTED(JobState.HANDED_OUT),
    /** The video has been delivered. */
    DELIVERED(JobState.SUBMITTED);

    private final JobState recorded;

    Goal(JobState recorded) {
        this.recorded = recorded;
    }

    /** What the repository says of such a job once it is acknowledged. */
    JobState recorded() {
        return recorded;
    }
}
