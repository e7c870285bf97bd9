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
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.outcome.JobFacts;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** Counts what becomes of jobs. Thread-safe. */
final class JobCounter implements JobListener {

    private final Deliveries deliveries = new Deliveries();

    // Guarded by this.
    private long submitted;
    private long succeeded;
    private final Map<ErrorKind, Long> failed = new EnumMap<>(ErrorKind.class);
    private double videoSeconds;
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal estimatedCost = BigDecimal.ZERO;

    @Override
    public synchronized void submitted(JobSnapshot job) {
        submitted++;
        if (job.estimatedCost() != null) {
            estimatedCost = estimatedCost.add(job.estimatedCost());
        }
    }

    @Override
    public synchronized void succeeded(JobSnapshot job, JobOutcome outcome) {
        succeeded++;
        if (!deliveries.isFirst(job)) {
            return;
        }
        JobFacts facts = outcome.report().facts();
        if (facts.videoSeconds() != null) {
            videoSeconds += facts.videoSeconds();
        }
        cost = facts.costInDollars().map(cost::add).orElse(cost);
    }

    @Override
    public synchronized void failed(JobSnapshot job, RefVideoException error) {
        failed.merge(error.getKind(), 1L, Long::sum);
    }

    synchronized JobTotals totals() {
        return new JobTotals(
                submitted,
                succeeded,
                // Not Map.copyOf: the kinds shall keep their order.
                new EnumMap<>(failed),
                videoSeconds,
                cost,
                estimatedCost);
    }
}
