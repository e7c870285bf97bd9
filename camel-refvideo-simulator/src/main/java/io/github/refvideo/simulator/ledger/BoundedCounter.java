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
package io.github.refvideo.simulator.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts per name. The number of names is limited, so that a long load test cannot fill the heap;
 * further names are ignored.
 */
final class BoundedCounter<K> {
    private static final int MAX_NAMES = 200_000;

    private final Map<K, Integer> counts = new ConcurrentHashMap<>();

    void add(K name) {
        if (counts.size() < MAX_NAMES || counts.containsKey(name)) {
            counts.merge(name, 1, Integer::sum);
        }
    }

    int of(K name) {
        return counts.getOrDefault(name, 0);
    }

    Map<K, Integer> all() {
        return Map.copyOf(new TreeMap<>(counts));
    }

    void clear() {
        counts.clear();
    }
}
