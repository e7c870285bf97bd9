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
package io.github.refvideo.camel.spi;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of jobs.
 *
 * @param rows by job id, in the order of the service; unmodifiable
 * @param totalPages the number of pages; 0 for an empty list
 */
public record StatusPage(Map<String, Row> rows, int totalPages) {

    /**
     * The status of one job. Null means that the service does not return the value.
     *
     * @param status of the job
     * @param model in the spelling of the provider
     * @param submittedAt when the service accepted the job
     * @param endTime when the job ended; null also if it has not ended
     * @param submitRequestId the id of the request that created the job, for support and for
     *     finding a job after the reply to its submit was lost
     * @param report the result of {@link VideoProvider#status}, if the list contains the whole job;
     *     its status is then not read again
     */
    public record Row(
            JobStatus status,
            @Nullable String model,
            @Nullable Instant submittedAt,
            @Nullable Instant endTime,
            @Nullable String submitRequestId,
            @Nullable JobReport report) {

        /** A row of a list that does not contain the whole job. */
        public Row(
                JobStatus status,
                @Nullable String model,
                @Nullable Instant submittedAt,
                @Nullable Instant endTime,
                @Nullable String submitRequestId) {
            this(status, model, submittedAt, endTime, submitRequestId, null);
        }
    }
}
