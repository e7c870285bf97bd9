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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.provider.PreparedSubmit;
import java.time.Duration;

/** What comes between the right to submit and the submit: local references are stored. */
final class Preparing {

    private static final Duration SAME_MOMENT = Duration.ofMillis(50);

    private final JobRun run;

    Preparing(JobRun run) {
        this.run = run;
    }

    void begin() {
        run.call(
                JobPhase.PREPARING,
                () -> run.order().purchase().preparation().prepare(run.deadline()),
                this::answered);
    }

    private void answered(PreparedSubmit submit, Throwable failure) {
        if (failure == null) {
            run.prepared(submit);
        } else if (run.deadline().remaining().compareTo(SAME_MOMENT) < 0) {
            // A transfer that ends at the deadline says so a moment before the deadline's own
            // timer.
            run.failed(JobErrors.notStoredInTime(run.deadline().limit()));
        } else {
            run.failed(JobErrors.known(failure, ErrorKind.REFERENCE_STORE));
        }
    }
}
