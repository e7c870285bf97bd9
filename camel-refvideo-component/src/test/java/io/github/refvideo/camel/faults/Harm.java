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
record Harm(
        String name,
        Consumer<Stage> before,
        Consumer<Stage> play,
        String options,
        Set<String> operations,
        Set<Service> services,
        Step never,
        long shortest) {

    static Harm of(Fault fault) {
        return of(fault.toString(), stage -> stage.inject(fault));
    }

    static Harm of(String name, Consumer<Stage> play) {
        return new Harm(name, stage -> {}, play, "", null, null, null, 0);
    }

    /** The clock of the service is off from the beginning. */
    Harm withClockOff(Duration by) {
        return new Harm(
                name + ", clock off by " + by,
                stage -> stage.simulator().clock().advance(by),
                play,
                options,
                operations,
                services,
                never,
                shortest);
    }

    Harm withOptions(String more) {
        return new Harm(
                name + more, before, play, options + more, operations, services, never, shortest);
    }

    Harm only(String... some) {
        return new Harm(name, before, play, options, Set.of(some), services, never, shortest);
    }

    Harm only(Service... some) {
        return new Harm(name, before, play, options, operations, Set.of(some), never, shortest);
    }

    Harm except(Step step) {
        return new Harm(name, before, play, options, operations, services, step, shortest);
    }

    Harm takingAtLeast(long millis) {
        return new Harm(name, before, play, options, operations, services, never, millis);
    }

    boolean fits(String operation, Service service) {
        return (operations == null || operations.contains(operation))
                && (services == null || services.contains(service));
    }
}
