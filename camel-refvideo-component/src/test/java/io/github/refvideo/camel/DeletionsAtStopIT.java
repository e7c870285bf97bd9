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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The limit of {@code deleteReferencesAfter}: references of jobs that ended before a stop are
 * deleted, references that a job may still need are kept, and a stop does not wait for deletions.
 */
class DeletionsAtStopIT extends CamelTestSupport {

    private static final String BLOB =
            "refvideo:generate?referenceStore=vercel-blob&deleteReferencesAfter=true&output=url";

    private static final String BEAN =
            "refvideo:generate?referenceStore=#store&deleteReferencesAfter=true&output=url";

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .renderVideos(false)
                                    .withoutQuotas());

    @BindToRegistry("store")
    private final SlowStore store = new SlowStore();

    private final CompletableFuture<AsyncCallback> held = new CompletableFuture<>();

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
    void routesAreStoppedAfterOneSecond() {
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
                                new AsyncProcessorSupport() {
                                    @Override
                                    public boolean process(
                                            Exchange exchange, AsyncCallback callback) {
                                        held.complete(callback);
                                        return false;
                                    }
                                });
                from("direct:redelivering")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to(BLOB);
            }
        };
    }

    @Test
    void referencesOfJobsThatEndedBeforeTheStopAreDeleted() {
        simulator().faults().on(Step.BLOB_DELETE).times(1).inject(Fault.status(503));
        send(BLOB, 20);
        await().untilAsserted(() -> simulator().assertThat().uploadedBlobs(20).noBlobLeft());

        List<String> log = stop(Duration.ofSeconds(2));

        assertThat(log).isEmpty();
    }

    @Test
    void stopDoesNotWaitForAStoreThatDoesNotRespondAndLogsOneWarning() {
        simulator().faults().on(Step.BLOB_DELETE).inject(Fault.noResponse());
        send(BLOB, 30);
        await().untilAsserted(
                        () -> simulator().assertThat().received(Step.BLOB_DELETE).exactly(30));

        List<String> log = stop(Duration.ofSeconds(2));

        assertThat(log)
                .singleElement()
                .asString()
                .contains("WARN", "some of them may remain in their store")
                .doesNotContain("http", "refvideo/");
    }

    @Test
    void deletionsOfABeanMayEndAfterTheStop() {
        CompletableFuture<Void> deletion = new CompletableFuture<>();
        store.deletion = () -> deletion;
        send(BEAN, 20);
        await().until(() -> store.deletions.get() == 20);

        List<String> log = stop(Duration.ofSeconds(2));
        deletion.complete(null);

        assertThat(store.stored).isEmpty();
        assertThat(log).hasSize(1);
        assertThat(log.get(0)).doesNotContain("https://");
    }

    @Test
    void jobThatContinuesAfterTheStopKeepsItsReferences() {
        simulator().clock().freeze();
        List<CompletableFuture<Exchange>> replies = begin(BLOB, 3);
        await().until(() -> waiting() == 3);

        List<String> log = stop(Duration.ofSeconds(2));

        assertThat(replies)
                .allSatisfy(
                        reply ->
                                assertThat(reply.join().getException())
                                        .isInstanceOf(RefVideoShutdownException.class));
        simulator().assertThat().received(Step.BLOB_DELETE).exactly(0);
        assertThat(log).isEmpty();
    }

    @Test
    void imageSharedWithAJobThatContinuesIsKept() {
        simulator().faults().on(Step.STATUS).nth(2).inject(Fault.noResponse());
        List<CompletableFuture<Exchange>> replies = List.of(sharedImage(), sharedImage());
        await().until(() -> replies.stream().anyMatch(CompletableFuture::isDone));
        await().until(() -> waiting() == 1);

        List<String> log = stop(Duration.ofSeconds(4));

        simulator().assertThat().uploadedBlobs(1).received(Step.BLOB_DELETE).exactly(0);
        assertThat(log).isEmpty();
    }

    @Test
    void runningJobOfARedeliveredExchangeKeepsItsReferences() {
        simulator().clock().freeze();
        simulator().faults().on(Step.START).times(1).inject(Fault.status(401));
        begin("direct:redelivering", 1);
        await().until(() -> waiting() == 1);

        List<String> log = stop(Duration.ofSeconds(4));

        simulator().assertThat().received(Step.START).exactly(2);
        simulator().assertThat().received(Step.BLOB_DELETE).exactly(0);
        assertThat(log).isEmpty();
    }

    @Test
    void stopDoesNotWaitForTheReferencesOfAnExchangeInProgress() throws Exception {
        begin("direct:slow", 1);
        AsyncCallback callback = held.get(30, TimeUnit.SECONDS);

        List<String> log = stop(Duration.ofSeconds(4));
        callback.done(false);

        simulator().assertThat().uploadedBlobs(1);
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refvideo:generate?output=url&referenceStore=#store", BEAN})
    void stopWithNothingToDeleteIsFast(String uri) {
        store.deletion = () -> CompletableFuture.completedFuture(null);
        send(uri, 3);
        await().until(() -> !uri.equals(BEAN) || store.stored.isEmpty());

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

    /** Without the reports of open purchases, which other tests check. */
    private static List<String> warnings(LogLines lines) {
        return lines.ofTheComponent().stream()
                .filter(line -> !line.contains("was paid for but not delivered"))
                .toList();
    }

    /** Sends messages with different images and waits for all replies. */
    private void send(String uri, int count) {
        begin(uri, count).forEach(reply -> assertThat(reply.join().getException()).isNull());
    }

    private List<CompletableFuture<Exchange>> begin(String uri, int count) {
        List<CompletableFuture<Exchange>> replies = new CopyOnWriteArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] image = png(new Color(i, 100, 100));
            replies.add(template.asyncSend(uri, exchange -> exchange.getMessage().setBody(image)));
        }
        return replies;
    }

    private CompletableFuture<Exchange> sharedImage() {
        byte[] image = png(Color.ORANGE);
        return template.asyncSend(BLOB, exchange -> exchange.getMessage().setBody(image));
    }

    private long waiting() {
        return context.getComponent("refvideo", RefVideoComponent.class).getJobs().stream()
                .filter(job -> job.jobId() != null)
                .count();
    }

    private static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }

    /** The store of a user. */
    private static final class SlowStore implements ReferenceStore {

        private final Set<String> stored = ConcurrentHashMap.newKeySet();
        private final AtomicInteger deletions = new AtomicInteger();
        private volatile Supplier<CompletableFuture<Void>> deletion;

        @Override
        public CompletableFuture<StoredReference> store(
                LocalMedia media, String model, Duration timeout) {
            String name = media.facts().sha256() + ".png";
            String url = simulator().serveReference(name, png(Color.RED), "image/png");
            stored.add(url);
            return CompletableFuture.completedFuture(new StoredReference(url, null));
        }

        @Override
        public CompletableFuture<Void> release(StoredReference reference, Duration timeout) {
            CompletableFuture<Void> call = deletion.get();
            deletions.incrementAndGet();
            call.thenRun(() -> stored.remove(reference.url()));
            return call;
        }
    }
}
