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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Asks a store until it answers or the time is up. Thread-safe; holds no thread. */
final class StoreRetryPolicy {

    /**
     * Longest time without a byte in either direction. A store needs a moment to write down what it
     * got; a line that is silent for longer is dead.
     */
    static final Duration IDLE = Duration.ofSeconds(60);

    /** For answers of the stores: small JSON or XML. */
    static final long MAX_REPLY_BYTES = 256 * 1024;

    private static final int MOST_ATTEMPTS = 10;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final AsyncHttp http;
    private final Timer timer;
    private final RandomGenerator random;

    StoreRetryPolicy(AsyncHttp http, Timer timer, RandomGenerator random) {
        this.http = http;
        this.timer = timer;
        this.random = random;
    }

    /**
     * @param deadline over all attempts; the last failure stands when there is no time for another
     * @return the first 2xx; a {@link io.github.refvideo.camel.spi.ReferenceStoreException}
     *     otherwise
     */
    CompletableFuture<HttpResponse> send(StoreRequest call, Deadline deadline) {
        RetryingStoreCall retried = new RetryingStoreCall(http, timer, this::wait, call, deadline);
        retried.start();
        return retried.result();
    }

    /**
     * How long to wait after a failure; negative to give up.
     *
     * @param failures so far, from 1
     * @param asked what the store asked for; null for nothing
     */
    private Duration wait(int failures, Duration asked) {
        if (failures >= MOST_ATTEMPTS) {
            return Duration.ofNanos(-1);
        }
        Duration grown = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration base = grown.compareTo(LONGEST_WAIT) < 0 ? grown : LONGEST_WAIT;
        Duration floor = asked != null && asked.compareTo(base) > 0 ? asked : base;
        // Upwards only: nobody comes back earlier than the store asked.
        return floor.plus(Duration.ofNanos((long) (base.toNanos() * 0.5 * random.nextDouble())));
    }
}
