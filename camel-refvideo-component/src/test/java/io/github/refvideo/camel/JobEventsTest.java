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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoShutdownException;
import io.github.refvideo.camel.event.RefVideoJobEvent;
import io.github.refvideo.camel.event.RefVideoJobFailedEvent;
import io.github.refvideo.camel.event.RefVideoJobProgressEvent;
import io.github.refvideo.camel.event.RefVideoJobStatusChangedEvent;
import io.github.refvideo.camel.event.RefVideoJobSubmittedEvent;
import io.github.refvideo.camel.event.RefVideoJobSucceededEvent;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.junit.jupiter.api.Test;

/** Events about jobs for event notifiers. */
class JobEventsTest extends RefVideoTestSupport {

    private final List<RefVideoJobEvent> heard = new CopyOnWriteArrayList<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:make").routeId("maker").to("refvideo:generate?duration=4");
                from("direct:submit").routeId("submitter").to("refvideo:submit");
                from("direct:await").routeId("waiter").to("refvideo:await");
            }
        };
    }

    /** The action of a notifier. */
    private interface Deed {
        void with(RefVideoJobEvent event) throws Exception;
    }

    private void notifier(Deed deed) {
        listen(
                new SimpleEventNotifierSupport() {
                    @Override
                    public void notify(CamelEvent event) throws Exception {
                        if (event instanceof RefVideoJobEvent ours) {
                            deed.with(ours);
                        }
                    }
                });
    }

    private void listen(EventNotifier notifier) {
        context.getManagementStrategy().addEventNotifier(notifier);
    }

    private Exchange send(String endpoint, Object body) {
        return template.request(endpoint, exchange -> exchange.getMessage().setBody(body));
    }

    private void awaitLast(Class<? extends RefVideoJobEvent> type) {
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> heard.stream().anyMatch(event -> type.isInstance(event)));
    }

    private <E extends RefVideoJobEvent> List<E> heard(Class<E> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void eventsAreOrderedAndNameTheWaitingExchange() {
        notifier(heard::add);

        Exchange made = send("direct:make", cat());

        awaitLast(RefVideoJobSucceededEvent.class);
        assertThat(made.getException()).isNull();
        assertThat(heard.get(0)).isInstanceOf(RefVideoJobSubmittedEvent.class);
        assertThat(heard.get(heard.size() - 1)).isInstanceOf(RefVideoJobSucceededEvent.class);
        assertThat(heard)
                .allSatisfy(
                        event -> {
                            assertThat(event.getType()).isEqualTo(CamelEvent.Type.Custom);
                            assertThat(event.getSource()).isSameAs(context);
                            assertThat(event.getTimestamp()).isZero();
                            assertThat(event.getJob().origin().exchangeId())
                                    .isEqualTo(made.getExchangeId());
                            assertThat(event.getJob().origin().routeId()).isEqualTo("maker");
                            assertThat(event.getJob().jobId())
                                    .isEqualTo(
                                            made.getMessage().getHeader(RefVideoConstants.JOB_ID));
                        });
        int polls = made.getMessage().getHeader(RefVideoConstants.POLL_COUNT, int.class);
        assertThat(heard(RefVideoJobProgressEvent.class)).hasSizeBetween(1, polls);
        List<RefVideoJobStatusChangedEvent> changes = heard(RefVideoJobStatusChangedEvent.class);
        assertThat(changes).isNotEmpty();
        JobStatus before = changes.get(0).getBefore();
        for (RefVideoJobStatusChangedEvent change : changes) {
            assertThat(change.getBefore()).isEqualTo(before).isNotEqualTo(change.getStatus());
            before = change.getStatus();
        }
        assertThat(before).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(heard)
                .extracting(event -> event.getJob().elapsed())
                .isSortedAccordingTo(Duration::compareTo);
    }

    @Test
    void successEventContainsSecondsSizeCostAndTime() {
        notifier(heard::add);

        Exchange made = send("direct:make", cat());

        awaitLast(RefVideoJobSucceededEvent.class);
        RefVideoJobSucceededEvent success = heard(RefVideoJobSucceededEvent.class).get(0);
        assertThat(success.getVideoSeconds()).isEqualTo(4.0);
        assertThat(success.getVideoBytes())
                .isEqualTo(made.getMessage().getBody(byte[].class).length);
        assertThat(success.getCost())
                .isEqualByComparingTo(
                        new BigDecimal(
                                made.getMessage().getHeader(RefVideoConstants.COST, String.class)));
        assertThat(success.getElapsed()).isPositive();
        assertThat(success.getJob().seconds()).isEqualTo(4);
    }

    @Test
    void eventTextContainsNoPromptKeyOrLink() {
        notifier(heard::add);

        send("direct:make", cat());

        awaitLast(RefVideoJobSucceededEvent.class);
        assertThat(heard.get(0).toString())
                .matches(
                        "Job \\S+ of gateway was submitted, model \\S+ \\(exchange \\S+, route maker\\)");
        assertThat(heard.get(1).toString())
                .matches("Job \\S+ of gateway is [A-Z]+ after \\d+ ms .*");
        assertThat(heard.get(heard.size() - 1).toString())
                .contains("succeeded after", "4.0 s of video", "USD");
        assertThat(heard.toString()).doesNotContain(PROMPT, KEY, "http", "sig=");
    }

    @Test
    void timestampIsSetIfTheContextEnablesIt() {
        context.getManagementStrategy().getEventFactory().setTimestampEnabled(true);
        notifier(heard::add);
        long before = System.currentTimeMillis();

        send("direct:make", cat());

        awaitLast(RefVideoJobSucceededEvent.class);
        assertThat(heard)
                .extracting(RefVideoJobEvent::getTimestamp)
                .allSatisfy(time -> assertThat(time).isGreaterThanOrEqualTo(before))
                .isSorted();
    }

    @Test
    void submitAndAwaitPublishTheirEvents() {
        notifier(heard::add);

        Exchange submitted = send("direct:submit", cat());
        awaitLast(RefVideoJobSubmittedEvent.class);
        assertThat(heard).hasSize(1);
        String id = JobHandle.fromJson(submitted.getMessage().getBody(String.class)).jobId();
        Exchange delivered = send("direct:await", submitted.getMessage().getBody(String.class));

        awaitLast(RefVideoJobSucceededEvent.class);
        assertThat(heard).allSatisfy(event -> assertThat(event.getJob().jobId()).isEqualTo(id));
        assertThat(heard(RefVideoJobSubmittedEvent.class)).hasSize(1);
        assertThat(heard(RefVideoJobSubmittedEvent.class).get(0).getJob().origin().exchangeId())
                .isEqualTo(submitted.getExchangeId());
        assertThat(heard.subList(1, heard.size()))
                .allSatisfy(
                        event -> {
                            assertThat(event.getJob().origin().exchangeId())
                                    .isEqualTo(delivered.getExchangeId());
                            assertThat(event.getJob().origin().routeId()).isEqualTo("waiter");
                        });
    }

    @Test
    void failureEventContainsKindMessageAndException() {
        notifier(heard::add);
        simulator().faults().on(Step.STATUS).inject(Fault.moderationFailure());

        Exchange failed = send("direct:make", cat());

        awaitLast(RefVideoJobFailedEvent.class);
        RefVideoJobFailedEvent event = heard(RefVideoJobFailedEvent.class).get(0);
        assertThat(event.getException()).isSameAs(failed.getException());
        assertThat(event.getKind()).isEqualTo(ErrorKind.CONTENT_REJECTED);
        assertThat(event.getMessage()).isEqualTo(failed.getException().getMessage());
        assertThat(event.toString()).contains("failed with CONTENT_REJECTED");
        assertThat(heard(RefVideoJobSucceededEvent.class)).isEmpty();
    }

    @Test
    void invalidRequestPublishesNoSubmitEvent() {
        notifier(heard::add);
        simulator().faults().on(Step.START).inject(Fault.status(401));

        send("direct:make", cat());

        awaitLast(RefVideoJobFailedEvent.class);
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).getJob().jobId()).isNull();
        assertThat(heard.get(0).toString()).startsWith("Job (no id) of gateway failed with AUTH");
    }

    @Test
    void throwingNotifierDoesNotAffectJobsOrOtherNotifiers() {
        notifier(
                event -> {
                    throw new Exception("first");
                });
        notifier(
                event -> {
                    throw new AssertionError("second");
                });
        notifier(heard::add);

        Exchange made = send("direct:make", cat());

        assertThat(made.getException()).isNull();
        awaitLast(RefVideoJobSucceededEvent.class);
        assertThat(heard.get(0)).isInstanceOf(RefVideoJobSubmittedEvent.class);
    }

    @Test
    void blockingNotifierDelaysOnlyEvents() {
        CountDownLatch release = new CountDownLatch(1);
        notifier(
                event -> {
                    release.await();
                    heard.add(event);
                });

        List<CompletableFuture<Exchange>> all =
                IntStream.range(0, 40)
                        .mapToObj(
                                i ->
                                        template.asyncSend(
                                                "direct:make",
                                                exchange -> exchange.getMessage().setBody(cat())))
                        .toList();

        all.forEach(
                made ->
                        assertThat(made.orTimeout(20, TimeUnit.SECONDS).join().getException())
                                .isNull());
        assertThat(heard).isEmpty();
        release.countDown();
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> heard(RefVideoJobSucceededEvent.class).size() == 40);
        for (CompletableFuture<Exchange> made : all) {
            List<RefVideoJobEvent> its =
                    heard.stream()
                            .filter(
                                    event ->
                                            event.getJob()
                                                    .origin()
                                                    .exchangeId()
                                                    .equals(made.join().getExchangeId()))
                            .toList();
            assertThat(its.get(0)).isInstanceOf(RefVideoJobSubmittedEvent.class);
            assertThat(its.get(its.size() - 1)).isInstanceOf(RefVideoJobSucceededEvent.class);
            assertThat(its)
                    .extracting(event -> event.getJob().elapsed())
                    .isSortedAccordingTo(Duration::compareTo);
        }
    }

    @Test
    void runningJobFailsAtAStop() {
        notifier(heard::add);
        simulator().clock().freeze();
        CompletableFuture<Exchange> made =
                template.asyncSend("direct:make", e -> e.getMessage().setBody(cat()));
        awaitLast(RefVideoJobProgressEvent.class);
        // The stopped route does not wait for exchanges in flight.
        context.getShutdownStrategy().setTimeout(1);

        context.stop();

        assertThat(made.join().getException()).isInstanceOf(RefVideoShutdownException.class);
        assertThat(heard.get(heard.size() - 1))
                .isInstanceOfSatisfying(
                        RefVideoJobFailedEvent.class,
                        failed -> assertThat(failed.getKind()).isEqualTo(ErrorKind.SHUTDOWN));
    }

    @Test
    void blockedNotifierDoesNotPreventTheStop() {
        notifier(event -> new CountDownLatch(1).await());
        assertThat(send("direct:make", cat()).getException()).isNull();
        assertThat(eventThreads()).isNotEmpty();
        long start = System.nanoTime();

        context.getComponent("refvideo", RefVideoComponent.class).stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        await().untilAsserted(() -> assertThat(eventThreads()).isEmpty());
    }

    @Test
    void notifierMayStopTheComponent() {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        notifier(
                event -> {
                    if (event instanceof RefVideoJobSucceededEvent) {
                        component.stop();
                        heard.add(event);
                    }
                });

        assertThat(send("direct:make", cat()).getException()).isNull();

        awaitLast(RefVideoJobSucceededEvent.class);
        assertThat(component.isStopped()).isTrue();
        await().untilAsserted(() -> assertThat(eventThreads()).isEmpty());
    }

    @Test
    void withoutNotifiersNoThreadRunsForEvents() {
        assertThat(send("direct:make", cat()).getException()).isNull();

        assertThat(eventThreads()).isEmpty();
    }

    @Test
    void disabledNotifierIsNotCalled() {
        listen(
                new SimpleEventNotifierSupport() {
                    @Override
                    public boolean isDisabled() {
                        return true;
                    }

                    @Override
                    public void notify(CamelEvent event) {
                        if (event instanceof RefVideoJobEvent ours) {
                            heard.add(ours);
                        }
                    }
                });

        assertThat(send("direct:make", cat()).getException()).isNull();

        assertThat(eventThreads()).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void notifierGetsOnlyEnabledEvents() {
        listen(
                new SimpleEventNotifierSupport() {
                    @Override
                    public boolean isEnabled(CamelEvent event) {
                        return event instanceof RefVideoJobSucceededEvent;
                    }

                    @Override
                    public void notify(CamelEvent event) {
                        heard.add((RefVideoJobEvent) event);
                    }
                });

        send("direct:make", cat());

        awaitLast(RefVideoJobSucceededEvent.class);
        assertThat(heard).hasSize(1);
    }

    private List<String> eventThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("RefVideoEvents"))
                .filter(name -> name.contains(context.getName()))
                .toList();
    }
}
