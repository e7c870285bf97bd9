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
package io.github.refvideo.camel.http;

import io.github.refvideo.camel.http.HttpFailureException.Progress;
import io.github.refvideo.camel.http.HttpFailureException.Reason;
import io.github.refvideo.camel.time.Timer;
import io.github.refvideo.camel.time.Timer.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;

/**
 * One call's life: lease a connection, connect it if it is new, send, end. Timer, I/O, look-up and
 * calling threads meet here; whoever ends the exchange first decides its outcome, releases what it
 * holds, and reports once.
 */
final class Exchange {

    private enum Stage {
        LEASING,
        CONNECTING,
        /** The request was handed to the connection: from here the server may act on it. */
        SENT,
        ENDED
    }

    private final Wire wire;
    private final HttpSettings settings;
    private final Routes routes;
    private final Timer timer;
    private final HttpCall call;
    private final Target target;
    private final ReplySink sink;
    private final Consumer<HttpFailureException> outcome;

    private final List<Runnable> atEnd = new ArrayList<>(6);
    private Stage stage = Stage.LEASING;
    private boolean delivering;
    private Runnable afterDelivery;

    private volatile boolean tcpConnected;
    private volatile TimeValue reusableFor;
    private volatile long lastActivity;

    /**
     * @param outcome told once, with null for success
     */
    Exchange(
            Wire wire,
            HttpSettings settings,
            Routes routes,
            Timer timer,
            HttpCall call,
            ReplySink sink,
            Consumer<HttpFailureException> outcome) {
        this.wire = wire;
        this.settings = settings;
        this.routes = routes;
        this.timer = timer;
        this.call = call;
        this.target = Target.of(call.uri());
        this.sink = sink;
        this.outcome = outcome;
    }

    void start() {
        try {
            if (call.timeout().isNegative() || call.timeout().isZero()) {
                fail(Reason.TIMEOUT, "no time left", null);
                return;
            }
            limit(
                    call.timeout(),
                    () -> fail(Reason.TIMEOUT, "no complete reply within " + call.timeout(), null));
            HttpRoute route = routes.to(target.host());
            Future<?> lease =
                    wire.lease(
                            route,
                            call.timeout(),
                            Callbacks.of(endpoint -> leased(route, endpoint), this::fail));
            atEnd(() -> lease.cancel(true));
            if (stage() == Stage.LEASING) {
                limit(settings.connectionRequestTimeout(), this::leaseTimedOut);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void limit(Duration time, Runnable task) {
        Cancellable pending = timer.after(time, task);
        atEnd(pending::cancel);
    }

    private void leaseTimedOut() {
        if (stage() == Stage.LEASING) {
            Duration waited = settings.connectionRequestTimeout();
            fail(Reason.CONNECT, "no connection of the pool came free within " + waited, null);
        }
    }

    private void leased(HttpRoute route, AsyncConnectionEndpoint endpoint) {
        atEnd(() -> giveBack(endpoint));
        if (!advance(Stage.CONNECTING)) {
            return;
        }
        if (endpoint.isConnected()) {
            execute(route, endpoint);
        } else {
            wire.offload(() -> connect(route, endpoint));
        }
    }

    private void giveBack(AsyncConnectionEndpoint endpoint) {
        TimeValue keepAlive = reusableFor;
        if (keepAlive != null && endpoint.isConnected()) {
            wire.release(endpoint, keepAlive);
        } else {
            wire.discard(endpoint);
        }
    }

    private void connect(HttpRoute route, AsyncConnectionEndpoint endpoint) {
        if (ended()) {
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
                            Callbacks.of(ready -> connected(route, ready), this::fail));
            atEnd(() -> connecting.cancel(true));
        } catch (Throwable e) {
            fail(e);
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
                                    atEnd(
                                            () -> {
                                                if (reusableFor == null) {
                                                    session.close(CloseMode.IMMEDIATE);
                                                }
                                            });
                                    callback.completed(session);
                                },
                                e ->
                                        callback.failed(
                                                e instanceof Exception known
                                                        ? known
                                                        : new IllegalStateException(e))));
    }

    private void connected(HttpRoute route, AsyncConnectionEndpoint endpoint) {
        if (!route.isTunnelled()) {
            execute(route, endpoint);
            return;
        }
        limit(settings.connectTimeout(), this::tunnelTimedOut);
        AsyncClientExchangeHandler tunnel =
                new TunnelHandler(
                        target,
                        routes.proxyAuthorization(),
                        settings.userAgent(),
                        Callbacks.of(
                                open ->
                                        wire.upgrade(
                                                endpoint,
                                                Callbacks.of(
                                                        secured -> execute(route, secured),
                                                        this::fail)),
                                this::fail));
        endpoint.execute("refvideo", tunnel, null, HttpCoreContext.create());
    }

    private void tunnelTimedOut() {
        if (stage() == Stage.CONNECTING) {
            Duration waited = settings.connectTimeout();
            fail(Reason.CONNECT, "no tunnel through the proxy within " + waited, null);
        }
    }

    private void execute(HttpRoute route, AsyncConnectionEndpoint endpoint) {
        boolean absolute = route.getProxyHost() != null && !route.isTunnelled();
        RequestWriter request =
                new RequestWriter(
                        call,
                        target,
                        settings.userAgent(),
                        absolute,
                        absolute ? routes.proxyAuthorization() : null);
        ReplyReader reply = new ReplyReader(this, call, target.label());
        endpoint.execute(
                "refvideo",
                new ExchangeHandler(this, request, reply),
                null,
                HttpCoreContext.create());
    }

    /** The request goes out now, unless the exchange has ended: then false. */
    boolean sending() {
        if (!advance(Stage.SENT)) {
            return false;
        }
        activity();
        if (call.idleTimeout() != null) {
            limit(call.idleTimeout(), this::checkIdle);
        }
        return true;
    }

    /** Bytes moved. */
    void activity() {
        lastActivity = timer.nanoTime();
    }

    private void checkIdle() {
        Duration silent = Duration.ofNanos(timer.nanoTime() - lastActivity);
        Duration left = call.idleTimeout().minus(silent);
        if (left.isNegative() || left.isZero()) {
            fail(Reason.TIMEOUT, "silent for " + call.idleTimeout(), null);
        } else if (!ended()) {
            // The cancelled-at-end list would grow with every check; a leftover check is harmless.
            timer.after(left, this::checkIdle);
        }
    }

    /**
     * Tells the sink something, unless the exchange has ended. The outcome is never reported while
     * the sink is busy: a caller that starts over may reuse what the sink writes to.
     *
     * @return whether the exchange goes on
     */
    boolean deliver(SinkCall tell) {
        synchronized (this) {
            if (stage == Stage.ENDED) {
                return false;
            }
            delivering = true;
        }
        Throwable refusal = null;
        try {
            tell.run(sink);
        } catch (Throwable e) {
            // An Error must not reach the reactor either: it would take down every connection.
            refusal = e;
        }
        Runnable late;
        synchronized (this) {
            delivering = false;
            late = afterDelivery;
            afterDelivery = null;
        }
        if (late != null) {
            late.run();
            return false;
        }
        if (refusal != null) {
            fail(Reason.REFUSED_BY_SINK, "reply refused by its reader", refusal);
            return false;
        }
        return true;
    }

    /** A piece of the reply for the sink. */
    @FunctionalInterface
    interface SinkCall {
        void run(ReplySink sink) throws Exception;
    }

    /**
     * The reply is complete.
     *
     * @param keepAlive how long the connection may idle; null if it is not fit for reuse
     */
    void succeed(TimeValue keepAlive) {
        end(progress -> null, keepAlive);
    }

    void fail(Reason reason, String what, Throwable cause) {
        end(progress -> Failures.because(reason, progress, target.label(), what, cause), null);
    }

    void fail(Throwable cause) {
        boolean securing = tcpConnected && target.secure();
        end(progress -> Failures.classify(cause, progress, securing, target.label()), null);
    }

    boolean ended() {
        return stage() == Stage.ENDED;
    }

    private synchronized Stage stage() {
        return stage;
    }

    private synchronized boolean advance(Stage next) {
        if (stage == Stage.ENDED) {
            return false;
        }
        stage = next;
        return true;
    }

    /** Remembers a clean-up; runs it at once when the exchange is over. */
    private void atEnd(Runnable cleanUp) {
        synchronized (this) {
            if (stage != Stage.ENDED) {
                atEnd.add(cleanUp);
                return;
            }
        }
        cleanUp.run();
    }

    private void end(Function<Progress, HttpFailureException> describe, TimeValue keepAlive) {
        Progress progress;
        List<Runnable> cleanUps;
        synchronized (this) {
            if (stage == Stage.ENDED) {
                return;
            }
            // In one step with the end: a request cannot slip out after being called not sent.
            progress = stage == Stage.SENT ? Progress.MAYBE_PROCESSED : Progress.NOT_SENT;
            stage = Stage.ENDED;
            reusableFor = keepAlive;
            cleanUps = List.copyOf(atEnd);
            atEnd.clear();
        }
        cleanUps.forEach(Exchange::quietly);
        HttpFailureException failure = describe.apply(progress);
        synchronized (this) {
            if (delivering) {
                afterDelivery = () -> outcome.accept(failure);
                return;
            }
        }
        outcome.accept(failure);
    }

    private static void quietly(Runnable cleanUp) {
        try {
            cleanUp.run();
        } catch (RuntimeException e) {
            // A connection that cannot be closed any more, or a pool that is gone.
        }
    }
}
