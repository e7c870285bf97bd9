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

import io.github.refvideo.camel.job.JobOrder.Progress;
import io.github.refvideo.camel.outcome.JobReport;

/**
 * Whether a job whose acknowledgement was lost, and that was found in the service's list, is the
 * one that was paid for. Only its last report can tell.
 */
final class Doubt {

    private final Purchase purchase;
    private volatile boolean unverified;
    private volatile boolean mistaken;

    /**
     * @param purchase null when only a job that is known is waited for
     * @param progress of an earlier attempt
     */
    Doubt(Purchase purchase, Progress progress) {
        this.purchase = purchase;
        this.unverified = progress.handle() != null && progress.uncertain();
    }

    /** The job was found. */
    void arises() {
        unverified = true;
    }

    /** Whether the job can still turn out to be another's. */
    boolean remains() {
        return unverified;
    }

    /**
     * Ends the doubt.
     *
     * @param report the last one
     * @return whether it shows that the job is another's
     */
    boolean isConfirmedBy(JobReport report) {
        String given = report.facts().givenPrompt();
        String ours = purchase == null ? null : purchase.prompt();
        // The service may have cut it, never have changed it.
        mistaken =
                unverified
                        && given != null
                        && ours != null
                        && !ours.strip().startsWith(given.strip());
        unverified = false;
        return mistaken;
    }

    /** Whether the job that was taken for ours was another's. */
    boolean mistaken() {
        return mistaken;
    }
}
