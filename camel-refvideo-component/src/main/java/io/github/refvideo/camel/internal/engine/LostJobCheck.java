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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.repository.PurchaseEvent.JobAcknowledged;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.Resubmission;

/**
 * Decides whether a job that was found in the service's list is the one whose acknowledgement was
 * lost. Only its final report can tell: it must repeat our prompt.
 *
 * @param purchase whose job was lost
 * @param why no acknowledgement came
 */
record LostJobCheck(PurchaseRequest purchase, String why) {

    /** Whether the report belongs to our job. A service may cut the prompt, never change it. */
    boolean confirms(JobReport report) {
        String given = report.facts().givenPrompt();
        String ours = purchase.prompt();
        return given != null
                && !given.isBlank()
                && ours != null
                && ours.strip().startsWith(given.strip());
    }

    /** The job is ours: from here on it is known like an acknowledged one. */
    void adopt(StepContext job, JobHandle candidate) {
        JobHandle ours = candidate.boughtWith(purchase.key(), purchase.output());
        job.acknowledged(new JobAcknowledged(ours), ours, job.report());
        job.purchase().saveAcknowledged();
    }

    /** The job is another one. */
    ErrorDetails mistaken(Resubmission resubmission) {
        return JobErrors.uncertain(
                why
                        + "; the only job of this model and submit time in the service's list has"
                        + " another prompt, or does not report its prompt",
                resubmission);
    }
}
