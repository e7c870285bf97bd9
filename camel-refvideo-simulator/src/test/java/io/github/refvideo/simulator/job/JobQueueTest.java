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
import org.junit.jupiter.api.Test;

/** The start times are the same whether jobs are queried continuously or only at the end. */
class JobQueueTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobSpec SPEC =
            new JobSpec("m", "p", 1280, 720, 4, 30, false, null, List.of(), null);

    private final JobQueue line = new JobQueue(2);

    @Test
    void jobsRunInOrderAsPlacesBecomeFree() {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            jobs.add(job(0, 60));
        }

        assertThat(states(jobs, 0)).containsExactly("R", "R", "Q", "Q", "Q", "Q");
        assertThat(states(jobs, 59)).containsExactly("R", "R", "Q", "Q", "Q", "Q");
        assertThat(states(jobs, 60)).containsExactly("C", "C", "R", "R", "Q", "Q");
        assertThat(states(jobs, 180)).containsExactly("C", "C", "C", "C", "C", "C");
        assertThat(jobs.get(5).begin()).isEqualTo(at(120));
    }

    @Test
    void onePollAtTheEndHasTheSameResult() {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            jobs.add(job(i, 10 + i % 7));
        }
        JobQueue watched = new JobQueue(2);
        List<Job> twins = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            twins.add(job(watched, i, 10 + i % 7));
        }
        for (int second = 0; second < 2_000; second++) {
            watched.settle(at(second));
        }

        jobs.get(99).stateAt(at(2_000));

        for (int i = 0; i < 100; i++) {
            assertThat(jobs.get(i).begin()).isEqualTo(twins.get(i).begin());
            assertThat(jobs.get(i).finishedAt(at(0))).isEqualTo(twins.get(i).finishedAt(at(0)));
        }
    }

    @Test
    void neverMoreThanTheLimitRun() {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            jobs.add(job(i % 5, 1 + i * 13 % 17));
        }
        for (int second = 0; second < 300; second++) {
            assertThat(states(jobs, second).stream().filter("R"::equals).count())
                    .isLessThanOrEqualTo(2);
        }
        assertThat(states(jobs, 1_000)).containsOnly("C");
    }

    @Test
    void canceledJobTakesNoPlace() {
        job(0, 60);
        job(0, 60);
        Job canceled = job(0, 60);
        Job next = job(0, 60);

        canceled.end(JobState.CANCELLED, "", at(10));

        assertThat(canceled.stateAt(at(9))).isEqualTo(JobState.QUEUED);
        assertThat(canceled.stateAt(at(10))).isEqualTo(JobState.CANCELLED);
        assertThat(next.stateAt(at(60))).isEqualTo(JobState.RUNNING);
        assertThat(next.begin()).isEqualTo(at(60));
    }

    @Test
    void failureFreesThePlaceEarly() {
        Job broken = job(0, 60);
        job(0, 60);
        Job next = job(0, 60);
        broken.fail("broken", at(20));

        assertThat(next.stateAt(at(20))).isEqualTo(JobState.RUNNING);
        assertThat(next.begin()).isEqualTo(at(20));
    }

    @Test
    void whatHappensAtTheSameMomentCountsAtOnce() {
        Job first = job(0, 60);
        job(0, 60);
        Job next = job(0, 60);
        assertThat(next.stateAt(at(10))).isEqualTo(JobState.QUEUED);

        first.end(JobState.CANCELLED, "", at(10));

        assertThat(next.stateAt(at(10))).isEqualTo(JobState.RUNNING);
        assertThat(job(10, 60).stateAt(at(10))).isEqualTo(JobState.QUEUED);
    }

    @Test
    void failureOfAWaitingJobShowsOnceItRuns() {
        job(0, 60);
        job(0, 60);
        Job broken = job(0, 60);
        Job next = job(0, 60);
        broken.fail("broken", at(5));

        assertThat(broken.stateAt(at(59))).isEqualTo(JobState.QUEUED);
        assertThat(broken.stateAt(at(60))).isEqualTo(JobState.FAILED);
        assertThat(next.stateAt(at(60))).isEqualTo(JobState.RUNNING);
        assertThat(next.begin()).isEqualTo(at(60));
    }

    @Test
    void cancelComesBeforeAFailureThatDoesNotShowYet() {
        job(0, 60);
        job(0, 60);
        Job both = job(0, 60);
        both.fail("broken", at(5));
        both.end(JobState.CANCELLED, "", at(6));

        assertThat(both.stateAt(at(60))).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void jobWhoseReferencesAreStillReadKeepsItsPlace() {
        Job slow = new Job("s", "t", SPEC, "", START, Duration.ZERO, Duration.ofSeconds(60), line);
        line.join(slow);
        Job other = job(0, 90);
        Job next = job(0, 60);

        assertThat(next.stateAt(at(80))).isEqualTo(JobState.QUEUED);
        slow.prepared(at(85));
        assertThat(next.stateAt(at(85))).isEqualTo(JobState.RUNNING);
        assertThat(next.begin()).isEqualTo(at(85));
        assertThat(other.stateAt(at(90))).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void jobIsNotLetInBeforeItIsReady() {
        Job queued = new Job("q", "t", SPEC, "", START, Duration.ofSeconds(5), Duration.ZERO, line);
        queued.prepared(START);
        line.join(queued);

        assertThat(queued.stateAt(at(4))).isEqualTo(JobState.QUEUED);
        assertThat(queued.stateAt(at(5))).isEqualTo(JobState.COMPLETED);
        assertThatIllegalArgumentException().isThrownBy(() -> new JobQueue(0));
    }

    private Job job(int created, int seconds) {
        return job(line, created, seconds);
    }

    private static Job job(JobQueue line, int created, int seconds) {
        Job job =
                new Job(
                        "j",
                        "t",
                        SPEC,
                        "",
                        at(created),
                        Duration.ZERO,
                        Duration.ofSeconds(seconds),
                        line);
        job.prepared(at(created));
        line.join(job);
        return job;
    }

    private static List<String> states(List<Job> jobs, int second) {
        return jobs.stream().map(job -> job.stateAt(at(second)).name().substring(0, 1)).toList();
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
