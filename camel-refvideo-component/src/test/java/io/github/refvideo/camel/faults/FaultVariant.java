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

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One variant of a fault scenario.
 *
 * @param name the simulator's name of the fault, or a description
 * @param before runs before the job exists
 * @param run runs when the job is at the position of the fault
 * @param options additional endpoint options, such as {@code &amp;name=value}
 * @param operations to which it applies; null for all
 * @param services to which it applies; null for all
 * @param never a step to which it does not apply
 * @param shortest minimum duration in milliseconds of an exchange that succeeds after one fault
 */
record FaultVariant(
        String name,
        Consumer<FaultCaseSetup> before,
        Consumer<FaultCaseSetup> run,
        String options,
        Set<String> operations,
        Set<TestedService> services,
        Step never,
        long shortest) {

    static FaultVariant of(Fault fault) {
        return of(fault.toString(), setup -> setup.inject(fault));
    }

    static FaultVariant of(String name, Consumer<FaultCaseSetup> run) {
        return new FaultVariant(name, setup -> {}, run, "", null, null, null, 0);
    }

    /** The clock of the service is wrong from the start. */
    FaultVariant withClockOff(Duration by) {
        return new FaultVariant(
                name + ", clock off by " + by,
                setup -> setup.simulator().clock().advance(by),
                run,
                options,
                operations,
                services,
                never,
                shortest);
    }

    FaultVariant withOptions(String more) {
        return new FaultVariant(
                name + more, before, run, options + more, operations, services, never, shortest);
    }

    FaultVariant only(String... some) {
        return new FaultVariant(
                name, before, run, options, Set.of(some), services, never, shortest);
    }

    FaultVariant only(TestedService... some) {
        return new FaultVariant(
                name, before, run, options, operations, Set.of(some), never, shortest);
    }

    FaultVariant except(Step step) {
        return new FaultVariant(name, before, run, options, operations, services, step, shortest);
    }

    FaultVariant takingAtLeast(long millis) {
        return new FaultVariant(name, before, run, options, operations, services, never, millis);
    }

    boolean fits(String operation, TestedService service) {
        return (operations == null || operations.contains(operation))
                && (services == null || services.contains(service));
    }
}
