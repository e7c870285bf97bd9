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
package io.github.refvideo.simulator;

import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobState;
import java.time.Instant;

/**
 * A snapshot of a job.
 *
 * @param model the model as the client named it
 * @param state the state at the time of the snapshot
 * @param createdAt by the simulator's clock
 * @param endedAt the time of its final state by the simulator's clock, or null before it
 * @param request the body that created it, byte for byte as UTF-8 text; for a form, its fields as
 *     JSON, with name, type and size of each file
 * @param failure why it failed, or an empty string
 */
public record SimulatedJob(
        String id,
        String model,
        JobState state,
        Instant createdAt,
        Instant endedAt,
        String request,
        String failure) {

    static SimulatedJob of(Job job, Instant now) {
        JobState state = job.stateAt(now);
        return new SimulatedJob(
                job.id(),
                job.spec().model(),
                state,
                job.createdAt(),
                state.isFinal() ? job.finishedAt(now) : null,
                job.request(),
                job.failure());
    }
}
