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
 * A job as users see it; what is not known is left out.
 *
 * @param self where to ask again
 * @param prompt as it was ordered
 * @param video where the video is, once it is there
 * @param status the service's word for a job under way
 * @param jobId the service's id, for its support
 * @param estimatedCost in US dollars by list price, at most
 * @param cost in US dollars, as the service told it
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
        /** Accepted; not bought yet. */
        @JsonProperty("waiting")
        WAITING,
        /** Bought; the service works on it. */
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("failed")
        FAILED
    }
}
