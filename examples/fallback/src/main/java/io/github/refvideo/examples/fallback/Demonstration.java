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
package io.github.refvideo.examples.fallback;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Simulates failures of the gateway, and prints what was paid. */
final class Demonstration {

    /** Lost answers in a row after which the submit ends with SUBMIT_UNCERTAIN. */
    private static final int LOST = 3;

    private final RefVideoSimulator simulator;
    private final Orders orders;
    private final Terminal terminal;

    Demonstration(RefVideoSimulator simulator, Orders orders, Terminal terminal) {
        this.simulator = simulator;
        this.orders = orders;
        this.terminal = terminal;
    }

    void play(CircuitBreaker circuit) throws InterruptedException {
        CountDownLatch probing = new CountDownLatch(1);
        circuit.getEventPublisher()
                .onStateTransition(
                        event -> {
                            if (event.getStateTransition().getToState() == State.HALF_OPEN) {
                                probing.countDown();
                            }
                        });
        orders.place(2);

        terminal.say("--- the gateway's account is out of money");
        simulator.faults().on(Step.START).inject(Fault.status(402));
        orders.place(3);

        terminal.say(
                "--- the account was topped up; the circuit waits its time, then lets one order try");
        simulator.faults().clear();
        probing.await();
        orders.place(2);

        terminal.say("--- the gateway takes the next order, and its answers get lost");
        simulator.faults().on(Step.START).times(LOST).inject(Fault.lostAcknowledgement());
        orders.place(1);
    }

    /** Prints what the simulator billed. */
    void printPaid() {
        Map<String, Integer> models = new TreeMap<>(simulator.ledger().jobsByModel());
        terminal.say(
                "paid for   %d videos for %d orders: %s; most for one key: %d",
                simulator.ledger().jobsCreated(),
                orders.placed(),
                models,
                simulator.ledger().jobsByIdempotencyKey().values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0));
    }
}
