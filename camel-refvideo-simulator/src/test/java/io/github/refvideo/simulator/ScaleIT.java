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
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand jobs and two thousand connections use little memory. */
class ScaleIT {
    private static final int JOBS = 10_000;
    private static final int CONNECTIONS = 2_000;
    private static final long HEAP_LIMIT = 96L << 20;

    @Test
    @Timeout(180)
    void tenThousandJobsAndTwoThousandConnectionsAreHeld() throws IOException {
        try (RefVideoSimulator sim =
                RefVideoSimulator.builder()
                        .renderVideos(false)
                        .fetchReferences(false)
                        .jobTime(JobTime.fixed(Duration.ofHours(1)))
                        .start()) {
            long before = usedHeap();
            startJobs(sim);
            List<RawSocket> clients = new ArrayList<>();
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    clients.add(
                            new RawSocket(sim)
                                    .post(
                                            "/v4/ai/video-model",
                                            headers(),
                                            body("https://e.com/a.png")));
                }
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> sim.ledger().jobsCreated() == JOBS + CONNECTIONS);

                assertThat(sim.ledger().openConnections()).isGreaterThanOrEqualTo(CONNECTIONS);
                assertThat(sim.ledger().maxInFlight(Step.STREAM)).isEqualTo(CONNECTIONS);
                assertThat(usedHeap() - before).isLessThan(HEAP_LIMIT);

                sim.clock().advance(Duration.ofHours(1));
                for (RawSocket client : clients) {
                    assertThat(client.readUntil("\"type\":\"result\"", 1)).contains("data: ");
                }
            } finally {
                for (RawSocket client : clients) {
                    client.close();
                }
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> sim.ledger().inFlight() == 0);
        }
    }

    /** Pipelined on one connection, to measure the server and not a client. */
    private static void startJobs(RefVideoSimulator sim) throws IOException {
        StringBuilder request =
                new StringBuilder("POST /v4/ai/video-model/start HTTP/1.1\r\nhost: x\r\n");
        headers()
                .forEach(
                        (name, value) ->
                                request.append(name).append(": ").append(value).append("\r\n"));
        String body = body("https://e.com/a.png");
        request.append("content-length: ").append(body.length()).append("\r\n\r\n").append(body);
        byte[] bytes = request.toString().getBytes(StandardCharsets.ISO_8859_1);
        try (Socket socket = new Socket("127.0.0.1", sim.port())) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Thread reader = new Thread(() -> drain(socket));
            reader.start();
            for (int i = 0; i < JOBS; i++) {
                socket.getOutputStream().write(bytes);
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> sim.ledger().jobsCreated() == JOBS);
        }
    }

    private static void drain(Socket socket) {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The test closes the socket when all jobs exist.
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
