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

/**
 * One page of a list of jobs.
 *
 * @param rows by job id, in the service's order; unmodifiable
 * @param totalPages how many pages there are; 0 for none
 */
public record StatusPage(Map<String, Row> rows, int totalPages) {

    /**
     * Where one job stands.
     *
     * @param status where it stands
     * @param model in the provider's spelling; null when the service does not say
     * @param submittedAt when the service took it; null when it does not say
     * @param endTime when it ended; null when it did not, or the service does not say
     * @param submitRequestId the id of the exchange that created it, for support and for finding a
     *     job whose acknowledgement was lost; null when the service does not say
     */
    public record Row(
            JobStatus status,
            String model,
            Instant submittedAt,
            Instant endTime,
            String submitRequestId) {}
}
