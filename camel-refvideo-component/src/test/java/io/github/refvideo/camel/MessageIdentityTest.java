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

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.exchange.OriginalMessage;
import io.github.refvideo.camel.internal.exchange.PurchaseKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that a broker redelivers, each time as a new exchange without a key. */
class MessageIdentityTest extends RefVideoTestSupport {

    @TempDir Path inbox;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("refvideo:generate?output=url&idempotencyKeyFromMessage=true");
                from("direct:two")
                        .setProperty("request", body())
                        .to("refvideo:generate?output=url&idempotencyKeyFromMessage=true")
                        .setBody(exchangeProperty("request"))
                        .to("refvideo:generate?output=url&idempotencyKeyFromMessage=true");
                from("direct:split")
                        .split(body())
                        .to("refvideo:generate?output=url&idempotencyKeyFromMessage=true");
                from("file:" + inbox + "?noop=true&idempotent=false&delay=100&initialDelay=0")
                        .routeId("files")
                        .autoStartup(false)
                        .setBody(constant(cat()))
                        .to("refvideo:generate?output=url&idempotencyKeyFromMessage=true")
                        .to("mock:files");
            }
        };
    }

    static List<Map<String, Object>> identities() {
        return List.of(
                Map.of("JMSMessageID", "ID:1"),
                Map.of("kafka.TOPIC", "videos", "kafka.PARTITION", 3, "kafka.OFFSET", 42L),
                Map.of(
                        "CamelKafkaTopic",
                        "videos",
                        "CamelKafkaPartition",
                        3,
                        "CamelKafkaOffset",
                        42L),
                Map.of("CamelAwsSqsMessageId", "1"),
                Map.of("CamelAzureServiceBusMessageId", "1"),
                Map.of("CamelGooglePubsubMessageId", "1"),
                Map.of("CamelSpringRabbitmqMessageId", "1"),
                Map.of(
                        "CamelFileAbsolutePath",
                        "/inbox/a.png",
                        "CamelFileLength",
                        7L,
                        "CamelFileLastModified",
                        1L));
    }

    @ParameterizedTest
    @MethodSource("identities")
    void redeliveredMessageIsOneVideo(Map<String, Object> headers) {
        Exchange first = send("direct:in", cat(), headers);
        Exchange again = send("direct:in", cat(), headers);

        assertThat(first.getException()).isNull();
        assertThat(again.getMessage().getHeader(RefVideoConstants.JOB_ID))
                .isEqualTo(first.getMessage().getHeader(RefVideoConstants.JOB_ID));
        simulator().assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @MethodSource("identities")
    void eachMessageIsOneVideo(Map<String, Object> headers) {
        for (String header : headers.keySet()) {
            Map<String, Object> other = new HashMap<>(headers);
            other.computeIfPresent(
                    header, (name, value) -> value instanceof String text ? text + "0" : 4711);
            send("direct:in", cat(), other);
        }

        simulator().assertThat().paidJobs(headers.size());
    }

    /** With an incomplete identity, two messages would share one video. */
    @ParameterizedTest
    @MethodSource("identities")
    void messageWithoutItsWholeIdentityIsRefused(Map<String, Object> headers) {
        for (String header : headers.keySet()) {
            Map<String, Object> rest = new HashMap<>(headers);
            rest.put(header, "");
            refused(send("direct:in", cat(), rest));
            rest.remove(header);
            refused(send("direct:in", cat(), rest));
        }
        simulator().assertThat().paidJobs(0);
    }

    /** A record may contain headers of another broker. */
    @ParameterizedTest
    @ValueSource(strings = {"CamelKafka", "kafka."})
    void identityOfTheConsumerHasPrecedence(String prefix) throws Exception {
        String[] names =
                prefix.equals("kafka.")
                        ? new String[] {"TOPIC", "PARTITION", "OFFSET"}
                        : new String[] {"Topic", "Partition", "Offset"};
        Map<String, Object> headers = new HashMap<>();
        headers.put("JMSMessageID", "ID:1");
        headers.put(prefix + names[0], "videos");
        headers.put(prefix + names[1], 3);
        headers.put(prefix + names[2], 42L);

        String ofKafka = PurchaseKey.messageId(from("kafka", headers));
        String ofJms = PurchaseKey.messageId(from("jms", headers));
        headers.put(prefix + names[2], 43L);

        assertThat(PurchaseKey.messageId(from("kafka", headers))).isNotEqualTo(ofKafka);
        assertThat(PurchaseKey.messageId(from("jms", headers))).isEqualTo(ofJms);
        assertThat(PurchaseKey.messageId(from("timer", headers))).isEqualTo(ofJms);
    }

    /** A record that a bridge wrote has the id of its JMS message, also behind a queue. */
    @Test
    void identityOfTheFirstConsumerCountsBehindAQueue() throws Exception {
        Map<String, Object> headers =
                Map.of(
                        "JMSMessageID",
                        "ID:1",
                        "kafka.TOPIC",
                        "videos",
                        "kafka.PARTITION",
                        3,
                        "kafka.OFFSET",
                        42L);
        Exchange record = from("kafka", headers);
        String ofKafka = PurchaseKey.messageId(record);
        OriginalMessage.of(record);

        Exchange queued = record.copy();
        queued.getExchangeExtension().setFromEndpoint(context.getEndpoint("seda:queue"));

        assertThat(PurchaseKey.messageId(queued)).isEqualTo(ofKafka);
    }

    /** The id of another broker may be the same for many messages of this one. */
    @Test
    void inheritedIdentityDoesNotReplaceTheOneOfTheConsumer() {
        assertThatThrownBy(
                        () -> PurchaseKey.messageId(from("kafka", Map.of("JMSMessageID", "ID:1"))))
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("no message id set by its consumer");
    }

    private Exchange from(String scheme, Map<String, Object> headers) {
        context.addComponent(scheme, new MockComponent());
        Exchange exchange = context.getEndpoint(scheme + ":orders").createExchange();
        context.removeComponent(scheme);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        return exchange;
    }

    private static void refused(Exchange answer) {
        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("idempotencyKeyFromMessage")
                .hasMessageContaining("CamelRefVideoIdempotencyKey");
    }

    @Test
    void explicitKeyHasPrecedence() {
        for (String id : List.of("ID:1", "ID:2")) {
            send(
                    "direct:in",
                    cat(),
                    Map.of("JMSMessageID", id, RefVideoConstants.IDEMPOTENCY_KEY, "order-17"));
        }

        simulator().assertThat().paidJobs(1);
    }

    /** As templates without one of their headers create them. */
    @Test
    void keyWithAMissingPartIsRefused() {
        for (String key :
                List.of(
                        "//",
                        "--",
                        "::",
                        "- -",
                        "videos//17",
                        "videos/3/",
                        "/3/17",
                        "videos//",
                        "a||b",
                        "|17",
                        "a;;b",
                        "a,",
                        "a#",
                        "order-",
                        "video-order_",
                        "ORDER:",
                        "id=",
                        "video.requests//17",
                        "-17",
                        "_17",
                        "_DSC1234.JPG-",
                        ".mp4",
                        "videos.",
                        "17-",
                        "A17-",
                        "A17--",
                        "order-17-",
                        "2026-11-29_",
                        "6e8bc430-9c3a-11d9-9669-0800200c9a66-",
                        "order-null",
                        "null/17",
                        "undefined-3")) {
            Exchange answer = send("direct:in", cat(), key(key));

            assertThat(answer.getException())
                    .as(key)
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("is '" + key + "', in which a part is missing")
                    .hasMessageContaining("idempotencyKeyFromMessage=true");
        }
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void keyOfAUserIsAccepted() {
        List<Object> keys =
                List.of(
                        "17",
                        "order-17",
                        "video.requests/3/17",
                        "ID:414d5120514d",
                        "cat.png/4711/1764430000",
                        "/data/in/cat.png",
                        "https://shop.example/orders/17",
                        "order 4711",
                        "a::b",
                        "fe80::1",
                        "arn:aws:s3:::videos/17",
                        "rB//q3Zx8+Y0aAbCdEfGh1==",
                        "-Uakgb_J5m9g-0JDMbcJ-",
                        "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66",
                        "a--b",
                        "-aB3_kq9Zx",
                        "MQ==",
                        "nullable-17",
                        "<17.42.JavaMail.null@example.com>",
                        "../inbox/cat.png",
                        "./cat.png",
                        "_DSC1234.JPG",
                        "_MG_1234.CR2",
                        "Acme Inc.",
                        "A cat waves.",
                        "-1001234567890-17",
                        "x",
                        // Not the text of a template.
                        -17);
        for (Object key : keys) {
            assertThat(send("refvideo:submit", cat(), key(key)).getException())
                    .as("" + key)
                    .isNull();
        }
        simulator().assertThat().paidJobs(keys.size());
    }

    private static Map<String, Object> key(Object key) {
        return Map.of(RefVideoConstants.IDEMPOTENCY_KEY, key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:batch", "direct:queued-batch"})
    void recordAtAnotherPositionOfABatchIsOneVideo(String route) throws Exception {
        addGroupRoutes();
        List<Exchange> records = List.of(record(1), record(2), record(3));
        MockEndpoint done = getMockEndpoint("mock:records");
        done.expectedMessageCount(5);

        send(route, records, Map.of());
        send(route, records.subList(1, 3), Map.of());

        done.assertIsSatisfied(20_000);
        simulator().assertThat().paidJobs(3);
    }

    /** The parts of one message have the same id. */
    @Test
    void groupedPartsOfAMessageAreSeveralVideos() throws Exception {
        addGroupRoutes();
        MockEndpoint done = getMockEndpoint("mock:records");
        done.expectedMessageCount(4);

        for (int delivery = 0; delivery < 2; delivery++) {
            send("direct:groups", List.of(cat(), cat()), Map.of("JMSMessageID", "ID:1"));
        }

        done.assertIsSatisfied(20_000);
        simulator().assertThat().paidJobs(2);
    }

    private void addGroupRoutes() throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:batch").split(body()).to("direct:record");
                        from("direct:queued-batch").to("seda:batch");
                        from("seda:batch").split(body()).to("direct:record");
                        from("direct:groups")
                                .split(body())
                                .aggregate(constant(true), new GroupedExchangeAggregationStrategy())
                                .completionSize(2)
                                .split(body())
                                .to("direct:record");
                        from("direct:record")
                                .process(
                                        part ->
                                                part.setMessage(
                                                        part.getMessage()
                                                                .getBody(Exchange.class)
                                                                .getMessage()
                                                                .copy()))
                                .to("refvideo:generate?output=url&idempotencyKeyFromMessage=true")
                                .to("mock:records");
                    }
                });
    }

    private Exchange record(long offset) {
        Exchange record =
                from(
                        "kafka",
                        Map.of(
                                "kafka.TOPIC",
                                "videos",
                                "kafka.PARTITION",
                                3,
                                "kafka.OFFSET",
                                offset));
        record.getMessage().setBody(cat());
        return record;
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:two", "direct:split"})
    void eachStepAndSplitPartIsOneVideo(String route) {
        Object body = route.equals("direct:split") ? List.of(cat(), cat()) : cat();
        for (int delivery = 0; delivery < 3; delivery++) {
            assertThat(send(route, body, Map.of("JMSMessageID", "ID:1")).getException()).isNull();
        }

        simulator().assertThat().paidJobs(2);
    }

    @Test
    void otherRequestOfTheSameMessageIsAnotherVideo() {
        send("direct:in", cat(), Map.of("JMSMessageID", "ID:1"));
        send("direct:in", dog(), Map.of("JMSMessageID", "ID:1"));

        simulator().assertThat().paidJobs(2);
    }

    @Test
    void unchangedFileIsOneVideo() throws Exception {
        Path file = Files.writeString(inbox.resolve("a.txt"), "one");
        MockEndpoint files = getMockEndpoint("mock:files");
        files.expectedMinimumMessageCount(3);
        context.getRouteController().startRoute("files");
        files.assertIsSatisfied(20_000);
        context.getRouteController().stopRoute("files");
        simulator().assertThat().paidJobs(1);

        Files.writeString(file, "another");
        files.reset();
        files.expectedMinimumMessageCount(2);
        context.getRouteController().startRoute("files");
        files.assertIsSatisfied(20_000);
        context.getRouteController().stopRoute("files");
        simulator().assertThat().paidJobs(2);
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.send(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                });
    }
}
