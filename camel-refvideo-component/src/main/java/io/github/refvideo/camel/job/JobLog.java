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

import io.github.refvideo.camel.error.RefVideoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line when a job is paid for and one when it ends; the rest is for DEBUG. */
final class JobLog implements JobListener {

    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);

    @Override
    public void submitted(JobSnapshot job) {
        LOG.info("Submitted job {} to {} (model {})", job.jobId(), job.provider(), job.model());
    }

    @Override
    public void statusRead(JobSnapshot job) {
        LOG.debug("Job {} is {} after {} ms", job.jobId(), job.status(), job.elapsed().toMillis());
    }

    @Override
    public void succeeded(JobSnapshot job, JobOutcome outcome) {
        LOG.info(
                "Job {} of {} (model {}) succeeded: {} bytes after {} ms, {} status reads, cost {}",
                job.jobId(),
                job.provider(),
                job.model(),
                outcome.video().length(),
                job.elapsed().toMillis(),
                job.polls(),
                outcome.report().facts().cost());
    }

    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        LOG.info(
                "Job {} of {} (model {}) ended with {} after {} ms, {} status reads: {}",
                job.jobId(),
                job.provider(),
                job.model(),
                error.getKind(),
                job.elapsed().toMillis(),
                job.polls(),
                error.getMessage());
    }
}
