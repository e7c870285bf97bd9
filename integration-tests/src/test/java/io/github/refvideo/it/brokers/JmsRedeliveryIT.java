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
package io.github.refvideo.it.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import jakarta.jms.JMSContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Redelivery by a JMS broker: each message is one purchase. */
@Timeout(60)
class JmsRedeliveryIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Larger than the minimum large message size of the broker. */
    private static final int VIDEO_BYTES = 1_500_000;

    private static VideoService service;
    private static ArtemisBroker broker;
    private static ActiveMQConnectionFactory connections;

    private DefaultCamelContext context;
    private MemoryVideoJobRepository jobs;
    private ProducerTemplate template;
    private MockEndpoint videos;
    private OrderRoute orders;
    private String queue;

    @BeforeAll
    static void startBroker(@TempDir Path directory) throws Exception {
        service = VideoService.start();
        broker = new ArtemisBroker(directory);
        broker.start();
        connections = new ActiveMQConnectionFactory(broker.url());
    }

    @AfterAll
    static void stopBroker() throws Exception {
        connections.close();
        broker.stop();
        service.close();
    }

    @BeforeEach
    void startRoute(TestInfo test) throws Exception {
        service.simulator().reset();
        service.simulator().videoBytes(VIDEO_BYTES);
        queue = test.getTestMethod().orElseThrow().getName();
        context = service.context();
        jobs = new MemoryVideoJobRepository();
        context.getComponent("refvideo", RefVideoComponent.class).setJobRepository(jobs);
        JmsComponent jms = JmsComponent.jmsComponentAutoAcknowledge(connections);
        jms.setRecoveryInterval(200);
        context.addComponent("jms", jms);
        orders =
                new OrderRoute(
                        "jms:" + queue + "?transacted=true&lazyCreateTransactionManager=false");
        context.addRoutes(orders);
        context.start();
        template = context.createProducerTemplate();
        videos = context.getEndpoint("mock:videos", MockEndpoint.class);
    }

    @AfterEach
    void stopRoute() throws Exception {
        context.close();
    }

    @Test
    void messageWithAFailedLaterStepIsRedeliveredWithItsVideo() throws Exception {
        orders.failLater(3);
        videos.expectedMessageCount(1);

        send();

        videos.assertIsSatisfied(TIMEOUT.toMillis());
        assertVideos();
        assertThat(orders.deliveries()).isEqualTo(4);
        awaitMessages(0);
        service.simulator().assertThat().paidJobs(1);
    }

    @Test
    void messageOfARejectedJobIsPaidOnceAndPutAside() {
        service.simulator().faults().on(Step.START).inject(Fault.moderationFailure());

        send();

        String dead =
                context.createConsumerTemplate()
                        .receiveBody(
                                "jms:" + ArtemisBroker.DEAD_LETTERS,
                                TIMEOUT.toMillis(),
                                String.class);
        assertThat(dead).isEqualTo(service.cat());
        assertThat(orders.deliveries()).isEqualTo(ArtemisBroker.MOST_DELIVERIES);
        assertThat(orders.errors())
                .hasSize(ArtemisBroker.MOST_DELIVERIES)
                .containsOnly(ErrorKind.CONTENT_REJECTED);
        service.simulator().assertThat().paidJobs(1);
    }

    @Test
    void messagesWithTheSameTextAreTwoVideos() throws Exception {
        videos.expectedMessageCount(2);

        send();
        send();

        videos.assertIsSatisfied(TIMEOUT.toMillis());
        assertVideos();
        service.simulator().assertThat().paidJobs(2);
    }

    @Test
    void messageInFlightWhenTheBrokerStopsIsPaidOnce() throws Exception {
        service.simulator().clock().freeze();
        videos.expectedMessageCount(1);
        send();
        awaitJobs(1);

        broker.stop();
        service.simulator().clock().unfreeze();

        // The message can no longer be acknowledged.
        videos.assertIsSatisfied(TIMEOUT.toMillis());
        videos.reset();
        videos.expectedMessageCount(1);
        broker.start();
        videos.assertIsSatisfied(TIMEOUT.toMillis());
        assertVideos();
        assertThat(orders.deliveries()).isEqualTo(2);
        awaitMessages(0);
        service.simulator().assertThat().paidJobs(1);
    }

    @Test
    void requesterReceivesTheBytesOfTheVideo() throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("jms:requests").to(VideoService.GENERATE + "&output=bytes");
                    }
                });

        byte[] video =
                template.requestBody(
                        "jms:requests?requestTimeout=" + TIMEOUT.toMillis(),
                        service.cat(),
                        byte[].class);

        assertThat(video).hasSize(VIDEO_BYTES);
        service.simulator().assertThat().paidJobs(1);
    }

    /** The reply is written after the exchange is done, and the last step has read the body. */
    @Test
    void requesterReceivesTheStreamOfTheVideo(@TempDir Path spool) throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("jms:streams")
                                .noStreamCaching()
                                .to(
                                        VideoService.GENERATE
                                                + "&output=stream&spoolDirectory="
                                                + spool)
                                .to("file:" + spool.resolve("copies"));
                    }
                });

        byte[] video =
                template.requestBody(
                        "jms:streams?requestTimeout=" + TIMEOUT.toMillis(),
                        service.cat(),
                        byte[].class);

        assertThat(video).hasSize(VIDEO_BYTES);
        Awaitility.await().atMost(TIMEOUT).until(() -> jobs.unfinished(10).isEmpty());
        try (Stream<Path> files = Files.list(spool)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        service.simulator().assertThat().paidJobs(1);
    }

    /** With the default window, the first node would fetch both messages at once. */
    @Test
    void secondMessageWaitsAtTheBrokerForAFreeNode() throws Exception {
        service.simulator().clock().freeze();
        try (ActiveMQConnectionFactory unbuffered =
                        new ActiveMQConnectionFactory(broker.url() + "?consumerWindowSize=0");
                DefaultCamelContext first = node(unbuffered);
                DefaultCamelContext second = node(unbuffered)) {
            first.start();
            for (int i = 0; i < 2; i++) {
                template.sendBody("jms:nodes", service.cat());
            }
            awaitJobs(1);

            second.start();

            awaitJobs(2);
            service.simulator().clock().unfreeze();
            Awaitility.await().atMost(TIMEOUT).until(() -> broker.messages("nodes") == 0);
        }
        service.simulator().assertThat().paidJobs(2);
    }

    /** As in the recipe for dead letters, whose own test runs with one line of Camel. */
    @Test
    void failedMessageIsSentAgainWithItsKey() throws Exception {
        service.simulator().faults().on(Step.START).times(1).inject(Fault.moderationFailure());
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        onException(RefVideoException.class)
                                .handled(true)
                                .setHeader("RefVideoJob", header("CamelRefVideoJob"))
                                .setHeader("RefVideoReason", simple("${exception.message}"))
                                .to("jms:failed");
                        from("jms:orders?transacted=true&lazyCreateTransactionManager=false")
                                .filter(header("RefVideoKey").isNull())
                                .setHeader("RefVideoKey", header("JMSMessageID"))
                                .end()
                                .setHeader("CamelRefVideoIdempotencyKey", header("RefVideoKey"))
                                .to("refvideo:generate")
                                .to("mock:videos");
                    }
                });
        ConsumerTemplate consumer = context.createConsumerTemplate();
        videos.expectedMessageCount(1);

        template.sendBody("jms:orders", service.cat());
        Message failed = consumer.receive("jms:failed", TIMEOUT.toMillis()).getMessage();
        String job = failed.getHeader("RefVideoJob", String.class);
        assertThat(failed.getBody(String.class)).isEqualTo(service.cat());
        assertThat(job).contains("\"jobId\"");
        assertThat(failed.getHeader("RefVideoReason", String.class)).isNotBlank();

        template.sendBodyAndHeader(
                "jms:orders", service.cat(), "RefVideoKey", failed.getHeader("RefVideoKey"));
        Message again = consumer.receive("jms:failed", TIMEOUT.toMillis()).getMessage();
        assertThat(again.getHeader("RefVideoJob")).isEqualTo(job);
        service.simulator().assertThat().paidJobs(1);

        template.sendBody("jms:orders", service.cat());
        videos.assertIsSatisfied(TIMEOUT.toMillis());
        service.simulator().assertThat().paidJobs(2);
    }

    /** camel-jms before 4.18.2 filters only names that begin with Camel and camel. */
    @Test
    void propertyInAnotherLetterCaseMaySetAnOption() throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        onException(Exception.class).handled(true).to("mock:rejected");
                        from("jms:all")
                                .to("refvideo:generate?output=url&duration=4")
                                .to("mock:videos");
                        from("jms:restricted")
                                .to(
                                        "refvideo:generate?output=url&duration=4&allowedMessageOptions=none")
                                .to("mock:videos");
                    }
                });
        boolean accepts = context.getVersion().equals("4.18.0");
        MockEndpoint rejected = context.getEndpoint("mock:rejected", MockEndpoint.class);
        videos.expectedMessageCount(accepts ? 1 : 2);

        try (JMSContext sender = connections.createContext()) {
            for (String name : List.of("all", "restricted")) {
                sender.createProducer()
                        .setProperty("CAMELRefVideoDuration", "9")
                        .send(sender.createQueue(name), service.cat());
            }
        }

        videos.assertIsSatisfied(TIMEOUT.toMillis());
        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> rejected.getReceivedCounter() == (accepts ? 1 : 0));
        assertThat(service.simulator().jobs())
                .allSatisfy(
                        job ->
                                assertThat(job.request())
                                        .contains("\"duration\":" + (accepts ? 9 : 4)));
    }

    private static DefaultCamelContext node(ActiveMQConnectionFactory connections)
            throws Exception {
        DefaultCamelContext node = service.context();
        node.addComponent("jms", JmsComponent.jmsComponentAutoAcknowledge(connections));
        node.addRoutes(
                new OrderRoute("jms:nodes?transacted=true&lazyCreateTransactionManager=false"));
        return node;
    }

    private static void awaitJobs(int count) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> service.simulator().ledger().jobsCreated() == count);
    }

    private void send() {
        template.sendBody("jms:" + queue, service.cat());
    }

    private void awaitMessages(int count) {
        Awaitility.await().atMost(TIMEOUT).until(() -> broker.messages(queue) == count);
    }

    private void assertVideos() {
        assertThat(videos.getExchanges())
                .allSatisfy(
                        exchange ->
                                assertThat(exchange.getMessage().getBody(byte[].class))
                                        .hasSize(VIDEO_BYTES));
    }
}
