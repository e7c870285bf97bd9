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

import io.github.refvideo.camel.error.RefVideoShutdownException;
import io.github.refvideo.camel.error.RefVideoTimeoutException;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Jobs paid for before a restart are delivered after it. */
class ResumeTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .jobTime(JobTime.fixed(Duration.ofMinutes(1)))
                                    .fetchReferences(false)
                                    .renderVideos(false));

    @TempDir Path jobs;

    @BeforeEach
    void theJobTakesItsTime() {
        SIMULATOR.simulator().clock().freeze();
    }

    @Test
    void restartedNodeDeliversWhatItHadInFlightWithoutPaying() throws Exception {
        try (DefaultCamelContext before = node("a", false)) {
            CompletableFuture<Exchange> inFlight = generate(before, Map.of());
            before.stop();
            assertThat(inFlight.get(30, TimeUnit.SECONDS).getException())
                    .isInstanceOf(RefVideoShutdownException.class);
        }
        SIMULATOR.simulator().clock().advance(Duration.ofMinutes(2));

        try (DefaultCamelContext after = node("a", true)) {
            MockEndpoint videos = after.getEndpoint("mock:videos", MockEndpoint.class);
            videos.expectedMessageCount(1);
            videos.message(0).header(RefVideoConstants.STATUS).isEqualTo("SUCCEEDED");
            videos.assertIsSatisfied(30_000);
            assertThat(videos.getExchanges().get(0).getMessage().getBody(byte[].class))
                    .isNotEmpty();
        }
        SIMULATOR.simulator().assertThat().paidJobs(1);
        assertThat(repository().unfinished(10)).isEmpty();
    }

    @Test
    void jobOfAnotherNodeIsNotOfferedBeforeItsDeadline() throws Exception {
        try (DefaultCamelContext other = node("b", false);
                DefaultCamelContext here = node("a", true)) {
            MockEndpoint videos = here.getEndpoint("mock:videos", MockEndpoint.class);
            CompletableFuture<Exchange> there =
                    generate(other, Map.of(RefVideoConstants.POLL_TIMEOUT, "1500"));
            Awaitility.await().until(() -> !repository().unfinished(10).isEmpty());
            assertThat(videos.getReceivedCounter()).isZero();

            assertThat(there.get(30, TimeUnit.SECONDS).getException())
                    .isInstanceOf(RefVideoTimeoutException.class);
            SIMULATOR.simulator().clock().advance(Duration.ofMinutes(2));

            videos.expectedMessageCount(1);
            videos.assertIsSatisfied(30_000);
        }
        SIMULATOR.simulator().assertThat().paidJobs(1);
    }

    @Test
    void jobWithADetachedHandleIsNotResumed() throws Exception {
        try (DefaultCamelContext before = node("a", false);
                ProducerTemplate template = before.createProducerTemplate()) {
            String handle =
                    template.requestBody(
                            "refvideo:submit",
                            SIMULATOR.simulator().referenceUrl("cat.png"),
                            String.class);
            assertThat(handle).contains("jobId");
        }

        try (DefaultCamelContext after = node("a", true)) {
            MockEndpoint videos = after.getEndpoint("mock:videos", MockEndpoint.class);
            videos.setAssertPeriod(500);
            videos.expectedMessageCount(0);
            videos.assertIsSatisfied();
        }
        assertThat(repository().unfinished(10)).isEmpty();
    }

    @Test
    void videoIsOfferedAgainUntilTheWholeRouteHasCompleted() throws Exception {
        leaveAJob();
        AtomicInteger offers = new AtomicInteger();
        try (DefaultCamelContext after = node("a", false)) {
            after.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("refvideo:resume?delay=20&initialDelay=0")
                                    .errorHandler(noErrorHandler())
                                    .to("refvideo:await")
                                    .process(
                                            exchange -> {
                                                if (offers.incrementAndGet() < 4) {
                                                    throw new IOException("the disk is full");
                                                }
                                            })
                                    .to("mock:videos");
                        }
                    });
            MockEndpoint videos = after.getEndpoint("mock:videos", MockEndpoint.class);
            videos.expectedMessageCount(1);
            videos.assertIsSatisfied(30_000);
            Awaitility.await().until(() -> repository().unfinished(10).isEmpty());
        }

        assertThat(offers).hasValue(4);
        SIMULATOR.simulator().assertThat().paidJobs(1);
    }

    @Test
    void failureThatTheRouteHandlesLeavesTheVideoOpen() throws Exception {
        leaveAJob();
        AtomicInteger offers = new AtomicInteger();
        try (DefaultCamelContext after = node("a", false)) {
            after.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("refvideo:resume?delay=20&initialDelay=0")
                                    .onException(IOException.class)
                                    .handled(true)
                                    .end()
                                    .to("refvideo:await")
                                    .process(
                                            exchange -> {
                                                if (offers.incrementAndGet() < 2) {
                                                    throw new IOException("the disk is full");
                                                }
                                            })
                                    .to("mock:videos");
                        }
                    });
            MockEndpoint videos = after.getEndpoint("mock:videos", MockEndpoint.class);
            videos.expectedMessageCount(1);
            videos.assertIsSatisfied(30_000);
        }
        assertThat(offers).hasValue(2);
    }

    @Test
    void twoLivesOfOneNodeIdDoNotRobEachOther() throws Exception {
        // As in a rolling update: the new process starts while the old one still works.
        try (DefaultCamelContext before = node("a", false)) {
            CompletableFuture<Exchange> inFlight = generate(before, Map.of());
            try (DefaultCamelContext after = node("a", true)) {
                MockEndpoint videos = after.getEndpoint("mock:videos", MockEndpoint.class);
                // Several polls find nothing to resume.
                Awaitility.await().until(() -> polls(after) > 5);
                assertThat(videos.getReceivedCounter()).isZero();
                SIMULATOR.simulator().clock().advance(Duration.ofMinutes(2));
                assertThat(inFlight.get(30, TimeUnit.SECONDS).getException()).isNull();
                long polled = polls(after);
                Awaitility.await().until(() -> polls(after) > polled + 5);
                assertThat(videos.getReceivedCounter()).isZero();
            }
        }
        SIMULATOR.simulator().assertThat().paidJobs(1);
    }

    private static long polls(DefaultCamelContext context) {
        return ((ScheduledPollConsumer) context.getRoutes().get(0).getConsumer()).getCounter();
    }

    /** A paid job whose video is ready and for which no exchange waits. */
    private void leaveAJob() throws Exception {
        try (DefaultCamelContext before = node("a", false)) {
            CompletableFuture<Exchange> inFlight = generate(before, Map.of());
            before.stop();
            inFlight.get(30, TimeUnit.SECONDS);
        }
        SIMULATOR.simulator().clock().advance(Duration.ofMinutes(2));
    }

    /** The handle contains the output, but not the directory. */
    @Test
    void jobThatWasBoughtAsAFileIsDeliveredWithoutADirectory() throws Exception {
        try (DefaultCamelContext before = node("a", false)) {
            CompletableFuture<Exchange> inFlight =
                    generate(
                            before,
                            "refvideo:generate?output=file&outputDirectory=" + jobs,
                            Map.of());
            before.stop();
            inFlight.get(30, TimeUnit.SECONDS);
        }
        SIMULATOR.simulator().clock().advance(Duration.ofMinutes(2));

        try (DefaultCamelContext after = node("a", true)) {
            MockEndpoint videos = after.getEndpoint("mock:videos", MockEndpoint.class);
            videos.expectedMessageCount(1);
            // The body is a stream, which is deleted after the exchange.
            AtomicInteger size = new AtomicInteger();
            videos.whenAnyExchangeReceived(
                    exchange -> size.set(exchange.getMessage().getBody(byte[].class).length));
            videos.assertIsSatisfied(30_000);
            assertThat(size).hasPositiveValue();
        }
        SIMULATOR.simulator().assertThat().paidJobs(1);
        assertThat(repository().unfinished(10)).isEmpty();
    }

    @Test
    void repositoryThatCannotBeReadIsTriedAgain() throws Exception {
        leaveAJob();
        AtomicInteger looks = new AtomicInteger();

        try (DefaultCamelContext after = node("a", true, broken(looks))) {
            MockEndpoint videos = after.getEndpoint("mock:videos", MockEndpoint.class);
            videos.expectedMessageCount(1);
            videos.assertIsSatisfied(30_000);
        }
        assertThat(looks).hasValueGreaterThan(2);
    }

    /** Fails in two ways before it works. */
    private VideoJobRepository broken(AtomicInteger looks) {
        FileVideoJobRepository works = repository();
        return (VideoJobRepository)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {VideoJobRepository.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("unfinished")) {
                                switch (looks.incrementAndGet()) {
                                    case 1 -> throw new IOException("the disk is away");
                                    case 2 -> throw new NoClassDefFoundError("driver");
                                    default -> {}
                                }
                            }
                            return method.invoke(works, arguments);
                        });
    }

    @Test
    void jobsAreResumedAfterARestartOfTheComponentAlone() throws Exception {
        try (DefaultCamelContext context = node("a", true)) {
            CompletableFuture<Exchange> inFlight = generate(context, Map.of());
            RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
            component.stop();
            inFlight.get(30, TimeUnit.SECONDS);
            SIMULATOR.simulator().clock().advance(Duration.ofMinutes(2));
            MockEndpoint videos = context.getEndpoint("mock:videos", MockEndpoint.class);
            videos.expectedMessageCount(1);

            component.start();

            videos.assertIsSatisfied(30_000);
        }
        SIMULATOR.simulator().assertThat().paidJobs(1);
    }

    @Test
    void otherOperationsConsumeNothingAndResumeTakesNothing() throws Exception {
        try (DefaultCamelContext context = node("a", false)) {
            assertThatThrownBy(
                            () ->
                                    context.getEndpoint("refvideo:generate")
                                            .createConsumer(exchange -> {}))
                    .hasMessageContaining("refvideo:generate is producer-only");
            assertThatThrownBy(() -> context.getEndpoint("refvideo:resume").createProducer())
                    .hasMessageContaining("refvideo:resume is consumer-only");
        }
    }

    private CompletableFuture<Exchange> generate(
            DefaultCamelContext context, Map<String, Object> headers) throws Exception {
        return generate(context, "refvideo:generate", headers);
    }

    private CompletableFuture<Exchange> generate(
            DefaultCamelContext context, String uri, Map<String, Object> headers) throws Exception {
        int before = SIMULATOR.simulator().ledger().jobsCreated();
        CompletableFuture<Exchange> answer =
                context.createProducerTemplate()
                        .asyncSend(
                                uri,
                                exchange -> {
                                    exchange.getMessage()
                                            .setBody(SIMULATOR.simulator().referenceUrl("cat.png"));
                                    headers.forEach(exchange.getMessage()::setHeader);
                                });
        Awaitility.await()
                .until(
                        () ->
                                SIMULATOR.simulator().ledger().jobsCreated() > before
                                        && repository().unfinished(10).stream()
                                                .anyMatch(record -> record.handle() != null));
        return answer;
    }

    private FileVideoJobRepository repository() {
        return new FileVideoJobRepository(jobs);
    }

    private DefaultCamelContext node(String name, boolean resumes) throws Exception {
        return node(name, resumes, repository());
    }

    private DefaultCamelContext node(String name, boolean resumes, VideoJobRepository repository)
            throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        RefVideoTestSupport.pointAt(SIMULATOR.simulator(), component.getConfiguration());
        component.getConfiguration().setPrompt("character1 waves");
        component.setNodeId(name);
        component.setJobRepository(repository);
        if (resumes) {
            context.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("refvideo:resume?delay=50&initialDelay=0")
                                    .to("refvideo:await")
                                    .to("mock:videos");
                        }
                    });
        }
        context.start();
        return context;
    }
}
