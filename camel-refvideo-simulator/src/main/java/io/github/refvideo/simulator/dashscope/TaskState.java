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
package io.github.refvideo.simulator.dashscope;

import io.github.refvideo.simulator.job.JobState;
import java.util.Arrays;

/** The task states of the service. */
enum TaskState {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELED,
    /** The task does not exist, has expired or belongs to another caller. */
    UNKNOWN;

    static TaskState of(JobState state) {
        return switch (state) {
            case QUEUED -> PENDING;
            case RUNNING -> RUNNING;
            case COMPLETED -> SUCCEEDED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELED;
        };
    }

    static boolean isWord(String word) {
        return Arrays.stream(values()).anyMatch(state -> state.name().equals(word));
    }
}
