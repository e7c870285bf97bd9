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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Equal requests have equal bytes on every node. */
class SortedMapsTest {

    @Test
    void keysAreSortedWhateverTheOrderOfTheMap() {
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put("z", 1);
        chosen.put("a", 2);
        chosen.put("m", 3);

        assertThat(SortedMaps.copy(chosen).keySet()).containsExactly("a", "m", "z");
    }

    @Test
    void mapsInsideMapsListsArraysAndSetsAreSortedAsWell() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("y", 1);
        inner.put("b", 2);
        inner.put("q", 3);
        Map<String, Object> any =
                Map.of(
                        "list",
                        List.of(inner),
                        "map",
                        inner,
                        "array",
                        new Object[] {inner},
                        "set",
                        Set.of("c", "a", "b"));

        Map<String, Object> copy = SortedMaps.copy(any);

        assertThat(copy)
                .hasToString(
                        "{array=[{b=2, q=3, y=1}], list=[{b=2, q=3, y=1}], map={b=2, q=3, y=1},"
                                + " set=[a, b, c]}");
    }

    @Test
    void orderOfListsIsKept() {
        assertThat(SortedMaps.copy(Map.of("list", List.of("z", "a", "m"))))
                .containsEntry("list", List.of("z", "a", "m"));
    }

    @Test
    void nullsAndKeysOfOtherTypesAreTaken() {
        Map<String, Object> odd = new HashMap<>();
        odd.put("none", null);
        odd.put("list", new ArrayList<>(Arrays.asList(1, null)));
        odd.put("map", new HashMap<>(Map.of(7, "seven")));

        assertThat(SortedMaps.copy(odd)).containsEntry("none", null);
        assertThat(SortedMaps.copy(odd).get("map")).isEqualTo(Map.of("7", "seven"));
    }

    @Test
    void copyIsNotChangedFromOutside() {
        Map<String, Object> source = new LinkedHashMap<>(Map.of("a", 1));
        Map<String, Object> copy = SortedMaps.copy(source);
        source.put("b", 2);

        assertThat(copy).containsOnlyKeys("a");
        assertThatThrownBy(() -> copy.put("c", 3))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
