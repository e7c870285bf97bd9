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
package io.github.refvideo.simulator.job;

import java.time.Instant;

/**
 * A job outcome that is not determined by the clock: a rejection, an unusable reference, a
 * cancellation, a fault.
 *
 * @param notBefore the earliest time at which it is visible
 * @param after the condition for it to take effect
 */
record JobOutcome(JobState state, String text, Instant notBefore, After after) {
    /** The condition for an outcome to take effect. */
    enum After {
        NOTHING,
        /** A queued job fails only when it runs. */
        BEGIN,
        RUNNING_TIME
    }

    /** The time at which it takes effect, given the start and end of the running time. */
    Instant at(Instant begin, Instant due) {
        Instant first =
                switch (after) {
                    case NOTHING -> notBefore;
                    case BEGIN -> begin;
                    case RUNNING_TIME -> due;
                };
        return first.isAfter(notBefore) ? first : notBefore;
    }
}
