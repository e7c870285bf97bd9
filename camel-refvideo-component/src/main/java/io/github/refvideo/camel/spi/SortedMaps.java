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
package io.github.refvideo.camel.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Copies maps with sorted keys, so that equal maps are serialized to equal bytes. A retry on
 * another node must send the same bytes, and the order of {@code Map.of} differs between JVMs.
 */
public final class SortedMaps {

    private SortedMaps() {}

    public static Map<String, Object> copy(Map<String, Object> map) {
        return Collections.unmodifiableMap(sorted(map));
    }

    private static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value(value)));
        return copy;
    }

    private static Object value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return sorted(map);
        } else if (value instanceof Collection<?> values) {
            return list(values);
        } else if (value instanceof Object[] values) {
            return list(Arrays.asList(values));
        }
        return value;
    }

    private static List<Object> list(Collection<?> values) {
        List<Object> copy = new ArrayList<>(values.size());
        values.forEach(inner -> copy.add(value(inner)));
        boolean ordered =
                !(values instanceof Set)
                        || values instanceof LinkedHashSet
                        || values instanceof SortedSet;
        if (!ordered) {
            copy.sort(Comparator.comparing(String::valueOf));
        }
        return copy;
    }
}
