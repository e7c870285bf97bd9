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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.simulator.fault.Step;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One key, one payment. */
class IdempotencyTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(builder -> builder.fetchReferences(false));

    private static final String BODY = body("https://example.com/cat.png");
    private static final Map<String, String> KEY = headers("idempotency-key", "key-1");

    private RefVideoSimulator sim;
    private GatewayClient client;

    @BeforeEach
    void client(RefVideoSimulator simulator) {
        sim = simulator;
        client = new GatewayClient(sim);
    }

    @Test
    void sameKeyAndBodyAnswersWithTheSameJob() {
        String first = jobId(client.start(BODY, KEY));
        String second = jobId(client.start(BODY, KEY));

        assertThat(second).isEqualTo(first);
        sim.assertThat().paidJobs(1).everyKeyPaidAtMostOnce().everyJobHasAKey();
        assertThat(sim.ledger().jobsByIdempotencyKey()).containsExactly(Map.entry("key-1", 1));
        assertThat(sim.ledger().startsByIdempotencyKey()).containsExactly(Map.entry("key-1", 2));
    }

    @Test
    void sameKeyWithAnotherBodyIsRefusedWith422() {
        client.start(BODY, KEY);

        HttpResponse<String> response = client.start(BODY.replace("waves", "waves "), KEY);

        assertThat(response.statusCode()).isEqualTo(422);
        sim.assertThat().paidJobs(1);
    }

    @Test
    void sameKeyWithTheSameMeaningButOtherBytesIsRefused() {
        client.start(BODY, KEY);

        assertThat(client.start(BODY + " ", KEY).statusCode()).isEqualTo(422);
    }

    @Test
    void sameKeyForAnotherModelIsRefused() {
        client.start(BODY, KEY);

        Map<String, String> other = headers("idempotency-key", "key-1");
        other.put("ai-model-id", "alibaba/wan-v2.6-r2v-flash");
        assertThat(client.start(BODY, other).statusCode()).isEqualTo(422);
    }

    @Test
    void withoutAKeyEveryStartIsPaid() {
        assertThat(jobId(client.start(BODY))).isNotEqualTo(jobId(client.start(BODY)));

        sim.assertThat().paidJobs(2);
        assertThatThrownBy(() -> sim.assertThat().everyJobHasAKey())
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void concurrentStartsUnderOneKeyCreateOneJob() {
        List<CompletableFuture<String>> starts =
                IntStream.range(0, 40)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> jobId(client.start(BODY, KEY))))
                        .toList();

        assertThat(starts.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        sim.assertThat().paidJobs(1).everyKeyPaidAtMostOnce().received(Step.START).exactly(40);
    }

    @Test
    void malformedRequestDoesNotUseUpItsKey() {
        assertThat(client.start("{\"n\":0}", KEY).statusCode()).isEqualTo(400);

        assertThat(client.start(BODY, KEY).statusCode()).isEqualTo(202);
    }

    private static String jobId(HttpResponse<String> response) {
        return json(response).at("/operation/gatewayJobId").asText();
    }
}
