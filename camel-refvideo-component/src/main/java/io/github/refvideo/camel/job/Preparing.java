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

/** What comes between the right to submit and the submit: local references are stored. */
final class Preparing {

    private final JobRun run;

    Preparing(JobRun run) {
        this.run = run;
    }

    void begin() {
        run.call(
                JobRun.Phase.PREPARING,
                () -> run.order().purchase().preparation().prepare(run.deadline()),
                this::answered);
    }

    private void answered(PreparedSubmit submit, Throwable failure) {
        if (failure == null) {
            run.prepared(submit);
        } else {
            run.failed(JobErrors.known(failure, ErrorKind.REFERENCE_STORE));
        }
    }
}
