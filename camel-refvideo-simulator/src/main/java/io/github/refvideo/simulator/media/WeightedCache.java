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
package io.github.refvideo.simulator.media;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** An LRU cache, limited by total weight in bytes. Thread-safe. */
final class WeightedCache<V> {
    private final Map<String, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long limit;
    private final ToLongFunction<V> weigh;
    private long weight;

    WeightedCache(long limit, ToLongFunction<V> weigh) {
        this.limit = limit;
        this.weigh = weigh;
    }

    synchronized V get(String key) {
        return entries.get(key);
    }

    synchronized void put(String key, V value) {
        V earlier = entries.put(key, value);
        weight += weigh.applyAsLong(value) - (earlier == null ? 0 : weigh.applyAsLong(earlier));
        Iterator<V> oldest = entries.values().iterator();
        while (weight > limit && oldest.hasNext()) {
            weight -= weigh.applyAsLong(oldest.next());
            oldest.remove();
        }
    }

    synchronized void clear() {
        entries.clear();
        weight = 0;
    }
}
