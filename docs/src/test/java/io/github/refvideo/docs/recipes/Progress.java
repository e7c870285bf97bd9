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
package io.github.refvideo.docs.recipes;

// tag::bean[]
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobSnapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs in progress. The component finds it in the registry, because it is a JobListener. */
public final class Progress implements JobListener {

    private final Map<String, JobSnapshot> jobs = new ConcurrentHashMap<>();

    @Override
    public void submitted(JobSnapshot job) {
        jobs.put(job.jobId(), job);
    }

    @Override
    public void statusRead(JobSnapshot job) {
        jobs.put(job.jobId(), job);
    }

    @Override
    public void succeeded(JobSnapshot job, JobOutcome outcome) {
        forget(job);
    }

    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        forget(job);
    }

    /** One line of text per job, for a page that polls. */
    public String lines() {
        StringBuilder lines = new StringBuilder();
        jobs.forEach(
                (id, job) ->
                        lines.append(id)
                                .append(' ')
                                .append(job.status() == null ? "SUBMITTED" : job.status())
                                .append(' ')
                                .append(job.elapsed().toSeconds())
                                .append(" s\n"));
        return lines.toString();
    }

    /** A submit that failed has no job. */
    private void forget(JobSnapshot job) {
        if (job.jobId() != null) {
            jobs.remove(job.jobId());
        }
    }
}
// end::bean[]
