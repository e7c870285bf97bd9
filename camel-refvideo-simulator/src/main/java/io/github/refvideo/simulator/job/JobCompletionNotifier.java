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

import io.github.refvideo.simulator.time.ClockScheduler;
import java.time.Clock;

/** Notifies open event streams and callbacks when a job finishes. */
public final class JobCompletionNotifier {
    private final Clock clock;
    private final ClockScheduler alarms;

    /** Creates a notifier on the given scheduler. */
    public JobCompletionNotifier(Clock clock, ClockScheduler alarms) {
        this.clock = clock;
        this.alarms = alarms;
    }

    /** Runs the action on the event loop when the job has reached a terminal state. */
    public void whenFinished(Job job, Runnable action) {
        job.whenPrepared(() -> alarms.at(job.finishedAt(clock.instant()), action));
    }
}
