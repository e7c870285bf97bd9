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
package io.github.refvideo.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A job's state follows from the clock, and a terminal state is final. */
class JobTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobSpec SPEC =
            new JobSpec("m", "p", 1280, 720, 4, 30, false, null, List.of(), null);

    private final Job job =
            new Job(
                    "j",
                    "t",
                    SPEC,
                    "{}",
                    START,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    null);

    @Test
    void stateFollowsFromTheTime() {
        job.prepared(START);

        assertThat(job.stateAt(START)).isEqualTo(JobState.QUEUED);
        assertThat(job.stateAt(START.plusSeconds(10))).isEqualTo(JobState.RUNNING);
        assertThat(job.stateAt(START.plusSeconds(69))).isEqualTo(JobState.RUNNING);
        assertThat(job.stateAt(START.plusSeconds(70))).isEqualTo(JobState.COMPLETED);
        assertThat(job.finishedAt(START)).isEqualTo(START.plusSeconds(70));
    }

    @Test
    void jobWaitsForItsReferences() {
        assertThat(job.stateAt(START.plusSeconds(100))).isEqualTo(JobState.RUNNING);

        job.prepared(START.plusSeconds(100));

        assertThat(job.stateAt(START.plusSeconds(100))).isEqualTo(JobState.COMPLETED);
        assertThat(job.finishedAt(START.plusSeconds(200))).isEqualTo(START.plusSeconds(100));
    }

    @Test
    void failureIsNotVisibleWhileQueued() {
        job.fail("bad picture", START.plusSeconds(1));

        assertThat(job.stateAt(START.plusSeconds(5))).isEqualTo(JobState.QUEUED);
        assertThat(job.stateAt(START.plusSeconds(10))).isEqualTo(JobState.FAILED);
        assertThat(job.failure()).isEqualTo("bad picture");
    }

    @Test
    void firstEndIsTheLast() {
        job.endWhenDue(JobState.CANCELLED, "stopped");
        job.fail("too late", START);

        assertThat(job.stateAt(START.plusSeconds(70))).isEqualTo(JobState.CANCELLED);
        assertThat(job.failure()).isEqualTo("stopped");
    }

    @Test
    void waitersAreNotifiedOnceAfterTheReferencesAreRead() {
        List<String> told = new ArrayList<>();
        job.whenPrepared(() -> told.add("before"));
        job.prepared(START);
        job.prepared(START);
        job.whenPrepared(() -> told.add("after"));

        assertThat(told).containsExactly("before", "after");
    }

    @Test
    void jobTimesHaveTheirShapeAndTheirSeed() {
        JobTime tailed = JobTime.logNormal(Duration.ofSeconds(60), Duration.ofSeconds(250));
        Random random = new Random(1);
        List<Duration> drawn =
                Stream.generate(() -> tailed.next(random)).limit(10_000).sorted().toList();

        assertThat(drawn.get(5_000)).isBetween(Duration.ofSeconds(57), Duration.ofSeconds(63));
        assertThat(drawn.get(9_500)).isBetween(Duration.ofSeconds(230), Duration.ofSeconds(270));
        assertThat(tailed.next(new Random(7))).isEqualTo(tailed.next(new Random(7)));
        assertThat(JobTime.uniform(Duration.ofSeconds(1), Duration.ofSeconds(2)).next(random))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(JobTime.instant().next(random)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobTime.uniform(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobTime.logNormal(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
