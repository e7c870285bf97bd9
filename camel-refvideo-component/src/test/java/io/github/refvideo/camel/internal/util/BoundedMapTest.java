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

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedMapTest {

    private final BoundedMap<String, Integer> map = new BoundedMap<>(2);

    @Test
    void oldestEntryIsRemovedWhenTheMapIsFull() {
        map.put("a", 1);
        map.put("b", 2);
        map.put("c", 3);

        assertThat(map.get("a")).isNull();
        assertThat(map.get("b")).isEqualTo(2);
        assertThat(map.get("c")).isEqualTo(3);
    }

    @Test
    void removedEntryFreesItsSlot() {
        map.put("a", 1);
        map.put("b", 2);

        assertThat(map.remove("b")).isEqualTo(2);
        assertThat(map.remove("b")).isNull();
        map.put("c", 3);
        assertThat(map.get("a")).isEqualTo(1);
        assertThat(map.get("b")).isNull();
    }
}
