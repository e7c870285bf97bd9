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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The headers of Kafka records are bytes. */
@Timeout(60)
class KafkaHeadersIT {

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

    @Test
    void eachOptionCanBeBytes() throws Exception {
        VideoService service = VideoService.start();
        KafkaBroker broker = KafkaBroker.start();
        try (DefaultCamelContext context = service.context()) {
            broker.createTopic("headers");
            context.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("kafka:headers?brokers="
                                            + broker.address()
                                            + "&groupId=headers&autoOffsetReset=earliest"
                                            + "&pollTimeoutMs=200&shutdownTimeout=500")
                                    .process(KafkaHeadersIT::rename)
                                    .to("refvideo:generate")
                                    .to("mock:videos");
                        }
                    });
            MockEndpoint videos = context.getEndpoint("mock:videos", MockEndpoint.class);
            videos.expectedMessageCount(1);
            context.start();

            send(broker);

            videos.assertIsSatisfied(30_000);
            assertThat(videos.getExchanges().get(0).getMessage().getBody(String.class))
                    .startsWith("http");
            service.simulator().assertThat().paidJobs(1);
            JsonNode request =
                    new ObjectMapper().readTree(service.simulator().jobs().get(0).request());
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
        } finally {
            broker.stop();
            service.close();
        }
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

    private static void send(KafkaBroker broker) throws Exception {
        ProducerRecord<String, String> record = new ProducerRecord<>("headers", "a body");
        HEADERS.forEach(
                (name, value) ->
                        record.headers()
                                .add("video." + name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.address()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(record)
                    .get(Duration.ofSeconds(30).toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        }
    }
}
