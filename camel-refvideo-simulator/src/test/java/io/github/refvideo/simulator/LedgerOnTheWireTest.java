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

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import io.github.refvideo.simulator.ledger.RecordedRequest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger after real requests, and its reset before every test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LedgerOnTheWireTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder -> builder.fetchReferences(false).renderVideos(false));

    private static final String BODY = body("https://e.com/a.png");

    @Test
    @Order(1)
    void requestIsRecordedWithoutItsCredential(RefVideoSimulator sim) {
        new GatewayClient(sim).start(BODY, headers("authorization", "Bearer very-secret"));

        RecordedRequest request = sim.ledger().requestLog(Step.START).get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v4/ai/video-model/start");
        assertThat(request.body()).isEqualTo(BODY);
        assertThat(request.header("AI-Model-Id")).hasValue(GatewayClient.MODEL);
        assertThat(request.header("authorization")).hasValue("<redacted>");
        assertThat(sim.ledger().requestLog().toString()).doesNotContain("very-secret");
        assertThat(sim.ledger().requests("/v4/ai/video-model/start")).isEqualTo(1);
        sim.clock().advance(Duration.ofDays(9));
        sim.faults().on(Step.START).inject(Fault.status(500));
    }

    @Test
    @Order(2)
    void nextTestStartsWithNewBooksNoFaultsAndTheRightTime(RefVideoSimulator sim) {
        sim.assertThat().paidJobs(0).received(Step.START).exactly(0);
        assertThat(sim.jobs()).isEmpty();
        assertThat(Duration.between(java.time.Instant.now(), sim.clock().instant()).abs())
                .isLessThan(Duration.ofMinutes(1));
        assertThat(new GatewayClient(sim).start(BODY).statusCode()).isEqualTo(202);
    }

    @Test
    void statusRequestsBeforeTheEndOfAJobAndItsEndAreRecorded() {
        try (RefVideoSimulator sim =
                RefVideoSimulator.builder()
                        .jobTime(JobTime.fixed(Duration.ofSeconds(10)))
                        .fetchReferences(false)
                        .renderVideos(false)
                        .start()) {
            sim.clock().freeze();
            GatewayClient gateway = new GatewayClient(sim);
            DashScopeClient dashscope = new DashScopeClient(sim);
            String job = gateway.startedJob(BODY);
            String task = dashscope.createdTasks(1).get(0);
            gateway.status(job);
            dashscope.query(task);
            assertThat(sim.jobs()).extracting(SimulatedJob::endedAt).containsOnlyNulls();

            sim.clock().advance(Duration.ofSeconds(10));
            gateway.status(job);
            dashscope.query(task);

            assertThat(sim.ledger().statusRequestsBeforeEnd()).isEqualTo(2);
            assertThat(sim.jobs())
                    .allMatch(each -> each.endedAt().equals(each.createdAt().plusSeconds(10)));
        }
    }

    @Test
    void openConnectionsAreCounted(RefVideoSimulator sim) throws IOException {
        int before = sim.ledger().openConnections();
        try (RawSocket one = new RawSocket(sim);
                RawSocket two = new RawSocket(sim)) {
            await().until(() -> sim.ledger().openConnections() == before + 2);
        }
        await().until(() -> sim.ledger().openConnections() == before);
    }

    @Test
    void unansweredRequestIsInFlightUntilItsClientDisconnects(RefVideoSimulator sim)
            throws IOException {
        sim.faults().on(Step.STATUS).inject(Fault.noResponse());
        try (RawSocket socket = new RawSocket(sim)) {
            socket.post("/v4/ai/video-model/status", headers(), "{}");
            await().until(() -> sim.ledger().inFlight() == 1);
        }
        await().until(() -> sim.ledger().inFlight() == 0);
        assertThat(sim.ledger().maxInFlight(Step.STATUS)).isEqualTo(1);
    }
}
