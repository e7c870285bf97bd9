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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoExceptions;
import io.github.refvideo.camel.internal.provider.TransportErrors;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.JobCanceler;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.VideoProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Status and cancel requests outside of a running job. They cost nothing, share the rate limit of
 * the credential, and are sent once.
 */
final class ControlCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ControlCalls.class);

    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);

    private final Timer timer;
    private final Executor workers;
    private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    ControlCalls(Timer timer, Executor workers) {
        this.timer = timer;
        this.workers = workers;
    }

    <T> void call(
            VideoProvider provider,
            AccountLimiter limiter,
            Supplier<CompletableFuture<T>> call,
            Duration timeout,
            BiConsumer<T, RefVideoException> reader) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Timer.Cancellable limit =
                timer.after(
                        timeout,
                        () ->
                                answer.completeExceptionally(
                                        error(
                                                ErrorKind.TIMEOUT,
                                                "The service did not answer within "
                                                        + timeout.toMillis()
                                                        + " ms"
                                                        + " (pollTimeout, header CamelRefVideoPollTimeout)")));
        pending.add(answer);
        answer.whenComplete(
                (value, failure) -> {
                    limit.cancel();
                    pending.remove(answer);
                    deliver(() -> reader.accept(value, failure(provider, failure)));
                });
        if (stopped) {
            answer.completeExceptionally(shutdown());
            return;
        }
        limiter.statusCalls()
                .enqueue(() -> CompletableFuture.completedFuture(send(limiter, call, answer)));
    }

    private static <T> boolean send(
            AccountLimiter limiter,
            Supplier<CompletableFuture<T>> call,
            CompletableFuture<T> answer) {
        if (answer.isDone()) {
            return false;
        }
        limiter.counts().countPoll();
        CompletableFuture<T> sent;
        try {
            sent = Objects.requireNonNull(call.get(), "the provider returned no future");
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            return true;
        }
        sent.whenComplete(
                (value, failure) -> {
                    if (failure == null) {
                        limiter.answered();
                        answer.complete(value);
                    } else {
                        throttled(limiter, failure);
                        answer.completeExceptionally(failure);
                    }
                });
        answer.whenComplete((value, failure) -> sent.cancel(true));
        return true;
    }

    /** Delays all calls with this credential; this call is not repeated. */
    private static void throttled(AccountLimiter limiter, Throwable failure) {
        ErrorDetails error = TransportErrors.of(failure, "service").details();
        if (error.kind() == ErrorKind.RATE_LIMITED) {
            limiter.throttled(error.reply().retryAfter());
        }
    }

    private void deliver(Runnable completion) {
        try {
            workers.execute(completion);
        } catch (RejectedExecutionException e) {
            // The pool is shut down. The exchange must not hang, so use this thread.
            completion.run();
        }
    }

    private static @Nullable RefVideoException failure(
            VideoProvider provider, @Nullable Throwable failure) {
        if (failure == null || failure instanceof RefVideoException) {
            return (RefVideoException) failure;
        }
        return RefVideoExceptions.of(
                TransportErrors.of(failure, provider.name()).details().provider(provider.name()));
    }

    /** Asks the service to cancel a job. */
    CompletableFuture<CancelOutcome> cancel(
            VideoProvider provider, AccountLimiter limiter, JobHandle job) {
        if (!(provider instanceof JobCanceler canceler)) {
            return CompletableFuture.failedFuture(
                    new UnsupportedOperationException(
                            "provider: "
                                    + provider.name()
                                    + " has no call to cancel a job; it runs to its end"));
        }
        CompletableFuture<CancelOutcome> answer = new CompletableFuture<>();
        call(
                provider,
                limiter,
                () -> canceler.cancel(job, CANCEL_TIMEOUT),
                CANCEL_TIMEOUT,
                (outcome, error) -> {
                    if (error == null) {
                        answer.complete(outcome);
                    } else {
                        answer.completeExceptionally(error);
                    }
                });
        return answer;
    }

    /** Asks the service to cancel a job whose deadline has passed, and does not wait. */
    static void cancelAfterTimeout(VideoProvider provider, JobHandle job) {
        if (provider instanceof JobCanceler canceler) {
            try {
                canceler.cancel(job, CANCEL_TIMEOUT)
                        .whenComplete(
                                (outcome, failure) ->
                                        LOG.debug(
                                                "Asked to cancel job {} after its deadline; the"
                                                        + " service answered {}",
                                                job.jobId(),
                                                failure == null ? outcome : failure.toString()));
            } catch (RuntimeException | Error e) {
                LOG.warn("Could not cancel job {}: {}", job.jobId(), e.toString());
            }
        }
    }

    void stop() {
        stopped = true;
        List.copyOf(pending).forEach(answer -> answer.completeExceptionally(shutdown()));
    }

    private static RefVideoException shutdown() {
        return error(ErrorKind.SHUTDOWN, "The component was stopped before the service answered");
    }

    private static RefVideoException error(ErrorKind kind, String message) {
        return RefVideoExceptions.of(ErrorDetails.of(kind, message).retryable(true));
    }
}
