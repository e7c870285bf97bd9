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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Estimates the delay before the first status request of a job: the duration of the fastest recent
 * job of the same model, minus a tenth, so that it adapts to a service that becomes faster.
 * Thread-safe.
 */
final class InitialDelayEstimator {

    private static final int MAX_REMEMBERED = 32;
    private static final int MIN_SAMPLES = 5;
    private static final double FACTOR = 0.9;
    private static final int INITIAL_INTERVALS = 2;

    /** Model names are untrusted input and must not fill the heap. */
    private static final int MAX_MODELS = 200;

    private final Map<String, Deque<Duration>> durations = new ConcurrentHashMap<>();

    /** The delay after the acknowledged submit. */
    Duration delay(String model, Duration pollInterval) {
        Deque<Duration> recent = durations.get(model);
        if (recent != null) {
            synchronized (recent) {
                if (recent.size() >= MIN_SAMPLES) {
                    Duration fastest = recent.stream().min(Duration::compareTo).orElseThrow();
                    return Duration.ofNanos((long) (fastest.toNanos() * FACTOR));
                }
            }
        }
        return pollInterval.multipliedBy(INITIAL_INTERVALS);
    }

    /** Records the time from the submit to the detection of its success. */
    void record(String model, Duration duration) {
        if (durations.size() >= MAX_MODELS && !durations.containsKey(model)) {
            return;
        }
        Deque<Duration> recent = durations.computeIfAbsent(model, m -> new ArrayDeque<>());
        synchronized (recent) {
            if (recent.size() == MAX_REMEMBERED) {
                recent.poll();
            }
            recent.add(duration);
        }
    }
}
