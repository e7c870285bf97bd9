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

import io.github.refvideo.camel.error.RefVideoJobCanceledException;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.event.JobTotals;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Monitoring and cancelling jobs with the dev console and JMX. */
class JobMonitoringTest {

    private static final String KEY = "canary-key-of-the-watched";

    private static final String PROMPT = "character1 juggles behind the curtain";

    /** Runs one job at a time; the others are queued and can be cancelled. */
    private RefVideoSimulator simulator;

    private DefaultCamelContext context;
    private RefVideoComponent component;
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        simulator =
                RefVideoSimulator.builder()
                        .queueTime(Duration.ofMinutes(1))
                        .jobTime(JobTime.fixed(Duration.ofMinutes(1)))
                        .fetchReferences(false)
                        .withoutQuotas()
                        .start();
        simulator.clock().freeze();
        context = new DefaultCamelContext();
        component = context.getComponent("refvideo", RefVideoComponent.class);
        RefVideoConfiguration options = component.getConfiguration();
        RefVideoTestSupport.pointAt(simulator, options);
        options.setApiKey(KEY);
        options.setPrompt(PROMPT);
        options.setMaxInFlight(2);
        options.setPollTimeout(60_000L);
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:gateway").routeId("films").to("refvideo:generate");
                        from("direct:repeated")
                                .errorHandler(
                                        defaultErrorHandler()
                                                .maximumRedeliveries(2)
                                                .redeliveryDelay(0))
                                .to("refvideo:generate");
                        from("direct:dashscope")
                                .routeId("cartoons")
                                .to(
                                        "refvideo:generate?provider=dashscope&model=wan2.6-r2v"
                                                + "&submitsPerSecond=1000&statusPerSecond=1000"
                                                + "&baseUrl="
                                                + simulator.dashscopeUrl());
                    }
                });
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        simulator.close();
    }

    @Test
    void snapshotContainsRoutePhaseAndCost() {
        Future<Exchange> video = send("direct:gateway");

        JobSnapshot job = waitingJob();

        assertThat(job.provider()).isEqualTo("gateway");
        assertThat(job.model()).isEqualTo("alibaba/wan-v2.6-r2v");
        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job.phase()).isIn(JobPhase.WAITING, JobPhase.POLLING);
        assertThat(job.origin().routeId()).isEqualTo("films");
        assertThat(job.origin().exchangeId()).isNotBlank();
        assertThat(job.estimatedCost()).isPositive();
        assertThat(job.account()).doesNotContain(KEY);
        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(component.getJobs().get(0).nextPoll())
                                        .isPositive()
                                        .isLessThan(Duration.ofSeconds(1)));
        finish(video);
        assertThat(component.getJobs()).isEmpty();
    }

    @Test
    void consoleShowsJobsInFlightAndQueuedJobsAndWhatBecameOfTheOthers() throws Exception {
        Future<Exchange> first = send("direct:gateway");
        Future<Exchange> second = send("direct:gateway");
        Future<Exchange> third = send("direct:gateway");
        Awaitility.await()
                .until(() -> component.getJobsInFlight() == 3 && component.getJobsQueued() == 1);
        Awaitility.await().until(() -> component.getTotals().submitted() == 2);

        JsonObject shown = json(Map.of());

        assertThat(shown.get("jobsInFlight")).isEqualTo(3);
        assertThat(shown.get("jobsQueued")).isEqualTo(1);
        JsonArray jobs = (JsonArray) shown.get("jobs");
        assertThat(jobs).hasSize(3);
        assertThat((JsonObject) jobs.get(0))
                .containsEntry("routeId", "films")
                .containsEntry("model", "alibaba/wan-v2.6-r2v")
                .containsKeys("jobId", "status", "ageMillis", "polls", "nextPollMillis");
        assertThat(jobs)
                .anySatisfy(
                        job ->
                                assertThat((JsonObject) job)
                                        .containsEntry("phase", "QUEUED")
                                        .containsEntry("jobId", null));
        JsonObject account = (JsonObject) ((JsonArray) shown.get("accounts")).get(0);
        assertThat(account).containsEntry("inFlight", 2L).containsEntry("queued", 1L);
        assertThat((JsonArray) json(Map.of("limit", "1")).get("jobs")).hasSize(1);

        String text = text(Map.of());
        assertThat(text)
                .contains("in flight 3, of which 1 queued")
                .contains("route films")
                .contains("model alibaba/wan-v2.6-r2v: QUEUED")
                .doesNotContain(KEY)
                .doesNotContain(PROMPT)
                .doesNotContain("http");
        assertThat(shown.toJson())
                .doesNotContain(KEY)
                .doesNotContain(PROMPT)
                .doesNotContain("http");
        assertThat(text(Map.of("limit", "2"))).contains("and 1 more (limit=2)");

        finish(first);
        finish(second);
        finish(third);
        assertThat(json(Map.of()).get("jobsInFlight")).isEqualTo(0);
        assertThat((JsonObject) json(Map.of()).get("totals"))
                .containsEntry("submitted", 3L)
                .containsEntry("succeeded", 3L)
                .containsEntry("failed", 0L);
        assertThat(text(Map.of())).contains("submitted 3, delivered 3, failed 0");
    }

    @Test
    void totalsCountSecondsAndCostsAndEachKindOfFailure() {
        simulator.clock().unfreeze();
        simulator.faults().on(Step.START).nth(1).inject(Fault.status(402));
        send("direct:gateway");
        Awaitility.await().until(() -> component.getTotals().failures() == 1);
        finish(send("direct:gateway"));

        JobTotals totals = component.getTotals();

        assertThat(totals.submitted()).isEqualTo(1);
        assertThat(totals.succeeded()).isEqualTo(1);
        assertThat(totals.failed().toString()).isEqualTo("{PAYMENT_REQUIRED=1}");
        assertThat(totals.videoSeconds()).isEqualTo(5.0);
        assertThat(totals.cost()).isPositive();
        assertThat(totals.estimatedCost()).isGreaterThanOrEqualTo(totals.cost());
    }

    @Test
    void jobIsCancelledByItsIdInTheConsole() throws Exception {
        Future<Exchange> video = send("direct:dashscope");
        String id = waitingJob().jobId();

        assertThat(text(Map.of("cancel", id))).contains("Job " + id + " was canceled");

        assertThat(video.get(20, TimeUnit.SECONDS).getException())
                .isInstanceOf(RefVideoJobCanceledException.class);
    }

    /** A redelivery by an error handler that repeats every failure does not submit it. */
    @Test
    void jobInTheQueueIsCanceledByTheIdOfItsExchange() throws Exception {
        Future<Exchange> first = send("direct:gateway");
        Future<Exchange> second = send("direct:gateway");
        Awaitility.await().until(() -> component.getTotals().submitted() == 2);
        Future<Exchange> queued = send("direct:repeated");
        Awaitility.await().until(() -> component.getJobsQueued() == 1);
        String exchange =
                component.getJobs().stream()
                        .filter(job -> job.phase() == JobPhase.QUEUED)
                        .findFirst()
                        .orElseThrow()
                        .origin()
                        .exchangeId();

        assertThat(text(Map.of("cancel", exchange))).contains("was canceled");

        Exception error = queued.get(20, TimeUnit.SECONDS).getException();
        assertThat(error)
                .isInstanceOf(RefVideoJobCanceledException.class)
                .hasMessageContaining("before anything was submitted");
        assertThat(component.getJobsQueued()).isZero();
        finish(first);
        finish(second);
        assertThat(simulator.ledger().jobsCreated()).isEqualTo(2);
    }

    @Test
    void reasonForAFailedCancelIsReturned() throws Exception {
        Future<Exchange> video = send("direct:gateway");
        String id = waitingJob().jobId();

        assertThat(text(Map.of("cancel", id)))
                .contains("Not canceled: provider: gateway has no call to cancel a job");
        assertThat((String) json(Map.of("cancel", "other")).get("cancel"))
                .isEqualTo("Not canceled: job: 'other' is not in flight here");
        finish(video);
    }

    @Test
    void jmxShowsTheSameAndCancels() throws Exception {
        Future<Exchange> video = send("direct:dashscope");
        String id = waitingJob().jobId();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name =
                server.queryNames(
                                new ObjectName(
                                        "org.apache.camel:context="
                                                + context.getManagementName()
                                                + ",type=components,name=\"refvideo\""),
                                null)
                        .iterator()
                        .next();

        assertThat(server.getAttribute(name, "JobsInFlight")).isEqualTo(1);
        assertThat(server.getAttribute(name, "JobsQueued")).isEqualTo(0);
        CompositeData job = onlyRow(server.invoke(name, "jobs", null, null));
        assertThat(job.get("jobId")).isEqualTo(id);
        assertThat(job.get("routeId")).isEqualTo("cartoons");
        assertThat(job.get("ageMillis")).isInstanceOf(Long.class);
        CompositeData account = onlyRow(server.invoke(name, "accounts", null, null));
        assertThat(account.get("submits")).isEqualTo(1L);

        Object answer =
                server.invoke(
                        name, "cancel", new Object[] {id}, new String[] {String.class.getName()});

        assertThat(answer).isEqualTo("Job " + id + " was canceled");
        assertThat(video.get(20, TimeUnit.SECONDS).getException())
                .isInstanceOf(RefVideoJobCanceledException.class);
        assertThat(onlyRow(server.invoke(name, "outcomes", null, null)).get("failedByKind"))
                .isEqualTo("JOB_CANCELED=1");
    }

    @Test
    void unusedComponentHasNoJobs() throws Exception {
        try (DefaultCamelContext idle = new DefaultCamelContext()) {
            idle.addComponent("films", new RefVideoComponent());

            Object text =
                    PluginHelper.getDevConsoleResolver(idle)
                            .resolveDevConsole("refvideo")
                            .call(DevConsole.MediaType.TEXT);

            assertThat((String) text)
                    .contains("films:")
                    .contains("in flight 0, of which 0 queued")
                    .contains("submitted 0, delivered 0, failed 0");
        }
    }

    private static CompositeData onlyRow(Object table) {
        assertThat(((TabularData) table).values()).hasSize(1);
        return (CompositeData) ((TabularData) table).values().iterator().next();
    }

    private Future<Exchange> send(String route) {
        return template.asyncSend(
                route, e -> e.getMessage().setBody(simulator.referenceUrl("cat.png")));
    }

    private JobSnapshot waitingJob() {
        // The submit reports a status before the job is recorded in the repository.
        Awaitility.await()
                .until(() -> component.getJobs().stream().anyMatch(job -> job.polls() > 0));
        return component.getJobs().get(0);
    }

    private void finish(Future<Exchange> video) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            simulator.clock().advance(Duration.ofMinutes(1));
                            return video.isDone();
                        });
        assertThat(video)
                .succeedsWithin(Duration.ofSeconds(1))
                .satisfies(answer -> assertThat(answer.getException()).isNull());
    }

    private String text(Map<String, Object> options) {
        return (String) console().call(DevConsole.MediaType.TEXT, options);
    }

    private JsonObject json(Map<String, Object> options) {
        return (JsonObject)
                ((JsonObject) console().call(DevConsole.MediaType.JSON, options)).get("refvideo");
    }

    /** Looked up by name, like Camel's consoles. */
    private DevConsole console() {
        return PluginHelper.getDevConsoleResolver(context).resolveDevConsole("refvideo");
    }
}
