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
package io.github.refvideo.docs.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.error.RefVideoContentRejectedException;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.awt.Color;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples about jobs: status, errors, restarts, the other service. */
class JobSamplesTest extends SampleTestSupport {

    private static final Map<String, Object> PROMPT =
            Map.of("CamelRefVideoPrompt", "character1 waves");

    @BeforeEach
    void theServiceWorks() {
        simulator().clock().unfreeze();
    }

    @ParameterizedTest
    @EnumSource
    void statusAndCancelReturnTheirResult(Form form) throws Exception {
        component().getConfiguration().setBaseUrl(simulator().dashscopeUrl("singapore"));
        component().getConfiguration().setProvider("dashscope");
        component().getConfiguration().setModel("wan2.6-r2v");
        form.addTo(context, "questions", new QuestionsRoute());
        context.start();
        simulator().clock().freeze();
        Exchange bought = send("refvideo:submit", catAndDog().get(0), PROMPT);
        String handle = bought.getMessage().getBody(String.class);

        assertThat(answer("direct:status", handle)).isIn("QUEUED", "RUNNING");
        assertThat(answer("direct:cancel", handle)).isIn("CANCELED", "TOO_LATE");
    }

    @ParameterizedTest
    @EnumSource
    void dashscopeFetchesWhatWasPutIntoItsOwnSpace(Form form) throws Exception {
        component().getConfiguration().setBaseUrl(simulator().dashscopeUrl("singapore"));
        form.addTo(context, "dashscope", new DashscopeRoute());
        context.start();

        Exchange answer =
                send("direct:scene", List.of(image(Color.RED), image(Color.BLUE)), Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(videos()).hasSize(1);
        simulator().assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @EnumSource
    void handleOfATimeoutIsWaitedForLater(Form form) throws Exception {
        errors(form);
        simulator().clock().freeze();

        send("direct:scene", catAndDog().get(0), waitingFor("300"));
        simulator().clock().advance(Duration.ofMinutes(1));

        String handle =
                context.createConsumerTemplate().receiveBody("seda:later", 5_000, String.class);
        Exchange later = send("refvideo:await", handle, Map.of());
        assertThat(later.getMessage().getBody(byte[].class)).isNotEmpty();
        simulator().assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @EnumSource
    void rejectedContentIsSentToReview(Form form) throws Exception {
        errors(form);
        MockEndpoint review = context.getEndpoint("mock:review", MockEndpoint.class);
        review.expectedMessageCount(1);
        simulator().faults().on(Step.STATUS).inject(Fault.moderationFailure());

        Exchange answer = send("direct:scene", catAndDog().get(0), PROMPT);

        review.assertIsSatisfied();
        assertThat(answer.getProperty(Exchange.EXCEPTION_CAUGHT))
                .isInstanceOf(RefVideoContentRejectedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatMayPassIsTriedAgain(Form form) throws Exception {
        AtomicInteger looks = new AtomicInteger();
        component().setJobRepository(brokenAtFirst(looks));
        errors(form);

        send("direct:scene", catAndDog().get(0), PROMPT);

        assertThat(videos()).hasSize(1);
        assertThat(looks).hasValueGreaterThan(1);
        simulator().assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @EnumSource
    void jobsRunningAtAStopAreDeliveredAfterTheRestart(Form form) throws Exception {
        Path jobs = folder.resolve("jobs");
        simulator().clock().freeze();
        try (DefaultCamelContext before = context) {
            remember(jobs);
            context.start();
            CompletableFuture<Exchange> inFlight =
                    context.createProducerTemplate()
                            .asyncRequestBodyAndHeaders(
                                    "refvideo:generate?model=alibaba/wan-v2.6-r2v",
                                    catAndDog().get(0),
                                    PROMPT)
                            .thenApply(body -> null);
            Awaitility.await().until(() -> simulator().ledger().jobsCreated() == 1);
            before.stop();
            Awaitility.await().until(inFlight::isDone);
        }
        simulator().clock().advance(Duration.ofMinutes(1));

        open();
        remember(jobs);
        form.addTo(context, "resume", new ResumeRoute());
        context.start();

        Path outbox = folder.resolve("outbox");
        Awaitility.await().until(() -> Files.isDirectory(outbox));
        Awaitility.await().until(() -> outbox.toFile().list().length == 1);
        simulator().assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @EnumSource
    void jobEndsWithItsEvent(Form form) throws Exception {
        int port = freePort();
        context.getPropertiesComponent()
                .addInitialProperty("publicUrl", "http://127.0.0.1:" + port);
        context.getRestConfiguration().setHost("127.0.0.1");
        context.getRestConfiguration().setPort(port);
        form.addTo(context, "webhook", new WebhookRoute());
        context.start();

        Exchange answer = send("direct:scene", catAndDog().get(0), PROMPT);

        assertThat(answer.getException()).isNull();
        assertThat(videos()).hasSize(1);
        assertThat(simulator().ledger().requests(Step.STATUS)).isEqualTo(1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Nothing is submitted while the repository fails. */
    private static VideoJobRepository brokenAtFirst(AtomicInteger looks) {
        MemoryVideoJobRepository works = new MemoryVideoJobRepository();
        return (VideoJobRepository)
                Proxy.newProxyInstance(
                        SampleTestSupport.class.getClassLoader(),
                        new Class<?>[] {VideoJobRepository.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("create") && looks.getAndIncrement() == 0) {
                                throw new IOException("the database is away");
                            }
                            return method.invoke(works, arguments);
                        });
    }

    private void remember(Path jobs) {
        component().setJobRepository(new FileVideoJobRepository(jobs));
        component().setNodeId("a");
    }

    private void errors(Form form) throws Exception {
        form.addTo(context, "errors", new ErrorsRoute());
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:review").to("mock:review");
                    }
                });
        context.start();
    }

    private static Map<String, Object> waitingFor(String time) {
        return Map.of("CamelRefVideoPrompt", "character1 waves", "CamelRefVideoPollTimeout", time);
    }

    private String answer(String uri, String handle) throws Exception {
        return send(uri, handle, Map.of()).getMessage().getBody(String.class);
    }

    private RefVideoComponent component() {
        return context.getComponent("refvideo", RefVideoComponent.class);
    }
}
