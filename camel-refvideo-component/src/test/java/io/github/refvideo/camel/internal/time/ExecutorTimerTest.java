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
package io.github.refvideo.camel.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutorTimerTest {

    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");

    private final ScheduledThreadPoolExecutor executor =
            (ScheduledThreadPoolExecutor) Executors.newScheduledThreadPool(1);
    private final Timer timer = new ExecutorTimer(executor, Clock.fixed(NOON, ZoneOffset.UTC));

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void taskRunsOnTheExecutorAfterItsDelay() throws Exception {
        long start = timer.nanoTime();
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        timer.after(Duration.ofMillis(5), () -> ran.complete(Thread.currentThread()));

        assertThat(ran.get(30, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
        assertThat(timer.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000);
    }

    @Test
    void wallClockIsTheOneGiven() {
        assertThat(timer.now()).isEqualTo(NOON);
    }

    @Test
    void negativeDelayMeansAtOnce() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        timer.after(Duration.ofDays(-1), ran::countDown);

        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancelledTaskDoesNotRun() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch last = new CountDownLatch(1);
        timer.after(Duration.ZERO, () -> await(release));
        Timer.Cancellable task = timer.after(Duration.ZERO, () -> ran.set(true));
        timer.after(Duration.ofMillis(1), last::countDown);

        task.cancel();
        task.cancel();
        release.countDown();

        assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isFalse();
    }

    @Test
    void throwingTaskLeavesTheTimerAlive() throws Exception {
        timer.after(
                Duration.ZERO,
                () -> {
                    throw new IllegalStateException("expected in this test");
                });
        CountDownLatch next = new CountDownLatch(1);
        timer.after(Duration.ofMillis(1), next::countDown);

        assertThat(next.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void taskThatFoundNoMemoryRunsAgain() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        timer.after(
                Duration.ZERO,
                () -> {
                    if (runs.incrementAndGet() < 3) {
                        throw new OutOfMemoryError("expected in this test");
                    }
                    done.countDown();
                });

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(3);
    }

    @Test
    void taskAfterShutdownIsDroppedQuietly() {
        executor.shutdownNow();

        assertThatCode(() -> timer.after(Duration.ZERO, () -> {}).cancel())
                .doesNotThrowAnyException();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
