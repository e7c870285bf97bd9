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
package io.github.refvideo.camel.internal.http;

import io.github.refvideo.camel.internal.http.HttpFailureException.Progress;
import io.github.refvideo.camel.internal.http.HttpFailureException.Reason;
import io.github.refvideo.camel.internal.time.Timer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client: starts exchanges and knows which are under way. */
final class ApacheAsyncHttp implements AsyncHttp {

    private static final Logger LOG = LoggerFactory.getLogger(ApacheAsyncHttp.class);

    private final HttpSettings settings;
    private final Timer timer;
    private final Routes routes;
    private final NameService names;
    private final Set<Exchange> active = ConcurrentHashMap.newKeySet();
    private volatile Wire wire;
    private volatile boolean closed;

    ApacheAsyncHttp(HttpSettings settings, Timer timer, NameService names) {
        this.settings = settings;
        this.timer = timer;
        this.routes = new Routes(settings.proxy());
        this.names = names;
        this.wire = new Wire(settings, timer, names);
    }

    @Override
    public CompletableFuture<HttpReply> send(HttpCall call) {
        ReplyBuffer buffer = new ReplyBuffer();
        return run(call, buffer, buffer::reply);
    }

    @Override
    public CompletableFuture<Void> stream(HttpCall call, ReplySink sink) {
        return run(call, sink, () -> null);
    }

    private <T> CompletableFuture<T> run(HttpCall call, ReplySink sink, Supplier<T> result) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            Holder holder = new Holder();
            Exchange exchange =
                    new Exchange(
                            sound(),
                            settings,
                            routes,
                            timer,
                            call,
                            sink,
                            failure -> {
                                active.remove(holder.exchange);
                                complete(future, result, failure);
                            });
            holder.exchange = exchange;
            // Whoever else completes the future, a cancelling caller above all, ends the exchange.
            future.whenComplete((value, e) -> abort(exchange, "cancelled"));
            active.add(exchange);
            if (closed) {
                abort(exchange, "client is closed");
            } else {
                exchange.start();
            }
        } catch (Throwable e) {
            future.completeExceptionally(
                    new HttpFailureException(
                            "Request could not be built: " + e.getMessage(),
                            Reason.CONNECT,
                            Progress.NOT_SENT,
                            e));
        }
        return future;
    }

    /** After an I/O thread has ended, connections and threads are made anew. */
    private Wire sound() {
        Wire current = wire;
        if (closed || !current.crippled()) {
            return current;
        }
        synchronized (this) {
            if (wire != current || closed) {
                return wire;
            }
            LOG.error("An I/O thread ended unexpectedly; all connections are made anew");
            wire = new Wire(settings, timer, names);
        }
        active.forEach(
                exchange ->
                        exchange.fail(
                                new ConnectionClosedException("An I/O thread ended unexpectedly")));
        current.close();
        return wire;
    }

    private static <T> void complete(
            CompletableFuture<T> future, Supplier<T> result, HttpFailureException failure) {
        if (failure != null) {
            future.completeExceptionally(failure);
            return;
        }
        try {
            future.complete(result.get());
        } catch (Throwable e) {
            future.completeExceptionally(
                    new HttpFailureException(
                            "Reply could not be kept: " + e,
                            Reason.REFUSED_BY_SINK,
                            Progress.MAYBE_PROCESSED,
                            e));
        }
    }

    /** Exchanges and connections in use; both are back at zero when every future is complete. */
    int inUse() {
        return active.size() + wire.leased();
    }

    private static void abort(Exchange exchange, String why) {
        exchange.fail(Reason.ABORTED, why, null);
    }

    @Override
    public synchronized void close() {
        closed = true;
        active.forEach(exchange -> abort(exchange, "client is closed"));
        wire.close();
    }

    /** Lets the outcome name the exchange it belongs to. */
    private static final class Holder {
        private Exchange exchange;
    }
}
