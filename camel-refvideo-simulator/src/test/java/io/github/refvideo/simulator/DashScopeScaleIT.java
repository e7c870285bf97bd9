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

import static io.github.refvideo.simulator.DashScopeClient.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand waiting tasks use little memory, and querying them takes little time. */
class DashScopeScaleIT {
    private static final int TASKS = 10_000;
    private static final int PAGE = 100;
    private static final int QUERIES = 1_000;
    private static final long HEAP_LIMIT = 64L << 20;
    private static final Duration RUN = Duration.ofSeconds(10);

    @Test
    @Timeout(180)
    void tenThousandTasksAreCreatedListedAndQueried() throws IOException {
        try (RefVideoSimulator sim =
                RefVideoSimulator.builder()
                        .renderVideos(false)
                        .fetchReferences(false)
                        .statusQuota(0)
                        .submitQuota(0)
                        .jobTime(JobTime.fixed(RUN))
                        .start()) {
            sim.clock().freeze();
            DashScopeClient client = new DashScopeClient(sim);
            client.list("");
            long heap = usedHeap();
            long start = System.nanoTime();
            createTasks(sim);
            report("create " + TASKS, start);

            // Half of them have run, five at a time, before the first query.
            sim.clock().advance(RUN.multipliedBy(TASKS / 2 / 5));
            start = System.nanoTime();
            List<String> ids = sweep(client, "");
            report("list " + TASKS + " in pages of " + PAGE, start);
            assertThat(ids).hasSize(TASKS).doesNotHaveDuplicates();
            start = System.nanoTime();
            assertThat(sweep(client, "&status=SUCCEEDED")).hasSize(TASKS / 2);
            report("list the finished half", start);
            assertThat(sweep(client, "&status=RUNNING")).hasSize(5);

            start = System.nanoTime();
            for (int i = 0; i < QUERIES; i++) {
                client.query(ids.get(i * (TASKS / QUERIES)));
            }
            report("query " + QUERIES, start);
            assertThat(client.state(ids.get(TASKS - 1))).isEqualTo("SUCCEEDED");
            assertThat(client.state(ids.get(0))).isEqualTo("PENDING");
            long held = usedHeap() - heap;
            System.out.println("heap for " + TASKS + " tasks: " + (held >> 10) + " KiB");
            assertThat(held).isLessThan(HEAP_LIMIT);
        }
    }

    private static List<String> sweep(DashScopeClient client, String filter) {
        List<String> ids = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode answer = client.page("?page_size=" + PAGE + "&page_no=" + page + filter);
            ids.addAll(answer.path("data").findValuesAsText("task_id"));
            if (page >= answer.path("total_page").asInt()) {
                return ids;
            }
        }
    }

    /** Pipelined on one connection, to measure the server and not a client. */
    private static void createTasks(RefVideoSimulator sim) throws IOException {
        String body = body();
        byte[] bytes =
                ("POST /api/v1"
                                + DashScopeClient.CREATE
                                + " HTTP/1.1\r\nhost: x\r\nauthorization: Bearer test\r\n"
                                + "content-type: application/json\r\nx-dashscope-async: enable\r\n"
                                + "content-length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body)
                        .getBytes(StandardCharsets.ISO_8859_1);
        try (Socket socket = new Socket("127.0.0.1", sim.port())) {
            Thread reader = new Thread(() -> drain(socket));
            reader.start();
            for (int i = 0; i < TASKS; i++) {
                socket.getOutputStream().write(bytes);
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> sim.ledger().jobsCreated() == TASKS);
        }
    }

    private static void drain(Socket socket) {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The test closes the socket when all tasks exist.
        }
    }

    private static void report(String what, long start) {
        System.out.println(what + ": " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
