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
 * An exchange that was completed later than promised. The machine may be busy at one moment; the
 * promise is the component's, so the best of a few runs counts.
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
     * @param stalls of the machine are no fault of the component
     */
    static void check(long late, long allowed, SchedulingDelays stalls, TestExchange sent) {
        long stalled = stalls.millisBetween(sent.startNanos(), sent.endNanos());
        if (late > allowed + stalled) {
            throw new LateCompletionError(
                    "overshoot of %d ms, allowed are %d ms and %d ms of stalls"
                            .formatted(late, allowed, stalled));
        }
    }

    /** Plays until the run is in time. */
    static <T> T best(FaultTestContextPool.Play<T> play, FaultTestContext bench) throws Exception {
        for (int run = 1; ; run++) {
            try {
                return play.at(bench);
            } catch (LateCompletionError e) {
                if (run == RUNS) {
                    throw e;
                }
            }
        }
    }
}
