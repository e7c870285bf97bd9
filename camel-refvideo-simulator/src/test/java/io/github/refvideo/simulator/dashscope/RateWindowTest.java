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
package io.github.refvideo.simulator.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.simulator.time.RateWindow;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A quota holds in every sliding window of one second. */
class RateWindowTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void noMoreThanTheLimitFitsIntoAnySecond() {
        RateWindow window = new RateWindow(3);

        assertThat(window.take(0)).isTrue();
        assertThat(window.take(SECOND / 2)).isTrue();
        assertThat(window.take(SECOND - 1)).isTrue();
        assertThat(window.take(SECOND - 1)).isFalse();
        assertThat(window.take(SECOND)).isTrue();
        assertThat(window.take(SECOND + 1)).isFalse();
        assertThat(window.take(SECOND + SECOND / 2)).isTrue();
    }

    @Test
    void refusedOnesDoNotKeepOthersOut() {
        RateWindow window = new RateWindow(1);
        window.take(0);
        for (long t = 1; t < SECOND; t += SECOND / 100) {
            assertThat(window.take(t)).isFalse();
        }
        assertThat(window.take(SECOND)).isTrue();
    }

    @Test
    void timesBelowZeroAreTimesToo() {
        RateWindow window = new RateWindow(2);

        assertThat(window.take(-5 * SECOND)).isTrue();
        assertThat(window.take(-5 * SECOND)).isTrue();
        assertThat(window.take(-5 * SECOND)).isFalse();
        assertThat(window.take(-4 * SECOND)).isTrue();
    }

    @Test
    void randomTrafficNeverExceedsTheLimit() {
        RateWindow window = new RateWindow(20);
        Random random = new Random(7);
        long[] taken = new long[100_000];
        int count = 0;
        long now = 0;
        for (int i = 0; i < 50_000; i++) {
            now += random.nextInt(40_000_000);
            if (window.take(now)) {
                taken[count++] = now;
            }
        }
        for (int i = 20; i < count; i++) {
            assertThat(taken[i] - taken[i - 20]).isGreaterThanOrEqualTo(SECOND);
        }
    }

    @Test
    void quotasAreEachAccountsAndEachModelsOwn() {
        AtomicLong now = new AtomicLong();
        Quotas quotas = new Quotas(2, 1, now::get);
        Caller one = new Caller(Region.BEIJING, "one");
        Caller two = new Caller(Region.BEIJING, "two");

        assertThat(quotas.takeSubmit(one, "a")).isTrue();
        assertThat(quotas.takeSubmit(one, "a")).isFalse();
        assertThat(quotas.takeSubmit(one, "b")).isTrue();
        assertThat(quotas.takeSubmit(two, "a")).isTrue();
        assertThat(quotas.takeStatus(one)).isTrue();
        assertThat(quotas.takeStatus(one)).isTrue();
        assertThat(quotas.takeStatus(one)).isFalse();
        assertThat(quotas.takeStatus(two)).isTrue();
        now.set(SECOND);
        assertThat(quotas.takeStatus(one)).isTrue();
    }
}
