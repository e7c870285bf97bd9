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
import static io.github.refvideo.simulator.GatewayClient.get;
import static io.github.refvideo.simulator.GatewayClient.headers;
import static io.github.refvideo.simulator.GatewayClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.job.JobTime;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another program can read the ledger, inject faults and change the clock. */
class AdminTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.fetchReferences(false)
                                    .renderVideos(false)
                                    .jobTime(JobTime.fixed(Duration.ofMinutes(4))));

    private RefVideoSimulator sim;
    private GatewayClient client;

    @BeforeEach
    void client(RefVideoSimulator simulator) {
        sim = simulator;
        client = new GatewayClient(sim);
    }

    @Test
    void ledgerListsPaidAndDeliveredJobs() {
        String request = body("https://e.com/a.png");
        client.start(request, headers("idempotency-key", "k1"));
        HttpResponse<String> again = client.start(request, headers("idempotency-key", "k1"));
        String id = json(again).at("/operation/gatewayJobId").asText();
        assertThat(post("clock", "{\"advance\":\"4m\"}").statusCode()).isEqualTo(200);
        String link = client.state(id).at("/videos/0/url").asText();
        get(link);

        await().untilAsserted(
                        () ->
                                assertThat(ledger().at("/deliveriesByJob/" + id).asInt())
                                        .isEqualTo(1));
        JsonNode ledger = ledger();
        assertThat(ledger.path("jobsCreated").asInt()).isEqualTo(1);
        assertThat(ledger.at("/jobsByIdempotencyKey/k1").asInt()).isEqualTo(1);
        assertThat(ledger.at("/startsByIdempotencyKey/k1").asInt()).isEqualTo(2);
        assertThat(ledger.path("paidMoreThanOnce")).isEmpty();
        assertThat(ledger.at("/readingsByJob/" + id).asInt()).isEqualTo(1);
        assertThat(ledger.path("jobsDelivered").asInt()).isEqualTo(1);
        assertThat(ledger.at("/requestsByStep/start").asInt()).isEqualTo(2);
        JsonNode jobs = json(text("jobs")).path("jobs");
        assertThat(jobs.at("/0/id").asText()).isEqualTo(id);
        assertThat(jobs.at("/0/state").asText()).isEqualTo("completed");
    }

    @Test
    void ledgerListsBlobs() {
        new BlobClient(sim).uploaded("a.png", "x".getBytes(StandardCharsets.UTF_8));

        JsonNode blobs = ledger().path("blobs");

        assertThat(blobs.path("uploads").asInt()).isEqualTo(1);
        assertThat(blobs.path("present")).hasSize(1);
        assertThat(blobs.at("/uploadsByPathname/a.png").asInt()).isEqualTo(1);
    }

    @Test
    void faultsAreInjectedByName() {
        post("faults", "{\"step\":\"status\",\"fault\":\"status=503\",\"nth\":2}");
        post(
                "faults",
                "{\"faults\":[{\"step\":\"start\",\"fault\":\"status=500\",\"times\":1,"
                        + "\"afterProcessing\":true}]}");
        assertThat(client.start(body("https://e.com/a.png")).statusCode()).isEqualTo(500);
        String id = client.startedJob(body("https://e.com/a.png"));

        assertThat(client.status(id).statusCode()).isEqualTo(200);
        assertThat(client.status(id).statusCode()).isEqualTo(503);
        sim.assertThat().paidJobs(2);

        post("faults", "{\"step\":\"status\",\"fault\":\"status=503\"}");
        assertThat(client.status(id).statusCode()).isEqualTo(503);
        assertThat(post("faults", "{\"clear\":true}").body()).contains("\"injected\":0");
        assertThat(client.status(id).statusCode()).isEqualTo(200);
    }

    @Test
    void faultForOneJobSparesTheOthers() {
        String one = client.startedJob(body("https://e.com/a.png"));
        String two = client.startedJob(body("https://e.com/a.png"));
        post("faults", "{\"step\":\"status\",\"fault\":\"status=503\",\"job\":\"" + one + "\"}");

        assertThat(client.status(two).statusCode()).isEqualTo(200);
        assertThat(client.status(one).statusCode()).isEqualTo(503);
    }

    @Test
    void clockIsMovedStoppedAndSetBack() {
        post("clock", "{\"freeze\":true,\"advance\":\"2h\"}");
        Instant stopped = sim.clock().instant();

        assertThat(stopped).isAfter(Instant.now().plus(Duration.ofMinutes(110)));
        assertThat(sim.clock().instant()).isEqualTo(stopped);
        assertThat(json(post("clock", "{\"advance\":\"-1h\"}")).path("now").asText())
                .isEqualTo(stopped.minus(Duration.ofHours(1)).toString());
        post("clock", "{\"reset\":true}");
        assertThat(sim.clock().instant()).isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void videosGetASizeAndAPace() {
        post("videos", "{\"bytes\":200000,\"bytesPerSecond\":100000000}");
        String id = client.startedJob(body("https://e.com/a.png"));
        sim.clock().advance(Duration.ofMinutes(4));
        String link = client.state(id).at("/videos/0/url").asText();

        assertThat(get(link).body()).hasSize(200_000);
        post("videos", "{\"bytes\":300000,\"job\":\"" + id + "\"}");
        assertThat(get(link).body()).hasSize(300_000);
    }

    @Test
    void outageRefusesConnectionsForAWhileAndForgetsNothing() {
        String id = client.startedJob(body("https://e.com/a.png"));
        post("outage", "{\"for\":\"1500ms\"}");

        await().untilAsserted(
                        () ->
                                assertThatThrownBy(() -> client.status(id))
                                        .isInstanceOf(UncheckedIOException.class));
        await().ignoreExceptions().until(() -> client.status(id).statusCode() == 200);
        sim.assertThat().paidJobs(1);
    }

    @Test
    void serverIsRestartedAndPathsAreListed() {
        OpenAiClient sglang = new OpenAiClient(sim.sglangUrl());
        String id =
                OpenAiClient.id(sglang.create("{\"prompt\":\"x\",\"input_reference\":\"/a.png\"}"));

        assertThat(ledger().at("/serverPaths/input_reference").asInt()).isEqualTo(1);
        assertThat(ledger().at("/requestsByStep/openai-create").asInt()).isEqualTo(1);
        assertThat(post("restart", "{\"server\":\"sglang\"}").statusCode()).isEqualTo(200);
        assertThat(sglang.query(id).statusCode()).isEqualTo(404);
    }

    @Test
    void refusedConnectionsAreTakenAgainOnTheSamePort() {
        int port = sim.port();
        sim.refuseConnections();
        sim.refuseConnections();
        assertThatThrownBy(() -> text("ledger")).isInstanceOf(UncheckedIOException.class);

        sim.acceptConnections();
        sim.acceptConnections();

        assertThat(sim.port()).isEqualTo(port);
        assertThat(ledger().path("jobsCreated").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "faults|{\"step\":\"status\"}|step and fault",
                "faults|{\"step\":\"nowhere\",\"fault\":\"stall\"}|nowhere",
                "faults|{\"step\":\"status\",\"fault\":\"nonsense\"}|nonsense",
                "faults|{\"step\":\"start\",\"fault\":\"range-unsupported\"}|cannot be injected",
                "faults|no json|JSON",
                "clock|{\"advance\":\"soon\"}|duration",
                "videos|{\"bytes\":-1}|at least 0",
                "outage|{}|duration",
                "restart|{\"server\":\"dynamo\"}|vllm-omni"
            })
    void invalidRequestIsRejectedWithAReason(String path, String wish, String reason) {
        HttpResponse<String> response = post(path, wish);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).containsIgnoringCase(reason);
    }

    private JsonNode ledger() {
        return json(text("ledger"));
    }

    private String text(String path) {
        return new String(get(sim.baseUrl() + "/simulator/" + path).body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> post(String path, String wish) {
        return GatewayClient.send(
                HttpRequest.newBuilder(URI.create(sim.baseUrl() + "/simulator/" + path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(wish))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
