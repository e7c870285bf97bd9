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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client on Apache HttpClient. Starts exchanges and keeps track of those in progress. */
final class ApacheAsyncHttp implements AsyncHttp {

    private static final Logger LOG = LoggerFactory.getLogger(ApacheAsyncHttp.class);

    private final HttpSettings settings;
    private final Timer timer;
    private final RoutePlanner routes;
    private final HostResolver resolver;
    private final Set<HttpExchange> active = ConcurrentHashMap.newKeySet();

    /** Null until the first request: TLS and the I/O threads are not needed before. */
    private volatile @Nullable HttpTransport transport;

    private volatile boolean closed;

    ApacheAsyncHttp(HttpSettings settings, Timer timer, HostResolver resolver) {
        this.settings = settings;
        this.timer = timer;
        this.routes = new RoutePlanner(settings.proxy());
        this.resolver = resolver;
    }

    @Override
    public CompletableFuture<HttpResponse> send(HttpRequest request) {
        HttpResponse.Buffer buffer = new HttpResponse.Buffer();
        return run(request, buffer, buffer::response);
    }

    @Override
    public CompletableFuture<Void> stream(HttpRequest request, ResponseSink sink) {
        return run(request, sink, () -> null);
    }

    private <T> CompletableFuture<T> run(
            HttpRequest request, ResponseSink sink, Supplier<T> result) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            HttpExchange exchange = new HttpExchange(settings, routes, timer, request, sink);
            active.add(exchange);
            exchange.onOutcome(
                    failure -> {
                        active.remove(exchange);
                        complete(future, result, failure);
                    });
            // Anything else that completes the future, such as a cancelling caller, ends it.
            future.whenComplete((value, e) -> exchange.abort("cancelled"));
            HttpTransport usable = usableTransport();
            if (usable == null) {
                exchange.abort("client is closed");
            } else {
                exchange.start(usable);
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

    /** Replaces connections and threads if an I/O thread has ended. Null if closed. */
    private @Nullable HttpTransport usableTransport() {
        HttpTransport current = transport;
        if (current != null && !current.isBroken()) {
            return closed ? null : current;
        }
        HttpTransport replacement;
        synchronized (this) {
            if (closed) {
                return null;
            }
            if (transport != current) {
                return transport;
            }
            replacement = new HttpTransport(settings, timer, routes, resolver);
            transport = replacement;
        }
        if (current != null) {
            LOG.error("An I/O thread ended unexpectedly; opened all connections again");
            active.forEach(exchange -> exchange.failOn(current));
            current.close();
        }
        return replacement;
    }

    private static <T> void complete(
            CompletableFuture<T> future,
            Supplier<T> result,
            @Nullable HttpFailureException failure) {
        if (failure != null) {
            future.completeExceptionally(failure);
            return;
        }
        try {
            future.complete(result.get());
        } catch (Throwable e) {
            future.completeExceptionally(
                    new HttpFailureException(
                            "Response could not be stored: " + e,
                            Reason.REFUSED_BY_SINK,
                            Progress.MAYBE_PROCESSED,
                            e));
        }
    }

    /** Exchanges and connections in use. Returns to zero after every future has completed. */
    int inUse() {
        HttpTransport current = transport;
        return active.size() + (current == null ? 0 : current.leased());
    }

    @Override
    public synchronized void close() {
        closed = true;
        active.forEach(exchange -> exchange.abort("client is closed"));
        if (transport != null) {
            transport.close();
        }
    }
}
