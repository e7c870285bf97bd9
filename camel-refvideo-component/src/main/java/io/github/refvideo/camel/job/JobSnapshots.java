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

import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.provider.ServiceText;
import io.github.refvideo.camel.provider.VideoProvider;
import java.time.Duration;

/** Takes pictures of running jobs for those who watch. */
final class JobSnapshots {

    private JobSnapshots() {}

    static JobSnapshot of(JobRun run, Duration elapsed, int polls) {
        VideoProvider provider = run.order().provider();
        Purchase purchase = run.order().purchase();
        JobHandle job = run.handle();
        JobReport last = run.report();
        return new JobSnapshot(
                run.order().origin(),
                provider.name(),
                run.account(),
                printable(run.model()),
                printable(job != null ? job.jobId() : idInTheAccounts(last)),
                run.phase(),
                last == null ? null : last.status(),
                elapsed,
                polls,
                job == null ? null : run.untilNextStep(),
                purchase == null ? null : purchase.seconds(),
                purchase == null ? null : purchase.estimatedCost());
    }

    /** Both may come from a message, and from whoever wrote it. */
    private static String printable(String text) {
        return text == null ? null : ServiceText.line(text, null);
    }

    /** A job that ran inside its submit has no id but the one of the service's accounts. */
    private static String idInTheAccounts(JobReport last) {
        return last == null ? null : last.facts().generationId();
    }
}
