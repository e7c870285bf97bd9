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
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
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

/** Redelivery by a Kafka broker: each record is one purchase. */
@Timeout(60)
class KafkaRedeliveryIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static VideoService service;
    private static KafkaBroker broker;

    private DefaultCamelContext context;
    private ProducerTemplate template;
    private MockEndpoint videos;
    private OrderRoute orders;
    private String topic;

    @BeforeAll
    static void startBroker() throws Exception {
        service = VideoService.start();
        broker = KafkaBroker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.stop();
        service.close();
    }

    @BeforeEach
    void startRoute(TestInfo test) throws Exception {
        service.simulator().reset();
        topic = test.getTestMethod().orElseThrow().getName();
        broker.createTopic(topic);
        context = service.context();
        orders =
                new OrderRoute(
                        "kafka:"
                                + topic
                                + "?brokers="
                                + broker.address()
                                + "&groupId="
                                + topic
                                + "&breakOnFirstError=true&autoOffsetReset=earliest"
                                + "&pollTimeoutMs=200&shutdownTimeout=500"
                                // A consumer that is interrupted does not leave its group.
                                + "&sessionTimeoutMs=2000&heartbeatIntervalMs=500");
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
    void redeliveredRecordOfARejectedJobIsPaidOnce() {
        service.simulator().faults().on(Step.START).inject(Fault.moderationFailure());

        send(1);

        Awaitility.await().atMost(TIMEOUT).until(() -> orders.errors().size() >= 5);
        assertThat(orders.errors()).containsOnly(ErrorKind.CONTENT_REJECTED);
        assertThat(orders.deliveries()).isGreaterThanOrEqualTo(5);
        service.simulator().assertThat().paidJobs(1);
    }

    @Test
    void recordWithAFailedLaterStepIsRedeliveredWithItsVideo() throws Exception {
        orders.failLater(2);
        videos.expectedMessageCount(1);

        send(1);

        videos.assertIsSatisfied(TIMEOUT.toMillis());
        assertVideos();
        assertThat(orders.deliveries()).isEqualTo(3);
        service.simulator().assertThat().paidJobs(1);
    }

    @Test
    void recordOfARestartedConsumerIsRedeliveredWithItsVideo() throws Exception {
        service.simulator().clock().freeze();
        videos.expectedMessageCount(1);
        send(1);
        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> service.simulator().ledger().jobsCreated() == 1);

        context.getRouteController().stopRoute(OrderRoute.ID, 500, TimeUnit.MILLISECONDS);

        Awaitility.await().atMost(TIMEOUT).until(() -> refvideo().getJobsInFlight() == 0);
        service.simulator().clock().unfreeze();
        context.getRouteController().startRoute(OrderRoute.ID);
        videos.assertIsSatisfied(TIMEOUT.toMillis());
        assertVideos();
        assertThat(orders.deliveries()).isEqualTo(2);
        service.simulator().assertThat().paidJobs(1);
    }

    @Test
    void recordsWithTheSameValueAreTwoVideos() throws Exception {
        videos.expectedMessageCount(2);

        send(2);

        videos.assertIsSatisfied(TIMEOUT.toMillis());
        assertVideos();
        service.simulator().assertThat().paidJobs(2);
    }

    private RefVideoComponent refvideo() {
        return context.getComponent("refvideo", RefVideoComponent.class);
    }

    private void send(int records) {
        for (int i = 0; i < records; i++) {
            template.sendBody("kafka:" + topic + "?brokers=" + broker.address(), service.cat());
        }
    }

    private void assertVideos() {
        assertThat(videos.getExchanges())
                .allSatisfy(
                        exchange ->
                                assertThat(exchange.getMessage().getBody(byte[].class))
                                        .isNotEmpty());
    }
}
