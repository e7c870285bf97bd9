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
package io.github.refvideo.camel.internal.util;

import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Helpers for {@link CompletableFuture}. */
public final class Futures {

    private Futures() {}

    /** The failure itself, without the wrapper that a dependent future adds. */
    public static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    /** Completes a future with a result, or with a failure if there is one. */
    public static <T> void complete(
            CompletableFuture<T> future, @Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            future.complete(value);
        } else {
            future.completeExceptionally(failure);
        }
    }

    /**
     * The same result, or a {@link TimeoutException} after the limit. The work itself continues.
     */
    public static <T> CompletableFuture<T> within(
            CompletableFuture<T> work, Duration limit, Timer timer) {
        if (work.isDone()) {
            return work;
        }
        CompletableFuture<T> result = work.copy();
        Timer.Cancellable timeout =
                timer.after(
                        limit,
                        () ->
                                result.completeExceptionally(
                                        new TimeoutException(
                                                "no answer within " + Deadline.inSeconds(limit))));
        work.whenComplete((value, failure) -> timeout.cancel());
        return result;
    }
}
