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

import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Stores the tasks until they expire. Thread-safe. */
final class Tasks {
    /** Retention after the end of a task; then it is unknown. */
    static final Duration KNOWN_FOR = Duration.ofHours(24);

    private static final int MAX_PER_ACCOUNT = 200_000;
    private static final int REMOVED_AT_ONCE = 10_000;

    private final Map<String, Task> byId = new HashMap<>();
    private final Map<Caller, TaskStore> stores = new HashMap<>();
    private final Map<String, JobQueue> lines = new HashMap<>();
    private final Clock clock;
    private final int runningTasks;

    /**
     * Creates an empty store. The limit is the number of running tasks per model; 0 means
     * unlimited.
     */
    Tasks(Clock clock, int runningTasks) {
        this.clock = clock;
        this.runningTasks = runningTasks;
    }

    synchronized void add(Task task) {
        byId.put(task.id(), task);
        TaskStore store = store(task.owner());
        store.add(task);
        if (store.size() > MAX_PER_ACCOUNT) {
            store.removeOldest(REMOVED_AT_ONCE).forEach(old -> byId.remove(old.id()));
        }
    }

    /** The queue for tasks of that model, or null if there is no limit. */
    synchronized JobQueue line(Caller owner, Model model) {
        return runningTasks == 0
                ? null
                : lines.computeIfAbsent(
                        owner + " " + model.name(), ignored -> new JobQueue(runningTasks));
    }

    /** The caller's task with this id, unless it has expired. */
    synchronized Optional<Task> find(String id, Caller caller) {
        return Optional.ofNullable(byId.get(id))
                .filter(task -> task.owner().equals(caller))
                .filter(task -> isKnown(task.job(), clock.instant()));
    }

    /** The model of the task with this id, or null. */
    synchronized String modelOf(String id) {
        Task task = byId.get(id);
        return task == null ? null : task.model().name();
    }

    synchronized TaskStore.Page page(
            Caller caller,
            String model,
            Instant from,
            Instant to,
            Predicate<Task> filter,
            int skip,
            int size) {
        Instant now = clock.instant();
        // A task younger than a day cannot have finished a day ago.
        boolean allKnown = !from.isBefore(now.minus(KNOWN_FOR));
        Predicate<Task> known = task -> isKnown(task.job(), now);
        Predicate<Task> both = filter == null ? known : known.and(filter);
        return store(caller).page(model, from, to, allKnown ? filter : both, skip, size);
    }

    synchronized void clear() {
        byId.clear();
        stores.clear();
        lines.clear();
    }

    private TaskStore store(Caller owner) {
        return stores.computeIfAbsent(owner, ignored -> new TaskStore());
    }

    private static boolean isKnown(Job job, Instant now) {
        return !job.stateAt(now).isFinal() || now.isBefore(job.finishedAt(now).plus(KNOWN_FOR));
    }
}
