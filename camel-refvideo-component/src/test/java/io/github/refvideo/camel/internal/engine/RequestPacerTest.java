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

import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.internal.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RequestPacerTest {

    private final ManualTimer timer = new ManualTimer();
    private final RequestPacer pacer = new RequestPacer(timer);
    private final List<Long> sentAtMillis = new ArrayList<>();

    @Test
    void turnWithoutMemoryStopsNoLaterCall() {
        AtomicInteger starts = new AtomicInteger();
        CompletableFuture<Boolean> poor =
                new CompletableFuture<>() {
                    @Override
                    public CompletableFuture<Boolean> exceptionally(
                            Function<Throwable, ? extends Boolean> mapper) {
                        return this;
                    }

                    @Override
                    public boolean isDone() {
                        throw new OutOfMemoryError("expected in this test");
                    }
                };
        pacer.enqueue(() -> poor);
        pacer.enqueue(
                () -> {
                    starts.incrementAndGet();
                    return CompletableFuture.completedFuture(true);
                });
        timer.advance(Duration.ofSeconds(2));

        assertThat(starts).hasValue(1);
    }

    @Test
    void noLimitStartsAllCallsAtOnce() {
        enqueue(100);

        assertThat(sentAtMillis).hasSize(100);
    }

    @Test
    void callsNeverExceedTheRate() {
        pacer.setRate(10);
        enqueue(25);

        timer.advance(Duration.ofSeconds(1));
        assertThat(sentAtMillis).hasSize(11);
        timer.advance(Duration.ofSeconds(2));
        assertThat(sentAtMillis).hasSize(25);
        for (int i = 1; i < sentAtMillis.size(); i++) {
            assertThat(sentAtMillis.get(i) - sentAtMillis.get(i - 1)).isGreaterThanOrEqualTo(100);
        }
    }

    @Test
    void lateTimersDoNotSlowThePaceDownAndNoSecondExceedsTheRate() {
        Random random = new Random(3);
        Timer late =
                new Timer() {
                    @Override
                    public long nanoTime() {
                        return timer.nanoTime();
                    }

                    @Override
                    public Instant now() {
                        return timer.now();
                    }

                    @Override
                    public Cancellable after(Duration delay, Runnable task) {
                        return timer.after(delay.plusMillis(random.nextInt(5)), task);
                    }
                };
        RequestPacer hurried = new RequestPacer(late);
        hurried.setRate(180);
        for (int i = 0; i < 1_800; i++) {
            hurried.enqueue(() -> sent(sentAtMillis.add(timer.nanoTime())));
        }

        timer.advance(Duration.ofSeconds(12));

        assertThat(sentAtMillis).hasSize(1_800);
        assertThat(sentAtMillis.get(1_799)).isLessThan(Duration.ofMillis(10_100).toNanos());
        for (int i = 180; i < sentAtMillis.size(); i++) {
            assertThat(sentAtMillis.get(i) - sentAtMillis.get(i - 180))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void callThatWaitsForTheLongestTimeStartsFirst() {
        List<String> order = new ArrayList<>();
        pacer.setRate(10);
        timer.advance(Duration.ofSeconds(10));
        enqueue(1);
        pacer.enqueue(() -> sent(order.add("now")));
        pacer.enqueue(seconds(9), () -> sent(order.add("1 s ago")));
        pacer.enqueue(seconds(3), () -> sent(order.add("7 s ago")));
        pacer.enqueue(seconds(9), () -> sent(order.add("1 s ago, later")));

        timer.advance(Duration.ofSeconds(1));

        assertThat(order).containsExactly("7 s ago", "1 s ago", "1 s ago, later", "now");
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void pauseOfTheMachineIsNotFollowedByABurst() {
        pacer.setRate(10);
        enqueue(3);
        // The timer did not run for a while: the next call was due long ago.
        timer.advance(Duration.ofMillis(100));
        assertThat(sentAtMillis).hasSize(2);
        timer.advance(Duration.ofSeconds(60));

        enqueue(3);

        assertThat(sentAtMillis).hasSize(4);
    }

    @Test
    void callWithNothingToSendUsesNoPermit() {
        pacer.setRate(1);
        enqueue(1);
        pacer.enqueue(() -> CompletableFuture.completedFuture(false));
        pacer.enqueue(() -> CompletableFuture.completedFuture(false));
        enqueue(1);

        timer.advance(Duration.ofSeconds(1));

        assertThat(sentAtMillis).containsExactly(0L, 1000L);
    }

    @Test
    void pauseDelaysAllCallsAndTheLongestOneApplies() {
        pacer.pause(Duration.ofSeconds(10));
        pacer.pause(Duration.ofSeconds(5));
        enqueue(2);

        timer.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(sentAtMillis).isEmpty();
        timer.advance(Duration.ofMillis(1));
        assertThat(sentAtMillis).hasSize(2);
    }

    @Test
    void orderIsKeptAndCallsMayBringCalls() {
        List<Integer> order = new ArrayList<>();
        pacer.setRate(100);
        for (int i = 0; i < 3; i++) {
            int number = i;
            pacer.enqueue(
                    () -> {
                        order.add(number);
                        pacer.enqueue(() -> sent(order.add(number + 10)));
                        return sent(true);
                    });
        }
        timer.advance(Duration.ofSeconds(1));

        assertThat(order).containsExactly(0, 10, 1, 2, 11, 12);
    }

    private void enqueue(int calls) {
        for (int i = 0; i < calls; i++) {
            pacer.enqueue(() -> sent(sentAtMillis.add(timer.nanoTime() / 1_000_000)));
        }
    }

    private static CompletableFuture<Boolean> sent(boolean was) {
        return CompletableFuture.completedFuture(was);
    }

    @Test
    void intervalIsMeasuredFromTheSendOfASlowCall() {
        pacer.setRate(10);
        CompletableFuture<Boolean> prepared = new CompletableFuture<>();
        pacer.enqueue(() -> prepared);
        enqueue(1);
        timer.advance(Duration.ofSeconds(3));
        assertThat(sentAtMillis).isEmpty();

        prepared.complete(true);

        timer.advance(Duration.ofSeconds(1));
        assertThat(sentAtMillis).containsExactly(3100L);
    }
}
