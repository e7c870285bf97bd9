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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The default quotas of the service, and quotas configured by a test. */
class DashScopeQuotaTest {
    private static final Duration RUN = Duration.ofMinutes(4);

    @Test
    void createBeyondFiveASecondIsThrottledAndNotPaid() {
        try (RefVideoSimulator sim = simulator().start()) {
            DashScopeClient client = new DashScopeClient(sim);
            List<HttpResponse<String>> answers = new ArrayList<>();
            do {
                answers.add(client.create(body()));
            } while (last(answers).statusCode() == 200 && answers.size() < 100);

            assertThat(answers).hasSizeGreaterThan(5);
            assertThrottled(last(answers));
            sim.assertThat().paidJobs(answers.size() - 1);
            // The quota is per model.
            assertThat(client.create(body().replace("wan2.6-r2v", "wan2.6-r2v-flash")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void queriesListsAndCancelsShareOneQuota() {
        try (RefVideoSimulator sim = simulator().statusQuota(6).start()) {
            DashScopeClient client = new DashScopeClient(sim);
            String id = client.createdTask(body());
            List<HttpResponse<String>> answers = new ArrayList<>();
            do {
                answers.add(client.query(id));
                answers.add(client.list(""));
                answers.add(client.cancel(id));
            } while (last(answers).statusCode() != 429 && answers.size() < 100);

            assertThat(answers).hasSizeGreaterThan(6);
            assertThrottled(last(answers));
            assertThat(sim.ledger().maxStatusRequestsPerSecond()).isBetween(7, answers.size());
            sim.assertThat().statusRequestsPerSecond().atLeast(7);
            sim.assertThat().received(Step.DASHSCOPE_LIST).exactly(answers.size() / 3);
            sim.reset();
            assertThat(client.query(id).statusCode()).as("after a reset").isEqualTo(200);
        }
    }

    @Test
    void fiveTasksRunAndTheRestWaitInOrder() {
        try (RefVideoSimulator sim = simulator().statusQuota(0).submitQuota(0).start()) {
            sim.clock().freeze();
            DashScopeClient client = new DashScopeClient(sim);
            List<String> ids = client.createdTasks(12);

            assertThat(client.states(ids)).isEqualTo(states(0, 5, 7));
            sim.clock().advance(RUN);
            assertThat(client.states(ids)).isEqualTo(states(5, 5, 2));
            sim.clock().advance(RUN);
            assertThat(client.states(ids)).isEqualTo(states(10, 2, 0));

            String other = client.createdTask(body().replace("wan2.6-r2v", "wan2.6-r2v-flash"));
            assertThat(client.state(other))
                    .as("each model has its own places")
                    .isEqualTo("RUNNING");
        }
    }

    @Test
    void slotsPassedOnBetweenQueriesAreVisibleInTheList() {
        try (RefVideoSimulator sim = simulator().runningTasks(1).statusQuota(0).start()) {
            sim.clock().freeze();
            DashScopeClient client = new DashScopeClient(sim);
            client.createdTasks(4);
            sim.clock().advance(RUN.multipliedBy(2).plusSeconds(1));

            assertThat(client.page("").path("data").findValuesAsText("status"))
                    .containsExactly("PENDING", "RUNNING", "SUCCEEDED", "SUCCEEDED");
            assertThat(client.page("").at("/data/1/start_time").asLong())
                    .isEqualTo(
                            client.page("").at("/data/1/gmt_create").asLong()
                                    + RUN.multipliedBy(2).toMillis());
        }
    }

    @Test
    void thousandPlacesAreAsCheapAsFive() {
        try (RefVideoSimulator sim =
                simulator().statusQuota(0).submitQuota(0).runningTasks(1_000).start()) {
            sim.clock().freeze();
            DashScopeClient client = new DashScopeClient(sim);
            client.createdTasks(1_200);

            assertThat(client.page("?status=RUNNING").path("total").asInt()).isEqualTo(1_000);
            assertThat(client.page("?status=PENDING").path("total").asInt()).isEqualTo(200);
            sim.clock().advance(RUN);
            assertThat(client.page("?status=RUNNING").path("total").asInt()).isEqualTo(200);
        }
    }

    @Test
    void quotasCanBeSwitchedOff() {
        try (RefVideoSimulator sim = simulator().withoutQuotas().start()) {
            DashScopeClient client = new DashScopeClient(sim);
            List<String> ids = client.createdTasks(40);

            assertThat(client.states(ids)).containsOnly("RUNNING");
            sim.assertThat().paidJobs(40);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> simulator().statusQuota(-1).start());
        assertThatIllegalArgumentException().isThrownBy(() -> simulator().listPageLimit(0).start());
    }

    private static RefVideoSimulatorBuilder simulator() {
        return RefVideoSimulator.builder()
                .fetchReferences(false)
                .renderVideos(false)
                .jobTime(JobTime.fixed(RUN));
    }

    private static HttpResponse<String> last(List<HttpResponse<String>> answers) {
        return answers.get(answers.size() - 1);
    }

    private static List<String> states(int succeeded, int running, int pending) {
        return Stream.of(
                        Collections.nCopies(succeeded, "SUCCEEDED"),
                        Collections.nCopies(running, "RUNNING"),
                        Collections.nCopies(pending, "PENDING"))
                .flatMap(List::stream)
                .toList();
    }

    private static void assertThrottled(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(GatewayClient.json(answer).path("code").asText())
                .isEqualTo("Throttling.RateQuota");
    }
}
