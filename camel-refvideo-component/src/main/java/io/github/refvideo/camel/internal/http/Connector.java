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

import io.github.refvideo.camel.internal.http.HttpFailureException.Reason;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;

/**
 * An exchange's way to a connection that stands: lease one from the pool and, if it is new, look
 * the name up, connect, tunnel through a proxy, secure. Everything it takes hold of it hands to the
 * exchange to be released at the end.
 */
final class Connector {

    private final Wire wire;
    private final HttpSettings settings;
    private final String proxyAuthorization;
    private final HttpRoute route;
    private final Target target;
    private final Exchange exchange;
    private final AsyncClientExchangeHandler handler;

    private volatile boolean tcpConnected;

    /**
     * @param proxyAuthorization for a tunnel; null for none
     * @param handler what to run on the connection
     */
    Connector(
            Wire wire,
            HttpSettings settings,
            String proxyAuthorization,
            HttpRoute route,
            Target target,
            Exchange exchange,
            AsyncClientExchangeHandler handler) {
        this.wire = wire;
        this.settings = settings;
        this.proxyAuthorization = proxyAuthorization;
        this.route = route;
        this.target = target;
        this.exchange = exchange;
        this.handler = handler;
    }

    /**
     * @param most the longest that the pool's own lock may be waited for
     */
    void start(Duration most) {
        Future<?> lease = wire.lease(route, most, Callbacks.of(this::leased, exchange::fail));
        exchange.atEnd(() -> lease.cancel(true));
        if (exchange.leasing()) {
            exchange.limit(settings.connectionRequestTimeout(), this::leaseTimedOut);
        }
    }

    /** Whether TCP stands and TLS is wanted: what fails now is the handshake. */
    boolean securing() {
        return tcpConnected && target.secure();
    }

    private void leaseTimedOut() {
        if (exchange.leasing()) {
            Duration waited = settings.connectionRequestTimeout();
            String what = "no connection of the pool came free within " + waited;
            exchange.fail(Reason.CONNECT, what, null);
        }
    }

    private void leased(AsyncConnectionEndpoint endpoint) {
        exchange.atEnd(() -> giveBack(endpoint));
        if (!exchange.connecting()) {
            return;
        }
        if (endpoint.isConnected() && exchange.needsFreshConnection()) {
            endpoint.close(CloseMode.IMMEDIATE);
        }
        if (endpoint.isConnected()) {
            execute(endpoint);
        } else {
            wire.offload(() -> connect(endpoint));
        }
    }

    private void giveBack(AsyncConnectionEndpoint endpoint) {
        TimeValue keepAlive = exchange.reusableFor();
        if (keepAlive != null && endpoint.isConnected()) {
            wire.release(endpoint, keepAlive);
        } else {
            wire.discard(endpoint);
        }
    }

    private void connect(AsyncConnectionEndpoint endpoint) {
        if (exchange.ended()) {
            return;
        }
        try {
            if (route.getProxyHost() != null) {
                wire.resolver().checkBeforeProxy(target.host().getHostName());
            }
            Future<?> connecting =
                    wire.connect(
                            endpoint,
                            watched(wire.initiator()),
                            Callbacks.of(this::connected, exchange::fail));
            exchange.atEnd(() -> connecting.cancel(true));
        } catch (Throwable e) {
            exchange.fail(e);
        }
    }

    /**
     * Learns of the socket as soon as there is one. The connection manager hands a connection out
     * only after the TLS handshake; until then nobody else could close it.
     */
    private ConnectionInitiator watched(ConnectionInitiator initiator) {
        return (remote, address, local, timeout, attachment, callback) ->
                initiator.connect(
                        remote,
                        address,
                        local,
                        timeout,
                        attachment,
                        Callbacks.of(
                                session -> {
                                    tcpConnected = true;
                                    exchange.atEnd(
                                            () -> {
                                                if (exchange.reusableFor() == null) {
                                                    session.close(CloseMode.IMMEDIATE);
                                                }
                                            });
                                    callback.completed(session);
                                },
                                e -> callback.failed(Callbacks.exception(e))));
    }

    private void connected(AsyncConnectionEndpoint endpoint) {
        if (!route.isTunnelled()) {
            execute(endpoint);
            return;
        }
        exchange.limit(settings.connectTimeout(), this::tunnelTimedOut);
        TunnelHandler tunnel =
                new TunnelHandler(
                        target,
                        proxyAuthorization,
                        settings.userAgent(),
                        Callbacks.of(open -> secure(endpoint), exchange::fail));
        endpoint.execute("refvideo", tunnel, null, HttpCoreContext.create());
    }

    private void secure(AsyncConnectionEndpoint endpoint) {
        wire.upgrade(endpoint, Callbacks.of(this::execute, exchange::fail));
    }

    private void tunnelTimedOut() {
        if (exchange.unsent()) {
            Duration waited = settings.connectTimeout();
            String what = "no tunnel through the proxy within " + waited;
            exchange.fail(Reason.CONNECT, what, null);
        }
    }

    private void execute(AsyncConnectionEndpoint endpoint) {
        endpoint.execute("refvideo", handler, null, HttpCoreContext.create());
    }
}
