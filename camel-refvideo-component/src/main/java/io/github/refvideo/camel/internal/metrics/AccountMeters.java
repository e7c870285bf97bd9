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

import io.github.refvideo.camel.event.AccountSnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How one credential is used, read whenever somebody looks at the meters. */
final class AccountMeters {

    private final String account;
    private final Supplier<List<AccountSnapshot>> snapshots;

    /**
     * @param account names the credential without telling it
     */
    AccountMeters(String account, Supplier<List<AccountSnapshot>> snapshots) {
        this.account = account;
        this.snapshots = snapshots;
    }

    /** Registers them. Micrometer holds this object only weakly: keep it. */
    void register(MeterSet meters) {
        Tags tags = meters.tags("account", account);
        gauge(
                meters,
                tags,
                "camel.refvideo.jobs.inflight",
                "Jobs between submit and their end",
                AccountSnapshot::inFlight);
        gauge(
                meters,
                tags,
                "camel.refvideo.jobs.waiting",
                "Jobs that wait for a free slot (maxInFlight)",
                AccountSnapshot::queued);
        counter(
                meters,
                tags,
                "camel.refvideo.submits",
                "Submits that were sent, repeated ones included",
                AccountSnapshot::submits);
        counter(
                meters,
                tags,
                "camel.refvideo.status.reads",
                "Status reads that were sent",
                AccountSnapshot::polls);
        counter(
                meters,
                tags,
                "camel.refvideo.status.lists",
                "Pages of the service's list that were asked for",
                AccountSnapshot::lists);
        counter(
                meters,
                tags,
                "camel.refvideo.throttles",
                "How often the service asked for fewer requests",
                AccountSnapshot::throttles);
        time(
                meters,
                tags,
                "camel.refvideo.lag.mean",
                "From the service's own end time of a job to its being noticed here",
                AccountSnapshot::meanLag);
        time(
                meters,
                tags,
                "camel.refvideo.lag.longest",
                "The longest of these times so far",
                AccountSnapshot::longestLag);
    }

    private void gauge(
            MeterSet meters,
            Tags tags,
            String name,
            String description,
            ToDoubleFunction<AccountSnapshot> figure) {
        meters.get(
                Gauge.builder(name, this, me -> me.now(figure)).tags(tags).description(description)
                        ::register);
    }

    private void counter(
            MeterSet meters,
            Tags tags,
            String name,
            String description,
            ToDoubleFunction<AccountSnapshot> figure) {
        meters.get(
                FunctionCounter.builder(name, this, me -> me.now(figure))
                                .tags(tags)
                                .description(description)
                        ::register);
    }

    private void time(
            MeterSet meters,
            Tags tags,
            String name,
            String description,
            Function<AccountSnapshot, Duration> figure) {
        meters.get(
                TimeGauge.builder(
                                        name,
                                        this,
                                        TimeUnit.MILLISECONDS,
                                        me -> me.now(now -> figure.apply(now).toMillis()))
                                .tags(tags)
                                .description(description)
                        ::register);
    }

    private double now(ToDoubleFunction<AccountSnapshot> figure) {
        return snapshots.get().stream()
                .filter(governor -> governor.account().equals(account))
                .mapToDouble(figure)
                .sum();
    }
}
