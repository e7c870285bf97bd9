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
package io.github.refvideo.camel.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the first status read of a job makes sense: not before its model can be done. Goes by the
 * fastest of recent jobs of the same model, a little earlier, so that it follows a service that
 * becomes faster. Thread-safe.
 */
final class FirstPoll {

    private static final int REMEMBERED = 32;
    private static final int ENOUGH = 5;
    private static final double EARLIER = 0.9;
    private static final int INTERVALS_AT_FIRST = 2;

    /** Model names come from messages: a stranger's inventions must not fill the heap. */
    private static final int MOST_MODELS = 200;

    private final Map<String, Deque<Duration>> durations = new ConcurrentHashMap<>();

    /** How long to wait after the acknowledged submit. */
    Duration delay(String model, Duration pollInterval) {
        Deque<Duration> recent = durations.get(model);
        if (recent != null) {
            synchronized (recent) {
                if (recent.size() >= ENOUGH) {
                    return scaled(recent.stream().min(Duration::compareTo).orElseThrow());
                }
            }
        }
        return pollInterval.multipliedBy(INTERVALS_AT_FIRST);
    }

    /** A job of this model took so long from submit to our noticing its success. */
    void took(String model, Duration duration) {
        if (durations.size() >= MOST_MODELS && !durations.containsKey(model)) {
            return;
        }
        Deque<Duration> recent = durations.computeIfAbsent(model, m -> new ArrayDeque<>());
        synchronized (recent) {
            if (recent.size() == REMEMBERED) {
                recent.poll();
            }
            recent.add(duration);
        }
    }

    private static Duration scaled(Duration fastest) {
        return Duration.ofNanos((long) (fastest.toNanos() * EARLIER));
    }
}
