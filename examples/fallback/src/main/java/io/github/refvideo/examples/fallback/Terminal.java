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

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** Prints one line per order and per state change of the circuit. */
public final class Terminal {

    private int delivered;

    void say(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }

    void watch(CircuitBreaker circuit) {
        circuit.getEventPublisher()
                .onStateTransition(
                        event ->
                                say(
                                        "           circuit %s -> %s",
                                        event.getStateTransition().getFromState(),
                                        event.getStateTransition().getToState()));
    }

    /** The last step of the route. */
    public synchronized void delivered(
            @Header("order") String order,
            @Header("CamelRefVideoProvider") String provider,
            @Header(Exchange.FILE_NAME_PRODUCED) String file,
            @ExchangeProperty("why") String why) {
        delivered++;
        say("%-9s  %-9s  %s%s", order, provider, file, why == null ? "" : "  (" + why + ")");
    }

    void failed(String order, Exception error) {
        say("%-9s  no video: %s", order, error.getMessage());
    }

    synchronized int delivered() {
        return delivered;
    }
}
