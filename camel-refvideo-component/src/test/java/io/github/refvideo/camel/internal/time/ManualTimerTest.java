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

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualTimerTest {

    private final ManualTimer timer = new ManualTimer();
    private final List<String> log = new ArrayList<>();

    @Test
    void nothingRunsBeforeItsTime() {
        timer.after(ofSeconds(1), () -> log.add("task"));

        timer.advance(ofMillis(999));
        assertThat(log).isEmpty();
        assertThat(timer.pending()).isEqualTo(1);

        timer.advance(ofMillis(1));
        assertThat(log).containsExactly("task");
        assertThat(timer.pending()).isZero();
    }

    @Test
    void tasksRunInTheOrderOfTimeThenOfRequest() {
        timer.after(ofSeconds(2), () -> log.add("2a"));
        timer.after(ofSeconds(1), () -> log.add("1"));
        timer.after(ofSeconds(2), () -> log.add("2b"));

        timer.advance(ofSeconds(5));

        assertThat(log).containsExactly("1", "2a", "2b");
    }

    @Test
    void eachTaskSeesItsOwnMoment() {
        Instant start = timer.now();
        List<Duration> seen = new ArrayList<>();
        timer.after(ofSeconds(1), () -> seen.add(Duration.between(start, timer.now())));
        timer.after(ofSeconds(3), () -> seen.add(Duration.ofNanos(timer.nanoTime())));

        timer.advance(ofSeconds(10));

        assertThat(seen).containsExactly(ofSeconds(1), ofSeconds(3));
        assertThat(timer.now()).isEqualTo(start.plusSeconds(10));
    }

    @Test
    void tasksAskedForDuringTheRunTakePartInIt() {
        timer.after(
                ofSeconds(1),
                () -> {
                    log.add("first");
                    timer.after(ofSeconds(1), () -> log.add("second"));
                    timer.after(ofSeconds(60), () -> log.add("never"));
                });

        timer.advance(ofSeconds(2));

        assertThat(log).containsExactly("first", "second");
        assertThat(timer.pending()).isEqualTo(1);
    }

    @Test
    void immediateTaskWaitsForTheNextAdvance() {
        timer.after(ofSeconds(-5), () -> log.add("now"));
        assertThat(log).isEmpty();

        timer.advance(ZERO);
        assertThat(log).containsExactly("now");
        assertThat(timer.nanoTime()).isZero();
    }

    @Test
    void cancelledTaskNeverRuns() {
        Timer.Cancellable task = timer.after(ofSeconds(1), () -> log.add("task"));
        task.cancel();
        task.cancel();
        assertThat(timer.pending()).isZero();

        timer.advance(ofSeconds(2));
        assertThat(log).isEmpty();
    }

    @Test
    void taskMayCancelAnotherThatIsDueToo() {
        List<Timer.Cancellable> second = new ArrayList<>();
        timer.after(ofSeconds(1), () -> second.get(0).cancel());
        second.add(timer.after(ofSeconds(1), () -> log.add("second")));

        timer.advance(ofSeconds(1));
        assertThat(log).isEmpty();
    }

    @Test
    void throwingTaskIsTheTestsOwnProblem() {
        timer.after(
                ofSeconds(1),
                () -> {
                    throw new IllegalStateException("boom");
                });
        timer.after(ofSeconds(2), () -> log.add("later"));

        assertThatThrownBy(() -> timer.advance(ofSeconds(5))).hasMessage("boom");
        timer.advance(ofSeconds(5));
        assertThat(log).containsExactly("later");
    }

    @Test
    void manyThreadsMaySchedule() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            new Thread(
                            () -> {
                                for (int i = 0; i < 500; i++) {
                                    timer.after(ofMillis(i), ran::incrementAndGet);
                                }
                                done.countDown();
                            })
                    .start();
        }
        while (done.getCount() > 0) {
            timer.advance(ofMillis(1));
        }
        timer.advance(ofSeconds(1));

        assertThat(ran).hasValue(2000);
        assertThat(timer.pending()).isZero();
    }
}
