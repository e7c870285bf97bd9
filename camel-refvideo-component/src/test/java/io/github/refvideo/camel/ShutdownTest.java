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

import io.github.refvideo.camel.error.RefVideoShutdownException;
import io.github.refvideo.simulator.fault.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/**
 * Stopping the context completes what is under way, with the handles, and leaves nothing behind.
 */
class ShutdownTest extends RefVideoTestSupport {

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
        for (int i = 0; i < 200; i++) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(cat());
            producer.process(exchange, sync -> completed.add(exchange));
        }
        await().until(() -> simulator().ledger().jobsCreated() == 200);
        // The acknowledgement must have arrived too: a start that is cut off is another story.
        await().until(() -> submitted(component) == 200);

        long start = System.nanoTime();
        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(completed).hasSize(200);
        assertThat(completed)
                .allSatisfy(
                        exchange -> {
                            assertThat(exchange.getException())
                                    .isInstanceOf(RefVideoShutdownException.class);
                            assertThat(exchange.getMessage().getHeader(RefVideoConstants.JOB))
                                    .isNotNull();
                        });
        assertThat(component.getJobsInFlight()).isZero();
        simulator().assertThat().received(Step.STATUS).exactly(0);
        await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
        await().until(() -> simulator().ledger().openConnections() == 0);
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

    private static long submitted(RefVideoComponent component) {
        return component.engineRoom().engine().inFlight().stream()
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
