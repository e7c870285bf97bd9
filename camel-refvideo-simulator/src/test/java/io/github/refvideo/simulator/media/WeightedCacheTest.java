package io.github.refvideo.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The cache never weighs more than it may. */
class WeightedCacheTest {
    private final WeightedCache<byte[]> cache = new WeightedCache<>(100, bytes -> bytes.length);

    @Test
    void valueUsedLongestAgoGoesFirst() {
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
