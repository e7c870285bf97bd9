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
import static io.github.refvideo.simulator.DashScopeClient.item;
import static io.github.refvideo.simulator.DashScopeClient.media;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list returns the states of many tasks in pages, without their results. */
class DashScopeListTest {
    private static final Duration RUN = Duration.ofMinutes(4);

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder ->
                            builder.fetchReferences(false)
                                    .renderVideos(false)
                                    .jobTime(JobTime.fixed(RUN))
                                    .listPageLimit(20)
                                    .withoutQuotas());

    @Test
    void rowHasStateAndTimesButNoResult(RefVideoSimulator sim) {
        sim.clock().freeze();
        DashScopeClient client = new DashScopeClient(sim);
        JsonNode created = GatewayClient.json(client.create(body()));
        long submitted = sim.clock().instant().toEpochMilli();
        sim.clock().advance(RUN);

        JsonNode row = client.page("").at("/data/0");

        assertThat(row.path("task_id")).isEqualTo(created.at("/output/task_id"));
        assertThat(row.path("request_id")).isEqualTo(created.path("request_id"));
        assertThat(row.path("status").asText()).isEqualTo("SUCCEEDED");
        assertThat(row.path("model_name").asText()).isEqualTo("wan2.6-r2v");
        assertThat(row.path("region").asText()).isEqualTo("cn-beijing");
        assertThat(row.path("gmt_create").asLong()).isEqualTo(submitted);
        assertThat(row.path("start_time").asLong()).isEqualTo(submitted);
        assertThat(row.path("end_time").asLong()).isEqualTo(submitted + RUN.toMillis());
        assertThat(row.path("user_api_unique_key").asText()).endsWith(":wan2.6-r2v");
        assertThat(row.path("api_key_id").asText()).isNotEmpty().doesNotContain("test");
        assertThat(row.toString()).doesNotContain("video_url", "usage", "prompt");
    }

    @Test
    void pagesComeNewestFirst(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        List<String> ids = client.createdTasks(25);
        Collections.reverse(ids);

        JsonNode first = client.page("?page_size=10");
        assertThat(first.path("total").asInt()).isEqualTo(25);
        assertThat(first.path("total_page").asInt()).isEqualTo(3);
        assertThat(first.path("page_no").asInt()).isEqualTo(1);
        List<String> seen = new ArrayList<>(ids(first));
        seen.addAll(ids(client.page("?page_size=10&page_no=2")));
        seen.addAll(ids(client.page("?page_size=10&page_no=3")));
        assertThat(seen).isEqualTo(ids);
        assertThat(ids(client.page("?page_size=10&page_no=4"))).isEmpty();
    }

    @Test
    void pageHasTenRowsByDefaultAndAtMostTheLimit(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        client.createdTasks(25);

        assertThat(ids(client.page(""))).hasSize(10);
        JsonNode large = client.page("?page_size=1000");
        assertThat(ids(large)).hasSize(20);
        assertThat(large.path("page_size").asInt()).isEqualTo(20);
        assertThat(ids(GatewayClient.json(client.get("/tasks?page_size=3")))).hasSize(3);
    }

    @Test
    void rowsAreChosenByModelStateAndTask(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String old = client.createdTask(body());
        String wan27 =
                client.createdTask(
                        media("wan2.7-r2v", item("reference_image", "https://e.com/a.png"), ""));
        sim.clock().advance(RUN);
        String young = client.createdTask(body());

        assertThat(ids(client.page("?model_name=wan2.6-r2v"))).containsExactly(young, old);
        assertThat(ids(client.page("?status=SUCCEEDED"))).containsExactly(wan27, old);
        assertThat(ids(client.page("?status=SUCCEEDED&model_name=wan2.7-r2v")))
                .containsExactly(wan27);
        assertThat(ids(client.page("?status=RUNNING"))).containsExactly(young);
        assertThat(client.page("?status=SUCCEEDED&page_size=1").path("total").asInt()).isEqualTo(2);
        assertThat(ids(client.page("?task_id=" + old))).containsExactly(old);
        assertThat(ids(client.page("?task_id=nobody"))).isEmpty();
        assertThat(ids(client.page("?model_name=nothing"))).isEmpty();
    }

    @Test
    void windowIsInChinaTimeAndADayLongAtMost(RefVideoSimulator sim) {
        sim.clock().freeze();
        DashScopeClient client = new DashScopeClient(sim);
        Instant then = sim.clock().instant();
        String first = client.createdTask(body());
        sim.clock().advance(Duration.ofHours(1));
        String second = client.createdTask(body());

        assertThat(ids(client.page("?end_time=" + time(then)))).containsExactly(first);
        assertThat(ids(client.page("?start_time=" + time(then.plusSeconds(1)))))
                .containsExactly(second);
        sim.clock().advance(Duration.ofHours(23).plusMinutes(1));
        assertThat(ids(client.page(""))).as("by default, the last day").containsExactly(second);
        assertThat(ids(client.page("?end_time=" + time(then)))).containsExactly(first);
        sim.clock().advance(RUN);
        assertThat(ids(client.page("?end_time=" + time(then)))).as("forgotten").isEmpty();
        assertThat(client.list("?start_time=" + time(then)).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?start_time=1745568428109",
                "?end_time=20261345000000",
                "?status=PENDING,RUNNING",
                "?status=done",
                "?page_no=0",
                "?page_size=-1",
                "?page_no=x",
                "?start_time=20260102000000&end_time=20260101000000"
            })
    void invalidParameterIsRejected(String query, RefVideoSimulator sim) {
        var response = new DashScopeClient(sim).list(query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(GatewayClient.json(response).path("code").asText())
                .isEqualTo("InvalidParameter");
    }

    @Test
    void unknownStatusIsInTheRows(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        client.createdTask(body());
        sim.faults().on(Step.DASHSCOPE_LIST).times(1).inject(Fault.unknownStatus("SUSPENDED"));

        assertThat(client.page("").at("/data/0/status").asText()).isEqualTo("SUSPENDED");
        assertThat(client.page("").at("/data/0/status").asText()).isEqualTo("RUNNING");
    }

    @Test
    void listMayLagBehindTheSingleQuery() {
        try (RefVideoSimulator sim =
                RefVideoSimulator.builder()
                        .fetchReferences(false)
                        .jobTime(JobTime.fixed(RUN))
                        .listLag(Duration.ofSeconds(30))
                        .withoutQuotas()
                        .start()) {
            sim.clock().freeze();
            DashScopeClient client = new DashScopeClient(sim);
            String id = client.createdTask(body());
            assertThat(ids(client.page(""))).isEmpty();

            sim.clock().advance(Duration.ofSeconds(30));
            assertThat(ids(client.page(""))).containsExactly(id);

            sim.clock().advance(RUN.minusSeconds(30));
            assertThat(client.state(id)).isEqualTo("SUCCEEDED");
            assertThat(client.page("").at("/data/0/status").asText()).isEqualTo("RUNNING");
            assertThat(client.page("?status=SUCCEEDED").path("total").asInt()).isZero();

            sim.clock().advance(Duration.ofSeconds(30));
            assertThat(client.page("").at("/data/0/status").asText()).isEqualTo("SUCCEEDED");
        }
    }

    private static List<String> ids(JsonNode page) {
        return page.path("data").findValuesAsText("task_id");
    }

    private static String time(Instant instant) {
        return DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
                .withZone(ZoneOffset.ofHours(8))
                .format(instant);
    }
}
