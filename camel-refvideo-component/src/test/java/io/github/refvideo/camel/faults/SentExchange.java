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

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.RefVideoException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;

/** One exchange that was sent to an endpoint, and its result. */
final class SentExchange {

    private static final long HANG_SECONDS = 30;

    private final Exchange exchange;
    private final AtomicInteger completions = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private final long start;
    private volatile long end;

    private SentExchange(Exchange exchange) {
        this.exchange = exchange;
        this.start = System.nanoTime();
    }

    /** Sends a new exchange and waits for its completion. */
    static SentExchange of(DefaultCamelContext context, String uri, Object body) throws Exception {
        return again(context, uri, new DefaultExchange(context), body);
    }

    /** Sends the same exchange again, as an error handler or a caller does. */
    static SentExchange again(
            DefaultCamelContext context, String uri, Exchange exchange, Object body)
            throws Exception {
        exchange.setException(null);
        exchange.getMessage().setBody(body);
        SentExchange sent = begin(context, uri, exchange);
        sent.await();
        return sent;
    }

    static SentExchange begin(DefaultCamelContext context, String uri, Exchange exchange)
            throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        SentExchange sent = new SentExchange(exchange);
        producer.process(exchange, sent.callback());
        return sent;
    }

    private AsyncCallback callback() {
        return sync -> {
            end = System.nanoTime();
            completions.incrementAndGet();
            done.countDown();
        };
    }

    void await() throws InterruptedException {
        if (!done.await(HANG_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the exchange hangs");
        }
    }

    /** Completes the exchange, which is not sent again: its resources are released. */
    void completeExchange() {
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
    }

    Exchange exchange() {
        return exchange;
    }

    Object body() {
        return exchange.getMessage().getBody();
    }

    String handle() {
        return exchange.getMessage().getHeader(RefVideoConstants.JOB, String.class);
    }

    Exception failure() {
        return exchange.getException();
    }

    /** The typed error; null if there is none. */
    RefVideoException error() {
        Exception failure = exchange.getException();
        if (failure == null || failure instanceof RefVideoException) {
            return (RefVideoException) failure;
        }
        throw new AssertionError("not a typed error: " + failure, failure);
    }

    int completions() {
        return completions.get();
    }

    long startNanos() {
        return start;
    }

    long endNanos() {
        return end;
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(end - start);
    }
}
