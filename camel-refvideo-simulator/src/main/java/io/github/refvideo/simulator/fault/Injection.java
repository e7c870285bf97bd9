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

import io.github.refvideo.simulator.fault.FaultRule.Selection;

/** Selects the requests of a step to which a fault applies; by default all. Immutable. */
public final class Injection {
    private final Faults faults;
    private final Selection selection;

    Injection(Faults faults, Selection selection) {
        this.faults = faults;
        this.selection = selection;
    }

    /**
     * Only the n-th matching request from now on, counted from 1. With {@link #times}, also the
     * following ones.
     */
    public Injection nth(long n) {
        long times = selection.times() == Long.MAX_VALUE ? 1 : selection.times();
        return with(
                new Selection(
                        selection.step(),
                        n,
                        times,
                        selection.probability(),
                        selection.jobId(),
                        selection.model()));
    }

    /** The given number of consecutive requests. */
    public Injection times(long n) {
        return with(
                new Selection(
                        selection.step(),
                        selection.first(),
                        n,
                        selection.probability(),
                        selection.jobId(),
                        selection.model()));
    }

    /** Each request with this probability, from 0 to 1. */
    public Injection withProbability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "A probability must be between 0 and 1, not " + probability);
        }
        return with(
                new Selection(
                        selection.step(),
                        selection.first(),
                        selection.times(),
                        probability,
                        selection.jobId(),
                        selection.model()));
    }

    /** Only requests for this job; start calls do not name a job. */
    public Injection forJob(String jobId) {
        return with(
                new Selection(
                        selection.step(),
                        selection.first(),
                        selection.times(),
                        selection.probability(),
                        jobId,
                        selection.model()));
    }

    /** Only requests for this model. */
    public Injection whenModel(String model) {
        return with(
                new Selection(
                        selection.step(),
                        selection.first(),
                        selection.times(),
                        selection.probability(),
                        selection.jobId(),
                        model));
    }

    /** Activates the fault. */
    public Faults inject(Fault fault) {
        faults.add(selection, fault);
        return faults;
    }

    private Injection with(Selection changed) {
        return new Injection(faults, changed);
    }
}
