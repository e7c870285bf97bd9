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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.event.JobTotals;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Micrometer meters about jobs. */
class MetricsTest extends RefVideoTestSupport {

    private static final String MODEL = "alibaba/wan-v2.6-r2v";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private ProducerTemplate producer;

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    private RefVideoComponent component(String name) {
        RefVideoComponent component = new RefVideoComponent();
        pointAt(simulator(), component.getConfiguration());
        camel.addComponent(name, component);
        return component;
    }

    private void start() {
        component("refvideo");
        startCamel();
    }

    private void startCamel() {
        camel.start();
        producer = camel.createProducerTemplate();
    }

    private void startWith(MeterRegistry meters) {
        camel.getRegistry().bind("meters", meters);
        start();
    }

    private Exchange make(String uri) {
        return producer.request(uri, exchange -> exchange.getMessage().setBody(cat()));
    }

    private static Set<String> names(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, String> tags(String name) {
        return registry.get(name).meter().getId().getTags().stream()
                .collect(Collectors.toMap(tag -> tag.getKey(), tag -> tag.getValue()));
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Test
    void jobIsCountedWithItsSecondsMoneyAndTime() {
        startWith(registry);

        Exchange made = make("refvideo:generate?duration=4");

        assertThat(made.getException()).isNull();
        assertThat(count("camel.refvideo.jobs.submitted")).isEqualTo(1);
        assertThat(count("camel.refvideo.jobs.ended", "outcome", "succeeded")).isEqualTo(1);
        assertThat(count("camel.refvideo.video")).isEqualTo(4);
        assertThat(count("camel.refvideo.cost"))
                .isEqualTo(
                        new BigDecimal(
                                        made.getMessage()
                                                .getHeader(RefVideoConstants.COST, String.class))
                                .doubleValue());
        assertThat(count("camel.refvideo.cost.estimated")).isEqualTo(0.6);
        assertThat(registry.get("camel.refvideo.job.duration").timer().count()).isEqualTo(1);
        assertThat(
                        registry.get("camel.refvideo.job.duration")
                                .timer()
                                .totalTime(TimeUnit.MILLISECONDS))
                // Shorter than the simulator's job is, and longer than the deadline, is wrong.
                .isBetween(50.0, 10_000.0);
    }

    @Test
    void namesUnitsAndTagsMatchTheManual() {
        startWith(registry);

        make("refvideo:generate?duration=4");

        assertThat(names(registry))
                .containsExactly(
                        "camel.refvideo.cost",
                        "camel.refvideo.cost.estimated",
                        "camel.refvideo.job.duration",
                        "camel.refvideo.jobs.ended",
                        "camel.refvideo.jobs.inflight",
                        "camel.refvideo.jobs.submitted",
                        "camel.refvideo.jobs.waiting",
                        "camel.refvideo.lag.longest",
                        "camel.refvideo.lag.mean",
                        "camel.refvideo.status.lists",
                        "camel.refvideo.status.reads",
                        "camel.refvideo.submits",
                        "camel.refvideo.throttles",
                        "camel.refvideo.video");
        Map<String, String> ofAJob =
                Map.of(
                        "camelContext",
                        camel.getName(),
                        "component",
                        "refvideo",
                        "provider",
                        "gateway",
                        "model",
                        MODEL);
        for (String name : Set.of("cost", "cost.estimated", "jobs.submitted", "video")) {
            assertThat(tags("camel.refvideo." + name)).isEqualTo(ofAJob);
        }
        for (String name : Set.of("jobs.ended", "job.duration")) {
            assertThat(tags("camel.refvideo." + name))
                    .containsAllEntriesOf(ofAJob)
                    .containsEntry("outcome", "succeeded")
                    .hasSize(5);
        }
        for (String name :
                Set.of(
                        "jobs.inflight",
                        "jobs.waiting",
                        "lag.longest",
                        "lag.mean",
                        "status.lists",
                        "status.reads",
                        "submits",
                        "throttles")) {
            assertThat(tags("camel.refvideo." + name))
                    .containsEntry("camelContext", camel.getName())
                    .containsEntry("component", "refvideo")
                    .hasEntrySatisfying(
                            "account",
                            account -> assertThat(account).matches("gateway-[0-9a-f]{8}"))
                    .hasSize(3);
        }
        assertThat(registry.get("camel.refvideo.video").meter().getId().getBaseUnit())
                .isEqualTo("seconds");
        assertThat(registry.get("camel.refvideo.cost").meter().getId().getBaseUnit())
                .isEqualTo("usd");
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
    }

    @Test
    void failuresAreCountedByTheirKind() {
        startWith(registry);
        simulator().faults().on(Step.STATUS).inject(Fault.moderationFailure());
        make("refvideo:generate?duration=4");
        simulator().faults().clear();
        simulator().faults().on(Step.START).inject(Fault.status(401));
        make("refvideo:generate?duration=4");

        assertThat(count("camel.refvideo.jobs.ended", "outcome", "content_rejected")).isEqualTo(1);
        assertThat(count("camel.refvideo.jobs.ended", "outcome", "authentication")).isEqualTo(1);
        assertThat(count("camel.refvideo.jobs.submitted")).isEqualTo(1);
        // A request without a job has no duration.
        assertThat(registry.get("camel.refvideo.job.duration").timers())
                .singleElement()
                .satisfies(
                        timer ->
                                assertThat(timer.getId().getTag("outcome"))
                                        .isEqualTo("content_rejected"));
        assertThat(names(registry)).doesNotContain("camel.refvideo.cost", "camel.refvideo.video");
    }

    @Test
    void submitAndAwaitAreOneJob() {
        startWith(registry);

        Object handle = make("refvideo:submit").getMessage().getBody();
        assertThat(names(registry)).doesNotContain("camel.refvideo.jobs.ended");
        producer.requestBody("refvideo:await", handle);

        assertThat(count("camel.refvideo.jobs.submitted")).isEqualTo(1);
        assertThat(count("camel.refvideo.jobs.ended", "outcome", "succeeded")).isEqualTo(1);
    }

    /** A handle is untrusted input. */
    @Test
    void costOfAHandleWithAnInvalidTimeIsCounted() {
        startWith(registry);
        String handle = make("refvideo:submit").getMessage().getBody(String.class);

        producer.requestBody(
                "refvideo:await",
                handle.replaceFirst(
                        "\"submittedAt\":\"[^\"]*\"",
                        "\"submittedAt\":\"-1000000000-01-01T00:00:00Z\""));

        assertThat(count("camel.refvideo.jobs.ended", "outcome", "succeeded")).isEqualTo(1);
        assertThat(count("camel.refvideo.cost")).isPositive();
    }

    /** As after a redelivery by a broker, with the key of the first attempt. */
    @Test
    void costOfAJobDeliveredTwiceIsCountedOnce() {
        startWith(registry);

        makeOrder();
        double seconds = count("camel.refvideo.video");
        double cost = count("camel.refvideo.cost");
        makeOrder();

        assertThat(count("camel.refvideo.jobs.submitted")).isEqualTo(1);
        assertThat(count("camel.refvideo.jobs.ended", "outcome", "succeeded")).isEqualTo(2);
        assertThat(count("camel.refvideo.video")).isEqualTo(seconds);
        assertThat(count("camel.refvideo.cost")).isEqualTo(cost);
        JobTotals totals = camel.getComponent("refvideo", RefVideoComponent.class).getTotals();
        assertThat(totals.succeeded()).isEqualTo(2);
        assertThat(totals.videoSeconds()).isEqualTo(seconds);
        assertThat(totals.cost().doubleValue()).isEqualTo(cost);
    }

    private void makeOrder() {
        producer.request(
                "refvideo:generate",
                exchange -> {
                    exchange.getMessage().setBody(cat());
                    exchange.getMessage()
                            .setHeader(RefVideoConstants.IDEMPOTENCY_KEY, "order-4711");
                });
    }

    @Test
    void unknownModelsShareOneTag() {
        startWith(registry);
        for (int i = 0; i < 20; i++) {
            int number = i;
            producer.request(
                    "refvideo:generate",
                    exchange -> {
                        exchange.getMessage().setBody(cat());
                        exchange.getMessage()
                                .setHeader(RefVideoConstants.MODEL, "stranger/model-" + number);
                    });
        }

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getTag("model"))
                .doesNotContain(MODEL)
                .contains("other")
                .allMatch(model -> model == null || model.equals("other"));
    }

    @Test
    void inFlightAndQueuedGaugesExistFromTheFirstJob() {
        startWith(registry);
        simulator().clock().freeze();
        for (int i = 0; i < 3; i++) {
            producer.asyncSend(
                    "refvideo:generate?maxInFlight=1", e -> e.getMessage().setBody(cat()));
        }

        // A missing meter throws MeterNotFoundException.
        await().atMost(20, TimeUnit.SECONDS)
                .ignoreException(MeterNotFoundException.class)
                .untilAsserted(
                        () -> {
                            assertThat(registry.get("camel.refvideo.jobs.inflight").gauge().value())
                                    .isEqualTo(1);
                            assertThat(registry.get("camel.refvideo.jobs.waiting").gauge().value())
                                    .isEqualTo(2);
                        });
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(
                                                registry.get("camel.refvideo.status.reads")
                                                        .functionCounter()
                                                        .count())
                                        .isGreaterThanOrEqualTo(3));

        simulator().clock().unfreeze();
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(
                                                registry.get("camel.refvideo.jobs.inflight")
                                                        .gauge()
                                                        .value())
                                        .isZero());
        assertThat(registry.get("camel.refvideo.submits").functionCounter().count()).isEqualTo(3);
    }

    @Test
    void laterCredentialGetsItsMeters() {
        startWith(registry);
        make("refvideo:generate");
        assertThat(registry.get("camel.refvideo.submits").functionCounters()).hasSize(1);

        make("refvideo:generate?apiKey=another-key");

        assertThat(registry.get("camel.refvideo.submits").functionCounters())
                .hasSize(2)
                .allSatisfy(counter -> assertThat(counter.count()).isEqualTo(1));
    }

    @Test
    void throttlesAndListPagesAreCounted() {
        startWith(registry);
        simulator()
                .faults()
                .on(Step.STATUS)
                .times(1)
                .inject(Fault.rateLimited(Duration.ofMillis(10)));

        make("refvideo:generate");

        assertThat(registry.get("camel.refvideo.throttles").functionCounter().count()).isEqualTo(1);
    }

    @Test
    void metersAreRemovedAtAStopAndStartAtZero() {
        registry.counter("of.the.application").increment();
        RefVideoComponent component = component("refvideo");
        camel.getRegistry().bind("meters", registry);
        startCamel();
        make("refvideo:generate");
        assertThat(registry.getMeters()).hasSizeGreaterThan(10);

        component.stop();

        assertThat(names(registry)).containsExactly("of.the.application");
        component.start();
        make("refvideo:generate");
        assertThat(count("camel.refvideo.jobs.submitted")).isEqualTo(1);
        camel.stop();
        assertThat(names(registry)).containsExactly("of.the.application");
    }

    @Test
    void metersAreRemovedWhenJobsEndAtAStop() {
        startWith(registry);
        simulator().clock().freeze();
        producer.asyncSend("refvideo:generate", e -> e.getMessage().setBody(cat()));
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> names(registry).contains("camel.refvideo.jobs.submitted"));

        camel.stop();

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void componentsHaveSeparateMeters() {
        camel.getRegistry().bind("meters", registry);
        RefVideoComponent first = component("refvideo");
        component("second");
        startCamel();

        make("refvideo:generate");
        make("second:generate");
        make("second:generate");

        assertThat(count("camel.refvideo.jobs.submitted", "component", "refvideo")).isEqualTo(1);
        assertThat(count("camel.refvideo.jobs.submitted", "component", "second")).isEqualTo(2);
        assertThat(
                        registry.get("camel.refvideo.submits")
                                .tag("component", "second")
                                .functionCounter()
                                .count())
                .isEqualTo(2);
        first.stop();
        assertThat(registry.getMeters())
                .isNotEmpty()
                .extracting(meter -> meter.getId().getTag("component"))
                .containsOnly("second");
    }

    @Test
    void autoCreatedComponentHasItsNameAsTag() {
        camel.getRegistry().bind("meters", registry);
        pointAt(
                simulator(),
                camel.getComponent("refvideo", RefVideoComponent.class).getConfiguration());
        startCamel();

        make("refvideo:generate");

        assertThat(tags("camel.refvideo.submits")).containsEntry("component", "refvideo");
    }

    @Test
    void metersCanBeSwitchedOff() {
        camel.getRegistry().bind("meters", registry);
        component("refvideo").setMetricsEnabled(false);
        startCamel();

        assertThat(make("refvideo:generate").getException()).isNull();

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void jobsRunWithoutARegistry() {
        start();

        assertThat(make("refvideo:generate").getException()).isNull();
    }

    @Test
    void registryWithCamelsNameIsUsed() {
        camel.getRegistry().bind("another", new SimpleMeterRegistry());
        camel.getRegistry().bind("metricsRegistry", registry);
        start();

        make("refvideo:generate");

        assertThat(count("camel.refvideo.jobs.submitted")).isEqualTo(1);
    }

    @Test
    void compositeRegistryIsUsed() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(registry);
        camel.getRegistry().bind("composite", composite);
        camel.getRegistry().bind("child", registry);
        start();

        make("refvideo:generate");

        assertThat(count("camel.refvideo.jobs.submitted")).isEqualTo(1);
        camel.stop();
        assertThat(registry.getMeters()).isEmpty();
        assertThat(composite.getMeters()).isEmpty();
    }

    @Test
    void allRegistriesGetTheMeters() {
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        camel.getRegistry().bind("one", registry);
        camel.getRegistry().bind("other", other);
        start();

        make("refvideo:generate");

        assertThat(names(registry)).isNotEmpty().isEqualTo(names(other));
        assertThat(other.get("camel.refvideo.submits").functionCounter().count()).isEqualTo(1);
        camel.stop();
        assertThat(registry.getMeters()).isEmpty();
        assertThat(other.getMeters()).isEmpty();
    }

    @Test
    void failingRegistryDoesNotAffectJobs() {
        registry.config()
                .meterFilter(
                        new MeterFilter() {
                            @Override
                            public Meter.Id map(Meter.Id id) {
                                throw new IllegalStateException("broken");
                            }
                        });
        startWith(registry);

        assertThat(make("refvideo:generate").getException()).isNull();
    }

    @Test
    void prometheusExportsAllMeters() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        startWith(prometheus);
        make("refvideo:generate?duration=4");
        simulator().faults().on(Step.STATUS).inject(Fault.moderationFailure());
        make("refvideo:generate?duration=4");

        String page = prometheus.scrape();

        assertThat(page)
                .contains(
                        "camel_refvideo_jobs_submitted_total{",
                        "camel_refvideo_jobs_ended_total{",
                        "outcome=\"content_rejected\"",
                        "outcome=\"succeeded\"",
                        "camel_refvideo_job_duration_seconds_count{",
                        "camel_refvideo_video_seconds_total{",
                        "camel_refvideo_cost_usd_total{",
                        "camel_refvideo_cost_estimated_usd_total{",
                        "camel_refvideo_jobs_inflight{",
                        "camel_refvideo_jobs_waiting{",
                        "camel_refvideo_lag_mean_seconds{",
                        "camel_refvideo_lag_longest_seconds{",
                        "camel_refvideo_status_reads_total{",
                        "camel_refvideo_status_lists_total{",
                        "camel_refvideo_submits_total{",
                        "camel_refvideo_throttles_total{")
                .doesNotContain(KEY);
        camel.stop();
        assertThat(prometheus.scrape()).doesNotContain("camel_refvideo");
    }
}
