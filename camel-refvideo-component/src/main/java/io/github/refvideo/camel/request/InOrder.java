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
package io.github.refvideo.camel.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Copies maps so that their order is the same in every JVM: another node must send the same bytes
 * for the same key. The order that somebody chose is kept; that of {@code Map.of} and of hash maps
 * is nobody's choice, and the former differs from one JVM to the next.
 */
final class InOrder {

    private InOrder() {}

    static Map<String, Object> copy(Map<String, Object> map) {
        return Collections.unmodifiableMap(copyOf(map));
    }

    private static Map<String, Object> copyOf(Map<?, ?> map) {
        boolean chosen = map instanceof LinkedHashMap || map instanceof SortedMap;
        Map<String, Object> copy = chosen ? new LinkedHashMap<>() : new TreeMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value(value)));
        return copy;
    }

    private static Object value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copyOf(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(inner -> copy.add(value(inner)));
            return copy;
        }
        return value;
    }
}
