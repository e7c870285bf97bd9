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
package io.github.refvideo.camel.event;

import io.github.refvideo.camel.spi.JobStatus;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job at one moment. Contains no prompt, key or URL, so it can be logged.
 *
 * @param origin the exchange of the job
 * @param provider name of the provider
 * @param account names the credential without revealing it; jobs with the same account share its
 *     limits
 * @param model in the provider's spelling
 * @param jobId null until the submit is acknowledged
 * @param phase the current activity
 * @param status the last reported status; null before the first
 * @param elapsed since the exchange arrived
 * @param polls the number of status requests
 * @param nextPoll time to the next status request; null when none is planned, or when the status
 *     comes from the service's list
 * @param seconds requested length of the video in seconds; null when not set, or when another node
 *     submitted the job
 * @param estimatedCost the maximum list price in US dollars; null when it is not known
 */
public record JobSnapshot(
        JobOrigin origin,
        String provider,
        String account,
        String model,
        @Nullable String jobId,
        JobPhase phase,
        @Nullable JobStatus status,
        Duration elapsed,
        int polls,
        @Nullable Duration nextPoll,
        @Nullable Integer seconds,
        @Nullable BigDecimal estimatedCost) {}
