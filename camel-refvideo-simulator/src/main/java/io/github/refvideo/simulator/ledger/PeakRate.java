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
package io.github.refvideo.simulator.ledger;

import java.util.ArrayDeque;
import java.util.Deque;

/** The largest number of events in any sliding window of one second. */
final class PeakRate {
    private static final long SECOND = 1_000_000_000L;

    private final Deque<Long> lastSecond = new ArrayDeque<>();
    private int max;

    synchronized void event(long nanos) {
        while (!lastSecond.isEmpty() && nanos - lastSecond.peekFirst() >= SECOND) {
            lastSecond.removeFirst();
        }
        lastSecond.addLast(nanos);
        max = Math.max(max, lastSecond.size());
    }

    synchronized int max() {
        return max;
    }

    synchronized void clear() {
        lastSecond.clear();
        max = 0;
    }
}
