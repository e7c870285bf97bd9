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

import io.github.refvideo.camel.error.ErrorDetails;

/** Why a job that did not come to its end was given up. Called under the job's lock. */
final class GivingUp {

    private final JobRun run;
    private final Submitting submitting;

    GivingUp(JobRun run, Submitting submitting) {
        this.run = run;
        this.submitting = submitting;
    }

    /** The deadline passed. */
    ErrorDetails late() {
        return submitting.mayHaveArrived()
                ? JobErrors.uncertain(
                        "the deadline passed (pollTimeout, header CamelRefVideoPollTimeout)",
                        run.resubmission())
                : submitting.lastError().orElseGet(this::timeout);
    }

    private ErrorDetails timeout() {
        if (run.handle() != null || run.report() != null || !submitting.neverSent()) {
            return JobErrors.timeout(run.handle(), run.report(), run.deadline());
        }
        return run.phase() == JobPhase.PREPARING
                ? JobErrors.notStoredInTime(run.deadline().limit())
                : run.claiming().late(run.deadline().limit());
    }

    /** The engine stops. */
    ErrorDetails stopped() {
        return submitting.mayHaveArrived()
                ? JobErrors.uncertain("the component was stopped", run.resubmission())
                : JobErrors.shutdown(run.handle() != null || run.report() != null);
    }
}
