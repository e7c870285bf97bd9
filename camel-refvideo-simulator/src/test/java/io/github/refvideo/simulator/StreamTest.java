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
import static io.github.refvideo.simulator.GatewayClient.headers;
import static io.github.refvideo.simulator.GatewayClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.RawSocket.Answer;
import io.github.refvideo.simulator.RawSocket.End;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The call that keeps its connection open until the video is ready. */
class StreamTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.fetchReferences(false)
                                    .renderVideos(false)
                                    .jobTime(JobTime.fixed(Duration.ofHours(1)))
                                    .heartbeatInterval(Duration.ofMillis(20)));

    private static final String BODY = body("https://e.com/a.png");
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    private RefVideoSimulator sim;

    @BeforeEach
    void simulator(RefVideoSimulator simulator) {
        sim = simulator;
    }

    @Test
    void heartbeatsComeUntilTheOneEventAndThenTheConnectionCloses() throws IOException {
        try (RawSocket socket = open()) {
            String before = socket.readUntil(": heartbeat\n\n", 4);
            sim.clock().advance(Duration.ofHours(1));
            Answer after = socket.readToEnd(LONG);

            assertThat(before)
                    .startsWith("HTTP/1.1 200")
                    .contains("content-type: text/event-stream")
                    .doesNotContain("data:");
            assertThat(after.text().split("data: ")).hasSize(2);
            assertThat(after.end()).isEqualTo(End.CLOSED);
        }
    }

    @Test
    void eventCarriesTheResult() {
        JsonNode event = event(finishedStream());

        assertThat(event.get("type").asText()).isEqualTo("result");
        assertThat(GatewayClient.get(event.at("/videos/0/url").asText()).statusCode())
                .isEqualTo(200);
        assertThat(event.at("/providerMetadata/gateway/cost").asText()).isEqualTo("0.4");
        sim.assertThat().paidJobs(1);
    }

    @Test
    void failureArrivesInsideA200() {
        sim.faults().on(Step.STREAM).inject(Fault.jobFailure("no good"));

        HttpResponse<String> response = finishedStream();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(event(response).get("type").asText()).isEqualTo("error");
        assertThat(event(response).get("message").asText()).contains("no good");
        assertThat(event(response).get("statusCode").asInt()).isEqualTo(400);
        assertThat(event(response).get("errorType").asText()).isEqualTo("invalid_request_error");
    }

    @Test
    void streamErrorHasTheGivenStatusAndTheJobIsPaid() {
        sim.faults().on(Step.STREAM).inject(Fault.streamError(503));

        assertThat(event(finishedStream()).get("statusCode").asInt()).isEqualTo(503);
        sim.assertThat().paidJobs(1);
    }

    @Test
    void streamWithoutEventEndsAtOnce() throws IOException {
        sim.faults().on(Step.STREAM).inject(Fault.streamWithoutEvent());
        try (RawSocket socket = open()) {
            Answer answer = socket.readToEnd(LONG);

            assertThat(answer.end()).isEqualTo(End.CLOSED);
            assertThat(answer.text()).startsWith("HTTP/1.1 200").doesNotContain("data:");
        }
        sim.assertThat().paidJobs(1);
    }

    @Test
    void silentStreamHasNoHeartbeats() throws IOException {
        sim.faults().on(Step.STREAM).inject(Fault.streamSilence());
        try (RawSocket socket = open()) {
            Answer answer = socket.readToEnd(SHORT);

            assertThat(answer.end()).isEqualTo(End.SILENT);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void resetAfterReadDropsTheStreamButPaysTheJob() throws IOException {
        sim.faults().on(Step.STREAM).inject(Fault.resetAfterRead());
        try (RawSocket socket = open()) {
            assertThat(socket.readToEnd(LONG).end()).isEqualTo(End.RESET);
        }
        sim.assertThat().paidJobs(1);
    }

    @Test
    void jobContinuesAfterAClientDisconnects() throws IOException {
        try (RawSocket socket = open()) {
            socket.readToEnd(Duration.ofMillis(15));
        }
        sim.clock().advance(Duration.ofHours(1));

        await().until(() -> sim.ledger().inFlight() == 0);
        sim.assertThat().paidJobs(1);
        assertThat(sim.jobs()).hasSize(1);
    }

    @Test
    void truncatedEventIsCutInTheMiddle() {
        sim.faults().on(Step.STREAM).inject(Fault.truncatedJson());
        CompletableFuture<Answer> answer =
                CompletableFuture.supplyAsync(
                        () -> {
                            try (RawSocket socket = open()) {
                                return read(socket, LONG);
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        await().until(() -> sim.ledger().jobsCreated() == 1);
        sim.clock().advance(Duration.ofHours(1));

        assertThat(answer.join().body()).startsWith("data: {").doesNotEndWith("}\n\n");
    }

    private RawSocket open() throws IOException {
        return new RawSocket(sim)
                .post("/v4/ai/video-model", headers("accept", "text/event-stream"), BODY);
    }

    private static Answer read(RawSocket socket, Duration silence) {
        try {
            return socket.readToEnd(silence);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private HttpResponse<String> finishedStream() {
        CompletableFuture<HttpResponse<String>> response =
                CompletableFuture.supplyAsync(() -> new GatewayClient(sim).stream(BODY));
        await().until(() -> sim.ledger().jobsCreated() == 1);
        sim.clock().advance(Duration.ofHours(1));
        return response.join();
    }

    private static JsonNode event(HttpResponse<String> response) {
        List<String> data =
                response.body().lines().filter(line -> line.startsWith("data: ")).toList();
        assertThat(data).hasSize(1);
        return json(data.get(0).substring("data: ".length()));
    }
}
