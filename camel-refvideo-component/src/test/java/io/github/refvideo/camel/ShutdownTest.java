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
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoShutdownException;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.simulator.fault.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Stopping the context completes the exchanges in flight with their handles, and leaks nothing. */
class ShutdownTest extends RefVideoTestSupport {

    private static final int JOBS = 1_000;

    private final MemoryVideoJobRepository purchases = new MemoryVideoJobRepository();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("refvideo", RefVideoComponent.class).setJobRepository(purchases);
        return context;
    }

    @Override
    void configure(RefVideoConfiguration configuration) {
        super.configure(configuration);
        configuration.setPollInterval(60_000L);
        configuration.setPollTimeout(600_000L);
    }

    @Test
    void everyWaitingExchangeCompletesOnceWithItsHandle() throws Exception {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        AsyncProducer producer = context.getEndpoint("refvideo:generate").createAsyncProducer();
        producer.start();
        List<Exchange> completed = new CopyOnWriteArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(cat());
            producer.process(exchange, sync -> completed.add(exchange));
        }
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> simulator().ledger().jobsCreated() == JOBS);
        // The acknowledgement must have arrived; interrupted submits have their own test.
        await().atMost(60, TimeUnit.SECONDS).until(() -> submitted(component) == JOBS);

        long start = System.nanoTime();
        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(completed).doesNotHaveDuplicates().hasSize(JOBS);
        assertThat(completed)
                .allSatisfy(
                        exchange -> {
                            assertThat(exchange.getException())
                                    .isInstanceOf(RefVideoShutdownException.class);
                            assertThat(exchange.getMessage().getHeader(RefVideoConstants.JOB))
                                    .isEqualTo(handleIn(exchange));
                        });
        assertThat(purchases.unfinished(2 * JOBS))
                .extracting(record -> record.handle().toJson())
                .containsExactlyInAnyOrderElementsOf(
                        completed.stream().map(ShutdownTest::handleIn).toList());
        assertThat(component.getJobsInFlight()).isZero();
        simulator().assertThat().received(Step.STATUS).exactly(0);
        await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> simulator().ledger().openConnections() == 0);
    }

    @Test
    void messageAfterTheStopIsAnsweredToo() throws Exception {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        AsyncProducer producer = context.getEndpoint("refvideo:generate").createAsyncProducer();
        producer.start();
        component.stop();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(cat());
        List<Exchange> completed = new CopyOnWriteArrayList<>();

        producer.process(exchange, sync -> completed.add(exchange));

        await().untilAsserted(() -> assertThat(completed).hasSize(1));
        assertThat(exchange.getException()).isInstanceOf(RefVideoShutdownException.class);
        simulator().assertThat().paidJobs(0);
    }

    private static String handleIn(Exchange exchange) {
        return ((RefVideoException) exchange.getException()).getJob().orElseThrow().toJson();
    }

    private static long submitted(RefVideoComponent component) {
        return component.services().runtime().engine().inFlight().stream()
                .filter(job -> job.jobId() != null)
                .count();
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("RefVideo") || name.startsWith("refvideo-http"))
                .toList();
    }
}
