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
import io.github.refvideo.camel.internal.time.Timer.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.util.TimeValue;

/**
 * One call's life: what stage it is in, what limits it, how it ends. Timer, I/O, look-up and
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

    private final Timer timer;
    private final HttpCall call;
    private final Target target;
    private final ReplySink sink;
    private final Consumer<HttpFailureException> outcome;
    private final Connector connector;

    private List<Runnable> atEnd = new ArrayList<>(6);
    private Stage stage = Stage.LEASING;
    private boolean delivering;
    private Runnable afterDelivery;

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
        this.timer = timer;
        this.call = call;
        this.target = Target.of(call.uri());
        this.sink = sink;
        this.outcome = outcome;
        HttpRoute route = routes.to(target.host());
        String authorization = routes.proxyAuthorization();
        boolean plainProxy = route.getProxyHost() != null && !route.isTunnelled();
        RequestWriter request =
                new RequestWriter(
                        call,
                        target,
                        settings.userAgent(),
                        plainProxy,
                        plainProxy ? authorization : null);
        atEnd.add(request::close);
        ReplyReader reply = new ReplyReader(this, call, target.label());
        this.connector =
                new Connector(
                        wire,
                        settings,
                        authorization,
                        route,
                        target,
                        this,
                        new ExchangeHandler(this, request, reply));
    }

    void start() {
        if (call.timeout().isNegative() || call.timeout().isZero()) {
            fail(Reason.TIMEOUT, "no time left", null);
            return;
        }
        try {
            limit(
                    call.timeout(),
                    () -> fail(Reason.TIMEOUT, "no complete reply within " + call.timeout(), null));
            connector.start(call.timeout());
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Runs a task after a time, unless the exchange ends before. */
    void limit(Duration time, Runnable task) {
        Cancellable pending = timer.after(time, task);
        atEnd(pending::cancel);
    }

    /** There is a connection now; false if the exchange has ended. */
    boolean connecting() {
        return advance(Stage.CONNECTING);
    }

    /** The request goes out now, unless the exchange has ended: then false. */
    boolean sending() {
        if (call.permitted() != null && !call.permitted().getAsBoolean()) {
            fail(Reason.ABORTED, "no longer permitted", null);
            return false;
        }
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

    /** Ends the exchange when its sink has read enough. */
    void endIfComplete() {
        if (sink.isComplete()) {
            succeed(null);
        }
    }

    /** Whether a kept connection must not be used. */
    boolean needsFreshConnection() {
        return call.freshConnection();
    }

    /** When the sink can take more. */
    CompletableFuture<?> ready() {
        return sink.ready();
    }

    /** How much it can take then; in bytes. */
    int room() {
        return sink.room();
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
        boolean securing = connector.securing();
        end(progress -> Failures.classify(cause, progress, securing, target.label()), null);
    }

    synchronized boolean ended() {
        return stage == Stage.ENDED;
    }

    synchronized boolean leasing() {
        return stage == Stage.LEASING;
    }

    synchronized boolean unsent() {
        return stage == Stage.LEASING || stage == Stage.CONNECTING;
    }

    /** How long the connection may idle; null as long as it is not fit for reuse. */
    TimeValue reusableFor() {
        return reusableFor;
    }

    private synchronized boolean advance(Stage next) {
        if (stage == Stage.ENDED) {
            return false;
        }
        stage = next;
        return true;
    }

    /** Remembers a clean-up; runs it at once when the exchange is over. */
    void atEnd(Runnable cleanUp) {
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
            // Without a copy: memory may be what is lacking.
            cleanUps = atEnd;
            atEnd = null;
        }
        for (Runnable cleanUp : cleanUps) {
            quietly(cleanUp);
        }
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
        } catch (RuntimeException | Error e) {
            // A connection that cannot be closed any more, or a pool or memory that is gone.
        }
    }
}
