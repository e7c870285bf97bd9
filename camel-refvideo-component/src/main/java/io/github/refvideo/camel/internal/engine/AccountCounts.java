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
package io.github.refvideo.camel.internal.engine;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of one account. Thread-safe. */
final class AccountCounts {

    private static final Duration MAX_LAG = Duration.ofDays(365);

    private final LongAdder submits = new LongAdder();
    private final LongAdder polls = new LongAdder();
    private final LongAdder lists = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder lagMillis = new LongAdder();
    private final LongAdder lags = new LongAdder();
    private final LongAccumulator longestLagMillis = new LongAccumulator(Math::max, 0);

    void submitted() {
        submits.increment();
    }

    void polled() {
        polls.increment();
    }

    void listed() {
        lists.increment();
    }

    void throttled() {
        throttles.increment();
    }

    /**
     * How late the end of a job was noticed. Clock skew can make the lag negative: negative values
     * count as zero, implausible ones are ignored.
     */
    void noticed(Duration lag) {
        if (lag.abs().compareTo(MAX_LAG) > 0) {
            return;
        }
        long millis = Math.max(0, lag.toMillis());
        lagMillis.add(millis);
        lags.increment();
        longestLagMillis.accumulate(millis);
    }

    long submits() {
        return submits.sum();
    }

    long polls() {
        return polls.sum();
    }

    long lists() {
        return lists.sum();
    }

    long throttles() {
        return throttles.sum();
    }

    Duration meanLag() {
        long number = lags.sum();
        return number == 0 ? Duration.ZERO : Duration.ofMillis(lagMillis.sum() / number);
    }

    Duration longestLag() {
        return Duration.ofMillis(longestLagMillis.get());
    }
}
