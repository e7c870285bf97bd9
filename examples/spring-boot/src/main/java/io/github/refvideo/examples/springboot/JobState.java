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
package io.github.refvideo.examples.springboot;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * A job in the HTTP API. Unknown values are left out.
 *
 * @param self URL of this job
 * @param prompt of the order
 * @param video URL of the video, if it is available
 * @param status of a running job, as reported by the service
 * @param jobId the service's id of the job
 * @param estimatedCost maximum in US dollars, by list price
 * @param cost in US dollars, as reported by the service
 */
record JobState(
        String id,
        State state,
        String self,
        String prompt,
        String video,
        double elapsedSeconds,
        String model,
        String status,
        Integer polls,
        String jobId,
        BigDecimal estimatedCost,
        BigDecimal cost,
        Object warnings,
        JobFolder.Failure error) {

    enum State {
        /** Accepted, not submitted yet. */
        @JsonProperty("waiting")
        WAITING,
        /** Submitted; running at the service. */
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("failed")
        FAILED
    }
}
