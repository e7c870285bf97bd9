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
package io.github.refvideo.camel.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.engine.Node.Order;
import io.github.refvideo.camel.internal.engine.WebhookEvents.Accepted;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Submission;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a job asks for its status, with and without the event of its end. */
class WebhookEventsTest {

    /** Jobs poll at this interval, plus 10 %, when they expect no event. */
    private static final Duration POLL = Duration.ofMillis(5_500);

    private static final Duration SAFETY = Node.WEBHOOK_INTERVAL.multipliedBy(11).dividedBy(10);

    private final ManualTimer timer = new ManualTimer();
    private final MemoryVideoJobRepository memory = new MemoryVideoJobRepository();
    private final AtomicInteger checks = new AtomicInteger();
    private final VideoJobRepository repository = counting();
    private final Node node = new Node("a", repository, timer, Runnable::run);
    private final FakeProvider provider = new FakeProvider();

    private VideoJobRepository counting() {
        return (VideoJobRepository)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {VideoJobRepository.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("changedSince")) {
                                checks.incrementAndGet();
                            }
                            try {
                                return method.invoke(memory, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Test
    void jobWaitsForItsEventAndThenReadsTheStatusOnce() throws Exception {
        Order order = start(FakeProvider.succeeded());
        timer.advance(Duration.ofSeconds(100));
        assertThat(provider.statusReads).isZero();

        assertThat(receive(node)).hasValueSatisfying(event -> assertThat(event.first()).isTrue());
        timer.advance(Duration.ZERO);

        assertThat(order.only().succeeded()).isTrue();
        assertThat(provider.statusReads).isEqualTo(1);
        assertThat(receive(node)).hasValueSatisfying(event -> assertThat(event.first()).isFalse());
    }

    @Test
    void eventDuringAStatusRequestIsFollowedByAnotherOne() throws Exception {
        CompletableFuture<JobReport> reply = new CompletableFuture<>();
        provider.statusAnswers(reply);
        Order order = start(FakeProvider.succeeded());
        timer.advance(SAFETY);
        assertThat(provider.statusReads).isEqualTo(1);

        receive(node);
        timer.advance(Duration.ZERO);
        assertThat(provider.statusReads).isEqualTo(1);
        // It was written before the job ended.
        reply.complete(FakeProvider.pending(JobStatus.RUNNING));

        assertThat(provider.statusReads).isEqualTo(2);
        assertThat(order.only().succeeded()).isTrue();
    }

    @Test
    void statusThatLagsBehindTheEventIsPolledAtTheNormalInterval() throws Exception {
        provider.reports(FakeProvider.pending(JobStatus.RUNNING));
        Order order = start(FakeProvider.succeeded());
        receive(node);
        timer.advance(Duration.ZERO);
        assertThat(provider.statusReads).isEqualTo(1);
        assertThat(order.outcomes).isEmpty();

        timer.advance(POLL);

        assertThat(order.only().succeeded()).isTrue();
    }

    @Test
    void lostEventIsReplacedByAPollAtTheLongInterval() throws Exception {
        provider.reports(FakeProvider.pending(JobStatus.RUNNING));
        Order order = start(FakeProvider.succeeded());
        timer.advance(SAFETY);
        assertThat(provider.statusReads).isEqualTo(1);

        timer.advance(SAFETY);

        assertThat(order.only().succeeded()).isTrue();
    }

    /** For example, because the service does not support webhooks. */
    @Test
    void jobWithoutASecretIsPolledAtTheNormalInterval() {
        provider.accepts();
        provider.reports(FakeProvider.succeeded());
        Order order = node.run(provider, order());

        timer.advance(POLL.multipliedBy(2));

        assertThat(order.only().succeeded()).isTrue();
    }

    @Test
    void otherProcessFindsTheEventInTheRepository() throws Exception {
        Node other = new Node("b", repository, timer, Runnable::run);
        Order order = start(FakeProvider.succeeded());

        assertThat(receive(other)).isPresent();
        timer.advance(Duration.ofSeconds(5));

        assertThat(order.only().succeeded()).isTrue();
        assertThat(provider.statusReads).isEqualTo(1);
    }

    @Test
    void repositoryIsReadForEventsOnlyWhileAJobWaitsForOne() throws Exception {
        start(FakeProvider.succeeded());
        timer.advance(Duration.ofSeconds(12));
        assertThat(checks).hasValue(2);

        receive(node);
        timer.advance(Duration.ofMinutes(1));

        assertThat(checks).hasValue(2);
    }

    @Test
    void jobThatEndsWithoutItsEventIsForgotten() throws Exception {
        Order order = start(FakeProvider.succeeded());

        node.stop(Duration.ZERO);

        assertThat(order.only().succeeded()).isFalse();
        timer.advance(Duration.ofMinutes(1));
        assertThat(checks).hasValue(0);
    }

    @Test
    void eventIsKeptUntilTheSubmitIsAcknowledged() throws Exception {
        CompletableFuture<Submission> answer = new CompletableFuture<>();
        provider.submitAnswers(answer);
        provider.reports(FakeProvider.succeeded());
        Order order = node.run(provider, order());

        CompletableFuture<Optional<Accepted>> event = event(node);
        timer.advance(Duration.ofSeconds(3));
        assertThat(event).isNotDone();
        answer.complete(submission());
        timer.advance(Duration.ofMillis(100));

        assertThat(event.join()).isPresent();
        assertThat(order.only().succeeded()).isTrue();
        assertThat(provider.statusReads).isEqualTo(1);
    }

    @Test
    void eventOfASubmitThatIsNotAcknowledgedIsRejectedInTheEnd() throws Exception {
        provider.submitAnswers(new CompletableFuture<>());
        node.run(provider, order());

        CompletableFuture<Optional<Accepted>> event = event(node);
        timer.advance(Duration.ofSeconds(9));

        assertThat(event.join()).isEmpty();
    }

    private static Order order() {
        Order order = new Order("key", "a cat");
        order.callbackUrl =
                WebhookEvents.callbackUrl("https://host/events", "key", new byte[] {1, 2});
        return order;
    }

    private static Submission submission() {
        return new Submission(
                FakeProvider.HANDLE, FakeProvider.pending(JobStatus.QUEUED), "whsec_1");
    }

    private Order start(JobReport last) {
        provider.submitAnswers(CompletableFuture.completedFuture(submission()));
        provider.reports(last);
        return node.run(provider, order());
    }

    private CompletableFuture<Optional<Accepted>> event(Node at) throws Exception {
        String url = memory.find("key").orElseThrow().webhook().url();
        return at.purchases
                .webhooks()
                .receive(
                        url.substring(url.indexOf('=') + 1),
                        (job, secret) -> secret.equals("whsec_1"));
    }

    private Optional<Accepted> receive(Node at) throws Exception {
        return event(at).join();
    }
}
