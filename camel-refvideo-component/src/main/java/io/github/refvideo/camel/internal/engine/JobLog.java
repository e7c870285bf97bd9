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

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.spi.JobFacts;
import java.math.BigDecimal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the submit and the end of each job at INFO, the rest at DEBUG. */
final class JobLog implements JobListener {

    /** Documented in the manual. */
    private static final Logger LOG = LoggerFactory.getLogger("io.github.refvideo.camel.Job");

    @Override
    public void ordered(JobSnapshot job) {
        LOG.debug(
                "Exchange {} of route {} requests a job of provider {} (model {})",
                job.origin().exchangeId(),
                job.origin().routeId(),
                job.provider(),
                job.model());
    }

    @Override
    public void submitted(JobSnapshot job) {
        LOG.info(
                "Submitted job {} to {}: model {}, {}, {}, status {}",
                id(job),
                job.provider(),
                job.model(),
                seconds(job, JobFacts.NONE),
                cost(job, JobFacts.NONE),
                status(job));
    }

    @Override
    public void statusRead(JobSnapshot job) {
        LOG.debug("Job {} is {} after {} ms", id(job), status(job), job.elapsed().toMillis());
    }

    @Override
    public void succeeded(JobSnapshot job, JobOutcome outcome) {
        JobFacts facts = outcome.report().facts();
        LOG.info(
                "Job {} of {} succeeded after {} ms and {} status reads: model {}, {}, {}, {},"
                        + " status {}",
                id(job),
                job.provider(),
                job.elapsed().toMillis(),
                job.polls(),
                job.model(),
                seconds(job, facts),
                cost(job, facts),
                size(outcome.video()),
                status(job));
    }

    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        LOG.info(
                "Job {} of {} ended with {} after {} ms and {} status reads: model {}, {}, {},"
                        + " status {}: {}",
                id(job),
                job.provider(),
                error.getKind(),
                job.elapsed().toMillis(),
                job.polls(),
                job.model(),
                seconds(job, JobFacts.NONE),
                cost(job, JobFacts.NONE),
                status(job),
                error.getMessage());
    }

    private static String id(JobSnapshot job) {
        return job.jobId() == null ? "(no id)" : job.jobId();
    }

    private static String status(JobSnapshot job) {
        return job.status() == null ? "unknown" : job.status().name();
    }

    /** The length of the video, or the requested length. */
    private static String seconds(JobSnapshot job, JobFacts facts) {
        if (facts.videoSeconds() != null) {
            return BigDecimal.valueOf(facts.videoSeconds()).stripTrailingZeros().toPlainString()
                    + " s of video";
        }
        return job.seconds() == null ? "length unknown" : job.seconds() + " s of video requested";
    }

    /** The cost that the service reports, or the maximum. */
    private static String cost(JobSnapshot job, JobFacts facts) {
        return facts.costInDollars()
                .map(cost -> "cost " + cost.toPlainString() + " USD")
                .orElseGet(
                        () ->
                                job.estimatedCost() == null
                                        ? "cost unknown"
                                        : "cost at most "
                                                + job.estimatedCost().toPlainString()
                                                + " USD by list price");
    }

    private static String size(DeliveredVideo video) {
        return video.length() < 0 ? "not downloaded" : video.length() + " bytes";
    }
}
