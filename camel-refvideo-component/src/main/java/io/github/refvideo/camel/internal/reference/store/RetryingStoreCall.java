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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpFailureException;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RetryAfter;
import io.github.refvideo.camel.internal.http.UnreadableBodyException;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One call with its attempts, one after the other. */
final class RetryingStoreCall {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingStoreCall.class);

    private final AsyncHttp http;
    private final Timer timer;
    private final BiFunction<Integer, Duration, Duration> waits;
    private final StoreRequest call;
    private final Deadline deadline;
    private final CompletableFuture<HttpResponse> result = new CompletableFuture<>();
    private int attempts;
    private Runnable giveUp;

    /**
     * @param waits from the number of failures and the wait that the store asked for, or null, to
     *     the wait before the next attempt; negative for no other attempt
     */
    RetryingStoreCall(
            AsyncHttp http,
            Timer timer,
            BiFunction<Integer, Duration, Duration> waits,
            StoreRequest call,
            Deadline deadline) {
        this.http = http;
        this.timer = timer;
        this.waits = waits;
        this.call = call;
        this.deadline = deadline;
        result.whenComplete((reply, failure) -> abandon());
    }

    CompletableFuture<HttpResponse> result() {
        return result;
    }

    void start() {
        attempt();
    }

    private void attempt() {
        if (result.isDone()) {
            return;
        }
        try {
            CompletableFuture<HttpResponse> exchange =
                    http.send(call.attempt(attempts++, deadline.remaining()));
            underway(() -> exchange.cancel(true));
            exchange.whenComplete(this::answered);
        } catch (RuntimeException e) {
            // A defect must not leave the caller without an answer.
            result.completeExceptionally(e);
        }
    }

    private void answered(HttpResponse reply, Throwable failure) {
        if (failure != null) {
            failed(transport(CompositeFuture.cause(failure)), null);
        } else if (reply.head().successful()) {
            result.complete(reply);
        } else {
            failed(call.refused(reply), RetryAfter.parse(reply.head(), timer.now()).orElse(null));
        }
    }

    private void failed(ReferenceStoreException failure, Duration asked) {
        Duration wait = failure.retryable() ? waits.apply(attempts, asked) : Duration.ofNanos(-1);
        if (result.isDone() || wait.isNegative() || wait.compareTo(deadline.remaining()) >= 0) {
            result.completeExceptionally(failure);
            return;
        }
        // Once loud: a store that is away is tried for minutes, in which nothing else is to be
        // seen.
        LOG.atLevel(attempts == 1 && call.awaited() ? Level.WARN : Level.DEBUG)
                .log("{}; tried again in {} ms", failure.getMessage(), wait.toMillis());
        Timer.Cancellable pending = timer.after(wait, this::attempt);
        underway(pending::cancel);
    }

    private ReferenceStoreException transport(Throwable failure) {
        boolean retryable =
                failure instanceof HttpFailureException http
                        && !(http.getCause() instanceof UnreadableBodyException)
                        && switch (http.reason()) {
                            case DNS, CONNECT, TIMEOUT, BROKEN -> true;
                            case ADDRESS_REFUSED, TLS, TOO_LARGE, REFUSED_BY_SINK, ABORTED -> false;
                        };
        String what =
                failure instanceof HttpFailureException
                        ? failure.getMessage()
                        : "unexpected failure of a call";
        return new ReferenceStoreException(
                call.failed() + call.service() + ": " + what, 0, retryable, failure);
    }

    private void underway(Runnable cancel) {
        synchronized (this) {
            giveUp = cancel;
        }
        if (result.isDone()) {
            cancel.run();
        }
    }

    private void abandon() {
        Runnable cancel;
        synchronized (this) {
            cancel = giveUp;
        }
        if (cancel != null) {
            cancel.run();
        }
    }
}
