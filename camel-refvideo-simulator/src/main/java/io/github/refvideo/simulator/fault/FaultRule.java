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
package io.github.refvideo.simulator.fault;

import java.util.Random;

/** A fault and the selection of requests it applies to. Counts the matching requests. */
final class FaultRule {
    private final Selection selection;
    private final Fault fault;
    private final Random random;
    private long asked;

    FaultRule(Selection selection, Fault fault, long seed) {
        this.selection = selection;
        this.fault = fault;
        this.random = new Random(seed);
    }

    Step step() {
        return selection.step();
    }

    Fault fault() {
        return fault;
    }

    boolean asksForJob() {
        return selection.jobId() != null;
    }

    boolean asksForModel() {
        return selection.model() != null;
    }

    /**
     * Whether the fault applies to this request. Each call counts one request, so it must be called
     * once per request.
     */
    synchronized boolean hits(String jobId, String model) {
        if (selection.jobId() != null && !selection.jobId().equals(jobId)) {
            return false;
        }
        if (selection.model() != null && !selection.model().equals(model)) {
            return false;
        }
        asked++;
        boolean inWindow =
                asked >= selection.first() && asked - selection.first() < selection.times();
        return inWindow
                && (selection.probability() >= 1 || random.nextDouble() < selection.probability());
    }

    /** Selects requests at one step; a null job or model matches any. */
    record Selection(
            Step step, long first, long times, double probability, String jobId, String model) {
        static Selection every(Step step) {
            return new Selection(step, 1, Long.MAX_VALUE, 1, null, null);
        }
    }
}
