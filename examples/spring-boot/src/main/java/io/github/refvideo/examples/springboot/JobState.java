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

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A job in the HTTP API. Unknown values are left out. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.NON_PRIVATE)
final class JobState {

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

    String id;
    State state;

    /** URL of this job. */
    String self;

    String prompt;

    /** URL of the video, if it is available. */
    String video;

    /** Since the order, until the end of the job. */
    double elapsedSeconds;

    /** Since the submit, until the end of the job. */
    Double runSeconds;

    /** How long recent jobs of this model ran: the median. */
    Double expectedSeconds;

    /** Place in the queue, from 1, if all slots are in use. */
    Integer position;

    String model;

    /** Of a running job, as reported by the service. */
    String status;

    /** The number of status requests. */
    Integer polls;

    /** The service's id of the job. */
    String jobId;

    /** Whether the job can be canceled now. */
    Boolean cancelable;

    /** Maximum in US dollars, by list price. */
    BigDecimal estimatedCost;

    /** In US dollars, as reported by the service. */
    BigDecimal cost;

    Object warnings;
    JobFolder.Failure error;
    Instant orderedAt;

    /** The settings of the order. */
    VideoOrder order;

    /** The uploaded references. */
    List<Upload> references;

    record Upload(String url, String mediaType) {}
}
