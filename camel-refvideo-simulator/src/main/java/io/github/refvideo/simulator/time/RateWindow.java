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
package io.github.refvideo.simulator.time;

/**
 * Limits the number of events in any sliding window of one second. Rejected events do not count.
 */
public final class RateWindow {
    private static final long SECOND = 1_000_000_000L;

    private final long[] taken;
    private long count;

    /** Creates a window with the given limit. */
    public RateWindow(int limit) {
        taken = new long[limit];
    }

    /** Whether another event is allowed at the given time; if so, counts it. */
    public synchronized boolean take(long nanos) {
        // The slot of the next event still contains the time of the event "limit" events earlier.
        int place = (int) (count % taken.length);
        if (count >= taken.length && nanos - taken[place] < SECOND) {
            return false;
        }
        taken[place] = nanos;
        count++;
        return true;
    }
}
