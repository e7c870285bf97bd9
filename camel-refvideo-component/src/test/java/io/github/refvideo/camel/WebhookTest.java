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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.error.RefVideoSubmitUncertainException;
import io.github.refvideo.camel.internal.util.Digests;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.camel.repository.JdbcVideoJobRepository;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.PurchaseState.Acknowledged;
import io.github.refvideo.camel.repository.PurchaseState.Taken;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jobs end with the event that the gateway sends to {@code webhook:refvideo:completed}, over HTTP,
 * with one status request. Polling, with an hour between two status requests, takes no part unless
 * a test shortens it.
 */
class WebhookTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .fetchReferences(false)
                                    .renderVideos(false)
                                    .withoutQuotas());

    @RegisterExtension static final AvailablePortFinder.Port PORT = AvailablePortFinder.find();

    private static final String PATH = "/refvideo/events";

    @TempDir Path folder;

    private final MemoryVideoJobRepository memory = new MemoryVideoJobRepository();
    private final HttpClient client = HttpClient.newHttpClient();

    // ---- the normal case

    @Test
    void eachJobTakesOneStatusRequest() throws Exception {
        int jobs = 50;
        try (DefaultCamelContext node = receiver(memory)) {
            MockEndpoint events = node.getEndpoint("mock:events", MockEndpoint.class);
            events.expectedMessageCount(jobs);
            List<CompletableFuture<Exchange>> waiting = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                waiting.add(send(node, "refvideo:generate"));
            }
            for (CompletableFuture<Exchange> exchange : waiting) {
                assertThat(video(exchange)).isNotEmpty();
            }
            events.assertIsSatisfied(30_000);
        }
        SIMULATOR.simulator().assertThat().paidJobs(jobs);
        assertThat(statusRequests()).isEqualTo(jobs);
    }

    @Test
    void routeGetsTheHandleAndTheStatusAndNothingOfTheRequest() throws Exception {
        try (DefaultCamelContext node = receiver(memory)) {
            MockEndpoint events = node.getEndpoint("mock:events", MockEndpoint.class);
            events.expectedMessageCount(1);
            Exchange exchange = send(node, "refvideo:generate").get(30, TimeUnit.SECONDS);
            events.assertIsSatisfied(30_000);

            Exchange event = events.getExchanges().get(0);
            String handle = exchange.getMessage().getHeader(RefVideoConstants.JOB, String.class);
            assertThat(event.getMessage().getBody(String.class)).isEqualTo(handle);
            assertThat(event.getMessage().getHeaders())
                    .containsOnlyKeys(
                            RefVideoConstants.JOB,
                            RefVideoConstants.JOB_ID,
                            RefVideoConstants.STATUS,
                            RefVideoConstants.PROVIDER,
                            RefVideoConstants.RESPONSE_MODEL)
                    .containsEntry(RefVideoConstants.JOB, handle)
                    .containsEntry(RefVideoConstants.STATUS, "SUCCEEDED");
            assertThat(exchange.getMessage().getHeaders().toString()).doesNotContain("whsec");
        }
    }

    @Test
    void failedJobEndsWithItsEventToo() throws Exception {
        SIMULATOR.simulator().faults().on(Step.START).inject(Fault.jobFailure("no cats today"));
        try (DefaultCamelContext node = receiver(memory)) {
            MockEndpoint events = node.getEndpoint("mock:events", MockEndpoint.class);
            events.expectedMessageCount(1);
            events.message(0).header(RefVideoConstants.STATUS).isEqualTo("FAILED");

            Exchange exchange = send(node, "refvideo:generate").get(30, TimeUnit.SECONDS);

            assertThat(exchange.getException()).hasMessageContaining("no cats today");
            events.assertIsSatisfied(30_000);
        }
        assertThat(statusRequests()).isEqualTo(1);
    }

    @Test
    void videoOfASubmittedJobIsDownloadedByTheRouteOfTheEvent() throws Exception {
        try (DefaultCamelContext node = node(memory)) {
            node.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(webhook()).to("seda:finished");
                            from("seda:finished").to("refvideo:await").to("mock:videos");
                        }
                    });
            node.start();
            MockEndpoint videos = node.getEndpoint("mock:videos", MockEndpoint.class);
            videos.expectedMessageCount(1);

            send(node, "refvideo:submit").get(30, TimeUnit.SECONDS);

            videos.assertIsSatisfied(30_000);
            assertThat(videos.getExchanges().get(0).getMessage().getBody(byte[].class))
                    .isNotEmpty();
        }
        assertThat(statusRequests()).isEqualTo(1);
    }

    @Test
    void awaitUsesTheWebhookOfTheSubmit() throws Exception {
        SIMULATOR.simulator().clock().freeze();
        try (DefaultCamelContext node = receiver(memory)) {
            Exchange submitted = send(node, "refvideo:submit").get(30, TimeUnit.SECONDS);
            CompletableFuture<Exchange> waiting =
                    node.createProducerTemplate()
                            .asyncSend(
                                    "refvideo:await",
                                    exchange ->
                                            exchange.getMessage()
                                                    .setBody(
                                                            submitted
                                                                    .getMessage()
                                                                    .getBody(String.class)));
            Awaitility.await().until(() -> statusRequests() == 1);

            SIMULATOR.simulator().clock().advance(Duration.ofMinutes(1));

            assertThat(video(waiting)).isNotEmpty();
        }
        // The first tells that the job is running.
        assertThat(statusRequests()).isEqualTo(2);
    }

    // ---- deliveries out of order

    @Test
    void eventBeforeTheResponseToTheSubmit() throws Exception {
        SIMULATOR
                .simulator()
                .faults()
                .on(Step.START)
                .inject(Fault.slowStart(Duration.ofSeconds(1)).afterProcessing());
        try (DefaultCamelContext node = receiver(memory)) {
            assertThat(video(send(node, "refvideo:generate"))).isNotEmpty();
        }
        assertThat(statusRequests()).isEqualTo(1);
        // It was answered when the submit was acknowledged, so it was not sent again.
        assertThat(SIMULATOR.simulator().ledger().requests(Step.WEBHOOK)).isEqualTo(1);
    }

    @Test
    void eventThatIsDeliveredTwiceIsProcessedOnce() throws Exception {
        SIMULATOR.simulator().faults().on(Step.WEBHOOK).inject(Fault.duplicateDelivery());
        try (DefaultCamelContext node = receiver(memory)) {
            MockEndpoint events = node.getEndpoint("mock:events", MockEndpoint.class);
            events.expectedMessageCount(1);

            assertThat(video(send(node, "refvideo:generate"))).isNotEmpty();

            Awaitility.await()
                    .until(() -> SIMULATOR.simulator().ledger().requests(Step.WEBHOOK) == 2);
            JobRecord record = onlyRecord(memory);
            assertThat(post(record, event(record, "completed"), Instant.now())).isEqualTo(200);
            events.assertIsSatisfied(30_000);
        }
        assertThat(statusRequests()).isEqualTo(1);
    }

    @Test
    void lateEventIsAcceptedAndChangesNothing() throws Exception {
        SIMULATOR.simulator().faults().on(Step.WEBHOOK).inject(Fault.lostDelivery());
        try (DefaultCamelContext node = receiver(memory)) {
            component(node).getConfiguration().setWebhookPollInterval(100);
            MockEndpoint events = node.getEndpoint("mock:events", MockEndpoint.class);
            events.expectedMessageCount(1);
            assertThat(video(send(node, "refvideo:generate"))).isNotEmpty();
            int polls = statusRequests();
            JobRecord record = onlyRecord(memory);

            assertThat(post(record, event(record, "completed"), Instant.now())).isEqualTo(200);

            events.assertIsSatisfied(30_000);
            assertThat(statusRequests()).isEqualTo(polls);
            assertTaken(memory);
        }
    }

    // ---- events that are not delivered

    @Test
    void lostEventIsReplacedByAPoll() throws Exception {
        SIMULATOR.simulator().faults().on(Step.WEBHOOK).inject(Fault.lostDelivery());
        try (DefaultCamelContext node = receiver(memory)) {
            component(node).getConfiguration().setWebhookPollInterval(200);

            assertThat(video(send(node, "refvideo:generate"))).isNotEmpty();
        }
        assertThat(statusRequests()).isPositive();
    }

    @Test
    void receiverThatIsDownIsReplacedByPolls() throws Exception {
        try (DefaultCamelContext node = node(memory)) {
            component(node).getConfiguration().setWebhookPollInterval(200);
            node.start();

            assertThat(video(send(node, "refvideo:generate"))).isNotEmpty();
        }
        assertThat(statusRequests()).isPositive();
    }

    @Test
    void eventWithAForgedSignatureIsReplacedByPolls() throws Exception {
        SIMULATOR.simulator().faults().on(Step.WEBHOOK).inject(Fault.badSignature());
        try (DefaultCamelContext node = receiver(memory)) {
            component(node).getConfiguration().setWebhookPollInterval(300);
            MockEndpoint events = node.getEndpoint("mock:events", MockEndpoint.class);

            assertThat(video(send(node, "refvideo:generate"))).isNotEmpty();

            assertThat(SIMULATOR.simulator().ledger().requests(Step.WEBHOOK)).isPositive();
            assertThat(events.getReceivedCounter()).isZero();
        }
    }

    @Test
    void submitThatIsRepeatedHasTheSameCallbackUrl() throws Exception {
        SIMULATOR.simulator().faults().on(Step.START).nth(1).inject(Fault.lostAcknowledgement());
        try (DefaultCamelContext node = receiver(memory)) {
            assertThat(video(send(node, "refvideo:generate"))).isNotEmpty();
        }
        // Another body under the same key would be rejected.
        SIMULATOR.simulator().assertThat().paidJobs(1);
        assertThat(SIMULATOR.simulator().ledger().requests(Step.START)).isEqualTo(2);
        assertThat(statusRequests()).isEqualTo(1);
    }

    @Test
    void eventThatTheRouteFailsToProcessIsDeliveredAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (DefaultCamelContext node = node(memory)) {
            node.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            errorHandler(noErrorHandler());
                            from(webhook())
                                    .process(
                                            exchange -> {
                                                if (attempts.incrementAndGet() == 1) {
                                                    throw new IOException("the queue is full");
                                                }
                                            })
                                    .to("mock:events");
                        }
                    });
            node.start();
            MockEndpoint events = node.getEndpoint("mock:events", MockEndpoint.class);
            events.expectedMessageCount(1);

            assertThat(video(send(node, "refvideo:generate"))).isNotEmpty();

            events.assertIsSatisfied(30_000);
        }
        assertThat(attempts).hasValue(2);
        assertThat(statusRequests()).isEqualTo(1);
    }

    // ---- requests that are not events

    @Test
    void everythingElseGetsTheSameAnswerAndHasNoEffect() throws Exception {
        SIMULATOR.simulator().clock().freeze();
        try (DefaultCamelContext node = receiver(memory)) {
            CompletableFuture<Exchange> waiting = send(node, "refvideo:generate");
            Awaitility.await()
                    .until(
                            () ->
                                    memory.unfinished(10).stream()
                                            .anyMatch(r -> r.state() instanceof Acknowledged));
            JobRecord record = onlyRecord(memory);
            String url = record.webhook().url();
            String secret = record.webhook().secret();
            String body = event(record, "completed");
            Instant now = Instant.now();
            String valid = signature(secret, body, now);

            List<HttpResponse<String>> answers =
                    List.of(
                            // Another secret, another body, another job.
                            request(url, signature("whsec_0", body, now), body),
                            request(url, valid, body.replace("completed", "failed")),
                            request(
                                    url,
                                    signature(secret, body.replace("job_", "job_0"), now),
                                    body.replace("job_", "job_0")),
                            // No signature, or not one.
                            request(url, null, body),
                            request(url, "t=" + now.getEpochSecond(), body),
                            request(url, valid.replace("v1=", "v1=zz"), body),
                            request(url, valid.replaceAll("t=\\d+", "t=now"), body),
                            request(
                                    url,
                                    valid.replaceAll("t=\\d+", "t=99999999999999999999"),
                                    body),
                            // A wrong time.
                            request(url, signature(secret, body, now.minusSeconds(310)), body),
                            request(url, signature(secret, body, now.plusSeconds(310)), body),
                            // Unknown tokens and purchases.
                            request(url + "x", valid, body),
                            request(url.replaceAll("\\.[^.]*$", ".AAAA"), valid, body),
                            request(
                                    url.replaceAll("refvideoJob=..", "refvideoJob=QQ"),
                                    valid,
                                    body),
                            request(url.replaceAll("refvideoJob=.*", "refvideoJob="), valid, body),
                            request(
                                    url.replaceAll("refvideoJob=.*", "refvideoJob=.x"),
                                    valid,
                                    body),
                            request(
                                    url.replaceAll("refvideoJob=.*", "refvideoJob=%00.x"),
                                    valid,
                                    body),
                            request(url.replaceAll("\\?.*", ""), valid, body),
                            request(url + "&refvideoJob=x.y", valid, body),
                            // Too large.
                            request(
                                    url,
                                    signature(secret, body + " ".repeat(70_000), now),
                                    body + " ".repeat(70_000)));

            assertThat(answers)
                    .allSatisfy(
                            answer -> {
                                assertThat(answer.statusCode()).isEqualTo(404);
                                assertThat(answer.body()).isEmpty();
                            });
            assertThat(answers.stream().map(answer -> answer.headers().map().keySet()).distinct())
                    .hasSize(1);
            assertThat(statusRequests()).isZero();
            assertThat(onlyRecord(memory)).isEqualTo(record);
            assertThat(waiting).isNotDone();

            // The same request with the right signature.
            assertThat(request(url, valid, body).statusCode()).isEqualTo(200);
            Awaitility.await().until(() -> statusRequests() > 0);
            // It does not end the job: the service says that it is running.
            SIMULATOR.simulator().clock().advance(Duration.ofMinutes(1));
            assertThat(video(waiting)).isNotEmpty();
        }
    }

    @Test
    void unavailableRepositoryIsNotTheSameAsAnUnknownJob() throws Exception {
        VideoJobRepository broken =
                (VideoJobRepository)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {VideoJobRepository.class},
                                (proxy, method, arguments) -> {
                                    throw new IllegalStateException("the database is away");
                                });
        try (DefaultCamelContext node = receiver(broken)) {
            String url = webhookUrl() + "?refvideoJob=QQ.x";

            assertThat(request(url, signature("any", "{}", Instant.now()), "{}").statusCode())
                    .isEqualTo(503);
        }
    }

    // ---- several nodes

    enum Repository {
        FILE,
        JDBC
    }

    @ParameterizedTest
    @EnumSource
    void eventOfTheJobOfAnotherNode(Repository kind) throws Exception {
        try (DefaultCamelContext receiving = receiver(repository(kind));
                DefaultCamelContext waiting = node(repository(kind))) {
            waiting.start();
            MockEndpoint events = receiving.getEndpoint("mock:events", MockEndpoint.class);
            events.expectedMessageCount(1);

            assertThat(video(send(waiting, "refvideo:generate"))).isNotEmpty();

            events.assertIsSatisfied(30_000);
        }
        SIMULATOR.simulator().assertThat().paidJobs(1);
        assertThat(statusRequests()).isEqualTo(1);
        assertTaken(repository(kind));
    }

    /** As after a failover: the record has the secret, and the new node has only the record. */
    @ParameterizedTest
    @EnumSource
    void nodeThatStartsAfterTheSubmitVerifiesTheEvent(Repository kind) throws Exception {
        SIMULATOR.simulator().clock().freeze();
        JobHandle job;
        try (DefaultCamelContext before = node(repository(kind))) {
            before.start();
            Exchange submitted = send(before, "refvideo:submit").get(30, TimeUnit.SECONDS);
            job = JobHandle.fromJson(submitted.getMessage().getBody(String.class));
        }
        try (DefaultCamelContext after = receiver(repository(kind))) {
            MockEndpoint events = after.getEndpoint("mock:events", MockEndpoint.class);
            events.expectedMessageCount(1);
            events.message(0).header(RefVideoConstants.JOB_ID).isEqualTo(job.jobId());

            SIMULATOR.simulator().clock().advance(Duration.ofMinutes(1));

            events.assertIsSatisfied(30_000);
        }
    }

    @Test
    void eventOfAnotherNodeBeforeTheResponseToItsSubmit() throws Exception {
        SIMULATOR
                .simulator()
                .faults()
                .on(Step.START)
                .inject(Fault.slowStart(Duration.ofSeconds(1)).afterProcessing());
        try (DefaultCamelContext receiving = receiver(repository(Repository.FILE));
                DefaultCamelContext waiting = node(repository(Repository.FILE))) {
            waiting.start();

            assertThat(video(send(waiting, "refvideo:generate"))).isNotEmpty();
        }
        assertThat(statusRequests()).isEqualTo(1);
        assertThat(SIMULATOR.simulator().ledger().requests(Step.WEBHOOK)).isEqualTo(1);
    }

    /** Without a shared repository, the service recognizes the submit by its key and its body. */
    @Test
    void restartWithoutARepositorySendsTheSameCallbackUrl() throws Exception {
        SIMULATOR.simulator().faults().on(Step.START).times(3).inject(Fault.lostAcknowledgement());
        try (DefaultCamelContext before = node(new MemoryVideoJobRepository())) {
            before.start();
            assertThat(send(before, "refvideo:generate", "order-1").get(30, TimeUnit.SECONDS))
                    .extracting(Exchange::getException)
                    .isInstanceOf(RefVideoSubmitUncertainException.class);
        }
        try (DefaultCamelContext after = receiver(new MemoryVideoJobRepository())) {
            component(after).getConfiguration().setWebhookPollInterval(200);

            assertThat(video(send(after, "refvideo:generate", "order-1"))).isNotEmpty();
        }
        SIMULATOR.simulator().assertThat().paidJobs(1);
    }

    /** Another body under the same key is an error at the service. */
    @Test
    void nodeThatRepeatsASubmitSendsTheCallbackUrlOfTheFirst() throws Exception {
        SIMULATOR.simulator().faults().on(Step.START).times(3).inject(Fault.lostAcknowledgement());
        try (DefaultCamelContext before = node(repository(Repository.FILE))) {
            before.start();
            assertThat(send(before, "refvideo:generate", "order-1").get(30, TimeUnit.SECONDS))
                    .extracting(Exchange::getException)
                    .isInstanceOf(RefVideoSubmitUncertainException.class);
        }
        try (DefaultCamelContext after = receiver(repository(Repository.FILE))) {
            component(after).getConfiguration().setWebhookUrl(webhookUrl() + "?tenant=2");
            // The event was sent before this node could receive it.
            component(after).getConfiguration().setWebhookPollInterval(200);

            assertThat(video(send(after, "refvideo:generate", "order-1"))).isNotEmpty();
        }
        SIMULATOR.simulator().assertThat().paidJobs(1);
        assertThat(SIMULATOR.simulator().ledger().requestLog(Step.START))
                .hasSize(4)
                .extracting(request -> request.body())
                .containsOnly(SIMULATOR.simulator().ledger().requestLog(Step.START).get(0).body());
    }

    /** It may block, and the jobs need the threads of the repository. */
    @Test
    void routeRunsOnAWorkerThread() throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        try (DefaultCamelContext node = node(repository(Repository.FILE))) {
            node.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(webhook())
                                    .process(
                                            e -> thread.complete(Thread.currentThread().getName()));
                        }
                    });
            node.start();

            assertThat(video(send(node, "refvideo:generate"))).isNotEmpty();

            assertThat(thread.get(30, TimeUnit.SECONDS)).contains("RefVideoWorker");
        }
    }

    private VideoJobRepository repository(Repository kind) {
        if (kind == Repository.FILE) {
            return new FileVideoJobRepository(folder.resolve("jobs"));
        }
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + folder.getFileName() + ";DB_CLOSE_DELAY=-1");
        JdbcVideoJobRepository repository = new JdbcVideoJobRepository(database);
        repository.setCreateTable(true);
        return repository;
    }

    // ---- configuration

    @Test
    void operationNeedsTheWebhookComponent() throws Exception {
        try (DefaultCamelContext node = node(memory)) {
            assertThatThrownBy(() -> node.getEndpoint("refvideo:completed").createProducer())
                    .hasMessageContaining("webhook:refvideo:completed");
            assertThatThrownBy(
                            () ->
                                    node.getEndpoint("refvideo:completed")
                                            .createConsumer(exchange -> {}))
                    .hasMessageContaining("webhook:refvideo:completed");
            assertThatThrownBy(() -> node.getEndpoint("webhook:refvideo:resume"))
                    .hasStackTraceContaining("not capable of being used in webhook mode");
        }
    }

    @Test
    void webhookUrlMustBeAnHttpsUrl() throws Exception {
        try (DefaultCamelContext node = node(memory)) {
            node.start();
            for (String url :
                    List.of(
                            "ftp://host/x",
                            "host/x",
                            "https://u:p@host/x",
                            "https://host/x%23y",
                            "x")) {
                assertThatThrownBy(() -> start(node, url))
                        .hasStackTraceContaining("webhookUrl: is not allowed");
            }
            component(node).getConfiguration().setBaseUrl("https://host/v4/ai");
            assertThatThrownBy(() -> start(node, "http://host/x"))
                    .hasStackTraceContaining("http is allowed only if baseUrl is http");
            start(node, "https://host/x?tenant=1");
        }
    }

    private static void start(DefaultCamelContext node, String url) throws Exception {
        node.getEndpoint("refvideo:generate?webhookUrl=RAW(" + url.replace("%23", "#") + ")")
                .createProducer()
                .start();
    }

    @Test
    void jobsWithoutAWebhookArePolled() throws Exception {
        try (DefaultCamelContext node = receiver(memory)) {
            component(node).getConfiguration().setWebhookUrl(null);

            assertThat(video(send(node, "refvideo:generate"))).isNotEmpty();
        }
        assertThat(onlyRecord(memory).webhook()).isNull();
        assertThat(SIMULATOR.simulator().ledger().requests(Step.WEBHOOK)).isZero();
    }

    // ---- nodes and requests

    private static String webhookUrl() {
        return "http://127.0.0.1:" + PORT + PATH;
    }

    private static String webhook() {
        return "webhook:refvideo:completed?webhookComponentName=jetty&webhookPath=" + PATH;
    }

    /** A node without a route for events, not started. */
    private static DefaultCamelContext node(VideoJobRepository repository) {
        DefaultCamelContext context = new DefaultCamelContext();
        RefVideoComponent component = component(context);
        RefVideoTestSupport.pointAt(SIMULATOR.simulator(), component.getConfiguration());
        component.getConfiguration().setPollTimeout(60_000L);
        component.getConfiguration().setWebhookUrl(webhookUrl());
        component.getConfiguration().setWebhookPollInterval(3_600_000);
        component.setJobRepository(repository);
        context.getRestConfiguration().setHost("127.0.0.1");
        context.getRestConfiguration().setPort(PORT.getPort());
        return context;
    }

    /** A node with a route for events. */
    private static DefaultCamelContext receiver(VideoJobRepository repository) throws Exception {
        DefaultCamelContext context = node(repository);
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(webhook()).to("mock:events");
                    }
                });
        context.start();
        return context;
    }

    private static RefVideoComponent component(DefaultCamelContext context) {
        return context.getComponent("refvideo", RefVideoComponent.class);
    }

    private static CompletableFuture<Exchange> send(DefaultCamelContext node, String uri) {
        return send(node, uri, null);
    }

    private static CompletableFuture<Exchange> send(
            DefaultCamelContext node, String uri, String key) {
        return node.createProducerTemplate()
                .asyncSend(
                        uri,
                        exchange -> {
                            exchange.getMessage()
                                    .setBody(SIMULATOR.simulator().referenceUrl("cat.png"));
                            if (key != null) {
                                exchange.getMessage()
                                        .setHeader(RefVideoConstants.IDEMPOTENCY_KEY, key);
                            }
                        });
    }

    private static byte[] video(CompletableFuture<Exchange> waiting) throws Exception {
        Exchange exchange = waiting.get(30, TimeUnit.SECONDS);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody(byte[].class);
    }

    private static int statusRequests() {
        return SIMULATOR.simulator().ledger().requests(Step.STATUS);
    }

    private static JobRecord onlyRecord(VideoJobRepository repository) throws Exception {
        List<JobRecord> records = repository.changedSince(Instant.EPOCH, 10);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    /** The result of an exchange is written after it. */
    private static void assertTaken(VideoJobRepository repository) {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(onlyRecord(repository).state()).isInstanceOf(Taken.class));
    }

    private static String event(JobRecord record, String status) {
        return "{\"type\":\"video.generation."
                + status
                + "\",\"data\":{\"jobId\":\""
                + record.handle().jobId()
                + "\",\"status\":\""
                + status
                + "\"}}";
    }

    private static String signature(String secret, String body, Instant at) {
        byte[] signed = (at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
        return "t="
                + at.getEpochSecond()
                + ",v1="
                + Digests.hex(Digests.hmacSha256(secret, signed));
    }

    private int post(JobRecord record, String body, Instant at) throws Exception {
        return request(record.webhook().url(), signature(record.webhook().secret(), body, at), body)
                .statusCode();
    }

    private HttpResponse<String> request(String url, String signature, String body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(30))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        if (signature != null) {
            request.header("x-ai-gateway-signature", signature);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
