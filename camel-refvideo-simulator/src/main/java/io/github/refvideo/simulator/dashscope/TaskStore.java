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

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The tasks of one account in one region, in creation order. Not thread-safe. */
final class TaskStore {
    /** One page and the total number of tasks. */
    record Page(List<Task> tasks, int total) {}

    private final List<Task> all = new ArrayList<>();
    private final Map<String, List<Task>> byModel = new HashMap<>();

    void add(Task task) {
        all.add(task);
        byModel.computeIfAbsent(task.model().name(), ignored -> new ArrayList<>()).add(task);
    }

    /** Removes the given number of oldest tasks. */
    List<Task> removeOldest(int count) {
        List<Task> oldest = List.copyOf(all.subList(0, Math.min(count, all.size())));
        all.subList(0, oldest.size()).clear();
        Map<String, Integer> gone = new HashMap<>();
        // Each per-model list has the same order, so the removed tasks are at its start.
        oldest.forEach(task -> gone.merge(task.model().name(), 1, Integer::sum));
        gone.forEach((model, share) -> byModel.get(model).subList(0, share).clear());
        return oldest;
    }

    int size() {
        return all.size();
    }

    /**
     * The tasks created from {@code from} up to {@code to}, newest first.
     *
     * @param model the model to look for, or null
     * @param filter filters the tasks, or null for all; without a filter only the tasks of the page
     *     are read
     */
    Page page(String model, Instant from, Instant to, Predicate<Task> filter, int skip, int size) {
        List<Task> tasks = model == null ? all : byModel.getOrDefault(model, List.of());
        List<Task> window =
                tasks.subList(firstAfter(tasks, from, true), firstAfter(tasks, to, false));
        List<Task> page = new ArrayList<>(Math.min(size, 128));
        int matching = 0;
        if (filter == null) {
            matching = window.size();
            int newest = matching - 1 - skip;
            for (int i = newest; i >= 0 && i > newest - size; i--) {
                page.add(window.get(i));
            }
            return new Page(page, matching);
        }
        for (int i = window.size() - 1; i >= 0; i--) {
            if (filter.test(window.get(i))) {
                if (matching >= skip && page.size() < size) {
                    page.add(window.get(i));
                }
                matching++;
            }
        }
        return new Page(page, matching);
    }

    /** Binary search for the first task created after the time, or (inclusive) at or after it. */
    private static int firstAfter(List<Task> tasks, Instant time, boolean orAt) {
        int low = 0;
        int high = tasks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = tasks.get(middle).job().createdAt().compareTo(time);
            if (order > 0 || orAt && order == 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
