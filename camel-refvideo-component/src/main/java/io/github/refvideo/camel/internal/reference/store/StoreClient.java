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
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RetryAfter;
import io.github.refvideo.camel.internal.http.UnreadableBodyException;
import io.github.refvideo.camel.internal.provider.ServiceText;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends requests to a store and retries transient failures with exponential back-off, up to ten
 * attempts or the deadline. Thread-safe; waiting holds no thread.
 */
final class StoreClient {

    private static final Logger LOG = LoggerFactory.getLogger(StoreClient.class);

    /**
     * The longest time without a byte in either direction. A store needs time to persist an upload.
     */
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    /** For responses of the stores, which are small JSON or XML documents. */
    static final long MAX_RESPONSE_BYTES = 256 * 1024;

    private static final int MAX_ATTEMPTS = 10;
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private final AsyncHttp http;
    private final Timer timer;
    private final RandomGenerator random;

    StoreClient(AsyncHttp http, Timer timer, RandomGenerator random) {
        this.http = http;
        this.timer = timer;
        this.random = random;
    }

    /** One operation of a store, which can take several attempts. */
    interface Request {

        /** The name of the store, for messages. */
        String service();

        /**
         * The HTTP request of one attempt.
         *
         * @param number from 0
         * @param timeout of this attempt
         */
        HttpRequest attempt(int number, Duration timeout);

        /** Whether an exchange waits for it: then the first failure is logged as a warning. */
        default boolean isAwaited() {
            return true;
        }

        /** The first sentence of an error message. */
        default String failure() {
            return "The reference was not stored. ";
        }

        /** The error for a response that is not a 2xx. */
        ReferenceStoreException error(HttpResponse reply);
    }

    /**
     * The message of an error response, without secrets.
     *
     * @param sender the store and its host
     */
    static String message(
            Request request,
            String sender,
            HttpResponse reply,
            Optional<String> code,
            Optional<String> text,
            Collection<String> secrets) {
        return request.failure()
                + sender
                + " answered "
                + reply.status()
                + code.map(value -> " (" + ServiceText.line(value, secrets) + ")").orElse("")
                + text.map(value -> ": " + ServiceText.line(value, secrets)).orElse("");
    }

    /** Whether a retry can help: server errors, 429 Too Many Requests and 408 Request Timeout. */
    static boolean isTransient(int status) {
        return status >= 500 || status == 429 || status == 408;
    }

    /**
     * Sends a request until it succeeds.
     *
     * @param deadline limits all attempts together; if it leaves no time for another attempt, the
     *     last failure is reported
     * @return the first 2xx response, or a {@link ReferenceStoreException}; cancelling it cancels
     *     the attempt
     */
    CompletableFuture<HttpResponse> send(Request request, Deadline deadline) {
        Call call = new Call(request, deadline);
        call.attempt();
        return call.result;
    }

    /**
     * @param failures so far, from 1
     * @param retryAfter the delay that the store asked for
     */
    private Duration delay(int failures, @Nullable Duration retryAfter) {
        Duration grown = FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration base = grown.compareTo(MAX_DELAY) < 0 ? grown : MAX_DELAY;
        Duration min = retryAfter != null && retryAfter.compareTo(base) > 0 ? retryAfter : base;
        // Jitter only adds, so that no retry is earlier than the store asked for.
        return min.plus(Duration.ofNanos((long) (base.toNanos() * 0.5 * random.nextDouble())));
    }

    /** The attempts of one request, one after the other. */
    private final class Call {

        private final Request request;
        private final Deadline deadline;
        private final CompletableFuture<HttpResponse> result = new CompletableFuture<>();
        private int attempts;
        // Guarded by this: cancels the attempt, or the wait before the next one.
        private Runnable cancellation = () -> {};

        Call(Request request, Deadline deadline) {
            this.request = request;
            this.deadline = deadline;
            result.whenComplete((reply, failure) -> cancel());
        }

        private void attempt() {
            if (result.isDone()) {
                return;
            }
            try {
                CompletableFuture<HttpResponse> response =
                        http.send(request.attempt(attempts++, deadline.remaining()));
                onCancel(() -> response.cancel(true));
                response.whenComplete(this::completed);
            } catch (RuntimeException e) {
                // A defect must not leave the caller without a result.
                result.completeExceptionally(e);
            }
        }

        private void completed(@Nullable HttpResponse reply, @Nullable Throwable failure) {
            if (reply == null) {
                failed(transportError(Futures.unwrap(failure)), null);
            } else if (reply.head().successful()) {
                result.complete(reply);
            } else {
                failed(
                        request.error(reply),
                        RetryAfter.parse(reply.head(), timer.now()).orElse(null));
            }
        }

        private void failed(ReferenceStoreException failure, @Nullable Duration retryAfter) {
            Duration delay = delay(attempts, retryAfter);
            if (result.isDone()
                    || !failure.retryable()
                    || attempts >= MAX_ATTEMPTS
                    || delay.compareTo(deadline.remaining()) >= 0) {
                result.completeExceptionally(failure);
                return;
            }
            // One warning: the retries of a store that is down can take minutes.
            LOG.atLevel(attempts == 1 && request.isAwaited() ? Level.WARN : Level.DEBUG)
                    .log(
                            "{}; the next attempt is in {} ms",
                            failure.getMessage(),
                            delay.toMillis());
            onCancel(timer.after(delay, this::attempt)::cancel);
        }

        private ReferenceStoreException transportError(Throwable failure) {
            boolean retryable =
                    failure instanceof HttpFailureException transport
                            && !(transport.getCause() instanceof UnreadableBodyException)
                            && switch (transport.reason()) {
                                case DNS, CONNECT, TIMEOUT, BROKEN -> true;
                                case ADDRESS_REFUSED, TLS, TOO_LARGE, REFUSED_BY_SINK, ABORTED ->
                                        false;
                            };
            String reason =
                    failure instanceof HttpFailureException
                            ? failure.getMessage()
                            : "unexpected failure of a request";
            return new ReferenceStoreException(
                    request.failure() + request.service() + ": " + reason, 0, retryable, failure);
        }

        private void onCancel(Runnable action) {
            synchronized (this) {
                cancellation = action;
            }
            if (result.isDone()) {
                action.run();
            }
        }

        private void cancel() {
            Runnable action;
            synchronized (this) {
                action = cancellation;
            }
            action.run();
        }
    }
}
