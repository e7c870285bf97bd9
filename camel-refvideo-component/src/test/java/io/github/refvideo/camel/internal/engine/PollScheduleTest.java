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

import io.github.refvideo.camel.internal.engine.RunTimeEstimator.RunTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the status of a job is read. */
class PollScheduleTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final RunTimeEstimator estimator = new RunTimeEstimator();
    private final RunTimes runTimes = estimator.of("m", null, null);

    @Test
    void firstRequestOfAnUnknownKindIsSentAfterTwoIntervals() {
        assertThat(dueSeconds(job(false, 0))).isEqualTo(10);
        IntStream.range(0, 5).forEach(i -> job(true, 0));
        assertThat(dueSeconds(job(true, 0))).isEqualTo(10);
    }

    @Test
    void firstJobsOfAnUnknownKindAreReadEarly() {
        PollSchedule job = job(true, 0);
        assertThat(dueSeconds(job)).isEqualTo(1);

        job.running(nanos(1));

        assertThat(dueSeconds(job)).isBetween(4.0, 6.0);
    }

    @Test
    void requestsBecomeFrequentNearTheExpectedEndAndNotBefore() {
        learn(50, 60);
        PollSchedule job = job(true, 0);

        double first = dueSeconds(job);
        job.running(nanos(first));
        double second = dueSeconds(job);

        assertThat(first).isBetween(59.0, 61.5);
        assertThat(second - first).isBetween(1.0, 3.0);
    }

    @Test
    void intervalThatIsSetIsObeyed() {
        learn(50, 60);
        PollSchedule job = job(false, 0);

        double first = dueSeconds(job);
        assertThat(first).isBetween(50.0, 58.0);
        for (int i = 1; i < 10; i++) {
            job.running(nanos(first + 5 * (i - 1)));
            assertThat(dueSeconds(job)).isEqualTo(first + 5 * i, within());
        }
    }

    @Test
    void initialDelayThatIsSetIsObeyed() {
        learn(50, 60);
        PollSchedule job =
                new PollSchedule(
                        runTimes, policy(Duration.ofSeconds(70), true), 0, Duration.ZERO, true);

        assertThat(dueSeconds(job)).isEqualTo(70);
    }

    @Test
    void noIntervalIsLongerThanTheDefaultOnceTheJobCanHaveEnded() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            learn(1, 60 * Math.exp(random.nextGaussian()));
        }
        PollSchedule job = job(true, 0);
        double last = dueSeconds(job);
        for (int i = 0; i < 200; i++) {
            job.running(nanos(last));
            double next = dueSeconds(job);
            assertThat(next - last).isBetween(0.9, 5.001);
            last = next;
        }
    }

    @Test
    void pageOfManyJobsIsReadMoreOftenThanOneJob() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            learn(1, 60 + 60 * random.nextDouble());
        }
        List<PollSchedule.Polled> page = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            PollSchedule job = job(true, 0);
            job.running(nanos(80));
            page.add(() -> job);
        }

        double alone = page.get(0).schedule().dueNanos() / 1e9 - 80;
        double shared = PollSchedule.dueNanos(page) / 1e9 - 80;

        assertThat(alone).isBetween(4.0, 5.001);
        assertThat(shared).isBetween(0.5, 1.5);
    }

    @Test
    void modelThatBecameSlowerIsFollowed() {
        learn(200, 60);
        // Each of the next jobs is read when the fast ones would have ended.
        for (int i = 0; i < 70; i++) {
            runTimes.running(0, 70);
            runTimes.ended(70, 150);
        }

        assertThat(runTimes.endShare(55, 65)).isLessThan(0.6);
        assertThat(dueSeconds(job(true, 0))).isLessThan(70);
        for (int i = 0; i < 200; i++) {
            runTimes.ended(0, 150);
        }
        assertThat(dueSeconds(job(true, 0))).isBetween(100.0, 155.0);
    }

    /** In a batch, the fast jobs end first. */
    @Test
    void runningJobsCountAsWell() {
        for (int i = 0; i < 10; i++) {
            runTimes.ended(0, 30);
        }
        double before = runTimes.endShare(28, 32);
        for (int i = 0; i < 990; i++) {
            runTimes.running(0, 32);
        }

        assertThat(before).isGreaterThan(0.8);
        assertThat(runTimes.endShare(28, 32)).isLessThan(0.05);
    }

    @Test
    void kindsAreLearnedSeparatelyAndFirstFromTheModel() {
        RunTimes small = estimator.of("m", "1280x720", 5);
        learn(10, 60);
        assertThat(small.isKnown()).isTrue();
        assertThat(small.earlySeconds()).isBetween(50.0, 60.0);

        for (int i = 0; i < 10; i++) {
            small.ended(0, 20);
        }

        assertThat(small.earlySeconds()).isBetween(15.0, 20.0);
        assertThat(estimator.of("m", "1920x1080", 5).earlySeconds()).isLessThan(60);
        assertThat(estimator.of("other", null, null).isKnown()).isFalse();
    }

    @Test
    void numberOfKindsIsBounded() {
        for (int i = 0; i < 100_000; i++) {
            estimator.of("model " + i, "size", i).ended(0, 60);
        }

        assertThat(estimator.kinds()).isLessThanOrEqualTo(100);
    }

    @Test
    void anyTimeInAHandleIsAccepted() {
        for (Duration age :
                List.of(
                        Duration.ofSeconds(Long.MIN_VALUE),
                        Duration.ofSeconds(-10),
                        Duration.ofSeconds(Long.MAX_VALUE))) {
            PollSchedule job = new PollSchedule(runTimes, policy(null, true), 0, age, false);
            job.running(0);
            job.succeeded(nanos(1), Duration.ofSeconds(Long.MAX_VALUE));
            assertThat(dueSeconds(job)).isLessThanOrEqualTo(20);
        }
        assertThat(runTimes.isKnown()).isFalse();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.001);
    }

    private void learn(int jobs, double seconds) {
        for (int i = 0; i < jobs; i++) {
            runTimes.ended(0, seconds);
        }
    }

    private PollSchedule job(boolean adaptive, long nowNanos) {
        return new PollSchedule(runTimes, policy(null, adaptive), nowNanos, Duration.ZERO, true);
    }

    private static PollingPolicy policy(Duration initialDelay, boolean adaptive) {
        return new PollingPolicy(
                initialDelay,
                INTERVAL,
                adaptive,
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                20,
                100,
                false,
                INTERVAL);
    }

    private static double dueSeconds(PollSchedule job) {
        return job.dueNanos() / 1e9;
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
