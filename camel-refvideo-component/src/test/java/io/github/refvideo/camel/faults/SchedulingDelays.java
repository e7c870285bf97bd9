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
package io.github.refvideo.camel.faults;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long runnable threads were delayed, to distinguish a busy machine from a late
 * component.
 */
final class SchedulingDelays implements AutoCloseable {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long NOTEWORTHY = TimeUnit.MILLISECONDS.toNanos(10);

    private final Map<Long, Long> delays = new ConcurrentSkipListMap<>();
    private final Thread watch = new Thread(this::watch, "stalls");
    private volatile boolean closed;

    SchedulingDelays() {
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        long before = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(TICK);
            long now = System.nanoTime();
            if (now - before - TICK > NOTEWORTHY) {
                delays.put(now, now - before - TICK);
            }
            before = now;
        }
    }

    /** The sum of all stalls that ended in the interval, in milliseconds. */
    long millisBetween(long startNanos, long endNanos) {
        long sum =
                ((ConcurrentSkipListMap<Long, Long>) delays)
                        .subMap(startNanos, true, endNanos + TICK, true).values().stream()
                                .mapToLong(Long::longValue)
                                .sum();
        return TimeUnit.NANOSECONDS.toMillis(sum);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
    }
}
