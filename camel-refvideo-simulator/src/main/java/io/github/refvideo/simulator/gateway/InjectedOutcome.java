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

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.job.JobState;
import java.util.Optional;

/** The outcome that an injected fault gives a job. */
record InjectedOutcome(JobState state, String text) {

    static Optional<InjectedOutcome> of(Fault fault) {
        return switch (fault.kind()) {
            case JOB_FAILURE -> Optional.of(new InjectedOutcome(JobState.FAILED, fault.text()));
            case MODERATION_FAILURE ->
                    Optional.of(
                            new InjectedOutcome(
                                    JobState.FAILED,
                                    "DataInspectionFailed: the content check refused the input or the output."));
            case CANCELLED ->
                    Optional.of(new InjectedOutcome(JobState.CANCELLED, "The job was cancelled."));
            default -> Optional.empty();
        };
    }
}
