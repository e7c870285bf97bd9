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

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of the manual, from a Kafka broker to an S3 server. */
@Timeout(90)
class KafkaToS3IT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int VIDEO_BYTES = 1_500_000;

    private static final String TOPIC = "video.requests";

    private static final String FAILED = "video.requests.failed";

    private static VideoService service;
    private static KafkaBroker broker;
    private static S3Server store;

    @TempDir Path arriving;

    private DefaultCamelContext context;
    private ProducerTemplate template;

    @BeforeAll
    static void startServers(@TempDir Path directory) throws Exception {
        service = VideoService.start();
        broker = KafkaBroker.start();
        broker.createTopic(TOPIC);
        broker.createTopic(FAILED);
        store = S3Server.start(directory);
    }

    @AfterAll
    static void stopServers() throws Exception {
        store.stop();
        broker.stop();
        service.close();
    }

    @BeforeEach
    void startRoute() throws Exception {
        service.simulator().reset();
        service.simulator().videoBytes(VIDEO_BYTES);
        context = service.context();
        context.getPropertiesComponent().addOverrideProperty("arriving", arriving.toString());
        context.getPropertiesComponent().addOverrideProperty("bucket", S3Server.BUCKET);
        context.getPropertiesComponent().addOverrideProperty("redelivery.delay", "100");
        KafkaConfiguration kafka =
                context.getComponent("kafka", KafkaComponent.class).getConfiguration();
        kafka.setBrokers(broker.address());
        kafka.setPollTimeoutMs(200L);
        kafka.setShutdownTimeout(500);
        kafka.setSessionTimeoutMs(2000);
        kafka.setHeartbeatIntervalMs(500);
        store.configure(context);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(
                        ResourceHelper.resolveMandatoryResource(
                                context,
                                "file:../docs/src/test/resources/recipes/kafka-to-s3.yaml"));
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stopRoute() throws Exception {
        context.close();
    }

    @Test
    void recordsBecomeObjectsAndAreCommitted() throws Exception {
        int before = store.objects().size();
        send(2);

        Awaitility.await().atMost(TIMEOUT).until(() -> store.objects().size() == before + 2);
        assertThat(store.objects().values()).allMatch(size -> size == VIDEO_BYTES);
        awaitCommitted();
        assertThat(files()).isEmpty();
        service.simulator().assertThat().paidJobs(2);
    }

    /** A record that cannot succeed does not block its partition. */
    @Test
    void failedRecordGoesToAnotherTopicWithItsHandle() throws Exception {
        int before = store.objects().size();
        service.simulator().faults().on(Step.START).times(1).inject(Fault.moderationFailure());

        send(2);

        Awaitility.await().atMost(TIMEOUT).until(() -> store.objects().size() == before + 1);
        awaitCommitted();
        ConsumerRecord<String, String> failed = failed();
        assertThat(failed.value()).isEqualTo(service.cat());
        assertThat(header(failed, "RefVideoJob")).contains("\"jobId\"");
        assertThat(header(failed, "RefVideoReason")).isNotBlank();
        service.simulator().assertThat().paidJobs(2);
    }

    private void send(int records) {
        for (int i = 0; i < records; i++) {
            template.sendBody("kafka:" + TOPIC, service.cat());
        }
    }

    private static void awaitCommitted() {
        Awaitility.await().atMost(TIMEOUT).until(() -> broker.committed("videos", TOPIC) == end());
    }

    private static long end() {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (KafkaConsumer<String, String> consumer = consumer()) {
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    private static ConsumerRecord<String, String> failed() {
        TopicPartition partition = new TopicPartition(FAILED, 0);
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                                return !records.isEmpty();
                            });
            assertThat(records).hasSize(1);
            return records.get(0);
        }
    }

    private static KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address()),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(arriving)) {
            return files.toList();
        }
    }
}
