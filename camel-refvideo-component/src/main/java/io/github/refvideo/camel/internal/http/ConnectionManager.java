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

import io.github.refvideo.camel.internal.time.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.ComplexFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.concurrent.FutureContribution;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.InetAddressUtils;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HttpClient's connection pool with what an {@link HttpExchange} needs in addition: host names are
 * resolved on threads that may block, a socket can be closed during its TLS handshake, a request
 * can ask for a new connection, and idle connections are closed by the timer of the component. The
 * exchange of a request is the user token of its context.
 */
final class ConnectionManager implements AsyncClientConnectionManager {

    /** Shorter than the limit of common load balancers, so that they seldom close first. */
    static final TimeValue MAX_IDLE = TimeValue.ofSeconds(30);

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(15);
    private static final int LOOKUP_THREADS = 3;

    private final PoolingAsyncClientConnectionManager pool;
    private final PolicyResolver resolver;
    private final Timer timer;
    private final ThreadPoolExecutor lookups;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    ConnectionManager(
            PoolingAsyncClientConnectionManager pool,
            PolicyResolver resolver,
            Timer timer,
            ThreadFactory lookupThreads) {
        this.pool = pool;
        this.resolver = resolver;
        this.timer = timer;
        this.lookups =
                new ThreadPoolExecutor(
                        LOOKUP_THREADS,
                        LOOKUP_THREADS,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        lookupThreads);
        lookups.allowCoreThreadTimeOut(true);
    }

    @Override
    public Future<AsyncConnectionEndpoint> lease(
            String id,
            HttpRoute route,
            Object exchange,
            Timeout timeout,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        HttpExchange owner = (HttpExchange) exchange;
        return pool.lease(
                id,
                route,
                null,
                timeout,
                contribution(
                        callback,
                        endpoint -> {
                            owner.leased(endpoint);
                            if (owner.request().freshConnection()) {
                                endpoint.close(CloseMode.IMMEDIATE);
                            }
                            callback.completed(endpoint);
                        }));
    }

    @Override
    public void release(
            AsyncConnectionEndpoint endpoint, @Nullable Object exchange, TimeValue keepAlive) {
        boolean reusable =
                exchange instanceof HttpExchange owner
                        && owner.isConnectionReusable()
                        && TimeValue.isPositive(keepAlive);
        if (reusable) {
            pool.release(endpoint, null, keepAlive.min(MAX_IDLE));
            sweepLater();
        } else {
            endpoint.close(CloseMode.IMMEDIATE);
            pool.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
        }
    }

    @Override
    public Future<AsyncConnectionEndpoint> connect(
            AsyncConnectionEndpoint endpoint,
            ConnectionInitiator initiator,
            @Nullable Timeout timeout,
            @Nullable Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        HttpExchange exchange = HttpExchange.of(context);
        ComplexFuture<AsyncConnectionEndpoint> result = new ComplexFuture<>(callback);
        Executor executor = isAddress(exchange.route()) ? Runnable::run : lookups;
        executor.execute(
                () -> {
                    try {
                        if (exchange.isEnded()) {
                            throw new ConnectionClosedException("The exchange has ended");
                        }
                        if (exchange.route().getProxyHost() != null) {
                            resolver.checkBeforeProxy(exchange.target().host().getHostName());
                        }
                        result.setDependency(
                                pool.connect(
                                        endpoint,
                                        observed(initiator, exchange),
                                        timeout,
                                        attachment,
                                        context,
                                        new FutureContribution<>(result) {
                                            @Override
                                            public void completed(
                                                    AsyncConnectionEndpoint connected) {
                                                exchange.connected();
                                                result.completed(connected);
                                            }
                                        }));
                    } catch (Exception e) {
                        result.failed(e);
                    } catch (Error e) {
                        result.failed(new IllegalStateException(e));
                    }
                });
        return result;
    }

    /** Whether a connection can be opened without a DNS lookup, which blocks. */
    private static boolean isAddress(HttpRoute route) {
        String host = route.getTargetHost().getHostName();
        return route.getProxyHost() == null
                && (InetAddressUtils.isIPv4(host) || InetAddressUtils.isIPv6(host));
    }

    private static ConnectionInitiator observed(
            ConnectionInitiator initiator, HttpExchange exchange) {
        return (remote, address, local, timeout, attachment, callback) ->
                initiator.connect(
                        remote,
                        address,
                        local,
                        timeout,
                        attachment,
                        contribution(
                                callback,
                                (IOSession session) -> {
                                    ConnectionHandler.install(session);
                                    exchange.tcpConnected(session);
                                    callback.completed(session);
                                }));
    }

    /** A callback that passes failures on. An exception in its own step is a failure too. */
    private static <T> FutureCallback<T> contribution(
            FutureCallback<?> next, Consumer<T> completed) {
        return new CallbackContribution<>(next) {
            @Override
            public void completed(T result) {
                try {
                    completed.accept(result);
                } catch (RuntimeException e) {
                    failed(e);
                } catch (Error e) {
                    failed(new IllegalStateException(e));
                }
            }
        };
    }

    @Override
    public void upgrade(AsyncConnectionEndpoint endpoint, Object attachment, HttpContext context) {
        pool.upgrade(endpoint, attachment, context);
    }

    @Override
    public void upgrade(
            AsyncConnectionEndpoint endpoint,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        pool.upgrade(endpoint, attachment, context, callback);
    }

    /** Connections in use. */
    int leased() {
        return pool.getTotalStats().getLeased();
    }

    private void sweepLater() {
        if (sweeping.compareAndSet(false, true)) {
            timer.after(SWEEP_INTERVAL, this::sweep);
        }
    }

    /** Closes idle connections. Not scheduled again if none is left. */
    private void sweep() {
        sweeping.set(false);
        if (pool.isClosed()) {
            return;
        }
        pool.closeExpired();
        pool.closeIdle(MAX_IDLE);
        if (pool.getTotalStats().getAvailable() > 0) {
            sweepLater();
        }
    }

    @Override
    public void close(CloseMode mode) {
        pool.close(mode);
        lookups.shutdownNow();
    }

    @Override
    public void close() {
        close(CloseMode.IMMEDIATE);
    }
}
