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
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Maintains the meters of jobs and credentials. Tags have few values, because model names are
 * untrusted input: an unknown model is {@code other}.
 */
final class MicrometerJobListener implements JobMonitor {

    private static final String PREFIX = "camel.refvideo.";
    private static final String OTHER = "other";

    /** Longer durations are implausible: no service keeps a job for so long. */
    private static final Duration MAX_DURATION = Duration.ofDays(365);

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

    /** Empty when the application has no meter registry. */
    static Optional<JobMonitor> find(
            CamelContext context,
            String component,
            Supplier<List<AccountSnapshot>> snapshots,
            Predicate<String> knownModel) {
        return MeterSet.findRegistry(context)
                .map(registry -> new MeterSet(registry, context.getName(), component))
                .map(meters -> new MicrometerJobListener(meters, snapshots, knownModel));
    }

    /** Registers the meters of the credential on its first use. */
    @Override
    public void ordered(JobSnapshot job) {
        if (accounts.containsKey(job.account())) {
            return;
        }
        AccountMeters created = new AccountMeters(job.account(), snapshots, meters);
        // Not computeIfAbsent, which would hold a lock while filters of users run.
        if (accounts.putIfAbsent(job.account(), created) == null) {
            created.register();
        }
    }

    @Override
    public void submitted(JobSnapshot job) {
        count(
                "camel.refvideo.jobs.submitted",
                null,
                "Submitted jobs, which cost money",
                tags(job),
                1);
        if (job.estimatedCost() != null) {
            count(
                    "camel.refvideo.cost.estimated",
                    "usd",
                    "Maximum list price of the submitted jobs",
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
                    "Length of the delivered videos, as reported by the services",
                    tags(job),
                    facts.videoSeconds());
        }
        facts.costInDollars()
                .ifPresent(
                        cost ->
                                count(
                                        "camel.refvideo.cost",
                                        "usd",
                                        "Cost of the delivered videos, as reported by the services",
                                        tags(job),
                                        cost.doubleValue()));
    }

    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        ended(job, error.getKind().name().toLowerCase(Locale.ROOT), error.getJob().orElse(null));
    }

    private void ended(JobSnapshot job, String outcome, @Nullable JobHandle handle) {
        Tags tags = tags(job).and("outcome", outcome);
        count("camel.refvideo.jobs.ended", null, "Jobs that ended, by outcome", tags, 1);
        if (handle != null || job.jobId() != null) {
            meters.get(
                            Timer.builder("camel.refvideo.job.duration")
                                            .tags(tags)
                                            .description(
                                                    "Time from submit to end, including the download")
                                    ::register)
                    .ifPresent(timer -> timer.record(duration(job, handle)));
        }
    }

    /** A job without a handle started when the exchange arrived. */
    private static Duration duration(JobSnapshot job, @Nullable JobHandle handle) {
        if (handle == null) {
            return job.elapsed();
        }
        Duration duration = Duration.between(handle.submittedAt(), Instant.now());
        // The time may come from another clock, or from untrusted input.
        return duration.isNegative() || duration.compareTo(MAX_DURATION) > 0
                ? job.elapsed()
                : duration;
    }

    private void count(
            String name, @Nullable String unit, String description, Tags tags, double amount) {
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

    /** The meters of one credential. Micrometer only has weak references to this object. */
    private static final class AccountMeters {

        private final String account;
        private final Supplier<List<AccountSnapshot>> snapshots;
        private final MeterSet meters;
        private final Tags tags;

        /**
         * @param account names the credential without revealing it
         */
        AccountMeters(String account, Supplier<List<AccountSnapshot>> snapshots, MeterSet meters) {
            this.account = account;
            this.snapshots = snapshots;
            this.meters = meters;
            this.tags = meters.tags("account", account);
        }

        void register() {
            gauge("jobs.inflight", "Jobs in flight", AccountSnapshot::inFlight);
            gauge(
                    "jobs.waiting",
                    "Jobs that wait for a free slot (maxInFlight)",
                    AccountSnapshot::queued);
            counter(
                    "submits",
                    "Submits that were sent, including retries",
                    AccountSnapshot::submits);
            counter("status.reads", "Status requests that were sent", AccountSnapshot::polls);
            counter(
                    "status.lists",
                    "Requested pages of the service's list of jobs",
                    AccountSnapshot::lists);
            counter("throttles", "Responses with status 429", AccountSnapshot::throttles);
            time(
                    "lag.mean",
                    "Mean time from the end of a job, by the service's clock, to its detection",
                    AccountSnapshot::meanLag);
            time(
                    "lag.longest",
                    "Longest time from the end of a job, by the service's clock,"
                            + " to its detection",
                    AccountSnapshot::longestLag);
        }

        private void gauge(
                String name, String description, ToDoubleFunction<AccountSnapshot> value) {
            meters.get(
                    Gauge.builder(PREFIX + name, this, meter -> meter.sum(value))
                                    .tags(tags)
                                    .description(description)
                            ::register);
        }

        private void counter(
                String name, String description, ToDoubleFunction<AccountSnapshot> value) {
            meters.get(
                    FunctionCounter.builder(PREFIX + name, this, meter -> meter.sum(value))
                                    .tags(tags)
                                    .description(description)
                            ::register);
        }

        private void time(
                String name, String description, Function<AccountSnapshot, Duration> value) {
            ToDoubleFunction<AccountSnapshot> millis = now -> value.apply(now).toMillis();
            meters.get(
                    TimeGauge.builder(
                                            PREFIX + name,
                                            this,
                                            TimeUnit.MILLISECONDS,
                                            meter -> meter.sum(millis))
                                    .tags(tags)
                                    .description(description)
                            ::register);
        }

        private double sum(ToDoubleFunction<AccountSnapshot> value) {
            return snapshots.get().stream()
                    .filter(snapshot -> snapshot.account().equals(account))
                    .mapToDouble(value)
                    .sum();
        }
    }
}
