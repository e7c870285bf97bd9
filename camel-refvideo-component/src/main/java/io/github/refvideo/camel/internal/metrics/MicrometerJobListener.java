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
package io.github.refvideo.camel.internal.metrics;

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.AccountSnapshot;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * Keeps the meters about jobs. Their tags take few values, whatever messages ask for: a model that
 * is not known is {@code other}.
 */
final class MicrometerJobListener implements JobMonitor {

    private static final String OTHER = "other";

    /** No service remembers a job for so long. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final MeterSet meters;
    private final Supplier<List<AccountSnapshot>> snapshots;
    private final Predicate<String> knownModel;
    private final Map<String, AccountMeters> accounts = new ConcurrentHashMap<>();

    MicrometerJobListener(
            MeterSet meters,
            Supplier<List<AccountSnapshot>> snapshots,
            Predicate<String> knownModel) {
        this.meters = meters;
        this.snapshots = snapshots;
        this.knownModel = knownModel;
    }

    /** Empty when there is no meter registry among the context's beans. */
    static Optional<JobMonitor> find(
            CamelContext context,
            String component,
            Supplier<List<AccountSnapshot>> snapshots,
            Predicate<String> knownModel) {
        return MeterRegistries.find(context)
                .map(registry -> new MeterSet(registry, context.getName(), component))
                .map(meters -> new MicrometerJobListener(meters, snapshots, knownModel));
    }

    /** Its credential may be used for the first time. */
    @Override
    public void ordered(JobSnapshot job) {
        accounts.computeIfAbsent(
                job.account(),
                account -> {
                    AccountMeters its = new AccountMeters(account, snapshots);
                    its.register(meters);
                    return its;
                });
    }

    @Override
    public void submitted(JobSnapshot job) {
        count(
                "camel.refvideo.jobs.submitted",
                null,
                "Jobs that were submitted: from then on they cost money",
                tags(job),
                1);
        if (job.estimatedCost() != null) {
            count(
                    "camel.refvideo.cost.estimated",
                    "usd",
                    "What the submitted jobs cost at most by list price",
                    tags(job),
                    job.estimatedCost().doubleValue());
        }
    }

    @Override
    public void succeeded(JobSnapshot job, JobOutcome outcome) {
        ended(job, "succeeded", outcome.handle());
        if (outcome.repeated()) {
            return;
        }
        JobFacts facts = outcome.report().facts();
        if (facts.videoSeconds() != null) {
            count(
                    "camel.refvideo.video",
                    "seconds",
                    "Length of the delivered videos, as services tell it",
                    tags(job),
                    facts.videoSeconds());
        }
        facts.costInDollars()
                .ifPresent(
                        cost ->
                                count(
                                        "camel.refvideo.cost",
                                        "usd",
                                        "What services say that the delivered videos cost",
                                        tags(job),
                                        cost.doubleValue()));
    }

    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        ended(job, error.getKind().name().toLowerCase(Locale.ROOT), error.getJob().orElse(null));
    }

    private void ended(JobSnapshot job, String outcome, JobHandle handle) {
        Tags tags = tags(job).and("outcome", outcome);
        count("camel.refvideo.jobs.ended", null, "Jobs that ended or were given up", tags, 1);
        if (handle != null || job.jobId() != null) {
            meters.get(
                            Timer.builder("camel.refvideo.job.duration")
                                            .tags(tags)
                                            .description("From submit to end, download included")
                                    ::register)
                    .ifPresent(timer -> timer.record(duration(job, handle)));
        }
    }

    /** A job that ran inside its submit has no handle, and begins with the order. */
    private static Duration duration(JobSnapshot job, JobHandle handle) {
        if (handle == null) {
            return job.elapsed();
        }
        Duration duration = Duration.between(handle.submittedAt(), Instant.now());
        // Another node may have submitted it, by another clock; or somebody made the time up.
        return duration.isNegative() || duration.compareTo(LONGEST) > 0 ? job.elapsed() : duration;
    }

    private void count(String name, String unit, String description, Tags tags, double amount) {
        meters.get(
                        Counter.builder(name).baseUnit(unit).description(description).tags(tags)
                                ::register)
                .ifPresent(counter -> counter.increment(amount));
    }

    private Tags tags(JobSnapshot job) {
        return meters.tags(
                "provider",
                job.provider(),
                "model",
                knownModel.test(job.model()) ? job.model().strip() : OTHER);
    }

    @Override
    public void close() {
        meters.close();
    }
}
