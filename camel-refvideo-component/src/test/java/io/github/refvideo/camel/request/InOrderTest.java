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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same request is the same bytes on every node. */
class InOrderTest {

    @Test
    void orderThatSomebodyChoseIsKept() {
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put("z", 1);
        chosen.put("a", 2);
        chosen.put("m", 3);

        assertThat(InOrder.copy(chosen).keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void orderThatNobodyChoseBecomesTheAlphabets() {
        Map<String, Object> inner = Map.of("y", 1, "b", 2, "q", 3, "c", 4, "x", 5);
        Map<String, Object> any = Map.of("list", List.of(inner), "map", inner, "a", 1);

        Map<String, Object> copy = InOrder.copy(any);

        assertThat(copy.keySet()).containsExactly("a", "list", "map");
        assertThat(copy.get("map").toString()).isEqualTo("{b=2, c=4, q=3, x=5, y=1}");
        assertThat(copy.get("list").toString()).isEqualTo("[{b=2, c=4, q=3, x=5, y=1}]");
    }

    @Test
    void nullsAndKeysOfOtherTypesAreTaken() {
        Map<String, Object> odd = new HashMap<>();
        odd.put("none", null);
        odd.put("list", new ArrayList<>(Arrays.asList(1, null)));
        odd.put("map", new HashMap<>(Map.of(7, "seven")));

        assertThat(InOrder.copy(odd)).containsEntry("none", null);
        assertThat(InOrder.copy(odd).get("map")).isEqualTo(Map.of("7", "seven"));
    }

    @Test
    void copyIsNotChangedFromOutside() {
        Map<String, Object> source = new LinkedHashMap<>(Map.of("a", 1));
        Map<String, Object> copy = InOrder.copy(source);
        source.put("b", 2);

        assertThat(copy).containsOnlyKeys("a");
        assertThatThrownBy(() -> copy.put("c", 3))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
