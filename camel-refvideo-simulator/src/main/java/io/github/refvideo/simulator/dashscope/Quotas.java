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

import io.github.refvideo.simulator.time.RateWindow;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Request rate limits in real time, independent of the simulator's clock, because a service limits
 * the actual request rate. Thread-safe.
 */
final class Quotas {
    private final Map<String, RateWindow> windows = new ConcurrentHashMap<>();
    private final int statusLimit;
    private final int submitLimit;
    private final LongSupplier nanoTime;

    /** Limits per second; 0 for none. */
    Quotas(int statusLimit, int submitLimit, LongSupplier nanoTime) {
        this.statusLimit = statusLimit;
        this.submitLimit = submitLimit;
        this.nanoTime = nanoTime;
    }

    /** Whether the account may send another query, list or cancel; if so, counts it. */
    boolean takeStatus(Caller caller) {
        return take(statusLimit, "status " + caller);
    }

    /** Whether the account may create another task of that model; if so, counts it. */
    boolean takeSubmit(Caller caller, String model) {
        return take(submitLimit, model + " " + caller);
    }

    void clear() {
        windows.clear();
    }

    private boolean take(int limit, String name) {
        return limit == 0
                || windows.computeIfAbsent(name, ignored -> new RateWindow(limit))
                        .take(nanoTime.getAsLong());
    }
}
