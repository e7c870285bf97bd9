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

import java.util.concurrent.CompletableFuture;

/**
 * A result that needs several calls. When it completes or is cancelled, all its pending calls are
 * cancelled. Thread-safe.
 */
public final class CompositeFuture<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** The future for the caller. */
    public CompletableFuture<T> result() {
        return result;
    }

    /** Adds a call; the caller handles its failure. */
    public <S> CompletableFuture<S> track(CompletableFuture<S> call) {
        result.whenComplete((value, failure) -> call.cancel(true));
        return call;
    }

    /** Adds a call whose failure fails the result. */
    public <S> CompletableFuture<S> require(CompletableFuture<S> call) {
        track(call)
                .whenComplete(
                        (value, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(Futures.unwrap(failure));
                            }
                        });
        return call;
    }

    /** Adds the call that provides the result. */
    public void completeWith(CompletableFuture<T> call) {
        require(call).thenAccept(result::complete);
    }
}
