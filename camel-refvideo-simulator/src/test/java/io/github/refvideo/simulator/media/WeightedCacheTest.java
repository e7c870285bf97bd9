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

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The cache never exceeds its maximum weight. */
class WeightedCacheTest {
    private final WeightedCache<byte[]> cache = new WeightedCache<>(100, bytes -> bytes.length);

    @Test
    void leastRecentlyUsedValueIsEvictedFirst() {
        cache.put("a", new byte[40]);
        cache.put("b", new byte[40]);
        assertThat(cache.get("a")).isNotNull();
        cache.put("c", new byte[40]);

        assertThat(cache.get("b")).isNull();
        assertThat(cache.get("a")).isNotNull();
        assertThat(cache.get("c")).isNotNull();
    }

    @Test
    void replacedValueWeighsOnce() {
        cache.put("a", new byte[90]);
        cache.put("a", new byte[50]);
        cache.put("b", new byte[50]);

        assertThat(cache.get("a")).hasSize(50);
        assertThat(cache.get("b")).hasSize(50);
    }

    @Test
    void valueThatIsTooLargeIsNotKept() {
        cache.put("a", new byte[101]);

        assertThat(cache.get("a")).isNull();
    }
}
