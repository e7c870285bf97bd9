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
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.time.Timer.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.jspecify.annotations.Nullable;

/**
 * The life of one exchange: its stage, its timeouts and its end. Timer, I/O, look-up and calling
 * threads meet here. The first that ends the exchange decides its outcome, releases its resources
 * and reports once.
 */
final class HttpExchange {

    private enum Stage {
        LEASING,
        CONNECTING,
        /** The request was passed to the connection: the server may process it from now on. */
        SENT,
        ENDED
    }

    private final HttpSettings settings;
    private final Timer timer;
    private final HttpRequest request;
    private final RequestTarget target;
    private final BasicHttpRequest message;
    private final HttpRoute route;
    private final ResponseSink sink;
    private final @Nullable RequestBodyProducer body;

    private volatile @Nullable Transport transport;
    private volatile boolean tcpConnected;
    private volatile boolean connectionReusable;
    private volatile long lastActivity;

    // Guarded by this.
    private Stage stage = Stage.LEASING;
    private @Nullable List<Runnable> cleanUps = new ArrayList<>(6);
    private boolean delivering;
    private boolean awaitingRelease;
    private @Nullable Runnable heldOutcome;
    private Consumer<@Nullable HttpFailureException> outcome = failure -> {};

    /**
     * @throws IllegalArgumentException if the request cannot be sent
     */
    HttpExchange(
            HttpSettings settings,
            RoutePlanner routes,
            Timer timer,
            HttpRequest request,
            ResponseSink sink) {
        this.settings = settings;
        this.timer = timer;
        this.request = request;
        this.target = RequestTarget.of(request.uri());
        this.message = target.message(request);
        this.route = routes.routeTo(target.host());
        this.sink = sink;
        RequestBody content = request.content();
        this.body = content == null ? null : new RequestBodyProducer(content, this::activity);
    }

    /**
     * @param consumer called once, with null for success
     */
    void onOutcome(Consumer<@Nullable HttpFailureException> consumer) {
        this.outcome = consumer;
    }

    void start(Transport transport) {
        if (body != null) {
            atEnd(body::close);
        }
        if (request.timeout().isNegative() || request.timeout().isZero()) {
            fail(Reason.TIMEOUT, "no time left", null);
            return;
        }
        try {
            this.transport = transport;
            limit(request.timeout(), this::timedOut);
            transport.execute(this);
            if (isIn(Stage.LEASING)) {
                limit(settings.connectionRequestTimeout(), this::leaseTimedOut);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Sends the request of an exchange. */
    interface Transport {

        void execute(HttpExchange exchange);
    }

    /** The exchange that a connection was leased for. */
    static HttpExchange of(HttpContext context) {
        return (HttpExchange) HttpClientContext.cast(context).getUserToken();
    }

    HttpRequest request() {
        return request;
    }

    RequestTarget target() {
        return target;
    }

    /** The head of the request, still without path and query. */
    BasicHttpRequest message() {
        return message;
    }

    HttpRoute route() {
        return route;
    }

    @Nullable RequestBodyProducer body() {
        return body;
    }

    ResponseSink sink() {
        return sink;
    }

    /** Runs a task after a time, unless the exchange ends before. */
    private void limit(Duration time, Runnable task) {
        Cancellable pending = timer.after(time, task);
        atEnd(pending::cancel);
    }

    private void timedOut() {
        fail(
                Reason.TIMEOUT,
                "no complete response within " + Deadline.inSeconds(request.timeout()),
                null);
    }

    private void leaseTimedOut() {
        if (isIn(Stage.LEASING)) {
            Duration waited = settings.connectionRequestTimeout();
            fail(
                    Reason.CONNECT,
                    "no pooled connection became free within " + Deadline.inSeconds(waited),
                    null);
        }
    }

    private void tunnelTimedOut() {
        if (isIn(Stage.CONNECTING)) {
            Duration waited = settings.connectTimeout();
            fail(
                    Reason.CONNECT,
                    "no tunnel through the proxy within " + Deadline.inSeconds(waited),
                    null);
        }
    }

    /** The pool has provided a connection, which is possibly not open yet. */
    void leased(AsyncConnectionEndpoint endpoint) {
        closeOnAbort(endpoint);
        advance(Stage.CONNECTING);
    }

    /**
     * The TCP connection is open. HttpClient passes it on only after the TLS handshake: until then
     * only this exchange can close it.
     */
    void tcpConnected(ModalCloseable session) {
        tcpConnected = true;
        closeOnAbort(session);
    }

    /** The first hop is connected. */
    void connected() {
        if (route.isTunnelled()) {
            limit(settings.connectTimeout(), this::tunnelTimedOut);
        }
    }

    private void closeOnAbort(ModalCloseable connection) {
        onAbort(() -> connection.close(CloseMode.IMMEDIATE));
    }

    /**
     * Called immediately before the request is passed to the connection. This mark, and not the
     * class of an exception, later decides whether the server can have processed the request.
     *
     * @return false if the request must not be sent
     */
    boolean sending() {
        try {
            if (request.condition() != null && !request.condition().getAsBoolean()) {
                abort("no longer permitted");
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        if (!advance(Stage.SENT)) {
            return false;
        }
        activity();
        if (request.idleTimeout() != null) {
            limit(request.idleTimeout(), this::checkIdle);
        }
        return true;
    }

    /** Bytes were transferred. */
    void activity() {
        lastActivity = timer.nanoTime();
    }

    private void checkIdle() {
        Duration idle = Duration.ofNanos(timer.nanoTime() - lastActivity);
        Duration left = request.idleTimeout().minus(idle);
        if (left.isNegative() || left.isZero()) {
            fail(Reason.TIMEOUT, "no data for " + Deadline.inSeconds(request.idleTimeout()), null);
        } else if (!isIn(Stage.ENDED)) {
            // Not a clean-up, because the list would grow with each check; a late check has no
            // effect.
            timer.after(left, this::checkIdle);
        }
    }

    /** An access to the sink. */
    @FunctionalInterface
    interface SinkCall {
        void run(ResponseSink sink) throws Exception;
    }

    /**
     * Calls the sink, unless the exchange has ended. The outcome is not reported while the sink is
     * busy: a caller that retries may reuse what the sink writes to.
     *
     * @return whether the exchange continues
     */
    boolean deliver(SinkCall call) {
        synchronized (this) {
            if (stage == Stage.ENDED) {
                return false;
            }
            delivering = true;
        }
        Throwable refusal = null;
        try {
            call.run(sink);
        } catch (Throwable e) {
            refusal = e;
        }
        synchronized (this) {
            delivering = false;
        }
        if (reportHeldOutcome()) {
            return false;
        }
        if (refusal != null) {
            fail(Reason.REFUSED_BY_SINK, "response refused by its reader", refusal);
            return false;
        }
        return true;
    }

    /**
     * The response is complete.
     *
     * @param reusable whether the connection can be used again. Then the outcome is held until
     *     {@link #released()}, so that the next request finds the connection in the pool
     */
    void succeed(boolean reusable) {
        if (reusable) {
            synchronized (this) {
                awaitingRelease = true;
            }
        }
        end(progress -> null, reusable);
    }

    /** HttpClient has released the connection, or closed it. */
    void released() {
        synchronized (this) {
            awaitingRelease = false;
        }
        reportHeldOutcome();
    }

    private boolean reportHeldOutcome() {
        Runnable held;
        synchronized (this) {
            if (delivering || awaitingRelease) {
                return false;
            }
            held = heldOutcome;
            heldOutcome = null;
        }
        if (held != null) {
            held.run();
        }
        return held != null;
    }

    void abort(String why) {
        fail(Reason.ABORTED, why, null);
    }

    /** Fails if the exchange uses a transport whose I/O threads have ended. */
    void failOn(Transport broken) {
        if (transport == broken) {
            fail(new ConnectionClosedException("An I/O thread ended unexpectedly"));
        }
    }

    void fail(Reason reason, String what, @Nullable Throwable cause) {
        end(progress -> FailureClassifier.failure(reason, progress, label(), what, cause), false);
    }

    void fail(Throwable cause) {
        boolean handshake = tcpConnected && target.isSecure();
        end(progress -> FailureClassifier.classify(cause, progress, handshake, label()), false);
    }

    private String label() {
        return target.label();
    }

    boolean isEnded() {
        return isIn(Stage.ENDED);
    }

    /** Whether the request was passed to the connection. A response before is not the server's. */
    boolean isSent() {
        return isIn(Stage.SENT);
    }

    /** Whether the exchange has succeeded and left its connection in a known state. */
    boolean isConnectionReusable() {
        return connectionReusable;
    }

    private synchronized boolean isIn(Stage other) {
        return stage == other;
    }

    private synchronized boolean advance(Stage next) {
        if (stage == Stage.ENDED) {
            return false;
        }
        stage = next;
        return true;
    }

    /** Registers a clean-up for an end after which the connection cannot be used again. */
    void onAbort(Runnable cleanUp) {
        atEnd(
                () -> {
                    if (!connectionReusable) {
                        cleanUp.run();
                    }
                });
    }

    /** Registers a clean-up. Runs it immediately if the exchange has ended. */
    private void atEnd(Runnable cleanUp) {
        synchronized (this) {
            if (cleanUps != null) {
                cleanUps.add(cleanUp);
                return;
            }
        }
        cleanUp.run();
    }

    private void end(
            Function<Progress, @Nullable HttpFailureException> describe, boolean reusable) {
        Progress progress;
        List<Runnable> pending;
        synchronized (this) {
            if (stage == Stage.ENDED) {
                return;
            }
            // In one step with the end: nothing can be sent after the exchange is NOT_SENT.
            progress = stage == Stage.SENT ? Progress.MAYBE_PROCESSED : Progress.NOT_SENT;
            stage = Stage.ENDED;
            connectionReusable = reusable;
            // Not copied: the end may be caused by a lack of memory.
            pending = cleanUps;
            cleanUps = null;
        }
        for (Runnable cleanUp : pending) {
            try {
                cleanUp.run();
            } catch (RuntimeException | Error e) {
                // A connection that is already broken, or no memory. The others must still run.
            }
        }
        HttpFailureException failure = describe.apply(progress);
        synchronized (this) {
            heldOutcome = () -> outcome.accept(failure);
        }
        reportHeldOutcome();
    }
}
