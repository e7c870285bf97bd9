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
 * One way in which a trouble comes about.
 *
 * @param name the simulator's name for it, or words
 * @param before done before there is a job
 * @param play done when the job is where it is to be hit
 * @param options more options of the endpoint, such as {@code &amp;name=value}
 * @param operations that it can hit; null for all
 * @param services that it can hit; null for all
 * @param never a step that it does not hit; null for none
 * @param shortest milliseconds that an exchange takes that is hit once and succeeds
 */
record FaultVariant(
        String name,
        Consumer<FaultCaseSetup> before,
        Consumer<FaultCaseSetup> play,
        String options,
        Set<String> operations,
        Set<TestedService> services,
        Step never,
        long shortest) {

    static FaultVariant of(Fault fault) {
        return of(fault.toString(), stage -> stage.inject(fault));
    }

    static FaultVariant of(String name, Consumer<FaultCaseSetup> play) {
        return new FaultVariant(name, stage -> {}, play, "", null, null, null, 0);
    }

    /** The clock of the service is off from the beginning. */
    FaultVariant withClockOff(Duration by) {
        return new FaultVariant(
                name + ", clock off by " + by,
                stage -> stage.simulator().clock().advance(by),
                play,
                options,
                operations,
                services,
                never,
                shortest);
    }

    FaultVariant withOptions(String more) {
        return new FaultVariant(
                name + more, before, play, options + more, operations, services, never, shortest);
    }

    FaultVariant only(String... some) {
        return new FaultVariant(name, before, play, options, Set.of(some), services, never, shortest);
    }

    FaultVariant only(TestedService... some) {
        return new FaultVariant(name, before, play, options, operations, Set.of(some), never, shortest);
    }

    FaultVariant except(Step step) {
        return new FaultVariant(name, before, play, options, operations, services, step, shortest);
    }

    FaultVariant takingAtLeast(long millis) {
        return new FaultVariant(name, before, play, options, operations, services, never, millis);
    }

    boolean fits(String operation, TestedService service) {
        return (operations == null || operations.contains(operation))
                && (services == null || services.contains(service));
    }
}
