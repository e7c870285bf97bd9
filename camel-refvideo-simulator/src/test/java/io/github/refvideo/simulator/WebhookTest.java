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
package io.github.refvideo.simulator;

import static io.github.refvideo.simulator.GatewayClient.body;
import static io.github.refvideo.simulator.GatewayClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks at the end of a job. */
class WebhookTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.fetchReferences(false)
                                    .renderVideos(false)
                                    .jobTime(JobTime.fixed(Duration.ofHours(1))));

    private record Delivery(String body, String signature, String dedupeKey) {}

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final AtomicInteger refuseNext = new AtomicInteger();
    private HttpServer receiver;
    private RefVideoSimulator sim;
    private GatewayClient client;

    @BeforeEach
    void receiver(RefVideoSimulator simulator) throws IOException {
        sim = simulator;
        client = new GatewayClient(sim);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/hook",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    deliveries.add(
                            new Delivery(
                                    body,
                                    exchange.getRequestHeaders().getFirst("x-ai-gateway-signature"),
                                    exchange.getRequestHeaders()
                                            .getFirst("x-ai-gateway-idempotency-key")));
                    exchange.sendResponseHeaders(refuseNext.getAndDecrement() > 0 ? 500 : 204, -1);
                    exchange.close();
                });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void finishedJobIsAnnouncedOnceAndSigned() throws GeneralSecurityException {
        JsonNode started = start();
        String id = started.at("/operation/gatewayJobId").asText();
        assertThat(deliveries).isEmpty();

        sim.clock().advance(Duration.ofHours(1));
        await().until(() -> deliveries.size() == 1);

        Delivery delivery = deliveries.get(0);
        JsonNode event = json(delivery.body());
        assertThat(event.get("type").asText()).isEqualTo("video.generation.completed");
        assertThat(event.at("/data/jobId").asText()).isEqualTo(id);
        assertThat(event.at("/data/modelId").asText()).isEqualTo(GatewayClient.MODEL);
        assertThat(event.at("/data/status").asText()).isEqualTo("completed");
        assertThat(event.at("/data/completedAt").asLong() - event.at("/data/createdAt").asLong())
                .isEqualTo(Duration.ofHours(1).toMillis());
        assertThat(delivery.body()).doesNotContain("/results/");
        assertThat(delivery.dedupeKey()).isEqualTo(id + "-completed");
        assertThat(isSignedWith(secret(started), delivery)).isTrue();
        assertThat(sim.ledger().requests(Step.WEBHOOK)).isEqualTo(1);
    }

    @Test
    void failedJobContainsStatusAndReason() {
        sim.faults().on(Step.START).inject(Fault.jobFailure("no good"));
        start();
        sim.clock().advance(Duration.ofHours(1));
        await().until(() -> deliveries.size() == 1);

        JsonNode event = json(deliveries.get(0).body());
        assertThat(event.get("type").asText()).isEqualTo("video.generation.failed");
        assertThat(event.at("/data/error/message").asText()).contains("no good");
    }

    @Test
    void refusedDeliveryIsRepeatedWithTheSameKey() {
        refuseNext.set(2);
        start();
        sim.clock().advance(Duration.ofHours(1));
        await().until(() -> deliveries.size() == 1);
        // The next attempt is scheduled shortly after the error response was read.
        await().until(
                        () -> {
                            sim.clock().advance(Duration.ofSeconds(1));
                            return deliveries.size() == 3;
                        });

        assertThat(deliveries.stream().map(Delivery::dedupeKey).distinct()).hasSize(1);
        assertThat(deliveries.stream().map(Delivery::body).distinct()).hasSize(1);
    }

    @Test
    void faultsLoseDoubleOrSpoilADelivery() throws GeneralSecurityException {
        sim.faults().on(Step.WEBHOOK).nth(1).inject(Fault.lostDelivery());
        sim.faults().on(Step.WEBHOOK).nth(2).inject(Fault.duplicateDelivery());
        sim.faults().on(Step.WEBHOOK).nth(3).inject(Fault.badSignature());
        String lost = start().at("/operation/gatewayJobId").asText();
        String twice = start().at("/operation/gatewayJobId").asText();
        JsonNode spoilt = start();
        sim.clock().advance(Duration.ofHours(1));
        await().until(() -> deliveries.size() == 3);

        assertThat(deliveries).noneMatch(delivery -> delivery.dedupeKey().startsWith(lost));
        assertThat(deliveries)
                .filteredOn(delivery -> delivery.dedupeKey().startsWith(twice))
                .hasSize(2);
        String id = spoilt.at("/operation/gatewayJobId").asText();
        Delivery bad =
                deliveries.stream()
                        .filter(d -> d.dedupeKey().startsWith(id))
                        .findFirst()
                        .orElseThrow();
        assertThat(isSignedWith(secret(spoilt), bad)).isFalse();
    }

    @Test
    void secretBelongsToOneJobAndShowsInTheStartAnswerOnly() {
        JsonNode one = start();
        JsonNode two = start();

        assertThat(secret(one)).isNotEqualTo(secret(two)).isNotBlank();
        assertThat(client.state(one.at("/operation/gatewayJobId").asText()).toString())
                .doesNotContain(secret(one));
    }

    @Test
    void callbacksOfJobsThatEndTogetherDoNotWaitForEachOther() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // Less than the simulator waits for an answer.
            silent.setSoTimeout(5_000);
            for (int i = 0; i < 20; i++) {
                start("http://127.0.0.1:" + silent.getLocalPort() + "/hook");
            }

            sim.clock().advance(Duration.ofHours(1));

            List<Socket> callbacks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                callbacks.add(silent.accept());
            }
            for (Socket callback : callbacks) {
                callback.close();
            }
        }
    }

    private JsonNode start() {
        return start("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook?t=1");
    }

    private JsonNode start(String callback) {
        return json(
                client.start(
                        body("https://e.com/a.png")
                                .replace(
                                        "\"n\":1",
                                        "\"n\":1,\"callbackUrl\":\"" + callback + "\"")));
    }

    private static String secret(JsonNode started) {
        return started.at("/providerMetadata/gateway/asyncJob/webhookSigningSecret").asText();
    }

    /** Written from the protocol's description, not with the simulator's own code. */
    private static boolean isSignedWith(String secret, Delivery delivery)
            throws GeneralSecurityException {
        String[] parts = delivery.signature().split(",");
        String time = parts[0].substring("t=".length());
        assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected =
                mac.doFinal((time + "." + delivery.body()).getBytes(StandardCharsets.UTF_8));
        return parts[1].equals("v1=" + HexFormat.of().formatHex(expected));
    }
}
