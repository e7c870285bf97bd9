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

/**
 * An exchange completed later than promised. Because the machine may be busy, the best of several
 * runs is used.
 */
final class LateCompletionError extends AssertionError {

    private static final long serialVersionUID = 1L;

    private static final int RUNS = 3;

    private LateCompletionError(String message) {
        super(message);
    }

    /**
     * @param late milliseconds behind the deadline
     * @param allowed milliseconds
     * @param delays of the machine, which are not a fault of the component
     */
    static void check(long late, long allowed, SchedulingDelays delays, TestExchange sent) {
        long stalled = delays.millisBetween(sent.startNanos(), sent.endNanos());
        if (late > allowed + stalled) {
            throw new LateCompletionError(
                    "overshoot of %d ms, allowed are %d ms and %d ms of stalls"
                            .formatted(late, allowed, stalled));
        }
    }

    /** Repeats the run until it is in time. */
    static <T> T best(
            FaultTestEnvironmentPool.EnvironmentAction<T> run, FaultTestEnvironment environment)
            throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return run.at(environment);
            } catch (LateCompletionError e) {
                if (attempt == RUNS) {
                    throw e;
                }
            }
        }
    }
}
