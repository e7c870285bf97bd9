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
 * One way to cause the fault of a row.
 *
 * @param name the simulator's name of the fault, or a description
 * @param before called before the submit
 * @param run called when the job has reached the point of the case
 * @param options more options of the endpoint, such as {@code &amp;name=value}
 * @param operations that it applies to; null for all
 * @param services that it applies to; null for all
 * @param never a step that it does not apply to; null for none
 * @param minMillis duration of an exchange that succeeds after one fault, in milliseconds, at least
 */
record FaultVariant(
        String name,
        Consumer<FaultCaseContext> before,
        Consumer<FaultCaseContext> run,
        String options,
        Set<String> operations,
        Set<ServiceFlow> services,
        Step never,
        long minMillis) {

    static FaultVariant of(Fault fault) {
        return of(fault.toString(), caseContext -> caseContext.inject(fault));
    }

    static FaultVariant of(String name, Consumer<FaultCaseContext> run) {
        return new FaultVariant(name, caseContext -> {}, run, "", null, null, null, 0);
    }

    /** The clock of the service is wrong from the start. */
    FaultVariant withClockOff(Duration by) {
        return new FaultVariant(
                name + ", clock off by " + by,
                caseContext -> caseContext.simulator().clock().advance(by),
                run,
                options,
                operations,
                services,
                never,
                minMillis);
    }

    FaultVariant withOptions(String more) {
        return new FaultVariant(
                name + more, before, run, options + more, operations, services, never, minMillis);
    }

    FaultVariant only(String... some) {
        return new FaultVariant(
                name, before, run, options, Set.of(some), services, never, minMillis);
    }

    FaultVariant only(ServiceFlow... some) {
        return new FaultVariant(
                name, before, run, options, operations, Set.of(some), never, minMillis);
    }

    FaultVariant except(Step step) {
        return new FaultVariant(name, before, run, options, operations, services, step, minMillis);
    }

    FaultVariant takingAtLeast(long millis) {
        return new FaultVariant(name, before, run, options, operations, services, never, millis);
    }

    boolean fits(String operation, ServiceFlow service) {
        return (operations == null || operations.contains(operation))
                && (services == null || services.contains(service));
    }
}
