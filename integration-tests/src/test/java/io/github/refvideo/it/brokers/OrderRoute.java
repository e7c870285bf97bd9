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
package io.github.refvideo.it.brokers;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Generates a video for each message of a consumer, and counts deliveries and errors. */
final class OrderRoute extends RouteBuilder {

    static final String ID = "orders";

    private final String consumer;
    private final AtomicInteger failuresToCome = new AtomicInteger();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final List<ErrorKind> errors = new CopyOnWriteArrayList<>();

    OrderRoute(String consumer) {
        this.consumer = consumer;
    }

    @Override
    public void configure() {
        onException(RefVideoException.class).process(this::note);
        from(consumer)
                .routeId(ID)
                .process(exchange -> deliveries.incrementAndGet())
                .to(VideoService.GENERATE)
                .process(this::later)
                .to("mock:videos");
    }

    private void note(Exchange exchange) {
        errors.add(
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RefVideoException.class).getKind());
    }

    private void later(Exchange exchange) {
        if (failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("later step");
        }
    }

    /** How often the step after the purchase fails. */
    void failLater(int times) {
        failuresToCome.set(times);
    }

    /** The number of deliveries of a message. */
    int deliveries() {
        return deliveries.get();
    }

    /** The errors of the purchase. */
    List<ErrorKind> errors() {
        return errors;
    }
}
