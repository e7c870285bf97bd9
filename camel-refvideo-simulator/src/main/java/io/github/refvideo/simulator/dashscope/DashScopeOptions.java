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

import java.time.Duration;
import java.util.Map;

/**
 * The settings of this protocol, documented by the simulator's builder.
 *
 * @param statusQuota queries, lists and cancels per second and account; 0 for unlimited
 * @param submitQuota tasks created per second, account and model; 0 for unlimited
 * @param runningTasks concurrently running tasks per account and model; 0 for unlimited
 * @param listPageLimit largest page of the list
 * @param listLag how far the list lags behind, by the simulator's clock
 * @param keys the accepted keys and their callers; empty to accept any key
 */
public record DashScopeOptions(
        int statusQuota,
        int submitQuota,
        int runningTasks,
        int listPageLimit,
        Duration listLag,
        Map<String, Caller> keys) {
    /** Rejects invalid values. */
    public DashScopeOptions {
        if (Math.min(Math.min(statusQuota, submitQuota), runningTasks) < 0) {
            throw new IllegalArgumentException("A quota must be at least 1, or 0 for none");
        }
        if (listPageLimit < 1) {
            throw new IllegalArgumentException("The page limit must be at least 1");
        }
        if (listLag.isNegative()) {
            throw new IllegalArgumentException("The list lag must not be negative");
        }
        keys = Map.copyOf(keys);
    }

    /** The quotas of the real service, any key, no lag. */
    public static DashScopeOptions defaults() {
        return new DashScopeOptions(20, 5, 5, 100, Duration.ZERO, Map.of());
    }
}
