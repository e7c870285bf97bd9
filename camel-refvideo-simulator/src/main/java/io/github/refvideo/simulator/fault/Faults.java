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

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The faults of one simulator.
 *
 * <pre>{@code
 * faults.on(Step.STATUS).times(2).inject(Fault.status(503));
 * faults.on(Step.START).nth(1).inject(Fault.resetAfterRead());
 * faults.on(Step.RESULT).withProbability(0.1).inject(Fault.cutAfter(1_000));
 * }</pre>
 *
 * <p>Thread-safe. If several rules match a request, the rule injected first applies. Probabilities
 * are drawn from the simulator's seed, so the same sequence of requests gets the same faults.
 */
public final class Faults {
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
    private final AtomicLong sequence = new AtomicLong();
    private final long seed;

    /** Creates an empty set of faults; {@code seed} determines faults with a probability. */
    public Faults(long seed) {
        this.seed = seed;
    }

    /**
     * Starts the definition of a fault at that step; it has no effect until {@code inject} is
     * called.
     */
    public Injection on(Step step) {
        return new Injection(this, FaultRule.Selection.every(Objects.requireNonNull(step, "step")));
    }

    /** Removes all faults. Responses that are already affected remain so. */
    public void clear() {
        rules.clear();
        sequence.set(0);
    }

    void add(FaultRule.Selection selection, Fault fault) {
        if (!fault.kind().fits(selection.step())) {
            throw new IllegalArgumentException(
                    "The fault \""
                            + fault.kind().word()
                            + "\" cannot be injected at "
                            + selection.step());
        }
        rules.add(new FaultRule(selection, fault, seed + 31 * sequence.getAndIncrement()));
    }

    /** Whether a rule of this step depends on the job. */
    public boolean asksForJob(Step step) {
        return rules.stream().anyMatch(rule -> rule.step() == step && rule.asksForJob());
    }

    /** Whether a rule of this step depends on the model. */
    public boolean asksForModel(Step step) {
        return rules.stream().anyMatch(rule -> rule.step() == step && rule.asksForModel());
    }

    /**
     * The fault that applies to this request. Every rule of the step counts the request, whether or
     * not it applies.
     *
     * @param jobId the job that the request names, or null
     * @param model the model that the request names, or null
     */
    public Optional<Fault> next(Step step, String jobId, String model) {
        Fault chosen = null;
        for (FaultRule rule : rules) {
            if (rule.step() == step && rule.hits(jobId, model) && chosen == null) {
                chosen = rule.fault();
            }
        }
        return Optional.ofNullable(chosen);
    }
}
