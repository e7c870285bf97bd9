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
package io.github.refvideo.camel.internal.util;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map that removes its oldest entry when it is full. Thread-safe. */
public final class BoundedMap<K, V> {

    private final Map<K, V> entries;

    /**
     * @param max the largest number of entries
     */
    public BoundedMap(int max) {
        this.entries =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                        return size() > max;
                    }
                };
    }

    /** Returns the previous value. */
    public synchronized @Nullable V put(K key, V value) {
        return entries.put(key, value);
    }

    public synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    /** Returns the previous value. */
    public synchronized @Nullable V remove(K key) {
        return entries.remove(key);
    }
}
