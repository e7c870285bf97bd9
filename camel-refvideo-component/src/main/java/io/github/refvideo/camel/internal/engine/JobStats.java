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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.FailureRatio;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.event.JobTotals;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.JobFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Totals of all jobs, and the failure ratio of each credential. Thread-safe. */
final class JobStats implements JobListener {

    private static final int MAX_REMEMBERED = 50;

    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    /** Failures that do not indicate a problem of the service. */
    private static final Set<ErrorKind> NOT_THE_SERVICE =
            EnumSet.of(
                    ErrorKind.INVALID_REQUEST,
                    ErrorKind.CONTENT_REJECTED,
                    // A 429 shows that the service is available.
                    ErrorKind.RATE_LIMITED,
                    ErrorKind.JOB_CANCELED,
                    ErrorKind.JOB_EXPIRED,
                    ErrorKind.REFERENCE_STORE,
                    ErrorKind.REPOSITORY,
                    ErrorKind.SHUTDOWN);

    private record Ended(long nanos, boolean failed) {}

    private final Timer timer;

    // Guarded by this.
    private final Map<String, Deque<Ended>> recent = new HashMap<>();
    private final Map<ErrorKind, Long> failed = new EnumMap<>(ErrorKind.class);
    private long submitted;
    private long succeeded;
    private double videoSeconds;
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal estimatedCost = BigDecimal.ZERO;

    JobStats(Timer timer) {
        this.timer = timer;
    }

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
        ended(job.account(), false);
        if (outcome.repeated()) {
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
        if (!NOT_THE_SERVICE.contains(error.getKind())) {
            ended(job.account(), true);
        }
    }

    private void ended(String account, boolean failure) {
        Deque<Ended> last = recent.computeIfAbsent(account, a -> new ArrayDeque<>());
        last.addLast(new Ended(timer.nanoTime(), failure));
        if (last.size() > MAX_REMEMBERED) {
            last.removeFirst();
        }
    }

    /** The failure ratio of the last 50 jobs of a credential that ended within ten minutes. */
    synchronized FailureRatio recentFailures(String account) {
        Deque<Ended> last = recent.getOrDefault(account, new ArrayDeque<>());
        last.removeIf(ended -> timer.nanoTime() - ended.nanos() > MAX_AGE.toNanos());
        return new FailureRatio(last.size(), (int) last.stream().filter(Ended::failed).count());
    }

    synchronized JobTotals totals() {
        return new JobTotals(
                submitted,
                succeeded,
                // Not Map.copyOf: keeps the order of the kinds.
                new EnumMap<>(failed),
                videoSeconds,
                cost,
                estimatedCost);
    }
}
