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
package io.github.refvideo.simulator.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.simulator.job.JobSpec;
import io.github.refvideo.simulator.job.JobTime;
import io.github.refvideo.simulator.job.Jobs;
import io.github.refvideo.simulator.time.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages by time and by model remain correct when the oldest tasks are removed. */
class TaskStoreTest {
    private static final JobSpec SPEC =
            new JobSpec("m", "p", 1280, 720, 4, 30, false, null, List.of(), null);
    private static final Caller OWNER = new Caller(Region.BEIJING, "main");

    private final SimulatorClock clock = new SimulatorClock().freeze();
    private final Instant start = clock.instant();
    private final Jobs jobs = new Jobs(clock, JobTime.instant(), Duration.ZERO, 1);
    private final Models models = new Models();
    private final TaskStore tasks = new TaskStore();

    @Test
    void oldestGoWithTheirModels() {
        for (int i = 0; i < 10; i++) {
            add(i, i % 3 == 0 ? "wan2.7-r2v" : "wan2.6-r2v");
        }

        assertThat(ids(tasks.removeOldest(4))).containsExactly("0", "1", "2", "3");

        assertThat(tasks.size()).isEqualTo(6);
        assertThat(page(null, 0, 100)).containsExactly("9", "8", "7", "6", "5", "4");
        assertThat(page("wan2.7-r2v", 0, 100)).containsExactly("9", "6");
        assertThat(page("wan2.6-r2v", 0, 100)).containsExactly("8", "7", "5", "4");
        assertThat(ids(tasks.removeOldest(100))).hasSize(6);
        assertThat(page(null, 0, 100)).isEmpty();
    }

    @Test
    void windowTakesBothItsEnds() {
        for (int i = 0; i < 10; i++) {
            add(i, "wan2.6-r2v");
        }

        assertThat(page(null, 3, 5)).containsExactly("5", "4", "3");
        assertThat(page(null, 11, 12)).isEmpty();
        TaskStore.Page second = tasks.page(null, start, at(9), null, 4, 4);
        assertThat(ids(second.tasks())).containsExactly("5", "4", "3", "2");
        assertThat(second.total()).isEqualTo(10);
        TaskStore.Page filtered =
                tasks.page(null, start, at(9), task -> task.id().compareTo("5") < 0, 1, 2);
        assertThat(ids(filtered.tasks())).containsExactly("3", "2");
        assertThat(filtered.total()).isEqualTo(5);
    }

    private void add(int second, String model) {
        tasks.add(
                new Task(
                        jobs.enqueue(Integer.toString(second), SPEC, "", null),
                        models.find(model, Region.BEIJING).orElseThrow(),
                        OWNER,
                        new ParsedRequest(SPEC, 720, "16:9", 0),
                        "r",
                        "1"));
        clock.advance(Duration.ofSeconds(1));
    }

    private List<String> page(String model, int from, int to) {
        return ids(tasks.page(model, at(from), at(to), null, 0, 100).tasks());
    }

    private Instant at(int second) {
        return start.plusSeconds(second);
    }

    private static List<String> ids(List<Task> tasks) {
        return new ArrayList<>(tasks.stream().map(Task::id).toList());
    }
}
