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

/** An exchange that was sent to an endpoint, and its result. */
final class TestExchange {

    private static final long HANGS = 30;

    private final Exchange exchange;
    private final AtomicInteger completions = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private final long start;
    private volatile long end;

    private TestExchange(Exchange exchange) {
        this.exchange = exchange;
        this.start = System.nanoTime();
    }

    /** A new exchange; returns when it is completed. */
    static TestExchange of(DefaultCamelContext context, String uri, Object body) throws Exception {
        return again(context, uri, new DefaultExchange(context), body);
    }

    /** Sends the same exchange again, like an error handler or a caller. */
    static TestExchange again(
            DefaultCamelContext context, String uri, Exchange exchange, Object body)
            throws Exception {
        exchange.setException(null);
        exchange.getMessage().setBody(body);
        TestExchange testExchange = begin(context, uri, exchange);
        testExchange.await();
        return testExchange;
    }

    static TestExchange begin(DefaultCamelContext context, String uri, Exchange exchange)
            throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        TestExchange testExchange = new TestExchange(exchange);
        producer.process(exchange, testExchange.callback());
        return testExchange;
    }

    private AsyncCallback callback() {
        return sync -> {
            end = System.nanoTime();
            completions.incrementAndGet();
            done.countDown();
        };
    }

    void await() throws InterruptedException {
        if (!done.await(HANGS, TimeUnit.SECONDS)) {
            throw new AssertionError("the exchange hangs");
        }
    }

    /** The exchange is not sent again: its resources are released. */
    void over() {
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
