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

import io.github.refvideo.camel.internal.time.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs blocking calls of the job repository on an executor. Thread-safe. */
final class RepositoryCalls {

    private static final Logger LOG = LoggerFactory.getLogger(RepositoryCalls.class);

    private final Executor executor;
    private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();

    RepositoryCalls(Executor executor) {
        this.executor = executor;
    }

    /** Fails with {@link RejectedExecutionException} when the executor has been shut down. */
    <T> CompletableFuture<T> run(Callable<T> work) {
        return run(work, false);
    }

    /**
     * Like {@link #run(Callable)}, but on the calling thread when the executor has been shut down:
     * the end of an exchange must still be recorded.
     */
    <T> CompletableFuture<T> runAlsoAfterShutdown(Callable<T> work) {
        return run(work, true);
    }

    private <T> CompletableFuture<T> run(Callable<T> work, boolean alsoAfterShutdown) {
        CompletableFuture<T> future = new CompletableFuture<>();
        pending.add(future);
        Runnable task = () -> complete(future, work);
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            if (alsoAfterShutdown) {
                task.run();
            } else {
                pending.remove(future);
                future.completeExceptionally(e);
            }
        }
        return future;
    }

    /** The call is no longer pending when its dependents run. */
    private <T> void complete(CompletableFuture<T> future, Callable<T> work) {
        try {
            T result = work.call();
            pending.remove(future);
            future.complete(result);
        } catch (Exception | Error e) {
            pending.remove(future);
            future.completeExceptionally(e);
        }
    }

    /** Waits until the pending calls have returned, at most for {@code limit}. Blocks. */
    void await(Duration limit) {
        try {
            CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The job repository did not answer within {}", Deadline.inSeconds(limit));
        }
    }
}
