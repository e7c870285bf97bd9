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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Records of a Kafka broker: each is one purchase, also when it is redelivered. */
@Timeout(60)
class KafkaRedeliveryIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Map<String, String> HEADERS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("Model", "alibaba/wan-v2.6-r2v-flash"),
                            Map.entry("Prompt", "character1 sings \u00e0 Paris"),
                            Map.entry("NegativePrompt", "rain"),
                            Map.entry("Resolution", "1920x1080"),
                            Map.entry("Duration", "9"),
                            Map.entry("Seed", "4711"),
                            Map.entry("ShotType", "multi"),
                            Map.entry("Audio", "false"),
                            Map.entry("Watermark", "true"),
                            Map.entry("PromptExtend", "false"),
                            Map.entry("ReferenceUrls", "https://example.com/dog.png"),
                            Map.entry("ProviderOptions", "{\"alibaba\":{\"custom\":\"option\"}}"),
                            Map.entry("PollInterval", "1s"),
                            Map.entry("PollTimeout", "5m"),
                            Map.entry("Output", "url"),
                            Map.entry("IdempotencyKey", "order-17")));

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

    /** The headers of Kafka records are bytes. */
    @Test
    void eachOptionCanBeBytes() throws Exception {
        broker.createTopic("headers");
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("kafka:headers?brokers="
                                        + broker.address()
                                        + "&groupId=headers&autoOffsetReset=earliest"
                                        + "&pollTimeoutMs=200&shutdownTimeout=500")
                                .process(KafkaRedeliveryIT::rename)
                                .to("refvideo:generate")
                                .to("mock:videos");
                    }
                });
        videos.expectedMessageCount(1);

        sendHeaders();

        videos.assertIsSatisfied(30_000);
        assertThat(videos.getExchanges().get(0).getMessage().getBody(String.class))
                .startsWith("http");
        service.simulator().assertThat().paidJobs(1);
        JsonNode request = new ObjectMapper().readTree(service.simulator().jobs().get(0).request());
        assertThat(service.simulator().jobs().get(0).model())
                .isEqualTo("alibaba/wan-v2.6-r2v-flash");
        assertThat(request.path("prompt").asText()).isEqualTo("character1 sings \u00e0 Paris");
        assertThat(request.path("duration").asInt()).isEqualTo(9);
        assertThat(request.path("seed").asInt()).isEqualTo(4711);
        assertThat(request.path("resolution").asText()).isEqualTo("1920x1080");
        JsonNode alibaba = request.path("providerOptions").path("alibaba");
        assertThat(alibaba.path("negativePrompt").asText()).isEqualTo("rain");
        assertThat(alibaba.path("shotType").asText()).isEqualTo("multi");
        assertThat(alibaba.path("watermark").asBoolean()).isTrue();
        assertThat(alibaba.path("promptExtend").asBoolean(true)).isFalse();
        assertThat(alibaba.path("custom").asText()).isEqualTo("option");
        assertThat(request.toString()).contains("https://example.com/dog.png");
    }

    /** As in the recipe from Kafka to S3: it does not block its partition. */
    @Test
    void recordThatCannotSucceedLeavesWithItsHandleAndTheReason() throws Exception {
        service.simulator().faults().on(Step.START).times(1).inject(Fault.moderationFailure());
        broker.createTopic("poison");
        broker.createTopic("failed");
        String commit = "${header.CamelKafkaManualCommit.commit}";
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        onException(RefVideoException.class)
                                .onWhen(simple("${exception.retryable} == false"))
                                .handled(true)
                                .to("direct:failed");
                        from("kafka:poison?brokers="
                                        + broker.address()
                                        + "&groupId=poison&autoOffsetReset=earliest"
                                        + "&autoCommitEnable=false&allowManualCommit=true"
                                        + "&maxPollRecords=1&breakOnFirstError=true"
                                        + "&pollTimeoutMs=200&shutdownTimeout=500")
                                .to(VideoService.GENERATE)
                                .to("mock:videos")
                                .script(simple(commit));
                        from("direct:failed")
                                .errorHandler(noErrorHandler())
                                .setHeader("RefVideoJob", header("CamelRefVideoJob"))
                                .setHeader("RefVideoReason", simple("${exception.message}"))
                                .to("kafka:failed?brokers=" + broker.address())
                                .script(simple(commit));
                        from("kafka:failed?brokers="
                                        + broker.address()
                                        + "&groupId=failed&autoOffsetReset=earliest"
                                        + "&pollTimeoutMs=200&shutdownTimeout=500")
                                .to("mock:failed");
                    }
                });
        MockEndpoint failed = context.getEndpoint("mock:failed", MockEndpoint.class);
        failed.expectedBodiesReceived(service.cat());
        videos.expectedMessageCount(1);

        for (int i = 0; i < 2; i++) {
            template.sendBody("kafka:poison?brokers=" + broker.address(), service.cat());
        }

        videos.assertIsSatisfied(TIMEOUT.toMillis());
        failed.assertIsSatisfied(TIMEOUT.toMillis());
        Message left = failed.getExchanges().get(0).getMessage();
        assertThat(left.getHeader("RefVideoJob", String.class)).contains("\"jobId\"");
        assertThat(left.getHeader("RefVideoReason", String.class)).isNotBlank();
        Awaitility.await().atMost(TIMEOUT).until(() -> broker.committed("poison", "poison") == 2);
        service.simulator().assertThat().paidJobs(2);
    }

    /** The position of a record in its batch does not count, also behind a queue. */
    @Test
    void recordOfAnotherBatchIsPaidOnce() throws Exception {
        broker.createTopic("batches");
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("seda:batches").to("direct:batches");
                        from("direct:batches")
                                .routeId("split")
                                .split(body())
                                .process(
                                        part ->
                                                part.setMessage(
                                                        part.getMessage()
                                                                .getBody(Exchange.class)
                                                                .getMessage()
                                                                .copy()))
                                .to(VideoService.GENERATE)
                                .to("mock:videos");
                    }
                });
        for (int i = 0; i < 3; i++) {
            template.sendBody("kafka:batches?brokers=" + broker.address(), service.cat());
        }
        for (int size : new int[] {1, 3}) {
            videos.reset();
            videos.expectedMessageCount(3);
            context.addRoutes(batches(size, size == 1 ? "direct:batches" : "seda:batches"));
            videos.assertIsSatisfied(TIMEOUT.toMillis());
            context.getRouteController().stopRoute("batches");
            context.removeRoute("batches");
        }
        service.simulator().assertThat().paidJobs(3).everyKeyPaidAtMostOnce();
    }

    /** Another group gets all records again, in other batches. */
    private static RouteBuilder batches(int size, String next) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("kafka:batches?brokers="
                                + broker.address()
                                + "&groupId=batches"
                                + size
                                + "&autoOffsetReset=earliest&batching=true&maxPollRecords="
                                + size
                                + "&pollTimeoutMs=200&shutdownTimeout=500")
                        .routeId("batches")
                        .to(next);
            }
        };
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

    /** Camel's filter removes headers that begin with Camel from records. */
    private static void rename(Exchange exchange) {
        HEADERS.keySet()
                .forEach(
                        name -> {
                            Object value = exchange.getMessage().getHeader("video." + name);
                            assertThat(value).isInstanceOf(byte[].class);
                            exchange.getMessage().setHeader("CamelRefVideo" + name, value);
                        });
    }

    private static void sendHeaders() throws Exception {
        ProducerRecord<String, String> record = new ProducerRecord<>("headers", "a body");
        // Filtered by camel-kafka, in any letter case.
        record.headers().add("cAMELrefVideoFps", "24".getBytes(StandardCharsets.UTF_8));
        HEADERS.forEach(
                (name, value) ->
                        record.headers()
                                .add("video." + name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.address()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(record).get(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS);
        }
    }
}
