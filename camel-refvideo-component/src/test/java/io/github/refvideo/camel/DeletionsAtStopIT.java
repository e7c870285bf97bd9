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

import static io.github.refvideo.camel.fuzz.MediaSamples.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.error.RefVideoShutdownException;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.StoredReference;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.awt.Color;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stop deletes uploaded references ({@code deleteReferencesAfter}) within the grace period. */
class DeletionsAtStopIT extends CamelTestSupport {

    private static final String BLOB =
            "refvideo:generate?referenceStore=vercel-blob&deleteReferencesAfter=true&output=url";

    private static final String BEAN =
            "refvideo:generate?referenceStore=#memoryStore&deleteReferencesAfter=true&output=url";

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .renderVideos(false)
                                    .withoutQuotas());

    @BindToRegistry("memoryStore")
    private final InMemoryStore memoryStore = new InMemoryStore();

    private final CountDownLatch behind = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        RefVideoConfiguration options =
                context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
        RefVideoTestSupport.pointAt(simulator(), options);
        options.setPollTimeout(60_000L);
        options.setBlobAccessKey(RefVideoSimulator.BLOB_TOKEN);
        options.setBlobBaseUrl(simulator().blobUrl());
        return context;
    }

    @BeforeEach
    void routesAreForcedSoon() {
        context.getShutdownStrategy().setTimeout(1);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:slow")
                        .to(BLOB)
                        .process(
                                exchange -> {
                                    behind.countDown();
                                    goOn.await();
                                });
                from("direct:stubborn")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to(BLOB);
            }
        };
    }

    @Test
    void stopRightAfterTheLastExchangeWaitsForItsDeletion() {
        simulator().faults().on(Step.BLOB_DELETE).times(1).inject(Fault.status(503));
        send(BLOB, 1);

        List<String> log = stop(Duration.ofSeconds(4));

        simulator().assertThat().uploadedBlobs(1).noBlobLeft();
        assertThat(log).isEmpty();
    }

    @Test
    void deletionsRunConcurrently() throws Exception {
        simulator().faults().on(Step.BLOB_DELETE).inject(Fault.slowStart(Duration.ofSeconds(1)));
        send(BLOB, 200);

        List<String> log = stop(Duration.ofSeconds(4));

        simulator().assertThat().uploadedBlobs(200).noBlobLeft();
        assertThat(log).isEmpty();
    }

    @Test
    void unresponsiveStoreDelaysTheStopForTheGracePeriodAndLogsOneWarning() {
        simulator().faults().on(Step.BLOB_DELETE).inject(Fault.noResponse());
        send(BLOB, 30);

        List<String> log = stop(Duration.ofSeconds(4));

        assertThat(log).hasSize(1);
        assertThat(log.get(0))
                .contains("WARN", "not deleted", ": 30")
                .doesNotContain("http", "refvideo/");
    }

    @Test
    void failedDeletionsDuringTheStopLogOneWarning() {
        simulator().faults().on(Step.BLOB_DELETE).inject(Fault.status(503));
        send(BLOB, 5);

        List<String> log = stop(Duration.ofSeconds(4));

        assertThat(log).hasSize(1);
        assertThat(log.get(0)).contains(": 5");
    }

    @Test
    void beanGetsTheGracePeriod() {
        memoryStore.deletion = () -> CompletableFuture.runAsync(() -> {}, later(300));
        send(BEAN, 20);

        List<String> log = stop(Duration.ofSeconds(4));

        // The bean notes it behind the answer that the stop waits for.
        await().untilAsserted(() -> assertThat(memoryStore.there).isEmpty());
        assertThat(log).isEmpty();
    }

    @Test
    void hangingBeanIsAbandoned() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        memoryStore.deletion = () -> never;
        send(BEAN, 1);

        List<String> log = stop(Duration.ofSeconds(4));

        assertThat(never).isCancelled();
        assertThat(log).hasSize(1);
        assertThat(log.get(0)).contains(": 1").doesNotContain("https://");
    }

    @Test
    void referencesOfADetachedJobAreKept() {
        simulator().clock().freeze();
        List<CompletableFuture<Exchange>> answers = begin(BLOB, 3);
        await().until(() -> waiting() == 3);

        List<String> log = stop(Duration.ofSeconds(2));

        assertThat(answers)
                .allSatisfy(
                        answer ->
                                assertThat(answer.join().getException())
                                        .isInstanceOf(RefVideoShutdownException.class));
        simulator().assertThat().received(Step.BLOB_DELETE).exactly(0);
        assertThat(log).isEmpty();
    }

    @Test
    void imageSharedWithADetachedJobIsKept() {
        simulator().faults().on(Step.STATUS).nth(2).inject(Fault.noResponse());
        List<CompletableFuture<Exchange>> answers = List.of(cat(), cat());
        await().until(() -> answers.stream().anyMatch(CompletableFuture::isDone));
        await().until(() -> waiting() == 1);

        List<String> log = stop(Duration.ofSeconds(4));

        simulator().assertThat().uploadedBlobs(1).received(Step.BLOB_DELETE).exactly(0);
        assertThat(log).isEmpty();
    }

    @Test
    void redeliveredExchangeWhoseJobRunsKeepsItsReferences() {
        simulator().clock().freeze();
        simulator().faults().on(Step.START).times(1).inject(Fault.status(401));
        begin("direct:stubborn", 1);
        await().until(() -> waiting() == 1);

        List<String> log = stop(Duration.ofSeconds(4));

        simulator().assertThat().received(Step.START).exactly(2);
        simulator().assertThat().received(Step.BLOB_DELETE).exactly(0);
        assertThat(log).isEmpty();
    }

    @Test
    void referencesAreDeletedWhileTheExchangeContinues() throws Exception {
        begin("direct:slow", 1);
        assertThat(behind.await(10, TimeUnit.SECONDS)).isTrue();

        List<String> log;
        try (LogLines lines = new LogLines()) {
            CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> context.stop());
            await().untilAsserted(() -> simulator().assertThat().uploadedBlobs(1).noBlobLeft());
            goOn.countDown();
            stop.join();
            log = warnings(lines);
        }

        simulator().assertThat().received(Step.BLOB_DELETE).exactly(1);
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refvideo:generate?output=url&referenceStore=#memoryStore", BEAN})
    void stopWithNothingToDeleteTakesNoTime(String uri) {
        memoryStore.deletion = () -> CompletableFuture.completedFuture(null);
        send(uri, 3);
        await().until(() -> !uri.equals(BEAN) || memoryStore.there.isEmpty());

        assertThat(stop(Duration.ofSeconds(1))).isEmpty();
    }

    private List<String> stop(Duration limit) {
        try (LogLines lines = new LogLines()) {
            long start = System.nanoTime();
            context.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
            return warnings(lines);
        }
    }

    /** Without the warnings about open purchases, which other tests check. */
    private static List<String> warnings(LogLines lines) {
        return lines.ofTheComponent().stream()
                .filter(line -> !line.contains("was paid for but not delivered"))
                .toList();
    }

    /** Sends messages, each with its own image, and waits until all are processed. */
    private void send(String uri, int count) {
        begin(uri, count).forEach(answer -> assertThat(answer.join().getException()).isNull());
    }

    private List<CompletableFuture<Exchange>> begin(String uri, int count) {
        List<CompletableFuture<Exchange>> answers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] image = png(new Color(i, 100, 100));
            answers.add(template.asyncSend(uri, exchange -> exchange.getMessage().setBody(image)));
        }
        return answers;
    }

    private CompletableFuture<Exchange> cat() {
        byte[] image = png(Color.ORANGE);
        return template.asyncSend(BLOB, exchange -> exchange.getMessage().setBody(image));
    }

    private long waiting() {
        return context.getComponent("refvideo", RefVideoComponent.class).getJobs().stream()
                .filter(job -> job.jobId() != null)
                .count();
    }

    private static Executor later(int millis) {
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    }

    private static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }

    /** A custom store. */
    private static final class InMemoryStore implements ReferenceStore {

        private final Set<String> there = ConcurrentHashMap.newKeySet();
        private volatile Supplier<CompletableFuture<Void>> deletion;

        @Override
        public CompletableFuture<StoredReference> store(
                LocalMedia media, String model, Duration timeout) {
            String name = media.facts().sha256() + ".png";
            String url = simulator().serveReference(name, png(Color.RED), "image/png");
            there.add(url);
            return CompletableFuture.completedFuture(new StoredReference(url, null));
        }

        @Override
        public CompletableFuture<Void> release(StoredReference reference, Duration timeout) {
            CompletableFuture<Void> call = deletion.get();
            call.thenRun(() -> there.remove(reference.url()));
            return call;
        }
    }
}
