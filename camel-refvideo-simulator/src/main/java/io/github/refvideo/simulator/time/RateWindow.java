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

/** At most so many events in any window of one second. Refused ones do not count. */
public final class RateWindow {
    private static final long SECOND = 1_000_000_000L;

    private final long[] taken;
    private long count;

    /** Room for that many. */
    public RateWindow(int limit) {
        taken = new long[limit];
    }

    /** Whether one more fits at that time, which is counted if so. */
    public synchronized boolean take(long nanos) {
        // The place of the next event still holds the one that is "limit" events older.
        int place = (int) (count % taken.length);
        if (count >= taken.length && nanos - taken[place] < SECOND) {
            return false;
        }
        taken[place] = nanos;
        count++;
        return true;
    }
}
