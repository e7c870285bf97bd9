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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.RefVideoRepositoryException;
import io.github.refvideo.camel.error.RefVideoSubmitUncertainException;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes in several contexts that share a repository, like nodes that share a database. */
class RepositoryRouteIT extends RefVideoTestSupport {

    private final MemoryVideoJobRepository repository = new MemoryVideoJobRepository();
    private final Map<String, CamelContext> nodes = new ConcurrentHashMap<>();

    @AfterEach
    void stopNodes() {
        nodes.values().forEach(CamelContext::stop);
    }

    private CamelContext node(String name) throws Exception {
        return node(name, repository);
    }

    private CamelContext node(String name, VideoJobRepository shared) throws Exception {
        CamelContext context = new DefaultCamelContext();
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        pointAt(simulator(), component.getConfiguration());
        component.setJobRepository(shared);
        component.setNodeId(name);
        context.start();
        nodes.put(name, context);
        return context;
    }

    private static String generate(String provider) {
        return provider.equals("gateway")
                ? "refvideo:generate?output=url"
                : "refvideo:generate?output=url&provider=dashscope&model=wan2.6-r2v"
                        + "&submitsPerSecond=1000&statusPerSecond=1000&maxInFlight=1000"
                        + "&adoptLostJobs=true&baseUrl="
                        + simulator().dashscopeUrl();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dashscope"})
    void secondNodeGetsTheVideoOfADeadOneWithoutPaying(String provider) throws Exception {
        simulator().clock().freeze();
        CamelContext first = node("first");
        CompletableFuture<Exchange> dying = sendLater(first, generate(provider), "k");
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> state("k") == Name.ACKNOWLEDGED);
        first.stop();
        assertThat(dying.get(20, TimeUnit.SECONDS).getException()).isNotNull();
        assertThat(state("k")).isEqualTo(Name.ACKNOWLEDGED);
        simulator().clock().advance(Duration.ofMinutes(5));

        Exchange answer = send(node("second"), generate(provider), "k");

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.STATUS)).isEqualTo("SUCCEEDED");
        assertThat(state("k")).isEqualTo(Name.TAKEN);
        simulator().assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dashscope"})
    void twoNodesWithOneKeyAtTheSameTimePayOnce(String provider) throws Exception {
        List<CamelContext> both = List.of(node("first"), node("second"));
        for (int i = 0; i < 10; i++) {
            String key = "k" + i;
            List<CompletableFuture<Exchange>> answers =
                    both.stream().map(node -> sendLater(node, generate(provider), key)).toList();
            for (CompletableFuture<Exchange> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS).getException()).isNull();
            }
        }

        simulator().assertThat().paidJobs(10);
    }

    @Test
    void lostAcknowledgementIsFoundInTheListOfDashscope() throws Exception {
        simulator().clock().freeze();
        simulator().faults().on(Step.DASHSCOPE_CREATE).nth(1).inject(Fault.resetAfterRead());
        CompletableFuture<Exchange> answer = sendLater(node("first"), generate("dashscope"), "k");
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> simulator().ledger().requests(Step.DASHSCOPE_QUERY) > 0);
        assertThat(state("k")).isEqualTo(Name.IN_FLIGHT);
        simulator().clock().advance(Duration.ofMinutes(5));

        assertThat(answer.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(state("k")).isEqualTo(Name.TAKEN);
        simulator().assertThat().paidJobs(1).received(Step.DASHSCOPE_CREATE).exactly(1);
    }

    @Test
    void uncertainSubmitStaysUncertainForEveryNode() throws Exception {
        simulator().faults().on(Step.DASHSCOPE_CREATE).inject(Fault.resetBeforeRead());
        Exchange first = send(node("first"), generate("dashscope"), "k");
        Exchange second = send(node("second"), generate("dashscope"), "k");

        assertThat(first.getException()).isInstanceOf(RefVideoSubmitUncertainException.class);
        assertThat(second.getException()).isInstanceOf(RefVideoSubmitUncertainException.class);
        simulator().assertThat().paidJobs(0).received(Step.DASHSCOPE_CREATE).exactly(1);
    }

    @Test
    void nothingIsSentWhileTheRepositoryIsDown() throws Exception {
        Down down = new Down();
        down.isDown = true;
        CamelContext node = node("first", down);

        Exchange refused = send(node, generate("gateway"), "k");
        assertThat(refused.getException())
                .isInstanceOf(RefVideoRepositoryException.class)
                .hasMessageContaining("Nothing was sent");
        simulator().assertThat().paidJobs(0).received(Step.START).exactly(0);

        down.isDown = false;
        assertThat(send(node, generate("gateway"), "k").getException()).isNull();
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void repositoryOutageAfterTheSubmitDoesNotStopTheVideo() throws Exception {
        Down down = new Down();
        down.afterTheSubmit = true;

        Exchange answer = send(node("first", down), generate("gateway"), "k");

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(RefVideoConstants.STATUS)).isEqualTo("SUCCEEDED");
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void submitHereAndAwaitThereEndsDelivered() throws Exception {
        Exchange submitted = send(node("first"), "refvideo:submit", "k");
        String handle = submitted.getMessage().getBody(String.class);
        assertThat(state("k")).isEqualTo(Name.HANDED_OUT);

        byte[] video =
                node("second")
                        .createProducerTemplate()
                        .requestBody("refvideo:await", handle, byte[].class);

        assertThat(video).isNotEmpty();
        assertThat(state("k")).isEqualTo(Name.TAKEN);
    }

    /** Of the only purchase that a key has. */
    private Name state(String key) {
        List<Name> states =
                repository.changedSince(Instant.EPOCH, 100).stream()
                        .filter(record -> record.key().startsWith(key + "@"))
                        .map(record -> record.state().name())
                        .toList();
        assertThat(states).hasSizeLessThan(2);
        return states.isEmpty() ? null : states.get(0);
    }

    private static CompletableFuture<Exchange> sendLater(
            CamelContext node, String uri, String key) {
        Exchange exchange = node.getEndpoint("refvideo:generate").createExchange();
        exchange.getMessage().setBody(cat());
        exchange.getMessage().setHeader(RefVideoConstants.IDEMPOTENCY_KEY, key);
        return node.createProducerTemplate().asyncSend(uri, exchange);
    }

    private static Exchange send(CamelContext node, String uri, String key) throws Exception {
        return sendLater(node, uri, key).get(60, TimeUnit.SECONDS);
    }

    /** A database that can be stopped. */
    private static final class Down implements VideoJobRepository {

        private final MemoryVideoJobRepository store = new MemoryVideoJobRepository();
        private volatile boolean isDown;
        private volatile boolean afterTheSubmit;

        @Override
        public Optional<JobRecord> create(JobRecord record) throws Exception {
            check();
            return store.create(record);
        }

        @Override
        public boolean replace(JobRecord next) throws Exception {
            check();
            boolean replaced = store.replace(next);
            isDown = afterTheSubmit && next.state().name() == Name.IN_FLIGHT;
            return replaced;
        }

        @Override
        public boolean remove(String key, long version) throws Exception {
            check();
            return store.remove(key, version);
        }

        @Override
        public Optional<JobRecord> find(String key) throws Exception {
            check();
            return store.find(key);
        }

        @Override
        public List<JobRecord> unfinished(int limit) throws Exception {
            check();
            return store.unfinished(limit);
        }

        @Override
        public List<JobRecord> changedSince(Instant since, int limit) throws Exception {
            check();
            return store.changedSince(since, limit);
        }

        @Override
        public int purge(Instant before) {
            return 0;
        }

        private void check() throws IOException {
            if (isDown) {
                throw new IOException("the database is down");
            }
        }
    }
}
