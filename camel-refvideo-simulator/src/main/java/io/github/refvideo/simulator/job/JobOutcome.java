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
 * An end that did not come from the clock: a refusal, a reference that could not be read, a cancel,
 * a fault.
 *
 * @param notBefore the earliest time at which it shows
 * @param after what must have happened first
 */
record JobOutcome(JobState state, String text, Instant notBefore, After after) {
    /** What an end waits for. */
    enum After {
        NOTHING,
        /** A job that still waits fails only once it runs. */
        BEGIN,
        RUNNING_TIME
    }

    /** When it shows, given when the job begins and when its running time is over. */
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
