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
package io.github.refvideo.examples.springboot;

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The last known state of the jobs in flight. The component finds this bean because it is a
 * JobListener. For display only; empty after a restart.
 */
@Component
class ProgressListener implements JobListener {

    private final Map<String, JobSnapshot> last = new ConcurrentHashMap<>();

    @Override
    public void submitted(JobSnapshot job) {
        last.put(job.jobId(), job);
    }

    @Override
    public void statusRead(JobSnapshot job) {
        last.put(job.jobId(), job);
    }

    @Override
    public void succeeded(JobSnapshot job, JobOutcome outcome) {
        last.remove(job.jobId());
    }

    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        if (job.jobId() != null) {
            last.remove(job.jobId());
        }
    }

    Optional<JobSnapshot> of(String jobId) {
        return Optional.ofNullable(last.get(jobId));
    }
}
